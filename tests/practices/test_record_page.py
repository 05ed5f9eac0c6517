"""A record as readers meet it: what is known, what is not, who says so, since when."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client

from practices.models import (
    EvidenceRating,
    PartnerCity,
    ProvisionAnswer,
    TakeHomeAction,
    TrainingSession,
    VisitStop,
)
from practices.services import public_contact
from tests.factories import (
    CityPageFactory,
    DocumentPageFactory,
    PracticePageFactory,
    StudyVisitReportPageFactory,
    TrainingProgrammePageFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(site_tree: Any) -> Any:
    return CityPageFactory(parent=site_tree.cities, title="Aarhus", slug="aarhus")


def read(client: Client, page: Any) -> str:
    page.save_revision().publish()
    text = BeautifulSoup(client.get(page.url).content, "html.parser").main.get_text(" ", strip=True)
    return " ".join(text.split())


def test_an_editors_summary_says_so_and_names_its_sources(client: Client, city: Any) -> None:
    text = read(client, PracticePageFactory(parent=city))
    assert "This is an editor's summary of public sources. The city has not submitted it" in text
    assert "https://example.org/source" in text or "example.org" in text


def test_a_main_part_without_a_source_is_said_to_be_unknown(client: Client, city: Any) -> None:
    page = PracticePageFactory(parent=city, results="", deliverables="")
    text = read(client, page)
    assert "Results Not known." in text
    assert "Deliverables" not in text


def test_a_late_review_is_announced(client: Client, city: Any) -> None:
    page = PracticePageFactory(parent=city, review_by=date(2020, 1, 31))
    text = read(client, page)
    assert "should have been reviewed by Jan. 31, 2020" in text or "31 January 2020" in text


def test_a_contact_is_shown_while_its_consent_lasts(client: Client, city: Any) -> None:
    page = PracticePageFactory(
        parent=city,
        contact_office="Prevention unit",
        contact_email="prevention@aarhus.example",
        contact_consent_on=date(2026, 1, 1),
    )
    assert page.contact_expires_on == date(2028, 1, 1)
    assert public_contact(page, date(2028, 1, 1)) == {
        "office": "Prevention unit",
        "email": "prevention@aarhus.example",
    }
    assert public_contact(page, date(2028, 1, 2)) is None
    page.contact_consent_on = None
    assert public_contact(page, date(2026, 6, 1)) is None


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (
            {"contact_email": "jane@gmail.com", "contact_consent_on": date(2026, 1, 1)},
            "contact_email",
        ),
        ({"contact_email": "office@aarhus.example"}, "contact_consent_on"),
    ],
)
def test_a_private_address_or_one_without_consent_is_refused(
    city: Any, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        PracticePageFactory(parent=city, **values)
    assert list(caught.value.message_dict) == [field]


def test_what_is_known_is_told_question_by_question(client: Client, city: Any) -> None:
    page = PracticePageFactory(parent=city)
    page.evidence_ratings = [
        EvidenceRating(dimension="effect", strength="weak", reason="One small study."),
    ]
    text = read(client, page)
    assert "Effect Weak One small study." in text
    assert "Economics Not known" in text


def test_provisions_partners_and_cities_are_named(
    client: Client, site_tree: Any, city: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        DocumentPageFactory(parent=site_tree.documents)
        other = CityPageFactory(parent=site_tree.cities, title="Malmö", slug="malmo")
    page = PracticePageFactory(parent=city)
    page.provision_answers = [
        ProvisionAnswer(provision="aarhus-declaration/2.1", sentence="By mentoring.")
    ]
    page.partner_cities = [PartnerCity(city=other)]
    text = read(client, page)
    assert "Aarhus Declaration 2.1: Heading 2.1" in text
    assert "By mentoring." in text
    assert "Malmö" in text


def test_a_training_shows_its_next_dates(client: Client, city: Any) -> None:
    page = TrainingProgrammePageFactory(parent=city, provider="City of Aarhus")
    page.sessions = [TrainingSession(starts_on=date(2030, 5, 4), place="Town hall", seats=20)]
    text = read(client, page)
    assert "City of Aarhus" in text
    assert "Town hall" in text


def test_a_study_visit_shows_stops_and_what_is_taken_home(client: Client, city: Any) -> None:
    practice = PracticePageFactory(parent=city, title="The Info-House")
    hidden = PracticePageFactory(parent=city, title="Not yet public", live=False)
    page = StudyVisitReportPageFactory(parent=city, starts_on=date(2015, 11, 17))
    page.stops = [
        VisitStop(name="Info-House", record=practice),
        VisitStop(name="Town hall", record=hidden),
    ]
    page.take_home_actions = [TakeHomeAction(action="Found a house", by_whom="Mayor", due="2016")]
    text = read(client, page)
    assert "The Info-House" in text
    assert "Found a house" in text
    assert "Not yet public" not in text


def test_a_visit_does_not_end_before_it_begins(city: Any) -> None:
    with pytest.raises(ValidationError, match="The end lies before the start"):
        StudyVisitReportPageFactory(
            parent=city, starts_on=date(2026, 5, 2), ends_on=date(2026, 5, 1)
        )
