"""What an attempt has done, seen from outside: what readers read, what is there, what was sent or read."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from wagtail.models import Page, PageViewRestriction, Revision, TaskState

from exchange.models import Need, NeedTranslation, Question, QuestionTranslation, VisitOffer
from kb.models.visibility import public
from practices.models import RecordPage
from tests.security.scene import Scene

State = dict[tuple[str, str], Any]


def state_of(scene: Scene) -> State:
    """Everything that no person may change but by the rules, by what it is and whose."""
    found: State = {
        ("public records", ""): sorted(
            public(RecordPage.objects.all()).values_list("title", "summary", "description")
        ),
        ("offers", ""): sorted(VisitOffer.objects.values_list("pk", "state", "words")),
        ("questions", ""): sorted(Question.objects.values_list("pk", "state", "words", "reply")),
        ("translations of questions", ""): sorted(
            QuestionTranslation.objects.values_list("question", "language", "words", "reply")
        ),
        ("translations of notes", ""): sorted(
            NeedTranslation.objects.values_list("need", "language", "title", "note")
        ),
        ("notes", ""): sorted(Need.objects.values_list("pk", "state", "title", "note")),
        ("restrictions", ""): sorted(PageViewRestriction.objects.values_list("page_id", flat=True)),
    }
    pages = {row["pk"]: row for row in Page.objects.values("pk", "live", "url_path", "locked")}
    records = {row.pop("pk"): row for row in RecordPage.objects.values("pk", *WORDS)}
    # A version that is written over has another time.
    versions = dict(
        Page.objects.exclude(live_revision=None).values_list("pk", "live_revision__created_at")
    )
    for name, it in scene.objects.items():
        if not isinstance(it, Page):
            found["upload or concept", name] = _other(it)
            continue
        row = pages.get(it.pk)
        found["there", name] = row is not None
        if row is None:
            continue
        found["live", name], found["address", name] = row["live"], row["url_path"]
        if it.pk in records:
            found["words", name] = records[it.pk] if row["live"] else None
            found["locked", name] = row["locked"]
            found["live version", name] = versions.get(it.pk)
    tasks = TaskState.objects.annotate(at=F("revision__created_at"))
    found["read versions", ""] = sorted(tasks.values_list("pk", "status", "revision", "at"))
    found["scheduled", ""] = Revision.objects.exclude(approved_go_live_at=None).count()
    return found


WORDS = ("title", "summary", "description", "record__taken_down_on")


def effects(before: State, after: State) -> set[tuple[str, str]]:
    """What differs."""
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def _other(it: Any) -> Any:
    names = [name for name in ("title", "description", "labels", "file") if hasattr(it, name)]
    return type(it).objects.filter(pk=it.pk).values(*names).first()
