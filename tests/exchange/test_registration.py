"""Registration for an event: form, link, seats, waiting list, answers, mails, lists, forgetting."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from wagtail.models import Locale

from exchange.models import Event, EventPage, Registration
from exchange.registration.links import REGISTRATION
from exchange.registration.retention import keep_registrations
from exchange.registration.services import answer
from kb.accounts.personal_data.registry import erase_person, personal_data
from kb.accounts.services import give_role
from kb.models import User
from tests.exchange.test_events import strictly_valid
from tests.kb.contact.test_contact import ticket_on

pytestmark = [pytest.mark.django_db, pytest.mark.database]

FORM = "/tr/events/summit-2030/register/"
TYPED = {
    "name": "Ayşe Yılmaz",
    "function": "Belediye başkan yardımcısı",
    "city": "AARHUS",
    "email": "Ayse@aarhus.example",
    "language": "tr",
    "hears": "tr",
    "travel_support": "on",
    "needs": "Rampa",
    "needs_consent": "on",
    "consent": "on",
}


def send(client: Client, run: Any, summit: EventPage, **changes: Any) -> Any:
    keys = [str(one.translation_key) for one in summit.sessions.all()]
    ticket = ticket_on(client.get(FORM).content.decode())
    with run():
        return client.post(FORM, {**TYPED, "sessions": keys, "ticket": ticket, **changes})


def link_in(message: Any) -> str:
    found = re.search(r"https?://[^/]+(/\w\w/registration/\S+/)", str(message.body))
    assert found is not None
    return found[1]


def press(client: Client, run: Any, link: str, verb: str, **typed: Any) -> Any:
    with run():
        return client.post(link, {"verb": verb, **typed})


def registered(summit: EventPage, number: int, **values: Any) -> Registration:
    """Somebody who has sent the form and not confirmed the address."""
    typed = {
        "name": f"Person {number}", "function": "Mayor", "city_name": "Aarhus",
        "email": f"p{number}@city.example", "language": "fr", "consent_version": "2026-11",
        "hears": "fr", **values,
    }  # fmt: skip
    return Registration.objects.create(event=summit.event, **typed)


def confirmed(client: Client, run: Any, summit: EventPage, number: int, **values: Any) -> Any:
    one = registered(summit, number, **values)
    press(client, run, f"/fr/registration/{REGISTRATION.token_of(one)}/", "confirm")
    one.refresh_from_db()
    return one


def states(summit: EventPage) -> list[tuple[str, str]]:
    rows = summit.event.registrations.order_by("pk").values_list("email", "state")
    return [(email.split("@")[0], state) for email, state in rows]


def test_a_mayors_office_registers_confirms_and_is_confirmed_with_a_calendar_file(
    client: Client, run: Any, summit: EventPage, office: Client
) -> None:
    assert send(client, run, summit)["Location"] == f"{FORM}sent/"
    (asked,) = mail.outbox
    assert asked.to == ["ayse@aarhus.example"]
    assert asked.subject == "Lütfen kaydınızı onaylayın: Summit 2030"
    link = link_in(asked)
    # Opening the link changes nothing; nobody of the secretariat sees the registration before.
    assert "Kaydımı onayla" in client.get(link).content.decode()
    assert states(summit) == [("ayse", "unconfirmed")]
    assert "Ayşe" not in office.get(f"/admin/events/{summit.event_id}/").content.decode()
    press(client, run, link, "confirm")
    assert states(summit) == [("ayse", "asked")]
    one = Registration.objects.get()
    assert one.city == summit.event.city
    listed = office.get(f"/admin/events/{summit.event_id}/").content.decode()
    assert "Ayşe Yılmaz" in listed
    assert "Rampa" in listed
    with run():
        office.post(
            f"/admin/events/{summit.event_id}/answer/", {"registration": one.pk, "verb": "confirm"}
        )
    last = mail.outbox[-1]
    assert last.subject == "Yeriniz onaylandı: Summit 2030"
    ((name, content, kind),) = last.attachments
    assert (name, kind) == ("event.ics", "text/calendar")
    strictly_valid(content.encode())
    (entry,) = Calendar.from_ical(content).walk("VEVENT")
    assert entry["dtstart"].dt == date(2030, 5, 6)
    # Readers see how many cities come, and never who.
    shown = Client().get("/en/events/summit-2030/").content.decode()
    assert "Cities that take part</dt><dd>1</dd>" in shown
    assert "Ayşe" not in shown
    assert "Belediye" not in shown


def test_who_is_registered_already_or_types_somebody_else_learns_nothing_and_gets_nowhere(
    client: Client, run: Any, summit: EventPage
) -> None:
    for _time in range(5):
        answer = send(client, run, summit)
        assert answer["Location"] == f"{FORM}sent/"
    # Three links and no more go to a mailbox that has not asked for any.
    assert len(mail.outbox) == 3
    first, second = link_in(mail.outbox[0]), link_in(mail.outbox[1])
    press(client, run, first, "confirm")
    press(client, run, first, "confirm")
    press(client, run, second, "confirm")
    assert [state for _name, state in states(summit)] == ["asked", "unconfirmed", "unconfirmed"]
    assert summit.event.registrations.get(state="asked").place == 1


def test_a_forged_link_leads_nowhere(client: Client, run: Any, summit: EventPage) -> None:
    one = confirmed(client, run, summit, 1)
    token = REGISTRATION.token_of(one)
    # Links stand in the logs of servers.
    assert b"@" not in urlsafe_b64decode(token.split(":")[0] + "==")
    for forged in (token[:-1], f"{token}x", "a" * 5000, "é", token.replace(":", ";")):
        answer = client.post(f"/en/registration/{forged}/", {"verb": "withdraw"})
        assert answer.status_code == 404
    for verb in ("", "confirm", "erase", "withdraw " * 200, "\x00"):
        assert client.post(f"/en/registration/{token}/", {"verb": verb}).status_code == 200
    one.refresh_from_db()
    assert one.state == "asked"


def test_seats_go_in_order_and_a_seat_given_back_goes_to_the_first_who_waits(
    client: Client, run: Any, summit: EventPage
) -> None:
    people = [confirmed(client, run, summit, number) for number in (1, 2, 3, 4)]
    assert [one.state for one in people] == ["asked", "asked", "waiting", "waiting"]
    assert mail.outbox[-1].subject == "Vous êtes sur la liste d’attente : Summit 2030"
    press(client, run, f"/fr/registration/{REGISTRATION.token_of(people[0])}/", "withdraw")
    assert states(summit) == [
        ("p1", "withdrawn"), ("p2", "asked"), ("p3", "asked"), ("p4", "waiting"),
    ]  # fmt: skip
    assert [one.to for one in mail.outbox[-2:]] == [["p1@city.example"], ["p3@city.example"]]
    # In French a space that does not break stands before the colon.
    assert "Mon inscription\u00a0:\n" in str(mail.outbox[-1].body)
    # Whoever withdrew is at the end of the order when coming back.
    again = confirmed(client, run, summit, 1)
    assert (again.state, again.place) == ("waiting", 5)


def test_the_secretariat_answers_many_at_once_in_the_order_of_their_coming(
    client: Client, run: Any, summit: EventPage, office: Client
) -> None:
    one, two, three, four = (confirmed(client, run, summit, number) for number in (1, 2, 3, 4))
    address = f"/admin/events/{summit.event_id}/answer/"
    with run():
        office.post(address, {"registration": [four.pk, three.pk, two.pk], "verb": "confirm"})
    # Two seats, one of them asked for by the first: the others stay on the list.
    assert states(summit) == [
        ("p1", "asked"), ("p2", "confirmed"), ("p3", "waiting"), ("p4", "waiting"),
    ]  # fmt: skip
    with run():
        office.post(address, {"registration": [one.pk, three.pk], "verb": "decline"})
    assert states(summit) == [
        ("p1", "declined"), ("p2", "confirmed"), ("p3", "declined"), ("p4", "asked"),
    ]  # fmt: skip
    assert "Pas de place cette fois-ci : Summit 2030" in [sent.subject for sent in mail.outbox]
    for wrong in (
        {},
        {"registration": ["x", "9" * 40, "-1"], "verb": "confirm"},
        {"verb": "confirm"},
    ):
        assert office.post(address, wrong).status_code == 302
    assert client.post(address, {"registration": four.pk, "verb": "confirm"}).status_code == 302
    assert states(summit)[3] == ("p4", "asked")


def test_what_is_changed_by_the_link_is_kept_and_the_seat_stays(
    client: Client, run: Any, summit: EventPage
) -> None:
    one = confirmed(client, run, summit, 1)
    link = f"/fr/registration/{REGISTRATION.token_of(one)}/"
    answer = press(client, run, link, "change", function="Maire", language="de", hears="xx")
    assert answer.status_code == 400
    without_consent = {"function": "Maire", "language": "de", "hears": "en", "needs": "Brot"}
    assert press(client, run, link, "change", **without_consent).status_code == 400
    answer = press(client, run, link, "change", **without_consent, needs_consent="on")
    assert answer.status_code == 200
    one.refresh_from_db()
    assert (one.function, one.language, one.hears, one.needs, one.state) == (
        "Maire", "de", "en", "Brot", "asked",
    )  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "nobody"}, {"consent": ""}, {"needs_consent": ""}, {"language": "xx"},
        {"hears": "de"}, {"sessions": ["guessed"]}, {"name": ""}, {"city": "a\nb: c"},
        {"name": "x" * 200}, {"function": "\x00"}, {"ticket": "forged"},
    ],
)  # fmt: skip
def test_what_is_wrong_comes_back_with_what_was_typed(
    client: Client, run: Any, summit: EventPage, wrong: dict[str, Any]
) -> None:
    answer = send(client, run, summit, **wrong)
    assert answer.status_code == 400
    assert Registration.objects.count() == 0
    assert "Belediye" in answer.content.decode() or "function" in wrong


def test_nobody_registers_after_the_deadline_or_for_what_is_cancelled(
    client: Client, run: Any, summit: EventPage
) -> None:
    one = registered(summit, 1)
    Event.objects.update(registers_until=timezone.localdate() - timedelta(days=2))
    assert "<form class" not in client.get(FORM).content.decode().split("page-head__lead")[-1]
    assert client.post(FORM, TYPED).status_code == 410
    press(client, run, f"/en/registration/{REGISTRATION.token_of(one)}/", "confirm")
    assert states(summit) == [("p1", "unconfirmed")]


def test_titles_of_sessions_say_in_which_language_they_are(
    client: Client, run: Any, summit: EventPage
) -> None:
    title = '<span lang="en">Opening</span>'
    assert title in client.get(FORM).content.decode()
    assert title not in client.get(FORM.replace("/tr/", "/en/")).content.decode()
    one = confirmed(client, run, summit, 1)
    link = f"/fr/registration/{REGISTRATION.token_of(one)}/"
    assert title in client.get(link).content.decode()
    # A page of one's own language still has words that nobody has translated.
    page = summit.copy_for_translation(Locale.objects.get(language_code="fr"), copy_parents=True)
    page.save_revision().publish()
    assert title in client.get(link).content.decode()


def test_an_official_who_is_signed_in_finds_the_form_filled_in(
    summit: EventPage, aarhus: Any
) -> None:
    user = User.objects.create_user(
        "o", "official@aarhus.example", first_name="Ida", last_name="Holm", language="en"
    )
    give_role(user, aarhus.city, "official")
    client = Client()
    client.force_login(user)
    shown = client.get("/en/events/summit-2030/register/").content.decode()
    for known in ("Ida Holm", "official@aarhus.example", "Aarhus"):
        assert f'value="{known}"' in shown


def test_a_cancelled_event_tells_all_who_registered_with_a_file_that_takes_it_from_calendars(
    client: Client, run: Any, summit: EventPage, office: Client
) -> None:
    for number in (1, 2, 3):
        confirmed(client, run, summit, number)
    mail.outbox.clear()
    with run():
        office.post(f"/admin/events/{summit.event_id}/cancel/")
        office.post(f"/admin/events/{summit.event_id}/cancel/")
    assert [(one.to[0], one.subject) for one in mail.outbox] == [
        (f"p{number}@city.example", "Annulé : Summit 2030") for number in (1, 2, 3)
    ]
    in_mail = mail.outbox[0].attachments[0][1]
    strictly_valid(in_mail.encode())
    (entry,) = Calendar.from_ical(in_mail).walk("VEVENT")
    assert (str(entry["status"]), int(entry["sequence"])) == ("CANCELLED", 1)


def test_lists_for_the_day_count_ears_and_hold_no_formula(
    client: Client, run: Any, summit: EventPage, office: Client
) -> None:
    keys = [str(one.translation_key) for one in summit.sessions.all()]
    Event.objects.update(confirms_each=False, seats=None)
    confirmed(client, run, summit, 1, name="=cmd|' /C calc'!A0", sessions=keys)
    confirmed(client, run, summit, 2, hears="tr", needs="Halal", travel_support=True)
    file = office.get(f"/admin/events/{summit.event_id}/attendance.csv").content.decode()
    assert "'=cmd|" in file
    assert "Halal" not in file
    badges = office.get(f"/admin/events/{summit.event_id}/badges/").content.decode()
    assert "Person 2" in badges
    assert "p2@city.example" not in badges
    shown = office.get(f"/admin/events/{summit.event_id}/?show=confirmed")
    assert [(row["title"], row["counts"]) for row in shown.context["headcount"]] == [
        ("All", [0, 1, 1, 0]), ("Opening", [0, 1, 0, 0]),
    ]  # fmt: skip


def test_the_day_reminds_once_and_forgets_needs_first_and_all_half_a_year_later(
    client: Client, run: Any, summit: EventPage
) -> None:
    Event.objects.update(confirms_each=False, seats=None)
    one = confirmed(client, run, summit, 1, needs="Rampe")
    old = registered(summit, 2)
    Registration.objects.filter(pk=old.pk).update(consented_at=timezone.now() - timedelta(days=4))
    today = timezone.now().date()
    Event.objects.update(starts_on=today + timedelta(days=3), ends_on=today + timedelta(days=4))
    mail.outbox.clear()
    with run():
        assert keep_registrations().startswith("1 reminders of events, 0 needs and 1 reg")
        assert keep_registrations().startswith("0 reminders of events, 0 needs and 0 reg")
    assert [sent.subject for sent in mail.outbox] == ["Bientôt : Summit 2030"]
    Event.objects.update(starts_on=today - timedelta(days=3), ends_on=today - timedelta(days=2))
    with run():
        call_command("keep_fresh", verbosity=0, stdout=StringIO())
    one.refresh_from_db()
    assert (one.needs, one.name) == ("", "Person 1")
    Event.objects.update(starts_on=today - timedelta(days=185), ends_on=today - timedelta(days=184))
    assert "1 registrations forgotten" in keep_registrations()
    assert Registration.objects.count() == 0


def test_what_is_stored_of_somebody_is_given_to_them_and_erased(
    client: Client, run: Any, summit: EventPage, secretary: User
) -> None:
    user = User.objects.create_user("a", "P1@city.example")
    confirmed(client, run, summit, 1, needs="Rampe")
    confirmed(client, run, summit, 2)
    first = summit.event.registrations.get(place=1)
    answer(summit.event, [first.pk], confirms=True, by=secretary)
    given = personal_data(user)["event_registrations"]
    assert [(row["name"], row["needs"]) for row in given] == [("Person 1", "Rampe")]
    erase_person(user)
    assert [email for email, _state in states(summit)] == ["p2"]
    erase_person(secretary)
    assert Registration.objects.get().decided_by is None


@pytest.mark.parametrize("path", ["", "badges/", "attendance.csv", "cancel/"])
def test_only_the_secretariat_reads_who_comes(summit: EventPage, path: str) -> None:
    editor = User.objects.create_user("e", "editor@alliance.example")
    editor.groups.set(Group.objects.filter(name__in=["Editors", "Moderators"]))
    client = Client()
    client.force_login(editor)
    assert client.get(f"/admin/events/{summit.event_id}/{path}").status_code in (302, 403)
