"""Roles, invitations and requests for accounts will point at the city itself, not at one of its pages."""

import django.db.models.deletion
from django.db import migrations, models


def to_city():
    """The new column, beside the old one."""
    return models.ForeignKey(
        null=True,
        on_delete=django.db.models.deletion.SET_NULL,
        related_name="+",
        to="kb.city",
    )


class Migration(migrations.Migration):
    dependencies = [("kb", "0021_facts_on_cities_alone")]

    operations = [
        migrations.AddField(model_name="cityrole", name="own_city", field=to_city()),
        migrations.AddField(model_name="invitation", name="own_city", field=to_city()),
        migrations.AddField(model_name="accountrequest", name="own_city", field=to_city()),
    ]
