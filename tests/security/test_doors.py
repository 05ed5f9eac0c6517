"""Every insider tries every door of the admin at everything behind it; only what the rules allow happens."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
from django.core.checks import run_checks

from kb.admin import doors
from tests.security.attempts import attempts, is_about_pages, untried
from tests.security.effects import state_of
from tests.security.scene import INSIDERS, OUTSIDERS, set_scene
from tests.security.table import UPSTREAM, Cell, summary, tried

pytestmark = pytest.mark.django_db

EDITORS = frozenset({"author", "second editor"})
SECOND = frozenset({"second editor"})
PUBLISHERS = frozenset({*EDITORS, "editor outside the remit", "administrator"})
NOBODY: frozenset[str] = frozenset()
PUBLISHED = frozenset({"live", "live version", "public records", "words"})
GONE = frozenset({"there", "live", "address", "locked"})
DRAFTS = ("draft of an editor", "translation of an editor")
MOVABLE = (
    "published",
    "newer draft of an editor",
    "draft of an editor",
    "published, saved by the author",
    "unsent draft of the city",
    "newer draft of the city",
)
# What those try who may do nothing with any record: each door at one thing of each sort.
FEW = (
    "published",
    "newer draft of an editor",
    "waiting",
    "document",
    "picture",
    "file",
    "offer",
    "question",
    "note",
    "question_translations",
    "note_translations",
    "",
)
# What may happen: door and thing -> who, with which effects. Everything else must change nothing.
ALLOWED: dict[tuple[str, str], tuple[frozenset[str], frozenset[str]]] = {
    # What another editor wrote, by one who wrote none of it.
    **{
        (door, thing): (SECOND, PUBLISHED)
        for door in ("bulk:wagtailcore.page.publish", "api:publish")
        for thing in ("newer draft of an editor", "draft of an editor")
    },
    # What the city sent, in its review, by whoever wrote none of it.
    ("moderation:review publish", "waiting"): (EDITORS, PUBLISHED | {"read versions"}),
    # What a city offers to visitors; the secretariat, too, takes it down.
    **{
        (f"exchange_office:{thing} approve", thing): (EDITORS, frozenset({f"{thing}s"}))
        for thing in ("offer", "question", "note")
    },
    **{
        (f"exchange_office:{thing} take-down", thing): (
            EDITORS | {"secretariat"},
            frozenset({f"{thing}s"}),
        )
        for thing in ("offer", "question", "note")
    },
    # The words of a question and of a note in other languages.
    **{
        (f"exchange_office:{thing}_translations", f"{thing}_translations"): (
            EDITORS,
            frozenset({f"translations of {thing}s"}),
        )
        for thing in ("question", "note")
    },
    # The translation shows its original again, whose words are public.
    ("wagtail_localize:convert_to_alias", "translation of an editor"): (EDITORS, PUBLISHED),
    # Pages that are no records are of those who may publish there; none with public records below it.
    **{
        (door, thing): (PUBLISHERS, frozenset({"live"}))
        for door in (
            "wagtailadmin_pages:unpublish",
            "bulk:wagtailcore.page.unpublish",
            "api:unpublish",
        )
        for thing in ("document",)
    },
    # Hiding what is no record, with all that stands below it.
    ("wagtailadmin_pages:set_privacy", "document"): (
        frozenset({"secretariat", "administrator"}),
        frozenset({"restrictions"}),
    ),
    # Drafts of editors that were never public.
    **{
        (door, thing): (EDITORS, GONE)
        for door in (
            "wagtailadmin_pages:delete",
            "bulk:wagtailcore.page.delete",
            "api:delete",
        )
        for thing in DRAFTS
    },
    # A record goes to another city, with its translations.
    **{
        (door, thing): (EDITORS, frozenset({"address"}))
        for door in (
            "wagtailadmin_pages:move_confirm",
            "bulk:wagtailcore.page.move",
            "api:move",
        )
        for thing in MOVABLE
    },
}


def _may(cell: Cell) -> bool:
    """Whether what was done is what the rules allow this person."""
    door, thing, done = cell.attempt.door, cell.attempt.thing, cell.effects
    return not done or _allowed(cell.person, door, thing, done)


def _allowed(person: str, door: str, thing: str, done: frozenset[str]) -> bool:
    if door == "moderation:take_down":
        return person in EDITORS | {"secretariat"}
    if door.startswith("wagtailadmin_pages:lock"):
        return person in EDITORS and done == {"locked"}
    people, most = ALLOWED.get((door, thing), (NOBODY, frozenset()))
    return person in people and done <= most


def test_only_what_the_rules_allow_happens_behind_any_door(site_tree: Any) -> None:
    scene = set_scene(site_tree)
    before, every = state_of(scene), list(attempts(scene))
    serious = [attempt for attempt in every if is_about_pages(attempt)]
    few = [attempt for attempt in serious if attempt.thing in FEW]
    by_person = {"author": every, "second editor": serious}
    cells = [
        cell
        for person in INSIDERS
        for cell in tried(scene, person, by_person.get(person, few), before)
    ]
    print(f"\n{summary(cells)}")  # noqa: T201
    red = [
        f"{cell.person}: {cell.attempt.door} at {cell.attempt.thing} ({cell.status}): {sorted(cell.done)}"
        for cell in cells
        if not _may(cell)
    ]
    assert red == []
    assert [
        f"{cell.person}: {cell.attempt.door} at {cell.attempt.thing}"
        for cell in cells
        if cell.status >= 500 and cell.attempt.door not in UPSTREAM
    ] == []
    # Editors lose no work that their role needs: each thing that is allowed did happen.
    happened = defaultdict(set)
    for cell in cells:
        if cell.done:
            happened[cell.attempt.door, cell.attempt.thing].add(cell.person)
    assert {
        key: people for key, (people, _most) in ALLOWED.items() if happened[key] != people
    } == {}


def test_nobody_without_the_admin_gets_through_any_of_its_doors(site_tree: Any) -> None:
    scene = set_scene(site_tree)
    before = state_of(scene)
    first = {attempt.door: attempt for attempt in attempts(scene)}
    cells = [
        cell for person in OUTSIDERS for cell in tried(scene, person, [*first.values()], before)
    ]
    assert [(cell.person, cell.attempt.door) for cell in cells if cell.done] == []
    open_doors = {
        cell.attempt.door for cell in cells if cell.status not in (302, 400, 403, 404, 405)
    }
    assert open_doors == {"wagtailadmin_sprite"}


def test_every_door_is_tried(site_tree: Any) -> None:
    assert untried(set_scene(site_tree)) == {
        "wagtailadmin_api:pages:action",
        "wagtail_bulk_action",
        "wagtailadmin_logout",
    }


def test_a_door_that_nobody_has_named_fails_the_system_check(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert [message.id for message in run_checks() if message.id == "kb.E010"] == []
    for name in ("wagtailadmin_pages:copy", "bulk:wagtailcore.page.move", "api:copy"):
        monkeypatch.delitem(doors._doors, name)
    assert [message.msg for message in run_checks() if message.id == "kb.E010"] == [
        "Nobody has said who may use “api:copy” in the admin.",
        "Nobody has said who may use “bulk:wagtailcore.page.move” in the admin.",
        "Nobody has said who may use “wagtailadmin_pages:copy” in the admin.",
    ]
