"""A walk takes all records of a search, each once, and none that is not public when its turn comes."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from practices.models import PracticePage
from search import services
from search.engines.base import EngineUnavailable
from search.engines.elasticsearch import engine as elasticsearch_engine
from search.engines.embedded import engine as embedded_engine
from search.models import SearchDocument
from search.request.expert_rows import Row
from search.request.request import SearchRequest
from tests.search.conftest import Library, push

pytestmark = [pytest.mark.django_db, pytest.mark.both, pytest.mark.usefixtures("engine")]


@pytest.fixture(autouse=True)
def two_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a few records are several parts of a walk."""
    monkeypatch.setattr(embedded_engine, "WALKED_AT_ONCE", 2)
    monkeypatch.setattr(elasticsearch_engine, "WALKED_AT_ONCE", 2)


def walked(q: str = "", **asked: Any) -> list[str]:
    """The English titles of a walk, in its order."""
    facets = {name: (code,) for name, code in asked.pop("facets", {}).items()}
    request = SearchRequest(language="en", q=q, facets=facets, **asked)
    found = services.walk(request)
    titles = [record.text("en")[1].title for record in found.records]
    assert found.total == len(titles)
    return titles


def test_it_finds_what_the_search_finds_by_words_facets_years_and_rows(library: Library) -> None:
    for place in range(5):
        library.record(f"Mentors {place}", concepts=(library.exit,), year_from=2010 + place)
    library.record("Mentors in Milan", city=library.milan, concepts=(library.school,))
    library.record("A library")
    assert walked() == [*(f"Mentors {n}" for n in range(5)), "Mentors in Milan", "A library"]
    assert walked("mentors") == [*(f"Mentors {n}" for n in range(5)), "Mentors in Milan"]
    assert walked("mentors -Milan", facets={"theme": "prevention"}, year_from=2013, year_to=2013) == [
        "Mentors 0", "Mentors 1", "Mentors 2", "Mentors 3",
    ]  # fmt: skip
    assert walked(facets={"city": "milan"}) == ["Mentors in Milan"]
    assert walked("mentors", rows=(Row("title", "any", "milan 3"),)) == [
        "Mentors 3",
        "Mentors in Milan",
    ]
    assert walked("mentors", page=2, size=2, sort="title") == walked("mentors")
    assert walked("submarine") == []


def test_facets_of_which_all_are_asked_for_must_all_be_there(library: Library) -> None:
    library.record("Both", concepts=(library.exit, library.school))
    library.record("One", concepts=(library.exit,))
    request = SearchRequest(
        language="en", facets={"theme": ("exit", "school")}, all_of=frozenset({"theme"})
    )
    assert [record.text("en")[1].title for record in services.walk(request).records] == ["Both"]


def test_where_hardly_any_record_has_all_words_the_walk_has_what_the_search_has(
    library: Library,
) -> None:
    library.record("Mentoring in prison")
    library.record("A garden")
    found = services.walk(SearchRequest(language="en", q="mentoring prison submarine"))
    assert (found.total, found.relaxed) == (1, True)
    assert [record.text("en")[1].title for record in found.records] == ["Mentoring in prison"]


def test_what_is_withdrawn_in_the_middle_is_not_given(library: Library) -> None:
    pages = [library.record(f"Mentors {place}") for place in range(5)]
    found = services.walk(SearchRequest(language="en", q="mentors"))
    first = next(found.records)
    pages[3].unpublish()
    assert [record.text("en")[1].title for record in (first, *found.records)] == [
        "Mentors 0", "Mentors 1", "Mentors 2", "Mentors 4",
    ]  # fmt: skip


def test_archived_records_are_given_where_they_are_asked_for(library: Library) -> None:
    library.record("Current")
    old = library.record("Old")
    old.record.change(archived_on=timezone.localdate())
    services.refresh([old.translation_key])
    push()
    assert walked() == ["Current"]
    assert walked(archived=True) == ["Current", "Old"]


def test_an_engine_that_is_lost_in_the_middle_is_not_taken_for_the_end(
    library: Library, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in range(3):
        library.record(f"Mentors {place}")
    found = services.walk(SearchRequest(language="en"))
    next(found.records)
    next(found.records)
    if engine == "embedded":
        assert len(list(found.records)) == 1
        return
    monkeypatch.setattr(elasticsearch_engine, "ask", _lost)
    with pytest.raises(EngineUnavailable):
        list(found.records)


def _lost(**parameters: Any) -> Any:
    raise EngineUnavailable("lost")


def test_a_record_says_whose_words_it_is_and_when_they_changed(library: Library) -> None:
    page = library.record("Mentors", licence="cc-by-sa-4.0", is_editor_summary=False)
    summary = library.record("From public sources", is_editor_summary=True)
    german = library.translation(page, "de", title="Mentoren")
    records = {one.key: one for one in services.walk(SearchRequest(language="en")).records}
    own, sources = records[page.translation_key], records[summary.translation_key]
    assert (own.data["author"], own.data["licence"]) == ("aarhus", "cc-by-sa-4.0")
    assert (sources.data["author"], sources.data["licence"]) == ("", "cc-by-4.0")
    page = PracticePage.objects.get(pk=page.pk)
    assert own.text("en")[1].changed_at == page.last_published_at
    assert own.text("de")[0] == "de"
    assert own.changed_at == german.last_published_at > page.last_published_at
    assert own.original == "en"
    rebuilt = SearchDocument.objects.get(key=page.translation_key).updated_at
    services.refresh([page.translation_key])
    assert SearchDocument.objects.get(key=page.translation_key).updated_at == rebuilt
