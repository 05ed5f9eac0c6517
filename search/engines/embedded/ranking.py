"""What a match counts, by the way in which it was found.

One full-text score over all words that a query was widened with would put that record first which is
translated into most languages, and rare languages before common ones. So several are added up: of the words
as they were typed, of what a record says in the language it is shown in, and of everything.
"""

from __future__ import annotations

from django.conf import settings

from search import analysis
from search.engines.embedded.expressions import (
    Any_,
    Column,
    Node,
    Tokens,
    code_token,
    condition,
    in_a_row,
    typed,
)
from search.request.query import ParsedQuery, widening
from search.request.widening import forms_of

TYPED, SHOWN, ANY = 2.0, 0.4, 0.1
Layer = tuple[Node, float]


def layers(query: ParsedQuery) -> list[Layer]:
    """Conditions with what their scores count; one alone where nothing was widened."""
    everything = condition(query)
    if everything is None:
        return []
    if not any(clause.terms or clause.wider or clause.implied for clause in query.positive):
        return [(everything, TYPED)]
    own = [option for clause in query.positive for option in typed(clause)]
    found: list[Layer] = [(Any_(tuple(dict.fromkeys(own))), TYPED)]
    shown = _shown(query)
    if shown:
        found.append((Any_(tuple(dict.fromkeys(shown))), SHOWN))
    return [*found, (everything, ANY)]


def _shown(query: ParsedQuery) -> list[Node]:
    """Codes, and the sure words of the two languages in which a reader is shown records."""
    options: list[Node] = []
    for clause in query.positive:
        for term in (*clause.terms, *clause.implied):
            options.append(Tokens(Column.CODES, (code_token(term.facet, term.code),)))
        for term in clause.terms:
            for language, name in widening(term, query.language):
                if language in (settings.LANGUAGE_CODE, query.language):
                    options += in_a_row(analysis.stems(name, language), language)
        for form in forms_of(clause.wider):
            if form.language in (settings.LANGUAGE_CODE, query.language) and form.weight >= 1:
                options += in_a_row(form.stems, form.language)
    return options
