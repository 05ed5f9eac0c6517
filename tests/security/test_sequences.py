"""Random acts of several people, one after the other: nothing is public that one person alone wrote."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.models.visibility import public
from practices.models import RecordPage
from practices.permissions import can_moderate_record
from tests.security.attempts import PLANTED, Attempt, attempts
from tests.security.scene import INSIDERS, Scene, set_scene

pytestmark = pytest.mark.django_db

DOORS = (
    "wagtailadmin_pages:edit publish",
    "wagtailadmin_pages:edit write over",
    "wagtailadmin_pages:edit write over and publish",
    "wagtailadmin_pages:edit publish a translation",
    "wagtailadmin_pages:copy",
    "wagtailadmin_pages:revisions_revert",
    "bulk:wagtailcore.page.publish",
    "api:publish",
    "api:copy",
    "api:create_alias",
    "api:revert_to_page_revision",
    "moderation:review publish",
    "wagtail_localize:convert_to_alias",
    "wagtail_localize:update_translations",
)
THINGS = ("published", "newer draft of an editor", "draft of an editor", "waiting", "")


@pytest.fixture
def scene(site_tree: Any) -> Scene:
    return set_scene(site_tree)


@pytest.fixture
def acts(scene: Scene) -> list[Attempt]:
    return [
        attempt for attempt in attempts(scene) if attempt.door in DOORS and attempt.thing in THINGS
    ]


def written_by(person: str, attempt: Attempt) -> Attempt:
    """The same act with words that only this person has written."""
    if not isinstance(attempt.data, dict):
        return attempt
    data = {
        key: f"{PLANTED}: {person}" if value == PLANTED else value
        for key, value in attempt.data.items()
    }
    return Attempt(attempt.door, attempt.thing, attempt.address, data, attempt.kind)


def public_words() -> dict[str, set[str]]:
    """The authors of planted words in each record that anybody may read."""
    found: dict[str, set[str]] = {}
    for pk, title, summary in public(RecordPage.objects.all()).values_list(
        "pk", "title", "summary"
    ):
        found[str(pk)] = {name for name in INSIDERS if f"{PLANTED}: {name}" in f"{title} {summary}"}
    return found


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_sequence_of_acts_makes_public_what_one_person_alone_wrote(
    scene: Scene, acts: list[Attempt], data: Any
) -> None:
    with transaction.atomic():
        steps = data.draw(
            st.lists(st.tuples(st.sampled_from(INSIDERS), st.sampled_from(acts)), max_size=8)
        )
        before = public_words()
        for person, act in steps:
            client = scene.clients[person]
            client.raise_request_exception = False
            written_by(person, act).send(client)
            after = public_words()
            for record, authors in after.items():
                if authors != before.get(record, set()):
                    user = scene.people[person]
                    assert person not in authors, (person, act.door, act.thing)
                    assert can_moderate_record(user, RecordPage.objects.get(pk=record).specific)
            before = after
        transaction.set_rollback(True)
