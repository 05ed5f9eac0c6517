"""The calendar file of a study visit, for the two cities alone."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.calendars import describe, in_whole_days, new_calendar, new_entry, written
from exchange.models import StudyVisit
from kb.site.addresses import absolute

OURS = "visits.alliance-exchange"


def calendar_of_visit(visit: StudyVisit, *, programme: bool = True) -> bytes:
    """A visit with days in whole days; several files change the same entry. Mails leave out the programme."""
    title = _("Study visit of %(visitor)s in %(host)s") % {
        "visitor": visit.visitor.name_in(),
        "host": visit.host.name_in(),
    }
    calendar = new_calendar(title, "Study visits")
    entry = new_entry(
        f"{visit.pk}@{OURS}",
        title,
        changed_at=visit.changed_at,
        sequence=visit.sequence,
        is_cancelled=visit.is_cancelled,
    )
    if visit.starts_on is None or visit.ends_on is None:
        return bytes(calendar.to_ical())
    in_whole_days(entry, visit.starts_on, visit.ends_on)
    describe(
        entry,
        where=[visit.host.name_in()],
        words=visit.programme if programme else "",
        url=absolute(reverse("visits:visit", args=[visit.pk])),
    )
    calendar.add_component(entry)
    return written(calendar, visit.starts_on, visit.ends_on)
