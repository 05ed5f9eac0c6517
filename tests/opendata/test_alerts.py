"""Who confirmed an address is told by mail what changed among the results of a search, and no more."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kb.accounts.personal_data.registry import erase_person, personal_data
from kb.models import OutgoingMail, User
from opendata.alerts import sending
from opendata.alerts.mails import confirm_link
from opendata.alerts.sending import send_alerts
from opendata.alerts.services import MOST_OF_AN_ADDRESS, alert_to_confirm, confirm, forget
from opendata.models import Alert, Rhythm
from practices.models import PracticePage
from search.models import SearchDocument
from search.services import vocabulary_changed
from tests.search.conftest import Library

pytestmark = pytest.mark.django_db
READER = "reader@city.example"
LINK = re.compile(r"http://localhost:8000(/\S+/search/alert/(?:confirm|stop)/\S+/)")


def ask(client: Client, query: str = "q=mentors", rhythm: str = "weekly", code: str = "en") -> Any:
    """Fill in the form of a search; what it answers."""
    address = f"/{code}/search/alert/?{query}"
    ticket = BeautifulSoup(client.get(address).content, "html.parser").select_one("[name=ticket]")
    with TestCase.captureOnCommitCallbacks(execute=True):
        return client.post(address, {"ticket": ticket["value"], "email": READER, "rhythm": rhythm})


def link_in(message: Any, kind: str) -> str:
    return next(found for found in LINK.findall(message.body) if f"/{kind}/" in found)


def followed(
    client: Client, query: str = "q=mentors", rhythm: str = "weekly", code: str = "en"
) -> Alert:
    ask(client, query, rhythm, code)
    client.post(link_in(mail.outbox.pop(), "confirm"))
    return Alert.objects.get()


def sent_at(moment: datetime) -> list[Any]:
    """The mails of a day's work."""
    mail.outbox.clear()
    with TestCase.captureOnCommitCallbacks(execute=True):
        send_alerts(moment)
    return list(mail.outbox)


def test_nothing_is_sent_before_the_link_was_used(client: Client, library: Library) -> None:
    answer = ask(client)
    assert (answer.status_code, answer["Location"]) == (302, "/en/search/alert/sent/")
    assert Alert.objects.get().confirmed_at is None
    library.record("Mentors")
    assert sent_at(timezone.now() + timedelta(days=8)) == []
    ask(client)
    # One link a day for each search.
    assert mail.outbox == []
    assert Alert.objects.count() == 1


def test_four_weeks_of_edits(client: Client, library: Library) -> None:
    start = timezone.now()
    old = library.record("Mentors old")
    with time_machine.travel(start + timedelta(hours=1), tick=False):
        followed(client)
    with time_machine.travel(start + timedelta(days=2), tick=False):
        library.record("Mentors new")
        library.record("Dialogue")
        withdrawn = library.record("Mentors withdrawn")
        with library.run_callbacks(execute=True):
            withdrawn.unpublish()
    first = start + timedelta(days=8)
    [message] = sent_at(first)
    assert message.to == [READER]
    assert message.subject == "1 change in your search: “mentors”"
    assert "New: Mentors new (Aarhus) – http://localhost:8000/en/record/" in message.body
    assert "withdrawn" not in message.body
    assert "Mentors old" not in message.body
    assert sent_at(first + timedelta(days=1)) == []
    # A rebuild of all documents is no change, and no mail.
    vocabulary_changed("theme", ["exit"])
    SearchDocument.objects.update(updated_at=first + timedelta(days=2))
    assert sent_at(first + timedelta(days=8)) == []
    with (
        time_machine.travel(first + timedelta(days=10), tick=False),
        library.run_callbacks(execute=True),
    ):
        page = PracticePage.objects.get(pk=old.pk)
        page.summary = "Otherwise."
        page.save_revision().publish()
    [message] = sent_at(first + timedelta(days=16))
    assert "Changed: Mentors old (Aarhus)" in message.body
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert client.get(link_in(message, "stop")).status_code == 200
    assert Alert.objects.exists()
    assert client.post(link_in(message, "stop")).status_code == 200
    assert not Alert.objects.exists()
    assert client.post(link_in(message, "stop")).status_code == 404


def test_an_alert_that_was_ended_stays_ended_whoever_is_at_it_just_then(
    client: Client, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    followed(client)
    link = alert_to_confirm(confirm_link(Alert.objects.get(), Rhythm.MONTHLY).split("/")[-2])
    assert link is not None
    with library.run_callbacks(execute=True):
        library.record("Mentors new")
    [due] = Alert.objects.all()
    Alert.objects.all().delete()
    assert confirm(*link) is False
    assert not Alert.objects.exists()
    # A run of the day that read it before.
    assert sending._send([due], timezone.now() + timedelta(days=8)) == 0
    # Two runs at once tell it once.
    followed(client)
    [due] = Alert.objects.all()
    library.record("Mentors newer")
    later = timezone.now() + timedelta(days=8)
    assert [sending._send([due], later), sending._send([due], later)] == [1, 0]


def test_only_what_changed_is_read(client: Client, library: Library) -> None:
    for number in range(3):
        library.record(f"Mentors {number}")
    SearchDocument.objects.update(changed_at=timezone.now() - timedelta(days=30))
    followed(client)
    library.record("Mentors new")
    mail.outbox.clear()
    with CaptureQueriesContext(connection) as asked:
        assert send_alerts(timezone.now() + timedelta(days=8)) == 1
    keys = [row.key.hex for row in SearchDocument.objects.order_by("pk")]
    said = " ".join(one["sql"] for one in asked)
    assert [key in said.replace("-", "") for key in keys] == [False, False, False, True]


def test_the_mail_is_in_the_language_of_the_search(client: Client, library: Library) -> None:
    alert = followed(client, "theme=exit", code="de")
    assert alert.language == "de"
    page = library.record("Mentors", concepts=(library.exit,))
    library.translation(page, "de", title="Paten", summary="Ältere.", description="<p>Neu.</p>")
    [message] = sent_at(timezone.now() + timedelta(days=8))
    assert "Paten" in message.body
    assert f"http://localhost:8000/de/record/{page.translation_key}/" in message.body


def test_a_search_for_everything_and_odd_ones_are_refused(client: Client, library: Library) -> None:
    for query in ("", "archived=1", "colour=red", "q=x&page=2"):
        assert client.get(f"/en/search/alert/?{query}").status_code == 400
    for token in ("guessed", "a:b:c", "x" * 3000):
        assert client.get(f"/en/search/alert/confirm/{token}/").status_code == 404
        assert client.post(f"/en/search/alert/stop/{token}/").status_code == 404
    answer = client.post("/en/search/alert/?q=x", {"email": READER, "rhythm": "hourly"})
    assert answer.status_code == 400
    assert not Alert.objects.exists()
    page = client.get("/en/search/").content.decode()
    assert "/search/alert/" not in page


def test_an_address_is_asked_again_after_two_years_and_then_forgotten(
    client: Client, library: Library
) -> None:
    alert = followed(client)
    later = timezone.now() + timedelta(days=731)
    mail.outbox.clear()
    with TestCase.captureOnCommitCallbacks(execute=True):
        forget(later)
        forget(later)
    assert [message.subject for message in mail.outbox] == ["Do you still want these mails?"]
    forget(later + timedelta(days=29))
    assert Alert.objects.filter(pk=alert.pk).exists()
    forget(later + timedelta(days=31))
    assert not Alert.objects.exists()
    ask(client)
    forget(timezone.now() + timedelta(days=15))
    assert not Alert.objects.exists()


def test_an_alert_is_given_to_its_person_and_erased_with_them(
    client: Client, library: Library
) -> None:
    followed(client)
    user = User.objects.create_user(READER, READER, "a long password")
    assert [one["search"] for one in personal_data(user)["search_alerts"]] == ["q=mentors"]
    other = User.objects.create_user("other@city.example", "other@city.example", "a long password")
    assert personal_data(other)["search_alerts"] == []
    erase_person(user)
    assert not Alert.objects.exists()


def test_one_address_follows_only_so_many(client: Client, library: Library) -> None:
    for number in range(MOST_OF_AN_ADDRESS):
        Alert.objects.create(email=READER, language="en", query=f"q=m{number}")
    assert ask(client)["Location"] == "/en/search/alert/sent/"
    assert Alert.objects.count() == MOST_OF_AN_ADDRESS
    assert not OutgoingMail.objects.exists()


def test_the_work_of_each_day_sends_them(client: Client, library: Library, capsys: Any) -> None:
    call_command("keep_fresh")
    assert "0 alerts written, 0 forgotten" in capsys.readouterr().out
