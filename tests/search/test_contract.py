"""What every engine answers: words, languages, facets, order."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from search import services
from search.request.expert_rows import Row
from tests.search.conftest import Library, counts, titles

pytestmark = [pytest.mark.django_db, pytest.mark.both, pytest.mark.usefixtures("engine")]


def test_all_words_must_match(library: Library, find: Any) -> None:
    library.record("Mentoring in prison")
    library.record("Mentoring at school")
    library.record("A prison library")
    assert titles(find("mentoring prison")) == ["Mentoring in prison"]


def test_where_nothing_has_all_words_most_will_do_and_it_is_said(
    library: Library, find: Any
) -> None:
    library.record("Mentoring in prison")
    results = find("submarine garden fish")
    assert results.total == 0
    results = find("mentoring prison submarine")
    assert titles(results) == ["Mentoring in prison"]
    assert results.relaxed is True


def test_quotation_marks_ask_for_neighbouring_words(library: Library, find: Any) -> None:
    library.record("A local security cell")
    library.record("A cell for local security")
    assert titles(find('"local security cell"')) == ["A local security cell"]
    assert titles(find("„local security cell“")) == ["A local security cell"]


def test_a_minus_excludes(library: Library, find: Any) -> None:
    library.record("Mentoring in prison")
    library.record("Mentoring at school")
    assert titles(find("mentoring -prison")) == ["Mentoring at school"]


def test_everything_else_typed_is_words(library: Library, find: Any) -> None:
    library.record("Cats AND dogs")
    assert titles(find("cats AND dogs")) == ["Cats AND dogs"]
    assert find("title:x OR body:*").total == 0


def test_the_title_counts_more_than_the_text(library: Library, find: Any) -> None:
    library.record("About something else", description="<p>Words on hooligans.</p>")
    library.record("Hooligans", description="<p>Words.</p>")
    assert titles(find("hooligans")) == ["Hooligans", "About something else"]


def test_the_word_as_typed_comes_before_its_other_forms(library: Library, find: Any) -> None:
    library.record("The trainers of the city")
    library.record("The trainer of the city")
    assert titles(find("trainer")) == ["The trainer of the city", "The trainers of the city"]


def test_the_readers_language_breaks_a_tie(library: Library, find: Any) -> None:
    library.record("Forum alpha")
    other = library.record("Forum beta")
    library.translation(other, "fr", title="Forum bêta")
    assert titles(find("forum", language="fr")) == ["Forum bêta", "Forum alpha"]


def test_a_record_is_found_once_and_shown_in_the_readers_language(
    library: Library, find: Any
) -> None:
    page = library.record("Helping families", summary="What is done.")
    library.translation(
        page,
        "de",
        title="Hilfe für Familien",
        summary="Was getan wird.",
        description="<p>Wir besuchen sie.</p>",
    )
    for words in ("families", "Familien"):
        german = find(words, language="de")
        assert german.total == 1
        assert titles(german) == ["Hilfe für Familien"]
        assert german.hits[0].url == "/de/cities/aarhus/helping-families/"
        assert german.hits[0].text_language == "de"
        italian = find(words, language="it")
        assert titles(italian) == ["Helping families"]
        assert italian.hits[0].url == "/it/cities/aarhus/helping-families/"
        assert italian.hits[0].text_language == "en"
        assert sorted(italian.hits[0].languages) == ["de", "en"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "exit"),
        ("en", "disengagement"),
        ("de", "Ausstieg"),
        ("fr", "désengagement"),
        ("fr", "desengagement"),
        ("ru", "выход из радикализации"),
        ("ru", "Ausstieg"),
    ],
)
def test_a_concept_is_recognised_in_any_language(
    library: Library, find: Any, language: str, words: str
) -> None:
    library.record("Leaving a scene", concepts=(library.exit,))
    library.record("A school project", concepts=(library.school,))
    results = find(words, language=language)
    assert titles(results) == ["Leaving a scene"]
    also = {name for _language, name in results.also_searched}
    assert "Ausstieg" in also or words == "Ausstieg"


@pytest.mark.parametrize("words", ["Mailand", "Milano", "Милан", "milan"])
def test_a_city_is_recognised_by_its_name_in_any_language(
    library: Library, find: Any, words: str
) -> None:
    library.record("Here", city=library.milan)
    library.record("There", city=library.aarhus)
    results = find(words)
    assert titles(results) == ["Here"]
    assert [(link.label, link.url) for link in results.best] == [("Milan", "/en/cities/milan/")]


def test_found_words_are_marked(library: Library, find: Any) -> None:
    library.record("A", description="<p>Two mentors meet a young man twice a week.</p>")
    hit = find("mentor").hits[0]
    assert ("mentors", True) in hit.highlights[0]
    assert "".join(text for text, _found in hit.highlights[0]).startswith("Two mentors meet")


def test_words_that_stand_in_the_summary_are_marked_there_and_not_shown_twice(
    library: Library, find: Any
) -> None:
    library.record(
        "A", summary="A mentor meets\N{NO-BREAK SPACE}a young man.", description="<p>Twice.</p>"
    )
    hit = find("mentor").hits[0]
    assert hit.marked_summary == [
        ("A ", False),
        ("mentor", True),
        (" meets\N{NO-BREAK SPACE}a young man.", False),
    ]
    assert hit.highlights == ()


def marks(hit: Any) -> list[str]:
    """Everything that is marked of a hit, in its summary and in the pieces below it."""
    return [
        text
        for fragment in (hit.marked_summary, *hit.highlights)
        for text, is_found in fragment
        if is_found
    ]


def test_a_phrase_in_quotes_is_marked_as_a_phrase_and_its_words_nowhere_else(
    library: Library, find: Any
) -> None:
    library.record(
        "A",
        summary="In any case there is an assessment.",
        description="<p>The case assessment is shared. Each assessment of a case is kept.</p>",
    )
    assert marks(find('"case assessment"').hits[0]) == ["case assessment"]
    single = " ".join(marks(find("case assessment").hits[0])).split()
    assert set(single) == {"case", "assessment"}


@pytest.mark.parametrize("words", ["exit", "Ausstieg"])
def test_a_name_of_several_words_is_marked_where_all_of_them_stand(
    library: Library, find: Any, words: str
) -> None:
    library.concept(
        "leaving",
        synonyms={"en": ["exit", "working with leavers", "exit programme"]},
        en="Leaving",
        de="Ausstieg",
    )
    library.record(
        "A",
        summary="A working table and a programme for the region.",
        description="<p>Working with leavers is slow. An exit programme helps with work.</p>",
    )
    assert marks(find(words).hits[0]) == ["Working with leavers", "exit programme"]


def test_words_for_the_title_are_not_marked_in_the_text(library: Library, find: Any) -> None:
    library.record("Mentors", summary="What mentors do.", description="<p>Young people.</p>")
    hit = find(rows=(Row("title", "all", "mentors"), Row("text", "all", "young"))).hits[0]
    assert marks(hit) == ["Young"]


def test_an_article_before_an_apostrophe_does_not_tear_a_name_apart(
    library: Library, find: Any
) -> None:
    library.concept("path", en="Path", fr="Parcours d’insertion")
    page = library.record("A")
    library.translation(
        page, "fr", title="B", summary="Un parcours d’insertion long. L’insertion dure."
    )
    assert marks(find("path", language="fr").hits[0]) == ["parcours d’insertion"]


def test_one_record_is_called_by_what_one_is_called(library: Library, find: Any) -> None:
    library.record("A")
    assert find("").hits[0].kind_label == "Practice"


def test_choices_of_one_facet_add_up_and_facets_narrow_each_other(
    library: Library, find: Any
) -> None:
    library.record("A", city=library.aarhus, concepts=(library.exit,))
    library.record("B", city=library.milan, concepts=(library.exit,))
    library.record("C", city=library.milan, concepts=(library.school,))
    assert sorted(titles(find(country=["DK", "IT"]))) == ["A", "B", "C"]
    assert sorted(titles(find(country=["IT"], theme=["exit"]))) == ["B"]
    assert sorted(titles(find(theme=["exit", "school"], country=["IT"]))) == ["B", "C"]


def test_counts_ignore_what_is_chosen_in_their_own_facet(library: Library, find: Any) -> None:
    library.record("A", city=library.aarhus, concepts=(library.exit,))
    library.record("B", city=library.milan, concepts=(library.exit,))
    library.record("C", city=library.milan, concepts=(library.school,))
    results = find(country=["IT"])
    assert counts(results, "country") == {"IT": 2, "DK": 1}
    assert counts(results, "theme") == {"exit": 1, "prevention": 1, "school": 1}
    both = find(country=["DK"], theme=["school"])
    assert both.total == 0
    assert counts(both, "country") == {"IT": 1, "DK": 0}
    assert counts(both, "theme") == {"prevention": 1, "exit": 1, "school": 0}


def test_a_record_of_several_chosen_places_counts_once(library: Library, find: Any) -> None:
    library.record(
        "A", city=library.aarhus, partners=(library.ghent, library.milan), concepts=(library.exit,)
    )
    library.record("B", city=library.aarhus, partners=(library.ghent,), concepts=(library.exit,))
    library.record("C", city=library.ghent, concepts=(library.school,))
    library.record("D", city=library.milan)
    some = find(country=["DK", "BE"])
    assert sorted(titles(some)) == ["A", "B", "C"]
    assert (some.total, counts(some, "theme")) == (3, {"prevention": 2, "exit": 2, "school": 1})
    assert counts(some, "country") == {"BE": 3, "DK": 2, "IT": 2}
    every = find(city=["aarhus", "ghent", "milan"])
    assert (every.total, counts(every, "theme")) == (4, {"prevention": 2, "exit": 2, "school": 1})


def test_a_broader_concept_counts_and_finds_its_narrower_ones(library: Library, find: Any) -> None:
    library.record("A", concepts=(library.exit,))
    assert titles(find(theme=["prevention"])) == ["A"]
    group = next(group for group in find().facets if group.name == "theme")
    assert [(option.code, option.depth) for option in group.options] == [
        ("prevention", 0),
        ("exit", 1),
    ]


def test_a_chosen_value_without_results_stays_to_be_taken_back(library: Library, find: Any) -> None:
    library.record("A", concepts=(library.exit,))
    results = find(theme=["school"])
    option = {
        option.code: option
        for group in results.facets
        if group.name == "theme"
        for option in group.options
    }["school"]
    assert (option.count, option.selected) == (0, True)


def test_nothing_found_says_which_filter_to_drop(library: Library, find: Any) -> None:
    library.record("A", city=library.aarhus, concepts=(library.exit,), year_from=2010)
    results = find("A", country=["DK"], theme=["school"], year_from=2000)
    assert [(link.label, link.count) for link in results.drop] == [("about Education", 1)]
    assert results.drop[0].url == "/en/search/?q=A&country=DK&year_from=2000"


def test_partner_cities_count_for_the_record(library: Library, find: Any) -> None:
    library.record("A", city=library.aarhus, partners=(library.ghent,))
    assert counts(find(), "country") == {"BE": 1, "DK": 1}
    assert titles(find(city=["ghent"])) == ["A"]


def test_a_provision_is_found_by_its_document_too(library: Library, find: Any) -> None:
    library.record("A", provisions=("aarhus-declaration/2.1",))
    for code in ("aarhus-declaration", "aarhus-declaration/2", "aarhus-declaration/2.1"):
        assert titles(find(provision=[code])) == ["A"]
    assert find(provision=["aarhus-declaration/1"]).total == 0


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (None, 2009, []),
        (None, 2010, ["Ended", "Going on"]),
        (2013, None, ["Going on"]),
        (2011, 2011, ["Ended", "Going on"]),
        (2030, None, ["Going on"]),
    ],
)
def test_years_find_the_work_that_went_on_then(
    library: Library, find: Any, first: int | None, last: int | None, found: list[str]
) -> None:
    library.record("Ended", year_from=2010, year_to=2012)
    library.record("Going on", year_from=2010)
    library.record("Unknown")
    assert sorted(titles(find(year_from=first, year_to=last))) == found


def test_orders(library: Library, find: Any) -> None:
    now = timezone.now()
    library.record(
        "b old", first_published_at=now - timedelta(days=9), scrutiny_on=date(2026, 5, 1)
    )
    library.record("abroad, new", first_published_at=now - timedelta(days=1))
    library.record(
        "C middle", first_published_at=now - timedelta(days=5), scrutiny_on=date(2026, 9, 1)
    )
    assert titles(find()) == ["abroad, new", "C middle", "b old"]
    assert titles(find(sort="title")) == ["abroad, new", "b old", "C middle"]
    assert titles(find(sort="reviewed")) == ["C middle", "b old", "abroad, new"]


def test_pages_of_results_hang_together(library: Library, find: Any) -> None:
    for number in range(7):
        library.record(f"Record {number}")
    first, second, last = (find(size=3, page=page) for page in (1, 2, 3))
    assert (first.total, first.page_count) == (7, 3)
    seen = titles(first) + titles(second) + titles(last)
    assert sorted(seen) == [f"Record {number}" for number in range(7)]
    assert first.previous_page is None
    assert last.next_page is None
    assert second.next_page is not None
    assert second.next_page.page == 3


def test_similar_records_come_with_the_reason(library: Library) -> None:
    page = library.record("A", concepts=(library.exit,))
    library.record("B", city=library.milan, concepts=(library.exit, library.youth))
    library.record("C", city=library.ghent, concepts=(library.school,))
    found = [(hit.title, reason) for hit, reason in services.similar(page.translation_key, "en")]
    assert found == [("B", "Shares: Disengagement and exit")]


def test_suggestions_are_grouped_and_bounded(library: Library) -> None:
    for number in range(9):
        library.record(f"Exile and return {number}")
    groups = {
        group.label: [item.label for item in group.items] for group in services.suggest("exi", "en")
    }
    assert len(groups["Records"]) <= 5
    assert sum(len(items) for items in groups.values()) <= 10
    assert groups["Theme"] == ["Disengagement and exit"]
    assert services.suggest("", "en") == []
    cities = {
        group.label: [item.url for item in group.items] for group in services.suggest("mail", "de")
    }
    assert cities["City"] == ["/de/cities/milan/"]


def test_a_misspelt_word_is_offered_right_and_never_searched_in_its_place(
    library: Library, find: Any
) -> None:
    library.record("Leaving a scene", concepts=(library.exit,))
    results = find("disengajement")
    assert results.total == 0
    assert [link.label for link in results.corrections] == ["Disengagement"]
    assert results.corrections[0].url == "/en/search/?q=Disengagement"
