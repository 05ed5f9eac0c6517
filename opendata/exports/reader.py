"""The reader: records of a list with all their parts and sources, to be read one after the other.

Word and PDF files have to be put together as a whole, so that a reader holds few records
(``MOST_READ``); whoever wants all of a longer list takes a format that streams.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import override

from kb.texts.capitals import capitalised
from opendata.exports.listing import Listing
from opendata.facts import Facts
from opendata.whole import public_pages
from practices.models import RecordPage

MOST_READ = 30


@dataclass(frozen=True)
class Part:
    """One part of a record: its heading in the reader's language, its words in their own."""

    heading: str
    html: str
    language: str


@dataclass(frozen=True)
class Source:
    """Where something can be looked up."""

    title: str
    url: str
    year: int | None


@dataclass(frozen=True)
class Chapter:
    """A record in a reader: ``anchor`` is where the contents lead to."""

    number: int
    facts: Facts
    parts: Sequence[Part]
    sources: Sequence[Source]

    @property
    def anchor(self) -> str:
        return f"record-{self.number}"

    @property
    def place(self) -> str:
        """City and country, as far as they are known."""
        return ", ".join(filter(None, (self.facts.city_label, self.facts.country_label)))


def chapters_of(listing: Listing) -> list[Chapter]:
    """The records of a listing, of which whoever made it has seen that there are few (``MOST_READ``).

    Those whose pages went meanwhile have facts alone.
    """
    listed = list(listing)
    pages = public_pages([facts.key for facts in listed])
    with override(listing.language):
        return [
            Chapter(number, facts, *_words(facts, pages.get(facts.key, {})))
            for number, facts in enumerate(listed, start=1)
        ]


def _words(facts: Facts, pages: dict[str, RecordPage]) -> tuple[list[Part], list[Source]]:
    """In the language in which its title is shown, where the whole text can be read in it."""
    original = pages.get(facts.original_language) or next(iter(pages.values()), None)
    if original is None:
        return [], []
    shown = pages.get(facts.text_language)
    parts = list(_parts(shown)) if shown else []
    sources = [Source(one.title, one.url, one.year) for one in original.sources.all()]
    return parts or list(_parts(original)), sources


def _parts(page: RecordPage) -> Iterator[Part]:
    state, own = page.translation_state, page.locale.language_code
    untranslated = state.untranslated if state else {}
    for name in page.parts:
        if html := getattr(page, name):
            label = str(page._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            language = state.source_language if state and name in untranslated else own
            yield Part(capitalised(label), html, language)
