"""One row per city: what holds in all languages no longer stands on each language's page."""

import uuid

import django.core.validators
import django.db.models.deletion
import django_countries.fields
from django.db import migrations, models

import kb.texts.translated_names


class Migration(migrations.Migration):
    dependencies = [("kb", "0018_words")]

    operations = [
        migrations.CreateModel(
            name='City',
            fields=[
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(error_messages={'unique': 'Another page has this code already.'}, max_length=80, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(-[a-z0-9]+)*$', 'Lower-case letters, digits and single hyphens only.')], verbose_name='code')),
                ('names', kb.texts.translated_names.NamesField(default=dict, verbose_name='name in each language')),
                ('official_name', models.CharField(blank=True, max_length=200, verbose_name='official name')),
                ('country', django_countries.fields.CountryField(db_index=True, max_length=2, verbose_name='country')),
                ('latitude', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)], verbose_name='latitude')),
                ('longitude', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)], verbose_name='longitude')),
                ('coordinates_source', models.CharField(blank=True, max_length=200, verbose_name='source of coordinates')),
                ('population', models.PositiveIntegerField(blank=True, null=True, verbose_name='population')),
                ('population_year', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1900), django.core.validators.MaxValueValidator(2100)], verbose_name='year of the count')),
                ('population_basis', models.CharField(blank=True, max_length=200, verbose_name='what was counted')),
                ('population_source', models.URLField(blank=True, max_length=500, verbose_name='source of population')),
                ('languages', models.CharField(blank=True, help_text='Codes such as “da, en”.', max_length=100, verbose_name='languages')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('coordinator_clears', models.BooleanField(default=False, editable=False, verbose_name='the coordinator clears before sending')),
            ],
            options={
                'verbose_name': 'city',
                'verbose_name_plural': 'cities',
            },
        ),
        migrations.AddField(
            model_name="citypage",
            name="city",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pages",
                serialize=False,
                to="kb.city",
            ),
        ),
    ]
