"""What waits for editors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState

from practices.models import RecordPage, ReviewTaskState

SCOPES: dict[str, str | Promise] = {
    "all": _("All"),
    "mine": _("Mine"),
    "unassigned": _("Nobody’s"),
    "late": _("Late"),
}


@dataclass(frozen=True)
class QueueRequest:
    """Which of the waiting records are shown; unknown values are as good as none."""

    scope: str
    theme: str
    country: str
    language: str

    @property
    def shows_translations(self) -> bool:
        """Translations have no due date, theme or country of their own to be narrowed by."""
        return self.scope in ("all", "mine") and not self.theme and not self.country

    @classmethod
    def parse(cls, params: Any) -> QueueRequest:
        """From GET parameters; always valid."""
        scope = params.get("scope", "")
        return cls(
            scope=scope if scope in SCOPES else "all",
            theme=params.get("theme", "")[:80].replace("\x00", ""),
            country=params.get("country", "")[:2].replace("\x00", ""),
            language=params.get("language", "")[:10].replace("\x00", ""),
        )


def waiting() -> QuerySet[RecordPage]:
    """What editors have not answered, each record in the language that was sent; the earliest due first."""
    open_reviews = ReviewTaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    numbers = open_reviews.annotate(
        record=Cast("workflow_state__object_id", IntegerField())
    ).values("record")
    started = (
        open_reviews.annotate(record=Cast("workflow_state__object_id", IntegerField()))
        .filter(record=OuterRef("pk"))
        .values("started_at")[:1]
    )
    return (
        RecordPage.objects.filter(pk__in=numbers, record__submission__isnull=False)
        .annotate(waiting_since=Subquery(started))
        .select_related("locale", "content_type", "record__submission__assigned_to")
        .order_by("record__submission__due_on", "record__submission__pk", "pk")
    )


def late(found: QuerySet[RecordPage]) -> QuerySet[RecordPage]:
    """What should have been answered by now."""
    return found.filter(record__submission__due_on__lt=timezone.localdate())


def queue(request: QueueRequest, user: Any) -> QuerySet[RecordPage]:
    """What waits, narrowed."""
    found = waiting()
    if request.scope == "mine":
        found = found.filter(record__submission__assigned_to=user)
    elif request.scope == "unassigned":
        found = found.filter(record__submission__assigned_to=None)
    elif request.scope == "late":
        found = late(found)
    if request.theme:
        found = found.filter(concepts__code=request.theme, concepts__facet="theme").distinct()
    if request.language:
        found = found.filter(locale__language_code=request.language)
    if request.country:
        found = found.filter(record__city__country=request.country)
    return found
