"""Rarity of a query's words: what each says, and which of them are enough where no record has all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from search.request.query import LONG, Clause, ParsedQuery

# A word that a twentieth of all records have says half of what one says that hardly any has.
COMMON = 20
# Rarer than in this part of all records, words say the same: a chance word of a sentence outweighs no other.
RARE = 0.1
# What a word says that neither vocabulary nor lexicon know: "around", "beat up", "unsure".
UNKNOWN = 0.5
# What a city says: whoever names one wants its records, whatever else they typed.
CITY = 2.0
# What a word says of that where a record has but related words.
RELATED = 0.5
# So many words, the most telling ones, are counted. Enough is a third of what so many of them say: one of
# them, or two that are more common. Of two words it is nearly half: never the more common one alone.
MOST_TELLING, MEASURED = 6, 3
ENOUGH, ENOUGH_OF_TWO = 1 / 3, 0.4
# Of a long query, in which nobody has counted how rare they are, half of those.
ENOUGH_OF_MANY = 0.5
# Sums of fractions are compared.
NEARLY = 1e-9


@dataclass(frozen=True)
class Weights:
    """What each loose clause of a query says: the more, the rarer it is.

    ``each``: in the order of the clauses; nothing of one that no record has. ``by_related``: the places of
    those that records have by related words alone. ``all_wanted``: only records with all of them are enough.
    """

    each: tuple[float, ...] = ()
    by_related: frozenset[int] = frozenset()
    all_wanted: bool = False

    def __bool__(self) -> bool:
        return bool(self.each)

    @property
    def saying(self) -> tuple[int, ...]:
        """The places of the words that some record has."""
        return tuple(place for place, each in enumerate(self.each) if each)

    @property
    def telling(self) -> tuple[int, ...]:
        """The places of the words that decide, the rarest first; none that no record has."""
        return tuple(sorted(self.saying, key=lambda place: -self.each[place])[:MOST_TELLING])

    @property
    def needed(self) -> float:
        """How much a record has to say."""
        places = self.telling
        if self.all_wanted:
            return self.sum(places) - NEARLY
        if len(self.each) > LONG:
            return self.sum(places) * ENOUGH_OF_MANY - NEARLY
        places = places[:MEASURED]
        part = ENOUGH if len(places) > 2 else ENOUGH_OF_TWO
        return self.sum(places) * part - NEARLY

    def enough(self) -> list[tuple[int, ...]]:
        """The smallest sets of deciding words that say so much: never a few common ones for a rare one."""
        found: list[tuple[int, ...]] = []
        places, least = self.telling, self.needed
        for size in range(1, len(places) + 1):
            for chosen in combinations(places, size):
                if self.sum(chosen) >= least and not any(
                    set(smaller) <= set(chosen) for smaller in found
                ):
                    found.append(chosen)
        return found

    def all_by_related(self, clauses: Sequence[Clause]) -> tuple[int, ...]:
        """The places of words that have to be met all, if by related words; none where that adds little.

        Of a sentence of which each word stands in some record there are enough without, and among many
        records it would take as long again.
        """
        has_more = any(clauses[place].related for place in self.saying)
        is_lacking = self.all_wanted or self.by_related
        return self.saying if is_lacking and has_more and len(self.saying) > 1 else ()

    def sum(self, places: Sequence[int]) -> float:
        """What these words say together."""
        return sum(self.each[place] for place in places)

    def loosen(self, query: ParsedQuery) -> ParsedQuery:
        """The query word by word; what no record has is looked for by its related words."""
        places = iter(range(len(self.each)))
        return replace(
            query.loosened,
            clauses=tuple(
                clause
                if clause.negative or clause.strict or next(places) not in self.by_related
                else replace(clause, wider=(*clause.wider, (clause.related,)), related=())
                for clause in query.loosened.clauses
            ),
        )


NO_WEIGHTS = Weights()
"""Where all words have to be met."""


def weigh(
    clauses: Sequence[Clause],
    having: Sequence[int],
    with_related: Mapping[int, int],
    total: int,
    *,
    all_wanted: bool = False,
) -> Weights:
    """What each clause says, by the number of records that have it.

    ``with_related``: by the places of clauses that none has, how many have related words. Empty where no
    record has any of them.
    """
    each = [
        _known(clause)
        * (_rarity(own, total) or RELATED * _rarity(with_related.get(place, 0), total))
        for place, (clause, own) in enumerate(zip(clauses, having, strict=True))
    ]
    if not any(each):
        return NO_WEIGHTS
    by_related = frozenset(place for place, number in with_related.items() if number)
    return Weights(tuple(each), by_related, all_wanted)


def missing(clauses: Sequence[Clause], having: Sequence[int]) -> dict[int, Clause]:
    """By their places the clauses that no record has, and that have related words to be counted instead."""
    return {
        place: clause
        for place, (clause, own) in enumerate(zip(clauses, having, strict=True))
        if clause.related and not own
    }


def unweighed(clauses: Sequence[Clause]) -> Weights:
    """What each clause of a long query says: how many records have it is not asked."""
    return Weights(tuple(map(_known, clauses)))


def _rarity(number: int, total: int) -> float:
    """Most of few records, nothing of none."""
    return 1 / (1 + COMMON * max(RARE, number / max(total, number))) if number else 0.0


def _known(clause: Clause) -> float:
    if any(term.within for term in clause.terms):
        return CITY
    return 1.0 if clause.terms or clause.wider or clause.quoted else UNKNOWN
