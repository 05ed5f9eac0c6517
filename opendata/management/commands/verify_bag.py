"""``manage.py verify_bag``: whether a bag is whole, and signed by the key whose public half one has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from opendata.bag.restoring import BrokenBag, check_sums
from opendata.bag.signing import NoKey, verify


class Command(BaseCommand):
    help = (
        "Compares all files of a bag with its checksums and, with --key, these with its signature."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Which bag, and by whose key."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--key", type=Path, help="The public key (PEM, Ed25519).")

    def handle(self, *args: Any, **options: Any) -> None:
        """Fails where anything is not as it was written."""
        folder, key = options["folder"], options["key"]
        try:
            if key:
                verify(folder, key)
            else:
                check_sums(folder, "tagmanifest-sha256.txt")
                check_sums(folder)
        except (BrokenBag, NoKey) as reason:
            raise CommandError(str(reason)) from reason
        whose = "whole and signed by this key" if key else "whole; nobody has looked whose it is"
        self.stdout.write(self.style.SUCCESS(f"The bag is {whose}."))
