"""What a match counts, by the way in which it was found.

One full-text score over all words that a query was widened with would put that record first which is
translated into most languages, and rare languages before common ones. So several are added up: of the words
as they were typed, of what a record says in the language it is shown in, and of everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from search import analysis
from search.engines.embedded.expressions import (
    All,
    Any_,
    Column,
    Node,
    Tokens,
    clause_node,
    code_token,
    condition,
    in_a_row,
    of_name,
    of_term,
    or_related,
    typed,
)
from search.request.query import ParsedQuery
from search.request.rarity import NO_WEIGHTS, RELATED, Weights
from search.request.widening import forms_of

TYPED, SHOWN, ANY = 2.0, 0.4, 0.1
# What it counts by itself that a record can be read in the reader's language.
OWN = 3.0
# What it counts that a phrase of the lexicon stands in a record, and not its words here and there.
NAMED = 30.0
# What it counts that the whole name of an organisation was typed.
WHOLE_NAME = 200.0
# Where few records have all words: what each word counts by itself, and what counts having all.
EACH, WHOLE = 80.0, 10_000.0


@dataclass(frozen=True)
class Layer:
    """A condition and what its score counts; ``constant``: meeting it counts, not how well it is met.

    ``rarer``: meeting it counts the less, the more documents do.
    """

    node: Node
    counts: float
    constant: bool = False
    rarer: bool = False


def layers(
    query: ParsedQuery,
    said: Weights = NO_WEIGHTS,
    whole: Node | None = None,
    phrases: ParsedQuery | None = None,
) -> list[Layer]:
    """What is added up; one score alone where nothing was widened and all words have to be met.

    ``whole``: what stands before all else, where few have it; ``phrases``: the query before it was loosened.
    """
    # Who has the words in names alone stands behind.
    everything = condition(query, said, named=False)
    if everything is None:
        return []
    each = _whole_names(query)
    if said and whole:
        for clause, saying in zip(query.loose, said.each, strict=True):
            if saying:
                met = clause_node(clause)
                each.append(Layer(met, EACH * saying, constant=True))
                if clause.related:
                    wider = or_related(met, clause)
                    each.append(Layer(wider, EACH * saying * RELATED, constant=True))
        each.append(Layer(whole, WHOLE, constant=True))
    if not any(clause.terms or clause.wider or clause.implied for clause in query.positive):
        return [Layer(everything, TYPED), *each]
    # In the reader's language alone: "staff" is a rare word of Italian, and would count as one.
    own = [option for clause in query.positive for option in typed(clause, (query.language,))]
    found = [Layer(Any_(tuple(dict.fromkeys(own))), TYPED)]
    shown = _shown(query)
    if shown:
        found.append(Layer(Any_(tuple(dict.fromkeys(shown))), SHOWN))
    found += [Layer(named, NAMED, constant=True) for named in _named(phrases or query)]
    readable = Tokens(Column.CODES, (code_token("language", query.language),))
    found.append(Layer(All((everything, readable)), OWN, constant=True, rarer=True))
    return [*found, Layer(everything, ANY), *each]


def _whole_names(query: ParsedQuery) -> list[Layer]:
    names = tuple(map(of_name, query.as_a_name))
    return [Layer(Any_(names), WHOLE_NAME, constant=True)] if names else []


def _named(query: ParsedQuery) -> list[Node]:
    """What each phrase of the lexicon is called, as a phrase, also as it was typed."""
    return [
        Any_(tuple(dict.fromkeys((*as_typed, *named))))
        for clause in query.positive
        if len(clause.words) > 1
        for as_typed in [in_a_row(_stems(clause.words, query.language), query.language)]
        for wider in clause.wider[:1]
        if (named := [node for form in wider[0] for node in in_a_row(form.stems, form.language)])
    ]


def _stems(words: Sequence[str], language: str) -> list[str]:
    return [analysis.stem(analysis.fold(word, language), language) for word in words]


def _shown(query: ParsedQuery) -> list[Node]:
    """Codes, and the sure words of the two languages in which a reader is shown records."""
    options: list[Node] = []
    for clause in query.positive:
        options += map(of_term, (*clause.terms, *clause.implied))
        for language, name in clause.names:
            if language in (settings.LANGUAGE_CODE, query.language):
                options += in_a_row(analysis.stems(name, language), language)
        for form in forms_of(clause.wider):
            if form.language in (settings.LANGUAGE_CODE, query.language) and form.weight >= 1:
                options += in_a_row(form.stems, form.language)
    return options
