"""How many questions in ordinary words find the right record among the first ten.

``python -m benchmarks.questions`` makes a temporary SQLite database with the demonstration records and asks
the questions of ``benchmarks/questions.yaml`` (or of ``--questions FILE``); with ``DATABASE_URL`` set, that
filled database is asked instead, and with ``ELASTICSEARCH_URL`` that engine. A file maps each language to
pairs of words and a record's id in ``content/records.yaml``. Own: the record has a text in the language of
the question; across: it has none. Prints a Markdown table, and what was not found with ``--missed``.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.tables import table

FIRST = 10
FILE = Path(__file__).parent / "questions.yaml"
RECORDS = ("practices", "trainings", "visits")


@dataclass(frozen=True)
class Answer:
    """A question and the place of the right record, 0 where it is not found at all."""

    language: str
    words: str
    record: str
    own: bool
    place: int
    total: int

    @property
    def found(self) -> bool:
        return 0 < self.place <= FIRST


def prepare() -> None:
    """Fill the empty database with the demonstration records."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("setup_site", verbosity=0)
    call_command("load_content", demonstration=True, verbosity=0)


def titles() -> dict[str, str]:
    """The English title of each demonstration record by its id."""
    import yaml
    from django.conf import settings

    listed = yaml.safe_load((settings.BASE_DIR / "content" / "records.yaml").read_text())
    return {
        record["id"]: record["title"]
        for part in listed.values()
        if isinstance(part, list)
        for record in part
        if isinstance(record, dict) and "title" in record
    }


def questions(file: Path) -> Iterator[tuple[str, str, str]]:
    """Language, words and record of each question."""
    import yaml

    for language, pairs in yaml.safe_load(file.read_text()).items():
        for words, record in pairs:
            yield language, words, record


def answers(file: Path) -> Iterator[Answer]:
    """Ask each question as a reader of its language."""
    from search import services
    from search.models import SearchDocument
    from search.request.request import SearchRequest

    keys: dict[str, tuple[str, Any]] = {}
    for row in SearchDocument.objects.filter(deleted=False):
        english = row.data["texts"].get("en", {}).get("title", "")
        keys[english] = (str(row.key), row.data["texts"])
    named = titles()
    for language, words, record in questions(file):
        key, texts = keys[named[record]]
        found = services.search(SearchRequest(language=language, q=words, size=100))
        places = [hit.id for hit in found.hits]
        place = places.index(key) + 1 if key in places else 0
        yield Answer(language, words, record, language in texts, place, found.total)


def report(asked: list[Answer]) -> str:
    """A line per language: found of asked, own and across."""
    rows = []
    for language in [*dict.fromkeys(one.language for one in asked), "all"]:
        row = [language]
        for own in (True, False):
            of = [a for a in asked if a.own == own and language in (a.language, "all")]
            hits = sum(a.found for a in of)
            row += [f"{hits} of {len(of)}", f"{100 * hits / len(of):.0f} %" if of else "–"]
        rows.append(row)
    return table(["language", "own", "", "across", ""], rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=Path, default=FILE)
    parser.add_argument("--missed", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        filled = "DATABASE_URL" in os.environ
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/questions.sqlite3")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings.dev")
        import django

        django.setup()
        if not filled:
            prepare()
        asked = list(answers(options.questions))
        print(report(asked))
        if options.missed:
            for one in asked:
                if not one.found:
                    kind = "own" if one.own else "across"
                    print(f"{one.language} {kind} {one.words!r} {one.record} {one.place}/{one.total}")


if __name__ == "__main__":
    main()
