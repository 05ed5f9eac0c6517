"""Logs hold no secret of a link and nothing of what somebody searched for."""

from __future__ import annotations

import logging

import pytest
from django.urls import get_resolver

from kb.http.logs import SECRETS, WithoutSecrets, without_secrets


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/en/search/?q=Ahmed+from+Aarhus", "/en/search/"),
        ("/en/invitation/Zk9-very-secret-word/", "/en/invitation/…/"),
        ("/de/mails/stop/abc:def/", "/de/mails/stop/…/"),
        ("/en/review/s3cret/", "/en/review/…/"),
        ("/en/account/password/reset/key/1x-set-password9abc/", "/en/account/password/reset/key/…-…/"),
        ("/fr/account/confirm-email/MjA:1xYz/", "/fr/account/confirm-email/…/"),
        # Mistyped: no view knows it, and it may still be most of a secret.
        ("/en/invitations/Zk9-very-secret-word/", "/en/invitations/…/"),
        ("/en/cities/aarhus/", "/en/cities/aarhus/"),
    ],
)  # fmt: skip
def test_an_address_is_logged_without_what_opens_something(path: str, logged: str) -> None:
    assert without_secrets(path) == logged


def test_each_part_of_an_address_that_opens_something_is_known_as_one() -> None:
    names: set[str] = set()

    def walk(patterns: list[object]) -> None:
        for pattern in patterns:
            names.update(pattern.pattern.regex.groupindex)  # type: ignore[attr-defined]
            walk(getattr(pattern, "url_patterns", []))

    walk([p for p in get_resolver().url_patterns if str(p.pattern) != "admin/"])
    like_secrets = {
        name for name in names if any(word in name for word in ("secret", "token", "key"))
    }
    assert like_secrets <= SECRETS


def test_djangos_warnings_are_cut_too() -> None:
    record = logging.LogRecord(
        "django.request", logging.WARNING, "", 0, "%s: %s",
        ("Not Found", "/en/invitation/Zk9-very-secret-word/"), None,
    )  # fmt: skip
    assert WithoutSecrets().filter(record)
    assert record.getMessage() == "Not Found: /en/invitation/…/"
