"""Full-text conditions as a tree, written out for SQLite's FTS5 and for PostgreSQL's tsquery.

Only tokens from :mod:`search.analysis` (letters and digits) reach the written form, each in quotes, so
nothing that a visitor types is ever syntax.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from search import analysis
from search.contract import Term
from search.request.query import ANYWHERE, Clause, ParsedQuery
from search.request.rarity import NO_WEIGHTS, Weights


class Column(Enum):
    """Where a token is looked for: FTS5 columns, weights of a tsvector, and what stands before a lexeme."""

    WORDS = ("{title text}", "AC", "")
    STEMS = ("{title_stems text_stems}", "BD", "=")
    CODES = ("{codes}", "B", "")
    TITLE = ("{title}", "A", "^")
    TITLE_STEMS = ("{title_stems}", "B", "=")
    TEXT = ("{text}", "C", "")
    TEXT_STEMS = ("{text_stems}", "D", "=")


@dataclass(frozen=True)
class Tokens:
    """Tokens that follow each other in a column; ``prefix``: the last one may go on."""

    column: Column
    tokens: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True)
class Any_:
    """One of these."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class All:
    """All of these, and none of ``without``."""

    parts: tuple[Node, ...]
    without: tuple[Node, ...] = ()


Node = Tokens | Any_ | All

# Where the words of a clause are looked for as they were typed, and where their stems.
FIELDS = {
    "anywhere": (Column.WORDS, Column.STEMS),
    "title": (Column.TITLE, Column.TITLE_STEMS),
    "text": (Column.TEXT, Column.TEXT_STEMS),
}


def code_token(facet: str, code: str) -> str:
    """A code as one token: letters and digits only."""
    return re.sub(r"[^a-z0-9]", "", f"x{facet}x{code}".lower())


def name_token(word: str) -> str:
    """A word of an organisation's name, which is no word of the text."""
    return f"xnamex{word}"


def of_term(term: Term) -> Tokens:
    """Documents with the code of a term."""
    return Tokens(Column.CODES, (code_token(term.facet, term.code),))


def of_name(word: str) -> Tokens:
    """Documents with a word in a name, or with a whole name as one word."""
    return Tokens(Column.CODES, (name_token(word),))


def condition(query: ParsedQuery, said: Weights = NO_WEIGHTS, *, named: bool = True) -> Node | None:
    """The condition that documents must meet; None if every document does.

    All words have to stand in the text or all of them in names. ``said``: what each loose clause says, where
    those with enough of them are wanted, wherever each stands, or with all of them by their related words.
    ``named`` False: names are left out.
    """
    loose = [clause_node(clause, named=named and bool(said)) for clause in query.loose]
    strict = [clause_node(clause, named=named) for clause in query.positive if clause.strict]
    unwanted = tuple(clause_node(clause, named=True) for clause in query.clauses if clause.negative)
    if not loose and not strict:
        return None
    if said:
        enough = [_all_of(loose, places) for places in said.enough()]
        if places := said.all_by_related(query.loose):
            wider = [or_related(*one) for one in zip(loose, query.loose, strict=True)]
            enough.append(_all_of(wider, places))
        loose = [Any_(tuple(enough))]
    elif loose and named:
        names = [in_names(clause) for clause in query.loose]
        every = range(len(loose))
        loose = [Any_((_all_of(loose, every), _all_of(names, every)))]
    return All((*loose, *strict), unwanted)


def or_related(found: Node, clause: Clause) -> Node:
    """What meets a clause (``found``), or its related words."""
    return Any_((found, related_node(clause))) if clause.related else found


def related_node(clause: Clause) -> Node:
    """One of the related words of a clause."""
    parts = (part for form in clause.related for part in in_a_row(form.stems, form.language))
    return Any_(tuple(dict.fromkeys(parts)))


def _all_of(parts: Sequence[Node], places: Sequence[int]) -> Node:
    if len(places) == 1:
        return parts[places[0]]
    return All(tuple(parts[place] for place in places))


def clause_node(clause: Clause, *, named: bool = False) -> Node:
    """What meets a clause: its words, or what vocabulary and lexicon call them; ``named``: or names."""
    options = typed(clause)
    options += map(of_term, (*clause.terms, *clause.implied))
    for language, name in clause.names:
        options += in_a_row(analysis.stems(name, language), language)
    for wider in clause.wider:
        groups = [
            Any_(tuple(part for form in group for part in in_a_row(form.stems, form.language)))
            for group in wider
        ]
        options.append(groups[0] if len(groups) == 1 else All(tuple(groups)))
    if named and clause.field == ANYWHERE:
        options.append(in_names(clause))
    return Any_(tuple(dict.fromkeys(options)))


def in_names(clause: Clause) -> Node:
    """What meets a clause in names of organisations: its words as they were typed, a place by its code."""
    words = tuple(Any_(tuple(map(of_name, analysis.spellings(word)))) for word in clause.words)
    return Any_((*(words if clause.any_word else (All(words),)), *map(of_term, clause.places)))


def typed(clause: Clause, languages: Sequence[str] = ()) -> list[Node]:
    """The words of a clause as they were typed, and by their stems in these languages or in its own."""
    languages = languages or clause.languages
    as_typed, by_stem = FIELDS[clause.field]
    if clause.quoted:
        return [*_phrases(clause.words, as_typed)]
    words = [_word(word, as_typed, by_stem, languages) for word in clause.words]
    whole = _word(clause.joined, as_typed, by_stem, languages) if clause.joined else []
    if len(words) == 1 or clause.any_word:
        return [*(option for word in words for option in word), *whole]
    if clause.joined:
        by_stems = _by_stems(clause.words, by_stem, languages) if clause.has_endings else []
        return [*_phrases(clause.words, as_typed), *by_stems, *whole]
    return [All(tuple(Any_(tuple(word)) for word in words))]


def _word(word: str, as_typed: Column, by_stem: Column, languages: Sequence[str]) -> list[Node]:
    """A word as typed, and its stems in each of these languages."""
    spellings = analysis.spellings(word)
    stems = dict.fromkeys(
        tagged(stem, language)
        for language in languages
        for stem in analysis.stem_forms(analysis.fold(word, language), language)
        if stem
    )
    return [
        *(Tokens(as_typed, (token,)) for token in spellings),
        *(Tokens(by_stem, (token,)) for token in stems),
    ]


def in_a_row(stems: Sequence[str], language: str) -> list[Node]:
    """Stems in a row, in the texts of one language."""
    if not stems:
        return []
    return [Tokens(Column.STEMS, tuple(tagged(stem, language) for stem in stems))]


def tagged(stem: str, language: str) -> str:
    """A stem as a token of one language: "polic" of English texts is not the "polic" of French ones."""
    return f"{language}{stem}"


def _phrases(words: tuple[str, ...], column: Column) -> list[Node]:
    spellings = dict.fromkeys(
        tuple(analysis.fold(word, language) for word in words) for language in analysis.LANGUAGES
    )
    return [Tokens(column, spelling) for spelling in spellings]


def _by_stems(words: tuple[str, ...], column: Column, languages: Sequence[str]) -> list[Node]:
    """Words in a row with other endings: neo-Nazis."""
    rows = [
        tuple(
            tagged(analysis.stem(analysis.fold(word, language), language), language)
            for word in words
        )
        for language in languages
    ]
    return [Tokens(column, row) for row in rows]


def _written(
    node: Node,
    tokens: Callable[[Tokens], str],
    signs: tuple[str, str, str],
    excludes: Callable[[Node], bool] = lambda part: True,
) -> str:
    """A condition as text. ``signs``: for any, all and without; ``excludes``: which exclusions to write."""
    if isinstance(node, Tokens):
        return tokens(node)
    either, both, but_not = signs
    parts = [_written(part, tokens, signs, excludes) for part in node.parts]
    if isinstance(node, Any_):
        return f"({either.join(parts)})"
    written = f"({both.join(parts)})"
    for part in filter(excludes, node.without):
        written = f"({written}{but_not}{_written(part, tokens, signs, excludes)})"
    return written


FTS5_SIGNS = (" OR ", " AND ", " NOT ")
TSQUERY_SIGNS = (" | ", " & ", " & !")


def to_fts5(node: Node) -> str:
    """The condition in FTS5's query syntax."""

    def tokens(node: Tokens) -> str:
        phrase = " ".join(node.tokens)
        return f'{node.column.value[0]} : "{phrase}"{"*" if node.prefix else ""}'

    return _written(node, tokens, FTS5_SIGNS)


def to_tsquery(node: Node) -> str:
    """The condition in the syntax of ``to_tsquery('simple', …)``."""

    def tokens(node: Tokens) -> str:
        weights = node.column.value[1]
        *before, last = node.tokens
        words = [f"'{token}':{weights}" for token in before]
        words.append(f"'{last}':{'*' if node.prefix else ''}{weights}")
        return f"({' <-> '.join(words)})"

    return _written(node, tokens, TSQUERY_SIGNS)


# What the lexemes without positions cannot tell apart.
BY_POSITION = {Column.TITLE_STEMS, Column.TEXT, Column.TEXT_STEMS}


def needs_positions(node: Node) -> bool:
    """Whether a condition asks for tokens in a row, or in a field that lexemes do not name."""
    if isinstance(node, Tokens):
        return len(node.tokens) > 1 or node.column in BY_POSITION
    return any(needs_positions(part) for part in _inner(node))


def _inner(node: Any_ | All) -> tuple[Node, ...]:
    return node.parts if isinstance(node, Any_) else (*node.parts, *node.without)


def to_lexemes(node: Node) -> str:
    """The condition as a ``tsquery`` of lexemes; wider than the condition where positions are needed."""

    def tokens(node: Tokens) -> str:
        sign = node.column.value[2]
        *before, last = node.tokens
        words = [f"'{sign}{token}'" for token in before]
        words.append(f"'{sign}{last}'{':*' if node.prefix else ''}")
        return f"({' & '.join(words)})"

    return _written(node, tokens, TSQUERY_SIGNS, lambda part: not needs_positions(part))


def without_positions(node: Node) -> Node | None:
    """A narrower condition that needs no positions: what meets it meets ``node`` too; or None."""
    if isinstance(node, Tokens):
        return None if needs_positions(node) else node
    if isinstance(node, Any_):
        parts = tuple(kept for part in node.parts if (kept := without_positions(part)))
        return Any_(parts) if parts else None
    needed = tuple(kept for part in node.parts if (kept := without_positions(part)))
    if len(needed) < len(node.parts) or any(needs_positions(part) for part in node.without):
        return None
    return All(needed, node.without)


def with_positions(node: Node) -> Node | None:
    """What of a condition only positions tell; :func:`without_positions` gives the rest of it. Or None."""
    if not needs_positions(node) or isinstance(node, Tokens):
        return node if needs_positions(node) else None
    if isinstance(node, Any_):
        return Any_(tuple(kept for part in node.parts if (kept := with_positions(part))))
    asking = [part for part in _inner(node) if needs_positions(part)]
    if len(asking) > 1 or asking[0] in node.without:
        return node
    parts = (with_positions(part) if part in asking else part for part in node.parts)
    return All(tuple(part for part in parts if part), node.without)


def title_words(node: Node) -> str:
    """A ``tsquery`` of lexemes: any of the condition's words, in a title."""
    return " | ".join(f"'^{token}'" for token in dict.fromkeys(_words(node))) or "'^'"


def _words(node: Node) -> list[str]:
    if isinstance(node, Tokens):
        return list(node.tokens) if node.column in (Column.WORDS, Column.TITLE) else []
    return [word for part in node.parts for word in _words(part)]
