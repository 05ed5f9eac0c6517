"""What typed words mean: clauses that must match, widened by the vocabulary and the lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from search import analysis
from search.contract import Term, place_facets
from search.request import widening as wide
from search.request.expert_rows import Row
from search.request.widening import Group, Wider
from search.terms import Terms, label, names
from search.words import signs
from search.words.lexicon import LONGEST_PHRASE

ANYWHERE = "anywhere"
SENTENCE, FEW = 3, 10
# No record has all of so many words, and how rare each of them is is not worth asking.
LONG = 8
SHORTEST_PART = 3
# So many related words of each clause are named to a reader.
SHOWN_RELATED = 4
# In these languages a word is told more closely by those behind it.
NAMED_BY_WHAT_FOLLOWS = ("fr", "it", "ru")
# Small words stand between the others of a phrase: "agents de la ville".
LONGEST_TYPED = LONGEST_PHRASE + 2
# So many names of a term are looked for, and so many of all terms of a query.
MAX_TERM_NAMES, MAX_QUERY_NAMES = 60, 600
# Phones set the marks of the language by themselves; all of them mean a phrase.
_QUOTATION_MARKS = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
_PIECE = re.compile(r'(-?)"([^"]*)"|(\S+)')


@dataclass(frozen=True)
class Clause:
    """One thing that a document must (or must not) contain.

    ``words`` as typed; more than one is a phrase when ``quoted`` or when they were recognised together.
    ``terms`` are what the words name in the vocabulary; a document with one of their codes, or with one of
    their ``names`` (language, phrase), matches as well as one with the words. ``wider``: what the lexicon
    calls them in other languages. ``implied`` are terms of other clauses that have this word in their name.
    ``joined``: the one word that some write for these, or for this and the next. ``field``: where the words
    have to stand. ``any_word``: one of them is enough. ``strict``: from the expert form, never loosened.
    ``related``: forms of related words, which only the loosened query looks for.
    ``apart``: a phrase of the lexicon word by word, each met by the phrase too. ``tongue``: the language of
    words whose meaning is known: in texts of others they stand under other words. ``others``: words that
    share a stem with them there and mean something else.
    """

    words: tuple[str, ...]
    quoted: bool = False
    negative: bool = False
    terms: tuple[Term, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    wider: tuple[Wider, ...] = ()
    related: Group = ()
    implied: tuple[Term, ...] = ()
    joined: str = ""
    field: str = ANYWHERE
    any_word: bool = False
    strict: bool = False
    apart: tuple[Clause, ...] = ()
    tongue: str = ""
    others: frozenset[str] = frozenset()

    @property
    def languages(self) -> Sequence[str]:
        """In the texts of which languages its words may stand with other endings.

        "policiers" of a French reader is no English "policy", though an English stemmer reads them alike.
        """
        return (self.tongue,) if self.tongue else analysis.LANGUAGES

    @property
    def places(self) -> tuple[Term, ...]:
        """The cities and countries among its terms."""
        return tuple(term for term in self.terms if term.facet in place_facets())

    @property
    def has_endings(self) -> bool:
        """Whether its words may stand with other endings: neo-Nazis; the "e" of "e-learning" is no word."""
        return all(len(word) >= SHORTEST_PART for word in self.words)


@dataclass(frozen=True)
class ParsedQuery:
    """A query taken apart. ``clauses`` is empty when nothing searchable was typed.

    ``apart``: the same with the lexicon's phrases word by word, which is how they are looked for where hardly
    any document has all: "prison guards" who train are prison staff too.
    """

    clauses: tuple[Clause, ...] = ()
    language: str = "en"
    apart: tuple[Clause, ...] = ()
    recognised: tuple[Term, ...] = field(default_factory=tuple)

    @property
    def positive(self) -> list[Clause]:
        return [clause for clause in self.clauses if not clause.negative]

    @property
    def loose(self) -> list[Clause]:
        """What may be loosened to most of it, where no document has it all."""
        return [clause for clause in self.positive if not clause.strict]

    @property
    def as_a_name(self) -> tuple[str, ...]:
        """All that was typed as one word, as each language folds it: the whole name of an organisation."""
        words = [word for clause in self.loose for word in clause.words]
        if len(words) < 2:
            return ()
        folded = (
            "".join(analysis.fold(word, language) for word in words)
            for language in analysis.LANGUAGES
        )
        return tuple(dict.fromkeys(folded))

    def is_too_narrow(self, found: int) -> bool:
        """Whether so few documents have all the words that others are wanted too; those stay first.

        Of a sentence hardly any document has all, so that it gets a full page of those with most of them. Two
        words are two conditions: each may be met by related words; only where nothing has both, one will do.
        """
        if self.is_long:
            return True
        loose = self.loosened.loose
        if len(loose) > 1 and not self.wants_all(found):
            return found < FEW
        return found < (FEW if len(loose) > 1 else 1) and any(one.related for one in loose)

    def wants_all(self, found: int) -> bool:
        """Whether each word has to be met, if by related ones, where so many documents have them all."""
        return found > 0 and not self.is_sentence and not self.is_long

    @property
    def is_sentence(self) -> bool:
        """Whether it has several words that mean something."""
        small = analysis.stop_words(self.language)
        words = (word for clause in self.loose for word in clause.words)
        return sum(analysis.fold(word, self.language) not in small for word in words) >= SENTENCE

    @property
    def is_long(self) -> bool:
        """Whether it is looked for by most of its words from the first, as a text that somebody pasted."""
        return len(self.loosened.loose) > LONG

    @property
    def loosened(self) -> ParsedQuery:
        """The query word by word."""
        return replace(self, clauses=self.apart)

    @property
    def widened(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Per clause the typed words and what was searched besides, as ``(language, name)``, each once."""
        seen = {analysis.fold(" ".join(clause.words), self.language) for clause in self.positive}
        found = []
        for clause in self.positive:
            added: list[tuple[str, str]] = []
            named = [pair for term in clause.terms for pair in term.labels.items()]
            forms = [(form.language, form.text) for form in wide.forms_of(clause.wider)]
            for language, name in [*named, *forms]:
                folded = analysis.fold(name, language)
                if folded not in seen:
                    seen.add(folded)
                    added.append((language, name))
            if added:
                found.append((" ".join(clause.words), added))
        return found


def related_words(query: ParsedQuery) -> list[tuple[str, list[tuple[str, str]]]]:
    """Per clause of a loosened query its words, and related words in the reader's language, each once."""
    seen: set[str] = set()
    found = []
    for clause in query.loosened.loose:
        named = dict.fromkeys(
            form.text for form in clause.related if form.language == query.language
        )
        new = [text for text in named if text not in seen][:SHOWN_RELATED]
        seen.update(named)
        if new:
            found.append((" ".join(clause.words), [(query.language, text) for text in new]))
    return found


def parse_query(q: str, language: str, terms: Terms, rows: Iterable[Row] = ()) -> ParsedQuery:
    """Take a query apart. Quotes make a phrase, a leading minus excludes; all else is words.

    ``rows`` of the expert form are taken as they are said, without vocabulary and lexicon.
    """
    clauses: list[Clause] = []
    run: list[str] = []
    q = q.translate(_QUOTATION_MARKS)
    for minus, phrase, word in _PIECE.findall(q):
        if word and not word.startswith("-"):
            run.append(word.strip('"'))
            continue
        clauses.extend(_clauses(" ".join(run), language, terms))
        run = []
        text = phrase if not word else word[1:].strip('"')
        words = tuple(analysis.split(text, language))
        if words:
            clauses.append(
                Clause(words, quoted=not word or len(words) > 1, negative=bool(minus or word))
            )
    clauses.extend(_clauses(" ".join(run), language, terms))
    apart = [part for clause in clauses for part in clause.apart or (clause,)]
    clauses = _bounded(_implied(clauses, terms), language)
    apart = _bounded(_implied(apart, terms), language)
    of_rows = [clause for row in rows for clause in _row_clauses(row, language)]
    clauses += of_rows
    recognised = dict.fromkeys(term for clause in clauses for term in clause.terms)
    return ParsedQuery(tuple(clauses), language, (*apart, *of_rows), tuple(recognised))


def _clauses(text: str, language: str, terms: Terms) -> Iterator[Clause]:
    """Split a run of words into what is recognised, longest first, and single words."""
    own = wide.tongue(text, language, terms)
    words = analysis.split(text, own)
    joints = dict(analysis.joined(text, own))
    found: list[tuple[Clause, bool]] = []
    start = 0
    while start < len(words):
        longest = min(max(terms.longest_phrase, LONGEST_TYPED), len(words) - start)
        for length in range(longest, 0, -1):
            piece = tuple(words[start : start + length])
            clause = _clause(piece, own, terms, joints)
            if clause and not (length > 1 and _goes_on(words, start, length, own, terms)):
                break
        else:
            clause = _written_as_one(piece[0], own, terms) or Clause(piece)
        is_known = bool(clause.terms or clause.wider or clause.joined)
        found.append((clause, is_known))
        start += length
    plain = [analysis.fold(clause.words[0], own) for clause, is_known in found if not is_known]
    kept = set(analysis.meaningful(plain, own))
    if len(plain) < len(found) and not kept - analysis.stop_words(own):
        kept = set()
    part_of = {part: whole for parts, whole in joints.items() for part in parts}
    for clause, is_known in found:
        folded = analysis.fold(clause.words[0], own)
        if is_known or folded in kept:
            whole = part_of.get(folded, "") if len(clause.words) == 1 else clause.joined
            yield replace(clause, joined=whole)


def _goes_on(words: list[str], start: int, length: int, own: str, terms: Terms) -> bool:
    """Whether the last words of a phrase belong to what follows: "formazione degli | agenti penitenziari"."""
    return own in NAMED_BY_WHAT_FOLLOWS and any(
        _clause(tuple(words[inner:end]), own, terms, {})
        for inner in range(start + 1, start + length)
        for end in range(start + length + 1, min(inner + LONGEST_TYPED, len(words)) + 1)
    )


def _clause(
    piece: tuple[str, ...], own: str, terms: Terms, joints: dict[tuple[str, ...], str]
) -> Clause | None:
    """A clause of words that vocabulary or lexicon know, or that some write as one."""
    folded = tuple(analysis.fold(word, own) for word in piece)
    small = analysis.stop_words(own)
    if folded[0] in small and (len(piece) == 1 or folded[-1] in small):
        return None
    if _is_led(piece, folded, own, terms):
        return None
    named = terms.recognise(piece)
    found = wide.senses(piece, own, terms)
    joined = joints.get(folded, "")
    if joined and not named and not found:
        named, found = terms.recognise((joined,)), wide.senses((joined,), own, terms)
    known = wide.meant(piece, named, found, own, terms)
    known = tuple(dict.fromkeys((*known, *wide.places(found, terms))))
    alternatives: list[Wider] = []
    if found:
        alternatives.append((wide.group(piece, found, known, terms),))
        if len(piece) > 1 and not joined:
            alternatives.append(wide.word_by_word(piece, own, terms))
    if not known and (joined or len(piece) == 1):
        alternatives.append(wide.compound(joined or piece[0], own, terms))
    wider = wide.bounded(alternatives, wide.MAX_CLAUSE_FORMS)
    if not (known or wider or joined):
        return None
    clause = Clause(
        piece,
        terms=known,
        wider=wider,
        related=wide.related(found, terms),
        joined=joined,
        tongue=own if found and terms.lexicon.recognise(piece, own) else "",
        others=frozenset(word for each in piece for word in terms.lexicon.others(each, own)),
    )
    if len(piece) > 1 and not known and (clause.has_endings if joined else found):
        clause = replace(clause, apart=tuple(_apart(clause, own, terms)))
    return clause


def _is_led(piece: tuple[str, ...], folded: tuple[str, ...], own: str, terms: Terms) -> bool:
    """Whether a small word before it adds nothing: "di foreign fighter"; but "à l'étranger" is one phrase."""
    if folded[0] not in analysis.stop_words(own) or terms.lexicon.as_written(piece, own):
        return False
    inner = piece[1:]
    return not terms.recognise(piece) and bool(
        terms.recognise(inner) or wide.senses(inner, own, terms)
    )


def _written_as_one(word: str, own: str, terms: Terms) -> Clause | None:
    """An unknown word that others write apart or with a hyphen: antimuslim, counternarratives."""
    folded = analysis.fold(word, own)
    for parts in signs.prefixed(folded):
        if any(
            terms.recognise(each) or wide.senses(each, own, terms) for each in (parts, parts[1:])
        ):
            return _clause(parts, own, terms, {parts: folded})
    return None


def _apart(phrase: Clause, own: str, terms: Terms) -> Iterator[Clause]:
    """The words of a phrase, each by itself or by what the phrase is called elsewhere."""
    small = analysis.stop_words(own)
    for word in phrase.words:
        if analysis.fold(word, own) not in small:
            clause = _clause((word,), own, terms, {}) or Clause((word,))
            yield replace(
                clause,
                wider=(*clause.wider, *phrase.wider[:1]),
                related=wide.together(phrase.related, clause.related),
            )


def _implied(clauses: list[Clause], terms: Terms) -> list[Clause]:
    """A word that stands in the name of another clause's term is met by that term.

    "families of returnees": the term that "returnees" names is called "Returnees … and their families".
    """
    found = []
    for clause in clauses:
        implied: tuple[Term, ...] = ()
        if len(clause.words) == 1 and not (clause.quoted or clause.negative):
            implied = tuple(
                dict.fromkeys(
                    term
                    for other in clauses
                    if other is not clause and not other.negative
                    for term in other.terms
                    if term not in clause.terms and terms.label_has(term, clause.words[0])
                )
            )
        found.append(replace(clause, implied=implied) if implied else clause)
    return found


def _bounded(clauses: list[Clause], language: str) -> list[Clause]:
    """The clauses with as many names and forms as one request may hold."""
    widened = sum(bool(clause.wider) for clause in clauses)
    forms = min(wide.MAX_CLAUSE_FORMS, wide.MAX_QUERY_FORMS // max(1, widened))
    named = sum(len(clause.terms) for clause in clauses)
    names = min(MAX_TERM_NAMES, MAX_QUERY_NAMES // max(1, named))
    # A long text has words enough of its own.
    related = wide.MAX_QUERY_RELATED // max(1, len(clauses)) if len(clauses) <= LONG else 0
    return [
        replace(
            clause,
            wider=wide.bounded(clause.wider, forms),
            related=clause.related[:related],
            names=tuple(
                name for term in clause.terms for name in _names(term, language)[: max(1, names)]
            ),
        )
        for clause in clauses
    ]


def _row_clauses(row: Row, language: str) -> Iterator[Clause]:
    words = tuple(analysis.split(row.words, language))
    if not words:
        return
    if row.operator in ("any", "phrase"):
        yield Clause(
            words,
            quoted=row.operator == "phrase",
            any_word=row.operator == "any",
            field=row.field,
            strict=True,
        )
        return
    kept = set(analysis.meaningful([analysis.fold(word, language) for word in words], language))
    for word in words:
        if analysis.fold(word, language) in kept:
            yield Clause((word,), negative=row.operator == "none", field=row.field, strict=True)


def _names(term: Term, language: str) -> list[tuple[str, str]]:
    """``(language, phrase)`` under which a term is looked for too: the reader's first, labels first."""
    return sorted(
        names(term), key=lambda name: (name[0] != language, name[1] != label(term, name[0]))
    )
