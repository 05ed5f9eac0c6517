"""A city that changes reaches the records of other cities that name it, in search and in pages kept ready."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from kb.models import CityPage
from practices.models import PartnerCity, PracticePage, StudyVisitReportPage, VisitingCity
from search.models import SearchDocument
from search.table.waiting import build_waiting
from search.table.writing import differences
from tests.factories import PracticePageFactory, StudyVisitReportPageFactory, locale
from tests.practices.writing import city

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def milan(site_tree: Any) -> CityPage:
    """Also in French; records name the English page, as editors choose it."""
    found: CityPage = city(site_tree, "milan", "IT")
    found.copy_for_translation(locale("fr"), copy_parents=True).save_revision().publish()
    return found


@pytest.fixture
def record(site_tree: Any, milan: CityPage) -> PracticePage:
    """A practice of Aarhus, public in English and German, with Milan as its partner."""
    page: PracticePage = PracticePageFactory(
        parent=city(site_tree, "aarhus"), title="Mentors", slug="mentors"
    )
    page.partner_cities = [PartnerCity(city=milan.city)]
    page.save_revision().publish()
    german = page.copy_for_translation(locale("de"), copy_parents=True)
    german.save_revision().publish()
    build_waiting()
    return page


@pytest.fixture
def visit(site_tree: Any, milan: CityPage) -> StudyVisitReportPage:
    """A visit to Ghent by people from Milan."""
    page: StudyVisitReportPage = StudyVisitReportPageFactory(
        parent=city(site_tree, "ghent", "BE"), title="Visit", slug="visit"
    )
    page.visiting_cities = [VisitingCity(city=milan.city)]
    page.save_revision().publish()
    build_waiting()
    return page


def codes(record: Any, facet: str) -> list[str]:
    build_waiting()
    found: list[str] = SearchDocument.objects.get(key=record.translation_key).data["codes"][facet]
    return found


def shown(record: Any, language: str = "en") -> str:
    """The page as a reader gets it, from those kept ready where it is one."""
    answer = Client().get(f"/{language}{record.url[3:]}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_partner_in_another_country_is_found_by_it(record: PracticePage, milan: CityPage) -> None:
    assert codes(record, "country") == ["DK", "IT"]
    milan.city.change(country="FR", population=1_300_000)
    assert codes(record, "country") == ["DK", "FR"]
    assert codes(record, "city_size") == ["over-1000000"]
    assert differences() == []


def test_a_partner_with_another_code_and_name_is_found_by_it(
    record: PracticePage, milan: CityPage
) -> None:
    assert ">Milan<" in shown(record, "de")
    milan.city.change(code="milano", names={"en": "Milano", "de": "Mailand"})
    assert codes(record, "city") == ["aarhus", "milano"]
    assert ">Mailand<" in shown(record, "de")
    assert differences() == []


def test_the_link_to_a_partner_goes_with_its_page_and_its_address(
    record: PracticePage, milan: CityPage
) -> None:
    assert "/en/cities/milan/" in shown(record)
    milan.slug = "milano"
    milan.save_revision().publish()
    assert "/en/cities/milano/" in shown(record)
    for page in CityPage.objects.filter(city__code="milan"):
        page.unpublish()
    assert "/cities/milan" not in shown(record)
    assert differences() == []


def test_a_city_can_be_put_elsewhere_in_the_list(record: PracticePage, milan: CityPage) -> None:
    """Wagtail's own view moves a page without its type."""
    Page.objects.get(pk=milan.pk).move(milan.get_parent(), pos="first-child")
    assert "/en/cities/milan/" in shown(record)
    assert differences() == []


def test_a_partner_that_is_deleted_is_named_no_longer(
    record: PracticePage, milan: CityPage
) -> None:
    for page in CityPage.objects.filter(city__code="milan"):
        page.delete()
    assert codes(record, "city") == ["aarhus"]
    assert differences() == []


def test_a_visiting_city_that_is_renamed_is_shown_so(
    visit: StudyVisitReportPage, milan: CityPage
) -> None:
    assert ">Milan<" in shown(visit)
    milan.city.change(names={"en": "Milano"})
    assert ">Milano<" in shown(visit)
    assert differences() == []
