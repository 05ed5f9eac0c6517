"""``manage.py make_corpus N``: synthetic records in six languages, for measurements."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from kb.models import CityIndexPage
from practices.loading.bulk import BulkWriter, clear
from practices.loading.corpus import CONCEPT_NUMBERS, LANGUAGE_SHARES, Generator
from search import services as search

CHUNK = 500
MOST_CITIES = 300
RECORDS_PER_CITY = 20


class Command(BaseCommand):
    help = (
        "Adds N synthetic records with words as frequent as in real language, below cities named "
        "“Synthetic city …”. Takes the place of an earlier corpus. For throw-away databases: refused where "
        "DEBUG is off."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int, nargs="?", default=0, metavar="N")
        parser.add_argument("--seed", type=int, default=2026)
        parser.add_argument("--clear", action="store_true", help="Only remove the corpus.")
        parser.add_argument("--force", action="store_true", help="Even where DEBUG is off.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Remove the earlier corpus, write the new one, then its search documents chunk by chunk."""
        number = options["number"]
        if not settings.DEBUG and not options["force"]:
            raise CommandError(
                "Synthetic records do not belong on a real site: only with DEBUG on."
            )
        if number < 1 and not options["clear"]:
            raise CommandError("Say how many records, such as: manage.py make_corpus 10000")
        lists = CityIndexPage.objects.filter(locale__language_code__in=LANGUAGE_SHARES)
        if lists.count() < len(LANGUAGE_SHARES):
            raise CommandError(
                "There is no list of cities in each language yet: run manage.py setup_site first."
            )
        with transaction.atomic():
            removed = clear()
            search.vocabulary_changed()
        self._index(removed, "removed")
        if options["clear"]:
            self.stdout.write(f"{len(removed)} synthetic records removed.")
            return
        keys = self._write(number, options["seed"])
        self._index(keys, "indexed")
        self.stdout.write(self.style.SUCCESS(f"{number} synthetic records made."))

    @transaction.atomic
    def _write(self, number: int, seed: int) -> list[Any]:
        known = search.terms()
        cities = max(1, min(MOST_CITIES, number // RECORDS_PER_CITY))
        try:
            generator = Generator(
                seed=seed,
                cities=cities,
                concepts={facet: known.codes(facet) for facet in [*CONCEPT_NUMBERS, "evidence"]},
                provisions=[code for code in known.codes("provision") if "/" in code],
            )
        except ImportError as error:
            raise CommandError(
                "Word frequencies are missing: install requirements/dev.txt (make test does)."
            ) from error
        writer = BulkWriter()
        writer.add_cities(cities)
        keys: list[Any] = []
        for start in range(0, number, CHUNK):
            chunk = range(start, min(start + CHUNK, number))
            keys += writer.add_records([generator.record(place) for place in chunk])
            self._progress("written", len(keys), number)
        writer.finish()
        search.vocabulary_changed()
        return keys

    def _index(self, keys: list[Any], what: str) -> None:
        for start in range(0, len(keys), CHUNK):
            search.refresh(keys[start : start + CHUNK])
            self._progress(what, min(start + CHUNK, len(keys)), len(keys))

    def _progress(self, what: str, done: int, total: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{done:>8} of {total} {what}", ending="")
            if done == total:
                self.stderr.write("")
