"""When and where, as it is typed: words that a filter says better. Offered, never applied by itself.

Everything looks at each of the few words of a query a bounded number of times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils import timezone

from search import analysis
from search.request.query import Clause, ParsedQuery
from search.request.request import SearchRequest
from search.words.signs import plain

FIRST_YEAR = 1990
MOST_PLACES = 3


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# What stands before a year, or in Turkish behind it, and what it makes of the year.
_SINCE = "since from onwards depuis dès des seit ab dal da с со beri itibaren yana"
_AFTER = "after après nach dopo после sonra sonrası"
_BEFORE = "before avant vor prima önce öncesi"
_UNTIL = "until till jusqu'en jusqu'à bis fino entro до по kadar"
_DURING = "in en im nel в во of de du von"
MEANINGS = {
    word: meaning
    for meaning, words in (
        ("during", _DURING), ("since", _SINCE), ("after", _AFTER), ("before", _BEFORE), ("until", _UNTIL),
    )
    for word in words.split()
}  # fmt: skip
# "seit dem Jahr 2015", "prima del 2015", "с 2015 года", "2015 yılından bu yana".
_BETWEEN = _set(
    "the year years l'an l'année année années dem jahr jahre jahren anno al del il "
    "года году год годы годами г г. гг гг. yılı yılında yılından yılına bu"
)
_RANGE_BEGINS = _set("between entre zwischen tra fra между from de von dal с от")
_RANGE_JOINS = _set("and et und e и ve to à bis al до по - ile")
_RANGE_ENDS = _set("arası arasında")
# What goes with the name of a place: "aus der Türkei", "en la", "in the".
_AT = _set(
    "in at from of near en à au aux de du des dans aus von bei im a ad di da del della nel nella "
    "в во из на"
)
_ARTICLES = _set("the la le les der die den il lo gli")
_YEAR = r"(?:19|20)\d\d"
_ONE = re.compile(rf"({_YEAR})(?:'([a-zşç]{{1,8}}))?")
_TWO = re.compile(rf"({_YEAR})[-–—/]({_YEAR})")
_SAID_AFTERWARDS = _set("beri itibaren yana sonra sonrası önce öncesi kadar onwards")
# "à partir de 2015", "a partire dal 2015", "начиная с 2015 года": since, whatever stands between.
_BEGINNING = _set("partir partire начиная starting")
# 2015'ten (from), 2015'e (up to), 2015'te (in).
_TURKISH = {
    "den": "since", "dan": "since", "ten": "since", "tan": "since", "e": "until", "a": "until",
    "ye": "until", "ya": "until", "de": "during", "da": "during", "te": "during", "ta": "during",
}  # fmt: skip


def circumstances(request: SearchRequest, query: ParsedQuery) -> Iterator[SearchRequest]:
    """The same search with a filter in place of words, for the years and for each place that is typed."""
    if '"' in request.q:
        return
    typed = request.q.split()
    if not request.has_years and (years := _years([_bare(word) for word in typed])):
        yield replace(
            request,
            q=_rest(typed, years.begin, years.end, request.language),
            year_from=years.first,
            year_to=years.last,
            page=1,
        )
    offered = 0
    for clause in query.loose:
        for term in clause.places:
            known = request.facets.get(term.facet, ())
            if term.code in known or offered >= MOST_PLACES:
                continue
            span = _span(clause, typed, request.language)
            if span:
                offered += 1
                rest = _rest(typed, *span, request.language)
                yield replace(request.with_code(term.facet, term.code), q=rest)


@dataclass(frozen=True)
class _Years:
    """The years that words from ``begin`` up to ``end`` name."""

    first: int | None
    last: int | None
    begin: int
    end: int


def _bare(word: str) -> str:
    return plain(word).lower().strip(".,;:!?()«»") or word


def _years(words: Sequence[str]) -> _Years | None:
    for place, word in enumerate(words):
        if two := _TWO.fullmatch(word):
            return _range(words, place, place, int(two[1]), int(two[2]))
        if one := _ONE.fullmatch(word):
            other = place + 2
            # "tra il 2015 e il 2018"
            while other + 1 < len(words) and words[other] in _BETWEEN:
                other += 1
            if other < len(words) and words[place + 1] in _RANGE_JOINS:
                second = _ONE.fullmatch(words[other])
                if second:
                    return _range(words, place, other, int(one[1]), int(second[1]))
            return _single(words, place, int(one[1]), one[2] or "")
    return None


def _range(words: Sequence[str], begin: int, end: int, first: int, last: int) -> _Years | None:
    if not (_is_known(first) and _is_known(last)):
        return None
    before = _before(words, begin)
    if before >= 0 and words[before] in _RANGE_BEGINS:
        begin = before
    end += 1
    while end < len(words) and (words[end] in _BETWEEN or words[end] in _RANGE_ENDS):
        end += 1
    return _Years(min(first, last), max(first, last), begin, end)


def _before(words: Sequence[str], place: int) -> int:
    """Where the word stands that leads to the one at a place; -1 where none does."""
    before = place - 1
    while before >= 0 and words[before] in _BETWEEN:
        before -= 1
    return before


def _single(words: Sequence[str], place: int, year: int, ending: str) -> _Years | None:
    if not _is_known(year):
        return None
    meaning = _TURKISH.get(ending, "during")
    begin, end = place, place + 1
    before = _before(words, place)
    if before >= 0 and words[before] in MEANINGS:
        meaning, begin = MEANINGS[words[before]], before
        if begin and words[begin - 1] in _BEGINNING:
            meaning, begin = "since", begin - 1
            begin -= bool(begin and words[begin - 1] in _AT)
    while end < len(words) and words[end] in _BETWEEN:
        end += 1
    if end < len(words) and begin == place and words[end] in _SAID_AFTERWARDS:
        meaning, end = MEANINGS[words[end]], end + 1
    first, last = {
        "during": (year, year),
        "since": (year, None),
        "after": (year + 1, None),
        "until": (None, year),
        "before": (None, year - 1),
    }[meaning]
    return _Years(first, last, begin, end)


def _is_known(year: int) -> bool:
    return FIRST_YEAR <= year <= timezone.now().year


def _span(clause: Clause, typed: Sequence[str], language: str) -> tuple[int, int] | None:
    """Which of the words, as they are divided by blanks, a clause is made of; with what leads to a place."""
    wanted = list(clause.words)
    for begin in range(len(typed)):
        found: list[str] = []
        for end in range(begin, len(typed)):
            found += analysis.split(typed[end], language)
            if found == wanted:
                while begin and _bare(typed[begin - 1]) in _ARTICLES:
                    begin -= 1
                if begin and _bare(typed[begin - 1]) in _AT:
                    begin -= 1
                return begin, end + 1
            if len(found) >= len(wanted):
                break
    return None


def _rest(typed: Sequence[str], begin: int, end: int, language: str) -> str:
    """What is left to be looked for; nothing where only small words are."""
    left = " ".join([*typed[:begin], *typed[end:]])
    small = analysis.stop_words(language)
    return left if any(word not in small for word in analysis.words(left, language)) else ""
