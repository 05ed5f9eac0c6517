"""One mail for each event and person, in their language, and each link leads somewhere on this site."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.account import app_settings as allauth
from django.core import mail
from django.http import HttpRequest
from django.test import TestCase, override_settings

from kb.accounts.adapter import AccountAdapter
from kb.accounts.mails import LETTERS
from kb.models import OutgoingMail
from tests.mail_events import EVENTS, make_world

ROOT = Path(__file__).resolve().parent.parent
SITE = "https://exchange.example.org"
# From where writers of mails are imported, and what they are called there.
WRITERS = {
    "kb.mail.services": {"write", "write_to_address"},
    "django.core.mail": {"send_mail", "EmailMessage", "EmailMultiAlternatives"},
}
# The outbox itself, and the frame that mails of one room share.
NO_EVENTS = {
    "kb.mail.services.deliver",
    "kb.mail.tasks.send_mail",
    "practices.mails.review._to_city",
    "exchange.registration.mails._to_registrant",
    "exchange.visits.mails._to_city",
    "exchange.questions.mails._to_asker",
    "exchange.questions.mails._to_editors",
    "exchange.questions.mails._to_city",
}
# What these frames are called where they are used.
SHARED = {"_to_city", "_to_registrant", "_to_asker", "_to_editors"}
LINK = re.compile(r"https?://[^\s<>\"]+")
SECRET = re.compile(r"/(?=[^/]*\d)[\w:-]{25,}/")
GREETING = {
    "en": "Good day,", "fr": "Bonjour,", "de": "Guten Tag,", "it": "Buongiorno,",
    "ru": "Здравствуйте!", "tr": "İyi günler,",
}  # fmt: skip


@override_settings(WAGTAILADMIN_BASE_URL=SITE)
@pytest.mark.django_db
def test_each_event_writes_once_to_each_whom_it_concerns_in_their_language(site_tree: Any) -> None:
    world = make_world(site_tree)
    for what, event in EVENTS.items():
        mail.outbox.clear()
        OutgoingMail.objects.all().delete()
        with TestCase.captureOnCommitCallbacks(execute=True):
            event.happens(world)
        expected = [
            (world.address(name), language, world.named(subject), world.named(path))
            for name, language, subject, path in event.told
        ]
        assert [_told(sent) for sent in mail.outbox] == expected, what
        for sent, (email, language, _subject, _path) in zip(mail.outbox, expected, strict=True):
            for link in LINK.findall(sent.body + str(sent.alternatives[0].content)):
                assert link.startswith((f"{SITE}/{language}/", f"{SITE}/admin/")), (what, link)
                answer = world.client_of(email).get(urlsplit(link).path)
                assert answer.status_code in (200, 302), (what, link)


def _told(sent: Any) -> tuple[str, str, str, str]:
    """To whom a mail goes, in which language it says that it is, its subject, its first link."""
    (recipient,) = sent.to
    page = str(sent.alternatives[0].content)
    language = re.search(r'<html lang="(\w+)">', page)
    assert language is not None
    assert GREETING[language[1]] in sent.body
    path = urlsplit(LINK.findall(sent.body)[0]).path
    return recipient, language[1], sent.subject, SECRET.sub("/{secret}/", path)


def test_every_function_that_writes_mails_has_its_line_in_the_table() -> None:
    known = {name for event in EVENTS.values() for name in event.writes}
    assert set(_writers()) == known


def test_every_mail_of_allauth_that_these_settings_can_send_has_words_of_ours() -> None:
    """What is turned off is named by the setting that does it."""
    assert not AccountAdapter().is_open_for_signup(HttpRequest())
    assert not allauth.EMAIL_NOTIFICATIONS
    assert not allauth.EMAIL_UNKNOWN_ACCOUNTS
    assert not allauth.LOGIN_BY_CODE_ENABLED
    assert not allauth.PASSWORD_RESET_BY_CODE_ENABLED
    assert set(LETTERS) == {
        "account/email/password_reset_key",
        "account/email/email_confirmation",
        "account/email/email_confirmation_signup",
    }


def _writers() -> Iterator[str]:
    """Each function of the code, by module, that calls one of the writers of mails."""
    for app in sorted(path.parent.name for path in ROOT.glob("*/apps.py")):
        for file in sorted((ROOT / app).rglob("*.py")):
            module = ".".join(file.relative_to(ROOT).with_suffix("").parts)
            tree = ast.parse(file.read_text())
            writers = _imported(tree) | SHARED | WRITERS.get(module, set())
            for function in ast.walk(tree):
                if isinstance(function, ast.FunctionDef) and _calls(function) & writers:
                    name = f"{module}.{function.name}"
                    if name not in NO_EVENTS:
                        yield name


def _imported(tree: ast.Module) -> set[str]:
    """The writers that a module knows, under the names that it gives them."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if alias.name in WRITERS.get(node.module or "", ()):
                    names.add(alias.asname or alias.name)
                elif f"{node.module}.{alias.name}" in WRITERS:
                    own = alias.asname or alias.name
                    names |= {f"{own}.{name}" for name in WRITERS[f"{node.module}.{alias.name}"]}
    return names


def _calls(function: ast.FunctionDef) -> set[str]:
    return {ast.unparse(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)}
