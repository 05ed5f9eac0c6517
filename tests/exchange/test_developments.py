"""What changed in law and security: dated notes with their source, filtered, beside documents and cities."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from exchange.developments.review import keep_developments
from exchange.loading.developments import read_developments
from exchange.models import Development, DevelopmentIndexPage, DevelopmentPage
from kb.models import User
from tests.factories import (
    DevelopmentIndexPageFactory,
    DevelopmentPageFactory,
    DocumentPageFactory,
)

pytestmark = pytest.mark.django_db
LIST = "/en/developments/"


@pytest.fixture
def notes(site_tree: Any) -> DevelopmentIndexPage:
    page: DevelopmentIndexPage = DevelopmentIndexPageFactory(parent=site_tree.home)
    return page


@pytest.fixture
def editor(db: None) -> Client:
    user = User.objects.create_user("e", "editor@example.org", language="de")
    user.groups.set(Group.objects.filter(name__in=["Editors", "Moderators"]))
    client = Client()
    client.force_login(user)
    return client


def typed(**changes: Any) -> dict[str, Any]:
    """The form of a new note, as the admin sends it."""
    return {
        "title": "A new act", "slug": "a-new-act", "kind": "law", "happened_on": "2024-05-01",
        "country": "DK", "city": "", "source_title": "Lov nr. 1", "source_url": "https://retsinformation.dk/1",
        "checked_on": "2026-01-01", "changed": "Cities keep a list.", "meaning": "A city keeps a list.",
        "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0, "action-publish": "1", **changes,
    }  # fmt: skip


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def titles(answer: Any) -> list[str]:
    return [one.page.title for one in answer.context["developments"]]


def test_notes_are_listed_by_country_and_year_and_stand_beside_city_and_document(
    client: Client, notes: Any, aarhus: Any, site_tree: Any
) -> None:
    plan = DocumentPageFactory(parent=site_tree.documents, code="action-plan-2015", slug="plan")
    DevelopmentPageFactory(parent=notes, title="Of Europe", documents=["action-plan-2015"])
    DevelopmentPageFactory(
        parent=notes, title="Of Denmark", country="DK", happened_on=date(2019, 1, 2)
    )
    DevelopmentPageFactory(
        parent=notes, title="Of Aarhus", city=aarhus.city, country="DK", kind="security",
        happened_on=date(2022, 3, 4),
    )  # fmt: skip
    assert titles(client.get(LIST)) == ["Of Aarhus", "Of Europe", "Of Denmark"]
    assert titles(client.get(LIST + "?country=europe")) == ["Of Europe"]
    filtered = client.get(LIST + "?country=DK&year=2019")
    assert titles(filtered) == ["Of Denmark"]
    box = BeautifulSoup(filtered.content, "html.parser").select_one("#site-search")
    assert box
    assert box["value"] == ""
    for hostile in ("?country=XX&year=99999&p=-3", "?year=%00&country=%27", "?year=²²²²"):
        assert titles(client.get(LIST + hostile)) == ["Of Aarhus", "Of Europe", "Of Denmark"]
    assert titles(client.get(plan.url)) == ["Of Europe"]
    assert titles(client.get(aarhus.url)) == ["Of Aarhus", "Of Denmark"]
    assert titles(client.get("/en/")) == ["Of Aarhus", "Of Europe", "Of Denmark"]
    page = text(client.get(f"{LIST}of-aarhus/"))
    assert "<dd>Aarhus, Denmark</dd>" in page
    assert 'href="https://eur-lex.europa.eu/eli/reg/2021/784/oj"' in page
    assert "no legal advice" in page


def test_a_hidden_note_is_nowhere_and_a_translated_one_is_shown_in_the_readers_language(
    client: Client, notes: Any, aarhus: Any
) -> None:
    shown = DevelopmentPageFactory(parent=notes, title="Shown", country="DK")
    hidden = DevelopmentPageFactory(parent=notes, title="Hide1", country="DK")
    DevelopmentPageFactory(parent=notes, title="Hide2", country="DK", live=False)
    french = shown.copy_for_translation(Locale.objects.get(language_code="fr"), copy_parents=True)
    french.title = "Montré"
    french.save_revision().publish()
    assert Development.objects.get(pk=french.translation_key).pages.count() == 2
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    for address in (LIST, "/en/", aarhus.url):
        page = text(client.get(address))
        assert "Hide" not in page, address
        assert "Shown" in page, address
    assert titles(client.get("/fr/developments/")) == ["Montré"]
    assert client.get(f"{LIST}hide2/").status_code == 404


def test_a_note_is_found_by_the_search_as_a_kind_of_its_own(
    client: Client, notes: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        DevelopmentPageFactory(parent=notes, title="Zebra act", country="DK")
    answer = client.get("/api/v1/search?q=zebra&kind=development&country=DK").json()
    assert [one["title"] for one in answer["results"]] == ["Zebra act"]


def test_an_editor_writes_a_note_and_the_guard_asks_before_it_is_published(
    editor: Client, notes: Any
) -> None:
    add = f"/admin/pages/add/exchange/developmentpage/{notes.pk}/"
    names = {"meaning": "Ask Omar Yilmaz (17), omar@example.org."}
    refused = editor.post(add, typed(**names))
    assert "This could identify someone" in text(refused)
    assert not DevelopmentPage.objects.exists()
    # Kept as a draft, no other door publishes it.
    editor.post(add, _draft(**names))
    page = DevelopmentPage.objects.get()
    assert not page.live
    moderator = User.objects.get(email="editor@example.org")
    assert not page.permissions_for_user(moderator).can_publish()
    edit = f"/admin/pages/{page.pk}/edit/"
    editor.post(edit, _draft(meaning="A city keeps a list of illegal immigrants."))
    answer = editor.post(edit, typed(country="SE"), follow=True)
    assert answer.status_code == 200
    page.refresh_from_db()
    row = Development.objects.get()
    assert page.live
    assert (str(row.country), row.source_title) == ("SE", "Lov nr. 1")


def _draft(**changes: Any) -> dict[str, Any]:
    form = typed(**changes)
    del form["action-publish"]
    return form


def test_stigmatising_words_are_named_and_nothing_is_refused(editor: Client, notes: Any) -> None:
    add = f"/admin/pages/add/exchange/developmentpage/{notes.pk}/"
    answer = editor.post(add, typed(changed="Of illegal immigrants."), follow=True)
    assert DevelopmentPage.objects.get().live
    assert "illegal immigrants" in text(answer)
    assert "may stigmatise" in text(answer)


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({"happened_on": date(1815, 1, 1)}, "happened_on"),
        ({"checked_on": timezone.localdate() + timedelta(days=2)}, "checked_on"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
    ],
)
def test_a_day_that_cannot_be_and_an_address_that_is_none_are_refused(
    facts: dict[str, Any], wrong: str
) -> None:
    row = Development(
        kind="law", happened_on=date(2021, 1, 1), source_title="Act", checked_on=date(2021, 1, 1),
        source_url="https://example.org/",
    )  # fmt: skip
    row.full_clean()
    for name, value in facts.items():
        setattr(row, name, value)
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert set(refused.value.message_dict) == {wrong}


def test_after_a_year_editors_are_asked_once_and_readers_are_told(
    client: Client, notes: Any, editor: Client, django_capture_on_commit_callbacks: Any
) -> None:
    old = timezone.localdate() - timedelta(days=366)
    DevelopmentPageFactory(parent=notes, title="Old", checked_on=old)
    DevelopmentPageFactory(parent=notes, title="New")
    with django_capture_on_commit_callbacks(execute=True):
        assert keep_developments() == "1 mails asked for developments to be checked"
        assert keep_developments() == "0 mails asked for developments to be checked"
    assert [one.to for one in mail.outbox] == [["editor@example.org"]]
    assert "Nobody has checked this note since" in text(client.get(f"{LIST}old/"))
    assert "Nobody has checked this note since" not in text(client.get(f"{LIST}new/"))


def test_a_note_that_nobody_has_checked_says_so_instead_of_a_day(
    client: Client, notes: Any, editor: Client, django_capture_on_commit_callbacks: Any
) -> None:
    page = DevelopmentPageFactory(parent=notes, title="From knowledge", checked_on=None)
    told = text(client.get(f"{LIST}from-knowledge/"))
    assert "This note was written from knowledge. Nobody has held it against its source yet" in told
    assert "Checked against the source</dt><dd>Not yet</dd>" in told
    assert "To be checked again by" not in told
    assert "not checked against its source yet" in text(client.get(LIST))
    with django_capture_on_commit_callbacks(execute=True):
        assert keep_developments() == "1 mails asked for developments to be checked"
        assert keep_developments() == "0 mails asked for developments to be checked"
    assert "noch niemand hat es mit der Quelle verglichen" in mail.outbox[0].body
    Development.objects.filter(pk=page.translation_key).update(checked_on=timezone.localdate())
    assert "not checked against" not in text(client.get(LIST))


def test_lists_ask_as_often_for_many_notes_as_for_one(
    client: Client, notes: Any, aarhus: Any
) -> None:
    def queries(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    DevelopmentPageFactory(parent=notes, country="DK")
    few = [queries(one) for one in (LIST, aarhus.url)]
    for number in range(6):
        DevelopmentPageFactory(parent=notes, title=f"Act {number}", country="DK")
    assert [queries(one) for one in (LIST, aarhus.url)] == few


def test_the_demonstrations_notes_are_whole_in_six_languages() -> None:
    languages = {"en", "fr", "de", "it", "ru", "tr"}
    found = read_developments().developments
    assert len(found) == 6
    for one in found:
        assert set(one.title) == set(one.changed) == set(one.meaning) == languages
        assert one.source_url.startswith("https://")
