"""``manage.py check_texts``: what the guard says of texts, for editors and for measuring.

Persons and words need no database; likely duplicates are looked for in the site's records.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext

from practices.submission.guard.checks import persons_in
from practices.submission.guard.likeness.lines import NoWorkError, duplicates_of_line
from practices.submission.guard.privacy import KINDS, MOST_READ_OF_FILES
from practices.submission.guard.words import words_in

FIELDS = {"text", "language", "country"}


class BadLineError(ValueError):
    """A line that is no question; its words say why."""


class Command(BaseCommand):
    help = (
        'Reads JSON lines {"text": …, "language": "de", "country": "DE"} and prints one for each:'
        " persons and words, each with kind, from, to, why, instead. With --duplicates it reads"
        ' {"title": …, "summary": …, "language": "de", "city": "aarhus"} (and "description", where there is'
        ' one) and prints {"duplicates": [id, …]}: the records it would show as perhaps the same work, best'
        " first. An id is that of the search and its API. The city is a code or a name; of other cities no"
        " drafts are looked at."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Where the lines come from: standard input or a file."""
        parser.add_argument("--file", help="a file of JSON lines instead of standard input")
        parser.add_argument(
            "--duplicates", action="store_true", help="records that look like the works described"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer each line; those that are no question with an error, and end with 1 if there were some."""
        bad = 0
        answer_line = duplicates_of_line if options["duplicates"] else _answer
        for line in self._lines(options["file"]):
            if not line.strip():
                continue
            try:
                answer: dict[str, Any] = answer_line(line)
            except (BadLineError, NoWorkError) as error:
                bad += 1
                answer = {"error": str(error)}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        if bad:
            sys.exit(1)

    def _lines(self, name: str | None) -> Iterator[bytes]:
        if name is None:
            yield from sys.stdin.buffer
            return
        try:
            with Path(name).open("rb") as file:
                yield from file
        except OSError as error:
            raise CommandError(f"{name}: {error.strerror}") from error


def _answer(line: bytes) -> dict[str, Any]:
    text, language, country = _question(line)
    return {
        "persons": [
            _place(found.kind, found.start, found.end, str(KINDS[found.kind]), found.instead)
            for found in persons_in(text, country, language)
        ],
        "words": [
            _place(
                word.concept, word.start, word.end, gettext("A word that may hurt"), word.instead
            )
            for word in words_in(text, language)
        ],
    }


def _place(kind: str, start: int, end: int, why: str, instead: str) -> dict[str, Any]:
    return {"kind": kind, "from": start, "to": end, "why": why, "instead": instead}


def _question(line: bytes) -> tuple[str, str, str]:
    try:
        asked = json.loads(line.decode().removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        raise BadLineError("not a line of JSON in UTF-8") from None
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        raise BadLineError('not an object with a "text"')
    given = {name: asked.get(name) or "" for name in FIELDS}
    if not all(isinstance(value, str) for value in given.values()):
        raise BadLineError('"language" and "country" are codes')
    if len(given["text"]) > MOST_READ_OF_FILES:
        raise BadLineError(f"a text of more than {MOST_READ_OF_FILES} characters")
    return given["text"], given["language"].lower()[:2], given["country"].upper()[:2]
