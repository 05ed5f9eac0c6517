"""What a reader finds on a page is there again on a site that was restored from a bag."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client

from declarations.models import Endorsement
from kb.models import City, CityPage
from kb.models.cities import CityMembership
from opendata.whole_parts import CHECKED, CITIES, LISTS, MORE_FACTS
from practices.models import (
    BuildingBlock,
    EvidenceRating,
    Partner,
    PracticePage,
    PublicVersion,
    Record,
    RecordLink,
    RecordPage,
    RecordSource,
    ResultFigure,
    StudyVisitReportPage,
    TakeHomeAction,
    TrainingDate,
    TrainingProgrammePage,
    VisitingCity,
    VisitStop,
)
from practices.records.public_versions import FACTS
from tests.opendata.test_bag import empty_the_site, lines, write
from tests.search.conftest import Library

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 5)


def texts(client: Client, addresses: list[str]) -> dict[str, str]:
    """What stands in the main part of pages, but for the cards of others: of equals any may come first."""
    found = {}
    for address in addresses:
        main = BeautifulSoup(client.get(address).content, "html.parser").select_one("main")
        for cards in main.select(".cards"):
            cards.decompose()
        found[address] = " ".join(main.get_text(" ").split())
    return found


def publish(library: Library, page: Any, **rows: Any) -> Any:
    for name, value in rows.items():
        setattr(page, name, value)
    with library.run_callbacks(execute=True):
        page.save_revision().publish()
    return page


@pytest.fixture
def everything(library: Library) -> list[Any]:
    """A practice, a training, a visit with all that they can say, and a practice that adapts the first."""
    judged = [
        EvidenceRating(dimension="effect", strength="strong", reason="Compared.", rated_on=DAY)
    ]
    practice = library.record(
        "Mentors",
        concepts=(library.exit,),
        partners=(library.milan, library.ghent),
        provisions=("aarhus-declaration/1",),
        evaluation="external",
        evaluation_report="https://example.org/evaluation",
        lead_organisation="The city",
        lead_organisation_type="municipality",
        scrutiny="editor-checked",
        scrutiny_by="The editors",
        scrutiny_on=DAY,
        scrutiny_against="The annual report",
        is_demonstration=True,
        is_editor_summary=True,
        source_language="da",
    )
    block = BuildingBlock(name="Matching", told="Pairs.", needs="Time.", locale=practice.locale)
    publish(
        library,
        PracticePage.objects.get(pk=practice.pk),
        partners=[Partner(name=name) for name in ("Zebra school", "A school")],
        sources=[
            RecordSource(title=title, url=f"https://example.org/{title}")
            for title in ("Z", "A", "M")
        ],
        evidence_ratings=judged,
        blocks=[block],
        figures=[ResultFigure(measure="Pairs", unit="a year", year=2020, value=Decimal("12.5"))],
        summary="In other words.",
    )
    row = Record.objects.get(pk=practice.translation_key)
    row.change(last_confirmed_on=DAY, review_by=date(2030, 3, 5), city_edit_on=DAY)
    training = library.record("Course", kind="training", city=library.ghent, provider="The school")
    TrainingDate.objects.create(
        record_id=training.translation_key,
        starts_on=date(2099, 5, 1),
        ends_on=date(2099, 5, 2),
        begins=time(9, 30),
        place="Town hall",
        language="nl",
        mode="on-site",
        seats="12",
    )
    visit = library.record("Visit", kind="study-visit", host_confirmed_on=DAY, starts_on=DAY)
    publish(
        library,
        StudyVisitReportPage.objects.get(pk=visit.pk),
        visiting_cities=[VisitingCity(city=city.city) for city in (library.milan, library.ghent)],
        stops=[VisitStop(name="Info House", place="Centre", record_id=practice.translation_key)],
        take_home_actions=[TakeHomeAction(action="Try it", by_whom="Us", due="May")],
    )
    adaptation = library.record("Buddies", city=library.ghent)
    publish(
        library,
        PracticePage.objects.get(pk=adaptation.pk),
        links=[
            RecordLink(
                relation="adapted-from",
                target_id=practice.translation_key,
                kept="The pairs.",
                changed="The age.",
                locale=adaptation.locale,
            )
        ],
    )
    publish(
        library,
        library.document,
        endorsements=[Endorsement(city=library.ghent.city, date=DAY, note="The council")],
    )
    publish(
        library,
        CityPage.objects.get(pk=library.ghent.pk),
        memberships=[CityMembership(network=name) for name in ("strong-cities", "efus")],
    )
    return [practice, training, visit, adaptation]


def test_pages_say_the_same_on_a_restored_site(
    client: Client, library: Library, everything: list[Any], tmp_path: Path
) -> None:
    addresses = [
        page.url for page in (*everything, library.ghent, library.aarhus, library.document)
    ]
    addresses += [f"/en/record/{page.translation_key}/v1/" for page in everything]
    before = texts(client, addresses)
    for words in (
        "Demonstration record",
        "The annual report",
        "Version 2",
        "Zebra school",
        "External evaluation",
    ):
        assert words in before[everything[0].url]
    assert "Town hall" in before[everything[1].url]
    assert "Milan" in before[everything[2].url]
    assert "Mentors" in before[everything[3].url]
    write(tmp_path / "first")
    empty_the_site()
    Endorsement.objects.all().delete()
    with library.run_callbacks(execute=True):
        call_command("restore_bag", tmp_path / "first")
    for address, text in texts(client, addresses).items():
        assert text.split() == before[address].split(), address
    write(tmp_path / "second")
    for file in (tmp_path / "first" / "data").glob("*.jsonl"):
        assert lines(tmp_path / "second", file.name) == lines(tmp_path / "first", file.name)


# What no page shows, or what is told by another name: who adds a field says here where it is.
OF_PAGES = {field.name for field in CityPage._meta.get_fields()} & {
    field.name for field in RecordPage._meta.get_fields()
}
NOT_PUBLIC = {
    "contact_office",
    "contact_email",
    "contact_consent_on",
    "contact_expires_on",
    "contact_consent_version",
    "internal_notes",
    "is_short_note",  # whether its desk asks for all parts
    "coordinator_clears",
}
TOLD_OTHERWISE = {
    "record", "page_ptr", "recordpage_ptr", "summary", "countries", "evidence_level", "status", "concepts",
    "tags", "is_editor_summary", "is_demonstration",
}  # fmt: skip


@pytest.mark.parametrize("kind", [PracticePage, TrainingProgrammePage, StudyVisitReportPage])
def test_each_field_of_a_record_is_told_or_is_nobodys_business(kind: type[RecordPage]) -> None:
    told = {*FACTS, *MORE_FACTS, *CHECKED, *kind.parts, *TOLD_OTHERWISE, *NOT_PUBLIC, *OF_PAGES}
    fields = {field.name for field in kind._meta.get_fields() if field.concrete}
    assert fields - told == set()


# Pictures and files have licences of their own and are in no bag.
LISTS_NOT_TOLD = {"photos", "attachments", "wagtail_admin_comments"}
LISTS_TOLD_OTHERWISE = {"links", "tagged_items", "sources", "provision_answers"}


@pytest.mark.parametrize("kind", [PracticePage, TrainingProgrammePage, StudyVisitReportPage])
def test_each_list_of_a_record_is_told(kind: type[RecordPage]) -> None:
    told = {*LISTS, *CITIES, *LISTS_TOLD_OTHERWISE, *LISTS_NOT_TOLD}
    lists = {
        relation.get_accessor_name()
        for relation in kind._meta.related_objects
        if type(relation.field).__name__ == "ParentalKey"
    }
    assert lists - told == set()
    for name in LISTS:
        if hasattr(kind, name):
            fields = {field.attname for field in getattr(kind, name).rel.related_model._meta.fields}
            own = {"id", "page_id", "sort_order", "locale_id"}
            assert fields - own - {*LISTS[name]} - {"translation_key"} == set(), name


def test_each_fact_of_a_record_a_city_and_a_date_is_told() -> None:
    record = {"key", "city", "original_language", "doi", "archived_on"}
    confirmed = {"last_confirmed_on", "review_by", "city_edit_on"}
    # What was taken down is in no bag.
    taken_down = {"taken_down_on", "taken_down_reason", "withdrawn"}
    assert {field.name for field in Record._meta.fields} == record | confirmed | taken_down
    assert {field.name for field in PublicVersion._meta.fields} == {
        "id", "record", "page", "number", "published_at", "words", "digest", "closed_on",
    }  # fmt: skip
    assert {field.name for field in City._meta.fields} - NOT_PUBLIC == {
        "key", "code", "names", "official_name", "country", "latitude", "longitude", "coordinates_source",
        "population", "population_year", "population_basis", "population_source", "languages", "website",
    }  # fmt: skip
