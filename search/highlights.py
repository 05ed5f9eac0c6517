"""Where in a text the typed words stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from search import analysis
from search.queries import ParsedQuery, widening
from search.results import Fragment

WIDTH = 220
MAX_FRAGMENTS = 2
MAX_TEXT = 20_000
_WORD = re.compile(r"[^\W_]+")
_BLANKS = dict.fromkeys(map(ord, "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\t\n\r"), " ")
# Where a piece is cut out of the middle of a text.
BEFORE, AFTER = ("… ", False), (" …", False)


def shown_language(data: Mapping[str, Any], language: str) -> str:
    """The language in which a record is shown: the reader's where it can be, else the original one."""
    return language if language in data["texts"] else str(data["original"])


def marked(
    data: Mapping[str, Any], query: ParsedQuery, language: str
) -> dict[str, tuple[Fragment, ...]]:
    """Per language, pieces of a record's text around found words; the shown language, else another one."""
    if not query.positive:
        return {}
    texts = data["texts"]
    for code in sorted(texts, key=lambda code: code != shown_language(data, language)):
        stems = wanted_stems(query, code)
        found = fragments(texts[code]["summary"], stems, code) or fragments(
            texts[code]["body"], stems, code
        )
        if found:
            return {code: found}
    return {}


def wanted_stems(query: ParsedQuery, language: str) -> frozenset[str]:
    """Stems in a language of the typed words and of the names of recognised terms in it."""
    wanted: set[str] = set()
    for clause in query.positive:
        for word in clause.words:
            folded = analysis.fold(word, language)
            if folded not in analysis.stop_words(language):
                wanted.add(analysis.stem(folded, language))
        for term in clause.terms:
            for name_language, name in widening(term, language):
                if name_language == language:
                    wanted.update(
                        analysis.stem(word, language)
                        for word in analysis.words(name, language)
                        if word not in analysis.stop_words(language)
                    )
    return frozenset(wanted)


def fragments(text: str, stems: frozenset[str], language: str) -> tuple[Fragment, ...]:
    """Up to two pieces of ``text`` around words with one of these stems; none if there is none."""
    if not stems:
        return ()
    text = " ".join(text[:MAX_TEXT].split())
    found: list[Fragment] = []
    position = 0
    while len(found) < MAX_FRAGMENTS and (
        first := next(_spans(text, stems, language, position), None)
    ):
        left = _word_border(text, max(0, first[0] - WIDTH // 3))
        end = min(len(text), left + WIDTH)
        if end < len(text):
            end = text.rfind(" ", left, end) if " " in text[left:end] else end
        found.append(_cut(text, left, end, list(_spans(text, stems, language, left, end))))
        position = max(end, first[1])
    return tuple(found)


def in_summary(
    summary: str, found: Sequence[Fragment]
) -> tuple[Fragment | None, tuple[Fragment, ...]]:
    """The summary with the found words that stand in it, and the pieces that are from elsewhere.

    A list shows the summary anyway: the same sentence once more below it would tell nothing new. The
    summary is None where no piece is from it.
    """
    flat = summary.translate(_BLANKS)
    spans: set[tuple[int, int]] = set()
    elsewhere = []
    for fragment in found:
        line, rest = _first_line(fragment)
        begin = position = flat.find("".join(text for text, _found in line).translate(_BLANKS))
        if begin < 0:
            elsewhere.append(fragment)
            continue
        for text, is_found in line:
            if is_found:
                spans.add((position, position + len(text)))
            position += len(text)
        if any(is_found for _text, is_found in rest):
            elsewhere.append(rest)
    if not spans:
        return None, tuple(elsewhere)
    return _cut(summary, 0, len(summary), sorted(spans)), tuple(elsewhere)


def _first_line(fragment: Fragment) -> tuple[Fragment, Fragment]:
    """A piece up to the end of its line and what comes after: a summary ends where its line does."""
    pieces = [piece for piece in fragment if piece not in (BEFORE, AFTER)]
    for number, (text, is_found) in enumerate(pieces):
        if "\n" in text:
            before, after = text.split("\n", 1)
            rest = [(after, is_found), *pieces[number + 1 :]]
            return [*pieces[:number], (before, is_found)], [piece for piece in rest if piece[0]]
    return pieces, []


def _spans(
    text: str, stems: frozenset[str], language: str, start: int, end: int = MAX_TEXT
) -> Iterator[tuple[int, int]]:
    """Where words with one of these stems stand; looks no farther than is asked for."""
    for match in _WORD.finditer(text, start, end):
        if analysis.stem(analysis.fold(match.group(), language), language) in stems:
            yield match.span()


def _word_border(text: str, position: int) -> int:
    """The beginning of the word in which ``position`` lies."""
    return text.rfind(" ", 0, position) + 1 if position else 0


def _cut(text: str, left: int, right: int, spans: list[tuple[int, int]]) -> Fragment:
    pieces: list[tuple[str, bool]] = []
    position = left
    if left > 0:
        pieces.append(BEFORE)
    for start, stop in spans:
        if start > position:
            pieces.append((text[position:start], False))
        pieces.append((text[start:stop], True))
        position = stop
    if position < right:
        pieces.append((text[position:right], False))
    if right < len(text):
        pieces.append(AFTER)
    return pieces
