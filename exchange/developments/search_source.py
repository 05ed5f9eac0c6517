"""How the search reads a development: one document in all its languages, of its country."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from exchange.models import DevelopmentPage
from search.contract import DocumentFacts, DocumentText, SearchSource, register_source


def register() -> None:
    """Called once, from ``AppConfig.ready``."""
    register_source(
        DevelopmentPage,
        SearchSource(batch=with_rows, text=text_of, facts=facts_of, original=first_version),
    )


def with_rows(pages: Any) -> Iterable[DevelopmentPage]:
    """Pages with their rows, fetched for all at once."""
    found: Iterable[DevelopmentPage] = pages.select_related("development__city")
    return found


def first_version(versions: Iterable[DevelopmentPage]) -> DevelopmentPage:
    """The language version in which it was written."""
    return min(versions, key=lambda page: page.pk)


def text_of(page: DevelopmentPage) -> DocumentText:
    """One language version's words, with the name of the source."""
    return DocumentText(
        title=page.title,
        summary=page.changed,
        body=f"{page.meaning}\n{page.development.source_title}",
        url=page.url or "",
        changed_at=page.last_published_at,
    )


def facts_of(page: DevelopmentPage) -> DocumentFacts:
    """What is the same in all languages. A city's records are not joined by it, its country's results are."""
    row = page.development
    places = {"country": [str(row.country)]} if row.country else {}
    return DocumentFacts(
        codes=places,
        published_at=page.first_published_at,
        year_from=row.happened_on.year,
        year_to=row.happened_on.year,
        latitude=None,
        longitude=None,
        # Records are compared with one another, notes are not.
        card={"city": [], "country": list(places.get("country", [])), "not_compared": True},
    )
