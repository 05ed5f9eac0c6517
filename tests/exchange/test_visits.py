"""Study visits from the offer to what was taken home, seen by the two cities and the secretariat alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client, TestCase
from icalendar import Calendar

from exchange.models import StudyVisit, VisitMessage, VisitOffer
from exchange.visits.retention import keep_visits
from kb.accounts.personal_data.registry import erase_person, personal_data
from kb.models import User
from practices.models import CoAuthor, StudyVisitReportPage
from tests.exchange.test_events import strictly_valid
from tests.exchange.visiting import TODAY, day, offer, text_of, theme
from tests.practices.writing import Desk, city, desk, editor

pytestmark = pytest.mark.django_db

SECRET = "zyxwords"


@pytest.fixture
def host(site_tree: Any) -> Desk:
    return desk(city(site_tree, "aarhus"), "host@aarhus.example")


@pytest.fixture
def visitor(site_tree: Any, host: Desk) -> Desk:
    return desk(city(site_tree, "ghent", "BE"), "visitor@ghent.example", first_name="Vera")


@pytest.fixture
def stranger(site_tree: Any) -> Desk:
    return desk(city(site_tree, "malmo", "SE"), "stranger@malmo.example")


@pytest.fixture
def offered(host: Desk) -> VisitOffer:
    return offer(host.city.city, themes=[theme("mentoring"), theme("exit")])


def asked(who: Desk, of: VisitOffer, **values: Any) -> Any:
    data = {
        "city": who.city.code, "themes": ["mentoring"], "months": ["3"], "group_size": "4",
        "aims": f"How mentors are found, {SECRET}.", **values,
    }  # fmt: skip
    return who.client.post(f"/en/study-visits/{of.pk}/ask/", data)


def do(who: Desk, visit: StudyVisit, verb: str, **values: Any) -> int:
    with TestCase.captureOnCommitCallbacks(execute=True):
        return who.client.post(f"/en/visits/{visit.pk}/{verb}/", values).status_code


def sent() -> list[tuple[str, str]]:
    """To whom mails went since the last look, and their subjects; none holds what was written."""
    found = [(one.to[0], one.subject) for one in mail.outbox]
    for one in mail.outbox:
        assert SECRET not in one.body + str(one.alternatives[0].content)
    mail.outbox.clear()
    return found


def days(first: int = 30, last: int = 31) -> dict[str, str]:
    return {"starts_on": str(day(first)), "ends_on": str(day(last)), "programme": f"Talk, {SECRET}"}


def put(visit: StudyVisit, **values: Any) -> None:
    StudyVisit.objects.filter(pk=visit.pk).update(**values)
    visit.refresh_from_db()


@pytest.mark.database
def test_from_the_offer_to_six_months_later(
    host: Desk, visitor: Desk, stranger: Desk, offered: VisitOffer
) -> None:
    assert f"/study-visits/{offered.pk}/ask/" in Client().get(
        f"/en/study-visits/{offered.pk}/"
    ).content.decode()  # fmt: skip
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert asked(visitor, offered).status_code == 302
    visit = StudyVisit.objects.get()
    page = f"/en/visits/{visit.pk}/"
    assert sent() == [("host@aarhus.example", "Ghent asks for a study visit in Aarhus")]
    assert SECRET in text_of(page, host.client)
    assert "Study visit of Ghent in Aarhus" in text_of(host.at("visits/"), host.client)
    assert "Study visit of Ghent in Aarhus" in text_of(visitor.at("visits/"), visitor.client)
    # The same twice is refused while the first is open.
    assert asked(visitor, offered).status_code == 400
    assert do(host, visit, "message", text=f"Welcome, {SECRET}") == 302
    assert sent() == [("visitor@ghent.example", "New message: study visit of Ghent in Aarhus")]
    assert "Welcome" in text_of(page, visitor.client)
    # Days: nobody agrees to their own, nor to others than those that were read.
    assert visitor.client.get(f"{page}calendar/").status_code == 404
    assert do(host, visit, "propose", **days()) == 302
    assert sent() == [("visitor@ghent.example", "Days proposed: study visit of Ghent in Aarhus")]
    do(host, visit, "agree", sequence="1")
    do(visitor, visit, "agree", sequence="0")
    do(visitor, visit, "agree", sequence="x")
    visit.refresh_from_db()
    assert visit.state == "asked"
    assert visitor.client.get(f"{page}calendar/").status_code == 404
    with TestCase.captureOnCommitCallbacks(execute=True):
        visitor.client.post(f"/en/visits/{visit.pk}/agree/", {"sequence": "1"})
    assert [one.attachments[0][2] for one in mail.outbox] == ["text/calendar"] * 2
    assert sorted(sent()) == [
        ("host@aarhus.example", "Agreed: study visit of Ghent in Aarhus"),
        ("visitor@ghent.example", "Agreed: study visit of Ghent in Aarhus"),
    ]
    for client in (host.client, visitor.client):
        file = client.get(f"{page}calendar/")
        assert file["Content-Type"] == "text/calendar; charset=utf-8"
        strictly_valid(file.content)
        (entry,) = Calendar.from_ical(file.content).walk("VEVENT")
        assert (entry["dtstart"].dt, entry["dtend"].dt) == (day(30), day(32))
        assert SECRET in entry["description"]
    # Before its last day it cannot have taken place.
    do(visitor, visit, "took-place")
    assert not StudyVisitReportPage.objects.exists()
    put(visit, starts_on=day(-3), ends_on=day(-2))
    with TestCase.captureOnCommitCallbacks(execute=True):
        call_command("keep_fresh", verbosity=0)
        call_command("keep_fresh", verbosity=0)
    assert sorted(sent()) == [
        ("host@aarhus.example", "Did it take place? Study visit of Ghent in Aarhus"),
        ("visitor@ghent.example", "Did it take place? Study visit of Ghent in Aarhus"),
    ]
    assert do(visitor, visit, "took-place") == 302
    report = StudyVisitReportPage.objects.get()
    now = report.get_latest_revision_as_object()
    assert (now.title, report.live) == ("Study visit of Ghent in Aarhus", False)
    assert report.get_parent().specific.code == "aarhus"
    assert [one.city for one in now.visiting_cities.all()] == [visitor.city.city]
    assert (now.starts_on, now.ends_on, now.hosts, now.visitors) == (
        day(-3), day(-2), "Aarhus", "Ghent",
    )  # fmt: skip
    assert [one.code for one in now.concepts.all()] == ["mentoring"]
    # The visitors write it at the host's desk, as co-authors; the host's people anyway.
    assert [(one.user, one.right) for one in CoAuthor.objects.all()] == [(visitor.user, "write")]
    at_desk = host.record_at(report)
    assert visitor.client.get(at_desk).status_code == 200
    assert stranger.client.get(at_desk).status_code == 404
    assert at_desk in visitor.client.get(page).content.decode()
    mail.outbox.clear()
    # Pressed once more it begins no second one.
    do(host, visit, "took-place")
    assert StudyVisitReportPage.objects.count() == 1
    # Six months later the visitors are asked, once, and the host reads the answer.
    assert "0 what was taken home" in keep_visits()
    put(visit, ended_on=TODAY - timedelta(days=183))
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert "1 what was taken home" in keep_visits()
        assert "0 what was taken home" in keep_visits()
    assert sent() == [("visitor@ghent.example", "Six months later: your study visit in Aarhus")]
    assert do(host, visit, "taken-home", text="Not ours to say.") == 404
    assert do(visitor, visit, "taken-home", text="We have mentors now.") == 302
    assert "We have mentors now." in text_of(page, host.client)


def test_nobody_else_sees_that_there_is_a_visit(
    host: Desk, visitor: Desk, stranger: Desk, offered: VisitOffer
) -> None:
    asked(visitor, offered)
    visit = StudyVisit.objects.get()
    do(visitor, visit, "propose", **days())
    do(host, visit, "agree", sequence="1")
    do(visitor, visit, "message", text=SECRET)
    reader, _user = editor("editor@example.org")
    page = f"/en/visits/{visit.pk}/"
    for client in (stranger.client, reader):
        for path in (page, f"{page}calendar/", f"{page}cancel/"):
            assert client.get(path).status_code == 404
        for verb in ("message", "propose", "agree", "cancel", "took-place", "taken-home"):
            assert client.post(f"{page}{verb}/", {"text": "x", **days()}).status_code == 404
    for path in (page, f"{page}calendar/", f"{page}cancel/"):
        assert Client().get(path)["Location"].startswith("/en/account/login/")
    assert VisitMessage.objects.count() == 1
    # No public page, in no language, tells of it: not the words, not the days, not who comes.
    for path in (
        "/en/study-visits/", f"/en/study-visits/{offered.pk}/", f"/de/study-visits/{offered.pk}/",
        host.city.url, f"/fr{host.city.url[3:]}", "/en/", "/en/search/?q=ghent",
    ):  # fmt: skip
        html = Client().get(path).content.decode()
        assert SECRET not in html
        assert str(visit.pk) not in html
        assert str(day(30).year) + f"-{day(30):%m-%d}" not in html
    assert "Ghent" not in text_of(f"/en/study-visits/{offered.pk}/")
    assert stranger.client.get(host.at("visits/")).status_code == 404


def test_the_secretariat_reads_and_talks_but_agrees_to_nothing(
    host: Desk, visitor: Desk, offered: VisitOffer, office: Client
) -> None:
    asked(visitor, offered)
    visit = StudyVisit.objects.get()
    do(host, visit, "propose", **days())
    page = f"/en/visits/{visit.pk}/"
    assert SECRET in text_of(page, office)
    mail.outbox.clear()
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert office.post(f"{page}message/", {"text": "We can help."}).status_code == 302
    assert sorted(to for to, _subject in sent()) == [
        "host@aarhus.example",
        "visitor@ghent.example",
    ]
    assert VisitMessage.objects.get().side == "secretariat"
    for verb in ("agree", "cancel", "propose", "took-place", "taken-home"):
        data = {"sequence": "1", "text": "x", **days()}
        assert office.post(f"{page}{verb}/", data).status_code == 404
    assert StudyVisit.objects.get().state == "asked"


def test_what_cannot_be_asked_for(
    host: Desk, visitor: Desk, stranger: Desk, offered: VisitOffer
) -> None:
    # One's own city, by the page and by a forged form; the database holds it too.
    assert "Only people who work for another city" in text_of(
        f"/en/study-visits/{offered.pk}/ask/", host.client
    )
    assert asked(host, offered).status_code == 400
    assert asked(visitor, offered, city="aarhus").status_code == 400
    assert asked(visitor, offered, city="malmo").status_code == 400
    own = host.city.city
    with pytest.raises(IntegrityError), transaction.atomic():
        StudyVisit.objects.create(host=own, visitor=own, title="x", group_size=1, months=["1"])
    for wrong in (
        {"months": ["4"]}, {"months": []}, {"themes": ["nothing"]}, {"themes": []},
        {"group_size": "9"}, {"group_size": "0"}, {"group_size": "x"}, {"aims": ""},
        {"aims": "x" * 1501}, {"aims": "\x00"}, {"aims": "Write to anna.jensen@example.org."},
    ):  # fmt: skip
        assert asked(visitor, offered, **wrong).status_code == 400, wrong
    VisitOffer.objects.update(open_until=day(-1))
    assert asked(visitor, offered).status_code == 404
    VisitOffer.objects.update(open_until=day(9), state="taken-down")
    assert asked(visitor, offered).status_code == 404
    assert not StudyVisit.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"starts_on": str(day(-1))}, "starts_on"),
        ({"starts_on": "9999-12-31", "ends_on": "9999-12-31"}, "starts_on"),
        ({"starts_on": "soon"}, "starts_on"),
        ({"ends_on": str(day(3))}, "ends_on"),
        ({"ends_on": str(day(200))}, "ends_on"),
        ({"programme": "Guide: Anna Jensen, +45 31 22 44 55"}, "programme"),
        ({"programme": "\x00"}, "programme"),
        ({"programme": "x" * 3001}, "programme"),
    ],
)
def test_days_that_are_wrong_are_said_at_their_box(
    host: Desk, visitor: Desk, offered: VisitOffer, values: dict[str, str], field: str
) -> None:
    asked(visitor, offered)
    visit = StudyVisit.objects.get()
    answer = host.client.post(f"/en/visits/{visit.pk}/propose/", {**days(), **values})
    assert answer.status_code == 400
    assert field in answer.context["days_form"].errors
    visit.refresh_from_db()
    assert (visit.starts_on, visit.sequence) == (None, 0)


@pytest.mark.parametrize("by_host", [True, False])
def test_either_side_cancels_and_calendars_hear_of_it(
    host: Desk, visitor: Desk, offered: VisitOffer, by_host: bool
) -> None:
    asked(visitor, offered)
    visit = StudyVisit.objects.get()
    do(host, visit, "propose", **days())
    do(visitor, visit, "agree", sequence="1")
    # Other days open it again; what was agreed no longer holds.
    do(visitor, visit, "propose", **days(40, 40))
    visit.refresh_from_db()
    assert (visit.state, visit.sequence) == ("asked", 2)
    do(host, visit, "agree", sequence="2")
    mail.outbox.clear()
    one, other = (host, visitor) if by_host else (visitor, host)
    page = f"/en/visits/{visit.pk}/"
    assert "This cannot be undone" in text_of(f"{page}cancel/", one.client)
    assert StudyVisit.objects.get().state == "agreed"
    with TestCase.captureOnCommitCallbacks(execute=True):
        one.client.post(f"{page}cancel/")
    in_mail = mail.outbox[0].attachments[0][1]
    strictly_valid(in_mail.encode())
    assert "STATUS:CANCELLED" in in_mail
    assert sent() == [(other.user.email, "Cancelled: study visit of Ghent in Aarhus")]
    name = "Aarhus" if by_host else "Ghent"
    assert f"{name} has cancelled the visit." in text_of(page, other.client)
    file = other.client.get(f"{page}calendar/").content
    strictly_valid(file)
    (entry,) = Calendar.from_ical(file).walk("VEVENT")
    assert (entry["status"], entry["sequence"]) == ("CANCELLED", 3)
    # It has ended for good; talking goes on, and the city may ask anew.
    for verb, data in (("propose", days()), ("agree", {"sequence": "3"}), ("cancel", {})):
        do(other, visit, verb, **data)
    visit.refresh_from_db()
    assert (visit.state, visit.sequence) == ("cancelled", 3)
    assert other.client.get(f"{page}cancel/").status_code == 404
    assert asked(visitor, offered).status_code == 302


def test_days_on_which_a_city_has_another_visit_are_told_to_it_alone(
    host: Desk, visitor: Desk, stranger: Desk, offered: VisitOffer
) -> None:
    asked(stranger, offered)
    first = StudyVisit.objects.get()
    do(host, first, "propose", **days(29, 30))
    do(stranger, first, "agree", sequence="1")
    asked(visitor, offered)
    second = StudyVisit.objects.exclude(pk=first.pk).get()
    do(visitor, second, "propose", **days(30, 31))
    page = f"/en/visits/{second.pk}/"
    assert "Study visit of Malmo in Aarhus" in text_of(page, host.client)
    assert "Malmo" not in text_of(page, visitor.client)
    do(visitor, second, "propose", **days(31, 31))
    assert "Malmo" not in text_of(page, host.client)


def test_a_year_later_no_word_and_no_name_is_left(
    host: Desk, visitor: Desk, offered: VisitOffer
) -> None:
    asked(visitor, offered)
    visit = StudyVisit.objects.get()
    do(visitor, visit, "message", text="Good day")
    given = personal_data(visitor.user)
    assert [one["text"] for one in given["messages_about_study_visits"]] == ["Good day"]
    assert SECRET in given["study_visits_asked_for"][0]["aims"]
    assert personal_data(host.user)["messages_about_study_visits"] == []
    put(visit, state="done", ended_on=TODAY - timedelta(days=365))
    assert "0 forgotten" in keep_visits()
    put(visit, ended_on=TODAY - timedelta(days=366))
    assert "1 forgotten" in keep_visits()
    assert "0 forgotten" in keep_visits()
    visit.refresh_from_db()
    assert (visit.aims, visit.programme, visit.asked_by) == ("", "", None)
    assert not VisitMessage.objects.exists()
    # What nobody answered ends after a year.
    asked(visitor, offered)
    silent = StudyVisit.objects.exclude(pk=visit.pk).get()
    put(silent, changed_at=silent.changed_at - timedelta(days=366))
    assert "1 forgotten" in keep_visits()
    silent.refresh_from_db()
    assert (silent.state, silent.aims) == ("cancelled", "")


def test_who_leaves_is_named_no_longer_and_sees_nothing(
    host: Desk, visitor: Desk, offered: VisitOffer
) -> None:
    asked(visitor, offered)
    visit = StudyVisit.objects.get()
    do(visitor, visit, "message", text="Good day")
    page = f"/en/visits/{visit.pk}/"
    assert "Vera" in text_of(page, host.client)
    receipt = erase_person(User.objects.get(pk=visitor.user.pk))
    assert (receipt["study_visits_asked_for"], receipt["messages_about_study_visits"]) == (1, 1)
    assert "Vera" not in text_of(page, host.client)
    assert "Good day" in text_of(page, host.client)
    host.user.city_roles.all().delete()
    assert host.client.get(page).status_code == 404


def test_offers_say_why_they_fit_a_city(
    host: Desk, visitor: Desk, offered: VisitOffer, site_tree: Any
) -> None:
    host.city.city.change(population=350_000, latitude=56.15, longitude=10.2)
    visitor.city.city.change(population=260_000, latitude=51.05, longitude=3.72, languages="nl, en")
    far = city(site_tree, "lisbon", "PT")
    offer(far.city, title="Far away", languages=["pt"], months=["6"])
    text = text_of("/en/study-visits/", visitor.client, month="3")
    assert (
        "Fits your city: Same language: English; In the month that you chose: March; "
        "Similar size: 350,000 inhabitants." in text
    )
    text = text_of("/en/study-visits/", visitor.client)
    assert "These fit Ghent best" in text
    assert "Fits your city" not in text.partition("Far away")[2].partition("How mentors")[0]
    # One's own offer fits nobody, and readers without an account are told nothing.
    assert "These fit" not in text_of("/en/study-visits/", host.client)
    assert "Fits your city" not in text_of("/en/study-visits/")
