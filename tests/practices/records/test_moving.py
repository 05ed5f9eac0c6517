"""A record is moved to another city in all its languages at once, or stays where it is with a sentence."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.test import Client
from wagtail.models import Page, PageLogEntry

from kb.models import CityPage, User
from kb.site.moving import CannotBeMoved
from practices.models import PracticePage, Submission
from practices.records.moving import move_to_city
from search.table.waiting import build_waiting
from search.table.writing import differences
from tests.factories import PracticePageFactory, locale
from tests.practices.writing import city, desk, editor

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture
def record(site_tree: Any) -> PracticePage:
    """Public below Aarhus in English, French and German; its city has a page in each of them."""
    original: PracticePage = PracticePageFactory(
        parent=city(site_tree, "aarhus"), title="Mentors", slug="mentors", source_language="en"
    )
    for language in ("fr", "de"):
        other = original.copy_for_translation(locale(language), copy_parents=True)
        other.save_revision().publish()
    return original


@pytest.fixture
def milan(site_tree: Any) -> CityPage:
    """A city with pages in English and French, none in German."""
    found: CityPage = city(site_tree, "milan", "IT")
    found.copy_for_translation(locale("fr"), copy_parents=True).save_revision().publish()
    return found


@pytest.fixture
def reader(db: None) -> tuple[Client, User]:
    return editor("editor@example.org")


def version(page: Any, language: str) -> Any:
    return Page.objects.get(
        translation_key=page.translation_key, locale__language_code=language
    ).specific


def places(record: PracticePage) -> dict[str, str]:
    pages = PracticePage.objects.filter(translation_key=record.translation_key)
    return {page.locale.language_code: page.city.code for page in pages if page.city}


def move(client: Client, page: Any, destination: Any) -> Any:
    return client.post(f"/admin/pages/{page.pk}/move/{destination.pk}/confirm/", follow=True)


def test_the_view_of_the_admin_moves_all_languages_and_says_so(
    record: PracticePage, milan: CityPage, reader: tuple[Client, User]
) -> None:
    client, user = reader
    french = version(record, "fr")
    asked = client.get(f"/admin/pages/{french.pk}/move/{version(milan, 'fr').pk}/confirm/")
    assert "This will also move 2 translations" in asked.content.decode()
    answer = move(client, french, version(milan, "fr"))
    assert "“Mentors” now stands there, in all its languages." in answer.content.decode()
    assert places(record) == dict.fromkeys(("en", "fr", "de"), "milan")
    # A page of Milan in German was made, which nobody reads, to hold the record.
    assert version(milan, "de").live is False
    moves = PageLogEntry.objects.filter(action="wagtail.move").values_list("page", "user")
    assert {person for _page, person in moves} == {user.pk}
    assert len(moves) == 3


def test_what_readers_find_follows_in_six_languages(
    record: PracticePage, milan: CityPage, reader: tuple[Client, User]
) -> None:
    move_to_city(version(record, "fr"), version(milan, "fr"), reader[1])
    build_waiting()
    client = Client()
    for language in LANGUAGES:
        new = f"/{language}/cities/milan/mentors/"
        assert client.get(new).status_code == 200
        old = client.get(f"/{language}/cities/aarhus/mentors/")
        assert (old.status_code, old["Location"]) == (301, new)
        permanent = client.get(f"/{language}/record/{record.translation_key}/")
        assert permanent["Location"] in (new, "/en/cities/milan/mentors/")
        found = client.get(f"/api/v1/search?q=mentors&lang={language}").json()["results"]
        assert [(hit["city"], hit["country"]) for hit in found] == [("milan", "IT")]
        assert "mentors/" not in client.get(f"/{language}/cities/aarhus/").content.decode()
    assert "cities/aarhus/mentors" not in client.get("/sitemap-pages.xml").content.decode()
    assert differences() == []


def test_pages_kept_ready_do_not_show_where_it_was(
    record: PracticePage, milan: CityPage, reader: tuple[Client, User]
) -> None:
    client = Client()
    assert "mentors/" in client.get("/de/cities/aarhus/").content.decode()
    move_to_city(record, milan, reader[1])
    build_waiting()
    assert "mentors/" not in client.get("/de/cities/aarhus/").content.decode()


def test_many_at_once_take_their_languages_along(
    record: PracticePage, milan: CityPage, reader: tuple[Client, User]
) -> None:
    other = PracticePageFactory(parent=record.get_parent(), title="Advice", slug="advice")
    answer = reader[0].post(
        f"/admin/bulk/wagtailcore/page/move/?id={record.pk}&id={other.pk}", {"chooser": milan.pk}
    )
    assert answer.status_code == 302
    assert places(record) == dict.fromkeys(("en", "fr", "de"), "milan")
    assert places(other) == {"en": "milan"}


def test_an_address_that_is_taken_in_one_language_keeps_all_where_they_are(
    record: PracticePage, milan: CityPage, reader: tuple[Client, User]
) -> None:
    there = PracticePageFactory(
        parent=version(milan, "fr"), locale=locale("fr"), title="Autre", slug="mentors"
    )
    answer = move(reader[0], record, milan)
    assert "The address “mentors” (French) is taken there already." in answer.content.decode()
    with pytest.raises(CannotBeMoved):
        move_to_city(record, milan, reader[1])
    many = reader[0].post(
        f"/admin/bulk/wagtailcore/page/move/?id={record.pk}", {"chooser": milan.pk}
    )
    assert many.status_code == 200
    assert places(record) == dict.fromkeys(("en", "fr", "de"), "aarhus")
    assert places(there) == {"fr": "milan"}


def test_what_waits_for_an_answer_stays(
    record: PracticePage, milan: CityPage, reader: tuple[Client, User]
) -> None:
    """In whatever language it waits."""
    client, _user = reader
    Submission.objects.create(
        record=record.record, clearance_asked_at="2026-11-01T00:00Z", clearance_asked_for=record
    )
    assert "It waits for approval by its city" in move(client, record, milan).content.decode()
    Submission.objects.update(clearance_asked_at=None)
    german = version(record, "de")
    german.save_revision()
    german.get_workflow().start(german, None)
    assert "It waits in the review" in move(client, record, milan).content.decode()
    assert places(record) == dict.fromkeys(("en", "fr", "de"), "aarhus")


def test_nobody_moves_a_record_who_may_not_edit_it(record: PracticePage, milan: CityPage) -> None:
    official = desk(milan, "official@milan.example")
    with pytest.raises(PermissionDenied):
        move_to_city(record, milan, official.user)
    official.client.post(f"/admin/pages/{record.pk}/move/{milan.pk}/confirm/")
    assert places(record) == dict.fromkeys(("en", "fr", "de"), "aarhus")


def test_a_record_of_a_network_moves_to_a_city_and_back(
    record: PracticePage, reader: tuple[Client, User], site_tree: Any
) -> None:
    move_to_city(record, site_tree.cities, reader[1])
    assert places(record) == {}
    parents = {
        page.get_parent().slug
        for page in PracticePage.objects.filter(translation_key=record.translation_key)
    }
    assert parents == {"cities"}
    move_to_city(PracticePage.objects.get(pk=record.pk), city(site_tree, "ghent"), reader[1])
    assert places(record) == dict.fromkeys(("en", "fr", "de"), "ghent")


@pytest.mark.parametrize("kind", ["city", "list of cities"])
def test_what_holds_other_pages_is_not_moved_by_anybody(
    record: PracticePage, milan: CityPage, kind: str, site_tree: Any
) -> None:
    User.objects.create_superuser("admin@example.org", "admin@example.org", "a long password")
    client = Client()
    client.force_login(User.objects.get(email="admin@example.org"))
    page = milan if kind == "city" else site_tree.cities
    destination = record.get_parent() if kind == "city" else site_tree.documents
    before = Page.objects.get(pk=page.pk).path
    assert client.get(f"/admin/pages/{page.pk}/move/").status_code == 302
    answer = move(client, page, destination)
    assert answer.status_code == 200
    assert Page.objects.get(pk=page.pk).path == before
