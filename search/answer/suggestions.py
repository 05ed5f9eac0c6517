"""Suggestions while typing: titles, cities, concepts and provisions, grouped."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from search import analysis
from search.answer import presentation
from search.answer.results import FacetGroup, Link, SuggestionGroup
from search.contract import Term, facets
from search.engines import answer
from search.request.addresses import address
from search.request.request import SearchRequest
from search.terms import Terms, label
from search.words.alphabet import name_key

LONGEST_PREFIX = 100
SHORTEST_PREFIX = 2
MOST = 10
TITLES = 5
PER_FACET = 4


def suggest(prefix: str, language: str, terms: Terms) -> list[SuggestionGroup]:
    """Up to ten suggestions for what has been typed so far; none for less than two letters."""
    prefix = clean_find(prefix)
    words = prefix_words(prefix, language)
    if len("".join(words)) < SHORTEST_PREFIX:
        return []
    groups = []
    hits = [
        presentation.hit(found, language, terms)
        for found in answer(lambda engine: engine.titles(prefix, language, TITLES)).value
    ]
    if hits:
        links = tuple(Link(hit.title, hit.url, language=hit.text_language) for hit in hits)
        groups.append(SuggestionGroup(_("Records"), links))
    left = MOST - len(hits)
    begun = terms.that_begin(words)
    for facet in facets():
        found = [
            term
            for code in terms.codes(facet.name)
            if (facet.name, code) in begun and (term := terms.get(facet.name, code)) and term.match
        ]
        found.sort(
            key=lambda term: (term.broader is not None, name_key(label(term, language), language))
        )
        links = tuple(_link(term, language) for term in found[: min(left, PER_FACET)])
        if links:
            groups.append(SuggestionGroup(str(facet.label), links))
            left -= len(links)
        if left <= 0:
            break
    return groups


def clean_find(typed: str) -> str:
    """The beginning of a name as it was typed, without control characters, cut to a sensible length."""
    return analysis.clean(typed[:LONGEST_PREFIX]).strip()


def prefix_words(typed: str, language: str) -> list[str]:
    """The words of a beginning."""
    return analysis.split(clean_find(typed), language)


def beginning(group: FacetGroup, typed: str, language: str, terms: Terms) -> FacetGroup:
    """The values of a facet with a name that begins like what is typed, beside them the other chosen ones."""
    words = prefix_words(typed, language)
    if not words:
        return group
    begun = terms.that_begin(words)
    options = tuple(option for option in group.options if (group.name, option.code) in begun)
    kept = tuple(option for option in group.options if option.selected and option not in options)
    return replace(group, options=options, kept=kept)


def _link(term: Term, language: str) -> Link:
    """To the term's own page where it has one, else to the search for it."""
    if term.path is not None:
        url = f"/{language}/{term.path}"
    else:
        url = address(SearchRequest(language=language, facets={term.facet: (term.code,)}))
    return Link(label(term, language), url, language=language if language in term.labels else "en")
