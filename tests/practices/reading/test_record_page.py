"""A record as readers meet it: what is known, what is not, who says so, since when."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.formats import date_format

from practices.models import (
    EvidenceRating,
    PartnerCity,
    ProvisionAnswer,
    TakeHomeAction,
    TrainingDate,
    VisitStop,
)
from practices.records.rules import public_contact
from tests.factories import (
    CityPageFactory,
    ConceptFactory,
    DocumentPageFactory,
    PracticePageFactory,
    StudyVisitReportPageFactory,
    TrainingProgrammePageFactory,
)
from tests.factories import locale as factory_locale

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
    assert "This is an editor’s summary of public sources. The city has not submitted it" in text
    assert "https://example.org/source" in text or "example.org" in text


def test_main_parts_without_a_source_are_named_in_one_sentence(client: Client, city: Any) -> None:
    page = PracticePageFactory(parent=city, results="", deliverables="", challenge="<p>Why.</p>")
    page.save_revision().publish()
    found = BeautifulSoup(client.get(page.url).content, "html.parser").select_one(".not-told")
    assert " ".join(found.get_text().split()) == (
        "Not stated in the sources: Objectives, Means, Results, How it was evaluated, "
        "What another city needs, Lessons learned."
    )
    assert [anchor["id"] for anchor in found.select("[id]")][:3] == [
        "objectives",
        "resources",
        "results",
    ]


def test_what_a_city_leaves_out_is_said_to_be_its_silence(client: Client, city: Any) -> None:
    page = PracticePageFactory(parent=city, is_editor_summary=False)
    assert "Not stated by the city: Situation before and challenge" in read(client, page)


def test_a_record_has_at_most_eight_facts_and_the_last_names_what_is_not_known(
    client: Client, city: Any
) -> None:
    page = PracticePageFactory(parent=city, year_from=2007, lead_organisation="City of Aarhus")
    page.save_revision().publish()
    box = BeautifulSoup(client.get(page.url).content, "html.parser").select_one(".fact-box")
    facts = [" ".join(row.get_text(" ", strip=True).split()) for row in box.select(".facts__row")]
    assert facts == [
        "In charge City of Aarhus",
        "Years since 2007",
        "Not known 6 facts State of the work, Scope, Inhabitants of the city, Budget, Evaluation, "
        "Evidence level",
    ]
    assert box.select_one("details:not([open]) > summary").get_text(strip=True) == "6 facts"


def test_the_report_of_an_evaluation_is_linked_from_its_record(client: Client, city: Any) -> None:
    address = "https://example.org/report"
    page = PracticePageFactory(parent=city, evaluation="external", evaluation_report=address)
    found = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert found.select_one(f'.fact-box a[href="{address}"]').get_text() == "External evaluation"
    page.evaluation = ""
    page.save_revision().publish()
    found = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert found.select_one(f'.fact-box a[href="{address}"]').get_text() == "Evaluation report"


def test_possible_harm_is_a_part_of_its_own_even_if_nobody_looked(
    client: Client, city: Any
) -> None:
    text = read(client, PracticePageFactory(parent=city))
    assert "Possible harm Unintended effects: None looked for Safeguards Nobody is named." in text


def test_a_late_review_is_announced(client: Client, city: Any) -> None:
    page = PracticePageFactory(parent=city, review_by=date(2020, 1, 31))
    text = read(client, page)
    assert "should have been reviewed by 31 January 2020" in text


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
    assert "Effect Does it do what it is meant to do? Weak One small study." in text
    assert "Economics Is it known what it costs and saves? Not known" in text


def test_kind_place_years_audience_cost_and_evidence_stand_below_the_title(
    client: Client, city: Any
) -> None:
    youth = ConceptFactory(code="young", facet="audience", labels={"en": "Young people"})
    page = PracticePageFactory(parent=city, year_from=2007, budget_band="none", concepts=[youth])
    page.evidence_ratings = [EvidenceRating(dimension="effect", strength="weak")]
    page.save_revision().publish()
    found = BeautifulSoup(client.get(page.url).content, "html.parser")
    strip = [
        " ".join(one.get_text(" ", strip=True).split())
        for one in found.select(".record-strip > div")
    ]
    assert strip == [
        "Kind Practice",
        "City Aarhus , Denmark",
        "When since 2007",
        "Cost No budget of its own",
        "For whom Young people",
        "Evidence Effect: Weak not judged yet",
    ]
    assert found.select_one(".record-strip .bars")["aria-label"] == (
        "Effect: Weak, Mechanism: Not known, For whom and where: Not known, "
        "Implementation: Not known, Economics: Not known"
    )


def test_cards_and_results_show_the_judgements_as_bars_with_words(
    client: Client, city: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        judged = PracticePageFactory(parent=city, title="Judged mentors")
        judged.evidence_ratings = [EvidenceRating(dimension="economics", strength="strong")]
        judged.save_revision().publish()
        PracticePageFactory(parent=city, title="Other mentors").save_revision().publish()
    for address, card in (("/en/search/?q=mentors", ".result"), ("/en/", ".card")):
        page = BeautifulSoup(client.get(address).content, "html.parser")
        bars = {
            found.select_one("h3").get_text(strip=True): [
                one["class"][1] for one in found.select(".bars > i")
            ]
            for found in page.select(card)
        }
        assert bars == {
            "Judged mentors": ["bars__bar--not-known"] * 4 + ["bars__bar--strong"],
            "Other mentors": [],
        }, address


def test_questions_that_nobody_has_judged_are_shown_as_such(client: Client, city: Any) -> None:
    text = read(client, PracticePageFactory(parent=city))
    assert "Nobody has judged these five questions for this record yet." in text
    assert text.count("? Not known") == 5
    assert "The five questions" in text


def test_a_text_says_whether_it_is_the_original_or_a_translation_and_since_when(
    client: Client, site_tree: Any, city: Any
) -> None:
    german = factory_locale("de")
    original = PracticePageFactory(parent=city, source_language="de", slug="mentors")
    assert "Text Original in English" in read(client, original)
    city.copy_for_translation(german, copy_parents=True).save_revision().publish()
    translated = original.copy_for_translation(german)
    translated.title, translated.summary = "Mentoren", "Was die Stadt tut, und für wen."
    translated.description = "<p>Was getan wird.</p>"
    translated.save_revision().publish()
    english = type(original).objects.get(pk=original.pk)
    english.save_revision().publish()
    english.refresh_from_db()
    day = date_format(english.last_published_at, "DATE_FORMAT")
    assert f"Text Translated from German by people, {day}" in read(client, english)
    translated.refresh_from_db()
    translated.save_revision().publish()
    text = BeautifulSoup(client.get(original.url).content, "html.parser").main.get_text(" ")
    assert "out of date: the original was changed on" in " ".join(text.split())


def test_a_record_is_cited_by_an_address_that_stays(client: Client, city: Any) -> None:
    page = PracticePageFactory(parent=city, title="Mentors {1}", is_editor_summary=False)
    page.save_revision().publish()
    page.refresh_from_db()
    address = f"/en/record/{page.translation_key}/"
    year = page.first_published_at.year
    assert f"Aarhus ({year}). Mentors {{1}}. Alliance Exchange. http://" in read(client, page)
    assert client.get(address).headers["Location"] == page.url
    assert client.get(address.replace("/en/", "/tr/")).headers["Location"] == f"/tr{page.url[3:]}"
    ris = client.get(f"{page.url}cite/ris/")
    assert ris.headers["Content-Disposition"].startswith('attachment; filename="')
    assert "TY  - ELEC\r\n" in ris.content.decode()
    assert f"{address}\r\n" in ris.content.decode()
    bibtex = client.get(f"{page.url}cite/bibtex/").content.decode()
    assert "title = {{Mentors 1}}," in bibtex
    assert "author = {{Aarhus}}," in bibtex


def test_no_address_stays_for_what_nobody_may_read(client: Client, city: Any) -> None:
    draft = PracticePageFactory(parent=city, live=False)
    assert client.get(f"/en/record/{draft.translation_key}/").status_code == 404
    assert client.get(f"/en/cities/aarhus/{draft.slug}/cite/ris/").status_code == 404


def test_the_place_is_shown_and_said(client: Client, site_tree: Any) -> None:
    city = CityPageFactory(
        parent=site_tree.cities, title="Aarhus", slug="aarhus", latitude=56.15, longitude=10.2
    )
    page = PracticePageFactory(parent=city)
    assert "Where this happened Aarhus , Denmark" in read(client, page)
    assert b'class="place__land" d="M' in client.get(page.url).content


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
    page.partner_cities = [PartnerCity(city=other.city)]
    text = read(client, page)
    assert "Aarhus Declaration 2.1: Heading 2.1" in text
    assert "By mentoring." in text
    assert "Malmö" in text


def test_a_training_shows_its_next_dates(client: Client, city: Any) -> None:
    page = TrainingProgrammePageFactory(parent=city, provider="City of Aarhus")
    day = date(2030, 5, 4)
    TrainingDate.objects.create(record=page.record, starts_on=day, ends_on=day, place="Town hall")
    text = read(client, page)
    assert "City of Aarhus" in text
    assert "Town hall" in text


def test_dates_that_have_passed_are_not_among_the_next_ones(client: Client, city: Any) -> None:
    page = TrainingProgrammePageFactory(parent=city, provider="City of Aarhus")
    first = date(2019, 3, 1)
    for last, place in ((first, "Old school"), (date(2099, 3, 1), "Town hall")):
        TrainingDate.objects.create(
            record=page.record, starts_on=first, ends_on=last, place=place, language="da"
        )
    page.save_revision().publish()
    found = BeautifulSoup(client.get(page.url).content, "html.parser")
    next_dates = found.select_one("[aria-labelledby=sessions]").get_text()
    past = found.select_one("[aria-labelledby=past-sessions]").get_text()
    assert "Town hall" in next_dates
    assert "Old school" not in next_dates
    assert "Past dates" in past
    assert "Old school" in past


def test_a_study_visit_shows_stops_and_what_is_taken_home(client: Client, city: Any) -> None:
    practice = PracticePageFactory(parent=city, title="The Info-House")
    hidden = PracticePageFactory(parent=city, title="Not yet public", live=False)
    page = StudyVisitReportPageFactory(parent=city, starts_on=date(2015, 11, 17))
    page.stops = [
        VisitStop(name="Info-House", record=practice.record),
        VisitStop(name="Town hall", record=hidden.record),
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
