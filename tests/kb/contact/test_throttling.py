"""Guessing passwords is slowed down, by all web processes together, and hits nobody else."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache, caches
from django.test import Client

from kb.http.shared_counters import MemoryWithSharedCounters
from kb.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PASSWORD = "a long pass phrase of the test"
WRONG = "wrong"
REFUSED = "Too many failed login attempts"


@pytest.fixture(autouse=True)
def people(site_tree: Any) -> None:
    for email in ("known@example.org", "other@example.org"):
        User.objects.create_user(email, email, PASSWORD)


def sign_in(login: str, password: str = WRONG, address: str = "192.0.2.1") -> Any:
    """One try, in a process that has counted nothing itself."""
    cache.clear()
    return Client(REMOTE_ADDR=address).post(
        "/en/account/login/", {"login": login, "password": password}
    )


def test_thirty_tries_at_one_account_are_refused_whatever_process_and_address() -> None:
    answers = [
        sign_in("known@example.org", address=f"192.0.2.{number}").content.decode()
        for number in range(30)
    ]
    assert [REFUSED in answer for answer in answers] == [False] * 5 + [True] * 25
    assert REFUSED in sign_in("known@example.org", PASSWORD, "192.0.2.99").content.decode()
    assert sign_in("other@example.org", PASSWORD, "192.0.2.99").status_code == 302


def test_thirty_tries_from_one_address_are_refused_and_other_addresses_go_on() -> None:
    answers = [sign_in(f"guess-{number}@example.org") for number in range(30)]
    assert [REFUSED in answer.content.decode() for answer in answers[:12]] == [False] * 10 + [
        True
    ] * 2
    assert sign_in("known@example.org", PASSWORD, "198.51.100.7").status_code == 302


def test_more_posts_than_a_person_makes_get_429_with_the_time_to_wait() -> None:
    for number in range(30):
        sign_in(f"guess-{number}@example.org")
    answer = sign_in("guess@example.org")
    assert answer.status_code == 429
    assert answer["Retry-After"] == "60"
    assert "Wait a minute" in answer.content.decode()
    assert Client(REMOTE_ADDR="192.0.2.1").get("/en/account/login/").status_code == 200


def test_a_refusal_tells_nothing_of_who_has_an_account() -> None:
    def refused(login: str, address: str) -> str:
        for _try in range(5):
            sign_in(login, address=address)
        page = sign_in(login, address=address).content.decode()
        return page[page.index("<main") : page.index("</main")].replace(login, "")

    known, unknown = (
        re.sub(r'(value|nonce)="[^"]*"', "", refused(login, address))
        for login, address in (
            ("known@example.org", "192.0.2.1"),
            ("nobody@example.org", "192.0.2.2"),
        )
    )
    assert known == unknown
    assert REFUSED in known


def test_behind_the_proxy_each_reader_has_an_address_of_their_own(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def behind(forwarded: str, login: str, password: str = WRONG) -> Any:
        client = Client(REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": forwarded})
        return client.post("/en/account/login/", {"login": login, "password": password})

    for number in range(12):
        # What a guesser writes into the header stands before what the proxy adds.
        behind(f"10.0.0.{number}, 192.0.2.1", f"guess-{number}@example.org")
    assert REFUSED in behind("10.9.9.9, 192.0.2.1", "known@example.org").content.decode()
    assert behind("198.51.100.7", "known@example.org", PASSWORD).status_code == 302
    assert behind("no address", "known@example.org", PASSWORD).status_code == 403


def test_two_processes_hold_one_lock_and_one_counter_and_share_nothing_else() -> None:
    one, two = (MemoryWithSharedCounters(name, {}) for name in ("one", "two"))
    assert one.add("allauth:rl:x:lock", True, timeout=10)
    assert not two.add("allauth:rl:x:lock", True, timeout=10)
    one.delete("allauth:rl:x:lock")
    assert two.add("allauth:rl:x:lock", True, timeout=10)
    one.set("allauth:rl:x", [1.0], 60)
    one.clear()
    assert two.get("allauth:rl:x") == [1.0]
    assert caches["counters"].get("allauth:rl:x") == [1.0]
    one.set("another", "mine")
    assert two.get("another") is None
