"""A city plans, for itself, how to bring another city's work home: understand, adapt, try, keep."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from exchange.models import TransferPlan
from tests.factories import PracticePageFactory
from tests.practices.writing import Desk, city, desk, editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def ghent(site_tree: Any) -> Desk:
    return desk(city(site_tree, "ghent", "BE"), "official@ghent.example")


@pytest.fixture
def mentors(aarhus: Any) -> Any:
    """A public practice of Aarhus."""
    return PracticePageFactory(parent=aarhus, title="Mentors", slug="mentors")


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_a_plan_is_begun_from_any_record_written_in_four_parts_and_printed(
    client: Client, ghent: Desk, mentors: Any
) -> None:
    begin = f"/en/plan/{mentors.translation_key}/"
    assert begin in text(client.get(mentors.url))
    assert client.get(begin).status_code == 302
    assert "Begin the plan of Ghent" in text(ghent.client.get(begin))
    address = ghent.client.post(begin, {"city": "ghent"})["Location"]
    # A second click leads to the same plan; another city cannot be named.
    assert ghent.client.post(begin, {"city": "ghent"})["Location"] == address
    assert ghent.client.post(begin, {"city": "aarhus"}).status_code == 200
    assert TransferPlan.objects.count() == 1
    written = {
        "version": "1",
        "title": "Mentors",
        "problem": "Young people are alone.",
        "cost": "Two posts.",
    }
    assert ghent.client.post(address, written).status_code == 302
    page = text(ghent.client.get(address))
    assert "Young people are alone." in page
    assert f'href="/en/my-city/ghent/new/?adapts={mentors.translation_key}"' in page
    paper = text(ghent.client.get(f"{address}print/"))
    assert paper.index("Young people are alone.") < paper.index("Two posts.")
    assert "What could do harm, and how would we notice?" in paper
    assert "Mentors" in text(ghent.client.get(ghent.at("plans/")))


def test_two_who_write_at_once_lose_nothing(ghent: Desk, mentors: Any) -> None:
    plan = TransferPlan.objects.create(city=ghent.city.city, record=mentors.record, title="Mentors")
    address = ghent.at(f"plans/{plan.pk}/")
    ghent.client.post(address, {"version": "1", "title": "Mentors", "problem": "First"})
    second = ghent.client.post(address, {"version": "1", "title": "Mentors", "problem": "Second"})
    assert second.status_code == 400
    assert "Somebody else has changed the plan meanwhile" in text(second)
    assert "Second" in text(second)
    assert 'name="version" value="2"' in text(second)
    plan.refresh_from_db()
    assert plan.answers == {"problem": "First"}
    assert (
        ghent.client.post(
            address, {"version": "2", "title": "Mentors", "problem": "Second"}
        ).status_code
        == 302
    )
    too_long = ghent.client.post(address, {"version": "x", "problem": "a" * 2000, "cost": "\x00"})
    assert too_long.status_code == 400


def test_nobody_but_the_city_reads_a_plan_and_it_outlives_the_record(
    site_tree: Any, ghent: Desk, mentors: Any
) -> None:
    plan = TransferPlan.objects.create(
        city=ghent.city.city, record=mentors.record, title="Mentors", answers={"cost": "Zebra"}
    )
    address = ghent.at(f"plans/{plan.pk}/")
    other = desk(city(site_tree, "malmo", "SE"), "official@malmo.example")
    for somebody in (other.client, editor("editor@example.org")[0]):
        for path in ("", "print/", "delete/"):
            assert somebody.get(f"{address}{path}").status_code == 404
            assert somebody.post(f"{address}{path}", {"version": "1"}).status_code in (404, 405)
        assert somebody.get(other.at(f"plans/{plan.pk}/")).status_code == 404
    mentors.unpublish()
    assert "can no longer be read" in text(ghent.client.get(address))
    assert ghent.client.get(f"/en/plan/{mentors.translation_key}/").status_code == 404
    mentors.delete()
    assert "Zebra" in text(ghent.client.get(address))
    ghent.client.post(f"{address}delete/")
    assert not TransferPlan.objects.exists()
