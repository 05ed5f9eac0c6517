from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kb", "0028_mail_calendar")]
    operations = [
        migrations.AddField(
            model_name="homepage",
            name="carriers",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="Two or three sentences: who runs this site, with whom, since when.",
                max_length=600,
                verbose_name="who stands behind it",
            ),
        ),
        migrations.AlterField(
            model_name="city",
            name="coordinator_clears",
            field=models.BooleanField(
                default=False,
                editable=False,
                verbose_name="the coordinator approves before sending",
            ),
        ),
    ]
