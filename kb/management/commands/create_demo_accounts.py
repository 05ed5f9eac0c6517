"""``manage.py create_demo_accounts``: people to sign in as, on a demonstration only."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from kb.models import Concept, User

# Known to everybody who reads this file: it opens a demonstration on one's own machine, nothing else.
PASSWORD = "alliance-demo-2026"  # noqa: S105
EDITOR = "editor@example.org"
ADMINISTRATOR = "admin@example.org"


class Command(BaseCommand):
    help = "Makes a demonstration editor and administrator; refused where DEBUG is off."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--force", action="store_true", help="Even where DEBUG is off.")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing; a changed password stays as it is."""
        if not settings.DEBUG and not options["force"]:
            raise CommandError("Demonstration accounts have a known password: only with DEBUG on.")
        editor = self._account(EDITOR, is_superuser=False)
        editor.groups.set(Group.objects.filter(name__in=["Editors", "Moderators"]))
        vocabulary = Permission.objects.filter(
            content_type__app_label="kb", content_type__model=Concept._meta.model_name
        )
        for group in editor.groups.all():
            group.permissions.add(*vocabulary)
        self._account(ADMINISTRATOR, is_superuser=True)

    def _account(self, email: str, *, is_superuser: bool) -> User:
        user, created = User.objects.get_or_create(
            email=email,
            defaults={"username": email, "is_superuser": is_superuser, "is_staff": is_superuser},
        )
        if created:
            user.set_password(PASSWORD)
            user.save()
        known = user.check_password(PASSWORD)
        password = PASSWORD if known else "(the password you have set)"
        role = "administrator" if is_superuser else "editor"
        self.stdout.write(f"  Sign in as demonstration {role}: {email}  {password}")
        return user
