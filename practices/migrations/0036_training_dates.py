"""The dates of trainings stand once for all languages; those that stand already are taken over next."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('practices', '0035_links_in_a_language'),
    ]

    operations = [
        migrations.CreateModel(
            name='TrainingDate',
            fields=[
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('begins', models.TimeField(blank=True, null=True, verbose_name='begins at')),
                ('ends_on', models.DateField(blank=True, db_index=True, help_text='Empty: the same day.', verbose_name='last day')),
                ('ends', models.TimeField(blank=True, null=True, verbose_name='ends at')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='place')),
                ('language', models.CharField(max_length=10, verbose_name='language')),
                ('mode', models.CharField(choices=[('on-site', 'On site'), ('online', 'Online'), ('blended', 'Blended')], max_length=10, verbose_name='format')),
                ('open_to_others', models.BooleanField(default=False, verbose_name='people of other cities may come')),
                ('seats', models.CharField(blank=True, help_text='In words: “12, two of them for guests”.', max_length=100, verbose_name='seats')),
                ('registration_url', models.URLField(blank=True, max_length=500, verbose_name='registration')),
                ('cancelled_on', models.DateField(editable=False, null=True)),
                ('sequence', models.PositiveIntegerField(default=0, editable=False)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('record', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='training_dates', to='practices.record')),
            ],
            options={
                'verbose_name': 'date of a training',
                'verbose_name_plural': 'dates of trainings',
                'ordering': ['starts_on', 'begins', 'key'],
            },
        ),
    ]
