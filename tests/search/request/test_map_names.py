"""Names on the map of results: the larger dots first, none over another."""

from __future__ import annotations

from search.answer.results import Dot
from search.map.names import names_of


def dot(label: str, count: int, x: float, y: float) -> Dot:
    return Dot(label.lower(), label, "", count, "/", x, y, radius=5.0)


def test_larger_dots_are_named_first_and_no_name_covers_another_or_a_larger_dot() -> None:
    crowd = [dot("Brussels", 9, 400, 300), dot("Vilvoorde", 5, 404, 298), dot("Ghent", 1, 390, 299)]
    names = names_of([*crowd, dot("Milan", 2, 500, 500)], size=16, most=3)
    assert [(name.label, name.anchor) for name in names] == [
        ("Brussels", "start"),
        ("Vilvoorde", "end"),
        ("Milan", "start"),
    ]


def test_a_name_stays_on_the_map_and_one_without_room_is_left_out() -> None:
    assert [name.anchor for name in names_of([dot("Istanbul", 1, 995, 400)], 16, 5)] == ["end"]
    same = [dot(f"City number {number}", 9 - number, 500, 400) for number in range(9)]
    assert len(names_of(same, 16, 9)) == 2
    assert names_of([], 16, 5) == ()
