"""Who agreed to get readers' letters to a city."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kb", "0009_attachments")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="takes_letters",
            field=models.BooleanField(
                default=False, verbose_name="letters from readers to my city reach me"
            ),
        ),
    ]
