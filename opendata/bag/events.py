"""Events and developments from what a bag says of them, with programme and results, in every language."""

from __future__ import annotations

import uuid
from datetime import date, time
from typing import Any

from django.conf import settings
from wagtail.models import Locale, Page

from exchange.developments.page_form import WORDS as WORDS_OF_A_DEVELOPMENT
from exchange.events.reading import WORDS_OF_AN_EVENT
from exchange.models import (
    Development,
    DevelopmentIndexPage,
    DevelopmentPage,
    Event,
    EventIndexPage,
    EventPage,
    EventResult,
    ProgrammeItem,
)
from kb.models import City
from opendata.bag.pages import date_as_told, day, slug_of
from search import services as search

AS_TOLD = (
    "kind", "time_zone", "spoken", "interpreted", "seats", "confirms_each", "offers_travel_support",
    "takes_registrations",
)  # fmt: skip


def restore_event(told: dict[str, Any]) -> int:
    """Publish an event; nobody is registered for it. 0 for one that is there."""
    if Event.objects.filter(pk=told["id"]).exists():
        return 0
    row = Event(
        **{name: told[name] for name in AS_TOLD},
        starts_on=date.fromisoformat(told["starts_on"]),
        ends_on=date.fromisoformat(told["ends_on"]),
        cancelled_on=day(told["cancelled_on"]),
        registers_until=day(told["registers_until"]),
        city=_city(told),
    )
    # It was open when the bag was written.
    row.takes_registrations = row.registers
    for language in _languages(told):
        text = told["texts"][language]
        page = EventPage(event=row, **_head(told, language, WORDS_OF_AN_EVENT))
        page.sources = "\n".join(told["sources"])
        _parent(EventIndexPage, page.locale).add_child(instance=page)
        page.sessions = _sessions(told, page)
        page.results = _results(told, page)
        page.save_revision().publish()
        date_as_told(page, text["published"], text["edited"])
    search.mark([uuid.UUID(told["id"])])
    return 1


def restore_development(told: dict[str, Any]) -> int:
    """Publish a note on law or security. 0 for one that is there."""
    if Development.objects.filter(pk=told["id"]).exists():
        return 0
    row = Development(
        kind=told["kind"],
        happened_on=date.fromisoformat(told["happened_on"]),
        country=told["country"],
        city=_city(told),
        source_title=told["source_title"],
        source_url=told["source_url"],
        checked_on=day(told["checked_on"]),
        documents=told["documents"],
    )
    for language in _languages(told):
        text = told["texts"][language]
        page = DevelopmentPage(development=row, **_head(told, language, WORDS_OF_A_DEVELOPMENT))
        _parent(DevelopmentIndexPage, page.locale).add_child(instance=page)
        page.save_revision().publish()
        date_as_told(page, text["published"], text["edited"])
    search.mark([uuid.UUID(told["id"])])
    return 1


def _languages(told: dict[str, Any]) -> list[str]:
    """The original first: the version that is oldest says when what is."""
    return sorted(told["texts"], key=lambda code: (code != told["original_language"], code))


def _head(told: dict[str, Any], language: str, words: tuple[str, ...]) -> dict[str, Any]:
    text = told["texts"][language]
    return {
        "slug": slug_of(text["page"]),
        "locale": Locale.objects.get(language_code=language),
        "translation_key": uuid.UUID(told["id"]),
        "live": False,
        "is_demonstration": told.get("demonstration", False),
        **{name: text[name] for name in words},
    }


def _parent(index: type[Page], locale: Locale) -> Page:
    """The list in the language of a page, else in the site's own."""
    lists = index._default_manager.order_by("pk")
    found: Page = (
        lists.filter(locale=locale).first()
        or lists.filter(locale__language_code=settings.LANGUAGE_CODE).get()
    )
    return found


def _sessions(told: dict[str, Any], page: EventPage) -> list[ProgrammeItem]:
    language = page.locale.language_code
    return [
        ProgrammeItem(
            translation_key=uuid.UUID(one["key"]),
            locale=page.locale,
            sort_order=number,
            day=date.fromisoformat(one["day"]),
            begins=time.fromisoformat(one["begins"]),
            ends=time.fromisoformat(one["ends"]),
            is_interpreted=one["is_interpreted"],
            seats=one["seats"],
            **one["texts"][language],
        )
        for number, one in enumerate(told["sessions"])
        if language in one["texts"]
    ]


def _results(told: dict[str, Any], page: EventPage) -> list[EventResult]:
    """Each with the page of this site that it names, where that is here."""
    found = []
    for number, one in enumerate(told["results"]):
        pages = Page.objects.filter(translation_key=one["on_site"] or None).order_by("pk")
        target = pages.filter(locale__language_code=told["original_language"]).first()
        found.append(
            EventResult(
                translation_key=uuid.uuid5(uuid.UUID(told["id"]), f"result:{number}"),
                locale=page.locale,
                sort_order=number,
                kind=one["kind"],
                title=one["titles"].get(page.locale.language_code, ""),
                on_site=target or pages.first(),
                url=one["url"],
            )
        )
    return found


def _city(told: dict[str, Any]) -> City | None:
    return City.objects.filter(code=told["city"]).first() if told["city"] else None
