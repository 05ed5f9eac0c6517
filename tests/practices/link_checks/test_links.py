"""Addresses that records name are asked, politely and never in our own network; what is broken is told."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from practices.link_checks import opening
from practices.link_checks.opening import Closed, NoAnswer, is_public, status_of
from practices.link_checks.services import addresses_in, broken_uses, check, collect, state_of
from practices.models import LinkState, LinkUse, PracticePage, RecordSource, WatchedLink
from tests.factories import PracticePageFactory
from tests.practices.writing import city, desk, editor

pytestmark = pytest.mark.django_db


class Answers(BaseHTTPRequestHandler):
    """A web server of the test: each path answers in its own way."""

    asked: list[tuple[str, str]] = []

    def _answer(self) -> None:
        self.asked.append((self.command, self.path))
        target = {
            "/moved": "/fine",
            "/round": "/round",
            "/inside": "http://169.254.169.254/latest/meta-data/",
            "/file": "file:///etc/passwd",
            "/name": "http://localhost.localdomain:1/",
        }.get(self.path)
        if self.path == "/no-head":
            status = 405 if self.command == "HEAD" else 200
        else:
            status = {"/gone": 410, "/lost": 404, "/fault": 500, "/robots": 403}.get(self.path, 200)
        self.send_response(302 if target else status)
        if target:
            self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD = _answer

    def log_message(self, *args: Any) -> None:
        """Nothing: the tests read ``asked``."""


@pytest.fixture
def server(settings: Any) -> Iterator[str]:
    """Loopback, allowed by name for this test only."""
    settings.LINKS_ALSO_ASKED = ("127.0.0.1",)
    Answers.asked = []
    running = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()


@pytest.mark.parametrize(
    ("path", "state", "status"),
    [
        ("/fine", LinkState.WORKS, 200),
        ("/moved", LinkState.WORKS, 200),
        ("/no-head", LinkState.WORKS, 200),
        ("/no head\u00e9?a=ü b", LinkState.WORKS, 200),
        ("/gone", LinkState.GONE, 410),
        ("/lost", LinkState.GONE, 404),
        ("/fault", LinkState.FAILS, 500),
        ("/robots", LinkState.UNCLEAR, 403),
        ("/round", LinkState.NO_ANSWER, None),
        ("/inside", LinkState.CLOSED, None),
        ("/file", LinkState.CLOSED, None),
        ("/name", LinkState.CLOSED, None),
    ],
)
def test_an_address_answers(server: str, path: str, state: str, status: int | None) -> None:
    assert state_of(server + path) == (state, status)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://0x7f.1/",
        "http://2130706433/", "http://127.1/", "http://0.0.0.0/", "http://10.0.0.1/",
        "http://192.168.1.1/", "http://172.16.0.1/", "http://169.254.169.254/latest/",
        "http://100.64.0.1/", "http://[::ffff:127.0.0.1]/", "http://[fe80::1]/", "http://[fc00::1]/",
        "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://224.0.0.1/",
        "https://user:password@example.org/", "ftp://example.org/", "file:///etc/passwd",
        "gopher://127.0.0.1/", "http://example.org:22/", "http://", "http://[", "javascript:alert(1)",
        "http://example.org:99999/",
    ],
)  # fmt: skip
def test_nothing_of_our_own_network_is_asked(url: str) -> None:
    with pytest.raises((Closed, NoAnswer)):
        status_of(url)
    assert state_of(url)[0] in (LinkState.CLOSED, LinkState.NO_ANSWER)


def test_public_addresses_are_public() -> None:
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:220:1:248:1893:25c8:1946")
    assert not is_public("fe80::1%eth0")


def test_a_name_with_one_private_address_is_not_asked_and_is_resolved_once(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [["93.184.216.34", "10.0.0.1"], ["127.0.0.1"], ["169.254.169.254"]]

    def resolve(host: str, port: int, **kwargs: Any) -> list[Any]:
        return [(socket.AF_INET, 1, 6, "", (address, port)) for address in answers.pop(0)]

    monkeypatch.setattr(opening.socket, "getaddrinfo", resolve)
    with pytest.raises(Closed):
        status_of("http://two.example/")
    # The second answer of the name server is looked at and connected to; the third is never asked for.
    port = server.rpartition(":")[2]
    monkeypatch.setattr(opening, "PORTS", (int(port),))
    monkeypatch.setattr(opening.socket, "create_connection", _connect(answers))
    assert status_of(f"http://rebinding.example:{port}/fine") == 200
    assert answers == [["169.254.169.254"]]


def _connect(answers: list[Any]) -> Any:
    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        assert address[0] == "127.0.0.1"
        found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        found.settimeout(timeout)
        found.connect(address)
        return found

    return connect


def test_a_server_that_says_nothing_is_left_after_a_time(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "TIMEOUT", 0.2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        assert state_of(f"http://127.0.0.1:{silent.getsockname()[1]}/") == (
            LinkState.NO_ANSWER,
            None,
        )


# The records


@pytest.fixture
def record(site_tree: Any, server: str) -> Any:
    page = PracticePageFactory(
        parent=city(site_tree, "aarhus"),
        title="Mentors",
        description=f'<p><a href="{server}/lost">A text</a> and <a href="{server}/fine">another</a></p>',
        evaluation_report=f"{server}/fault",
    )
    page.sources = [RecordSource(url=f"{server}/fine"), RecordSource(url=f"{server}/gone")]
    page.save_revision().publish()
    return PracticePage.objects.get(pk=page.pk)


def test_addresses_in_fields_lists_and_texts_are_named(record: Any, server: str) -> None:
    assert addresses_in(record) == {
        f"{server}/{path}" for path in ("lost", "fine", "fault", "gone")
    }


def test_the_daily_command_asks_each_address_once_and_keeps_since_when(
    record: Any, server: str, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("practices.link_checks.services.PAUSE_SECONDS", 0)
    monkeypatch.setattr(check, "__kwdefaults__", {"pause": 0.0})
    call_command("check_links")
    assert capsys.readouterr().out.splitlines() == [
        "4 addresses are named",
        "4 asked",
        "3 broken in records",
    ]
    call_command("check_links")
    assert "0 asked" in capsys.readouterr().out
    assert Answers.asked.count(("HEAD", "/fine")) == 1
    first = WatchedLink.objects.get(url=f"{server}/gone")
    WatchedLink.objects.update(asked_at=timezone.now() - timedelta(days=2))
    call_command("check_links")  # those that are broken again, the others after a week
    assert "3 asked" in capsys.readouterr().out
    again = WatchedLink.objects.get(url=f"{server}/gone")
    assert (again.since, again.status) == (first.since, 410)
    assert again.asked_at > first.asked_at


def test_a_run_that_ends_early_goes_on_where_it_was(record: Any) -> None:
    collect()
    assert check(most=1, seconds=60, pause=0) == 1
    assert check(most=100, seconds=0, pause=0) == 0
    assert check(most=100, seconds=60, pause=0) == 3
    assert check(most=100, seconds=60, pause=0) == 0


def test_what_is_no_longer_public_is_no_longer_watched(record: Any, server: str) -> None:
    collect()
    record.sources = [RecordSource(url=f"{server}/fine")]
    record.save_revision().publish()
    assert collect() == 3
    record.unpublish()
    assert collect() == 0
    assert LinkUse.objects.count() == 0


def test_editors_and_the_city_are_told(
    record: Any, site_tree: Any, server: str, django_assert_max_num_queries: Any
) -> None:
    official = desk(record.city, "official@aarhus.example")
    stranger = desk(city(site_tree, "ghent", "BE"), "official@ghent.example")
    collect()
    check(most=100, seconds=60, pause=0)
    reader, _user = editor("editor@example.org")
    report = "/admin/moderation/reports/links/"
    page = reader.get(report).content.decode()
    assert "There is nothing at this address (410)" in page
    assert f"{server}/gone" in page
    assert "Mentors" in reader.get(f"{report}?country=DK&city=aarhus").content.decode()
    for nothing in ("country=BE", "city=ghent", "city=%00", "country=DK&city=ghent", "p=999999"):
        assert reader.get(f"{report}?{nothing}").status_code == 200
    assert "Mentors" not in reader.get(f"{report}?country=BE").content.decode()
    assert official.client.get(report).status_code in (302, 403)
    with django_assert_max_num_queries(40):
        mine = official.client.get(official.at()).content.decode()
    assert "Broken links" in mine
    assert f"{server}/gone" in mine
    assert f"{server}/gone" not in stranger.client.get(stranger.at()).content.decode()
    assert broken_uses().count() == 3


@pytest.mark.parametrize(
    "address",
    [
        "0.1.2.3", "10.1.2.3", "100.64.0.1", "127.9.9.9", "169.254.169.254", "172.31.255.255", "192.0.0.192",
        "192.0.0.9", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.7", "203.0.113.9",
        "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "168.63.129.16",
        "::", "::1", "::93.184.216.34", "::ffff:10.0.0.1", "::ffff:168.63.129.16", "64:ff9b::a00:1",
        "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:a00:1::", "3fff::1", "5f00::1", "fc00::1",
        "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "4000::1",
    ],
)  # fmt: skip
def test_no_address_of_special_use_is_public(address: str) -> None:
    assert not is_public(address)
