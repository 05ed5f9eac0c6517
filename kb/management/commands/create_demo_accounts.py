"""``manage.py create_demo_accounts``: people to sign in as, on a demonstration only."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from kb.accounts import rights
from kb.accounts.services import give_role
from kb.models import City, RoleKind, User

# Known to everybody who reads this file: it opens a demonstration on one's own machine, nothing else.
PASSWORD = "alliance-demo-2026"  # noqa: S105
CITY = "aarhus"
OFFICIAL, COORDINATOR = "official@example.org", "coordinator@example.org"
EDITOR, SECOND_EDITOR = "editor@example.org", "second-editor@example.org"
SECRETARIAT = "secretariat@example.org"
ADMINISTRATOR = "admin@example.org"


class Command(BaseCommand):
    help = "Makes demonstration accounts, one for each role; refused where DEBUG is off."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--force", action="store_true", help="Even where DEBUG is off.")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing; a changed password stays as it is."""
        if not settings.DEBUG and not options["force"]:
            raise CommandError("Demonstration accounts have a known password: only with DEBUG on.")
        city = City.objects.filter(code=CITY).first()
        if city is not None:
            name = city.name_in("en")
            official = self._account(
                OFFICIAL, f"official of {name}", first_name="Ayşe", language="tr"
            )
            give_role(official, city, RoleKind.OFFICIAL)
            coordinator = self._account(
                COORDINATOR, f"coordinator of {name}", first_name="Søren", takes_letters=True
            )
            give_role(coordinator, city, RoleKind.COORDINATOR)
        for address, language in ((EDITOR, "en"), (SECOND_EDITOR, "fr")):
            editor = self._account(address, "editor", language=language)
            editor.groups.set(Group.objects.filter(name__in=rights.EDITORS))
        secretariat = self._account(SECRETARIAT, "secretariat")
        secretariat.groups.set(Group.objects.filter(name__in=[*rights.EDITORS, rights.SECRETARIAT]))
        self._account(ADMINISTRATOR, "administrator", is_superuser=True, is_staff=True)

    def _account(self, email: str, role: str, **values: Any) -> User:
        user, created = User.objects.get_or_create(
            email=email, defaults={"username": email, **values}
        )
        if created:
            user.set_password(PASSWORD)
            user.save()
        known = user.check_password(PASSWORD)
        password = PASSWORD if known else "(the password you have set)"
        self.stdout.write(f"  Sign in as demonstration {role}: {email}  {password}")
        return user
