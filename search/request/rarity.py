"""Rarity of a query's words: what each says, and which of them are enough where no record has all."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from search.request.query import LONG, Clause

# A word that a twentieth of all records have says half of what one says that hardly any has.
COMMON = 20
# Rarer than in this part of all records, words say the same: a chance word of a sentence outweighs no other.
RARE = 0.1
# What a word says that neither vocabulary nor lexicon know: "around", "beat up", "unsure".
UNKNOWN = 0.5
# What a city says: whoever names one wants its records, whatever else they typed.
CITY = 2.0
# So many words, the most telling ones, are counted. Enough is a third of what so many of them say: one of
# them, or two that are more common. Of two words it is nearly half: never the more common one alone.
MOST_TELLING, MEASURED = 6, 3
ENOUGH, ENOUGH_OF_TWO = 1 / 3, 0.4
# Of a long query, in which nobody has counted how rare they are, half of those.
ENOUGH_OF_MANY = 0.5
# Sums of fractions are compared.
NEARLY = 1e-9


def weights(clauses: Sequence[Clause], having: Sequence[int], total: int) -> tuple[float, ...]:
    """What each clause says, by the number of records that have it: most of few, nothing of none.

    Empty where no record has any of them.
    """
    if not any(having):
        return ()
    return tuple(
        _known(clause) / (1 + COMMON * max(RARE, number / max(total, number))) if number else 0.0
        for clause, number in zip(clauses, having, strict=True)
    )


def unweighed(clauses: Sequence[Clause]) -> tuple[float, ...]:
    """What each clause of a long query says: how many records have it is not asked."""
    return tuple(_known(clause) for clause in clauses)


def _known(clause: Clause) -> float:
    if any(term.within for term in clause.terms):
        return CITY
    return 1.0 if clause.terms or clause.wider or clause.quoted else UNKNOWN


def telling(said: Sequence[float]) -> tuple[int, ...]:
    """The places of the words that decide, the rarest first; none that no record has."""
    places = sorted(
        (place for place, each in enumerate(said) if each), key=lambda place: -said[place]
    )
    return tuple(places[:MOST_TELLING])


def needed(said: Sequence[float]) -> float:
    """How much a record has to say."""
    places = telling(said)
    if len(said) > LONG:
        return sum(said[place] for place in places) * ENOUGH_OF_MANY - NEARLY
    places = places[:MEASURED]
    part = ENOUGH if len(places) > 2 else ENOUGH_OF_TWO
    return sum(said[place] for place in places) * part - NEARLY


def enough(said: Sequence[float]) -> list[tuple[int, ...]]:
    """The smallest sets of deciding words that say so much: a few common words never stand for a rare one."""
    found: list[tuple[int, ...]] = []
    places, least = telling(said), needed(said)
    for size in range(1, len(places) + 1):
        for chosen in combinations(places, size):
            if sum(said[place] for place in chosen) >= least and not any(
                set(smaller) <= set(chosen) for smaller in found
            ):
                found.append(chosen)
    return found
