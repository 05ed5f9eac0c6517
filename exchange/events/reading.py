"""What the pages of events show."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page

from exchange.events.listing import (
    MOST_COMING,
    ON_HOME,
    PER_PAGE,
    coming,
    first_version,
    listed,
    past,
)
from exchange.models import Event, EventIndexPage, EventKind, EventPage, ProgrammeItem, Registration
from exchange.models.times import moment
from kb.models import City
from kb.models.pages import by_translation_key, version_in
from kb.models.visibility import public
from kb.site.addresses import language_path

# What is written of an event in each language, and of a session.
WORDS_OF_AN_EVENT = ("title", "summary", "place", "who_may_come", "body", "outcome")
WORDS_OF_A_SESSION = ("title", "speakers", "text")


def list_context(page: EventIndexPage, request: HttpRequest) -> dict[str, Any]:
    """Events to come, and past ones page by page, those of one series first among themselves."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in EventKind.values else ""
    over = past().filter(kind=kind) if kind else past()
    found = Paginator(over, PER_PAGE).get_page(request.GET.get("p"))
    first = past().filter(kind=EventKind.SUMMIT).order_by("starts_on", "key").first()
    return {
        "coming": [one for one in listed(coming()[:MOST_COMING]) if not one.event.is_over],
        "page_of_past": found,
        "past": [one for one in listed(found) if one.event.is_over],
        "kinds": EventKind.choices,
        "chosen": kind,
        "query": f"kind={kind}&" if kind else "",
        "first_summit": first,
    }


def home_events() -> dict[str, Any]:
    """The next events, for the home page."""
    return {"coming_events": [one for one in listed(coming()[:ON_HOME]) if not one.event.is_over]}


def city_events(city: City) -> dict[str, Any]:
    """The events to come that a city hosts; past ones are among its records."""
    own = coming().filter(city=city)
    return {"coming_events": [one for one in listed(own[:PER_PAGE]) if not one.event.is_over]}


def event_context(page: EventPage, request: HttpRequest) -> dict[str, Any]:
    """Facts, programme and results of an event, and how many cities will come; never who."""
    event = page.event
    language = get_language() or "en"
    city = event.city
    host = public(city.pages.select_related("locale")).order_by("pk").first() if city else None
    return {
        "event": event,
        "host": {"name": city.name_in(language), "url": language_path(host, language)}
        if city and host
        else None,
        "days": programme(page),
        "words": {
            name: getattr(page, name) or getattr(_first(page), name) for name in WORDS_OF_AN_EVENT
        },
        "lang_of": {name: language_of(name, page, _first(page)) for name in WORDS_OF_AN_EVENT},
        "results": results(page, language),
        "sources": page.source_lines,
        "cities_coming": cities_coming(event),
        "slug": page.slug,
        "index_url": language_path(page, language).rstrip("/").rpartition("/")[0] + "/",
    }


def cities_coming(event: Event) -> int:
    """How many cities have a confirmed registration."""
    confirmed = event.registrations.filter(state=Registration.State.CONFIRMED)
    known = confirmed.exclude(city=None).values("city").distinct().count()
    others = confirmed.filter(city=None).values("city_name").distinct().count()
    return int(known + others)


def sessions_of(page: EventPage) -> list[tuple[ProgrammeItem, ProgrammeItem, str]]:
    """The sessions of an event as they are, each with its words for the readers of a page.

    Which there are and when is said by the first language version; where a page has no words of its own for
    one, those of the first stand there. Behind them the language of the words.
    """
    first = _first(page)
    own = {item.translation_key: item for item in page.sessions.all()}
    items = own.values() if first.pk == page.pk else first.sessions.all()
    found = []
    for item in items:
        words = own.get(item.translation_key, item)
        language = page if item.translation_key in own else first
        found.append((item, words, language.locale.language_code))
    return sorted(found, key=lambda one: (one[0].day, one[0].begins, one[0].ends, one[0].pk or 0))


def is_kept(name: str, item: ProgrammeItem, words: ProgrammeItem) -> bool:
    """Whether nobody has translated this of a session: its words are those of the first version still."""
    return item is not words and getattr(item, name) == getattr(words, name)


def titles_of_sessions(page: EventPage) -> list[tuple[ProgrammeItem, str, str]]:
    """The sessions of an event, each with its title for the readers of a page and the language of that."""
    first = _first(page).locale.language_code
    return [
        (item, words.title, first if is_kept("title", item, words) else language)
        for item, words, language in sessions_of(page)
    ]


def title_of_session(page: EventPage, key: str) -> tuple[str, str]:
    """What a session is called for the readers of a page, and in which language; empty where it is none."""
    titles = titles_of_sessions(page)
    found = ((title, lang) for item, title, lang in titles if str(item.translation_key) == key)
    return next(found, ("", ""))


def _first(page: EventPage) -> EventPage:
    """The first public language version, read once; the page itself where there is no other."""
    known: EventPage | None = page.__dict__.get("first_public")
    if known is None:
        # Those that come with an address are pages of no type yet.
        versions: list[Any] = [*page.public_versions.values()]
        found = first_version(versions or [page])
        known = page if found.pk == page.pk else found.specific
        page.__dict__["first_public"] = known
    return known


def language_of(name: str, page: EventPage, first: EventPage) -> str:
    """The language of a field of a page: that of the first version where its words stand there (still)."""
    own = getattr(page, name)
    is_of_first = first.pk != page.pk and (not own or own == getattr(first, name))
    return str((first if is_of_first else page).locale.language_code)


def programme(page: EventPage) -> list[dict[str, Any]]:
    """The programme day by day."""
    by_day: dict[date, list[dict[str, Any]]] = defaultdict(list)
    zone = page.event.zone
    first = _first(page)
    for item, words, language in sessions_of(page):
        by_day[item.day].append(
            {
                "key": str(item.translation_key),
                "begins": moment(item.day, item.begins, zone),
                "ends": moment(item.day, item.ends, zone),
                "title": words.title,
                "speakers": words.speakers,
                "text": words.text,
                "lang": {
                    name: first.locale.language_code if is_kept(name, item, words) else language
                    for name in WORDS_OF_A_SESSION
                },
                "is_interpreted": item.is_interpreted and bool(page.event.interpreted),
                "document": item.document,
                "seats": item.seats,
            }
        )
    return [{"day": day, "sessions": sessions} for day, sessions in sorted(by_day.items())]


def offset_in_words(moment: datetime) -> str:
    """How far a clock is ahead of UTC: ``UTC+01:00``."""
    offset = moment.strftime("%z")
    return f"UTC{offset[:3]}:{offset[3:5]}"


def results(page: EventPage, language: str) -> list[dict[str, Any]]:
    """What came of the event: of pages of this site only those that anybody may read.

    As with sessions, the first language version says which there are; the others have words of their own.
    """
    first = _first(page)
    own = {row.translation_key: row for row in page.results.select_related("document")}
    is_first = first.pk == page.pk
    rows = list(own.values() if is_first else first.results.select_related("document"))
    keys = [row.on_site_id for row in rows if row.on_site_id]
    families = _public_families(keys)
    found = []
    for row in rows:
        versions = families.get(row.on_site_id)
        target = version_in(language, versions) if versions else None
        words = own.get(row.translation_key, row)
        title, url = words.title, row.url
        of_first = not is_first and words.title == row.title
        lang = (first if of_first else page).locale.language_code
        if row.on_site_id:
            if target is None:
                continue
            url = language_path(target, language)
            title, lang = (title, lang) if title else (target.title, target.locale.language_code)
        elif row.document:
            url = row.document.url
        found.append({"kind": row.get_kind_display(), "title": title, "url": url, "lang": lang})
    return found


def _public_families(keys: list[int]) -> dict[int, list[Any]]:
    """The public language versions of some pages, by the pages' numbers."""
    if not keys:
        return {}
    wanted = dict(Page.objects.filter(pk__in=keys).values_list("pk", "translation_key"))
    pages = public(Page.objects.filter(translation_key__in=wanted.values()))
    versions = by_translation_key(pages.select_related("locale").order_by("pk"))
    return {number: versions[key] for number, key in wanted.items()}
