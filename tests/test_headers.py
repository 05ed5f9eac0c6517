"""Headers of every address: security, caching, no cookie for readers."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.access_matrix import ROWS

pytestmark = pytest.mark.django_db

# Whose address is the only key: it is told to nobody, not even to this site's other pages.
SECRET_LINKS = ("/en/review/",)
ADDRESSES = sorted({row.example.format(word="exit") for row in ROWS.values()})


SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
DIRECTIVES = (
    "default-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)


def lacking(address: str, headers: Any) -> list[str]:
    """What is missing or too loose in the headers of an answer."""
    referrer = "no-referrer" if address.startswith(SECRET_LINKS) else "same-origin"
    wanted = {**SECURITY, "Referrer-Policy": referrer}
    policy = headers["Content-Security-Policy"]
    return [
        *(name for name, value in wanted.items() if headers.get(name) != value),
        *(directive for directive in DIRECTIVES if directive not in policy),
        *(loose for loose in ("unsafe-eval", "unsafe-inline") if loose in policy),
        *([] if "camera=()" in headers["Permissions-Policy"] else ["Permissions-Policy"]),
    ]


def test_each_answer_carries_the_security_headers(client: Client, site_tree: object) -> None:
    found = {
        address: lacking(address, client.get(address).headers)
        for address in (*ADDRESSES, "/en/no-such-page/", "/admin/login/")
    }
    assert {address: names for address, names in found.items() if names} == {}


# Forms need their CSRF cookie; these pages are not for readers.
PERSONAL = (
    "/en/account/",
    "/en/ask-a-city/",
    "/en/co-author/",
    "/en/contact/",
    "/en/invitation/",
    "/en/join/account/",
    "/en/mails/",
    "/en/my-city/",
    "/en/my-data/",
    "/en/needs/",
    "/en/plan/",
    "/en/study-visits/1/ask/",
    "/en/styleguide/",
    "/en/visits/",
)
# Each answer has a ticket of its own, which the form gives back.
TICKETS = ("/en/search/alert/", "/en/search/keep/")
READERS = [address for address in ADDRESSES if not address.startswith(PERSONAL)]


def test_a_reader_gets_no_cookie_and_the_same_page_for_any_cookie_or_language(
    client: Client, site_tree: object
) -> None:
    other = Client(headers={"Accept-Language": "ru", "Cookie": "django_language=tr"})
    wrong = []
    for address in (*READERS, "/en/no-such-page/"):
        plain = client.get(address)
        own = said(plain)
        varies = plain.headers.get("Vary", "")
        if plain.cookies or "Cookie" in varies:
            wrong.append(address)
        if address == "/" or address.startswith(TICKETS):
            continue
        if "Accept-Language" in varies or said(other.get(address)) != own:
            wrong.append(address)
    assert wrong == []


def said(answer: Any) -> bytes:
    """An answer, streamed or not, without the second in which it was given."""
    return re.sub(rb"<responseDate>[^<]*", b"", answer.getvalue())


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "trace"])
@pytest.mark.parametrize("address", ["/en/search/", "/en/search/suggest", "/api/v1/search"])
def test_reading_addresses_refuse_other_methods(
    client: Client, site_tree: object, address: str, method: str
) -> None:
    assert getattr(client, method)(address).status_code == 405


def test_only_signed_in_editors_get_the_policy_that_wagtails_editor_needs(
    client: Client, site_tree: object, admin_user: object
) -> None:
    client.force_login(admin_user)  # type: ignore[arg-type]
    policy = client.get("/admin/pages/").headers["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "unsafe-eval" not in policy
    assert "frame-ancestors 'self'" in policy
    assert "unsafe-inline" not in client.get("/en/").headers["Content-Security-Policy"]
