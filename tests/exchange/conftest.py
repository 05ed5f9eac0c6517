"""A list of events, a summit in Aarhus with a programme, and the secretariat."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.test import Client

from exchange.models import EventIndexPage, EventPage, ProgrammeItem
from kb.accounts.rights import SECRETARIAT
from kb.models import CityPage, User
from tests.factories import CityPageFactory, EventIndexPageFactory, EventPageFactory


@pytest.fixture
def aarhus(site_tree: Any) -> CityPage:
    page: CityPage = CityPageFactory(
        parent=site_tree.cities,
        title="Aarhus",
        latitude=56.15,
        longitude=10.2,
        names={"en": "Aarhus", "tr": "Århus"},
    )
    return page


@pytest.fixture
def events(site_tree: Any) -> EventIndexPage:
    page: EventIndexPage = EventIndexPageFactory(parent=site_tree.home)
    return page


@pytest.fixture
def summit(events: EventIndexPage, aarhus: CityPage) -> EventPage:
    """Two days in Aarhus, in English and French, with two sessions; registration is open for two seats."""
    caches["counters"].clear()
    page = EventPageFactory(
        parent=events,
        title="Summit 2030",
        city=aarhus.city,
        time_zone="Europe/Copenhagen",
        spoken=["en"],
        interpreted=["fr", "tr"],
        takes_registrations=True,
        registers_until=date(2030, 4, 30),
        seats=2,
        offers_travel_support=True,
    )
    page.sessions = [
        ProgrammeItem(
            day=date(2030, 5, day),
            begins=time(9, 30),
            ends=time(11),
            title=title,
            speakers="Mayor of the host city",
            is_interpreted=day == 6,
        )
        for day, title in ((6, "Opening"), (7, "What we take home"))
    ]
    page.save_revision().publish()
    page.refresh_from_db()
    return page  # type: ignore[no-any-return]


@pytest.fixture
def secretary(db: None) -> User:
    user = User.objects.create_user("s", "office@alliance.example", language="fr")
    user.groups.add(Group.objects.get(name=SECRETARIAT))
    return user


@pytest.fixture
def office(secretary: User) -> Client:
    """The secretariat's browser."""
    client = Client()
    client.force_login(secretary)
    return client


@pytest.fixture
def run(django_capture_on_commit_callbacks: Any) -> Any:
    """What is written in it leaves as after a commit: mails."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
