"""Precision: how many of the first five results have nothing to do with what was typed.

``python -m benchmarks.precision`` asks the queries of ``benchmarks/precision.yaml`` of the demonstration
records in all six languages, as :mod:`benchmarks.questions` does (``DATABASE_URL``, ``ELASTICSEARCH_URL``,
``--elasticsearch``).
Each query has the records that somebody judged, by reading, to have to do with it (``related``) and not to
(``unrelated``); what nobody has judged yet is listed with ``--unjudged``. Prints a Markdown table.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.questions import engine, prepare, rebuild_index, titles
from benchmarks.tables import table

FIRST = 5
MOST_UNRELATED = 1
FILE = Path(__file__).parent / "precision.yaml"


@dataclass(frozen=True)
class Judged:
    """The first results of a query, those that are unrelated, and those that nobody has judged."""

    language: str
    words: str
    first: tuple[str, ...]
    unrelated: tuple[str, ...]
    unjudged: tuple[str, ...]


def judged(file: Path) -> Iterator[Judged]:
    """Ask each query as a reader of its language."""
    import yaml

    from search import services
    from search.models import SearchDocument
    from search.request.request import SearchRequest

    ids = {title: record for record, title in titles().items()}
    # What is no record of content/records.yaml stands under its title.
    by_key = {
        str(row.key): ids.get(title, title)
        for row in SearchDocument.objects.filter(deleted=False)
        for title in [row.data["texts"].get("en", {}).get("title", "")]
    }
    for query in yaml.safe_load(file.read_text()):
        language, words = query["language"], query["query"]
        found = services.search(SearchRequest(language=language, q=words, size=FIRST))
        first = tuple(by_key[hit.id] for hit in found.hits)
        related, unrelated = set(query.get("related", ())), set(query.get("unrelated", ()))
        yield Judged(
            language,
            words,
            first,
            tuple(record for record in first if record in unrelated),
            tuple(record for record in first if record not in related | unrelated),
        )


def report(asked: list[Judged]) -> str:
    """A line per language: results shown, unrelated among them, queries with more than one of these."""
    rows = []
    for language in [*dict.fromkeys(one.language for one in asked), "all"]:
        of = [one for one in asked if language in (one.language, "all")]
        shown = sum(len(one.first) for one in of)
        unrelated = sum(len(one.unrelated) for one in of)
        over = sum(len(one.unrelated) > MOST_UNRELATED for one in of)
        rows.append(
            [
                language,
                str(len(of)),
                str(shown),
                f"{unrelated} ({100 * unrelated / max(1, shown):.0f} %)",
                str(over),
                str(sum(len(one.unjudged) for one in of)),
            ]
        )
    head = [
        "language",
        "queries",
        "in the first five",
        "unrelated",
        "queries with two or more",
        "not judged",
    ]
    return table(head, rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--judgements", type=Path, default=FILE)
    parser.add_argument("--unjudged", action="store_true")
    parser.add_argument("--elasticsearch", action="store_true")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        engine(elasticsearch=options.elasticsearch),
    ):
        filled = "DATABASE_URL" in os.environ
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/precision.sqlite3")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings.dev")
        import django

        django.setup()
        if not filled:
            prepare(translated=True)
        rebuild_index()
        asked = list(judged(options.judgements))
        print(report(asked))
        for one in asked:
            if len(one.unrelated) > MOST_UNRELATED:
                print(f"{one.language} {one.words!r}: {', '.join(one.unrelated)}")
            if options.unjudged and one.unjudged:
                print(f"{one.language} {one.words!r} unjudged: {', '.join(one.unjudged)}")


if __name__ == "__main__":
    main()
