"""From an engine's answer to what is shown, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from search.answer import histogram as years
from search.answer.filters import (
    beginnings,
    chips,
    droppable,
    facet_group,
    offers,
    without_all,
    without_both,
)
from search.answer.hits import Evidence, FileHit, Hit
from search.answer.results import Link, SearchResults, Widened
from search.answer.results_table import result_table
from search.answer.spelling import corrections
from search.answer.ways_out import WaysOut
from search.contract import Term, facets
from search.engines import Answered
from search.engines.base import EngineAnswer, Found
from search.engines.highlights import in_summary, shown_language
from search.map.results_map import result_map
from search.request.query import ParsedQuery, related_words
from search.request.request import SearchRequest
from search.terms import Terms, label


def results(
    request: SearchRequest,
    query: ParsedQuery,
    answered: Answered[EngineAnswer],
    terms: Terms,
    *,
    longest: int | None,
    ways: WaysOut,
    files: Mapping[str, tuple[FileHit, ...]],
) -> SearchResults:
    """Put everything into words and addresses."""
    answer = answered.value
    nothing = answer.total == 0
    hits = tuple(
        replace(hit(found, request.language, terms), files=files.get(found.key, ()))
        for found in answer.found
    )
    return SearchResults(
        request=request,
        total=answer.total,
        hits=hits,
        facets=tuple(
            group
            for facet in facets()
            if (group := facet_group(facet, request, answer, terms, longest)).options
        ),
        chips=tuple(chips(request, terms)),
        widened=tuple(Widened(words, tuple(added)) for words, added in query.widened),
        corrections=(
            tuple(corrections(request, query, terms, answer.spellings))
            if nothing or (answer.relaxed and not answer.complete)
            else ()
        ),
        drop=tuple(droppable(request, answer, terms)) if nothing else (),
        drop_both=tuple(without_both(request, ways, terms)),
        drop_all=without_all(request, ways),
        beginnings=() if request.is_narrowed else tuple(beginnings(request, answer, terms)),
        best=tuple(best(query, request.language)),
        offers=tuple(offers(request, query, terms)),
        engine=answered.engine,
        degraded=answered.degraded,
        relaxed=answer.relaxed,
        complete=answer.complete,
        related=(
            tuple(Widened(words, tuple(near)) for words, near in related_words(query))
            if answer.relaxed
            else ()
        ),
        counted_among=answer.counted_among,
        counts=answer.counts,
        years=years.histogram(request, answer.counts),
        map=result_map(request, answer, terms) if request.view == "map" else None,
        table=result_table(request, hits, terms) if request.view == "table" else None,
    )


def hit(found: Found, language: str, terms: Terms) -> Hit:
    """One record as it is listed: in the reader's language where it can be, else in its own."""
    texts: dict[str, Any] = found.data["texts"]
    own = shown_language(found.data, language)
    text = texts[own]
    marked_in = own if found.marked.get(own) else next(iter(found.marked), own)
    pieces = found.marked.get(marked_in, ())
    summary, pieces = in_summary(text["summary"], pieces) if marked_in == own else (None, pieces)
    codes = found.data["codes"]
    city = next(iter(found.data["card"].get("city", codes.get("city", []))), "")
    country = next(iter(found.data["card"].get("country", codes.get("country", []))), "")
    return Hit(
        id=found.key,
        kind=found.kind,
        kind_label=terms.label_of_one("kind", found.kind, language),
        title=text["title"],
        summary=text["summary"],
        marked_summary=summary or ((text["summary"], False),),
        text_language=own,
        url=_in_language(text["url"], language),
        city=city,
        city_label=terms.label("city", city, language) if city else "",
        country=country,
        country_label=terms.label("country", country, language) if country else "",
        languages=tuple(code for code in texts if code in codes.get("language", texts)),
        score=found.score,
        published_at=found.published_at,
        reviewed_on=found.reviewed_on,
        highlights=pieces,
        highlight_language=marked_in,
        card=found.data["card"],
        codes=codes,
        evidence=evidence(codes, terms, language),
    )


def evidence(codes: Mapping[str, Sequence[str]], terms: Terms, language: str) -> Evidence | None:
    """A record's level of evidence; the vocabulary names the levels from the lowest to the highest."""
    levels = terms.codes("evidence")
    code = next((code for code in codes.get("evidence", ()) if code in levels), None)
    if code is None:
        return None
    return Evidence(
        code, terms.label("evidence", code, language), levels.index(code), len(levels) - 1
    )


def _in_language(url: str, language: str) -> str:
    """The same page inside the reader's frame: the language prefix of the path is exchanged."""
    return f"/{language}/" + url.split("/", 2)[2]


def best(query: ParsedQuery, language: str) -> list[Link]:
    """Pages of their own that the typed words name: a city, a document."""
    return [
        Link(label(term, language), f"/{language}/{term.path}")
        for term in query.recognised
        if term.path is not None
    ]


def shared_reason(found: Found, mine: dict[str, list[str]], terms: Terms, language: str) -> str:
    """Why a record stands beside another, in one phrase."""
    codes = found.data["codes"]

    def shared(facet: str) -> list[Term]:
        both = set(mine.get(facet, ())) & set(codes.get(facet, ()))
        return [
            term for code in terms.codes(facet) if code in both and (term := terms.get(facet, code))
        ]

    narrow = [
        term
        for term in [*shared("theme"), *shared("method")]
        if term.broader or term.facet == "method"
    ]
    topics = ", ".join(label(term, language) for term in (narrow or shared("theme"))[:3])
    if shared("city"):
        return _("Same city; shares: %(topics)s") % {"topics": topics} if topics else _("Same city")
    if topics:
        return _("Shares: %(topics)s") % {"topics": topics}
    provisions = [term for term in shared("provision") if term.broader]
    if provisions:
        return _("Also answers: %(provision)s") % {"provision": label(provisions[-1], language)}
    return _("Similar in audience or country")
