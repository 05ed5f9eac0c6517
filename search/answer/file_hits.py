"""Attached files in which typed words stand, with their pages; the same whichever engine found the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from search.answer.hits import FileHit
from search.answer.texts import files_of
from search.contract import FileWords
from search.engines.base import Found
from search.engines.highlights import Wanted, is_among, shown_language
from search.models import SearchDocument
from search.request.query import ParsedQuery

MOST_FILES = 3
MOST_PAGES = 3
# Characters of files that are looked through for one page of results: a quarter of a second at the worst.
MOST_READ = 200_000


def files_with_words(
    found: Iterable[Found], query: ParsedQuery, language: str
) -> dict[str, tuple[FileHit, ...]]:
    """By record, the files in which the typed words stand."""
    wanted = {one.key: one.data for one in found if one.data["card"].get("files")}
    if not wanted or not query.positive:
        return {}
    if any("body" not in text for data in wanted.values() for text in data["texts"].values()):
        # Elasticsearch hands out no bodies.
        rows = SearchDocument.objects.filter(key__in=list(wanted), deleted=False)
        current = {str(key): data for key, data in rows.values_list("key", "data")}
        wanted = {key: current[key] for key in wanted if key in current}
    looking = _Looking(query)
    hits = {key: tuple(looking.through(data, language)) for key, data in wanted.items()}
    return {key: each for key, each in hits.items() if each}


class _Looking:
    """Looks through files of one record after the other, up to the most that is read for one answer."""

    def __init__(self, query: ParsedQuery) -> None:
        self._query = query
        self._left = MOST_READ
        self._wanted: dict[str, Wanted] = {}

    def through(self, data: Mapping[str, Any], language: str) -> Iterator[FileHit]:
        """The files in the shown language's version first; the same file counts once."""
        given: set[str] = set()
        texts = data["texts"]
        for code in sorted(texts, key=lambda code: code != shown_language(data, language)):
            for file in files_of(texts[code]):
                if file.url in given or len(given) == MOST_FILES:
                    continue
                if (pages := self._pages(texts[code]["body"], file, code)) is not None:
                    given.add(file.url)
                    yield FileHit(file.title, file.kind, file.url, tuple(pages), file.language)

    def _pages(self, body: str, file: FileWords, code: str) -> list[int] | None:
        """The first pages with a typed word; none of them where it stands on no page, None where nowhere."""
        pages: list[int] = []
        for number, start, end in _parts(file):
            self._left -= end - start
            if self._left < 0:
                break
            if not self._has(body[start:end], code):
                continue
            if not number:
                return pages
            pages.append(number)
            if len(pages) == MOST_PAGES:
                break
        return pages or None

    def _has(self, text: str, code: str) -> bool:
        if code not in self._wanted:
            self._wanted[code] = Wanted.of(self._query, code)
        return is_among(text, self._wanted[code], self._query, code)


def _parts(file: FileWords) -> Iterator[tuple[int, int, int]]:
    """Each page with its number and where it begins and ends; 0 for words that stand on no page."""
    if file.pages:
        borders: Sequence[int] = (*file.pages, min(file.paged, file.end))
        for number, (start, end) in enumerate(pairwise(borders), start=1):
            yield number, start, end
    rest = file.paged if file.pages else file.start
    if rest < file.end:
        yield 0, rest, file.end
