"""Mails of registrations, each in the language of whoever registered; the calendar file goes with them."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from exchange.events.calendar import calendar_in_mail
from exchange.events.listing import shown_version
from exchange.events.reading import title_of_session
from exchange.models import Event, EventPage, Registration
from exchange.models.registrations import SEATED
from exchange.registration.links import REGISTRATION
from kb.mail.services import Letter, write_to_address
from kb.models.visibility import public
from kb.site.addresses import absolute, language_path

State = Registration.State
SUBJECTS: dict[str, Any] = {
    State.ASKED: _("We have your registration: %(event)s"),
    State.CONFIRMED: _("Your place is confirmed: %(event)s"),
    State.WAITING: _("You are on the waiting list: %(event)s"),
    State.DECLINED: _("No place this time: %(event)s"),
    State.WITHDRAWN: _("Your registration is withdrawn: %(event)s"),
}
WORDS: dict[str, list[Any]] = {
    State.ASKED: [_("Your address is confirmed. The secretariat answers you by mail.")],
    State.CONFIRMED: [
        _("Your place is confirmed. The file with this mail puts the days into your calendar.")
    ],
    State.WAITING: [
        _("All seats are taken. You are on the waiting list, in the order of registration."),
        _("If a seat becomes free, we write to you."),
    ],
    State.DECLINED: [
        _("The secretariat cannot give you a place this time."),
        _("If something is unclear, write to the Alliance."),
    ],
    State.WITHDRAWN: [_("You have withdrawn your registration. Your seat is free for others.")],
}


def page_of(event: Event) -> EventPage | None:
    """The event's public page in the active language, or the next best."""
    pages = public(EventPage.objects.filter(event=event.pk)).select_related("locale", "event__city")
    return shown_version(pages, get_language() or "en")


def days_in_words(event: Event) -> str:
    """From when to when, in the active language."""
    first, last = (date_format(day, "DATE_FORMAT") for day in (event.starts_on, event.ends_on))
    return first if first == last else f"{first} – {last}"


MY_REGISTRATION = _("My registration")


def _to_registrant(
    registration: Registration,
    what: str,
    subject: Any,
    paragraphs: list[Any],
    *,
    link_words: Any = MY_REGISTRATION,
    with_calendar: bool = False,
) -> None:
    """One mail about a registration; ``what`` and the count of its changes name the event of it.

    Subject and paragraphs are said in the registrant's language; they may name ``event``, ``days``
    and ``visit``.
    """

    def compose() -> Letter:
        page = page_of(registration.event)
        title = page.title if page else str(registration.event.get_kind_display())
        calendar = ""
        if with_calendar and page:
            calendar = calendar_in_mail(page, absolute(language_path(page, get_language())))
        known = {
            "event": title,
            "title": title,
            "days": days_in_words(registration.event),
            "visit": title_of_session(page, registration.visit)[0] if page else "",
        }
        said = [str(words) % known for words in paragraphs]
        return Letter(
            str(subject) % known,
            said,
            str(link_words),
            REGISTRATION.link_of(registration),
            calendar,
        )

    key = f"registration:{registration.pk}:{what}:{registration.changes}"
    write_to_address(registration.email, registration.language, key, compose)


def tell_to_confirm(registration: Registration) -> None:
    """The link that confirms the address."""
    _to_registrant(
        registration,
        "confirm",
        _("Please confirm your registration: %(event)s"),
        [
            _("Somebody, we think you, has registered for “%(event)s” (%(days)s)."),
            _("Open the link to confirm your address. Only then is your place in the order kept."),
            _("If it was not you, do nothing: what was written is deleted in three days."),
        ],
        link_words=_("Confirm my registration"),
    )


def tell_registered_already(registration: Registration) -> None:
    """Whoever registers twice gets the link to what is there."""
    _to_registrant(
        registration,
        "again",
        _("You are registered already: %(event)s"),
        [
            _("Somebody, we think you, has registered for “%(event)s” once more."),
            _("Your first registration stands. You can change or withdraw it by the link."),
        ],
    )


def _about_visit(registration: Registration) -> list[Any]:
    """Whether somebody has a seat in a study visit; nothing where none was chosen."""
    if registration.state not in SEATED or not registration.visits:
        return []
    if registration.visit:
        return [_("A seat is kept for you in the study visit “%(visit)s”.")]
    return [
        _("All seats of the study visits that you chose are taken. You are on their waiting list.")
    ]


def tell_visit(registration: Registration) -> None:
    """A seat in a study visit became free for somebody who waited for it."""
    _to_registrant(
        registration,
        "visit",
        _("A seat in a study visit: %(event)s"),
        [
            _("It is about “%(event)s” (%(days)s)."),
            _("A seat became free. It is kept for you in the study visit “%(visit)s”."),
            _("If you cannot come then, choose another one by the link: others wait for a seat."),
        ],
    )


def tell_state(registration: Registration) -> None:
    """What became of the registration: it waits, is confirmed, is refused, stands on the waiting list."""
    state = State(registration.state)
    is_confirmed = state == State.CONFIRMED
    about_travel = [_("The secretariat writes to you about travel support.")]
    _to_registrant(
        registration,
        f"state-{state}",
        SUBJECTS[state],
        [
            _("It is about “%(event)s” (%(days)s)."),
            *WORDS[state],
            *_about_visit(registration),
            *(about_travel if is_confirmed and registration.travel_support else []),
        ],
        with_calendar=is_confirmed,
    )


def tell_changed(registration: Registration) -> None:
    """The event has other days now; the calendar file changes the entry."""
    _to_registrant(
        registration,
        f"event-{registration.event.sequence}",
        _("Other days: %(event)s"),
        [
            _("“%(event)s” now is on %(days)s."),
            _("Your registration stands. If you cannot come then, please withdraw it by the link."),
        ],
        with_calendar=True,
    )


def tell_called_off(registration: Registration) -> None:
    """The event is cancelled; the calendar file takes the entry away."""
    _to_registrant(
        registration,
        "called-off",
        _("Cancelled: %(title)s"),
        [
            _("“%(event)s” (%(days)s) does not take place."),
            _("You need not do anything. What you told us is deleted as we promised."),
        ],
        with_calendar=True,
    )


def remind(registration: Registration) -> None:
    """Soon: the days, the calendar file, and how to withdraw."""
    _to_registrant(
        registration,
        "reminder",
        _("Soon: %(event)s"),
        [
            _("“%(event)s” is on %(days)s."),
            _("If you cannot come, please withdraw by the link: others wait for a seat."),
        ],
        with_calendar=True,
    )
