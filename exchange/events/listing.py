"""Which events there are: those to come, past ones, those of a city; each once, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from exchange.models import Event, EventPage
from kb.models.pages import by_translation_key
from kb.models.visibility import public
from kb.site.addresses import language_path
from kb.texts.current_language import current_language

# So many on one page; more than a century of summits.
MOST_COMING = 100
PER_PAGE = 30
ON_HOME = 3


@dataclass(frozen=True)
class Listed:
    """An event as it is listed. ``page`` is the language version that is shown."""

    event: Event
    page: EventPage
    url: str

    @property
    def language(self) -> str:
        """The language of its words."""
        return str(self.page.locale.language_code)

    @property
    def city_name(self) -> str:
        """Its host, in the reader's language; empty for one that is online."""
        return self.event.city.name_in() if self.event.city else ""


def first_version(versions: Iterable[EventPage]) -> EventPage:
    """The language version in which the event was written; its times are those of the event."""
    return min(versions, key=lambda page: page.pk)


def public_events() -> QuerySet[Event]:
    """The events with a page that anybody may read."""
    pages = public(EventPage.objects.all())
    return Event.objects.filter(pk__in=pages.values("translation_key")).select_related("city")


def coming(events: QuerySet[Event] | None = None) -> QuerySet[Event]:
    """Those that are not over everywhere, the next first."""
    events = public_events() if events is None else events
    # Some place on earth has yesterday's date still.
    since = timezone.now().date() - timedelta(days=1)
    return events.filter(ends_on__gte=since).order_by("starts_on", "key")


def past(events: QuerySet[Event] | None = None) -> QuerySet[Event]:
    """Those that are over, the last first."""
    events = public_events() if events is None else events
    today = timezone.now().date() + timedelta(days=1)
    return events.filter(ends_on__lt=today).order_by("-starts_on", "key")


def listed(events: Iterable[Event]) -> list[Listed]:
    """Each with its page in the reader's language, else in English, else in the first; two questions."""
    rows = list(events)
    pages = public(EventPage.objects.filter(translation_key__in=[row.pk for row in rows]))
    versions = by_translation_key(pages.select_related("locale").defer("body", "outcome"))
    language = current_language()
    found = []
    for row in rows:
        if page := shown_version(versions[row.pk], language):
            page.event = row
            found.append(Listed(row, page, language_path(page, language)))
    return found


def shown_version(versions: Iterable[EventPage], language: str) -> EventPage | None:
    """The one for a reader of a language."""
    order = (language, settings.LANGUAGE_CODE)
    ranked = sorted(
        versions,
        key=lambda page: (
            order.index(page.locale.language_code)
            if page.locale.language_code in order
            else len(order),
            page.pk,
        ),
    )
    return ranked[0] if ranked else None


def public_event(slug: str, language: str) -> EventPage | None:
    """The event with this address that anybody may read, in the reader's language where it stands there."""
    pages = public(EventPage.objects.filter(slug=slug))
    return shown_version(pages.select_related("locale", "event__city"), language)
