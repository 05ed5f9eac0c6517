"""Records with all their public words, for rooms that compare texts: those with some words, the newest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from search.contract import DocumentText, FileWords
from search.engines import answer
from search.models import SearchDocument
from search.request.expert_rows import Row
from search.request.query import parse_query
from search.request.request import SearchRequest
from search.terms import Terms


@dataclass(frozen=True)
class PublicTexts:
    """A record that anybody may read: its words by language; ``original``: which of them it is shown in."""

    key: str
    original: str
    texts: Mapping[str, DocumentText]


def with_words(
    words: Sequence[str],
    *,
    language: str,
    field: str,
    facets: Mapping[str, Sequence[str]],
    size: int,
    terms: Terms,
) -> list[PublicTexts]:
    """The records that have one of the words in a field, the best matches first."""
    request = SearchRequest(
        language=language,
        facets={name: tuple(codes) for name, codes in facets.items()},
        rows=(Row(field, "any", " ".join(words)),) if words else (),
        size=size,
        archived=True,
    )
    query = parse_query("", language, terms, request.rows)
    found = answer(lambda engine: engine.best(request, query)).value
    return list(_public((one.key, one.data) for one in found))


def newest(size: int) -> list[PublicTexts]:
    """The newest records."""
    rows = SearchDocument.objects.filter(deleted=False).order_by("-published_at", "-pk")
    return list(_public(rows.values_list("key", "data")[:size]))


def _public(found: Iterable[tuple[Any, dict[str, Any]]]) -> Iterable[PublicTexts]:
    for key, data in found:
        texts = {language: text_of(stored) for language, stored in data["texts"].items()}
        yield PublicTexts(str(key), data["original"], texts)


def files_of(stored: Mapping[str, Any]) -> tuple[FileWords, ...]:
    """The files of a text as the table stores it."""
    return tuple(
        FileWords(**{**file, "pages": tuple(file["pages"])}) for file in stored.get("files", ())
    )


def text_of(stored: Mapping[str, Any]) -> DocumentText:
    """A text as the table stores it; one of an older release lacks the moment of its last change."""
    changed = stored.get("changed_at")
    return DocumentText(
        **{
            **stored,
            "tags": tuple(stored["tags"]),
            "changed_at": datetime.fromisoformat(changed) if changed else None,
            "files": files_of(stored),
            "names": tuple(stored.get("names", ())),
        }
    )
