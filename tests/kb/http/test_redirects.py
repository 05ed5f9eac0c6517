"""A page that was renamed is found at its old address below all six languages."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from practices.models import PracticePage
from tests.factories import CityPageFactory, PracticePageFactory

pytestmark = pytest.mark.django_db

LANGUAGES = ("en", "fr", "de", "it", "ru", "tr")


@pytest.fixture
def record(site_tree: Any) -> PracticePage:
    aarhus = CityPageFactory(parent=site_tree.cities, title="Aarhus", slug="aarhus")
    page: PracticePage = PracticePageFactory(parent=aarhus, title="Mentors", slug="mentors")
    return page


def rename(page: Any, slug: str, django_capture_on_commit_callbacks: Any) -> None:
    now = type(page).objects.get(pk=page.pk)
    now.slug = slug
    with django_capture_on_commit_callbacks(execute=True):
        now.save_revision().publish()


def places(path: str) -> list[tuple[int, str]]:
    answers = [Client().get(f"/{language}/{path}") for language in LANGUAGES]
    return [(answer.status_code, answer.headers.get("Location", "")) for answer in answers]


def test_a_renamed_record_is_found_below_every_language(
    record: PracticePage, django_capture_on_commit_callbacks: Any
) -> None:
    rename(record, "mentoring", django_capture_on_commit_callbacks)
    assert places("cities/aarhus/mentors/") == [
        (301, f"/{language}/cities/aarhus/mentoring/") for language in LANGUAGES
    ]
    assert [status for status, _to in places("cities/aarhus/mentoring/")] == [200] * 6


def test_a_record_that_gets_its_old_name_back_is_found_by_the_one_between(
    record: PracticePage, django_capture_on_commit_callbacks: Any
) -> None:
    rename(record, "mentoring", django_capture_on_commit_callbacks)
    assert places("cities/aarhus/mentors/")[0][0] == 301
    rename(record, "mentors", django_capture_on_commit_callbacks)
    assert places("cities/aarhus/mentoring/") == [
        (301, f"/{language}/cities/aarhus/mentors/") for language in LANGUAGES
    ]
    assert [status for status, _to in places("cities/aarhus/mentors/")] == [200] * 6


def test_what_lies_below_it_too(
    record: PracticePage, django_capture_on_commit_callbacks: Any
) -> None:
    rename(record, "mentoring", django_capture_on_commit_callbacks)
    assert places("cities/aarhus/mentors/cite/ris/") == [
        (301, f"/{language}/cities/aarhus/mentoring/cite/ris/") for language in LANGUAGES
    ]


def test_a_renamed_city_takes_its_records_with_it(
    record: PracticePage, django_capture_on_commit_callbacks: Any
) -> None:
    rename(record.get_parent().specific, "arhus", django_capture_on_commit_callbacks)
    for path in ("", "mentors/"):
        assert places(f"cities/aarhus/{path}") == [
            (301, f"/{language}/cities/arhus/{path}") for language in LANGUAGES
        ]


def test_a_page_that_nobody_may_read_does_not_tell_its_new_address(
    record: PracticePage, django_capture_on_commit_callbacks: Any
) -> None:
    rename(record, "mentoring", django_capture_on_commit_callbacks)
    PageViewRestriction.objects.create(
        page=record.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )
    assert places("cities/aarhus/mentors/")[1:] == [(404, "")] * 5


@pytest.mark.parametrize(
    "path", ["a/" * 200, "%00", "cities/aarhus/" + "x" * 4000 + "/", "%ff/%fe", "//"]
)
def test_odd_addresses_are_not_found(record: PracticePage, path: str) -> None:
    assert Client().get(f"/fr/{path}").status_code in (400, 404)


def test_an_address_that_is_taken_again_leads_to_who_took_it(
    record: PracticePage, django_capture_on_commit_callbacks: Any
) -> None:
    rename(record, "mentoring", django_capture_on_commit_callbacks)
    PracticePageFactory(parent=record.get_parent().specific, title="Others", slug="mentors")
    assert [status for status, _to in places("cities/aarhus/mentors/")] == [200] * 6
    assert Redirect.objects.exists()
