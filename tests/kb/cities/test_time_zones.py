"""Times at the desk are those of the city; the next request of the same thread has its own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kb.cities.time_zones import zone_of
from kb.models import City
from practices.models import Message
from tests.practices.writing import city, desk, submission_of


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("country", "code", "longitude", "zone"),
    [
        ("DK", "aarhus", 10.2, "Europe/Copenhagen"),
        ("GB", "luton", -0.4, "Europe/London"),
        ("TR", "gaziantep", 37.4, "Europe/Istanbul"),
        ("RU", "kaliningrad", 20.5, "Europe/Kaliningrad"),
        ("RU", "st-petersburg", 30.3, "Europe/Moscow"),
        ("RU", "kazan", 49.1, "Europe/Moscow"),
        ("RU", "yekaterinburg", 60.6, "Asia/Yekaterinburg"),
        ("RU", "vladivostok", 131.9, "Asia/Vladivostok"),
        ("RU", "somewhere", None, "Europe/Moscow"),
        ("ES", "las-palmas", -15.4, "Atlantic/Canary"),
        ("ES", "madrid", -3.7, "Europe/Madrid"),
        ("PT", "ponta-delgada", -25.7, "Atlantic/Azores"),
        ("CA", "montreal", -73.6, "America/Toronto"),
        ("US", "los-angeles", -118.2, "America/Los_Angeles"),
        ("XK", "gjilan", 21.5, "Europe/Belgrade"),
        ("GL", "nuuk", -51.7, "Europe/Brussels"),
    ],
)
def test_each_city_has_its_own_clock(
    country: str, code: str, longitude: float | None, zone: str
) -> None:
    assert str(zone_of(City(country=country, code=code, longitude=longitude))) == zone


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "country", "shown"), [("aarhus", "DK", "02:30"), ("bursa", "TR", "03:30")]
)
def test_the_desk_shows_the_clock_of_the_city_and_no_other_page_after_it(
    site_tree: Any, client: Client, code: str, country: str, shown: str
) -> None:
    official = desk(city(site_tree, code, country), f"official@{code}.example")
    record = official.begin()
    said = Message.objects.create(
        submission=submission_of(record), author=official.user, from_city=True, text="Hello"
    )
    # Half an hour past midnight in Greenwich, on a day of summer.
    Message.objects.filter(pk=said.pk).update(written_at=datetime(2026, 7, 1, 0, 30, tzinfo=UTC))
    page = official.client.get(official.record_at(record)).content.decode()
    assert f"1 July 2026, {shown}" in page
    client.get("/en/")
    assert timezone.get_current_timezone_name() == "UTC"
