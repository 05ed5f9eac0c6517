"""The secretariat brings a city in: its pages, its group, its coordinator; the list of all cities."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection

from kb.accounts.rights import SECRETARIAT
from kb.accounts.services import give_role, invite
from kb.models import CityIndexPage, CityPage, Invitation, RoleKind, User
from tests.factories import CityPageFactory, PracticePageFactory, locale

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LABELS = [f"names_{code}" for code in ("en", "fr", "de", "it", "ru", "tr")]
NEW, LIST = "/admin/cities/new/", "/admin/cities/"


@pytest.fixture
def six_lists(site_tree: Any) -> None:
    for language in ("fr", "de", "it", "ru", "tr"):
        site_tree.cities.copy_for_translation(locale(language)).save_revision().publish()


@pytest.fixture
def secretary(client: Client, site_tree: Any) -> User:
    user = User.objects.create_user("s", "office@alliance.example")
    user.groups.add(Group.objects.get(name=SECRETARIAT))
    client.force_login(user)
    return user


def vilvoorde(**changes: Any) -> dict[str, Any]:
    names = ("Vilvoorde", "Vilvorde", "Vilvoorde", "Vilvoorde", "Вилворде", "Vilvoorde")
    return {
        **dict(zip(LABELS, names, strict=True)),
        "country": "BE",
        "latitude": "50.9281",
        "longitude": "4.4294",
        "coordinates_source": "GeoNames",
        "population": "46000",
        "population_year": "2024",
        "languages": ["nl", "fr"],
        "email": "Preventie@vilvoorde.example",
        "mail_language": "fr",
        **changes,
    }


def test_names_place_and_population_are_proposed(client: Client, secretary: User) -> None:
    page = client.get(NEW, {"name": "vilvorde", "country": "BE"}).content.decode()
    for words in ("Вилворде", "50.9281", "4.4294", "36955", "GeoNames"):
        assert words in page


def test_an_unknown_city_is_typed_by_hand(client: Client, secretary: User) -> None:
    page = client.get(NEW, {"name": "Smallplace", "country": "BE"}).content.decode()
    assert "GeoNames knows no city of this name" in page
    assert 'value="Smallplace"' in page


def test_the_city_is_there_in_six_languages_and_its_coordinator_invited(
    client: Client, secretary: User, six_lists: None, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(NEW, vilvoorde())
    assert answer.status_code == 302
    pages = CityPage.objects.filter(city__code="vilvoorde", live=True)
    assert {page.locale.language_code: page.title for page in pages} == {
        "en": "Vilvoorde",
        "fr": "Vilvorde",
        "de": "Vilvoorde",
        "it": "Vilvoorde",
        "ru": "Вилворде",
        "tr": "Vilvoorde",
    }
    assert {(page.languages, page.population) for page in pages} == {("nl, fr", 46000)}
    for code in ("en", "ru"):
        shown = Client().get(f"/{code}/cities/vilvoorde/")
        assert shown.status_code == 200
    assert Group.objects.filter(name="City: vilvoorde").exists()
    assert Collection.objects.filter(name="City: vilvoorde").exists()
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role) == ("preventie@vilvoorde.example", "coordinator")
    (letter,) = mail.outbox
    assert letter.to == ["preventie@vilvoorde.example"]
    assert "Vilvorde" in letter.subject
    assert "/fr/invitation/" in str(letter.body)


def test_a_city_may_come_without_anybody(client: Client, secretary: User, six_lists: None) -> None:
    assert client.post(NEW, vilvoorde(email="")).status_code == 302
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    "there",
    [
        {"names": {"en": "Vilvorde"}},
        {"names": {"en": "Ville-sur-Senne"}, "latitude": 50.93, "longitude": 4.43},
        {"names": {"en": "X", "ru": "ВИЛВОРДЕ"}},
    ],
)
def test_a_city_that_is_there_is_named_first(
    client: Client, secretary: User, site_tree: Any, there: dict[str, Any]
) -> None:
    CityPageFactory(parent=site_tree.cities, title=there["names"]["en"], country="BE", **there)
    answer = client.post(NEW, vilvoorde())
    assert answer.status_code == 400
    assert "This could be a city that is here already" in answer.content.decode()
    assert CityPage.objects.count() == 1
    assert client.post(NEW, vilvoorde(another="on")).status_code == 302
    assert CityPage.objects.filter(locale__language_code="en").count() == 2


def test_exonyms_are_the_same_city(client: Client, secretary: User, site_tree: Any) -> None:
    CityPageFactory(parent=site_tree.cities, title="Cologne", country="DE", names={"en": "Cologne"})
    names = dict.fromkeys(LABELS, "Keulen")
    answer = client.post(NEW, vilvoorde(**names, country="DE", latitude="", longitude=""))
    assert "Cologne" in answer.content.decode()
    assert CityPage.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"names_en": ""},
        {"names_en": "x" * 201},
        {"names_en": "a\x00b"},
        {"country": "XX"},
        {"latitude": "91"},
        {"longitude": ""},
        {"population": "-1"},
        {"population_year": "99999999999"},
        {"languages": ["<script>"]},
        {"email": "no address"},
        {"mail_language": "xx"},
    ],
)
def test_bad_facts_come_back_and_make_nothing(
    client: Client, secretary: User, six_lists: None, changes: dict[str, Any]
) -> None:
    answer = client.post(NEW, vilvoorde(**changes))
    assert answer.status_code == 400
    assert not CityPage.objects.exists()
    assert not Invitation.objects.exists()


def test_a_site_without_a_list_of_cities_says_so(client: Client, secretary: User) -> None:
    CityIndexPage.objects.all().delete()
    answer = client.post(NEW, vilvoorde())
    assert answer.status_code == 400
    assert "no list of cities" in answer.content.decode()


def test_only_the_secretariat_sees_these_pages(client: Client, site_tree: Any) -> None:
    editor = User.objects.create_user("e", "editor@alliance.example")
    editor.groups.add(*Group.objects.filter(name__in=["Editors", "Moderators"]))
    client.force_login(editor)
    for address in (LIST, NEW, "/admin/cities/requests/"):
        assert client.get(address).status_code == 302
    assert "/admin/cities/" not in client.get("/admin/").content.decode()


def test_the_ways_to_the_cities(client: Client, secretary: User) -> None:
    for address in ("/admin/", "/en/my-city/"):
        assert 'href="/admin/cities/"' in client.get(address).content.decode()
    assert "or the secretariat, can invite" not in client.get("/en/my-city/").content.decode()


@pytest.fixture
def three_cities(site_tree: Any, secretary: User) -> dict[str, CityPage]:
    cities = {
        name: CityPageFactory(
            parent=site_tree.cities,
            title=name,
            names={"en": name, "ru": "Лион"} if name == "Lyon" else {"en": name},
            country=country,
        )
        for name, country in (("Aarhus", "DK"), ("Lyon", "FR"), ("Turin", "IT"))
    }
    give_role(
        User.objects.create_user("a", "ada@aarhus.example"),
        cities["Aarhus"].city,
        RoleKind.OFFICIAL,
    )
    invite("luc@lyon.example", cities["Lyon"].city, "official", language="fr", by=secretary)
    PracticePageFactory(parent=cities["Turin"], title="Mentors", live=False)
    return cities


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Aarhus", "Lyon", "Turin"]),
        ("?find=tur", ["Turin"]),
        ("?find=denmark", ["Aarhus"]),
        ("?find=ada@", ["Aarhus"]),
        ("?find=luc@", ["Lyon"]),
        ("?find=лион", ["Lyon"]),
        ("?show=without-people", ["Lyon", "Turin"]),
        ("?show=open-invitations", ["Lyon"]),
        ("?show=nonsense&p=99", ["Aarhus", "Lyon", "Turin"]),
        ("?find=%00", ["Aarhus", "Lyon", "Turin"]),
    ],
)
def test_the_list_is_searched(
    client: Client, three_cities: Any, query: str, names: list[str]
) -> None:
    page = client.get(LIST + query)
    assert [row.name for row in page.context["rows"]] == names


def test_the_list_says_who_is_there_and_what(client: Client, three_cities: Any) -> None:
    rows = {row.name: row for row in client.get(LIST).context["rows"]}
    assert [role.user.email for role in rows["Aarhus"].people] == ["ada@aarhus.example"]
    assert [one.email for one in rows["Lyon"].invitations] == ["luc@lyon.example"]
    assert (rows["Turin"].records, rows["Aarhus"].records) == (1, 0)


def test_the_list_asks_as_often_for_many_cities(
    client: Client, three_cities: Any, site_tree: Any, secretary: User
) -> None:
    def queries() -> int:
        client.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        return len(captured)

    few = queries()
    for number in range(20):
        city = CityPageFactory(parent=site_tree.cities, title=f"City {number}")
        give_role(
            User.objects.create_user(f"u{number}", f"u{number}@x.example"), city.city, "official"
        )
        invite(f"i{number}@x.example", city.city, "official", language="en", by=secretary)
        PracticePageFactory(parent=city, title=f"Record {number}")
    assert queries() == few


def test_an_invitation_is_sent_again_and_withdrawn(
    client: Client, three_cities: Any, django_capture_on_commit_callbacks: Any
) -> None:
    first = Invitation.objects.open().get()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/admin/cities/invitations/{first.pk}/resend/")
    second = Invitation.objects.open().get()
    assert second.pk != first.pk
    assert [letter.to for letter in mail.outbox] == [["luc@lyon.example"]]
    client.post(f"/admin/cities/invitations/{second.pk}/withdraw/")
    assert not Invitation.objects.open().exists()
