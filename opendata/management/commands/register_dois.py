"""``manage.py register_dois``: tells DataCite what became public, changed or went (by run_jobs)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from opendata.identifiers.services import register_dois


class Command(BaseCommand):
    help = (
        "Registers DOIs of public records with DataCite, where the settings name an account there."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """A part of what there is to do; the next run goes on."""
        self.stdout.write(register_dois(timezone.now()))
