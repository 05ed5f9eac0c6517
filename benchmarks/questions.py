"""How many questions in ordinary words find the right record among the first ten.

``python -m benchmarks.questions`` makes a temporary SQLite database with the demonstration records and asks
the questions of ``benchmarks/questions.yaml``, or of ``--questions FILE`` (such as
``tests/search/words/questions.yaml``);
the records are there without the languages in which they have title and summary alone, and with
``--translated`` in all six. With ``DATABASE_URL``
set, that filled database is asked instead, with ``ELASTICSEARCH_URL`` that engine, with
``--elasticsearch`` a real node started for it. A
question has a language, a query, and ids of right records in ``content/records.yaml``, of which one has to be
found; those ``held_out`` are counted by themselves and never shown. Own: a right record has a text in the
language of the question; across: none has. Prints a Markdown table, and with ``--missed`` what was not found.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.tables import table
from tests.elasticsearch_node import temporary_node

FIRST, LOOKED_AT = 10, 20
# An answer that came late would be given by the embedded engine instead.
PATIENCE = "30"
FILE = Path(__file__).parent / "questions.yaml"


@dataclass(frozen=True)
class Answer:
    """A question and the place of the right record, 0 where it is not found at all."""

    language: str
    words: str
    own: bool
    held_out: bool
    place: int
    total: int

    @property
    def found(self) -> bool:
        return 0 < self.place <= FIRST


def prepare(*, translated: bool) -> None:
    """Fill the empty database with the demonstration records."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("setup_site", verbosity=0)
    call_command("load_content", demonstration=True, whole_only=not translated, verbosity=0)


@contextmanager
def engine(*, elasticsearch: bool) -> Iterator[None]:
    """A node of its own for as long as the questions are asked, where that is wanted."""
    if not elasticsearch:
        yield
        return
    with temporary_node() as node:
        os.environ |= {"ELASTICSEARCH_URL": node.url, "ELASTICSEARCH_TIMEOUT": PATIENCE}
        yield


def rebuild_index() -> None:
    """Elasticsearch, if it is to answer, knows nothing of this database yet."""
    from django.conf import settings
    from django.core.management import call_command

    if settings.ELASTICSEARCH_URL:
        call_command("search_rebuild", verbosity=0)


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


def answers(file: Path) -> Iterator[Answer]:
    """Ask each question as a reader of its language."""
    import yaml

    from search import services
    from search.models import SearchDocument
    from search.request.request import SearchRequest

    rows = {
        row.data["texts"].get("en", {}).get("title", ""): row
        for row in SearchDocument.objects.filter(deleted=False)
    }
    named = titles()
    for question in yaml.safe_load(file.read_text()):
        right = [rows[named[record]] for record in question["records"]]
        language, words = question["language"], question["query"]
        found = services.search(SearchRequest(language=language, q=words, size=LOOKED_AT))
        keys = {str(row.key) for row in right}
        places = [place for place, hit in enumerate(found.hits, 1) if hit.id in keys]
        yield Answer(
            language,
            words,
            own=any(language in row.data["texts"] for row in right),
            held_out=question.get("held_out", False),
            place=places[0] if places else 0,
            total=found.total,
        )


def report(asked: list[Answer]) -> str:
    """A line per language: found of asked, own and across, the questions held out by themselves."""
    rows = []
    for language in [*dict.fromkeys(one.language for one in asked), "all"]:
        row = [language]
        for held_out in (False, True):
            for own in (True, False):
                of = [
                    one
                    for one in asked
                    if (one.own, one.held_out) == (own, held_out)
                    and language in (one.language, "all")
                ]
                hits = sum(one.found for one in of)
                row.append(f"{hits} of {len(of)} ({100 * hits / len(of):.0f} %)" if of else "–")
        rows.append(row)
    return table(["language", "own", "across", "own, held out", "across, held out"], rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=Path, default=FILE)
    parser.add_argument("--missed", action="store_true")
    parser.add_argument("--translated", action="store_true")
    parser.add_argument("--elasticsearch", action="store_true")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        engine(elasticsearch=options.elasticsearch),
    ):
        filled = "DATABASE_URL" in os.environ
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/questions.sqlite3")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings.dev")
        import django

        django.setup()
        if not filled:
            prepare(translated=options.translated)
        rebuild_index()
        asked = list(answers(options.questions))
        print(report(asked))
        if options.missed:
            for one in asked:
                if not (one.found or one.held_out):
                    kind = "own" if one.own else "across"
                    print(f"{one.language} {kind} {one.words!r}: place {one.place} of {one.total}")


if __name__ == "__main__":
    main()
