"""A city's facts stand once: typed on any of its pages, they hold in all six languages at once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.models import GroupPagePermission, Page, PageLogEntry
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from kb.models import City, CityPage, User
from tests.factories import CityPageFactory, PracticePageFactory, locale

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LANGUAGES = ("en", "fr", "de", "it", "ru", "tr")
SWEDEN = dict(
    zip(LANGUAGES, ("Sweden", "Suède", "Schweden", "Svezia", "Швеция", "İsveç"), strict=True)
)
DENMARK = dict(
    zip(
        LANGUAGES,
        ("Denmark", "Danemark", "Dänemark", "Danimarca", "Дания", "Danimarka"),
        strict=True,
    )
)
FACTS = {
    "code": "aarhus",
    "names_en": "Aarhus",
    "official_name": "Aarhus Kommune",
    "country": "DK",
    "population": "367000",
    "population_year": "2024",
}


@pytest.fixture
def aarhus(site_tree: Any) -> dict[str, CityPage]:
    """A city in six languages, with a record."""
    for language in LANGUAGES[1:]:
        site_tree.cities.copy_for_translation(
            locale(language), copy_parents=True
        ).save_revision().publish()
    page = CityPageFactory(parent=site_tree.cities, title="Aarhus", population=300_000)
    page.save_revision().publish()
    for language in LANGUAGES[1:]:
        page.copy_for_translation(locale(language)).save_revision().publish()
    PracticePageFactory(parent=page, title="Mentors", slug="mentors")
    return {found.locale.language_code: found for found in CityPage.objects.all()}


def sign_in(client: Client, *permissions: str) -> None:
    """Somebody of a group with these rights on all pages."""
    group = Group.objects.create(name="People of the test")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in permissions:
        right = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.create(
            group=group, page=Page.get_first_root_node(), permission=right
        )
    user = User.objects.create_user("somebody", "somebody@example.org")
    user.groups.add(group)
    client.force_login(user)


@pytest.fixture
def publisher(client: Client) -> Client:
    sign_in(client, "add_page", "change_page", "publish_page")
    return client


def typed(**values: Any) -> dict[str, Any]:
    """What the admin's form posts."""
    data = {
        "title": "Aarhus",
        "slug": "aarhus",
        "profile": rich_text("<p>On the bay.</p>"),
        "notes": "",
        "memberships": inline_formset([]),
        "comments": inline_formset([]),
        **FACTS,
        **values,
    }
    return dict(nested_form_data(data))


def edit(client: Client, page: CityPage, **values: Any) -> Any:
    return client.post(f"/admin/pages/{page.pk}/edit/", typed(**values))


def test_a_fact_changed_in_french_holds_in_six_languages_at_once(
    publisher: Client, aarhus: dict[str, CityPage], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = edit(publisher, aarhus["fr"], country="SE", official_name="Århus kommun")
    assert answer.status_code == 302
    for language in LANGUAGES:
        page = Client().get(f"/{language}/cities/aarhus/").content.decode()
        assert "Århus kommun" in page
        assert "367" in page
        listed = Client().get(f"/{language}/cities/").content.decode()
        assert SWEDEN[language] in listed
        assert DENMARK[language] not in listed
        found = Client().get(f"/api/v1/search?lang={language}&country=SE").json()
        assert [result["country"] for result in found["results"]] == ["SE"]
        table = Client().get(f"/{language}/search/?view=table&city_size=to-1000000")
        assert b"Mentors" in table.content
    assert {page.population for page in CityPage.objects.all()} == {367_000}
    # The words are those of one page, and only a draft.
    assert b"On the bay" not in Client().get("/fr/cities/aarhus/").content
    entry = PageLogEntry.objects.get(action="kb.facts")
    assert entry.page_id == aarhus["fr"].pk
    assert entry.data["before"]["country"] == "DK"


@pytest.mark.parametrize("button", ["", "action-publish", "action-submit"])
def test_facts_are_stored_whatever_button_is_pressed(
    publisher: Client, aarhus: dict[str, CityPage], button: str
) -> None:
    """After publishing Wagtail goes on with a page read anew, in which nothing typed stands."""
    pressed = {button: "1"} if button else {}
    answer = edit(publisher, aarhus["en"], website="https://aarhus.example/", **pressed)
    assert answer.status_code == 302
    assert City.objects.get().website == "https://aarhus.example/"


def test_an_older_version_brings_back_words_and_no_facts(aarhus: dict[str, CityPage]) -> None:
    page = aarhus["en"]
    older = page.latest_revision
    # As versions were stored before facts had a row of their own.
    older.content = {**older.content, "code": "elsewhere", "names": {"en": "X"}, "country": "SE"}
    older.save()
    older.as_object().save_revision().publish()
    assert City.objects.values_list("code", "country").get() == ("aarhus", "DK")
    assert Client().get("/en/cities/aarhus/").status_code == 200


def test_what_wagtail_saves_while_somebody_types_changes_no_fact(
    publisher: Client, aarhus: dict[str, CityPage]
) -> None:
    answer = publisher.post(
        f"/admin/pages/{aarhus['en'].pk}/edit/",
        typed(population="3"),
        headers={"accept": "application/json"},
    )
    assert answer.json()["success"]
    assert City.objects.get().population == 300_000
    assert edit(publisher, aarhus["en"], population="310000").status_code == 302
    assert City.objects.get().population == 310_000


def test_a_new_page_brings_its_city(publisher: Client, site_tree: Any) -> None:
    answer = publisher.post(f"/admin/pages/add/kb/citypage/{site_tree.cities.pk}/", typed())
    assert answer.status_code == 302
    page = CityPage.objects.get()
    assert (page.city_id, page.code, page.population) == (page.translation_key, "aarhus", 367_000)
    assert Group.objects.filter(name="City: aarhus").exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"code": "aarhus"}, "code"),
        ({"code": "Not a code"}, "code"),
        ({"code": ""}, "code"),
        ({"code": "ghent", "country": ""}, "country"),
        ({"code": "ghent", "names_en": "", "names_fr": "Gand"}, "names"),
        ({"code": "ghent", "latitude": "91"}, "latitude"),
    ],
)
def test_wrong_facts_are_errors_of_the_form_and_nothing_typed_is_lost(
    publisher: Client, site_tree: Any, aarhus: dict[str, CityPage], values: Any, field: str
) -> None:
    answer = publisher.post(
        f"/admin/pages/add/kb/citypage/{site_tree.cities.pk}/",
        typed(title="Ghent", slug="ghent", official_name="Stad Gent", **values),
    )
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {field}
    assert "Stad Gent" in answer.content.decode()
    assert "On the bay." in answer.content.decode()
    assert City.objects.count() == 1


def test_a_preview_shows_facts_that_are_not_stored(
    publisher: Client, aarhus: dict[str, CityPage]
) -> None:
    preview = f"/admin/pages/{aarhus['de'].pk}/edit/preview/"
    publisher.post(preview, typed(official_name="Only seen"))
    assert b"Only seen" in publisher.get(f"{preview}?mode=").content
    assert City.objects.get().official_name == ""


def test_facts_are_for_those_who_may_publish(client: Client, aarhus: dict[str, CityPage]) -> None:
    sign_in(client, "add_page", "change_page")
    assert edit(client, aarhus["en"], country="SE", population="1").status_code == 302
    assert City.objects.values_list("country", "population").get() == ("DK", 300_000)
    assert "On the bay" in json.dumps(
        CityPage.objects.get(pk=aarhus["en"].pk).latest_revision.content
    )


def test_with_a_new_code_go_its_group_and_its_records(
    publisher: Client, aarhus: dict[str, CityPage], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        edit(publisher, aarhus["it"], code="arhus")
    assert Group.objects.filter(name__startswith="City: ").get().name == "City: arhus"
    found = Client().get("/api/v1/search?city=arhus").json()
    assert [result["title"] for result in found["results"]] == ["Mentors"]


def test_the_row_goes_with_the_last_page(aarhus: dict[str, CityPage]) -> None:
    for page in CityPage.objects.order_by("-pk"):
        assert City.objects.count() == 1
        CityPage.objects.get(pk=page.pk).delete()
    assert City.objects.count() == 0
