"""Mails of registrations, each in the language of whoever registered; the calendar file goes with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from exchange.events.calendar import calendar_in_mail
from exchange.events.listing import shown_version
from exchange.models import Event, EventPage, Registration
from exchange.registration.links import link_of
from kb.mail.services import Letter, write_to_address
from kb.models.visibility import public
from kb.site.addresses import absolute, language_path

State = Registration.State
SUBJECTS: dict[str, Any] = {
    State.ASKED: gettext_lazy("We have your registration: %(event)s"),
    State.CONFIRMED: gettext_lazy("Your place is confirmed: %(event)s"),
    State.WAITING: gettext_lazy("You are on the waiting list: %(event)s"),
    State.DECLINED: gettext_lazy("No place this time: %(event)s"),
    State.WITHDRAWN: gettext_lazy("Your registration is withdrawn: %(event)s"),
}
WORDS: dict[str, list[Any]] = {
    State.ASKED: [gettext_lazy("Your address is confirmed. The secretariat answers you by mail.")],
    State.CONFIRMED: [
        gettext_lazy(
            "Your place is confirmed. The file with this mail puts the days into your calendar."
        )
    ],
    State.WAITING: [
        gettext_lazy(
            "All seats are taken. You are on the waiting list, in the order of registration."
        ),
        gettext_lazy("If a seat becomes free, we write to you."),
    ],
    State.DECLINED: [
        gettext_lazy("The secretariat cannot give you a place this time."),
        gettext_lazy("If something is unclear, write to the Alliance."),
    ],
    State.WITHDRAWN: [
        gettext_lazy("You have withdrawn your registration. Your seat is free for others.")
    ],
}


def page_of(event: Event) -> EventPage | None:
    """The event's public page in the active language, or the next best."""
    pages = public(EventPage.objects.filter(event=event.pk)).select_related("locale", "event__city")
    return shown_version(pages, get_language() or "en")


def days_in_words(event: Event) -> str:
    """From when to when, in the active language."""
    first, last = (date_format(day, "DATE_FORMAT") for day in (event.starts_on, event.ends_on))
    return first if first == last else f"{first} – {last}"


def _to_registrant(
    registration: Registration,
    what: str,
    subject: Callable[[str], str],
    paragraphs: Callable[[str], list[str]],
    link_words: Callable[[], str],
    *,
    with_calendar: bool = False,
) -> None:
    """One mail about a registration; ``what`` and the count of its changes name the event of it."""

    def compose() -> Letter:
        page = page_of(registration.event)
        title = page.title if page else str(registration.event.get_kind_display())
        calendar = ""
        if with_calendar and page:
            calendar = calendar_in_mail(page, absolute(language_path(page, get_language())))
        return Letter(
            subject(title), paragraphs(title), link_words(), link_of(registration), calendar
        )

    key = f"registration:{registration.pk}:{what}:{registration.changes}"
    write_to_address(registration.email, registration.language, key, compose)


def tell_to_confirm(registration: Registration) -> None:
    """The link that confirms the address."""
    _to_registrant(
        registration,
        "confirm",
        lambda title: _("Please confirm your registration: %(event)s") % {"event": title},
        lambda title: [
            _("Somebody, we think you, has registered for “%(event)s” (%(days)s).")
            % {"event": title, "days": days_in_words(registration.event)},
            _("Open the link to confirm your address. Only then is your place in the order kept."),
            _("If it was not you, do nothing: what was written is deleted in three days."),
        ],
        lambda: _("Confirm my registration"),
    )


def tell_registered_already(registration: Registration) -> None:
    """Whoever registers twice gets the link to what is there."""
    _to_registrant(
        registration,
        "again",
        lambda title: _("You are registered already: %(event)s") % {"event": title},
        lambda title: [
            _("Somebody, we think you, has registered for “%(event)s” once more.")
            % {"event": title},
            _("Your first registration stands. You can change or withdraw it by the link."),
        ],
        lambda: _("My registration"),
    )


def tell_state(registration: Registration) -> None:
    """What became of the registration: it waits, is confirmed, is refused, stands on the waiting list."""
    state = State(registration.state)
    _to_registrant(
        registration,
        f"state-{state}",
        lambda title: SUBJECTS[state] % {"event": title},
        lambda title: [
            _("It is about “%(event)s” (%(days)s).")
            % {"event": title, "days": days_in_words(registration.event)},
            *(str(words) for words in WORDS[state]),
            *(
                [_("The secretariat writes to you about travel support.")]
                if state == State.CONFIRMED and registration.travel_support
                else []
            ),
        ],
        lambda: _("My registration"),
        with_calendar=state == State.CONFIRMED,
    )


def tell_changed(registration: Registration) -> None:
    """The event has other days now; the calendar file changes the entry."""
    _to_registrant(
        registration,
        f"event-{registration.event.sequence}",
        lambda title: _("Other days: %(event)s") % {"event": title},
        lambda title: [
            _("“%(event)s” now is on %(days)s.")
            % {"event": title, "days": days_in_words(registration.event)},
            _("Your registration stands. If you cannot come then, please withdraw it by the link."),
        ],
        lambda: _("My registration"),
        with_calendar=True,
    )


def tell_called_off(registration: Registration) -> None:
    """The event is cancelled; the calendar file takes the entry away."""
    _to_registrant(
        registration,
        "called-off",
        lambda title: _("Cancelled: %(title)s") % {"title": title},
        lambda title: [
            _("“%(event)s” (%(days)s) does not take place.")
            % {"event": title, "days": days_in_words(registration.event)},
            _("You need not do anything. What you told us is deleted as we promised."),
        ],
        lambda: _("My registration"),
        with_calendar=True,
    )


def remind(registration: Registration) -> None:
    """Soon: the days, the calendar file, and how to withdraw."""
    _to_registrant(
        registration,
        "reminder",
        lambda title: _("Soon: %(event)s") % {"event": title},
        lambda title: [
            _("“%(event)s” is on %(days)s.")
            % {"event": title, "days": days_in_words(registration.event)},
            _("If you cannot come, please withdraw by the link: others wait for a seat."),
        ],
        lambda: _("My registration"),
        with_calendar=True,
    )
