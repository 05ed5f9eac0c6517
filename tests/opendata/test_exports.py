"""A list of results leaves whole, in nine forms, and each file says what it is and that it is whole."""

from __future__ import annotations

import csv
import gc
import io
import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import bibtexparser
import pytest
import rispy
from django.core.signals import request_finished
from django.db import close_old_connections, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook
from pybtex.database import parse_string
from pypdf import PdfReader

from kb.texts.csv_files import BYTE_ORDER_MARK
from opendata.exports import streaming
from opendata.exports.registry import FORMS as FORMS_OF_ALL
from practices.models import PracticePage, RecordSource
from practices.reading.printing.files import can_print
from search.answer import walking
from search.engines.base import EngineUnavailable
from search.models import SearchDocument
from tests.opendata.conftest import taken
from tests.search.conftest import Library

pytestmark = [pytest.mark.django_db, pytest.mark.both]
FORMS = ["csv", "xlsx", "ris", "bib", "csl.json", "docx", "pdf", "jsonl", "geojson"]
HOSTILE = '=cmd|"/c calc"!A1 {x} 100% \\ @ & é Ж'


@pytest.fixture
def two_records(library: Library) -> list[Any]:
    return [
        library.record(
            "Mentors in Aarhus",
            summary="Older pupils help.\nER  - \nTY  - JOUR",
            concepts=(library.exit, library.youth),
            year_from=2012,
            year_to=2020,
            is_editor_summary=False,
            licence="cc-by-sa-4.0",
        ),
        library.record(f"Mentors {HOSTILE}", city=library.ghent),
    ]


def drop(answer: Any) -> None:
    """As a server closes what a reader no longer wants; the test keeps its connection to the database."""
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode().removeprefix(BYTE_ORDER_MARK))))


def test_a_spreadsheet_has_a_head_the_records_and_an_end(
    client: Client, two_records: list[Any]
) -> None:
    rows = rows_of(taken(client, "/en/search/export.csv?q=mentors"))
    year = timezone.now().year
    assert rows[0] == ["Alliance Exchange: list of records"]
    assert ["Search", "“mentors”"] in rows
    assert ["Address", "http://localhost:8000/en/search/?q=mentors"] in rows
    assert ["Number of records", "2"] in rows
    assert rows[-1] == ["End of the list: 2 records."]
    begin = rows.index([]) + 1
    first = dict(zip(rows[begin], rows[begin + 1], strict=True))
    key = two_records[0].translation_key
    today = date.today().isoformat()
    assert first == {
        "Title": "Mentors in Aarhus",
        "Kind": "Practice",
        "City": "Aarhus",
        "Country": "Denmark",
        "First year": "2012",
        "Last year": "2020",
        "Themes": "Disengagement and exit; Prevention of extremism",
        "Audiences": "Young people",
        "Summary": "Older pupils help.\nER  - \nTY  - JOUR",
        "Language": "en",
        "Languages": "English",
        "Author": "Aarhus",
        "Licence": "Creative Commons Attribution-ShareAlike 4.0",
        "First published": today,
        "Last change": today,
        "Permanent link": f"http://localhost:8000/record/{key}/",
    }
    assert rows[begin + 2][0] == f"Mentors {HOSTILE}"
    assert str(year) in rows[3][1]


def test_nothing_in_a_spreadsheet_is_run(client: Client, library: Library) -> None:
    library.record("=1+1", summary="@SUM(A1)\x0b")
    rows = rows_of(taken(client, "/en/search/export.csv"))
    assert rows[rows.index([]) + 2][0] == "'=1+1"
    book = load_workbook(io.BytesIO(taken(client, "/en/search/export.xlsx")))
    cell = book["Records"]["A2"]
    assert (cell.value, cell.data_type) == ("'=1+1", "s")


def test_excel_has_the_records_on_one_sheet_and_what_they_are_on_another(
    client: Client, two_records: list[Any]
) -> None:
    book = load_workbook(io.BytesIO(taken(client, "/de/search/export.xlsx?q=mentors")))
    records, about = book.worksheets
    assert [row[0].value for row in records.iter_rows()] == [
        "Titel",
        "Mentors in Aarhus",
        f"Mentors {HOSTILE}",
    ]
    assert records["E2"].value == 2012
    values = [row[0].value for row in about.iter_rows()]
    assert "2" in values[-1]


def test_reference_managers_read_each_record_and_no_more(
    client: Client, two_records: list[Any]
) -> None:
    content = taken(client, "/en/search/export.ris?q=mentors").decode()
    lines = content.split("\r\n")
    assert lines[1] == "TY  - ELEC"
    assert lines[-2] == "End of the list: 2 records."
    key = two_records[0].translation_key
    first, second = rispy.loads(content)
    assert first["title"] == "Mentors in Aarhus"
    assert first["authors"] == ["Aarhus,"]
    assert first["urls"] == [f"http://localhost:8000/en/record/{key}/"]
    assert first["abstract"] == "Older pupils help. ER - TY - JOUR"
    assert first["custom1"] == "Creative Commons Attribution-ShareAlike 4.0"
    assert second["title"] == f"Mentors {HOSTILE}"
    assert second["authors"] == ["Alliance Exchange,"]


def test_latex_reads_each_record_and_no_more(client: Client, two_records: list[Any]) -> None:
    content = taken(client, "/en/search/export.bib?q=mentors").decode()
    assert content.rstrip().endswith("@comment{End of the list: 2 records.}")
    entries = parse_string(content, "bibtex").entries
    assert [str(entry.persons["author"][0]) for entry in entries.values()] == [
        "{Aarhus}",
        "{Alliance Exchange}",
    ]
    assert [entry.fields["title"] for entry in entries.values()] == [
        "{Mentors in Aarhus}",
        '{Mentors =cmd|"/c calc"!A1 x 100\\% @ \\& é Ж}',
    ]
    assert len(bibtexparser.parse_string(content).entries) == 2


def test_citation_programs_get_the_list_itself_as_first_item(
    client: Client, two_records: list[Any]
) -> None:
    own, first, second = json.loads(taken(client, "/en/search/export.csl.json?q=mentors"))
    assert own["type"] == "dataset"
    assert own["title"] == "Alliance Exchange: list of records: “mentors”"
    assert first["author"] == [{"literal": "Aarhus"}]
    assert first["issued"]["date-parts"] == [[*date.today().timetuple()[:3]]]
    assert second["title"] == f"Mentors {HOSTILE}"
    assert first["id"] != second["id"]


def test_programs_get_codes_labels_and_an_end(client: Client, two_records: list[Any]) -> None:
    lines = taken(client, "/tr/search/export.jsonl?q=mentors").decode().splitlines()
    head, first, _second, end = map(json.loads, lines)
    assert (head["type"], head["records"], head["language"]) == ("head", 2, "tr")
    assert first["kind"]["code"] == "practice"
    assert first["city"] == {"code": "aarhus", "label": "Aarhus"}
    assert first["text_language"] == "en"
    assert {theme["code"] for theme in first["themes"]} == {"exit", "prevention"}
    assert first["licence"]["url"] == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert "contact" not in lines[1]
    assert (end["records"], end["whole"]) == (2, True)


def test_maps_get_the_place_of_the_city_or_none(client: Client, two_records: list[Any]) -> None:
    found = json.loads(taken(client, "/en/search/export.geojson?q=mentors"))
    aarhus, ghent = found["features"]
    assert found["type"] == "FeatureCollection"
    assert aarhus["geometry"] == {"type": "Point", "coordinates": [10.2, 56.15]}
    assert ghent["geometry"] is None
    assert found["end"]["whole"] is True


def test_a_reader_in_word_has_contents_parts_sources_and_an_end(
    client: Client, two_records: list[Any]
) -> None:
    page = PracticePage.objects.get(pk=two_records[0].pk)
    page.description = "<p>Ten <b>mentors</b>.</p><ul><li>One</li><li>Two</li></ul>"
    page.sources = [RecordSource(title="Report", url="https://example.org/r", year=2020)]
    page.save_revision().publish()
    document = Document(io.BytesIO(taken(client, "/de/search/export.docx?q=mentors")))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert document.core_properties.language == "de"
    headings = [one.text for one in document.paragraphs if one.style.name.startswith("Heading 1")]
    assert headings[1:] == ["Mentors in Aarhus", f"Mentors {HOSTILE}"]
    assert "Ten mentors." in lines
    bullets = [one.text for one in document.paragraphs if one.style.name == "List Bullet"]
    assert bullets[:2] == ["One", "Two"]
    links = [one.target_ref for one in document.part.rels.values() if one.is_external]
    assert "https://example.org/r" in links
    inside = document.element.xpath("//w:hyperlink/@w:anchor")
    assert inside == document.element.xpath("//w:bookmarkStart/@w:name") == ["record-1", "record-2"]
    assert "2" in lines[-1]
    # Words in English say so in a German file.
    assert "en" in document.element.xpath("//w:r/w:rPr/w:lang/@w:val")


def test_a_practice_is_a_template_for_a_plan_of_ones_own(
    client: Client, two_records: list[Any]
) -> None:
    page = PracticePage.objects.get(pk=two_records[0].pk)
    page.description = "<p>Ten mentors.</p>"
    page.contact_email, page.contact_office = "zyxnever@example.org", "zyxnever office"
    page.contact_consent_on = date.today()
    page.contact_expires_on = date.today() + timedelta(days=300)
    page.internal_notes = "zyxnever"
    page.save_revision().publish()
    address = client.get(page.url).content.decode()
    assert 'href="plan/"' in address
    answer = client.get(f"{page.url.replace('/en/', '/fr/')}plan/")
    document = Document(io.BytesIO(answer.content))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert "Ten mentors." in lines
    assert len(document.tables) > 8
    assert b"zyxnever" not in b"".join(part.blob for part in document.part.package.iter_parts())
    assert any(str(page.translation_key) in line for line in lines)
    page.unpublish()
    assert client.get(f"{page.url}plan/").status_code in (404, 410)


@pytest.mark.skipif(not can_print(), reason="WeasyPrint lacks its libraries")
def test_a_reader_on_paper_is_tagged_and_a_long_list_is_refused_in_words(
    client: Client, two_records: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    read = PdfReader(io.BytesIO(taken(client, "/en/search/export.pdf?q=mentors")))
    words = " ".join(" ".join(one.extract_text() for one in read.pages).split())
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "Contents" in words
    assert words.count("Mentors in Aarhus") >= 2
    assert "End of the list: 2 records." in words
    for ending in ("pdf", "docx"):
        monkeypatch.setitem(FORMS_OF_ALL, ending, replace(FORMS_OF_ALL[ending], most=1))
        answer = client.get(f"/en/search/export.{ending}?q=mentors")
        assert answer.status_code == 400
        assert "This list has 2 records. A file to read holds at most 1" in answer.content.decode()
    assert client.get("/en/search/export.csv?q=mentors").status_code == 200
    page = client.get("/en/search/?q=mentors").content.decode()
    assert "To read (Word), up to 1 records" in page


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_list_is_a_valid_file(client: Client, library: Library, form: str) -> None:
    content = taken(client, f"/ru/search/export.{form}?q=submarine")
    if form in ("csl.json", "geojson"):
        json.loads(content)
    if form == "xlsx":
        assert load_workbook(io.BytesIO(content)).worksheets[0].max_row == 1


@pytest.mark.parametrize(
    "odd",
    [
        "page=2",
        "size=5",
        "sort=title",
        "view=map",
        "colour=blue",
        "theme=unknown",
        "year_from=soon",
    ],
)
def test_what_would_make_it_another_list_is_refused(
    client: Client, library: Library, odd: str
) -> None:
    answer = client.get(f"/en/search/export.csv?{odd}")
    assert answer.status_code == 400
    assert odd.split("=")[0] in answer.content.decode()


def test_there_is_no_form_that_nobody_has_written(client: Client, library: Library) -> None:
    assert client.get("/en/search/export.exe").status_code == 404
    assert client.post("/en/search/export.csv").status_code == 405


def test_a_list_that_the_engine_broke_off_says_so(
    client: Client, two_records: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = walking.public_records

    def broken(*arguments: Any, **more: Any) -> Any:
        yield next(whole(*arguments, **more))
        raise EngineUnavailable("lost")

    monkeypatch.setattr(walking, "public_records", broken)
    address = "/en/search/export.{}?q=mentors"
    first = min(SearchDocument.objects.values_list("pk", flat=True))

    def sentence(form: str) -> str:
        rest = f"http://localhost:8000{address.format(form)}&after={first}"
        broke = "This list is not whole: the search failed after 1 of 2 records."
        return f"{broke} The rest can be taken from {rest}"

    assert rows_of(taken(client, address.format("csv")))[-1] == [sentence("csv")]
    references = taken(client, address.format("ris")).decode()
    assert references.endswith(f"ER  - \r\n{sentence('ris')}\r\n")
    *_head, given, end = map(json.loads, taken(client, address.format("jsonl")).splitlines())
    assert (end["records"], end["whole"], end["said"]) == (1, False, sentence("jsonl"))
    with pytest.raises(json.JSONDecodeError):
        json.loads(taken(client, address.format("csl.json")))
    monkeypatch.undo()
    rest = sentence("jsonl").partition("8000")[2]
    head, record, end = map(json.loads, taken(client, rest).splitlines())
    assert "the rest of a list that broke off" in json.dumps(head)
    assert (end["whole"], record != given) == (True, True)
    for odd in ("x", "-1", "9" * 19, "²"):
        assert client.get(address.format("csv") + f"&after={odd}").status_code == 400


def test_two_lists_at_once_are_enough_for_one_reader(
    client: Client, two_records: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "_here", streaming.threading.BoundedSemaphore(10))
    address = "/en/search/export.csv?q=mentors"
    first, second = client.get(address), client.get(address)
    refused = client.get(address)
    assert (refused.status_code, refused["Retry-After"]) == (429, "20")
    elsewhere = client.get(address, REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 200
    drop(elsewhere)
    drop(first)  # never read
    again = client.get(address)
    assert again.status_code == 200
    assert b"End of the list" in again.getvalue()
    assert b"End of the list" in second.getvalue()
    assert client.get(address).status_code == 200


def test_lists_leave_half_of_the_process_to_pages(
    client: Client, two_records: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "_here", streaming.threading.BoundedSemaphore(2))
    address = "/en/search/export.jsonl"
    running = [client.get(address, REMOTE_ADDR=f"192.0.2.{number}") for number in (1, 2)]
    assert client.get(address, REMOTE_ADDR="192.0.2.3").status_code == 429
    del running  # dropped, and closed by nobody
    gc.collect()
    for _time in range(20):
        answer = client.get(address, REMOTE_ADDR="192.0.2.3")
        assert answer.status_code == 200
        drop(answer)


def test_a_list_costs_two_statements_for_some_hundred_records(
    client: Client, library: Library
) -> None:
    def statements() -> int:
        taken(client, "/en/search/export.csv?q=mentors")
        with CaptureQueriesContext(connection) as captured:
            taken(client, "/en/search/export.csv?q=mentors")
        return sum("search_" in query["sql"] for query in captured.captured_queries)

    library.record("Mentors 0")
    few = statements()
    for place in range(1, 12):
        library.record(f"Mentors {place}")
    assert statements() == few <= 6


def test_asking_for_the_head_alone_takes_no_list(client: Client, two_records: list[Any]) -> None:
    answer = client.head("/en/search/export.bib")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert answer["Cache-Control"] == "no-store"
    assert answer.content == b""


def test_the_page_of_results_leads_to_its_own_list(client: Client, two_records: list[Any]) -> None:
    page = client.get("/en/search/?q=mentors&city=aarhus&sort=title&page=1&view=table")
    assert (
        'href="/en/search/export.csl.json?q=mentors&amp;city=aarhus" rel="nofollow" download'
        in page.content.decode()
    )
    assert "Take this list away" not in client.get("/en/search/?q=submarine").content.decode()
