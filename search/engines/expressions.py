"""Full-text conditions as a tree, written out for SQLite's FTS5 and for PostgreSQL's tsquery.

Only tokens from :mod:`search.analysis` (letters and digits) reach the written form, each in quotes, so
nothing that a visitor types is ever syntax.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from itertools import combinations
from math import floor

from search import analysis
from search.engines.base import MOST
from search.queries import Clause, ParsedQuery, widening

MAX_COMBINATIONS_FROM = 6


class Column(Enum):
    """Where a token is looked for: FTS5 columns, and the weights of a tsvector."""

    WORDS = ("{title text}", "AC")
    STEMS = ("{title_stems text_stems}", "BD")
    CODES = ("{codes}", "B")
    TITLE = ("{title}", "A")


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


def code_token(facet: str, code: str) -> str:
    """A code as one token: letters and digits only."""
    return re.sub(r"[^a-z0-9]", "", f"x{facet}x{code}".lower())


def condition(query: ParsedQuery, *, relaxed: bool = False) -> Node | None:
    """The condition that documents must meet; None if every document does."""
    wanted = [_clause(clause, query.language) for clause in query.positive]
    unwanted = tuple(_clause(clause, query.language) for clause in query.clauses if clause.negative)
    if not wanted:
        return None
    if relaxed and len(wanted) > 1:
        return All((_most(wanted),), unwanted)
    return All(tuple(wanted), unwanted)


def _most(parts: list[Node]) -> Node:
    """Most of the parts: three quarters, at least one; of very many parts, any."""
    needed = max(1, floor(len(parts) * MOST))
    if len(parts) > MAX_COMBINATIONS_FROM or needed == 1:
        return Any_(tuple(parts))
    return Any_(tuple(All(chosen) for chosen in combinations(parts, needed)))


def _clause(clause: Clause, language: str) -> Node:
    if clause.quoted:
        return Any_(tuple(_phrases(clause.words, Column.WORDS)))
    options: list[Node] = []
    if len(clause.words) == 1:
        options += _word(clause.words[0])
    else:
        options.append(All(tuple(Any_(tuple(_word(word))) for word in clause.words)))
    for term in clause.terms:
        options.append(Tokens(Column.CODES, (code_token(term.facet, term.code),)))
        for name_language, name in widening(term, language):
            stems = tuple(analysis.stems(name, name_language))
            if stems:
                options.append(Tokens(Column.STEMS, stems))
    return Any_(tuple(dict.fromkeys(options)))


def _word(word: str) -> list[Node]:
    """A word as typed, and its stem in each language."""
    folded = dict.fromkeys(analysis.fold(word, language) for language in analysis.LANGUAGES)
    stems = dict.fromkeys(
        analysis.stem(analysis.fold(word, language), language) for language in analysis.LANGUAGES
    )
    return [
        *(Tokens(Column.WORDS, (token,)) for token in folded if token),
        *(Tokens(Column.STEMS, (token,)) for token in stems if token),
    ]


def _phrases(words: tuple[str, ...], column: Column) -> list[Node]:
    spellings = dict.fromkeys(
        tuple(analysis.fold(word, language) for word in words) for language in analysis.LANGUAGES
    )
    return [Tokens(column, spelling) for spelling in spellings]


def to_fts5(node: Node) -> str:
    """The condition in FTS5's query syntax."""
    if isinstance(node, Tokens):
        phrase = " ".join(node.tokens)
        return f'{node.column.value[0]} : "{phrase}"{"*" if node.prefix else ""}'
    if isinstance(node, Any_):
        return "(" + " OR ".join(to_fts5(part) for part in node.parts) + ")"
    written = "(" + " AND ".join(to_fts5(part) for part in node.parts) + ")"
    for part in node.without:
        written = f"({written} NOT {to_fts5(part)})"
    return written


def to_tsquery(node: Node) -> str:
    """The condition in the syntax of ``to_tsquery('simple', …)``."""
    if isinstance(node, Tokens):
        last = len(node.tokens) - 1
        return (
            "("
            + " <-> ".join(
                f"'{token}':{'*' if node.prefix and number == last else ''}{node.column.value[1]}"
                for number, token in enumerate(node.tokens)
            )
            + ")"
        )
    if isinstance(node, Any_):
        return "(" + " | ".join(to_tsquery(part) for part in node.parts) + ")"
    written = "(" + " & ".join(to_tsquery(part) for part in node.parts) + ")"
    for part in node.without:
        written = f"({written} & !{to_tsquery(part)})"
    return written
