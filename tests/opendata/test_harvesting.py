"""Catalogues harvest every public record over OAI-PMH, part by part, and hear of each that is gone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree

from opendata.harvesting import provider
from search.models import SearchDocument
from tests.search.conftest import Library

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NAMES = {
    "o": "http://www.openarchives.org/OAI/2.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "oai_dc": "http://www.openarchives.org/OAI/2.0/oai_dc/",
}
ALL = "verb=ListRecords&metadataPrefix=oai_dc"


class Answer:
    """An answer of the provider, to be asked by paths."""

    def __init__(self, client: Client, question: str) -> None:
        got = client.get(f"/oai?{question}")
        assert (got.status_code, got["Content-Type"]) == (200, "text/xml; charset=utf-8")
        self.root = etree.fromstring(got.content)

    def texts(self, path: str) -> list[str]:
        return [str(found) for found in self.root.xpath(path, namespaces=NAMES)]

    @property
    def error(self) -> str:
        return "".join(self.texts("o:error/@code"))

    @property
    def token(self) -> str:
        return "".join(self.texts("//o:resumptionToken/text()"))


def identifier(page: Any) -> str:
    return f"oai:localhost:{page.translation_key}"


def test_it_says_who_it_is(client: Client, library: Library) -> None:
    answer = Answer(client, "verb=Identify")
    assert answer.texts("o:Identify/o:baseURL/text()") == ["http://localhost:8000/oai"]
    assert answer.texts("o:Identify/o:deletedRecord/text()") == ["persistent"]
    assert answer.texts("o:request/@verb") == ["Identify"]
    assert Answer(client, "verb=ListMetadataFormats").texts("//o:metadataPrefix/text()") == [
        "oai_dc",
        "oai_datacite",
    ]


def test_a_record_is_told_in_each_of_its_languages(client: Client, library: Library) -> None:
    page = library.record(
        "Mentors & \x0b <friends>",
        summary="Older pupils help.",
        concepts=(library.exit,),
        is_editor_summary=False,
    )
    library.translation(page, "de", title="Mentoren", summary="Ältere helfen.")
    answer = Answer(client, f"verb=GetRecord&metadataPrefix=oai_dc&identifier={identifier(page)}")
    assert answer.texts("//dc:title/text()") == ["Mentors &  <friends>", "Mentoren"]
    assert answer.texts("//dc:title/@xml:lang") == ["en", "de"]
    assert answer.texts("//dc:creator/text()") == ["Aarhus"]
    assert "Ausstieg" in answer.texts("//dc:subject[@xml:lang='de']/text()")
    assert answer.texts("//dc:identifier/text()") == [
        f"http://localhost:8000/record/{page.translation_key}/"
    ]
    assert answer.texts("//dc:rights/text()")[1] == "https://creativecommons.org/licenses/by/4.0/"
    assert answer.texts("//o:header/o:setSpec/text()") == [
        "kind:practice", "country:DK", "theme:exit", "theme:prevention",
    ]  # fmt: skip
    assert "@" not in "".join(answer.texts("//dc:*/text()"))


def test_all_records_come_in_parts_and_each_once(
    client: Client, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [library.record(f"Mentors {place}") for place in range(5)]
    monkeypatch.setattr(provider, "MOST_AT_ONCE", 2)
    found: list[str] = []
    cursors: list[str] = []
    question = ALL
    while question:
        answer = Answer(client, question)
        found += answer.texts("//o:header/o:identifier/text()")
        cursors += answer.texts("//o:resumptionToken/@cursor")
        question = f"verb=ListRecords&resumptionToken={answer.token}" if answer.token else ""
    assert found == [identifier(page) for page in pages]
    assert cursors == ["0", "2", "4"]


def test_what_is_gone_is_told_as_gone_in_every_list(client: Client, library: Library) -> None:
    page = library.record("Mentors", concepts=(library.exit,))
    other = library.record("A library", city=library.milan)
    page.unpublish()
    for question in (
        ALL,
        f"{ALL}&set=theme:exit",
        f"{ALL}&set=country:DK",
        f"{ALL}&set=kind:practice",
    ):
        answer = Answer(client, question)
        gone = answer.texts("//o:header[@status='deleted']/o:identifier/text()")
        assert gone == [identifier(page)]
    assert Answer(client, ALL).texts("//dc:title/text()") == ["A library"]
    assert identifier(other) not in Answer(client, f"{ALL}&set=theme:exit").texts(
        "//o:identifier/text()"
    )
    answer = Answer(client, f"verb=GetRecord&metadataPrefix=oai_dc&identifier={identifier(page)}")
    assert answer.texts("//o:header/@status") == ["deleted"]
    assert answer.texts("//o:metadata") == []


def test_a_harvest_can_ask_for_what_changed_between_two_moments(
    client: Client, library: Library
) -> None:
    old, new = library.record("Old"), library.record("New")
    moment = timezone.now() - timedelta(days=10)
    SearchDocument.objects.filter(key=old.translation_key).update(updated_at=moment)
    listed = "verb=ListIdentifiers&metadataPrefix=oai_dc"
    since = Answer(client, f"{listed}&from={moment + timedelta(days=1):%Y-%m-%d}")
    assert since.texts("//o:identifier/text()") == [identifier(new)]
    until = Answer(client, f"{listed}&until={moment:%Y-%m-%dT%H:%M:%SZ}")
    assert until.texts("//o:identifier/text()") == [identifier(old)]
    day = f"{moment:%Y-%m-%d}"
    assert Answer(client, f"{listed}&from={day}&until={day}").texts("//o:identifier/text()") == [
        identifier(old)
    ]
    assert Answer(client, f"{listed}&until=2016-01-01").error == "noRecordsMatch"


def test_sets_are_kinds_countries_and_themes_that_have_records(
    client: Client, library: Library
) -> None:
    library.record("Mentors", concepts=(library.school,))
    assert Answer(client, "verb=ListSets").texts("//o:setSpec/text()") == [
        "kind:practice", "country:DK", "theme:school",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("", "badVerb"),
        ("verb=Delete", "badVerb"),
        ("verb=Identify&verb=Identify", "badVerb"),
        ("verb=Identify&x=1", "badArgument"),
        ("verb=ListRecords", "badArgument"),
        ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
        (f"{ALL}&from=soon", "badArgument"),
        (f"{ALL}&from=2026-02-31", "badArgument"),
        (f"{ALL}&from=2026-11-29&until=2026-11-29T00:00:00Z", "badArgument"),
        (f"{ALL}&from=2026-11-29&until=2026-11-28", "badArgument"),
        (f"{ALL}&until=9999-12-31", "badArgument"),
        (f"{ALL}&set=theme:unknown", "noRecordsMatch"),
        (f"{ALL}&set=%00", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=marc", "cannotDisseminateFormat"),
        ("verb=ListRecords&resumptionToken=x", "badResumptionToken"),
        (f"verb=ListRecords&resumptionToken={'x' * 5_000}", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=x&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListSets&resumptionToken=x", "badResumptionToken"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:localhost:1", "idDoesNotExist"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=%0B%00", "idDoesNotExist"),
    ],
)
def test_what_is_wrong_is_said_as_the_protocol_has_it(
    client: Client, library: Library, question: str, code: str
) -> None:
    assert Answer(client, question).error == code


def test_it_is_asked_by_post_too(client: Client, library: Library) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/oai", {"verb": "Identify"})
    assert b"<repositoryName>Alliance Exchange</repositoryName>" in answer.content
    assert client.put("/oai").status_code == 405
