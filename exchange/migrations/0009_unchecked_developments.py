"""A note may wait for its check; the demonstration's do. Twice it changes nothing."""

from datetime import date

from django.db import migrations, models

# The day that the demonstration's notes had before: nobody had held them against their sources.
LOADED_WITH = date(2026, 11, 29)


def wait_for_check(apps, schema_editor):
    """The demonstration's notes of this day wait for their check; a second run changes nothing."""
    pages = apps.get_model("exchange", "DevelopmentPage").objects.filter(is_demonstration=True)
    rows = apps.get_model("exchange", "Development").objects.filter(checked_on=LOADED_WITH)
    rows.filter(pk__in=pages.values("development")).update(checked_on=None)


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0008_translated_notes'),
    ]

    operations = [
        migrations.AlterField(
            model_name='development',
            name='checked_on',
            field=models.DateField(blank=True, db_index=True, help_text='When you last held the note against its source; editors are asked again after a year. Leave it empty as long as nobody has done so: readers are told.', null=True, verbose_name='checked on'),
        ),
        migrations.RunPython(wait_for_check, migrations.RunPython.noop),
    ]
