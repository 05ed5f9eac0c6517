"""Mails of study visits to the people of the two cities; none repeats what the two wrote to each other."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from exchange.models import Side, StudyVisit
from exchange.visits.calendar import calendar_of_visit
from kb.mail.services import Letter, write
from kb.models import User
from kb.site.addresses import absolute

BOTH = (Side.HOST, Side.VISITOR)


def others(side: str) -> tuple[Side, ...]:
    """Whom a side writes to: the other city; the secretariat to both."""
    return tuple(other for other in BOTH if other != side)


def _to_city(
    visit: StudyVisit,
    sides: tuple[Side, ...],
    what: str,
    subject: Any,
    words: Any,
    *,
    with_calendar: bool = False,
) -> None:
    """One mail to each who works for these cities; ``what`` names the event. Said in their language."""

    def compose() -> Letter:
        names = {"visitor": visit.visitor.name_in(), "host": visit.host.name_in()}
        calendar = calendar_of_visit(visit, programme=False).decode() if with_calendar else ""
        link = absolute(reverse("visits:visit", args=[visit.pk]))
        return Letter(
            str(subject) % names, [str(words) % names], str(_("To the visit")), link, calendar
        )

    cities = [visit.host_id if side == Side.HOST else visit.visitor_id for side in sides]
    people = User.objects.filter(is_active=True, city_roles__city__in=cities).distinct()
    for person in people.order_by("pk"):
        write(person, f"visit:{visit.pk}:{what}", compose)


def tell_visit_asked(visit: StudyVisit) -> None:
    """The host learns that a city asks to come."""
    _to_city(
        visit, (Side.HOST,), "asked",
        _("%(visitor)s asks for a study visit in %(host)s"),
        _("%(visitor)s would like to see how %(host)s works. Read the aims and answer there."),
    )  # fmt: skip


def tell_visit_message(visit: StudyVisit, number: int, side: str) -> None:
    """The other city has something to read; the words stay on the site."""
    _to_city(
        visit, others(side), f"message-{number}",
        _("New message: study visit of %(visitor)s in %(host)s"),
        _("There is a new message about your study visit. Read it on the site and answer there."),
    )  # fmt: skip


def tell_days_proposed(visit: StudyVisit, side: str) -> None:
    """The other city is to agree to days and programme."""
    _to_city(
        visit, others(side), f"proposed-{visit.sequence}",
        _("Days proposed: study visit of %(visitor)s in %(host)s"),
        _("Days and a programme are proposed. Agree, or propose others, on the site."),
    )  # fmt: skip


def tell_visit_agreed(visit: StudyVisit) -> None:
    """Both have the days, and the calendar file."""
    _to_city(
        visit, BOTH, f"agreed-{visit.sequence}",
        _("Agreed: study visit of %(visitor)s in %(host)s"),
        _("The days are agreed. The file with this mail puts them into your calendar."),
        with_calendar=True,
    )  # fmt: skip


def tell_visit_cancelled(visit: StudyVisit, side: str) -> None:
    """The visit does not take place; the calendar file takes the entry away."""
    _to_city(
        visit, others(side), "cancelled",
        _("Cancelled: study visit of %(visitor)s in %(host)s"),
        _("The study visit does not take place. You can ask for another one at any time."),
        with_calendar=visit.has_days,
    )  # fmt: skip


def ask_whether_done(visit: StudyVisit) -> None:
    """The days have passed: did it take place?"""
    _to_city(
        visit, BOTH, f"over-{visit.sequence}",
        _("Did it take place? Study visit of %(visitor)s in %(host)s"),
        _("The days of the visit have passed. Say that it took place, and the report is begun for you."),
    )  # fmt: skip


def tell_report_begun(visit: StudyVisit) -> None:
    """The report waits to be written by the visitors."""
    _to_city(
        visit, BOTH, "report",
        _("Report begun: study visit of %(visitor)s in %(host)s"),
        _(
            "The visit took place. Its report is begun with both cities filled in: "
            "the visitors write it, the host confirms and sends it."
        ),
    )  # fmt: skip


def ask_taken_home(visit: StudyVisit) -> None:
    """Half a year later the visitors are asked what has come of it."""
    _to_city(
        visit, (Side.VISITOR,), "taken-home",
        _("Six months later: your study visit in %(host)s"),
        _(
            "Half a year ago you visited %(host)s. What have you taken home, and what has come of it? "
            "A few sentences on the site are enough."
        ),
    )  # fmt: skip
