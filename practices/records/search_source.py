"""What the search takes of a record: its words in a language, and what is the same in all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.html import strip_tags
from wagtail.models import Page

from practices.models import PracticePage, RecordPage
from practices.records.files import attached_words
from practices.records.originals import has_borrowed_story, original_of_record
from practices.records.rules import judgements, record_codes, record_weight, with_relations
from search.contract import DocumentFacts, DocumentText, SearchSource, register_source


def register() -> None:
    """Called once, from ``AppConfig.ready``."""
    register_source(
        RecordPage,
        SearchSource(
            batch=with_all_that_is_read, text=text_of, facts=facts_of, original=original_of_record
        ),
    )


# What other rooms show on a record's page: the relation to fetch for all at once, and the words of one page.
_added: list[tuple[str, Callable[[RecordPage], Iterable[str]]]] = []


def register_words(relation: str, words: Callable[[RecordPage], Iterable[str]]) -> None:
    """Have records found by words that another room shows on their pages; from ``AppConfig.ready``."""
    _added.append((relation, words))


def with_all_that_is_read(pages: Any) -> Iterable[Page]:
    """Records with what the two answers below need, fetched for all at once."""
    relations = ["figures", *(relation for relation, _words in _added)]
    if issubclass(pages.model, PracticePage):
        relations.append("blocks")
    return with_relations(
        pages.select_related("public_translation").prefetch_related(
            "attachments__attachment", *relations
        )
    )


def text_of(record: RecordPage) -> DocumentText:
    """One language version's words, those of its files included; no part in another language's words."""
    state = record.translation_state
    borrowed = (
        {name for name, how in state.untranslated.items() if how == "all"} if state else set()
    )
    body = [
        strip_tags(getattr(record, name)).strip()
        for name in record.parts
        if getattr(record, name) and name not in borrowed
    ]
    if "links" not in borrowed:
        body.extend(words for link in record.links.all() for words in link.words.values())
    if isinstance(record, PracticePage) and "blocks" not in borrowed:
        body.extend(getattr(row, name) for row in record.blocks.all() for name in row.WORDS)
    if "figures" not in borrowed:
        body.extend(row.measure for row in record.figures.all())
    body.append(record.lead_organisation)
    body.extend(text for _relation, words in _added for text in words(record))
    told = "".join(f"{text}\n" for text in body if text)
    enclosed, files = attached_words(record, len(told))
    return DocumentText(
        title=record.title,
        summary=record.summary,
        body=(told + enclosed).rstrip("\n"),
        url=record.url or "",
        tags=tuple(sorted(item.tag.name for item in record.tagged_items.all())),
        whole=not has_borrowed_story(record),
        changed_at=record.last_published_at,
        files=files,
        names=tuple(partner.name for partner in record.partners.all()),
    )


def facts_of(record: RecordPage) -> DocumentFacts:
    """What is the same in all languages."""
    first, last = record.search_years()
    return DocumentFacts(
        codes=record_codes(record),
        published_at=record.first_published_at,
        reviewed_on=record.scrutiny_on,
        year_from=first,
        year_to=last,
        latitude=record.city.latitude if record.city else None,
        longitude=record.city.longitude if record.city else None,
        weight=record_weight(record),
        archived=record.archived_on is not None,
        licence=record.licence,
        author=record.city.code if record.city and not record.is_editor_summary else "",
        card={
            **({"archived_on": record.archived_on.isoformat()} if record.archived_on else {}),
            **({"doi": record.record.doi} if record.record.doi else {}),
            **({"judged": judged} if (judged := judgements(record)) else {}),
            "is_editor_summary": record.is_editor_summary,
            "city": [record.city.code] if record.city else [],
            "country": [record.city.country_code] if record.city else [],
        },
    )
