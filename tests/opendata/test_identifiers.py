"""Records get DOIs from DataCite: drafts, then found by everybody; once withdrawn, a word that they went."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from typing import Any
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from django.core.checks import run_checks
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from lxml import etree

from opendata.identifiers.services import register_dois
from opendata.models import DoiRegistration
from practices.models import PracticePage, Record
from search import services as search
from search.models import SearchDocument
from tests.opendata.datacite_schema import faults
from tests.search.conftest import Library

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NAMES = {"d": "http://datacite.org/schema/kernel-4", "o": "http://www.openarchives.org/OAI/2.0/"}


class DataCite(BaseHTTPRequestHandler):
    """A server that keeps to the rules of DataCite's REST API, as far as they are asked for here."""

    dois: dict[str, dict[str, Any]] = {}
    asked: list[str] = []
    away = 0  # how often it answers that it cannot now

    def do_POST(self) -> None:
        """A draft; one that is there is refused."""
        sent = self._sent()
        if sent is None:
            return
        if sent["doi"] in self.dois:
            return self._say(422)
        self.dois[sent["doi"]] = {**sent, "state": "draft"}
        self._say(201)

    def do_PUT(self) -> None:
        """New metadata, and the next state."""
        sent = self._sent()
        if sent is None:
            return
        kept = self.dois.get(unquote(self.path.removeprefix("/dois/")))
        if kept is None or (sent["event"] == "hide" and kept["state"] != "findable"):
            return self._say(422)
        kept |= {**sent, "state": {"publish": "findable", "hide": "registered"}[sent["event"]]}
        self._say(200)

    def do_DELETE(self) -> None:
        """Drafts alone."""
        name = unquote(self.path.removeprefix("/dois/"))
        if self._sent(empty=True) is None:
            return
        if self.dois[name]["state"] != "draft":
            return self._say(405)
        del self.dois[name]
        self._say(204)

    def _sent(self, *, empty: bool = False) -> dict[str, Any] | None:
        """What was sent by whoever may; None where it was answered already."""
        content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        DataCite.asked.append(self.command)
        if DataCite.away:
            DataCite.away -= 1
            self._say(503)
            return None
        own = base64.b64encode(b"CITY.ALLIANCE:a password").decode()
        if self.headers["Authorization"] != f"Basic {own}":
            self._say(401)
            return None
        if empty:
            return {}
        sent: dict[str, Any] = json.loads(content)["data"]["attributes"]
        if faults(base64.b64decode(sent["xml"])) or not sent["doi"].startswith("10.5072/"):
            self._say(422)
            return None
        return sent

    def _say(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Nothing."""


@pytest.fixture
def datacite(settings: Any) -> Iterator[type[DataCite]]:
    DataCite.dois, DataCite.asked, DataCite.away = {}, [], 0
    running = ThreadingHTTPServer(("127.0.0.1", 0), DataCite)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    settings.DATACITE_URL = f"http://127.0.0.1:{running.server_port}"
    settings.DATACITE_REPOSITORY, settings.DATACITE_PASSWORD = "CITY.ALLIANCE", "a password"
    settings.DATACITE_PREFIX = "10.5072"
    yield DataCite
    running.shutdown()
    running.server_close()


def registered() -> str:
    """What the job says."""
    said = StringIO()
    call_command("register_dois", stdout=said)
    search.build_waiting()
    return said.getvalue().strip()


def metadata(kept: dict[str, Any]) -> etree._Element:
    return etree.fromstring(base64.b64decode(kept["xml"]))


@pytest.fixture
def record(library: Library) -> PracticePage:
    page: PracticePage = library.record(
        "Mentors & <friends>",
        summary="Older pupils help.",
        concepts=(library.exit,),
        is_editor_summary=False,
    )
    library.translation(page, "de", title="Paten", summary="Ältere helfen.")
    return page


def test_a_record_that_is_published_gets_a_doi_that_stands_wherever_it_is_cited(
    client: Client, library: Library, record: PracticePage, datacite: type[DataCite]
) -> None:
    doi = f"10.5072/{record.translation_key}"
    before = client.get(record.url)
    assert "doi" not in before.content.decode().lower().replace("doing", "")
    assert registered() == "1 DOIs looked at, 0 failed, 0 left to do."
    kept = datacite.dois[doi]
    assert (kept["state"], datacite.asked) == ("findable", ["POST", "PUT"])
    assert kept["url"] == f"http://localhost:8000/record/{record.translation_key}/"
    told = metadata(kept)
    assert told.xpath("//d:title/text()", namespaces=NAMES) == ["Mentors & <friends>", "Paten"]
    assert told.xpath("//d:title[2]/@titleType", namespaces=NAMES) == ["TranslatedTitle"]
    assert told.xpath("//d:creatorName/text()", namespaces=NAMES) == ["Aarhus"]
    assert told.xpath("//d:identifier/text()", namespaces=NAMES) == [doi]
    # On its page: in words, for programs, in the header, as data.
    answer = client.get(record.url)
    page = BeautifulSoup(answer.content, "html.parser")
    link = f"https://doi.org/{doi}"
    assert page.select_one(f".cite__address a[href='{link}']").get_text() == doi
    assert page.select_one(".cite__text").get_text().endswith(link)
    assert page.select_one("meta[name=citation_doi]")["content"] == doi
    assert f'<{link}>; rel="cite-as"' in answer.headers["Link"]
    data = json.loads(page.select_one("script[type='application/ld+json']").string)
    assert (data["@type"], data["name"], data["sameAs"]) == ("Article", "Mentors & <friends>", link)
    assert data["identifier"][1]["value"] == doi
    # In files, of one and of many, in the API, and for harvesters.
    assert f"DO  - {doi}" in client.get(f"{record.url}cite/ris/").content.decode()
    assert f"doi = {{{doi}}}" in client.get(f"{record.url}cite/bibtex/").content.decode()
    assert json.loads(client.get(f"{record.url}cite/csl/").content)["DOI"] == doi
    assert f"DO  - {doi}" in client.get("/en/search/export.ris").getvalue().decode()
    assert client.get("/api/v1/records").json()["records"][0]["doi"] == doi
    # A version is cited by its own address: the DOI leads to the newest.
    version = client.get(f"/en/record/{record.translation_key}/v1/cite/csl/")
    assert "DOI" not in json.loads(version.content)
    assert f'href="{link}"' not in client.get("/en/search/").content.decode()


def test_datacite_is_told_again_only_of_what_it_would_not_know(
    library: Library, record: PracticePage, datacite: type[DataCite]
) -> None:
    registered()
    datacite.asked.clear()
    # The row was written anew with the DOI; that is no news.
    assert registered() == "1 DOIs looked at, 0 failed, 0 left to do."
    assert (datacite.asked, registered()) == ([], "0 DOIs looked at, 0 failed, 0 left to do.")
    page = PracticePage.objects.get(pk=record.pk)
    page.summary = "Older pupils listen."
    with library.run_callbacks(execute=True):
        page.save_revision().publish()
    registered()
    [kept] = datacite.dois.values()
    assert (datacite.asked, kept["state"]) == (["PUT"], "findable")
    told = metadata(kept)
    assert told.xpath("//d:description/text()", namespaces=NAMES)[0] == "Older pupils listen."
    assert told.xpath("//d:version/text()", namespaces=NAMES) == ["3"]


def test_what_is_withdrawn_is_said_to_be_gone_without_a_word_of_it_and_comes_back(
    client: Client, library: Library, record: PracticePage, datacite: type[DataCite]
) -> None:
    registered()
    for page in PracticePage.objects.filter(translation_key=record.translation_key):
        with library.run_callbacks(execute=True):
            page.unpublish()
    registered()
    [kept] = datacite.dois.values()
    assert kept["state"] == "registered"
    told = etree.tostring(metadata(kept)).decode()
    assert "no longer public" in told
    assert not [word for word in ("Mentors", "Paten", "pupils", "Aarhus") if word in told]
    with library.run_callbacks(execute=True):
        PracticePage.objects.get(pk=record.pk).save_revision().publish()
    registered()
    assert kept["state"] == "findable"
    # Deleted with its row, its DOI is told of all the same.
    for page in PracticePage.objects.filter(translation_key=record.translation_key):
        with library.run_callbacks(execute=True):
            page.delete()
    assert not Record.objects.filter(pk=record.translation_key).exists()
    registered()
    assert DoiRegistration.objects.get().state == kept["state"] == "registered"


def test_while_datacite_is_away_it_is_tried_again_ever_more_rarely(
    library: Library, record: PracticePage, datacite: type[DataCite]
) -> None:
    now = timezone.now()
    library.record("A library", city=library.milan)
    datacite.away = 1
    # One that does not answer is not asked for the others.
    assert register_dois(now) == "0 DOIs looked at, 1 failed, 2 left to do."
    row = DoiRegistration.objects.get(attempts=1)
    assert (row.trouble, row.due_at) == ("no answer: 503", now + timedelta(minutes=1))
    register_dois(now + timedelta(seconds=1))
    assert sorted(kept["state"] for kept in datacite.dois.values()) == ["findable"]
    # Between draft and publication it is away; the draft is not begun twice.
    datacite.dois.clear()
    datacite.dois[row.doi] = {"state": "draft"}
    register_dois(now + timedelta(minutes=2))
    assert datacite.dois[row.doi]["state"] == "findable"
    row.refresh_from_db()
    assert (row.attempts, row.trouble, row.due_at) == (0, "", None)


def test_a_wrong_password_harms_nothing_and_without_an_account_nothing_is_asked(
    client: Client, library: Library, record: PracticePage, datacite: type[DataCite], settings: Any
) -> None:
    settings.DATACITE_PASSWORD = "another"
    assert registered() == "0 DOIs looked at, 1 failed, 1 left to do."
    assert DoiRegistration.objects.get().trouble == "refused: 401"
    assert Record.objects.get(pk=record.translation_key).doi == ""
    # A draft that was withdrawn before it was found by anybody is deleted.
    DoiRegistration.objects.update(state="draft", due_at=timezone.now())
    settings.DATACITE_PASSWORD = "a password"
    datacite.dois[f"10.5072/{record.translation_key}"] = {"state": "draft"}
    SearchDocument.objects.update(deleted=True)
    registered()
    assert (datacite.dois, DoiRegistration.objects.get().state) == ({}, "")
    settings.DATACITE_REPOSITORY = ""
    asked = len(datacite.asked)
    assert registered() == "No account at DataCite is set: no DOI is registered."
    assert len(datacite.asked) == asked


@pytest.mark.parametrize(
    ("given", "numbers"),
    [
        ({}, []),
        ({"DATACITE_PREFIX": "10.5072"}, ["opendata.E001"]),
        ({"DATACITE_PREFIX": "doi", "DATACITE_PASSWORD": "x"}, ["opendata.E001", "opendata.E002"]),
        (
            {
                "DATACITE_PREFIX": "10.5072",
                "DATACITE_PASSWORD": "x",
                "DATACITE_REPOSITORY": "x",
                "DATACITE_URL": "http://api.datacite.org",
            },
            ["opendata.E003"],
        ),
    ],
)
def test_a_half_set_account_is_said(
    settings: Any, given: dict[str, str], numbers: list[str]
) -> None:
    for name, value in given.items():
        setattr(settings, name, value)
    assert [fault.id for fault in run_checks()] == numbers


def test_harvesters_get_every_record_as_datacite_has_it(
    client: Client, library: Library, record: PracticePage
) -> None:
    library.record("A library", city=library.milan, kind="training")
    answer = client.get("/oai?verb=ListRecords&metadataPrefix=oai_datacite")
    found = etree.fromstring(answer.content).xpath("//d:resource", namespaces=NAMES)
    assert [faults(etree.tostring(one)) for one in found] == [[], []]
    # Without a DOI its permanent address is its name.
    assert found[0].xpath("d:identifier/@identifierType", namespaces=NAMES) == ["URL"]
    Record.objects.get(pk=record.translation_key).change(doi="10.5072/x")
    search.refresh([record.translation_key])
    one = client.get(
        f"/oai?verb=GetRecord&metadataPrefix=oai_datacite&identifier=oai:localhost:{record.translation_key}"
    )
    assert b'<identifier identifierType="DOI">10.5072/x</identifier>' in one.content
