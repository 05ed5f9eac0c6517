"""Wagtail writes to nobody, whatever they have chosen; mails of accounts never fail a page."""

from __future__ import annotations

import smtplib
from typing import Any

import pytest
from django.core import mail
from django.test import Client, TestCase, override_settings
from wagtail.models import Comment, PageSubscription, Site
from wagtail.users.models import UserProfile

from kb.models import OutgoingMail, User
from kb.site.addresses import absolute_in, follow_base_url
from tests.factories import PracticePageFactory
from tests.practices.writing import city, editor

pytestmark = pytest.mark.django_db


def wants_everything(user: User) -> None:
    UserProfile.objects.update_or_create(
        user=user,
        defaults={
            "submitted_notifications": True,
            "approved_notifications": True,
            "rejected_notifications": True,
            "updated_comments_notifications": True,
        },
    )


def test_no_step_of_a_workflow_makes_wagtail_write(site_tree: Any) -> None:
    aarhus = city(site_tree, "aarhus")
    admin = User.objects.create_superuser("admin@example.org", "admin@example.org", "a password")
    _client, one = editor("one@example.org")
    _client, other = editor("other@example.org")
    for user in (admin, one, other):
        wants_everything(user)
    for step in ("approve", "reject", "cancel"):
        record = PracticePageFactory(parent=aarhus, title=step, slug=step, live=False)
        record.save_revision(user=one)
        record.get_workflow().start(record, one)
        state = record.current_workflow_task_state
        with TestCase.captureOnCommitCallbacks(execute=True):
            if step == "cancel":
                record.current_workflow_state.cancel(user=admin)
            else:
                getattr(state, step)(user=other)
    assert mail.outbox == []


def test_no_comment_makes_wagtail_write(site_tree: Any) -> None:
    _client, one = editor("one@example.org")
    client, other = editor("other@example.org")
    page = site_tree.home
    for user in (one, other):
        wants_everything(user)
        PageSubscription.objects.create(page=page, user=user, comment_notifications=True)
    Comment.objects.create(page=page, user=one, text="Is this right?", contentpath="title")
    shown = client.get(f"/admin/pages/{page.pk}/edit/")
    view = shown.context["view"]
    view.send_commenting_notifications(
        {
            "new_comments": list(page.wagtail_admin_comments.all()),
            "resolved_comments": [],
            "deleted_comments": [],
            "new_replies": [],
        }
    )
    assert mail.outbox == []


def test_the_account_page_promises_no_mails_of_wagtail(site_tree: Any) -> None:
    client, user = editor("one@example.org")
    wants_everything(user)
    assert "notifications-" not in client.get("/admin/account/").content.decode()


@override_settings(WAGTAILADMIN_BASE_URL="https://exchange.example.org:8443")
def test_wagtails_record_of_the_site_follows_the_address_of_the_site(site_tree: Any) -> None:
    follow_base_url()
    site = Site.objects.get()
    assert (site.hostname, site.port) == ("exchange.example.org", 8443)
    assert site.root_url == "http://exchange.example.org:8443"


@override_settings(WAGTAILADMIN_BASE_URL="https://exchange.example.org")
@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("http://evil.example:9/fr/account/x/", "https://exchange.example.org/ru/account/x/"),
        (
            "http://evil.example/admin/pages/1/?a=b",
            "https://exchange.example.org/admin/pages/1/?a=b",
        ),
        ("/de/", "https://exchange.example.org/ru/"),
    ],
)
def test_an_address_is_taken_to_this_site_and_to_the_readers_language(
    address: str, there: str
) -> None:
    assert absolute_in(address, "ru") == there


def test_a_mail_server_that_is_away_fails_no_page(
    site_tree: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = User.objects.create_user("r", "reader@example.org", "a long password", language="de")

    def away(self: Any, *args: Any, **kwargs: Any) -> int:
        raise smtplib.SMTPServerDisconnected

    signed_in = Client()
    signed_in.force_login(user)
    signed_in.post("/en/account/reauthenticate/", {"password": "a long password"})
    with monkeypatch.context() as broken, TestCase.captureOnCommitCallbacks(execute=True):
        broken.setattr("django.core.mail.EmailMultiAlternatives.send", away)
        reset = Client().post("/en/account/password/reset/", {"email": "reader@example.org"})
        moved = signed_in.post("/en/account/email/", {"action_add": "", "email": "new@example.org"})
    assert (reset.status_code, moved.status_code) == (302, 302)
    waiting = OutgoingMail.objects.order_by("pk").values_list("email", "subject", "state")
    assert list(waiting) == [
        ("reader@example.org", "Ein neues Passwort für Alliance Exchange", "waiting"),
        ("reader@example.org", "Soll Ihr Konto eine andere Adresse haben?", "waiting"),
    ]


def test_an_address_without_an_account_gets_no_mail_and_the_same_answer(site_tree: Any) -> None:
    User.objects.create_user("r", "reader@example.org", "a long password")
    answers = [
        Client().post("/en/account/password/reset/", {"email": email}, follow=True)
        for email in ("reader@example.org", "stranger@example.org")
    ]
    assert answers[0].redirect_chain == answers[1].redirect_chain
    assert [sent.email for sent in OutgoingMail.objects.all()] == ["reader@example.org"]
