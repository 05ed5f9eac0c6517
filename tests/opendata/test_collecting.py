"""What others publish is read within bounds, shown as theirs, and never asked of our own network."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from opendata.collecting import services
from opendata.collecting.entries import Unreadable
from opendata.collecting.forms import from_feed, from_table
from opendata.collecting.services import collect
from opendata.models import CollectedEntry, CollectedSource
from practices.models import PracticePage
from search import services as search
from tests.factories import CityPageFactory, PracticePageFactory

pytestmark = pytest.mark.django_db

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Theirs</title>{}</feed>"""
ENTRY = """<entry xml:lang="de"><id>urn:1</id>
<title type="html">Hilfe &amp;lt;b&amp;gt;jetzt&amp;lt;/b&amp;gt;</title><summary>Was hilft.</summary>
<link href="https://example.org/help/"/><updated>2025-03-04T10:00:00Z</updated></entry>"""
RSS = """<rss version="2.0"><channel><item><guid>a</guid><title>Same page, named again</title>
<link>http://www.example.org/help</link></item><item><title>Script</title><link>javascript:alert(1)</link></item>
<item><guid>c</guid><title>Write to jo@city.example</title><link>https://example.org/jo</link></item>
<item><guid>d</guid><title>Another</title><link>https://example.org/d</link>
<pubDate>Tue, 04 Mar 2025 10:00:00 GMT</pubDate></item></channel></rss>"""
OAI = """<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>{}{}</ListRecords></OAI-PMH>"""
RECORD = """<record><header{gone}><identifier>oai:x:{n}</identifier></header><metadata>
<dc xmlns="http://purl.org/dc/elements/1.1/"><title>Study {n}</title><identifier>doi:10.1/x</identifier>
<identifier>https://example.org/study/{n}</identifier><date>2024</date></dc></metadata></record>"""
LAUGHS = """<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<feed xmlns="http://www.w3.org/2005/Atom"><title>&b;</title></feed>"""
INSIDE = """<!DOCTYPE f [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>"""


class Theirs(BaseHTTPRequestHandler):
    """A server of others; it lies where its paths say so."""

    sent = 0
    gone = ""

    def do_GET(self) -> None:
        """Each path answers in its own way."""
        path, _mark, query = self.path.partition("?")
        if path == "/inward":
            return self._say(b"", 302, Location="http://169.254.169.254/latest/meta-data/")
        if path == "/round":
            return self._say(b"", 302, Location="/round")
        if path == "/two-gigabytes":
            return self._flood()
        if path == "/says-much":
            return self._say(b"<rss/>", 200, **{"Content-Length": str(2 * 1024**3)})
        if path == "/says-little":
            return self._say(ATOM.format(ENTRY).encode(), 200, **{"Content-Length": "40"})
        if path == "/oai":
            more = "resumptionToken" in query
            token = "" if more else "<resumptionToken>next</resumptionToken>"
            number = 2 if more else 1
            gone = self.gone if number == 1 else ""
            return self._say(OAI.format(RECORD.format(n=number, gone=gone), token).encode())
        content = {
            "/atom": ATOM.format(ENTRY),
            "/rss": RSS,
            "/laughs": LAUGHS,
            "/inside": INSIDE,
            "/csv": "\ufeffTitle,Address,Date\nTable entry,https://example.org/t,2023-05\n,https://example.org/u,\n",
            "/no-feed": "<html><body>Hello</body></html>",
        }
        return self._say(content.get(path, "").encode(), 200 if path in content else 404)

    def _say(self, content: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def _flood(self) -> None:
        """Two gigabytes, if anybody takes them; no length is given."""
        self.send_response(200)
        self.end_headers()
        block = b"<!--" + b"x" * 65_536 + b"-->"
        try:
            while Theirs.sent < 2 * 1024**3:
                self.wfile.write(block)
                Theirs.sent += len(block)
        except OSError:
            return

    def log_message(self, *args: Any) -> None:
        """Nothing."""


@pytest.fixture
def server(settings: Any) -> Iterator[str]:
    """Loopback, allowed by name for this test only."""
    settings.LINKS_ALSO_ASKED = ("127.0.0.1",)
    Theirs.sent, Theirs.gone = 0, ""
    running = ThreadingHTTPServer(("127.0.0.1", 0), Theirs)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()


def source(address: str, form: str = "feed", **fields: Any) -> CollectedSource:
    fields = {"is_on": True, "title": f"Their {form}", **fields}
    return CollectedSource.objects.create(address=address, form=form, **fields)


def titles() -> list[str]:
    return list(CollectedEntry.objects.order_by("title").values_list("title", flat=True))


def test_entries_of_each_form_are_shown_as_others_and_lead_out(
    client: Client, site_tree: Any, server: str
) -> None:
    source(f"{server}/atom")
    source(f"{server}/rss")
    source(f"{server}/csv", "csv")
    source(f"{server}/oai", "oai", title="Their studies")
    off = source(f"{server}/never", is_on=False)
    assert CollectedSource._meta.get_field("is_on").default is False
    call_command("keep_fresh")
    # The same page is kept once; what could lead to a person, or is no page, not at all.
    assert titles() == ["Another", "Hilfe jetzt", "Study 1", "Study 2", "Table entry"]
    assert CollectedEntry.objects.get(title="Study 2").published == date(2024, 1, 1)
    page = BeautifulSoup(client.get("/en/elsewhere/").content, "html.parser")
    assert "These are not records of this base." in page.get_text()
    link = page.select_one("a[href='https://example.org/help/']")
    assert (link.get_text(), link["lang"]) == ("Hilfe jetzt", "de")
    assert link["rel"] == ["external", "nofollow", "noopener"]
    assert page.get_text().count("Not ours: ") == 5
    # They are among no results, and one that is off shows nothing.
    assert client.get("/api/v1/search?q=Study").json()["total"] == 0
    chosen = client.get(f"/de/elsewhere/?source={CollectedSource.objects.get(form='oai').pk}")
    assert "Study 2" in chosen.content.decode()
    assert "Hilfe" not in chosen.content.decode()
    PracticePageFactory(parent=CityPageFactory(parent=site_tree.cities), title="Mentors")
    search.refresh(PracticePage.objects.values_list("translation_key", flat=True))
    assert "/en/elsewhere/" in client.get("/en/search/?q=mentors").content.decode()
    CollectedSource.objects.filter(form="feed").update(is_on=False)
    assert "Hilfe jetzt" not in client.get("/en/elsewhere/").content.decode()
    off.refresh_from_db()
    assert off.tried_at is None


def test_a_second_day_changes_what_changed_and_forgets_what_is_gone(
    site_tree: Any, server: str
) -> None:
    now = timezone.now()
    oai = source(f"{server}/oai", "oai")
    assert collect(oai, now) == 2
    Theirs.gone = ' status="deleted"'
    oai.refresh_from_db()
    assert collect(oai, now + timedelta(days=1)) == 0
    assert titles() == ["Study 2"]


@pytest.mark.parametrize(
    ("path", "trouble"),
    [
        ("/inward", "closed"),
        ("/round", "no-answer"),
        ("/lost", "no-answer"),
        ("/two-gigabytes", "too-large"),
        ("/says-much", "too-large"),
        ("/says-little", "unreadable"),
        ("/laughs", "unreadable"),
        ("/inside", "unreadable"),
        ("/no-feed", "unreadable"),
    ],
)
def test_what_lies_or_leads_inward_is_named_and_nothing_is_kept(
    site_tree: Any, server: str, path: str, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = source(f"{server}{path}")
    assert collect(one, timezone.now()) == 0
    one.refresh_from_db()
    assert (one.trouble, one.read_at) == (trouble, None)
    assert not CollectedEntry.objects.exists()
    # Some more than the bound may be on its way already.
    assert Theirs.sent < services.MOST_BYTES + 16 * 1024**2


def test_addresses_within_are_never_asked(site_tree: Any) -> None:
    for inner in ("http://127.0.0.1/", "http://[::1]/", "http://10.0.0.1/x", "file:///etc/passwd"):
        one = source(inner)
        collect(one, timezone.now())
        one.refresh_from_db()
        assert one.trouble == "closed"


@pytest.mark.parametrize("odd", [b"", b"\x00", b"<a", b"<rss>" * 50_000, b"\xff\xfe" * 9])
def test_what_is_no_list_is_no_fault_of_ours(odd: bytes) -> None:
    with pytest.raises(Unreadable):
        from_feed(odd)
    with pytest.raises(Unreadable):
        from_table(odd)


def test_odd_questions_are_answered(client: Client, site_tree: Any) -> None:
    assert client.get("/en/elsewhere/?page=9999999999999999").status_code == 200
    assert client.get("/en/elsewhere/?page=x").status_code == 200
    assert client.get("/en/elsewhere/?source=1%00").status_code == 404
    assert "Nothing is collected" in client.get("/en/elsewhere/").content.decode()
