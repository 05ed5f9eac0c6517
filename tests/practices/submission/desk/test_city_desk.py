"""The city's desk: its records by state, and whose turn it is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from kb.accounts.services import give_role
from kb.models import RoleKind, User
from practices.models import Submission
from tests.factories import CityPageFactory, PracticePageFactory, locale

pytestmark = pytest.mark.django_db


@pytest.fixture
def aarhus(site_tree: Any) -> Any:
    return CityPageFactory(parent=site_tree.cities, title="Aarhus", slug="aarhus", code="aarhus")


@pytest.fixture
def official(aarhus: Any) -> Client:
    user = User.objects.create_user("official", "official@aarhus.example", "a long password")
    give_role(user, aarhus.city, RoleKind.OFFICIAL)
    client = Client()
    client.force_login(user)
    return client


def shown(client: Client, query: str = "") -> dict[str, str]:
    """The titles at the desk with their states."""
    records = client.get(f"/en/my-city/aarhus/{query}").context["records"]
    return {record.draft_title: state.code for record, state, _translations in records}


def send(page: Any) -> Any:
    """Start a review as Wagtail does; returns its state."""
    task = GroupApprovalTask.objects.create(name="Review")
    workflow = Workflow.objects.create(name="Review")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    page.save_revision()
    return workflow.start(page, None)


def test_each_record_stands_with_its_state(official: Client, aarhus: Any) -> None:
    PracticePageFactory(parent=aarhus, title="Written", live=False)
    PracticePageFactory(parent=aarhus, title="Read by all")
    send(PracticePageFactory(parent=aarhus, title="Sent", live=False))
    asked = PracticePageFactory(parent=aarhus, title="Asked", live=False)
    send(asked).current_task_state.reject()
    gone = PracticePageFactory(parent=aarhus, title="Gone")
    gone.save_revision().publish()
    gone.refresh_from_db()
    gone.unpublish()
    assert shown(official) == {
        "Written": "draft",
        "Read by all": "published",
        "Sent": "in-review",
        "Asked": "changes-asked",
        "Gone": "withdrawn",
    }
    assert shown(official, "?state=draft") == {"Written": "draft"}
    numbers = {
        state.code: number
        for state, number in official.get("/en/my-city/aarhus/").context["states"]
    }
    # Only states in which there is a record, and the chosen one.
    assert numbers == {
        "changes-asked": 1, "draft": 1, "in-review": 1, "published": 1, "withdrawn": 1,
    }  # fmt: skip
    empty = official.get("/en/my-city/aarhus/?state=archived").context["states"]
    assert {state.code: number for state, number in empty} == {**numbers, "archived": 0}


def test_what_waits_for_the_citys_answer_stands_first_and_is_marked(
    official: Client, aarhus: Any
) -> None:
    asked = PracticePageFactory(parent=aarhus, title="Asked long ago", live=False)
    send(asked).current_task_state.reject()
    PracticePageFactory(parent=aarhus, title="Written", live=False).save_revision()
    send(PracticePageFactory(parent=aarhus, title="Sent just now", live=False))
    assert next(iter(shown(official))) == "Asked long ago"
    page = BeautifulSoup(official.get("/en/my-city/aarhus/").content, "html.parser")
    marked = page.select(".desk-list .task-list__state--wrong")
    assert [mark.get_text() for mark in marked] == ["Changes asked for"]


def test_where_pages_of_the_desk_meet_no_record_is_twice_or_missing(
    official: Client, aarhus: Any
) -> None:
    """21 that wait and 21 that do not: the second page has the last of the one and most of the others."""
    for number in range(21):
        asked = PracticePageFactory(parent=aarhus, title=f"Asked {number}", live=False)
        Submission.objects.create(
            record=asked.record, clearance_asked_at=timezone.now(), clearance_asked_for=asked
        )
        PracticePageFactory(parent=aarhus, title=f"Written {number}", live=False)
    pages = [list(shown(official, f"?page={number}").values()) for number in (1, 2, 3)]
    assert pages == [
        ["to-be-cleared"] * 20,
        ["to-be-cleared"] + ["draft"] * 19,
        ["draft"] * 2,
    ]
    titles = [title for number in (1, 2, 3) for title in shown(official, f"?page={number}")]
    assert len(set(titles)) == 42


def test_records_in_all_languages_are_there_and_none_of_another_city(
    official: Client, aarhus: Any, site_tree: Any
) -> None:
    german = aarhus.copy_for_translation(locale("de"), copy_parents=True)
    PracticePageFactory(parent=german, title="Mentoren", locale=german.locale, live=False)
    ghent = CityPageFactory(parent=site_tree.cities, title="Ghent", slug="ghent", code="ghent")
    PracticePageFactory(parent=ghent, title="Secret of Ghent", live=False)
    assert shown(official) == {"Mentoren": "draft"}


def test_a_record_stands_once_and_names_the_languages_into_which_it_is_translated(
    official: Client, aarhus: Any
) -> None:
    mentors = PracticePageFactory(parent=aarhus, title="Mentors")
    german = mentors.copy_for_translation(locale("de"), copy_parents=True)
    german.title = german.draft_title = "Mentoren"
    german.save_revision().publish()
    russian = mentors.copy_for_translation(locale("ru"), copy_parents=True)
    russian.title = russian.draft_title = "Наставники"
    russian.save()
    assert shown(official) == {"Mentors": "published", "Наставники": "draft"}
    page = BeautifulSoup(official.get("/en/my-city/aarhus/").content, "html.parser")
    (named,) = [
        row.get_text(" ", strip=True)
        for row in page.select(".desk-list__item")
        if "Also in" in row.text
    ]
    assert named.endswith("Everybody can read it. Also in: German : Mentors")
    assert "All (2)" in page.get_text(" ", strip=True)


def test_what_is_to_be_confirmed_soon_stands_on_top(official: Client, aarhus: Any) -> None:
    today = timezone.localdate()
    for title, days in (("Late", -3), ("Soon", 30), ("Far", 200)):
        PracticePageFactory(parent=aarhus, title=title, review_by=today + timedelta(days=days))
    due = official.get("/en/my-city/aarhus/").context["due"]
    assert [record.title for record in due] == ["Late", "Soon"]


def test_an_empty_desk_says_so(official: Client) -> None:
    assert b"Your city has no records yet." in official.get("/en/my-city/aarhus/").content
    assert b"No record is in this state." in official.get("/en/my-city/aarhus/?state=draft").content


def test_wrong_parameters_show_the_whole_desk(official: Client, aarhus: Any) -> None:
    PracticePageFactory(parent=aarhus, title="Written", live=False)
    for query in ("?state=' OR 1=1", "?page=-1", "?page=9999999999999999999999", "?state=%00"):
        assert shown(official, query) == {"Written": "draft"}


def test_a_desk_with_many_records_asks_no_more_of_the_database(
    official: Client, aarhus: Any
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            official.get("/en/my-city/aarhus/")
        return len(captured)

    PracticePageFactory(parent=aarhus, title="First", live=False)
    queries()
    few = queries()
    for number in range(25):
        PracticePageFactory(parent=aarhus, title=f"Record {number}", live=False)
    assert queries() == few
    assert len(shown(official)) == 20
    assert len(shown(official, "?page=2")) == 6
