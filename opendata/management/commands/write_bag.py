"""``manage.py write_bag``: all that is public as a bag of files (BagIt, RO-Crate). For the scheduler."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from opendata.bag.signing import NoKey, private_key
from opendata.bag.writing import write_bag


class Command(BaseCommand):
    help = (
        "Writes all public records, cities, documents and codes into a folder, with checksums. No contacts, "
        "notes, drafts or accounts are in it. A folder of this name is replaced when the new one is whole."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and of which country."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--country", default="", help="Only of this country, such as DK.")
        parser.add_argument(
            "--sign",
            type=Path,
            help="The private key to sign it with (PEM, as openssl genpkey -algorithm ed25519 writes it).",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Never into a folder that is something else."""
        folder: Path = options["folder"]
        if options["country"] and not re.fullmatch("[A-Z]{2}", options["country"]):
            raise CommandError("A country is given by two capital letters.")
        if folder.exists() and not (folder / "bagit.txt").is_file():
            raise CommandError(f"{folder} is there and is no bag.")
        try:
            key = private_key(options["sign"]) if options["sign"] else None
        except NoKey as reason:
            raise CommandError(str(reason)) from reason
        written = write_bag(folder, options["country"], key)
        self.stdout.write(
            self.style.SUCCESS(
                f"{written.records} records, {written.cities} cities, {written.withdrawn} withdrawn."
            )
        )
