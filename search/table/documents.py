"""From the live, public translations of a record to its one document."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from wagtail.models import Page

from search.contract import DocumentFacts, DocumentText, Indexed, facets, source_of
from search.table.public_pages import closed_paths
from search.terms import Terms
from search.words.alphabet import keys_of


@dataclass(frozen=True)
class Document:
    """What the search knows of a record: everything that is stored, sent to an engine and shown."""

    key: uuid.UUID
    kind: str
    published_at: datetime | None
    changed_at: datetime | None
    reviewed_on: date | None
    year_from: int | None
    year_to: int | None
    weight: float = 1.0
    archived: bool = False
    data: dict[str, Any] = field(default_factory=dict)


def indexed_models() -> list[type[Page]]:
    """The page types that take part in the search."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, Page) and issubclass(model, Indexed) and model.indexed_kind
    ]


def build_document(pages: Sequence[Page], terms: Terms) -> Document | None:
    """Make the document of one record from all its live, public translations; None without any.

    The facts of the original hold for all. Readers into whose language nobody has translated it see what its
    page shows them (:mod:`kb.site.language_fallback`): English, else the original.
    """
    if not pages:
        return None
    ordered = sorted(pages, key=lambda page: page.pk)
    source = source_of(type(ordered[0]))
    original = source.original(ordered)
    english = settings.LANGUAGE_CODE
    facts: DocumentFacts = source.facts(original)
    texts: dict[str, DocumentText] = {
        page.locale.language_code: source.text(page) for page in ordered
    }
    # Named before English came first; the rows of installations have it so.
    shown = english if english in texts else original.locale.language_code
    return Document(
        key=original.translation_key,
        kind=original.indexed_kind,
        published_at=facts.published_at,
        changed_at=max(
            (text.changed_at for text in texts.values() if text.changed_at),
            default=facts.published_at,
        ),
        reviewed_on=facts.reviewed_on,
        year_from=facts.year_from,
        year_to=facts.year_to,
        weight=facts.weight,
        archived=facts.archived,
        data={
            "texts": {code: _stored(text) for code, text in texts.items()},
            "original": shown,
            "written": original.locale.language_code,
            "alphabet": keys_of({code: text.title for code, text in texts.items()}, shown),
            "codes": _all_codes(facts, original.indexed_kind, texts, terms),
            "latitude": facts.latitude,
            "longitude": facts.longitude,
            "licence": facts.licence,
            "author": facts.author,
            "card": {**facts.card, **_with_files(texts)},
        },
    )


def _stored(text: DocumentText) -> dict[str, Any]:
    """A text as it is stored; whether it is whole, its language's code says."""
    found = {**asdict(text), "tags": list(text.tags)}
    del found["whole"]
    for name in ("files", "names"):
        if not found[name]:
            del found[name]
    found["changed_at"] = text.changed_at.isoformat() if text.changed_at else None
    return found


def _with_files(texts: Mapping[str, DocumentText]) -> dict[str, bool]:
    """That words of files are among the record's: an engine that has no bodies at hand knows by this."""
    return {"files": True} if any(text.files for text in texts.values()) else {}


def _all_codes(
    facts: DocumentFacts, kind: str, texts: Mapping[str, DocumentText], terms: Terms
) -> dict[str, list[str]]:
    """The record's codes, with the broader ones in tree facets, and the two that search itself knows."""
    codes: dict[str, set[str]] = {name: set(values) for name, values in facts.codes.items()}
    codes["kind"] = {kind}
    codes["language"] = {code for code, text in texts.items() if text.whole}
    for facet in facets():
        if facet.tree:
            for code in list(codes.get(facet.name, ())):
                codes[facet.name].update(terms.ancestors(facet.name, code))
    return {name: sorted(values) for name, values in sorted(codes.items()) if values}


def public_translations(keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Page]]:
    """The live pages of these records that anybody may read; a few queries however many there are."""
    private = closed_paths()
    languages = {code for code, _name in settings.LANGUAGES}
    families: dict[uuid.UUID, list[Page]] = defaultdict(list)
    wanted = list(keys)
    for model in indexed_models():
        pages = (
            model._default_manager.filter(translation_key__in=wanted, live=True)
            .select_related("locale")
            .order_by("pk")
        )
        for page in source_of(model).batch(pages):
            if page.path.startswith(private) or page.locale.language_code not in languages:
                continue
            families[page.translation_key].append(page)
    return families
