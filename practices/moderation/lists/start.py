"""What waits for editors, how late it is and what happened this week: on the start page of the admin."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.models import PageLogEntry, TaskState

from kb.permissions import is_editor
from practices.models import ReviewTaskState
from practices.moderation.lists.queue import late, waiting
from practices.moderation.translations.handover import handed_over

WEEK = timedelta(days=7)
# What is told of the week, in this order: answers of editors by the state of a review, the rest by the log.
ANSWERS: dict[str, str | Promise] = {
    TaskState.STATUS_APPROVED: _("Published"),
    TaskState.STATUS_REJECTED: _("Asked for changes"),
}
EVENTS: dict[str, str | Promise] = {
    "practices.send": _("Sent to the editors"),
    "practices.decline": _("Declined by the editors"),
    "practices.minor": _("Small change published"),
    "practices.confirm": _("Confirmed by the city"),
    "practices.withdraw": _("Withdrawn by the city"),
    "practices.take_down": _("Taken down"),
    "practices.archive": _("Archived, because nobody confirmed it"),
}


class ReviewPanel(Component):
    """The numbers of the editors' queue, each leading to what it counts."""

    order = 40

    def render_html(self, parent_context: Any = None) -> str:
        queue = waiting()
        first = queue.first()
        since = timezone.now() - WEEK
        context = {
            "waiting": queue.count(),
            "late": late(queue).count(),
            "first_due": first.record.submission.due_on if first else None,
            "translations": handed_over().count(),
            "since": since,
            "week": happened_since(since),
        }
        return render_to_string("practices/moderation/start_panel.html", context)


@hooks.register("construct_homepage_panels")
def add_review_panel(request: HttpRequest, panels: list[Component]) -> None:
    """For editors; whoever only administers has nothing to read there."""
    if is_editor(request.user):
        panels.append(ReviewPanel())


def happened_since(since: datetime) -> list[tuple[str | Promise, int]]:
    """What happened, with how many records; what did not happen is left out."""
    reviews = ReviewTaskState.objects.filter(finished_at__gte=since, status__in=ANSWERS)
    entries = PageLogEntry.objects.filter(timestamp__gte=since, action__in=EVENTS)
    # A verb leaves an entry for each language of a record.
    records = Count("page__translation_key", distinct=True)
    numbers = {
        **dict(reviews.order_by().values_list("status").annotate(Count("pk"))),
        **dict(entries.order_by().values_list("action").annotate(records)),
    }
    told = {**ANSWERS, **EVENTS}
    return [(label, numbers[code]) for code, label in told.items() if code in numbers]
