"""What a typed word is looked for as besides: its words in the other languages, within a bound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from search import analysis
from search.contract import Term, place_facets
from search.terms import Terms, names
from search.words.lexicon import MAX_FORMS, Form, Sense, distance

# So many forms a clause, and a whole query, may be widened with: what an engine is asked stays bounded.
MAX_CLAUSE_FORMS, MAX_QUERY_FORMS = 32, 320
# Of related words, so many forms of a sense in each language, so many of a word, and of a query.
FIRST_FORMS, MAX_RELATED_FORMS, MAX_QUERY_RELATED = 2, 60, 240

Group = tuple[Form, ...]
"""Forms of which one has to stand in a record."""
Wider = tuple[Group, ...]
"""Groups of which each has to be met: one for a word or a phrase, two for a compound's parts."""
Found = tuple[str, Sense]


def tongue(text: str, language: str, terms: Terms) -> str:
    """The language that a query is written in: the reader's, unless more words are of another one.

    One small word proves nothing: the "e" of "e learning" is Italian too. Words that nobody knows in the
    reader's language, such as "detenuti" typed by a German, are of the language that knows all their stems.
    """
    words = {code: analysis.split(text, code) for code in analysis.LANGUAGES}

    def known(code: str) -> int:
        return sum(
            _is_small(word, code) or bool(terms.lexicon.exactly([word], code))
            for word in words[code]
        )

    best = max(analysis.LANGUAGES, key=known)
    enough = min(2, len(words[best]))
    if known(best) >= enough and known(best) > known(language):
        return best
    telling = [word for word in words[language] if not _is_small(word, language)]
    if any(
        terms.lexicon.recognise([word], language) or terms.recognise([word]) for word in telling
    ):
        return language
    return next((code for code in analysis.LANGUAGES if _knows(words[code], code, terms)), language)


def _is_small(word: str, code: str) -> bool:
    return analysis.fold(word, code) in analysis.stop_words(code)


def _knows(words: Sequence[str], code: str, terms: Terms) -> bool:
    """Whether the lexicon knows all these words in a language, be it by their stems."""
    telling = [word for word in words if not _is_small(word, code)]
    return bool(telling) and all(terms.lexicon.recognise([word], code) for word in telling)


def senses(words: Sequence[str], own: str, terms: Terms) -> list[Found]:
    """What these words mean: in the query's own language, else as they are written in others."""
    found = terms.lexicon.recognise(words, own)
    if found:
        return [(own, sense) for sense in found]
    return [
        (code, sense)
        for code in analysis.LANGUAGES
        if code != own
        for sense in terms.lexicon.exactly(words, code)
    ]


def meant(
    words: Sequence[str], recognised: Iterable[Term], found: Sequence[Found], own: str, terms: Terms
) -> tuple[Term, ...]:
    """The recognised terms without those that only share a stem: a "maire" is no "mairie".

    A term stays where one of its names is written like the words, or is as near to them as what the lexicon
    has ("maires"), or where the lexicon calls them by one of the term's names.
    """
    exact = any(terms.lexicon.exactly(words, code) for code in {own, *(code for code, _ in found)})
    if not exact and (not found or len(words) > 1):
        return tuple(recognised)
    forms = [form.text for code, sense in found for form in sense.forms if form.language == code]
    farthest = 0 if exact else min((distance(form, words[0], own) for form in forms), default=0)
    return tuple(
        term
        for term in recognised
        if terms.is_written_so(term, words)
        or any(distance(name, words[0], code) <= farthest for code, name in names(term))
        or any(
            terms.is_written_so(term, form.text.split())
            for _code, sense in found
            for form in sense.forms
        )
    )


def places(found: Sequence[Found], terms: Terms) -> tuple[Term, ...]:
    """The places that these senses begin with: "Polish" is said of Poland."""
    heads = dict.fromkeys(form.text for _code, sense in found for form in sense.forms[:1])
    named = (term for head in heads for term in terms.recognise(head.split()))
    return tuple(term for term in named if term.facet in place_facets())


def group(
    words: Sequence[str], found: Sequence[Found], known: Sequence[Term], terms: Terms
) -> Group:
    """The other forms of these senses, in the language of the words too.

    Left out are those that the words themselves meet, and those that the ``known`` terms have as names.
    """
    ranked: list[tuple[int, Form]] = []
    for code, sense in found:
        places: dict[str, int] = {}
        for form in sense.forms:
            place = places[form.language] = places.get(form.language, -1) + 1
            is_typed = form.language == code and form.stems == _stems(words, code)
            if place < MAX_FORMS and not is_typed:
                ranked.append((place, form))
    ranked.sort(key=lambda one: one[0])
    chosen: dict[tuple[str, tuple[str, ...]], Form] = {}
    for _place, form in ranked:
        if not any(terms.has_name(term, form.stems) for term in known):
            chosen.setdefault((form.language, form.stems), form)
    return tuple(chosen.values())[:MAX_CLAUSE_FORMS]


def _stems(words: Sequence[str], language: str) -> tuple[str, ...]:
    return tuple(analysis.stem(analysis.fold(word, language), language) for word in words)


def word_by_word(words: Sequence[str], own: str, terms: Terms) -> Wider:
    """Each word of a phrase by itself, as it was typed or in another language; nothing if one is unknown."""
    groups = []
    for word in words:
        folded = analysis.fold(word, own)
        if folded in analysis.stop_words(own):
            continue
        forms = group([word], senses([word], own, terms), (), terms)
        groups.append((Form(own, word, (analysis.stem(folded, own),)), *forms))
    return tuple(groups) if all(len(each) > 1 for each in groups) else ()


def compound(word: str, own: str, terms: Terms) -> Wider:
    """The two parts of a German compound that nobody knows as a whole, each in the other languages."""
    if own != "de":
        return ()
    parts = terms.lexicon.compound(word, lambda part: part in terms.german_words) or ()
    return tuple(_of_part(part, terms) for part in parts)


def _of_part(part: str, terms: Terms) -> Group:
    """A part of a compound, as the lexicon has it, else by the names of what it names in the vocabulary."""
    found = terms.lexicon.recognise([part], "de")
    if found:
        own = Form("de", part, _stems([part], "de"))
        return (own, *group([part], [("de", one) for one in found], (), terms))
    named = [name for term in terms.recognise([part]) for name in names(term)]
    return tuple(Form(code, name, tuple(analysis.stems(name, code))) for code, name in named)[
        :MAX_CLAUSE_FORMS
    ]


def related(found: Sequence[Found], terms: Terms) -> Group:
    """The first forms of what is related to these senses, in all languages: a right record may say it so."""
    near = terms.lexicon.related([sense for _code, sense in found])
    return tuple(form for sense in near for form in _firsts(sense))[:MAX_RELATED_FORMS]


def together(*groups: Group) -> Group:
    """The forms of several groups, each once, no more than one may have."""
    return tuple(dict.fromkeys(form for group in groups for form in group))[:MAX_RELATED_FORMS]


def _firsts(sense: Sense) -> Iterator[Form]:
    count: Counter[str] = Counter()
    for form in sense.forms:
        count[form.language] += 1
        if count[form.language] <= FIRST_FORMS:
            yield form


def bounded(alternatives: Sequence[Wider], most: int) -> tuple[Wider, ...]:
    """As many forms as fit, the commonest of each first."""
    kept = []
    left = most
    for wider in alternatives:
        share = left // max(1, len(wider))
        cut = tuple(each[:share] for each in wider)
        if wider and all(cut):
            kept.append(cut)
            left -= sum(len(each) for each in cut)
    return tuple(kept)


def forms_of(alternatives: Iterable[Wider]) -> Iterator[Form]:
    """All forms of some alternatives."""
    for wider in alternatives:
        for each in wider:
            yield from each
