"""What an attempt has done, seen from outside: what readers read, what is there, what was sent or read."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from wagtail.models import Page, PageViewRestriction, TaskState

from kb.permissions import public
from practices.models import RecordPage
from tests.security.scene import Scene

State = dict[tuple[str, str], Any]


def state_of(scene: Scene) -> State:
    """Everything that no person may change but by the rules, by what it is and whose."""
    found: State = {("public records", ""): _public_records()}
    found["restrictions", ""] = sorted(
        PageViewRestriction.objects.values_list("page_id", flat=True)
    )
    rows = {page.pk: page for page in Page.objects.all().specific()}
    for name, it in scene.objects.items():
        if not isinstance(it, Page):
            found["upload or concept", name] = _other(it)
            continue
        page = rows.get(it.pk)
        found["there", name] = page is not None
        if page is None:
            continue
        found["live", name] = page.live
        found["address", name] = page.url_path
        if isinstance(page, RecordPage):
            found["words", name] = _words(page) if page.live else None
            found["locked", name] = page.locked
            found["live version", name] = _digest(page.live_revision)
    for task in TaskState.objects.select_related("revision").order_by("pk"):
        found["read version", str(task.pk)] = (task.status, _digest(task.revision))
    return found


def effects(before: State, after: State) -> set[tuple[str, str]]:
    """What differs."""
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def _public_records() -> list[tuple[str, str, str]]:
    return sorted(_words(record) for record in public(RecordPage.objects.all()))


def _words(page: RecordPage) -> tuple[str, str, str]:
    return page.title, page.summary, page.description


def _digest(revision: Any) -> str:
    if revision is None:
        return ""
    return sha256(json.dumps(revision.content, sort_keys=True, default=str).encode()).hexdigest()


def _other(it: Any) -> Any:
    now = type(it).objects.filter(pk=it.pk).first()
    if now is None:
        return None
    names = ("title", "description", "labels", "collection_id", "file")
    return {name: str(getattr(now, name, "")) for name in names}
