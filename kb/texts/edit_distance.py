"""How many letters two texts differ by, in time that grows with their length alone."""

from __future__ import annotations


def edit_distance(one: str, other: str, most: int) -> int:
    """The fewest letters to put in, take out or exchange; ``most + 1`` where it is more than ``most``.

    Landau and Vishkin's way: for each number of changes and each diagonal of the table only the furthest
    place is kept, and equal stretches are compared whole. So at most ``most`` squared stretches are looked
    at, however the texts are made.
    """
    goal = len(other) - len(one)
    if abs(goal) > most:
        return most + 1
    # On diagonal d, letter i of the one stands against letter i + d of the other.
    furthest = {0: _equal_from(one, other, 0, 0)}
    for changes in range(most + 1):
        if furthest.get(goal, -1) >= len(one):
            return changes
        reached = {}
        for diagonal in range(-changes - 1, changes + 2):
            place = max(
                furthest.get(diagonal, -2) + 1,
                furthest.get(diagonal - 1, -2),
                furthest.get(diagonal + 1, -2) + 1,
            )
            place = min(place, len(one), len(other) - diagonal)
            if place >= max(0, -diagonal):
                reached[diagonal] = place + _equal_from(one, other, place, place + diagonal)
        furthest = reached
    return most + 1


def _equal_from(one: str, other: str, i: int, j: int) -> int:
    """How many letters are equal from here on: doubled steps, then halved ones."""
    longest = min(len(one) - i, len(other) - j)
    equal, step = 0, 16
    while equal < longest:
        step = min(step, longest - equal)
        if one[i + equal : i + equal + step] == other[j + equal : j + equal + step]:
            equal, step = equal + step, step * 2
        elif step == 1:
            break
        else:
            step //= 2
    return equal
