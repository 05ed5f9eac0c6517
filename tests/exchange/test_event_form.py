"""The form of an event: facts once, in all languages; what is wrong is said at its field."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from wagtail.models import Locale
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from exchange.models import Event, EventPage
from exchange.registration.links import REGISTRATION
from kb.models import User
from tests.exchange.test_registration import registered

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def editor(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("admin", "admin@alliance.example"))
    return client


TICKED = {"spoken": ["en"], "interpreted": ["fr", "tr"]}


def session(**changes: Any) -> dict[str, Any]:
    return {
        "day": "2030-05-06", "begins": "09:30", "ends": "10:30", "title": "Opening", "speakers": "",
        "text": "", "is_interpreted": "on", "document": "", **changes,
    }  # fmt: skip


def typed(programme: Any = (), **changes: Any) -> dict[str, Any]:
    """What the form sends; lists of ticks are sent as they are."""
    ticked = {name: changes.pop(name, known) for name, known in TICKED.items()}
    form = nested_form_data(
        {
            "title": "Summit 2030", "slug": "summit-2030", "summary": "Mayors meet.",
            "body": rich_text("<p>Text</p>"), "outcome": rich_text(""), "place": "", "who_may_come": "",
            "sources": "", "kind": "summit", "starts_on": "2030-05-06", "ends_on": "2030-05-07",
            "time_zone": "Europe/Copenhagen", "city": "", "takes_registrations": "on",
            "registers_until": "2030-04-30", "seats": "50", "confirms_each": "on",
            "sessions": inline_formset([*programme]), "results": inline_formset([]),
            "comments": inline_formset([]), "action-publish": "action-publish", **changes,
        }
    )  # fmt: skip
    return {**form, **ticked}


def errors(answer: Any) -> set[str]:
    form = answer.context["form"]
    rows = [error for one in form.formsets["sessions"].errors for error in one]
    return {*form.errors, *rows}


def test_an_event_is_made_translated_and_changed_in_one_place(editor: Client, events: Any) -> None:
    add = f"/admin/pages/add/exchange/eventpage/{events.pk}/"
    # The secretariat's list leads there, and from the event to its pages in each language.
    assert f'href="{add}"' in editor.get("/admin/events/").content.decode()
    answer = editor.post(add, typed([session()]))
    assert answer.status_code == 302, errors(answer)
    page = EventPage.objects.get()
    assert page.live
    assert page.event.interpreted == ["fr", "tr"]
    for language in ("fr", "de", "it", "ru", "tr"):
        translated = page.copy_for_translation(
            Locale.objects.get(language_code=language), copy_parents=True
        )
        translated.save_revision().publish()
    edit = f"/admin/pages/{page.pk}/edit/"
    office = editor.get(f"/admin/events/{page.event_id}/").content.decode()
    assert all(f'href="/admin/pages/{one.pk}/edit/"' in office for one in EventPage.objects.all())
    assert f'href="/admin/localize/submit/page/{page.pk}/"' in office
    assert editor.post(edit, typed([], seats="80", ends_on="2030-05-08")).status_code == 302
    event = Event.objects.get()
    assert (event.seats, event.ends_on, event.sequence) == (80, date(2030, 5, 8), 1)
    shown = Client().get("/tr/events/summit-2030/").content.decode()
    assert "8 Mayıs 2030" in shown
    # An older version of the words brings back no older facts.
    first = page.revisions.order_by("pk").first()
    assert first is not None
    first.publish()
    assert Event.objects.get().seats == 80


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"ends_on": "2030-05-05"}, "ends_on"),
        ({"starts_on": "1030-05-06"}, "starts_on"),
        ({"ends_on": "2030-09-01"}, "ends_on"),
        ({"registers_until": "2030-05-08"}, "registers_until"),
        ({"starts_on": "2020-05-06", "ends_on": "2020-05-07", "registers_until": ""}, "takes_registrations"),
        ({"starts_on": "31.02.2030"}, "starts_on"),
        ({"starts_on": ""}, "starts_on"),
        ({"time_zone": "Europe/Atlantis"}, "time_zone"),
        ({"seats": "-1"}, "seats"),
        ({"seats": "99999999999999999999"}, "seats"),
        ({"spoken": ["xx"]}, "spoken"),
        ({"kind": "party"}, "kind"),
        ({"programme": [session(day="2030-05-09")]}, "day"),
        ({"programme": [session(ends="09:00")]}, "ends"),
        (
            {"starts_on": "2030-03-31", "ends_on": "2030-03-31", "registers_until": "",
             "programme": [session(day="2030-03-31", begins="02:30", ends="04:00")]},
            "begins",
        ),
    ],
)  # fmt: skip
def test_days_backwards_past_or_over_a_change_of_clocks_come_back_with_their_error(
    editor: Client, events: Any, changes: dict[str, Any], wrong: str
) -> None:
    answer = editor.post(f"/admin/pages/add/exchange/eventpage/{events.pk}/", typed(**changes))
    assert answer.status_code == 200
    assert wrong in errors(answer)
    assert not EventPage.objects.exists()


def test_other_days_are_told_to_those_who_come_and_more_seats_go_to_those_who_wait(
    editor: Client, summit: EventPage, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for number in (1, 2, 3):
            one = registered(summit, number)
            Client().post(f"/fr/registration/{REGISTRATION.token_of(one)}/", {"verb": "confirm"})
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        answer = editor.post(
            f"/admin/pages/{summit.pk}/edit/",
            typed(seats="3", starts_on="2030-05-07", offers_travel_support="on"),
        )
    assert answer.status_code == 302
    told = sorted((one.to[0][:2], one.subject) for one in mail.outbox)
    assert told == [
        ("p1", "Nouvelles dates : Summit 2030"),
        ("p2", "Nouvelles dates : Summit 2030"),
        ("p3", "Nouvelles dates : Summit 2030"),
        ("p3", "Votre inscription est enregistrée : Summit 2030"),
    ]


def test_an_event_for_which_somebody_has_registered_is_not_deleted(
    editor: Client, summit: EventPage
) -> None:
    registered(summit, 1)
    editor.post(f"/admin/pages/{summit.pk}/delete/")
    editor.post(f"/admin/pages/{summit.pk}/unpublish/")
    summit.refresh_from_db()
    assert summit.live
