"""Related words are looked for where hardly any record has all of a reader's words, and stand behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from search import contract, services
from search.request.query import LONG, parse_query
from search.request.widening import MAX_QUERY_RELATED
from tests.search.conftest import push

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both,
    pytest.mark.usefixtures("site_tree", "words"),
]


@dataclass(frozen=True)
class Row:
    """One sense with the codes of those that are near to it."""

    code: str
    forms: Mapping[str, tuple[str, ...]]
    related: tuple[str, ...] = ()
    weight: float = 1.0

    def __hash__(self) -> int:
        return hash(self.code)


def sense(code: str, *related: str, **forms: str) -> Row:
    """A sense with its forms, divided by strokes."""
    return Row(code, {language: (form,) for language, form in forms.items()}, related)


WORDS = (
    sense("shooting", "attack", "threat", en="shooting", fr="fusillade", de="Amoklauf"),
    sense("attack", "shooting", en="attack", fr="attaque", de="Angriff"),
    sense("threat", en="threat", fr="menace", de="Drohung"),
    sense("judge", "court", "gone", en="judge", fr="juge", de="Richter"),
    sense("court", en="court", fr="tribunal", de="Gericht"),
    *(
        sense(f"w{number}", "attack", "threat", en=f"wordy{number}", fr=f"motif{number}")
        for number in range(LONG + 1)
    ),
)


@pytest.fixture
def words(site_tree: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small lexicon in place of the site's."""
    monkeypatch.setattr(contract, "_word_lists", [lambda: WORDS])
    services.vocabulary_changed()


@pytest.fixture
def results(row: Any, find: Any) -> Callable[..., Any]:
    """What is found among five English records."""
    for title, text in (
        ("After an attack", "A town looks after families."),
        ("A threat is judged", "Police and a judge in the same house."),
        ("Parents", "An evening course for families."),
        ("The house", "A court for young people."),
        ("Open house", "Coffee for neighbours."),
    ):
        row({"en": (title, text)})
    push()
    return lambda q, language: find(q, language=language)


def _titles(found: Any) -> list[str]:
    return [hit.title for hit in found.hits]


@pytest.mark.parametrize(
    ("language", "typed"), [("en", "shooting"), ("de", "Amoklauf"), ("fr", "fusillades")]
)
def test_a_word_that_no_record_has_finds_those_with_related_words(
    engine: str, results: Any, language: str, typed: str
) -> None:
    found = results(typed, language)
    assert set(_titles(found)) == {"After an attack", "A threat is judged"}
    assert (found.relaxed, found.complete) == (True, 0)


def test_a_word_that_a_record_has_finds_that_alone(engine: str, results: Any) -> None:
    found = results("Richter", "de")
    assert (_titles(found), found.relaxed) == (["A threat is judged"], False)


def test_records_with_the_words_themselves_stand_before_those_with_related_ones(
    engine: str, results: Any
) -> None:
    found = results("juge dans une maison", "fr")
    assert _titles(found)[0] == "A threat is judged"


def test_where_a_record_has_both_of_two_words_others_have_both_too_if_by_related_words(
    engine: str, results: Any
) -> None:
    found = results("house of a judge", "en")
    assert _titles(found) == ["A threat is judged", "The house"]
    assert found.complete == 1


def test_the_reader_is_told_in_their_language_what_was_looked_for(results: Any) -> None:
    found = results("Amoklauf", "de")
    assert [(one.words, one.added) for one in found.related] == [
        ("Amoklauf", (("de", "Angriff"), ("de", "Drohung")))
    ]
    found = results("wordy1 wordy2", "en")
    assert [(one.words, one.added) for one in found.related] == [
        ("wordy1", (("en", "attack"), ("en", "threat")))
    ]
    assert results("Drohung", "de").related == ()


def test_a_code_that_no_row_has_is_passed_over(results: Any) -> None:
    query = parse_query("judge", "en", services.terms())
    assert {form.text for form in query.loosened.loose[0].related} == {
        "court", "tribunal", "Gericht",
    }  # fmt: skip


def test_a_row_is_related_to_those_that_name_it(results: Any) -> None:
    query = parse_query("court", "en", services.terms())
    assert {form.text for form in query.loosened.loose[0].related} == {"judge", "juge", "Richter"}


def test_a_query_stays_bounded_however_many_words_it_has() -> None:
    terms = services.terms()
    few = parse_query(" ".join(f"wordy{number}" for number in range(LONG)), "en", terms)
    many = parse_query(" ".join(f"wordy{number}" for number in range(LONG + 1)), "en", terms)
    assert 0 < sum(len(one.related) for one in few.loosened.loose) <= MAX_QUERY_RELATED
    assert [one.related for one in many.loosened.loose] == [()] * (LONG + 1)
