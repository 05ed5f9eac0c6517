"""An empty address would be that of everybody who has none."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kb", "0013_addresses_of_accounts")]

    operations = [
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", ""), _negated=True), name="kb_account_has_an_address"
            ),
        )
    ]
