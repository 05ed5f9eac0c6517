"""Dates of trainings stand at no page any longer."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("practices", "0037_fill_training_dates")]
    operations = [migrations.DeleteModel(name="TrainingSession")]
