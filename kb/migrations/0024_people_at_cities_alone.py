import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kb", "0023_fill_cities_of_people")]

    operations = [
        migrations.RemoveConstraint(model_name="cityrole", name="kb_one_role_per_city"),
        *(
            operation
            for model in ("cityrole", "invitation", "accountrequest")
            for operation in (
                migrations.RemoveField(model_name=model, name="city"),
                migrations.RenameField(model_name=model, old_name="own_city", new_name="city"),
            )
        ),
        migrations.AlterField(
            model_name="cityrole",
            name="city",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="people", to="kb.city"
            ),
        ),
        migrations.AlterField(
            model_name="invitation",
            name="city",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="invitations",
                to="kb.city",
            ),
        ),
        migrations.AlterField(
            model_name="accountrequest",
            name="city",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="kb.city",
            ),
        ),
        migrations.AddConstraint(
            model_name="cityrole",
            constraint=models.UniqueConstraint(
                fields=["user", "city"], name="kb_one_role_per_city"
            ),
        ),
    ]
