"""What typed words mean: clauses that must match, widened by the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from search import analysis
from search.contract import Term
from search.request.expert_rows import Row
from search.terms import Terms, label, names

ANYWHERE = "anywhere"
MAX_WIDENING_PHRASES = 60
# Phones set the marks of the language by themselves; all of them mean a phrase.
_QUOTATION_MARKS = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
_PIECE = re.compile(r'(-?)"([^"]*)"|(\S+)')


@dataclass(frozen=True)
class Clause:
    """One thing that a document must (or must not) contain.

    ``words`` as typed; more than one is a phrase when ``quoted`` or when ``terms`` were recognised in
    them. ``terms`` are what the words name in the vocabulary; a document with one of their codes
    matches as well as one with the words. ``field``: where the words have to stand. ``any_word``: one
    of them is enough. ``strict``: from the expert form, never loosened.
    """

    words: tuple[str, ...]
    quoted: bool = False
    negative: bool = False
    terms: tuple[Term, ...] = ()
    field: str = ANYWHERE
    any_word: bool = False
    strict: bool = False


@dataclass(frozen=True)
class ParsedQuery:
    """A query taken apart. ``clauses`` is empty when nothing searchable was typed."""

    clauses: tuple[Clause, ...] = ()
    language: str = "en"
    recognised: tuple[Term, ...] = field(default_factory=tuple)

    @property
    def positive(self) -> list[Clause]:
        return [clause for clause in self.clauses if not clause.negative]

    @property
    def loose(self) -> list[Clause]:
        """What may be loosened to most of it, where no document has it all."""
        return [clause for clause in self.positive if not clause.strict]

    @property
    def also_searched(self) -> list[tuple[str, str]]:
        """``(language, label)`` of what was searched besides the typed words, without repetitions."""
        typed = {analysis.fold(" ".join(clause.words), self.language) for clause in self.positive}
        found: dict[str, tuple[str, str]] = {}
        for term in self.recognised:
            for language, name in term.labels.items():
                folded = analysis.fold(name, language)
                if folded not in typed and folded not in found:
                    found[folded] = (language, name)
        return list(found.values())


def parse_query(q: str, language: str, terms: Terms, rows: Iterable[Row] = ()) -> ParsedQuery:
    """Take a query apart. Quotes make a phrase, a leading minus excludes; all else is words.

    ``rows`` of the expert form are taken as they are said, without the vocabulary.
    """
    clauses: list[Clause] = []
    run: list[str] = []
    q = q.translate(_QUOTATION_MARKS)
    for minus, phrase, word in _PIECE.findall(q):
        if word and not word.startswith("-"):
            run.extend(analysis.split(word.strip('"'), language))
            continue
        clauses.extend(_clauses(run, language, terms))
        run = []
        text = phrase if not word else word[1:].strip('"')
        words = tuple(analysis.split(text, language))
        if words:
            clauses.append(
                Clause(words, quoted=not word or len(words) > 1, negative=bool(minus or word))
            )
    clauses.extend(_clauses(run, language, terms))
    for row in rows:
        clauses.extend(_row_clauses(row, language))
    recognised = dict.fromkeys(term for clause in clauses for term in clause.terms)
    return ParsedQuery(tuple(clauses), language, tuple(recognised))


def _clauses(words: list[str], language: str, terms: Terms) -> Iterator[Clause]:
    """Split a run of words into recognised terms, longest first, and single words."""
    plain: list[str] = []
    start = 0
    found: list[Clause] = []
    while start < len(words):
        for length in range(min(terms.longest_phrase, len(words) - start), 0, -1):
            piece = tuple(words[start : start + length])
            if length == 1 and analysis.fold(piece[0], language) in analysis.stop_words(language):
                continue
            recognised = terms.recognise(piece)
            if recognised:
                found.append(Clause(piece, terms=tuple(recognised)))
                start += length
                break
        else:
            plain.append(words[start])
            start += 1
    kept = set(analysis.meaningful([analysis.fold(word, language) for word in plain], language))
    if found and not kept - analysis.stop_words(language):
        kept = set()
    yield from found
    yield from (Clause((word,)) for word in plain if analysis.fold(word, language) in kept)


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


def widening(term: Term, language: str) -> list[tuple[str, str]]:
    """``(language, phrase)`` under which a recognised term is looked for too: the reader's first."""
    ordered = sorted(
        names(term), key=lambda name: (name[0] != language, name[1] != label(term, name[0]))
    )
    return ordered[:MAX_WIDENING_PHRASES]
