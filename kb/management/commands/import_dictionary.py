"""``manage.py import_dictionary``: a longer tail of the lexicon out of bilingual dictionaries."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kb.lexicon.dictionaries import DictionaryError, read_pairs
from kb.lexicon.pivoting import Translations
from kb.lexicon.tail import replace_tail, words_of_our_own

MOST_ROWS = 10_000


class Command(BaseCommand):
    help = (
        "Reads bilingual dictionaries in DICT format (…-eng-deu.index beside .dict or .dict.dz, as Debian’s "
        "dict-freedict-* have them) and adds English words with those translations to which two ways lead. "
        "The rows carry source and licence, count less than the lexicon’s own and are used only with "
        "IMPORTED_DICTIONARIES=true. They take the place of earlier rows of this source; --remove takes "
        "those away and adds none."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("index", nargs="*", type=Path, help="files named …-aaa-bbb.index")
        parser.add_argument("--source", default="FreeDict")
        parser.add_argument(
            "--licence", default="", help="the dictionaries’ own, as shown to editors"
        )
        parser.add_argument("--most", type=int, default=MOST_ROWS, help="rows at most")
        parser.add_argument("--remove", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """All files are read before anything is written."""
        source, licence = options["source"].strip(), options["licence"].strip()
        if not source:
            raise CommandError("Name the source.")
        if options["remove"]:
            self.stdout.write(f"{replace_tail(source, '', [], 0).removed} rows removed.")
            return
        if not options["index"] or not licence:
            raise CommandError("Name the dictionaries’ files and, with --licence, their licence.")
        known = Translations()
        try:
            for index in options["index"]:
                self.stdout.write(f"{index.name}: {known.learn(read_pairs(index))} pairs")
        except DictionaryError as error:
            raise CommandError(str(error)) from error
        tail = replace_tail(
            source, licence, known.rows(words_of_our_own()), min(options["most"], MOST_ROWS)
        )
        self.stdout.write(
            self.style.SUCCESS(
                f"{tail.new} rows added, {tail.changed} changed, {tail.removed} removed, "
                f"{tail.left_out} left out."
            )
        )
