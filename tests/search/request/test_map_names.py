"""The map of results: dots that are too near are one, larger ones are named first, no name over another."""

from __future__ import annotations

from search.map.merging import FINEST, merged, together
from search.map.names import names_of
from search.map.shapes import Dot, MergedDot


def dot(label: str, count: int, x: float, y: float) -> Dot:
    return Dot(label.lower(), label, "", count, "/", x, y, radius=5.0)


def alone(label: str, count: int, x: float, y: float) -> MergedDot:
    return MergedDot((dot(label, count, x, y),), (FINEST,))


def test_cities_too_near_to_be_hit_by_a_finger_are_one_dot_until_one_comes_closer() -> None:
    cities = [
        dot("Vilvoorde", 5, 404, 298),
        dot("Brussels", 9, 400, 300),
        dot("Paris", 2, 350, 422),
    ]
    assert [[city.label for city in one] for one in together(cities, 1)] == [
        ["Brussels", "Vilvoorde"],
        ["Paris"],
    ]
    drawn = {tuple(city.label for city in one.cities): one for one in merged(cities)}
    assert drawn[("Paris",)].steps == (0, 1, 2, 3, 4)
    assert drawn[("Brussels", "Vilvoorde")].steps == (0, 1, 2, 3, 4)
    assert drawn[("Brussels", "Vilvoorde")].count == 14
    near = [dot("Brussels", 9, 400, 300), dot("Antwerp", 1, 400, 290)]
    steps = {len(one.cities): one.steps for one in merged(near)}
    assert steps == {2: (0, 1, 2, 3), 1: (4,)}


def test_larger_dots_are_named_first_and_no_name_covers_another_or_a_dot() -> None:
    crowd = [
        alone("Brussels", 9, 400, 300),
        alone("Liège", 5, 430, 300),
        alone("Ghent", 1, 375, 299),
    ]
    names = names_of([*crowd, alone("Milan", 2, 500, 500)], unit=1.0, most=3)
    assert [(name.label, name.anchor) for name in names] == [
        ("Brussels", "middle"),
        ("Liège", "start"),
        ("Milan", "start"),
    ]


def test_a_name_stays_on_the_map_and_one_without_room_is_left_out() -> None:
    at_the_edge = names_of([alone("Istanbul", 1, 995, 400)], 1.0, 5)
    assert [name.anchor for name in at_the_edge] == ["end"]
    same = [alone(f"City number {number}", 9 - number, 500, 400) for number in range(9)]
    assert len(names_of(same, 1.0, 9)) == 3
    assert names_of([], 1.0, 5) == ()
