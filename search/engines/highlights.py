"""Where in a text the typed words stand."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

from search import analysis
from search.answer.hits import Fragment
from search.request.query import ParsedQuery
from search.request.widening import forms_of
from search.words.lexicon import distance

WIDTH = 220
MAX_FRAGMENTS = 2
MAX_TEXT = 20_000
_BLANKS = dict.fromkeys(map(ord, "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\t\n\r"), " ")
# Where a piece is cut out of the middle of a text.
BEFORE, AFTER = ("… ", False), (" …", False)


def shown_language(data: Mapping[str, Any], language: str) -> str:
    """The language in which a record is shown: the reader's where it can be, else the one its page shows."""
    return language if language in data["texts"] else str(data["original"])


def marked(
    data: Mapping[str, Any], query: ParsedQuery, language: str
) -> dict[str, tuple[Fragment, ...]]:
    """Per language, pieces of a record's text around found words; the shown language, else another one."""
    if not query.positive:
        return {}
    texts = data["texts"]
    for code in sorted(texts, key=lambda code: code != shown_language(data, language)):
        wanted = Wanted.of(query, code)
        for part in ("summary", "body"):
            if found := without_others(fragments(texts[code][part], wanted, code), query, code):
                return {code: found}
    return marked_names(data, query, language)


def marked_names(
    data: Mapping[str, Any], query: ParsedQuery, language: str
) -> dict[str, tuple[Fragment, ...]]:
    """What of the names of organisations was found, in the shown language; nothing where it has none."""
    code = shown_language(data, language)
    names = " · ".join(data["texts"][code].get("names", ()))
    found = (
        without_others(fragments(names, Wanted.of(query, code), code), query, code) if names else ()
    )
    return {code: found} if found else {}


def without_others(
    found: Iterable[Fragment], query: ParsedQuery, language: str
) -> tuple[Fragment, ...]:
    """Pieces of text without marks on words that only share a stem with what was typed: "mairie", "maire"."""
    clauses = [clause for clause in query.positive if clause.tongue == language and clause.others]
    if not clauses:
        return tuple(found)
    others = {word for clause in clauses for word in clause.others}
    forms = [form.text for form in forms_of(wider for one in clauses for wider in one.wider)]
    own = [*(word for one in clauses for word in one.words), *forms]

    def is_meant(text: str) -> bool:
        return min(distance(one, text, language) for one in own) <= min(
            distance(one, text, language) for one in others
        )

    kept = (
        joined((text, is_found and (" " in text or is_meant(text))) for text, is_found in each)
        for each in found
    )
    return tuple(each for each in kept if any(is_found for _text, is_found in each))


class Wanted:
    """What is marked in the texts of one language: words by their stems, and words that follow each other.

    A phrase in quotes is marked where all its words stand as they were typed, a name from the vocabulary
    where all its words stand in a row: "working" is not "exit" because "work with leavers" is.
    """

    def __init__(self, stems: Iterable[tuple[str, ...]], typed: Iterable[tuple[str, ...]]) -> None:
        self._by_stem: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._as_typed: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for known, rows in ((self._by_stem, set(stems)), (self._as_typed, set(typed))):
            for row in rows:
                if row:
                    known[row[0]].append(row)
        both = [*self._by_stem.values(), *self._as_typed.values()]
        self.longest = max((len(row) for rows in both for row in rows), default=0)

    @classmethod
    def of(cls, query: ParsedQuery, language: str) -> Wanted:
        """The typed words, and what vocabulary and lexicon call them, in a language."""
        stems: list[tuple[str, ...]] = []
        typed: list[tuple[str, ...]] = []
        for clause in query.positive:
            if clause.field == "title":
                continue
            if clause.quoted:
                typed += [
                    tuple(analysis.fold(word, code) for word in clause.words)
                    for code in analysis.LANGUAGES
                ]
                continue
            folded = [analysis.fold(word, language) for word in clause.words]
            if language not in clause.languages:
                # As it was typed, a word stands in texts of each language: a name, "mentoring".
                typed += [(word,) for word in folded if word not in analysis.stop_words(language)]
                folded = []
            stems += [
                (stem,)
                for word in [*folded, *filter(None, [clause.joined])]
                if word not in analysis.stop_words(language)
                for stem in analysis.stem_forms(word, language)
            ]
            stems += [form.stems for form in forms_of(clause.wider) if form.language == language]
            stems += [
                tuple(analysis.stems(name, language))
                for code, name in clause.names
                if code == language
            ]
        return cls(stems, typed)

    def may_begin_with(self, word: tuple[str, str]) -> bool:
        """Whether something wanted begins with this ``(folded, stem)``: most words need no closer look."""
        folded, stem = word
        return stem in self._by_stem or folded in self._as_typed

    def length_at(self, words: Sequence[tuple[str, str]]) -> int:
        """How many of the ``(folded, stem)`` words, from the first on, belong together; 0 for none."""
        folded, stem = words[0]
        return max(
            (
                len(row)
                for place, rows in enumerate(
                    (self._as_typed.get(folded, ()), self._by_stem.get(stem, ()))
                )
                for row in rows
                if len(row) <= len(words)
                and all(words[number][place] == token for number, token in enumerate(row))
            ),
            default=0,
        )


def is_among(text: str, wanted: Wanted, query: ParsedQuery, language: str) -> bool:
    """Whether what is wanted stands in ``text``, and not only words that share a stem with it."""
    if not wanted.longest:
        return False
    spans = _spans(text, wanted, language, 0, len(text))
    return any(without_others([[(text[start:end], True)]], query, language) for start, end in spans)


def fragments(text: str, wanted: Wanted, language: str) -> tuple[Fragment, ...]:
    """Up to two pieces of ``text`` around what is wanted; none if it is not there."""
    if not wanted.longest:
        return ()
    text = " ".join(text[:MAX_TEXT].split())
    found: list[Fragment] = []
    position = 0
    while len(found) < MAX_FRAGMENTS and (
        first := next(_spans(text, wanted, language, position), None)
    ):
        left = _word_border(text, max(0, first[0] - WIDTH // 3))
        end = max(first[1], min(len(text), left + WIDTH))
        if end < len(text):
            end = max(first[1], text.rfind(" ", left, end))
        found.append(_cut(text, left, end, list(_spans(text, wanted, language, left, end))))
        position = max(end, first[1])
    return tuple(found)


def joined(pieces: Iterable[tuple[str, bool]]) -> Fragment:
    """Found words with nothing but blanks between them as one piece: a phrase is marked as a phrase."""
    found: list[tuple[str, bool]] = []
    for text, is_found in pieces:
        if not text:
            continue
        if is_found and len(found) > 1 and found[-2][1] and not found[-1][0].strip():
            blanks, _found = found.pop()
            found[-1] = (found[-1][0] + blanks + text, True)
        else:
            found.append((text, is_found))
    return found


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
    text: str, wanted: Wanted, language: str, start: int, end: int = MAX_TEXT
) -> Iterator[tuple[int, int]]:
    """Where that which is wanted stands; looks no farther than is asked for."""
    words = (
        (begin, stop, _forms(word, language))
        for begin, stop, word in analysis.places(text, language, start, end)
    )
    ahead: deque[tuple[int, int, tuple[str, str]]] = deque()
    while first := ahead.popleft() if ahead else next(words, None):
        if not wanted.may_begin_with(first[2]):
            continue
        ahead.extend(islice(words, wanted.longest - 1 - len(ahead)))
        row = [first, *ahead]
        if length := wanted.length_at([forms for _begin, _stop, forms in row]):
            yield first[0], row[length - 1][1]
            for _number in range(length - 1):
                ahead.popleft()


@lru_cache(maxsize=analysis.KNOWN_WORDS)
def _forms(word: str, language: str) -> tuple[str, str]:
    """A word folded, and its stem."""
    folded = analysis.fold(word, language)
    return folded, analysis.stem(folded, language)


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
    return joined(pieces)
