"""The full-text table of the embedded engine: FTS5 on SQLite, a tsvector on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection

from search import analysis
from search.engines.expressions import Node, code_token, to_fts5, to_tsquery
from search.models import SearchDocument

# Title as written, text as written, title stems, text stems, codes.
FTS5_WEIGHTS = "10.0, 3.0, 5.0, 1.0, 4.0"
# PostgreSQL's weights are given for D, C, B, A: text stems, text, title stems and codes, title.
TS_WEIGHTS = "{0.1, 0.3, 0.5, 1.0}"
BULK = 200


def is_sqlite() -> bool:
    """Whether the database at hand is SQLite; else it is PostgreSQL."""
    return connection.vendor == "sqlite"


def columns(row: SearchDocument) -> tuple[str, str, str, str, str]:
    """The tokens of a document for the five columns, all languages together."""
    titles: list[str] = []
    texts: list[str] = []
    title_stems: list[str] = []
    text_stems: list[str] = []
    for language, text in row.data["texts"].items():
        rest = " ".join([text["summary"], text["body"], *text["tags"]])
        titles += analysis.words(text["title"], language)
        texts += analysis.words(rest, language)
        title_stems += analysis.stems(text["title"], language)
        text_stems += analysis.stems(rest, language)
    codes = [
        code_token(facet, code) for facet, values in row.data["codes"].items() for code in values
    ]
    return tuple(" ".join(part) for part in (titles, texts, title_stems, text_stems, codes))  # type: ignore[return-value]


def write(rows: Iterable[SearchDocument]) -> None:
    """Replace the full text of these documents; tombstones lose theirs."""
    rows = list(rows)
    with connection.cursor() as cursor:
        ids = [row.pk for row in rows]
        for start in range(0, len(ids), BULK):
            part = ids[start : start + BULK]
            marks = ", ".join(["%s"] * len(part))
            column = "rowid" if is_sqlite() else "document_id"
            cursor.execute(f"DELETE FROM search_text WHERE {column} IN ({marks})", part)
        values = [(row.pk, *columns(row)) for row in rows if not row.deleted]
        if is_sqlite():
            cursor.executemany(
                "INSERT INTO search_text (rowid, title, text, title_stems, text_stems, codes) "
                "VALUES (%s, %s, %s, %s, %s, %s)",
                values,
            )
        else:
            cursor.executemany(
                "INSERT INTO search_text (document_id, vector) VALUES (%s, "
                "setweight(to_tsvector('simple', %s), 'A') || setweight(to_tsvector('simple', %s), 'C') || "
                "setweight(to_tsvector('simple', %s), 'B') || setweight(to_tsvector('simple', %s), 'D') || "
                "setweight(to_tsvector('simple', %s), 'B'))",
                values,
            )


def matching(node: Node | None) -> tuple[str, list[Any]]:
    """SQL and parameters of the documents that meet a condition: columns ``id`` and ``score``."""
    if node is None:
        return "SELECT id, 0.0 AS score FROM search_searchdocument WHERE NOT deleted", []
    if is_sqlite():
        return (
            f"SELECT rowid AS id, -bm25(search_text, {FTS5_WEIGHTS}) AS score "
            "FROM search_text WHERE search_text MATCH %s",
            [to_fts5(node)],
        )
    return (
        f"SELECT document_id AS id, ts_rank('{TS_WEIGHTS}', vector, query, 1) AS score "
        "FROM search_text, to_tsquery('simple', %s) query WHERE vector @@ query",
        [to_tsquery(node)],
    )


def title_in(language: str) -> str:
    """SQL of a document's title in a language, else in its original one. ``language`` is a site code."""
    if language not in analysis.LANGUAGES:
        raise ValueError(f"Not a language of the site: {language!r}")
    if is_sqlite():
        return (
            f"LOWER(COALESCE(json_extract(d.data, '$.texts.{language}.title'), "
            "json_extract(d.data, '$.texts.' || json_extract(d.data, '$.original') || '.title')))"
        )
    return (
        f"LOWER(COALESCE(d.data #>> '{{texts,{language},title}}', "
        "d.data -> 'texts' -> (d.data ->> 'original') ->> 'title'))"
    )
