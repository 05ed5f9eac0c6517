"""The draft report of a study visit that took place: at the host's desk, written by the visitors too."""

from __future__ import annotations

from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override

from exchange.models import Side, StudyVisit
from kb.models import User
from practices.models import CoAuthor, CoAuthorRight, RecordPage, VisitingCity
from practices.submission.writing.drafts import begin, newest, store

MOST_AUTHORS = 10


def begin_report(visit: StudyVisit, by: Any, language: str) -> RecordPage | None:
    """Begin it with days, both cities and themes filled in; None where the host's page is gone."""
    page = visit.host.pages.order_by("pk").first()
    if page is None:
        return None
    with override(language):
        names = {"visitor": visit.visitor.name_in(), "host": visit.host.name_in()}
        title = _("Study visit of %(visitor)s in %(host)s") % names
    record = begin(
        page, by, kind="study-visit", size="note", language=language, title=title, key=visit.pk
    )
    now = newest(record)
    now.starts_on, now.ends_on = visit.starts_on, visit.ends_on
    now.hosts, now.visitors = names["host"], names["visitor"]
    if visit.language == language and visit.aims:
        now.objectives = f"<p>{escape(visit.aims)}</p>"
    now.visiting_cities = [VisitingCity(city=visit.visitor)]
    now.concepts = list(visit.themes.all())
    store(now, by)
    for person in _visitors(visit, by):
        CoAuthor.objects.get_or_create(
            record_id=record.pk,
            user=person,
            defaults={"right": CoAuthorRight.WRITE, "language": person.language},
        )
    return record


def _visitors(visit: StudyVisit, by: Any) -> list[User]:
    """Those of the visiting city who arranged it, and do not work for the host."""
    wrote = visit.messages.filter(side=Side.VISITOR).values("author")
    here = User.objects.filter(is_active=True, city_roles__city=visit.visitor_id)
    arranged = here.filter(pk__in=[visit.asked_by_id, by.pk]) | here.filter(pk__in=wrote)
    return list(
        arranged.exclude(city_roles__city=visit.host_id).distinct().order_by("pk")[:MOST_AUTHORS]
    )
