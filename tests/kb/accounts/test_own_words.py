"""Pages of accounts are in the site's own words, in its six languages: none is django-allauth's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth import urls
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from bs4 import BeautifulSoup
from django.conf import settings
from django.template.loader import get_template
from django.test import Client
from django.urls import URLPattern

from kb.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"
# Nobody registers, codes by mail are switched off, files have no words.
NOT_REACHED = {
    "account/signup.html",
    "account/confirm_login_code.html",
    "mfa/recovery_codes/download.txt",
}


def views(patterns: Any) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from views(pattern.url_patterns)


def test_no_page_of_accounts_is_in_the_words_of_the_library() -> None:
    named = {
        view.callback.view_class.template_name
        for view in views(urls.urlpatterns)
        if hasattr(view.callback, "view_class")
    }
    named = {name for name in named if name} - NOT_REACHED
    assert len(named) > 20
    own = Path(settings.BASE_DIR) / "templates"
    assert {
        name for name in named if not get_template(name).origin.name.startswith(f"{own}")
    } == set()


def test_no_page_of_accounts_takes_the_librarys_words_by_extending_its_page() -> None:
    """``base_…`` are frames without words of their own."""
    own = Path(settings.BASE_DIR) / "templates"
    names = [
        file.relative_to(own) for room in ("account", "mfa") for file in own.glob(f"{room}/**/*")
    ]
    extended = {
        (str(name), found[1])
        for name in names
        if name.suffix == ".html"
        for found in re.finditer(r'{% extends "([^"]+)" %}', (own / name).read_text())
    }
    assert len(extended) > 20
    assert {
        (name, parent)
        for name, parent in extended
        if not (Path(parent).name.startswith("base") or (own / parent).exists()) or name == parent
    } == set()


@pytest.fixture
def person(site_tree: Any) -> Client:
    """Signed in a moment ago, with an app, a key and recovery codes."""
    user = User.objects.create_user("a@city.example", "a@city.example", PASSWORD)
    client = Client()
    client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
    totp.TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(user)
    Authenticator.objects.create(
        user=user,
        type="webauthn",
        data={"name": "My computer", "credential": {}, "passwordless": True},
    )
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    return client


# In German; the other languages are held to the same words by the catalogues.
HEADINGS = {
    "2fa/": "Anmeldung in zwei Schritten",
    "2fa/totp/deactivate/": "App entfernen",
    "2fa/recovery-codes/": "Wiederherstellungscodes",
    "2fa/recovery-codes/generate/": "Neue Codes erzeugen",
    "2fa/webauthn/": "Sicherheitsschlüssel und Passkeys",
    "2fa/webauthn/add/": "Schlüssel hinzufügen",
    "2fa/webauthn/keys/{key}/edit/": "Schlüssel umbenennen",
    "2fa/webauthn/keys/{key}/remove/": "Schlüssel entfernen",
    "2fa/reauthenticate/": "Sind Sie es?",
    "reauthenticate/": "Sind Sie es?",
    "email/": "E-Mail-Adresse",
    "password/change/": "Passwort ändern",
    "logout/": "Abmelden",
}


@pytest.mark.parametrize("path", HEADINGS)
def test_who_is_signed_in_reads_the_sites_words(person: Client, path: str) -> None:
    keys = Authenticator.objects.filter(type="webauthn")
    key = keys.get().pk
    if path.endswith("add/"):  # the library reads the keys that are there, and this is none
        keys.delete()
    english = None
    for language in ("en", "de", "fr", "it", "ru", "tr"):
        answer = person.get(f"/{language}/account/{path.format(key=key)}")
        assert answer.status_code == 200
        page = BeautifulSoup(answer.content, "html.parser")
        heading = page.select_one("main h1").get_text(strip=True)
        if language == "en":
            english = heading
        else:
            assert heading != english
        if language == "de":
            assert heading == HEADINGS[path]


def test_boxes_have_the_sites_labels_and_no_words_in_them(person: Client) -> None:
    page = BeautifulSoup(person.get("/de/account/password/change/").content, "html.parser")
    labels = [label.get_text(strip=True).rstrip(":") for label in page.select("main label")]
    assert labels == ["Jetziges Passwort", "Neues Passwort", "Neues Passwort, noch einmal"]
    for path in ("login/", "password/reset/", "2fa/reauthenticate/", "email/"):
        page = BeautifulSoup(Client().get(f"/en/account/{path}").content, "html.parser")
        assert page.select("main [placeholder]") == [], path
    page = BeautifulSoup(Client().get("/fr/account/login/").content, "html.parser")
    labels = [label.get_text(strip=True) for label in page.select("main label")]
    assert labels == ["Adresse électronique\xa0:", "Mot de passe\xa0:"]


def test_who_forgot_the_password_is_led_to_a_new_one(client: Client, site_tree: Any) -> None:
    user = User.objects.create_user("a@city.example", "a@city.example", PASSWORD)
    page = client.get("/en/account/password/reset/").content.decode()
    assert "Forgotten your password?" in page
    assert "Send me the link" in page
    for email in ("a@city.example", "nobody@city.example"):
        done = client.post("/en/account/password/reset/", {"email": email}, follow=True)
        assert "Look into your mailbox" in done.content.decode()
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    page = client.get(f"/it/account/password/reset/key/{key}/", follow=True).content.decode()
    assert "Scegliere una nuova password" in page
    assert "Salvare la password" in page
    page = client.get("/tr/account/password/reset/key/1-abc-def/", follow=True).content.decode()
    assert "Bu bağlantı kullanılamaz" in page
    assert "Yeni bağlantı iste" in page
    assert (
        "Your password is changed"
        in client.get("/en/account/password/reset/key/done/").content.decode()
    )


def test_what_nobody_may_do_says_what_to_do_instead(client: Client, site_tree: Any) -> None:
    assert "Accounts come by invitation" in client.get("/en/account/signup/").content.decode()
    assert "This account is closed" in client.get("/en/account/inactive/").content.decode()
    page = client.get("/fr/account/confirm-email/abc/").content.decode()
    assert "Ce lien ne peut pas être utilisé" in page


def test_a_code_is_asked_for_after_the_password(person: Client) -> None:
    Authenticator.objects.filter(type="webauthn").delete()
    client = Client()
    answer = client.post(
        "/ru/account/login/", {"login": "a@city.example", "password": PASSWORD}, follow=True
    )
    page = answer.content.decode()
    assert "Двухэтапный вход" in page
    assert "Введите код из приложения или резервный код." in page
    assert "Использовать ключ безопасности" in page
