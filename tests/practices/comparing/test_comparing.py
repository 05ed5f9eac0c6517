"""Records side by side: what stands in the table, what differs, and what no address can get out of it."""

from __future__ import annotations

import csv
import io
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from practices.comparing.requests import ComparisonRequest
from practices.models import (
    EvidenceRating,
    Partner,
    PracticePage,
    PublicTranslation,
    Record,
    RecordSource,
)
from tests.factories import (
    CityPageFactory,
    ConceptFactory,
    PracticePageFactory,
    TrainingProgrammePageFactory,
)
from tests.search.conftest import Library
from tests.test_leaks import HIDDEN, STATES

pytestmark = pytest.mark.django_db

NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def library(site_tree: Any, django_capture_on_commit_callbacks: Any) -> Library:
    return Library(site_tree, django_capture_on_commit_callbacks)


def address(*records: Any, more: str = "", language: str = "en", file: bool = False) -> str:
    keys = [str(getattr(record, "translation_key", record)) for record in records]
    query = "&".join([*(f"record={key}" for key in keys), *([more] if more else [])])
    return f"/{language}/compare/{'table.csv' if file else ''}?{query}"


def read(client: Client, url: str) -> BeautifulSoup:
    answer = client.get(url)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def row(page: BeautifulSoup, label: str) -> list[str]:
    """The verdict of a row and what its cells say."""
    line = next(
        line
        for line in page.select(".compare tbody tr:not(.compare__group)")
        if line.select_one(".compare__label").get_text(strip=True) == label
    )
    for who in line.select(".compare__who"):
        who.decompose()
    verdict = line.select_one(".verdict")
    cells = [" ".join(cell.get_text(" ", strip=True).split()) for cell in line.select("td")]
    return [verdict.get_text(strip=True) if verdict else "", *cells]


def titles(page: BeautifulSoup) -> list[str]:
    return [link.get_text(strip=True) for link in page.select(".compare__title")]


def test_rows_say_in_words_whether_records_differ(client: Client, library: Library) -> None:
    one = library.record(
        "Mentors", concepts=(library.exit, library.school), year_from=2015, status="ongoing"
    )
    two = library.record(
        "Counsellors",
        city=library.milan,
        concepts=(library.exit, library.youth),
        year_from=2015,
        status="ended",
        budget_band="up-to-10k",
    )
    page = read(client, address(one, two))
    assert titles(page) == ["Mentors", "Counsellors"]
    assert row(page, "City") == ["differs", "Aarhus, Denmark", "Milan, Italy"]
    assert row(page, "Years") == ["the same", "since 2015", "since 2015"]
    assert row(page, "State of the work") == ["differs", "Ongoing", "Ended"]
    assert row(page, "Budget") == ["differs", "not known", "Up to 10,000 euros a year"]
    assert row(page, "Theme") == [
        "differs; 1 in common",
        "Disengagement and exit Education",
        "Disengagement and exit",
    ]
    assert row(page, "Method") == ["known of none", "not known", "not known"]
    assert (
        page.select_one(".page-head__lead")
        .get_text(" ", strip=True)
        .startswith("2 records side by side.")
    )


def test_the_address_can_ask_for_the_rows_that_differ_only(
    client: Client, library: Library
) -> None:
    one = library.record("Mentors", year_from=2015, status="ongoing")
    two = library.record("Counsellors", year_from=2015, status="ended")
    page = read(client, address(one, two, more="rows=different"))
    labels = [label.get_text(strip=True) for label in page.select(".compare__label")]
    assert "State of the work" in labels
    assert "Years" not in labels
    assert {line.get_text(strip=True)[:7] for line in page.select(".verdict")} == {"differs"}
    current = page.select_one(".switch [aria-current=true]")
    assert current.get_text(" ", strip=True).startswith("Only rows that differ")


def test_a_kind_without_a_part_is_not_said_to_know_nothing(
    client: Client, site_tree: Any, library: Library
) -> None:
    practice = library.record("Mentors", challenge="<p>A gap.</p>")
    training = library.record("Course", kind="training", group_size="20 people")
    page = read(client, address(practice, training))
    assert row(page, "Situation before and challenge")[1:] == [
        "A gap.",
        "not asked of this kind of record",
    ]
    assert row(page, "Group size")[1:] == ["not asked of this kind of record", "20 people"]


def test_evidence_is_compared_question_by_question(client: Client, library: Library) -> None:
    one = library.record("Mentors")
    one.evidence_ratings = [
        EvidenceRating(dimension="effect", strength="moderate", reason="Two studies.")
    ]
    one.save_revision().publish()
    page = read(client, address(one, library.record("Counsellors")))
    assert row(page, "Effect") == ["differs", "Moderate Two studies.", "not known"]
    assert page.select_one(".strength--moderate").get_text(strip=True) == "Moderate"


def test_texts_are_in_the_readers_language_where_they_exist(
    client: Client, library: Library
) -> None:
    one = library.record("Mentors", summary="Mentors help.")
    library.translation(one, "de", title="Mentoren", summary="Mentoren helfen.")
    two = library.record("Counsellors", summary="Counsellors listen.")
    page = read(client, address(one, two, language="de"))
    first, second = page.select(".compare__title")
    assert (first.get_text(strip=True), first.get("lang")) == ("Mentoren", None)
    assert (second.get_text(strip=True), second.get("lang")) == ("Counsellors", "en")
    summaries = [found for found in page.select("td p") if found.string]
    foreign = next(found for found in summaries if found.string == "Counsellors listen.")
    own = next(found for found in summaries if found.string == "Mentoren helfen.")
    assert (foreign.get("lang"), own.get("lang")) == ("en", None)


def test_a_long_text_is_cut_with_a_link_to_the_whole_and_links_stay_in_the_record(
    client: Client, library: Library
) -> None:
    text = f'<p><a href="https://example.org/">{"Words and more words. " * 200}</a></p>'
    one = library.record("Mentors", description=text)
    page = read(client, address(one, library.record("Counsellors")))
    cell = page.find("a", string="The whole text in the record")
    assert cell["href"] == "/en/cities/aarhus/mentors/#description"
    assert page.select_one(".compare__prose a") is None
    assert len(page.select_one(".compare__prose:has(p)").get_text()) < 1_000


def test_records_are_added_and_removed_by_plain_links(client: Client, library: Library) -> None:
    one = library.record("Mentors", concepts=(library.exit,))
    two = library.record("Counsellors", concepts=(library.exit,))
    three = library.record("Exit work", concepts=(library.exit,))
    page = read(client, address(one))
    assert page.select_one("#add").get_text(strip=True) == "Compare with…"
    add = {
        entry.select_one(".compare-found__title").get_text(strip=True): entry.select_one(
            "a.button"
        )["href"]
        for entry in page.select(".compare-found__record")
    }
    assert set(add) == {"Counsellors", "Exit work"}
    page = read(client, add["Exit work"])
    assert titles(page) == ["Mentors", "Exit work"]
    page = read(client, page.select_one(".compare__remove")["href"])
    assert titles(page) == ["Exit work"]
    found = read(client, address(one, two, more="q=exit"))
    entry: Tag = found.select_one(".compare-found__record")
    assert entry.select_one("a.button")["href"] == address(one, two, three)


def test_a_record_is_compared_from_its_own_page(client: Client, library: Library) -> None:
    one = library.record("Mentors", concepts=(library.exit,))
    library.record("Counsellors", concepts=(library.exit,))
    page = read(client, one.url)
    assert page.find("a", string="Compare this record with others")["href"] == address(one)


def test_more_than_four_are_left_out_and_twice_the_same_counts_once(
    client: Client, library: Library
) -> None:
    records = [library.record(f"Record {number}") for number in range(6)]
    page = read(client, address(records[0], records[0], *records, NOBODY))
    assert titles(page) == ["Record 0", "Record 1", "Record 2", "Record 3"]
    notices = " ".join(notice.get_text(" ", strip=True) for notice in page.select(".notice"))
    assert "At most 4 records fit side by side. 2 more in this address are left out." in notices
    assert f"Record {NOBODY}: not available" in notices
    assert "more do not fit" in page.select_one(".compare-add").get_text()


@pytest.mark.parametrize("hide", STATES.values(), ids=STATES.keys())
def test_a_hidden_record_is_answered_like_one_that_never_was(
    client: Client,
    site_tree: Any,
    django_capture_on_commit_callbacks: Any,
    hide: Callable[[PracticePage], None],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        city = CityPageFactory(parent=site_tree.cities, title="Malmö", slug="malmo")
        shown = PracticePageFactory(parent=city, title="Everybody's")
        elsewhere = CityPageFactory(parent=site_tree.cities, title=HIDDEN, slug="hidden")
        hidden = PracticePageFactory(
            parent=elsewhere, title=HIDDEN, summary=HIDDEN, description=HIDDEN, live=False
        )
        key = str(hidden.translation_key)
        hide(hidden)
    for language in ("en", "fr"):
        for file in (False, True):
            real = client.get(address(shown, key, language=language, file=file))
            never = client.get(address(shown, NOBODY, language=language, file=file))
            assert real.status_code == never.status_code == 200
            assert HIDDEN not in real.content.decode()
            assert real.content.decode().replace(key, NOBODY) == never.content.decode()
        assert client.get(address(key, file=True)).status_code == 404


def test_the_newer_draft_and_an_unpublished_translation_do_not_leak(
    client: Client, library: Library
) -> None:
    page = library.record("Mentors")
    page.title = page.summary = HIDDEN
    page.save_revision()
    french = page.copy_for_translation(Locale.objects.get(language_code="fr"), copy_parents=True)
    french.title = HIDDEN
    french.save_revision()
    other = library.record("Counsellors")
    for language in ("en", "fr"):
        answer = client.get(address(page, other, language=language)).content.decode()
        assert HIDDEN not in answer
        assert "Mentors" in answer


HOSTILE = {
    "100 numbers": "&".join(f"record={uuid.uuid4()}" for _ in range(100)),
    "10,000 numbers": "&".join(f"record={uuid.uuid4()}" for _ in range(10_000)),
    "NUL": "record=%00",
    "NUL behind a number": f"record={NOBODY}%00",
    "no number": "record=1&record=-1&record=1e30&record=9223372036854775808",
    "a number otherwise written": "record={" + NOBODY + "}&record=urn:uuid:" + NOBODY,
    "broken UTF-8": "record=%ff%fe",
    "markup": "record=%3Cscript%3Ealert(1)%3C/script%3E&q=%3Cscript%3Ealert(1)%3C/script%3E",
    "unknown rows": "rows=__class__",
    "words": "q=" + "a" * 100_000,
    "NUL in words": "q=exit%00work",
}


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE.keys())
def test_any_address_gives_a_page(client: Client, site_tree: Any, query: str) -> None:
    answer = client.get(f"/en/compare/?{query}")
    assert answer.status_code == 200
    assert b"<script>alert(1)" not in answer.content
    assert client.get(f"/en/compare/table.csv?{query}").status_code == 404


def test_an_address_is_read_into_its_shortest_form() -> None:
    params = QueryDict(f"record={NOBODY.upper()}&record={NOBODY}&record=x&rows=different&q=+exit+")
    asked = ComparisonRequest.parse(params)
    assert asked.query_string == f"?record={NOBODY}&rows=different&q=exit"
    assert asked.unreadable


def test_the_file_holds_the_table_with_licence_date_and_address(
    client: Client, library: Library
) -> None:
    one = library.record('=HYPERLINK("x")', summary="@SUM(A1)", status="ongoing")
    two = library.record("Counsellors, and others", status="ended")
    answer = client.get(address(one, two, file=True))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    head = {line[0]: line[1] for line in rows[:4]}
    assert list(head) == ["Alliance Exchange", "Address", "Date", "Licence"]
    assert head["Address"].endswith(address(one, two))
    assert rows[5] == [
        "Part of the record",
        "Row",
        "Compared",
        '\'=HYPERLINK("x")',
        "Counsellors, and others",
    ]
    assert ["Scale and cost", "State of the work", "differs", "Ongoing", "Ended"] in rows
    assert rows[9][:3] == ["What is done", "In short", "differs"]
    assert rows[9][3] == "'@SUM(A1)"
    licence = next(line for line in rows if line[1:2] == ["Licence of the text"])
    assert licence[3] == "Creative Commons Attribution 4.0"


def test_four_records_cost_as_many_queries_as_two(client: Client, library: Library) -> None:
    def full(number: int) -> Any:
        page = library.record(
            f"Record {number}",
            kind="practice" if number % 2 else "training",
            concepts=(library.exit, library.youth),
            provisions=("aarhus-declaration/1",),
            partners=(library.ghent,),
        )
        page.partners = [Partner(name=f"Partner {place}") for place in range(number + 1)]
        page.sources = [
            RecordSource(url=f"https://example.org/{place}") for place in range(number + 1)
        ]
        page.save_revision().publish()
        return page

    def queries(url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    records = [full(number) for number in range(4)]
    assert queries(address(*records[:2], file=True)) == queries(address(*records, file=True)) <= 11
    # With room for one more, two queries look for records that have something in common.
    assert queries(address(*records[:2])) == queries(address(*records[:3])) <= 13
    assert queries(address(*records)) <= 11


def test_only_the_page_without_records_is_for_search_engines(
    client: Client, library: Library
) -> None:
    bare = read(client, "/de/compare/")
    assert bare.select_one("meta[name=robots]") is None
    assert bare.select_one("link[rel=canonical]")["href"].endswith("/de/compare/")
    assert len(bare.select("link[rel=alternate][hreflang]")) == 7
    chosen = read(client, address(library.record("Mentors")))
    assert chosen.select_one("meta[name=robots]")["content"] == "noindex, follow"
    assert chosen.select_one("link[rel=canonical]")["href"].endswith("/en/compare/")


def test_a_part_that_nobody_translated_is_said_to_be_in_the_language_of_the_original(
    client: Client, library: Library
) -> None:
    one = library.record("Mentors", description="<p>They meet weekly.</p>")
    two = library.record("Counsellors", description="<p>They listen.</p>")
    library.translation(one, "de", title="Mentoren")
    library.translation(two, "de", title="Beratung", description="<p>Sie hören zu.</p>")
    page = read(client, address(one, two, language="de"))
    heads = page.select(".compare__title")
    assert [head.get("lang") for head in heads] == [None, None]
    foreign, own = page.select("td[headers*=row-description] .compare__prose")
    assert (foreign.get("lang"), own.get("lang")) == ("en", None)
    assert row(page, "Verfügbar auf")[1:] == ["Englisch", "Deutsch, Englisch"]


def test_what_is_left_of_another_translation_is_in_its_language(
    client: Client, library: Library
) -> None:
    """The work is told in French; the German version was made of the English one."""
    one = library.record("Mentors", description="<p>They meet weekly.</p>", source_language="fr")
    library.translation(one, "fr", title="Mentors", description="<p>Chaque semaine.</p>")
    german = library.translation(one, "de", title="Mentoren")
    one.save_revision().publish()
    PublicTranslation.objects.update_or_create(
        page_id=german.pk,
        defaults={"untranslated": {"description": "all"}, "source_language": "en"},
    )
    assert Record.objects.get(pages=german).original_language == "fr"
    page = read(client, address(one, library.record("Counsellors"), language="de"))
    prose = page.select_one("td[headers*=row-description] .compare__prose")
    assert (prose.get_text(strip=True), prose.get("lang")) == ("They meet weekly.", "en")
    record = read(client, german.url)
    assert record.select_one(".prose[lang=en]").get_text(strip=True) == "They meet weekly."


def test_a_concept_is_named_in_the_readers_language(client: Client, library: Library) -> None:
    one, two = library.record("Mentors", concepts=(library.exit,)), library.record("Counsellors")
    page = read(client, address(one, two, language="de"))
    assert "Ausstieg" in page.select_one(".compare").get_text()


def test_table_headers_belong_to_their_rows_and_columns(client: Client, site_tree: Any) -> None:
    city = CityPageFactory(parent=site_tree.cities, title="Aarhus", slug="aarhus")
    one = PracticePageFactory(parent=city)
    one.concepts = [ConceptFactory(code="exit")]
    one.save_revision().publish()
    page = read(client, address(one, TrainingProgrammePageFactory(parent=city)))
    table = page.select_one(".compare")
    assert table.caption.get_text(strip=True) == "The records side by side, row by row"
    assert len(table.select("thead th[scope=col]")) == 3
    headings = {cell["id"] for cell in table.select("th")}
    assert all(set(cell["headers"]) < headings for cell in table.select("td"))
    first = table.select_one("td")
    assert first["headers"] == ["part-what", "row-kind", "record-A"]
    assert all(line.select_one("th[scope=row]") for line in table.select("tbody tr:has(td)"))
    assert [group.get_text(strip=True) for group in table.select("th[scope=rowgroup]")] == [
        "What is done",
        "For whom and where",
        "Scale and cost",
        "Results and evidence",
        "Possible harm",
        "What was learnt",
        "Who says so",
    ]
