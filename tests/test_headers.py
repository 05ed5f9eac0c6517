"""Headers of every address: security, caching, no cookie for readers."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.access_matrix import ROWS

pytestmark = pytest.mark.django_db

ADDRESSES = sorted({row.example.format(word="exit") for row in ROWS.values()})


@pytest.mark.parametrize("address", [*ADDRESSES, "/en/no-such-page/", "/admin/login/"])
def test_each_answer_carries_the_security_headers(
    client: Client, site_tree: object, address: str
) -> None:
    headers = client.get(address).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in headers["Permissions-Policy"]
    policy = headers["Content-Security-Policy"]
    for directive in (
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ):
        assert directive in policy
    assert "unsafe-eval" not in policy
    assert "unsafe-inline" not in policy


# Forms need their CSRF cookie; these pages are not for readers.
READERS = [
    address
    for address in ADDRESSES
    if not address.startswith(("/en/account/", "/en/invitation/", "/en/my-city/"))
]


@pytest.mark.parametrize("address", [*READERS, "/en/no-such-page/"])
def test_a_reader_gets_no_cookie_and_the_same_page_for_any_cookie_or_language(
    client: Client, site_tree: object, address: str
) -> None:
    plain = client.get(address)
    assert plain.cookies == {}
    assert "Cookie" not in plain.headers.get("Vary", "")
    if address != "/":
        assert "Accept-Language" not in plain.headers.get("Vary", "")
        other = Client(headers={"Accept-Language": "ru", "Cookie": "django_language=tr"})
        assert other.get(address).content == plain.content


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
