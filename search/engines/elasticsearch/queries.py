"""From a request to the one search that Elasticsearch is asked.

Nothing that a visitor typed is syntax here: words arrive as values of match queries.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from typing import Any
from uuid import UUID

from elasticsearch.dsl.function import SF, FieldValueFactor
from elasticsearch.dsl.query import (
    Bool,
    ConstantScore,
    FunctionScore,
    Ids,
    MatchAll,
    MultiMatch,
    Query,
    Range,
    Terms,
)

from search import analysis
from search.contract import facets
from search.engines.base import OWN_LANGUAGE_BONUS
from search.engines.elasticsearch.clauses import (
    anywhere,
    clause_query,
    in_names,
    or_named,
    or_related,
    term,
)
from search.engines.elasticsearch.mapping import MARK_BEGIN, MARK_END
from search.request.query import ParsedQuery
from search.request.rarity import NO_WEIGHTS, RELATED, Weights
from search.request.request import SearchRequest

LANGUAGES = analysis.LANGUAGES
TITLE_EXACT = [f"title.{code}.exact" for code in LANGUAGES]
TEXT_EXACT = [f"text.{code}.exact" for code in LANGUAGES]
# Layers: the whole title, the words as a phrase in a title, as a phrase in a text.
WHOLE_TITLE, TITLE_PHRASE, TEXT_PHRASE = 1_000.0, 200.0, 20.0
# What a word counts by itself where few records have them all, by how rare it is.
EACH = 50.0
# Elasticsearch adds up in single precision.
NEARLY = 1e-4
FRAGMENT_SIZE, FRAGMENTS = 220, 2
# So many words of a query are marked in the records.
MARKED = 8
MOST_VALUES = 10_000
YEARS_KEPT = 300
SHOWN = ["shown", "codes", "published_at", "reviewed_on", "id"]
SPELLING_SUGGESTIONS = 3


LIVE = term("live", True)
# What is shown where nobody has asked for archived records.
CURRENT = [LIVE, term("archived", False)]


def hits_body(
    request: SearchRequest, query: ParsedQuery, said: Weights = NO_WEIGHTS
) -> dict[str, Any]:
    """One page of matches in their order.

    ``said``: what each loose clause says, where records with enough of them are wanted.
    """
    scored = request.order == "relevance"
    body: dict[str, Any] = {
        "query": matching(request, query, said, scored=scored).to_dict(),
        "from": request.offset,
        "size": request.size,
        "sort": order(request),
        "version": True,
        "_source": SHOWN,
    }
    if chosen := filters(request):
        body["post_filter"] = _all_of(chosen.values()).to_dict()
    return body


def search_body(
    request: SearchRequest, query: ParsedQuery, said: Weights = NO_WEIGHTS
) -> dict[str, Any]:
    """The whole search: matches, order, facets with their counts, fragments, spelling."""
    chosen = filters(request)
    # Where a record must have all chosen values, the others are counted among those that do.
    counted_alone = chosen.keys() - request.all_of
    body = {**hits_body(request, query, said), "track_total_hits": True}
    aggregations = facet_counts(chosen, counted_alone)
    if chosen and len(query.loose) > 1:
        aggregations["matched"] = {"filter": MatchAll().to_dict()}
    if said:
        aggregations["complete"] = {"filter": _whole(query).to_dict()}
    elif query.is_sentence and len(query.loosened.loose) > 1:
        # Most sentences need them at once; two words hardly ever do.
        aggregations["frequencies"] = frequencies(words_of(query))
    if aggregations:
        body["aggs"] = aggregations
    if query.positive:
        # What no record has is marked by its related words.
        body["highlight"] = highlighting(said.loosen(query) if said.by_related else query)
        body["suggest"] = spelling(query)
    return body


def walk_body(
    request: SearchRequest,
    query: ParsedQuery,
    said: Weights,
    *,
    size: int,
    among: Sequence[UUID] | None = None,
    after: int = 0,
) -> dict[str, Any]:
    """All that is found, in the order of the numbers; nothing is scored, counted or shown."""
    found = matching(request, query, said, scored=False)
    named: list[Query] = [] if among is None else [Ids(values=[str(key) for key in among])]
    if after:
        named.append(Range("id", {"gt": after}))
    return {
        "query": Bool(filter=[found, *named, *filters(request).values()]).to_dict(),
        "sort": [{"id": "asc"}],
        "size": size,
        "track_total_hits": False,
        "_source": False,
    }


def words_of(query: ParsedQuery) -> list[Query]:
    """What meets each of the words that may be loosened."""
    return anywhere(query.loosened.loose, query.language)


def frequencies(conditions: Iterable[Query]) -> dict[str, Any]:
    """How many of all records meet each of these, whatever else is asked."""
    each = [one.to_dict() for one in conditions]
    return {"global": {}, "aggs": {"clauses": {"filters": {"filters": each}}}}


def matching(
    request: SearchRequest, query: ParsedQuery, said: Weights = NO_WEIGHTS, *, scored: bool
) -> Query:
    """What a record has to say. Without words, every live record."""
    strict = [clause for clause in query.positive if clause.strict]
    wanted = anywhere(strict, query.language)
    if query.loose:
        wanted.insert(0, _most(query, said) if said else _whole(query))
    negative = [clause for clause in query.clauses if clause.negative]
    unwanted = anywhere(negative, query.language)
    shown = [LIVE] if request.archived else CURRENT
    if not wanted:
        return Bool(filter=shown, must_not=unwanted)
    if not scored:
        return Bool(filter=[*shown, *wanted], must_not=unwanted)
    words = Bool(
        must=wanted,
        should=_layers(request, query),
        filter=shown,
        must_not=unwanted,
    )
    return FunctionScore(
        query=words,
        functions=[
            SF({"filter": term("codes.language", request.language), "weight": OWN_LANGUAGE_BONUS}),
            FieldValueFactor(field="weight", missing=1),
        ],
        score_mode="multiply",
        boost_mode="multiply",
    )


def _whole(query: ParsedQuery) -> Query:
    """All words in the text, or all of them in names."""
    words = [clause_query(clause, query.language) for clause in query.loose]
    names: list[Query] = [in_names(clause) for clause in query.loose]
    in_text = Bool(must=words) if len(words) > 1 else words[0]
    in_name = ConstantScore(filter=Bool(filter=names))
    return Bool(should=[in_text, in_name], minimum_should_match=1)


def _most(query: ParsedQuery, said: Weights) -> Query:
    """Words that say enough, wherever each stands, or related words of all; those with all come first."""
    clauses = said.loosen(query).loose
    apart = [clause_query(clause, query.language) for clause in clauses]
    wider = [*map(or_related, apart, clauses)]

    def weighed(meeting: Sequence[Query], part: float = 1) -> list[Query]:
        return [
            ConstantScore(filter=meeting[place], boost=EACH * said.each[place] * part)
            for place in said.telling
        ]

    enough: Query = FunctionScore(
        query=Bool(should=weighed([*map(or_named, apart, clauses)])),
        min_score=EACH * (said.needed - NEARLY),
    )
    near: list[Query] = []
    if places := said.all_by_related(clauses):
        near = weighed(wider, RELATED)
        by_related = [or_named(wider[place], clauses[place]) for place in places]
        enough = Bool(should=[enough, Bool(filter=by_related)], minimum_should_match=1)
    every = ConstantScore(filter=_whole(query), boost=WHOLE_TITLE)
    return Bool(filter=[enough], should=[*weighed(apart), *near, *apart, every])


def _layers(request: SearchRequest, query: ParsedQuery) -> list[Query]:
    """What puts a record before all others that have the same words."""
    typed = " ".join(word for clause in query.loose for word in clause.words)
    if not typed:
        return []
    found: list[Query] = [
        ConstantScore(
            filter=Bool(should=[term(f"title.{code}.whole", typed) for code in LANGUAGES]),
            boost=WHOLE_TITLE,
        )
    ]
    if " " in typed:
        found += [
            ConstantScore(filter=Terms("names", list(query.as_a_name)), boost=TITLE_PHRASE),
            ConstantScore(
                filter=MultiMatch(query=typed, fields=TITLE_EXACT, type="phrase"),
                boost=TITLE_PHRASE,
            ),
            ConstantScore(
                filter=MultiMatch(query=typed, fields=TEXT_EXACT, type="phrase"), boost=TEXT_PHRASE
            ),
        ]
    return found


def filters(request: SearchRequest) -> dict[str, Query]:
    """The chosen values as conditions, by facet; the years among them as ``years``."""
    found: dict[str, Query] = {
        facet: Bool(filter=[term(f"codes.{facet}", code) for code in codes])
        if facet in request.all_of
        else Terms(f"codes.{facet}", list(codes))
        for facet, codes in request.facets.items()
    }
    if request.has_years:
        conditions: list[Query] = [Range("year_from", {"lte": request.year_to or 9_999})]
        if request.year_from:
            conditions.append(Range("last_year", {"gte": request.year_from}))
        found["years"] = Bool(filter=conditions)
    return found


def _all_of(conditions: Iterable[Query]) -> Query:
    conditions = list(conditions)
    return Bool(filter=conditions) if conditions else MatchAll()


def facet_counts(chosen: dict[str, Query], counted_alone: Set[str]) -> dict[str, Any]:
    """One aggregation under all filters, and one per chosen facet under all others.

    Answers: ``{"all": {"total", facet: buckets…}, "without_theme": {…}}``.
    """
    names = [facet.name for facet in facets()]
    found: dict[str, Any] = {}
    rest = {name: _values(name) for name in names if name not in counted_alone}
    if "years" not in chosen:
        rest |= _years()
    if rest and not chosen:
        return rest
    if rest:
        found["all"] = {"filter": _all_of(chosen.values()).to_dict(), "aggs": rest}
    for name in chosen:
        others = _all_of(condition for other, condition in chosen.items() if other != name)
        inner = _years() if name == "years" else {name: _values(name)}
        if name not in counted_alone:
            inner = {}
        found[f"without_{name}"] = {
            "filter": others.to_dict(),
            **({"aggs": inner} if inner else {}),
        }
    return found


def _values(facet: str) -> dict[str, Any]:
    return {"terms": {"field": f"codes.{facet}", "size": MOST_VALUES}}


def _years() -> dict[str, Any]:
    """How many begin and how many end in each year; whoever shows years adds them up."""
    return {
        name: {"terms": {"field": name, "size": YEARS_KEPT}} for name in ("year_from", "year_to")
    }


def order(request: SearchRequest) -> list[Any]:
    """The sort order; ties by title, then by number, so that pages hang together."""
    ties: list[Any] = [{f"alphabet.{request.language}": "asc"}, {"id": "asc"}]
    first: dict[str, list[Any]] = {
        "relevance": ["_score"],
        "newest": [{"published_at": {"order": "desc", "missing": "_last"}}],
        "reviewed": [{"reviewed_on": {"order": "desc", "missing": "_last"}}],
        "founded": [{"weight": "desc"}],
        "title": [],
    }
    return first[request.order] + ties


def highlighting(query: ParsedQuery) -> dict[str, Any]:
    """Pieces of text around found words, in whichever language they stand.

    Each of the first words is looked for, and once: what makes an order of a long query's records has all of
    them several times, and marking by that takes seconds.
    """
    found = [clause_query(clause, query.language) for clause in query.positive[:MARKED]]
    return {
        "highlight_query": Bool(should=found).to_dict(),
        "type": "unified",
        "pre_tags": [MARK_BEGIN],
        "post_tags": [MARK_END],
        "number_of_fragments": FRAGMENTS,
        "fragment_size": FRAGMENT_SIZE,
        "order": "none",
        "fields": {
            f"text.{code}": {"matched_fields": [f"text.{code}", f"text.{code}.exact"]}
            for code in LANGUAGES
        },
    }


def spelling(query: ParsedQuery) -> dict[str, Any]:
    """Published words of the query's language near to those that no record has."""
    unknown = [clause for clause in query.positive if not (clause.terms or clause.wider)]
    typed = " ".join(word for clause in unknown for word in clause.words)
    if not typed:
        return {}
    return {
        "text": typed,
        "spelling": {
            "term": {
                "field": f"spell.{query.language}",
                "size": SPELLING_SUGGESTIONS,
                "suggest_mode": "missing",
                "max_edits": 2,
                "prefix_length": 1,
                "min_word_length": 4,
                "sort": "score",
            }
        },
    }
