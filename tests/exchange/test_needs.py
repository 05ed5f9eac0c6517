"""A city asks other cities: likely ones are told and why, two talk, what came of it is a public note."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client, TestCase
from django.utils import timezone

from exchange.models import Need, NeedMessage
from exchange.needs.retention import keep_needs
from kb.accounts.personal_data.registry import erase_person, personal_data
from kb.models import User
from search import services as search
from tests.exchange.asking import need
from tests.exchange.visiting import text_of, theme
from tests.factories import PracticePageFactory
from tests.practices.writing import Desk, city, desk, editor

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SECRET = "zyxwords"
LIST = "/en/cities-asked/"


@pytest.fixture
def asking(site_tree: Any) -> Desk:
    return desk(city(site_tree, "aarhus"), "asking@aarhus.example")


@pytest.fixture
def helping(site_tree: Any, asking: Desk) -> Desk:
    """Of a city that works on mentoring, in German."""
    ghent = desk(city(site_tree, "ghent", "BE"), "helping@ghent.example", language="de")
    _record(ghent.city, "mentoring")
    return ghent


@pytest.fixture
def stranger(site_tree: Any) -> Desk:
    """Of a city that works on something else."""
    malmo = desk(city(site_tree, "malmo", "SE"), "stranger@malmo.example")
    _record(malmo.city, "exit")
    return malmo


def _record(page: Any, code: str) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        made = PracticePageFactory(parent=page, title=f"Work of {page.code}", slug="work")
        made.concepts = [theme(code)]
        made.save_revision().publish()
    search.build_waiting()


def posted(who: Client, path: str, **data: Any) -> int:
    with TestCase.captureOnCommitCallbacks(execute=True):
        return int(who.post(path, data).status_code)


def asked(who: Desk, **values: Any) -> int:
    data = {
        "title": "How to begin with prisons?", "words": f"We have no contact, {SECRET}.",
        "themes": [theme().pk], "language": "en", **values,
    }  # fmt: skip
    return posted(who.client, who.at("needs/new/"), **data)


def sent() -> list[tuple[str, str]]:
    """To whom mails went since the last look, and their subjects; none holds what was written."""
    found = [(one.to[0], one.subject) for one in mail.outbox]
    for one in mail.outbox:
        assert SECRET not in one.body
    return found


def note_in(path: str) -> list[tuple[str, str | None]]:
    """Title and words of the one note on the list, each with the language that is said of it."""
    card = BeautifulSoup(Client().get(path).content, "html.parser").select_one(".event-card")
    assert card is not None
    words = (card.select_one("h2"), card.select_one("h2 ~ div"))
    return [(one.get_text(strip=True), one.get("lang")) for one in words if one is not None]  # type: ignore[misc]


def test_from_the_need_to_the_public_note(
    asking: Desk, helping: Desk, stranger: Desk, secretary: User
) -> None:
    reader, _user = editor("editor@example.org")
    assert asked(asking) == 302
    assert sorted(sent()) == [
        ("helping@ghent.example", "Aarhus bittet um Hilfe: How to begin with prisons?"),
        ("office@alliance.example", "Aarhus demande de l’aide : How to begin with prisons?"),
    ]
    to_ghent = next(one.body for one in mail.outbox if "ghent" in one.to[0])
    assert "Warum Ihre Stadt gefragt wird: Arbeitet zu denselben Themen: " in to_ghent, to_ghent
    mail.outbox.clear()
    made = Need.objects.get()
    at, talk = f"/en/needs/{made.pk}/", f"/en/needs/{made.pk}/with/ghent/"
    # People of cities read it, nobody else does.
    assert Client().get(at).status_code == 302
    assert reader.get(at).status_code == 404
    for who in (asking, helping, stranger):
        assert SECRET in text_of(at, who.client)
    assert "1 city has been told" in text_of(at, asking.client)
    assert "has been told" not in text_of(at, helping.client)
    assert SECRET not in text_of(LIST)
    # The city that asks writes to nobody who has not come forward.
    assert asking.client.get(talk).status_code == 404
    assert posted(helping.client, talk, text="Ask Anna Jensen, anna@ghent.example") == 400
    assert not NeedMessage.objects.exists()
    assert posted(helping.client, talk, text=f"Begin with the chaplains, {SECRET}.") == 302
    assert sent() == [("asking@aarhus.example", "New message: How to begin with prisons?")]
    mail.outbox.clear()
    # In Dutch no page is; in German, from a page in English: the line says so.
    assert posted(asking.client, talk, text="x", language="nl") == 400
    assert posted(asking.client, talk, text="Vielen Dank.", language="de") == 302
    lines = BeautifulSoup(helping.client.get(talk).content, "html.parser").select(
        ".comment p[lang]"
    )
    assert [(one["lang"], one.get_text()) for one in lines] == [("de", "Vielen Dank.")]
    assert [to for to, _subject in sent()] == ["helping@ghent.example"]
    mail.outbox.clear()
    office = Client()
    office.force_login(secretary)
    for client in (asking.client, helping.client, office):
        assert "Begin with the chaplains" in text_of(talk, client)
    # Another city does not read what two said, by no address.
    assert stranger.client.get(talk).status_code == 404
    assert "chaplains" not in text_of(f"/en/needs/{made.pk}/with/malmo/", stranger.client)
    assert "Ghent" not in text_of(at, stranger.client)
    # The note: the guard, an editor, the readers.
    assert helping.client.post(at, {"title": "x", "note": "x"}).status_code == 404
    assert posted(asking.client, at, title="t", note="Karim B., 17 ans, rue de la Paix 12") == 400
    note = {"title": "Beginning with prisons", "note": "Begin with the zyxchaplains."}
    assert posted(asking.client, at, verb="send", **note) == 302
    assert sent() == [("editor@example.org", "To be read: note, Beginning with prisons")]
    mail.outbox.clear()
    made.refresh_from_db()
    assert made.state == "sent"
    assert "zyxchaplains" not in text_of(LIST)
    assert "zyxchaplains" not in text_of(at, helping.client)
    # With the note the question has ended; those who helped still read it, others do not.
    assert stranger.client.get(at).status_code == 404
    assert posted(helping.client, talk, text="Too late.") == 302
    assert NeedMessage.objects.count() == 2
    office_page = f"/admin/exchange/notes/{made.pk}/"
    shown = reader.get(office_page).content.decode()
    assert "zyxchaplains" in shown
    assert SECRET not in shown
    decision = {"version": str(made.version), "decision": "approve"}
    assert posted(reader, office_page, **decision) == 302
    assert sent() == [("asking@aarhus.example", "Published: Beginning with prisons")]
    text = text_of(LIST)
    assert "Begin with the zyxchaplains." in text
    assert SECRET not in text
    # In French by an editor, in the language of its words for everybody else; a new note ends the old words.
    typed = {"title-fr": "Commencer en prison", "note-fr": "Commencez par les aumôniers."}
    assert posted(asking.client, f"{office_page}translations/", **typed) in (302, 403, 404)
    assert not made.translations.exists()
    assert posted(reader, f"{office_page}translations/", **typed) == 302
    assert note_in("/fr/cities-asked/") == [("Commencer en prison", None), (typed["note-fr"], None)]
    assert "Traduit, écrit en : anglais" in text_of("/fr/cities-asked/")
    assert note_in("/de/cities-asked/") == [(note["title"], "en"), (note["note"], "en")]
    changed = {**note, "note": "Begin with the teachers.", "verb": "send"}
    assert posted(asking.client, at, **changed) == 302
    made.refresh_from_db()
    decision = {"version": str(made.version), "decision": "approve"}
    assert posted(reader, office_page, **decision) == 302
    assert note_in("/fr/cities-asked/") == [("Commencer en prison", None), (changed["note"], "en")]
    assert posted(asking.client, f"/en/needs/{made.pk}/withdraw/") == 302
    assert "teachers" not in text_of(LIST)


def test_a_note_in_any_other_state_is_read_by_nobody(asking: Desk) -> None:
    for state in Need.State:
        need(asking.city.city, title=f"Zyx{state}", note="Zyxnote", state=state)
    text = text_of(LIST)
    assert [state.value for state in Need.State if f"Zyx{state.value}" in text] == ["public"]
    asking.city.unpublish()
    assert "Zyx" not in text_of(LIST, p="1")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"words": "Ask Anna Jensen, who leads the team, at anna@example.org"}, "words"),
        ({"title": "x" * 121}, "title"),
        ({"words": "\x00"}, "words"),
        ({"themes": []}, "themes"),
        ({"themes": ["999999999999999999999"]}, "themes"),
        ({"language": "xx"}, "language"),
    ],
)
def test_what_is_wrong_is_said_at_its_box(asking: Desk, values: dict[str, Any], field: str) -> None:
    data = {"title": "How?", "words": "What?", "themes": [theme().pk], "language": "en", **values}
    answer = asking.client.post(asking.at("needs/new/"), data)
    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    assert not Need.objects.exists()


def test_a_city_asks_three_times_a_month_and_rights_hold(asking: Desk, stranger: Desk) -> None:
    for _number in range(3):
        assert asked(asking) == 302
    assert asked(asking) == 400
    assert (
        "asked 3 times this month"
        in asking.client.post(
            asking.at("needs/new/"),
            {"title": "How?", "words": "What?", "themes": [theme().pk], "language": "en"},
        ).content.decode()
    )
    made = Need.objects.first()
    assert made is not None
    for verb in ("end", "send", "withdraw", "take-back"):
        assert stranger.client.post(f"/en/needs/{made.pk}/{verb}/").status_code == 404
    assert asking.client.post(f"/en/needs/{made.pk}/publish/").status_code == 404
    assert asking.client.get(f"/en/needs/{made.pk}/end/").status_code == 405
    assert posted(asking.client, f"/en/needs/{made.pk}/end/") == 302
    assert stranger.client.get(f"/en/needs/{made.pk}/").status_code == 404
    assert "How to begin with prisons?" in text_of(asking.at("needs/"), asking.client)
    assert stranger.client.get(asking.at("needs/")).status_code == 404


def test_what_was_asked_and_said_is_forgotten_a_year_after_the_end(
    asking: Desk, helping: Desk
) -> None:
    long_ago = timezone.localdate() - timedelta(days=366)
    gone = need(asking.city.city, state="closed", ended_on=long_ago)
    kept = need(
        asking.city.city, state="public", note="Stays.", ended_on=long_ago,
        asked_by=asking.user, edited_by=asking.user,
    )  # fmt: skip
    NeedMessage.objects.create(
        need=kept, helper=helping.city.city, author=helping.user, side="helping", text=SECRET
    )
    forgotten = need(asking.city.city, asked_at=timezone.now() - timedelta(days=184))
    assert personal_data(helping.user)["messages_about_needs"][0]["text"] == SECRET
    assert keep_needs() == "1 needs ended, 1 emptied, 1 forgotten"
    assert keep_needs() == "0 needs ended, 0 emptied, 0 forgotten"
    assert not Need.objects.filter(pk=gone.pk).exists()
    assert not NeedMessage.objects.exists()
    kept.refresh_from_db()
    forgotten.refresh_from_db()
    assert (kept.words, kept.note, kept.asked_by, forgotten.state) == ("", "Stays.", None, "closed")
    erase_person(asking.user)
    kept.refresh_from_db()
    assert kept.edited_by is None
