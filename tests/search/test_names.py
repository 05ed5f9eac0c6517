"""Names of organisations that take part: found by all that was typed, not by a word here and one there."""

from __future__ import annotations

from typing import Any

import pytest

from practices.models import Partner
from search.request.expert_rows import Row
from tests.search.conftest import Library, push, titles

pytestmark = [pytest.mark.django_db, pytest.mark.both, pytest.mark.usefixtures("engine")]

SERVICE = "Prison and Probation Service"


@pytest.mark.parametrize(
    "words",
    ["Prison and Probation Service", "probation prison", "prison", '"Probation Service"', "PRISÓN"],
)
def test_a_record_is_found_by_the_name_of_who_takes_part(
    library: Library, find: Any, words: str
) -> None:
    library.record("A table of many", organisations=("Red Cross", SERVICE))
    library.record("Another table", organisations=("Red Cross",))
    assert titles(find(words)) == ["A table of many"]


def test_who_speaks_of_prisons_stands_before_whom_a_prison_service_helps(
    library: Library, find: Any
) -> None:
    library.record("A table of many", organisations=(SERVICE,))
    library.record("Mentors", description="<p>They visit a prison.</p>")
    assert titles(find("prison")) == ["Mentors", "A table of many"]


@pytest.mark.parametrize("words", [SERVICE, SERVICE.lower(), "prison probation service"])
def test_who_types_a_whole_name_finds_whom_it_names_first(
    library: Library, find: Any, words: str
) -> None:
    library.record("Prison and probation", description="<p>A service for probation and prison.</p>")
    library.record("A table of many", organisations=("Red Cross", SERVICE))
    library.record("Another table", organisations=("Prison Choir", "Probation Table", "Service"))
    found = titles(find(words))
    assert found[0] == "A table of many"
    assert sorted(found) == ["A table of many", "Another table", "Prison and probation"]


def test_a_word_of_the_text_and_a_word_of_a_name_are_not_all_words(
    library: Library, find: Any
) -> None:
    library.record("Courses for staff of schools", organisations=(SERVICE,))
    library.record("Courses for staff of a prison")
    results = find("prison courses")
    assert titles(results) == ["Courses for staff of a prison"]
    assert results.relaxed is False


def test_where_nothing_else_is_there_a_word_of_a_name_will_do(library: Library, find: Any) -> None:
    library.record("Courses for schools", organisations=("Fryshuset",))
    library.record("Courses for clubs")
    results = find("Fryshuset schools")
    assert titles(results) == ["Courses for schools"]
    assert results.relaxed is True


def test_a_name_is_found_together_with_the_place(library: Library, find: Any) -> None:
    library.record("Here", city=library.milan, organisations=(SERVICE,))
    library.record("There", city=library.aarhus, organisations=(SERVICE,))
    assert titles(find("probation service Mailand")) == ["Here"]


def test_a_name_is_not_read_in_other_languages(library: Library, find: Any) -> None:
    library.record("A table of many", organisations=("Education Board",))
    library.record("A course", concepts=(library.school,))
    assert titles(find("Schule", language="de")) == ["A course"]


def test_a_minus_leaves_out_who_takes_part_too(library: Library, find: Any) -> None:
    library.record("Mentors alone")
    library.record("Mentors with others", organisations=(SERVICE,))
    assert titles(find("mentors -prison")) == ["Mentors alone"]


def test_a_row_of_the_expert_form_finds_names_unless_it_asks_for_the_text(
    library: Library, find: Any
) -> None:
    library.record("A table of many", organisations=(SERVICE,))
    assert titles(find("", rows=(Row("anywhere", "all", "probation"),))) == ["A table of many"]
    assert find("", rows=(Row("text", "all", "probation"),)).total == 0


def test_what_was_found_of_a_name_is_shown(library: Library, find: Any) -> None:
    library.record("A table of many", organisations=("Red Cross", SERVICE))
    (piece,) = find("probation").hits[0].highlights
    assert piece == [
        ("Red Cross · Prison and ", False),
        ("Probation", True),
        (" Service", False),
    ]


def test_a_translation_keeps_the_names_in_its_own_words(library: Library, find: Any) -> None:
    page = library.record("A table of many", organisations=("City police",))
    library.translation(page, "de", title="Ein Tisch")
    page = page.get_translations().get(locale__language_code="de").specific
    with library.run_callbacks(execute=True):
        page.partners = [Partner(name="Stadtpolizei")]
        page.save_revision().publish()
    push()
    assert titles(find("Stadtpolizei", language="de")) == ["Ein Tisch"]
    assert titles(find("City police", language="de")) == ["Ein Tisch"]
