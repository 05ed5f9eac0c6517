"""``manage.py load_content``: the demonstration site out of the files in ``content/``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from practices.content.cities import load_cities, load_documents
from practices.content.guidance import load_guidance
from practices.content.reading import ContentError, read_content
from practices.content.records import load_records
from practices.content.schema import Content
from practices.content.writing import Store, load_concepts, load_site
from search import services as search


class Command(BaseCommand):
    help = (
        "Loads vocabulary, documents, cities and demonstration records from content/. A second run changes "
        "nothing; what was edited in the admin since is kept."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "content")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check everything, then write everything in one transaction."""
        try:
            content = read_content(options["folder"])
        except ContentError as error:
            raise CommandError(str(error)) from error
        try:
            store = self.write(content)
        except ContentError as error:
            raise CommandError(str(error)) from error
        search.build_waiting()
        self.report(store)

    @transaction.atomic
    def write(self, content: Content) -> Store:
        """All or nothing, in the order in which things refer to each other."""
        store = Store()
        load_concepts(store, content)
        load_site(store, content)
        load_cities(store, content)
        load_documents(store, content)
        load_records(store, content)
        load_guidance(store, content)
        return store

    def report(self, store: Store) -> None:
        """Say what was done, and what was kept because somebody had edited it."""
        for key in store.kept:
            self.stdout.write(f"kept as edited: {key}")
        counts = store.counts
        if counts["created"] or counts["updated"]:
            self.stdout.write(
                self.style.SUCCESS(
                    f"{counts['created']} created, {counts['updated']} updated, "
                    f"{counts['kept']} kept as edited, {counts['unchanged']} unchanged."
                )
            )
        else:
            self.stdout.write(self.style.SUCCESS(f"Nothing changed ({counts['unchanged']} items)."))
