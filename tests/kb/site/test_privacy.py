"""Who may see a page is one answer for its six language versions, whichever of them an editor restricts."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from kb.models import CityPage, User
from tests.factories import PracticePageFactory, locale
from tests.practices.writing import city

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def aarhus(site_tree: Any) -> CityPage:
    """A city in English and French with a record in both."""
    page = city(site_tree, "aarhus")
    record = PracticePageFactory(parent=page, title="Mentors", slug="mentors")
    for language in ("fr", "it", "ru"):
        record.copy_for_translation(locale(language), copy_parents=True).save_revision().publish()
    return page


def french(page: Page) -> Any:
    return page.get_translation(locale("fr")).specific


def restrict(page: Page, kind: str = "login", **fields: Any) -> PageViewRestriction:
    return PageViewRestriction.objects.create(page=page.page_ptr, restriction_type=kind, **fields)


def answers(path: str) -> list[int]:
    """What a visitor gets at an address in English and in French."""
    client = Client()
    return [client.get(f"/{language}/cities/{path}").status_code for language in ("en", "fr")]


def test_a_restriction_in_one_language_holds_in_all_and_ends_in_all(aarhus: CityPage) -> None:
    assert answers("aarhus/") == answers("aarhus/mentors/") == [200, 200]
    restrict(french(aarhus))
    assert answers("aarhus/") == answers("aarhus/mentors/") == [302, 302]
    PageViewRestriction.objects.get(page=aarhus).delete()
    assert answers("aarhus/") == answers("aarhus/mentors/") == [200, 200]
    assert PageViewRestriction.objects.count() == 0


def test_another_password_and_other_groups_hold_in_all(aarhus: CityPage) -> None:
    group = Group.objects.create(name="Summit")
    restriction = restrict(aarhus, "password", password="one")
    restriction.password = "two"
    restriction.save()
    other = PageViewRestriction.objects.get(page=french(aarhus))
    assert other.password == "two"
    other.restriction_type = "groups"
    other.save()
    other.groups.set([group])
    restriction.refresh_from_db()
    assert restriction.restriction_type == "groups"
    assert list(restriction.groups.all()) == [group]
    restriction.groups.clear()
    assert list(other.groups.all()) == []


def test_a_version_that_is_made_later_is_restricted_too(aarhus: CityPage) -> None:
    restrict(aarhus)
    aarhus.copy_for_translation(locale("de"), copy_parents=True, alias=True)
    assert Client().get("/de/cities/aarhus/").status_code == 302


def test_in_the_admin_a_page_is_closed_and_opened_with_its_versions(aarhus: CityPage) -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("root@example.org", "root@example.org", "x"))
    for page, kind, found in (
        (french(aarhus), "login", [302, 302]),
        (aarhus, "none", [200, 200]),
        (aarhus, "password", [200, 200]),
        (french(aarhus), "none", [200, 200]),
    ):
        form = {"restriction_type": kind, "password": "x"}
        assert client.post(f"/admin/pages/{page.pk}/privacy/", form).status_code == 200
        assert answers("aarhus/mentors/") == found
        assert PageViewRestriction.objects.count() == (0 if kind == "none" else 4), (page, kind)


def test_where_a_restricted_version_is_deleted_the_others_stay_restricted(aarhus: CityPage) -> None:
    record = aarhus.get_children().get().specific
    restrict(record)
    french(record).delete()
    assert Client().get("/en/cities/aarhus/mentors/").status_code == 302
