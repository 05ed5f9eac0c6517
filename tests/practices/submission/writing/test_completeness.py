"""How much of a record is told and what sending needs: one rule for start page, forms and task list."""

from __future__ import annotations

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from practices.submission.writing.chapters import KINDS, chapters_of
from practices.submission.writing.completeness import (
    completeness_of,
    missing_before_sending,
    needed_before_sending,
    questions_of,
)
from practices.submission.writing.drafts import newest
from tests.factories import ConceptFactory
from tests.practices.writing import Desk, editor, review

pytestmark = pytest.mark.django_db

# An answer to each question that any kind or size of record may need.
ANSWERS: dict[str, Any] = {
    "summary": "Mentors meet young people.",
    "lead_organisation": "City of Aarhus",
    "lead_organisation_type": "municipality",
    "status": "ongoing",
    "year_from": "2020",
    "scope": "city",
    "unintended_effects": "not-looked-for",
    "evaluation": "none",
    "contact_email": "prevention@aarhus.example",
    "contact_agreed": "on",
    "provider": "City of Aarhus",
    "mode": "on-site",
    "delivery_languages": "da",
    "duration": "Two days",
    "cost": "free",
    "open_to_other_cities": "true",
    "starts_on": "2026-05-01",
}


def asked_at_the_start(official: Desk, kind: str, size: str) -> set[str]:
    """The labels that the start page lists as needed for a kind and size of record."""
    page = BeautifulSoup(official.client.get(official.at("new/")).content, "html.parser")
    place = [(s, k) for s in ("note", "full") for k in KINDS].index((size, kind))
    lists = page.select("main details ul")
    return {item.get_text(strip=True) for item in lists[place].select("li")}


@pytest.mark.parametrize("kind", ["practice", "training", "study-visit"])
@pytest.mark.parametrize("size", ["note", "full"])
def test_the_start_page_lists_exactly_what_sending_asks_for(
    official: Desk, kind: str, size: str
) -> None:
    for facet in ("theme", "audience", "prevention_level", "method"):
        ANSWERS[f"concepts_{facet}"] = ConceptFactory(code=f"a-{facet}", facet=facet).pk
    record = official.begin(kind=kind, size=size, title="A title")
    labels, _others = questions_of(kind, size)
    assert asked_at_the_start(official, kind, size) == set(labels)
    # What is not listed is left empty, what is listed is answered: then nothing is missing.
    now = newest(record)
    needed = needed_before_sending(now)
    chapters = {part.chapter for part in completeness_of(now, []).chapters}
    for chapter in chapters:
        names = [name for name in chapter.fields_for(now) if name in needed and name != "title"]
        values = {name: ANSWERS.get(name, "A few words.") for name in names}
        assert official.write(record, chapter.code, **values).status_code == 302
    assert [part.field for part in missing_before_sending(newest(record))] == []
    # And each of them is asked for: without it the record cannot be sent.
    missing = {
        part.field for part in missing_before_sending(KINDS[kind](is_short_note=size == "note"))
    }
    assert missing == {*needed} - {"title", "contact_agreed"}


def test_a_short_note_is_written_on_four_screens_and_needs_few_answers() -> None:
    numbers = {
        (kind, size): (
            len(chapters_of(model(is_short_note=size == "short note"))),
            len(needed_before_sending(model(is_short_note=size == "short note"))),
        )
        for kind, model in KINDS.items()
        for size in ("short note", "full case")
    }
    assert numbers == {
        ("practice", "short note"): (4, 12),
        ("practice", "full case"): (10, 22),
        ("training", "short note"): (4, 12),
        ("training", "full case"): (10, 17),
        ("study-visit", "short note"): (4, 9),
        ("study-visit", "full case"): (9, 11),
    }
    told = (settings.BASE_DIR / "docs" / "submission.md").read_text(encoding="utf-8")
    for (kind, size), (parts, needed) in numbers.items():
        assert re.search(
            rf"\| {kind.replace('-', ' ')}, {size} \| \d+ \| {parts} \| {needed} \|", told
        )


def test_harm_is_asked_of_every_kind_and_size(official: Desk) -> None:
    for kind, model in KINDS.items():
        for short in (True, False):
            needed = needed_before_sending(model(is_short_note=short))
            assert {"safeguards", "unintended_effects"} <= {*needed}, (kind, short)


def states(official: Desk, record: Any) -> dict[str, tuple[str, str]]:
    """What the task list says of each part: how many answers, and how far it is."""
    page = BeautifulSoup(official.client.get(official.record_at(record)).content, "html.parser")
    found = {}
    for item in page.select(".task-list__item:has(.task-list__measure)"):
        said = [item.select_one(f".task-list__{part}") for part in ("measure", "state")]
        words = [part.get_text(" ", strip=True) if part else "" for part in said]
        found[item.select("a")[0]["href"].split("/")[-2]] = (words[0], words[1])
    return found


def test_how_far_a_part_is_follows_from_its_answers(official: Desk) -> None:
    record = official.begin(size="full")
    assert states(official, record) == {
        "basics": ("1 of 2 answered, needed before sending", "In progress"),
        "work": ("0 of 4 answered, needed before sending", "Not started"),
        "time-and-place": ("1 of 8 answered, needed before sending", "In progress"),
        "subjects": ("0 of 8 answered, needed before sending", "Not started"),
        "results": ("0 of 8 answered, needed before sending", "Not started"),
        "safeguards": ("0 of 2 answered, needed before sending", "Not started"),
        "transfer": ("0 of 5 answered, needed before sending", "Not started"),
        "sources": ("1 of 2 answered", "In progress"),
        "contact": ("0 of 3 answered, needed before sending", "Not started"),
        "relations": ("0 of 1 answered", "If you like"),
    }
    official.write(record, "basics", summary="Mentors meet young people.")
    official.write(record, "safeguards", safeguards="Nobody is named.", unintended_effects="found")
    now = states(official, record)
    assert now["basics"][1] == "Done"
    assert now["safeguards"] == ("2 of 3 answered, needed before sending", "In progress")
    official.write(record, "safeguards", unintended_effects_text="Envy among classmates.")
    assert states(official, record)["safeguards"][1] == "Done"
    assert (
        "finished this part"
        not in official.client.get(official.record_at(record, "write/basics/")).content.decode()
    )


def test_the_task_list_says_what_is_missing_and_where_to_go_on(official: Desk) -> None:
    record = official.begin()
    address = official.record_at(record)
    official.write(record, "work", summary="Mentors.", description="A mentor and a young person.")
    page = BeautifulSoup(official.client.get(address).content, "html.parser")
    said = page.select_one("main .notice:has(h3)")
    assert said is not None
    assert "7 answers are still needed before sending" in said.get_text()
    # As they are asked for, by their labels.
    assert [(link["href"].split("#field_")[1], link.get_text()) for link in said.select("a")] == [
        ("status", "State of the work"),
        ("year_from", "First year"),
        ("concepts_theme", "Theme"),
        ("concepts_audience", "Audience"),
        ("safeguards", "Safeguards"),
        ("unintended_effects", "Unintended effects"),
        ("contact_email", "E-mail of the office"),
    ]
    go_on = page.find("a", string="Continue where you left")
    assert go_on is not None
    assert go_on["href"] == official.record_at(record, "write/work/")  # type: ignore[index]
    official.write_note(record)
    page = BeautifulSoup(official.client.get(address).content, "html.parser")
    assert page.select_one("main .notice:has(h3)") is None
    assert page.find("a", string="Continue where you left") is None


def test_each_needed_field_says_so(official: Desk) -> None:
    record = official.begin()
    page = BeautifulSoup(
        official.client.get(official.record_at(record, "write/work/")).content, "html.parser"
    )
    marked = {
        field["id"]
        for field in page.select("[id^=field_]")
        if "Needed before sending." in field.get_text()
    }
    assert marked == {
        "field_title", "field_summary", "field_description", "field_lead_organisation",
        "field_status", "field_year_from",
    }  # fmt: skip


def test_the_state_of_the_work_is_not_chosen_for_the_city(official: Desk) -> None:
    record = official.begin()
    page = BeautifulSoup(
        official.client.get(official.record_at(record, "write/work/")).content, "html.parser"
    )
    boxes = page.select("input[name=status]")
    assert [box["value"] for box in boxes if box.has_attr("checked")] == []
    assert "unknown" not in [box["value"] for box in boxes]
    official.write_note(record)
    assert newest(record).status == "ongoing"
    official.write(record, "work", status="")
    assert [part.field for part in missing_before_sending(newest(record))] == ["status"]


def test_addresses_of_the_full_cases_parts_lead_to_the_notes_part(official: Desk) -> None:
    record = official.begin()
    for code in ("basics", "work", "time-and-place"):
        page = official.client.get(official.record_at(record, f"write/{code}/"))
        assert page.context["chapter"].code == "work"


def test_the_parts_lead_on_to_pictures_files_and_check(official: Desk) -> None:
    record = official.begin()
    answer = official.write(record, "contact", next="1")
    assert answer["Location"] == official.record_at(record, "pictures/")
    page = official.client.get(answer["Location"]).content.decode()
    assert official.record_at(record, "files/") in page
    page = official.client.get(official.record_at(record, "files/")).content.decode()
    assert official.record_at(record, "check/") in page


def test_readers_do_not_see_it(official: Desk, client: Client) -> None:
    record = official.begin()
    official.write_note(record)
    official.send(record)
    review(editor("editor@example.org")[0], record, "publish")
    record.refresh_from_db()
    page = client.get(record.url)
    assert page.status_code == 200
    assert b"questions have an answer" not in page.content
