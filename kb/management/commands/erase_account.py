"""``manage.py erase_account EMAIL [--dry-run]``: erase somebody's account, or count what that would do."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kb.accounts.personal_data.registry import erase_person, what_erasing_does
from kb.models import User


class Command(BaseCommand):
    help = "Erases an account and all that names it; says how many rows of each kind that touches."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The address, exactly."""
        parser.add_argument("email")
        parser.add_argument("--dry-run", action="store_true", help="count only, change nothing")

    def handle(self, *args: Any, email: str, dry_run: bool, **options: Any) -> None:
        """Refuses an address that is nobody's, or not one person's alone."""
        found = list(User.objects.filter(email__iexact=email.strip())) if email.strip() else []
        if len(found) != 1:
            raise CommandError(
                "There is no account with this address." if not found else "Several accounts."
            )
        receipt = what_erasing_does(found[0]) if dry_run else erase_person(found[0])
        for name, number in receipt.items():
            self.stdout.write(f"{name}: {number}")
        self.stdout.write("Nothing was changed." if dry_run else "The account is erased.")
