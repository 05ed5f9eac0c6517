"""From one clause of a query to what Elasticsearch is asked for it.

Nothing that a visitor typed is syntax here: words arrive as values of match queries.
"""

from __future__ import annotations

from collections.abc import Iterable

from elasticsearch.dsl.query import Bool, ConstantScore, DisMax, MultiMatch, Query, Term, Terms

from search import analysis
from search.request.query import ANYWHERE, Clause
from search.request.widening import Wider

LANGUAGES = analysis.LANGUAGES
# A word as it was typed counts more than its stem, a title more than a text.
STEM_FIELDS = [f"title.{code}^5" for code in LANGUAGES] + [f"text.{code}" for code in LANGUAGES]
EXACT_FIELDS = [f"title.{code}.exact^10" for code in LANGUAGES] + [
    f"text.{code}.exact^2" for code in LANGUAGES
]
FIELDS = {
    "anywhere": (STEM_FIELDS, EXACT_FIELDS),
    "title": (STEM_FIELDS[: len(LANGUAGES)], EXACT_FIELDS[: len(LANGUAGES)]),
    "text": (STEM_FIELDS[len(LANGUAGES) :], EXACT_FIELDS[len(LANGUAGES) :]),
}
CODE_BOOST = 6.0
# A word in the reader's language before one in others; a name of a concept and a word of the lexicon behind
# what was typed.
OWN_FIELD, NAME_BOOST, FORM_BOOST = 3.0, 0.7, 0.5


def term(field: str, value: str | bool) -> Query:
    """A condition on a field that is not taken apart."""
    return Term(field, {"value": value})


def in_names(clause: Clause) -> Query:
    """What meets a clause in names of organisations: its words as they were typed, a place by its code."""
    words = [Terms("names", list(analysis.spellings(word))) for word in clause.words]
    as_typed = Bool(should=words) if clause.any_word else Bool(filter=words)
    places = [term(f"codes.{place.facet}", place.code) for place in clause.places]
    return Bool(should=[as_typed, *places]) if places else as_typed


def or_named(found: Query, clause: Clause) -> Query:
    """What meets a clause in a text (``found``), or in names of organisations."""
    if clause.field != ANYWHERE:
        return found
    return Bool(should=[found, ConstantScore(filter=in_names(clause))], minimum_should_match=1)


def anywhere(clauses: Iterable[Clause], language: str) -> list[Query]:
    """What meets each of these clauses, in a text or in names."""
    return [or_named(clause_query(clause, language), clause) for clause in clauses]


def or_related(found: Query, clause: Clause) -> Query:
    """What meets a clause (``found``), or its related words."""
    if not clause.related:
        return found
    return Bool(should=[found, related_query(clause)], minimum_should_match=1)


def related_query(clause: Clause) -> Query:
    """One of the related words of a clause."""
    return ConstantScore(filter=_wider((clause.related,)))


def clause_query(clause: Clause, language: str) -> Query:
    """The words of a clause, or what vocabulary and lexicon call them."""
    typed = _typed(clause, language)
    besides: list[Query] = [
        ConstantScore(filter=term(f"codes.{one.facet}", one.code), boost=CODE_BOOST)
        for one in (*clause.terms, *clause.implied)
    ]
    besides += [_phrase(code, name, NAME_BOOST) for code, name in clause.names]
    besides += [_wider(wider) for wider in clause.wider]
    if not besides:
        return typed
    # What a reader typed counts for itself, of all that stands for it only the best.
    return Bool(should=[typed, DisMax(queries=besides)], minimum_should_match=1)


def _typed(clause: Clause, language: str) -> Query:
    """The words of a clause as they were typed."""
    stems, exact = FIELDS[clause.field]
    stems = [field for field in stems if field.partition("^")[0].split(".")[1] in clause.languages]
    if clause.quoted:
        return MultiMatch(query=" ".join(clause.words), fields=exact, type="phrase")
    fields = [_own_first(field, language) for field in stems + exact]
    words: list[Query] = [_word(word, fields, exact) for word in clause.words]
    if clause.any_word:
        return Bool(should=words, minimum_should_match=1)
    if clause.joined:
        where = stems + exact if clause.has_endings else exact
        apart = MultiMatch(query=" ".join(clause.words), fields=where, type="phrase")
        return DisMax(
            queries=[
                _as_one(clause.joined),
                MultiMatch(query=clause.joined, fields=fields, type="best_fields"),
                words[0] if len(words) == 1 else apart,
            ]
        )
    return words[0] if len(words) == 1 else Bool(must=words)


def _word(word: str, fields: list[str], exact: list[str]) -> Query:
    found: list[Query] = [MultiMatch(query=word, fields=fields, type="best_fields")]
    if exact == FIELDS["anywhere"][1]:
        found.append(_as_one(word))
    folded = {analysis.fold(word, code) for code in LANGUAGES}
    found += [
        MultiMatch(query=spelling, fields=exact, type="best_fields")
        for spelling in analysis.spellings(word)
        if spelling not in folded
    ]
    return DisMax(queries=found)


def _as_one(word: str) -> Query:
    """A word that others write apart, as it is written and by its stems."""
    stems = (analysis.stem(analysis.fold(word, code), code) for code in LANGUAGES)
    return Terms("joined", list(dict.fromkeys((*analysis.spellings(word), *stems))))


def _own_first(field: str, language: str) -> str:
    """A field with its weight, more for one of the reader's language."""
    name, _sign, boost = field.partition("^")
    if name.split(".")[1] != language:
        return field
    return f"{name}^{float(boost or 1) * OWN_FIELD}"


def _wider(wider: Wider) -> Query:
    """Groups of forms that each have to be met, a form in the texts of its language alone."""
    groups: list[Query] = []
    for group in wider:
        words: dict[tuple[str, float], list[str]] = {}
        options: list[Query] = []
        for form in group:
            boost = FORM_BOOST * form.weight
            if len(form.stems) == 1:
                words.setdefault((form.language, boost), []).append(form.text)
            else:
                options.append(_phrase(form.language, form.text, boost))
        options += [
            MultiMatch(query=" ".join(texts), fields=_of(code), type="best_fields", boost=boost)
            for (code, boost), texts in words.items()
        ]
        groups.append(DisMax(queries=options))
    return groups[0] if len(groups) == 1 else Bool(must=groups)


def _phrase(language: str, text: str, boost: float) -> Query:
    return MultiMatch(query=text, fields=_of(language), type="phrase", boost=boost)


def _of(language: str) -> list[str]:
    return [f"title.{language}^5", f"text.{language}"]
