"""Nothing typed is lost, whatever is wrong with a field: the good answers are stored, the bad one is kept."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django import forms
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.cities.choice import CityChoiceField
from practices.editing.forms import ConceptsField
from practices.models import KeptAnswer
from practices.models.parts.choices import FACET_ADVICE
from practices.submission.writing.chapter_forms import (
    WrittenTextField,
    chapter_form,
)
from practices.submission.writing.chapters import chapters_of
from practices.submission.writing.drafts import newest
from practices.submission.writing.kept_answers import answers_to_put_right
from practices.submission.writing.setting_aside import MOST_KEPT
from tests.factories import ConceptFactory
from tests.practices.writing import Desk, city, desk, filled

pytestmark = pytest.mark.django_db

NO_ADDRESS = "see the report on our pages"


def box(page: Any, name: str) -> Any:
    """A box of a page, by its name."""
    return BeautifulSoup(page.content, "html.parser").select_one(f"main [name='{name}']")


def value(page: Any, name: str) -> str:
    """What stands in a box of a page; the first line break in a text box is the page's own."""
    found = box(page, name)
    if found.name != "textarea":
        return str(found.get("value", ""))
    return found.get_text().removeprefix("\r\n").removeprefix("\n")


def errors_at(page: Any, name: str) -> str:
    """What a page says is wrong with a box."""
    marked = box(page, name)
    assert marked["aria-invalid"] == "true"
    return (
        BeautifulSoup(page.content, "html.parser").select_one(f"#{marked['id']}_error").get_text()
    )


def to_put_right(official: Desk, record: Any) -> list[str]:
    """The fields that the page before sending asks to put right."""
    page = official.client.get(official.record_at(record, "check/"))
    words = "cannot be sent as it was typed"
    return [part.field for part, _chapter in page.context["missing"] if words in part.message]


def bad_value(name: str, field: forms.Field) -> str | list[str] | None:
    """Something that a field refuses; None where it takes whatever can be typed."""
    if name == "title":
        return "t" * 300
    if isinstance(field, WrittenTextField):
        return "word " * 4_000
    if isinstance(field, ConceptsField):
        return ["999999"]
    if isinstance(field, forms.URLField):
        return NO_ADDRESS
    if isinstance(field, forms.EmailField):
        return "office at aarhus"
    if isinstance(field, forms.DateField):
        return "31.02.2024"
    if isinstance(field, forms.IntegerField):
        return "about 2015"
    if isinstance(field, forms.BooleanField | forms.NullBooleanField):
        return None
    if isinstance(field, forms.ChoiceField | CityChoiceField):
        return "something else"
    return ", ".join(f"tag {number} {'long ' * 30}" for number in range(20))


def good_value(name: str, field: forms.Field, place: int) -> str | list[str]:
    """Something that a field takes, another for each place."""
    if isinstance(field, ConceptsField):
        return [str(concept.pk) for concept in field.queryset[:1]]
    if isinstance(field, forms.URLField):
        return f"https://example.org/{place}"
    if isinstance(field, forms.EmailField):
        return f"office{place}@aarhus.example"
    if isinstance(field, forms.DateField):
        return "2024-05-02" if name == "ends_on" else "2024-05-01"
    if isinstance(field, forms.IntegerField):
        return str(2000 + place)
    if isinstance(field, forms.NullBooleanField):
        return "True"
    if isinstance(field, forms.BooleanField):
        return "on"
    if isinstance(field, forms.ModelChoiceField):
        return ""
    if isinstance(field, forms.ChoiceField):
        codes = [code for code, _label in field.choices if code]
        return codes[place % len(codes)]
    if isinstance(field.widget, forms.Select):
        return ["da", "de"][place % 2]
    return f"{place} words"


def stored(record: Any, chapter: str) -> dict[str, Any]:
    """What stands in the newest version, as its form would show it."""
    form = chapter_form(newest(record), chapter)
    shown = {bound.name: bound.value() for bound in form if bound.name != "based_on"}
    return {
        name: [str(each) for each in value] if isinstance(value, list) else str(value)
        for name, value in shown.items()
    }


@pytest.mark.parametrize(
    ("kind", "size"),
    [
        ("practice", "note"),
        ("training", "note"),
        ("study-visit", "note"),
        ("practice", "full"),
        pytest.param("training", "full", marks=pytest.mark.audit),
        pytest.param("study-visit", "full", marks=pytest.mark.audit),
    ],
)
def test_one_bad_field_of_any_chapter_keeps_all_others(
    official: Desk, kind: str, size: str
) -> None:
    for facet in ("theme", "audience", "setting", "prevention_level", "method", "ideology"):
        ConceptFactory(code=f"a-{facet}", facet=facet)
    record = official.begin(kind=kind, size=size)
    tried = 0
    for chapter in chapters_of(newest(record)):
        fields = {
            name: field
            for name, field in chapter_form(newest(record), chapter.code).fields.items()
            if name != "based_on"
        }
        for place, (bad, field) in enumerate(fields.items()):
            wrong = bad_value(bad, field)
            if wrong is None:
                continue
            before = stored(record, chapter.code)
            good = {
                name: good_value(name, other, place)
                for name, other in fields.items()
                if name != bad
            }
            answer = official.write(record, chapter.code, **{**good, bad: wrong})
            assert answer.status_code == 400, (chapter.code, bad)
            now = stored(record, chapter.code)
            # Who has agreed to one address has not agreed to another.
            untouched = {bad, "contact_agreed"} if bad == "contact_email" else {bad}
            for name in fields:
                if name in untouched:
                    assert now[name] == before[name], (chapter.code, bad, name)
                elif name in good and name not in ("tags", "contact_agreed"):
                    assert now[name] == good[name], (chapter.code, bad, name)
            assert [part.field for part in answers_to_put_right(newest(record))] == [bad]
            page = official.client.get(official.record_at(record, f"write/{chapter.code}/"))
            assert page.context["form"].errors.keys() == {bad}
            if not isinstance(field.widget, forms.widgets.ChoiceWidget):
                assert (value(answer, bad), value(page, bad)) == (wrong, wrong)
                assert errors_at(page, bad)
            tried += 1
        # In the next part it is the only one to be put right: here all is, by good answers.
        mended = {name: good_value(name, field, 1) for name, field in fields.items()}
        official.write(record, chapter.code, **mended)
        assert answers_to_put_right(newest(record)) == [], chapter.code
    assert tried >= 13
    assert not KeptAnswer.objects.filter(record=record.pk).exists()


@pytest.mark.parametrize("facet", FACET_ADVICE)
def test_subjects_stay_ticked_where_one_of_them_cannot_be_taken(official: Desk, facet: str) -> None:
    limit = 2 * (FACET_ADVICE[facet] or 3)
    codes = [f"{facet}-{number}" for number in range(limit + 1)]
    ticked = [str(ConceptFactory(code=code, facet=facet).pk) for code in codes]
    wrong = ticked if FACET_ADVICE[facet] else [*ticked, "999999"]
    record = official.begin(size="full")
    answer = official.write(record, "subjects", **{f"concepts_{facet}": wrong})
    assert answer.status_code == 400
    for page in (answer, official.client.get(official.record_at(record, "write/subjects/"))):
        parts = BeautifulSoup(page.content, "html.parser").select_one(f"#field_concepts_{facet}")
        assert [box["value"] for box in parts.select("[name]") if box.has_attr("checked")] == ticked
        assert len(parts.select(".subjects__ticked li")) == len(ticked)
        assert parts.select_one(".errorlist") is not None


@pytest.fixture
def five_boxes(official: Desk) -> Any:
    """Five boxes filled in, one of them with words where an address belongs."""
    record = official.begin(size="full")
    typed = {
        "results": "More young people came.",
        "lessons": "Begin with the school.",
        "factors": "A good director helped.",
        "evaluation_design": "We asked before and after.",
        "evaluation_report": NO_ADDRESS,
    }
    answer = official.write(record, "results", **typed)
    assert answer.status_code == 400
    return record


def test_the_bad_answer_is_shown_as_typed_to_colleagues_too_and_marked_in_the_task_list(
    official: Desk, five_boxes: Any
) -> None:
    assert newest(five_boxes).lessons == "<p>Begin with the school.</p>"
    assert newest(five_boxes).evaluation_report == ""
    colleague = desk(official.city, "colleague@aarhus.example")
    page = colleague.client.get(colleague.record_at(five_boxes, "write/results/"))
    assert value(page, "evaluation_report") == NO_ADDRESS
    assert errors_at(page, "evaluation_report").strip() == "Enter a valid URL."
    assert value(page, "factors") == "A good director helped."
    tasks = colleague.client.get(colleague.record_at(five_boxes)).content.decode()
    assert "To be put right" in tasks


def test_what_is_kept_is_on_no_page_of_readers_and_in_no_preview(
    official: Desk, five_boxes: Any
) -> None:
    preview = official.client.get(official.record_at(five_boxes, "preview/")).content.decode()
    assert "Begin with the school." in preview
    assert NO_ADDRESS not in preview
    assert NO_ADDRESS not in str(newest(five_boxes).serializable_data())
    other = desk(city_of_others(official), "official@ghent.example")
    assert other.client.get(official.record_at(five_boxes, "write/results/")).status_code == 404


def city_of_others(official: Desk) -> Any:
    class Tree:
        cities = official.city.get_parent().specific

    return city(Tree, "ghent", "BE")


def test_it_goes_when_it_is_put_right_or_emptied(official: Desk, five_boxes: Any) -> None:
    official.write(five_boxes, "results", evaluation_report="https://example.org/report")
    assert newest(five_boxes).evaluation_report == "https://example.org/report"
    assert not KeptAnswer.objects.exists()
    official.write(five_boxes, "results", evaluation_report="nowhere")
    assert newest(five_boxes).evaluation_report == "https://example.org/report"
    official.write(five_boxes, "results", evaluation_report="")
    assert newest(five_boxes).evaluation_report == ""
    assert not KeptAnswer.objects.exists()


def test_saving_another_part_or_the_same_again_lets_nothing_go(
    official: Desk, five_boxes: Any
) -> None:
    official.write(five_boxes, "basics", summary="Short.")
    again = official.write(five_boxes, "results", evaluation_report=NO_ADDRESS)
    assert again.status_code == 400
    assert to_put_right(official, five_boxes) == ["evaluation_report"]


def test_a_part_with_something_wrong_is_not_done(official: Desk) -> None:
    record = official.begin()
    official.write_note(record)
    official.write(record, "work", year_from="about 2015", next="1")
    page = official.client.get(official.record_at(record))
    state = BeautifulSoup(page.content, "html.parser").select_one("#state-work").get_text()
    assert state == "To be put right"
    official.write(record, "work", year_from="2015")
    page = official.client.get(official.record_at(record))
    state = BeautifulSoup(page.content, "html.parser").select_one("#state-work").get_text()
    assert state == "Done"


def test_sending_asks_for_it_and_refuses(official: Desk) -> None:
    record = official.begin()
    official.write_note(record)
    official.write(record, "work", year_from="about 2015")
    refused = official.send(record)
    assert refused.status_code == 400
    assert "“First year” cannot be sent as it was typed: put it right." in refused.content.decode()
    assert "write/work/#field_year_from" in refused.content.decode()
    assert not newest(record).workflow_in_progress
    official.write(record, "work", year_from="2015")
    assert official.send(record).status_code == 302
    assert newest(record).workflow_in_progress


def autosave(who: Desk, record: Any, chapter: str, **values: Any) -> Any:
    return who.client.post(
        who.record_at(record, f"write/{chapter}/"),
        {"year_from": "", **filled(record, chapter, values)},
        headers={"X-Autosave": "1"},
    )


def test_the_page_that_saves_itself_says_what_is_to_be_put_right(official: Desk) -> None:
    record = official.begin(size="full")
    answer = autosave(
        official, record, "results", results="More came.", evaluation_report=NO_ADDRESS
    )
    told = answer.json()
    assert answer.status_code == 200
    assert told["saved"].startswith("Saved at ")
    assert "One answer is kept as you typed it, to be put right:" in told["saved"]
    assert told["fields"] == [{"place": "field_evaluation_report", "label": "Evaluation report"}]
    assert newest(record).results == "<p>More came.</p>"
    page = official.client.get(official.record_at(record, "write/results/"))
    assert value(page, "evaluation_report") == NO_ADDRESS
    assert page.context["form"]["based_on"].value() == told["based_on"]


def test_an_end_before_the_start_keeps_both_days(official: Desk) -> None:
    record = official.begin(kind="study-visit", title="Ghent visits Aarhus")
    official.write(record, "visit", starts_on="2024-05-01", ends_on="2024-05-03")
    answer = official.write(record, "visit", starts_on="2024-06-01", hosts="The city")
    assert answer.status_code == 400
    assert newest(record).starts_on == date(2024, 6, 1)
    assert newest(record).hosts == "The city"
    page = official.client.get(official.record_at(record, "write/visit/"))
    assert value(page, "ends_on") == "2024-05-03"
    assert "The end lies before the start." in errors_at(page, "ends_on")
    official.write(record, "visit", ends_on="2024-06-02")
    assert newest(record).ends_on == date(2024, 6, 2)


def test_a_date_that_is_none_is_shown_in_a_box_that_shows_it(official: Desk) -> None:
    record = official.begin(kind="study-visit", title="Ghent visits Aarhus")
    official.write(record, "visit", starts_on="last spring")
    page = official.client.get(official.record_at(record, "write/visit/"))
    # A browser empties a box for dates in which no date stands.
    assert (box(page, "starts_on")["type"], value(page, "starts_on")) == ("text", "last spring")


def test_a_private_address_is_kept_with_its_consent_and_takes_none_from_another(
    official: Desk,
) -> None:
    record = official.begin()
    official.write(record, "contact", contact_email="office@aarhus.example", contact_agreed="on")
    official.write(record, "contact", contact_email="someone@gmail.com", contact_agreed="on")
    now = newest(record)
    assert now.contact_email == "office@aarhus.example"
    assert now.contact_consent_on is not None
    page = official.client.get(official.record_at(record, "write/contact/"))
    assert value(page, "contact_email") == "someone@gmail.com"


# Rows


def rows(*found: dict[str, str], stored: int = 0, **others: str) -> dict[str, str]:
    typed = {
        f"sources-{place}-{name}": words
        for place, row in enumerate(found)
        for name, words in row.items()
    }
    return {
        "sources-TOTAL_FORMS": str(len(found)), "sources-INITIAL_FORMS": str(stored), **typed,
        **others,
    }  # fmt: skip


def addresses(record: Any) -> list[str]:
    return [source.url for source in newest(record).sources.all()]


def test_good_rows_are_stored_and_a_bad_one_is_kept_whole(official: Desk) -> None:
    record = official.begin(size="full")
    answer = official.write(
        record,
        "sources",
        **rows(
            {"url": "https://example.org/a", "title": "A"},
            {"url": "no address", "title": "The report", "year": "2019"},
            {"url": "https://example.org/c", "title": "C"},
            source_language="da",
        ),
    )
    assert answer.status_code == 400
    assert addresses(record) == ["https://example.org/a", "https://example.org/c"]
    assert newest(record).source_language == "da"
    assert to_put_right(official, record) == ["sources"]
    page = official.client.get(official.record_at(record, "write/sources/"))
    assert value(page, "sources-2-url") == "no address"
    assert value(page, "sources-2-title") == "The report"
    assert value(page, "sources-2-year") == "2019"
    assert "Enter a valid URL." in errors_at(page, "sources-2-url")
    assert value(page, "sources-0-url") == "https://example.org/a"
    assert value(page, "sources-4-url") == ""


def test_a_row_spoiled_keeps_what_was_stored_and_shows_what_was_typed(official: Desk) -> None:
    record = official.begin(size="full")
    official.write(record, "sources", **rows({"url": "https://example.org/a", "title": "A"}))
    spoiled = {"sources-0-url": "no address", "sources-0-title": "A and more"}
    official.write(record, "sources", **spoiled)
    assert addresses(record) == ["https://example.org/a"]
    page = official.client.get(official.record_at(record, "write/sources/"))
    assert value(page, "sources-0-url") == "no address"
    assert value(page, "sources-0-title") == "A and more"
    assert value(page, "sources-1-url") == ""
    mended = {**spoiled, "sources-0-url": "https://example.org/b"}
    official.write(record, "sources", **mended)
    assert [(row.url, row.title) for row in newest(record).sources.all()] == [
        ("https://example.org/b", "A and more")
    ]
    assert to_put_right(official, record) == []


def test_a_spoiled_row_of_a_public_record_comes_back_once(official: Desk) -> None:
    from tests.factories import PracticePageFactory

    record = PracticePageFactory(parent=official.city, title="Public")
    official.write(
        record, "sources",
        **{"sources-TOTAL_FORMS": "2", "sources-1-url": "https://example.org/new"},
    )  # fmt: skip
    official.write(record, "sources", **{"sources-1-url": "no address"})
    assert addresses(record) == ["https://example.org/source", "https://example.org/new"]
    page = official.client.get(official.record_at(record, "write/sources/"))
    shown = [value(page, f"sources-{place}-url") for place in range(3)]
    assert shown == ["https://example.org/source", "no address", ""]


def test_a_row_taken_away_with_something_wrong_in_it_is_gone(official: Desk) -> None:
    record = official.begin(size="full")
    official.write(record, "sources", **rows({"url": "https://example.org/a"}))
    official.write(record, "sources", **{"sources-0-url": "no", "sources-0-DELETE": "on"})
    assert addresses(record) == []
    assert to_put_right(official, record) == []


@pytest.mark.parametrize(
    ("kind", "chapter", "bad"),
    [
        ("practice", "time-and-place", {"partners-0-name": "", "partners-0-support": "in-kind"}),
        ("practice", "subjects", {"provision_answers-0-sentence": "We do this every day."}),
        ("study-visit", "visit", {"visiting_cities-0-city": "999999"}),
        ("study-visit", "programme", {"stops-0-seen": "A house for young people."}),
        ("study-visit", "lessons", {"take_home_actions-0-by_whom": "The office"}),
    ],
)
def test_a_bad_row_of_any_list_comes_back(
    official: Desk, kind: str, chapter: str, bad: dict[str, str]
) -> None:
    record = official.begin(kind=kind, size="full")
    name = next(iter(bad)).split("-")[0]
    assert official.write(record, chapter, **bad).status_code == 400
    assert to_put_right(official, record) == [name]
    page = official.client.get(official.record_at(record, f"write/{chapter}/"))
    for each, typed in bad.items():
        if box(page, each).name != "select":
            assert value(page, each) == typed
    emptied = dict.fromkeys(bad, "")
    assert official.write(record, chapter, **emptied).status_code == 302
    assert to_put_right(official, record) == []


# Two at once, and words that were on the way


def test_where_two_wrote_something_else_the_other_answers_are_stored(official: Desk) -> None:
    record = official.begin(size="full")
    other = desk(official.city, "other@aarhus.example")
    mine = filled(record, "work", {"challenge": "Mine.", "objectives": "Also mine."})
    other.write(record, "work", challenge="Theirs.")
    answer = official.client.post(official.record_at(record, "write/work/"), mine)
    assert answer.status_code == 409
    assert newest(record).challenge == "<p>Theirs.</p>"
    assert newest(record).objectives == "<p>Also mine.</p>"


def test_two_bad_answers_in_one_box_do_not_write_over_one_another(official: Desk) -> None:
    record = official.begin(size="full")
    other = desk(official.city, "other@aarhus.example")
    mine = filled(record, "results", {"evaluation_report": "my shelf"})
    other.write(record, "results", evaluation_report="their shelf")
    answer = official.client.post(official.record_at(record, "write/results/"), mine)
    assert answer.status_code == 409
    assert value(answer, "evaluation_report") == "my shelf"
    page = other.client.get(other.record_at(record, "write/results/"))
    assert value(page, "evaluation_report") == "their shelf"


def test_an_untouched_bad_answer_does_not_come_back_over_a_colleagues_good_one(
    official: Desk,
) -> None:
    record = official.begin(size="full")
    official.write(record, "results", evaluation_report="our shelf")
    page = official.client.get(official.record_at(record, "write/results/"))
    mine = {
        **filled(record, "results", {"lessons": "Mine."}),
        "based_on": page.context["form"]["based_on"].value(), "evaluation_report": "our shelf",
    }  # fmt: skip
    other = desk(official.city, "other@aarhus.example")
    other.write(record, "results", evaluation_report="https://example.org/report")
    official.client.post(official.record_at(record, "write/results/"), mine)
    assert newest(record).evaluation_report == "https://example.org/report"
    assert newest(record).lessons == "<p>Mine.</p>"
    assert to_put_right(official, record) == []


def test_a_row_that_a_colleague_changed_is_not_set_back_by_who_left_it_alone(
    official: Desk,
) -> None:
    record = official.begin(size="full")
    official.write(record, "sources", **rows({"url": "https://example.org/a", "title": "A"}))
    mine = filled(record, "sources", {"source_language": "da"})
    other = desk(official.city, "other@aarhus.example")
    other.write(record, "sources", **{"sources-0-title": "A better title"})
    official.client.post(official.record_at(record, "write/sources/"), mine)
    assert [row.title for row in newest(record).sources.all()] == ["A better title"]
    assert newest(record).source_language == "da"


def test_a_page_that_never_heard_of_its_save_is_in_no_conflict_with_itself(
    official: Desk,
) -> None:
    record = official.begin()
    first = filled(record, "basics", {"summary": "One."})
    answer = autosave(official, record, "basics", **{**first, "save": "mark-1"})
    assert answer.status_code == 200
    # The answer is lost on the way; the page goes on standing on what it showed.
    later = {**first, "summary": "One two.", "after": "mark-0 mark-1"}
    answer = official.client.post(official.record_at(record, "write/basics/"), later)
    assert answer.status_code == 302
    assert newest(record).summary == "One two."


def test_a_mark_of_an_older_save_writes_over_nobody(official: Desk) -> None:
    record = official.begin()
    first = filled(record, "basics", {"summary": "One."})
    autosave(official, record, "basics", **{**first, "save": "mark-1"})
    other = desk(official.city, "other@aarhus.example")
    other.write(record, "basics", summary="Theirs.")
    later = {**first, "summary": "One two.", "after": "mark-1"}
    answer = official.client.post(official.record_at(record, "write/basics/"), later)
    assert answer.status_code == 409
    assert newest(record).summary == "Theirs."


# Bounds, and whose words they are


def test_words_too_many_to_be_kept_come_back_and_the_page_says_so(official: Desk) -> None:
    record = official.begin(size="full")
    long = "w" * (MOST_KEPT + 1)
    answer = official.write(record, "work", description=long, objectives="Short.")
    assert answer.status_code == 400
    assert value(answer, "description") == long
    assert 'data-unsaved="lost"' in answer.content.decode()
    assert newest(record).objectives == "<p>Short.</p>"
    assert not KeptAnswer.objects.exists()
    quiet = autosave(official, record, "work", description=long, challenge="Before.")
    assert quiet.status_code == 413
    assert quiet.json()["saved"] == "Not saved, because it is too long:"
    assert newest(record).challenge == "<p>Before.</p>"


def test_an_error_that_is_kept_makes_no_page_that_warns(official: Desk) -> None:
    record = official.begin(size="full")
    answer = official.write(record, "results", evaluation_report=NO_ADDRESS)
    assert "data-unsaved" not in answer.content.decode()


def test_a_deleted_draft_takes_what_was_kept_with_it(official: Desk, five_boxes: Any) -> None:
    official.client.post(official.record_at(five_boxes, "delete/"))
    assert not KeptAnswer.objects.exists()


@given(typed=st.text(max_size=80), year=st.text(max_size=12))
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_typed_is_stored_or_shown_again(official: Desk, typed: str, year: str) -> None:
    record = official.begin()
    answer = official.write(
        record, "time-and-place", lead_organisation="The city", year_from=year,
        status="ongoing",
    )  # fmt: skip
    assert answer.status_code in (302, 400)
    now = newest(record)
    assert (now.lead_organisation, now.status) == ("The city", "ongoing")
    if answer.status_code == 400:
        page = official.client.get(official.record_at(record, "write/time-and-place/"))
        shown = page.context["form"]["year_from"].value()
        assert shown == year.replace("\r\n", "\n").replace("\x00", "")
    answer = official.write(record, "contact", contact_email=typed)
    assert answer.status_code in (302, 400)
