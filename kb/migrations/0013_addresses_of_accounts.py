"""Each account has an address, and each address a row of django-allauth's."""

from django.db import migrations


def keep_rows(apps, schema_editor):
    User = apps.get_model("kb", "User")
    EmailAddress = apps.get_model("account", "EmailAddress")
    for user in User.objects.filter(email=""):
        # Nobody could sign in with it; whoever knows whose it is puts in the right one.
        User.objects.filter(pk=user.pk).update(email=f"no-address-{user.pk}@example.invalid")
    for user in User.objects.filter(emailaddress__primary=True).distinct():
        own = EmailAddress.objects.get(user=user, primary=True)
        if own.email.lower() != user.email.lower():
            EmailAddress.objects.filter(user=user).delete()
    for user in User.objects.exclude(emailaddress__primary=True):
        email = user.email.lower()
        EmailAddress.objects.filter(user=user, email=email).delete()
        taken = EmailAddress.objects.filter(email=email, verified=True).exists()
        EmailAddress.objects.create(user=user, email=email, primary=True, verified=not taken)


class Migration(migrations.Migration):
    dependencies = [
        ("kb", "0012_concept_former_codes"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [migrations.RunPython(keep_rows, migrations.RunPython.noop)]
