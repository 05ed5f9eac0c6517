"""Draw ``land.path``: the outline of the land of Europe, without any state border.

Run once, when the frame of the map in ``search/map/projection.py`` changes:

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz && pip install shapely
    python content/map/make_land.py package/land-50m.json

The shapes are Natural Earth's (public domain) as the package world-atlas (ISC) carries them in TopoJSON.
Only ``land`` is used: borders in such data are drawn de facto, and a map of this Alliance takes no side.
"""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent))
# Beyond this distance from the centre of the projection nothing can come into the picture, in degrees.
AROUND = (-60.0, 15.0, 90.0, 85.0)
SMALLEST_ISLAND = 12.0  # square units of the picture
TOLERANCE = 0.9


def rings(topology: dict[str, Any]) -> list[list[list[list[float]]]]:
    """The polygons of ``land`` as lists of rings of ``[longitude, latitude]``."""
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append([x * scale[0] + translate[0], y * scale[1] + translate[1]])
        arcs.append(points)

    def ring(numbers: list[int]) -> list[list[float]]:
        line: list[list[float]] = []
        for number in numbers:
            points = [[*point] for point in (arcs[number] if number >= 0 else arcs[~number][::-1])]
            line += points[1:] if line else points
        # A ring that crosses the date line goes on beyond 180° instead of jumping around the Earth.
        for before, point in itertools.pairwise(line):
            point[0] += round((before[0] - point[0]) / 360) * 360
        return line

    found = []
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        found += [[ring(numbers) for numbers in polygon] for polygon in polygons]
    return found


def main(source: str) -> None:
    """Cut, project, simplify, write."""
    from shapely import Polygon, box
    from shapely.affinity import translate
    from shapely.ops import unary_union
    from shapely.validation import make_valid

    from search.map.projection import HEIGHT, WIDTH, project

    frame = box(-20, -20, WIDTH + 20, HEIGHT + 20)
    parts = []
    for outer, *holes in rings(json.loads(Path(source).read_text())):
        west = min(point[0] for point in outer)
        for hole in holes:
            while hole[0][0] > west + 360:  # an inland sea turns with the land around it
                for point in hole:
                    point[0] -= 360
        whole = make_valid(Polygon(outer, holes))
        around = unary_union(
            [translate(whole, turn).intersection(box(*AROUND)) for turn in (-360, 0, 360)]
        )
        for part in getattr(around, "geoms", [around]):
            if part.geom_type != "Polygon":
                continue
            drawn = Polygon(
                [project(lat, lon) for lon, lat in part.segmentize(1.0).exterior.coords],
                [
                    [project(lat, lon) for lon, lat in hole.coords]
                    for hole in part.segmentize(1.0).interiors
                ],
            )
            parts.append(make_valid(drawn).intersection(frame))
    shape = unary_union(parts).simplify(TOLERANCE)
    pieces = []
    for polygon in getattr(shape, "geoms", [shape]):
        if polygon.geom_type == "Polygon" and polygon.area >= SMALLEST_ISLAND:
            for line in (polygon.exterior, *polygon.interiors):
                points = [f"{x:.0f} {y:.0f}" for x, y in line.coords[:-1]]
                pieces.append("M" + "L".join(points) + "Z")
    (HERE / "land.path").write_text("".join(pieces) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
