"""Draws the rooms of the code, read from its imports; run by ``make picture``.

A room is a top-level package with an ``apps.py``. The picture shows its folders, and one arrow for each room
that it imports. It holds no counts, so that it changes only when a folder or a direction does;
``tests/test_docs.py`` fails while ``docs/rooms.svg`` is not what this script draws.
"""

from __future__ import annotations

import ast
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs/rooms.svg"
# They tie the rooms together and stand in kb by Django's custom only (tests/test_architecture.py).
OUTSIDE_THE_ROOMS = ("kb/urls.py", "kb/settings/")
NOT_DRAWN = {"migrations", "management", "templatetags", "__pycache__"}
SENTENCES = {
    "opendata": "what is taken away, cited, followed and harvested",
    "exchange": "events, and who registers for them",
    "practices": "the three kinds of record, and their way to a reader",
    "declarations": "documents with numbered points, and who endorsed them",
    "kb": "the frame of the site, and what all rooms share",
    "search": "from a published page to a list of results",
}

WIDTH = 860
LANE = 26  # between two arrows that run side by side
LEFT = 20
BOX = 660
LINE = 26
GAP = 46
LETTER = 7.3  # width of a letter of 12 pixels
STYLE = """
  .ground { fill: #ffffff } .room { fill: #f2f5f9; stroke: #5b6b80 }
  .folder { fill: #ffffff; stroke: #9aa7b8 }
  text { font-family: system-ui, sans-serif; font-size: 12px; fill: #1b2430 }
  .name { font-size: 17px; font-weight: 600 } .quiet { fill: #4d5a6b }
  .arrow { fill: none; stroke: #2f5f9e; stroke-width: 1.5 } .head { fill: #2f5f9e }
  .back { stroke: #b3261e; stroke-dasharray: 5 4 }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #10151c } .room { fill: #1a222d; stroke: #8a9bb0 }
    .folder { fill: #10151c; stroke: #56657a }
    text { fill: #e8edf4 } .quiet { fill: #b0bccb }
    .arrow { stroke: #8db8f0 } .head { fill: #8db8f0 } .back { stroke: #ff8a80 }
  }
"""


def rooms() -> list[str]:
    """The top-level packages that are apps."""
    return sorted(path.parent.name for path in ROOT.glob("*/apps.py"))


def imported_rooms(room: str, known: list[str]) -> set[str]:
    """The other rooms that a room imports, inside functions too."""
    found: set[str] = set()
    for path in (ROOT / room).rglob("*.py"):
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(OUTSIDE_THE_ROOMS) or "/migrations/" in name:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found.update(alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found & set(known) - {room}


def folders(room: str) -> list[str]:
    """The folders of a room that hold modules."""
    return sorted(
        path.name
        for path in (ROOT / room).iterdir()
        if path.is_dir() and path.name not in NOT_DRAWN and any(path.rglob("*.py"))
    )


def from_top_to_ground(imports: dict[str, set[str]]) -> list[str]:
    """The rooms in an order in which each stands above those that it imports."""
    return sorted(imports, key=lambda room: (-len(imports[room]), room))


def rows_of_folders(names: list[str]) -> list[list[tuple[str, int, int]]]:
    """Each folder with its place and width, as many in a row as fit."""
    rows: list[list[tuple[str, int, int]]] = [[]]
    left = LEFT + 16
    for name in names:
        width = int(len(name) * LETTER) + 20
        if left + width > LEFT + BOX - 16:
            rows.append([])
            left = LEFT + 16
        rows[-1].append((name, left, width))
        left += width + 8
    return [row for row in rows if row]


def picture() -> str:
    """The whole picture as SVG."""
    known = rooms()
    imports = {room: imported_rooms(room, known) for room in known}
    order = from_top_to_ground(imports)
    parts: list[str] = []
    middle: dict[str, int] = {}
    top = 20
    for room in order:
        rows = rows_of_folders([f"{name}/" for name in folders(room)])
        height = 56 + len(rows) * (LINE + 6) + (8 if rows else 0)
        middle[room] = top + height // 2
        parts.append(
            f'<rect class="room" x="{LEFT}" y="{top}" width="{BOX}" height="{height}" rx="8"/>'
        )
        sentence = escape(SENTENCES.get(room, ""))
        parts.append(
            f'<text x="{LEFT + 16}" y="{top + 33}"><tspan class="name">{room}/</tspan>'
            f'<tspan class="quiet" dx="10">{sentence}</tspan></text>'
        )
        for number, row in enumerate(rows):
            y = top + 52 + number * (LINE + 6)
            for name, left, width in row:
                parts.append(
                    f'<rect class="folder" x="{left}" y="{y}" width="{width}" height="{LINE}" rx="4"/>'
                    f'<text x="{left + width / 2:g}" y="{y + 17}" text-anchor="middle">{name}</text>'
                )
        top += height + GAP
    parts += arrows(order, imports, middle)
    said = "; ".join(
        f"{room} imports {', '.join(sorted(imports[room], key=order.index)) or 'no other room'}"
        for room in order
    )
    height = top - GAP + 20
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-labelledby="title description">\n'
        f'<title id="title">The rooms of the code, and which imports which</title>\n'
        f'<desc id="description">{escape(said)}.</desc>\n<style>{STYLE}</style>\n'
        '<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="9" markerHeight="9" '
        'orient="auto"><path class="head" d="M0 0 8 4 0 8z"/></marker></defs>\n'
        f'<rect class="ground" width="{WIDTH}" height="{height}"/>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def arrows(order: list[str], imports: dict[str, set[str]], middle: dict[str, int]) -> list[str]:
    """One arrow for each import of a room, on the right; one that leads upwards is dashed."""
    drawn = []
    pairs = [(room, other) for room in order for other in imports[room]]
    place = {room: number for number, room in enumerate(order)}
    pairs.sort(key=lambda pair: (abs(place[pair[0]] - place[pair[1]]), place[pair[0]], pair[1]))
    starts: dict[str, int] = dict.fromkeys(order, 0)
    ends: dict[str, int] = dict.fromkeys(order, 0)
    edge = LEFT + BOX
    for lane, (room, other) in enumerate(pairs, start=1):
        # Arrows leave a room in the lower half and arrive in the upper, each at its own height.
        begin = middle[room] + 6 + 12 * starts[room]
        end = middle[other] - 6 - 12 * ends[other]
        starts[room] += 1
        ends[other] += 1
        back = " back" if place[room] > place[other] else ""
        right = edge + LANE * lane
        way = f"M{edge} {begin}H{right}V{end}H{edge + 1}"
        drawn.append(f'<path class="arrow{back}" marker-end="url(#head)" d="{way}"/>')
    return drawn


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size // 1024 + 1} kB")
