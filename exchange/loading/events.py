"""Loads the list of events, and the demonstration: past summits from their sourced reports, one to come."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from wagtail.models import Page

from declarations.models import DocumentPage
from exchange.loading.files import load_list_page, own_language_first
from exchange.loading.schema import EventItem, EventsFile, read_events
from exchange.models import (
    EVENT_FACTS,
    Event,
    EventIndexPage,
    EventPage,
    EventResult,
    ProgrammeItem,
    ResultKind,
)
from kb.models import City
from practices.loading.schema import Content
from practices.loading.writing import (
    NAMESPACE,
    Store,
    find_page,
    new_page,
    plain,
    translation_key,
)
from practices.models import LoadedItem


def load_list(store: Store) -> None:
    """The page with the list of events, in all languages; every installation has it."""
    titles = read_events().list_title
    load_list_page(store, "events", EventIndexPage, titles, show_in_menus=True)


def load_events(store: Store, content: Content) -> None:
    """The demonstration events, each in the languages in which it has title and summary."""
    file: EventsFile = read_events()
    reports = {record.id: record for record in content.records}
    heads = {item.id: item.heads for item in content.heads}
    for item in file.events:
        if (item.report and item.report not in reports) or not find_page("events", "en"):
            continue
        languages = own_language_first(item.title)
        report = reports.get(item.report or "")
        summaries: dict[Any, str] = dict(item.summary)
        sources = ""
        if report is not None:
            summaries = {"en": report.summary, **summaries}
            summaries |= {words.lang: words.summary for words in report.translations}
            summaries |= {
                code: head.summary
                for code, head in heads.get(report.id, {}).items()
                if code not in summaries
            }
            sources = "\n".join(report.sources)
        for language in languages:
            if language in summaries:
                _load(store, item, language, summaries[language], sources)


def _load(store: Store, item: EventItem, language: Any, summary: str, sources: str) -> None:
    key = f"event:{item.id}"

    def make() -> Page:
        parent = find_page("events", language) or find_page("events", settings.LANGUAGE_CODE)
        _keep_row(item)
        return new_page(EventPage, key, store.locale(language), parent, item.id)

    def fill(page: Any) -> None:
        page.title, page.slug, page.summary = item.title[language], item.id, summary
        page.place = item.place.get(language, "")
        page.who_may_come = item.who_may_come.get(language, "")
        page.sources = sources
        page.is_demonstration = True
        page.sessions = [
            ProgrammeItem(
                day=session.day,
                begins=session.begins,
                ends=session.ends,
                title=session.title[language],
                locale=page.locale,
                translation_key=uuid.uuid5(NAMESPACE, f"{key}:session:{number}"),
                sort_order=number,
            )
            for number, session in enumerate(item.sessions)
        ]
        page.results = list(_results(item, page))

    store.page(key, language, [plain(item), summary, sources], make, fill)


def _keep_row(item: EventItem) -> None:
    """The facts of the event, once."""
    facts = {name: value for name, value in plain(item).items() if name in EVENT_FACTS}
    facts["city"] = City.objects.filter(code=item.city).first() if item.city else None
    event = Event(key=translation_key(f"event:{item.id}"), **facts)
    if not Event.objects.filter(pk=event.pk).exists():
        event.clean_fields()
        event.save(force_insert=True)


def _results(item: EventItem, page: EventPage) -> Any:
    """Documents adopted there, and the report; each by its page of this site."""
    found = []
    for code in item.documents:
        document = DocumentPage.objects.filter(code=code, locale__language_code="en").first()
        found.append((ResultKind.DECLARATION, document))
    if item.report:
        found.append((ResultKind.REPORT, find_page(f"record:{item.report}", "en")))
    for number, (kind, target) in enumerate(found):
        if target is not None:
            yield EventResult(
                kind=kind,
                on_site=Page.objects.get(pk=target.pk),
                locale=page.locale,
                translation_key=uuid.uuid5(NAMESPACE, f"event:{item.id}:result:{number}"),
                sort_order=number,
            )


def remove_events() -> list[str]:
    """Delete demonstration events for which nobody has registered; the names of the others."""
    left = []
    for event in Event.objects.filter(pages__is_demonstration=True).distinct():
        if event.registrations.exists():
            left.append(f"{event}: somebody has registered")
            continue
        for page in event.pages.order_by("-pk"):
            EventPage.objects.get(pk=page.pk).delete()
    LoadedItem.objects.filter(key__startswith="event:").delete()
    return left
