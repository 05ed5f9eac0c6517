"""Searches that found nothing and readings of pages are counted without persons, and editors see to them."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kb.accounts.rights import ensure_editors
from kb.models import FruitlessSearch, PageUse, User, Word
from kb.usage import fruitless, page_views
from kb.usage.counting import Waiting
from kb.usage.shared_memory import Tallies
from tests.factories import CityPageFactory, ConceptFactory, PracticePageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both]

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def nothing_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fruitless, "WAITING", Waiting(fruitless._write))
    monkeypatch.setattr(page_views, "WAITING", Waiting(page_views._write))
    monkeypatch.setattr(fruitless, "TALLIES", Tallies())
    monkeypatch.setattr(page_views, "TALLIES", Tallies())


def look(address: str, visitor: int, agent: str = BROWSER, **more: Any) -> Any:
    """A reader opens an address, from a network address of their own."""
    answer = Client().get(
        address, headers={"user-agent": agent}, REMOTE_ADDR=f"198.51.100.{visitor}", **more
    )
    assert answer.status_code == 200
    return answer


def type_in(words: str, *visitors: int, language: str = "en", **more: Any) -> None:
    for visitor in visitors:
        look(f"/{language}/search/?q={words}", visitor, **more)


def kept() -> dict[tuple[str, str], int]:
    fruitless.WAITING.write()
    rows = FruitlessSearch.objects.values_list("language", "words", "visitors")
    return {(language, words): visitors for language, words, visitors in rows}


def test_words_are_kept_once_three_visitors_typed_them() -> None:
    type_in("qanatkeeper", 1, 2)
    assert kept() == {}
    type_in("qanatkeeper", 1, 2, 2)
    assert kept() == {}
    type_in("QanatKeeper", 3)
    assert kept() == {("en", "qanatkeeper"): 3}
    type_in("qanatkeeper", 3, 4, 5)
    assert kept() == {("en", "qanatkeeper"): 5}


def test_each_language_is_counted_by_itself() -> None:
    type_in("qanatwaerter", 1, 2, language="de")
    type_in("qanatwaerter", 3, language="fr")
    assert kept() == {}
    type_in("qanatwaerter", 3, language="de")
    assert kept() == {("de", "qanatwaerter"): 3}


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "curl/8.5.0",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/140.0 Safari/537.36",
    ],
)
def test_robots_count_nothing(site_tree: Any, agent: str) -> None:
    page = CityPageFactory(parent=site_tree.cities, title="Aarhus")
    type_in("robotwords", 1, 2, 3, agent=agent)
    look(page.url, 1, agent)
    assert kept() == {}
    page_views.WAITING.write()
    assert not PageUse.objects.exists()


def test_what_is_fetched_ahead_and_what_signed_in_people_do_counts_nothing() -> None:
    for visitor in (1, 2, 3):
        look("/en/search/?q=aheadwords", visitor, HTTP_SEC_PURPOSE="prefetch;prerender")
    client = Client(headers={"user-agent": BROWSER})
    client.force_login(User.objects.create_user("someone@city.example", "someone@city.example"))
    for visitor in (1, 2, 3):
        client.get("/en/search/?q=insidewords", REMOTE_ADDR=f"198.51.100.{visitor}")
    assert kept() == {}


def test_what_filters_leave_nothing_of_is_no_gap_in_the_lexicon() -> None:
    for visitor in (1, 2, 3):
        look("/en/search/?q=filterwords&kind=practice", visitor)
        look("/en/search/?q=filterwords&year_from=2015", visitor)
        look("/en/search/?q=filterwords&page=2", visitor)
    assert kept() == {}


def test_words_that_find_something_are_not_kept(
    site_tree: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        PracticePageFactory(
            title="Kitchen talks", parent=CityPageFactory(parent=site_tree.cities, title="Aarhus")
        )
    type_in("kitchen", 1, 2, 3)
    assert kept() == {}


@pytest.mark.parametrize(
    "words",
    [
        "karl.lindqvist@example.org",
        "+45 20 12 34 56",
        "Fatima Yılmaz Aarhus",
        "fatima yılmaz aarhus",
    ],
)
def test_words_that_could_lead_to_a_person_are_never_kept(words: str) -> None:
    for visitor in (1, 2, 3, 4, 5):
        answer = Client().get(
            "/en/search/",
            {"q": words},
            headers={"user-agent": BROWSER},
            REMOTE_ADDR=f"198.51.100.{visitor}",
        )
        assert answer.status_code == 200
    assert kept() == {}


def test_long_and_broken_words_are_not_kept() -> None:
    type_in("x" * 121, 1, 2, 3)
    type_in("%00%ff%00", 1, 2, 3)
    assert kept() == {}


def test_nothing_in_the_database_says_who_it_was(site_tree: Any) -> None:
    assert {field.name for field in FruitlessSearch._meta.get_fields()} == {
        "id",
        "week",
        "language",
        "words",
        "visitors",
    }
    assert {field.name for field in PageUse._meta.get_fields()} == {"id", "key", "month", "views"}
    type_in("nobodywords", 1, 2, 3)
    look(CityPageFactory(parent=site_tree.cities, title="Aarhus").url, 1)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        kept()
        page_views.WAITING.write()
    assert "198.51.100" not in " ".join(query["sql"] for query in asked.captured_queries)


def test_all_that_waits_is_written_in_one_statement() -> None:
    for number in range(20):
        fruitless.WAITING.add(
            (fruitless.monday(fruitless.timezone.localdate()), "de", f"w{number}"), 3
        )
    with CaptureQueriesContext(connection) as asked:
        fruitless.WAITING.write()
    inserts = [query for query in asked.captured_queries if "INSERT" in query["sql"]]
    assert len(inserts) == 1
    assert FruitlessSearch.objects.count() == 20


def test_a_page_is_said_to_be_read_from_ten_times_on_whatever_the_language(site_tree: Any) -> None:
    page = CityPageFactory(parent=site_tree.cities, title="Aarhus")
    for visitor in range(1, 10):
        look(page.url, visitor)
    page_views.WAITING.write()
    assert "Read 9 times" not in look(page.url, 9).content.decode()
    look(page.url, 10)
    page_views.WAITING.write()
    assert "Read 10 times; robots are not counted." in look(page.url, 10).content.decode()
    assert list(PageUse.objects.values_list("key", "views")) == [(page.translation_key, 10)]


def test_a_record_counts_readers_not_double_clicks_heads_or_what_is_not_there(
    site_tree: Any,
) -> None:
    page = PracticePageFactory(
        title="Kitchen talks", parent=CityPageFactory(parent=site_tree.cities, title="Aarhus")
    )
    for _time in range(5):
        look(page.url, 1)
    Client().head(page.url, headers={"user-agent": BROWSER}, REMOTE_ADDR="198.51.100.2")
    page.unpublish()
    Client().get(page.url, headers={"user-agent": BROWSER}, REMOTE_ADDR="198.51.100.3")
    page_views.WAITING.write()
    assert list(PageUse.objects.values_list("key", "views")) == [(page.translation_key, 1)]


# ---- What editors make of it -------------------------------------------------------------------------


@pytest.fixture
def editor(client: Client) -> Client:
    ensure_editors()
    user = User.objects.create_user("editor@alliance.example", "editor@alliance.example")
    user.groups.add(Group.objects.get(name="Editors"))
    client.force_login(user)
    return client


@pytest.fixture
def sought() -> FruitlessSearch:
    FruitlessSearch.objects.create(
        week="2026-11-16", language="de", words="knastarbeit", visitors=4
    )
    return FruitlessSearch.objects.create(
        week="2026-11-23", language="de", words="knastarbeit", visitors=3
    )


def test_editors_read_what_was_sought_by_most(editor: Client, sought: FruitlessSearch) -> None:
    FruitlessSearch.objects.create(week="2026-11-23", language="tr", words="kahve", visitors=5)
    page = editor.get(reverse("words:fruitless"))
    assert [(row.words, row.visitors) for row in page.context["rows"]] == [
        ("knastarbeit", 7),
        ("kahve", 5),
    ]
    detail = editor.get(reverse("words:fruitless_words", args=[sought.pk]))
    assert "7 visitors typed this and found nothing." in detail.content.decode()
    assert "/ask-a-city/?title=knastarbeit" in detail.content.decode()


def test_words_become_a_form_of_the_lexicon(editor: Client, sought: FruitlessSearch) -> None:
    word = Word.objects.create(code="prison-work", forms={"en": ["prison work"]})
    address = reverse("words:fruitless_words", args=[sought.pk])
    assert editor.post(address, {"word": "no-such-word"}).status_code == 400
    assert editor.post(address, {}).status_code == 400
    assert editor.post(address, {"word": "prison-work"}).status_code == 302
    word.refresh_from_db()
    assert word.forms == {"en": ["prison work"], "de": ["knastarbeit"]}
    assert not FruitlessSearch.objects.exists()


def test_words_become_a_synonym_of_a_concept(editor: Client, sought: FruitlessSearch) -> None:
    concept = ConceptFactory(code="prison")
    address = reverse("words:fruitless_words", args=[sought.pk])
    assert editor.post(address, {"concept": concept.pk}).status_code == 302
    concept.refresh_from_db()
    assert concept.synonyms == {"de": ["knastarbeit"]}


def test_words_are_put_away_or_brought_to_a_new_row(
    editor: Client, sought: FruitlessSearch
) -> None:
    new = editor.get(reverse("words:add"), {"language": "de", "form": "knastarbeit"})
    assert "knastarbeit" in new.content.decode()
    assert editor.get(reverse("words:add"), {"language": "xx", "form": "\x00"}).status_code == 200
    address = reverse("words:fruitless_words", args=[sought.pk])
    assert editor.post(address, {"away": "1"}).status_code == 302
    assert editor.get(address).status_code == 404


def test_others_are_refused(client: Client, sought: FruitlessSearch) -> None:
    client.force_login(User.objects.create_user("official@city.example", "official@city.example"))
    for address in (
        reverse("words:fruitless"),
        reverse("words:fruitless_words", args=[sought.pk]),
    ):
        assert client.get(address).status_code in (302, 403)
