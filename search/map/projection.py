"""From latitude and longitude to a place on the map of results.

The projection is the EU's own for maps of Europe (EPSG:3035, Lambert azimuthal equal-area around 52° N
10° E), after J. P. Snyder, Map Projections – A Working Manual, USGS 1987, pp. 182–190; on the sphere,
which at the scale of this picture cannot be told from the ellipsoid. ``content/map/make_land.py`` draws
the land with the same function.
"""

from __future__ import annotations

from math import cos, radians, sin, sqrt

WIDTH, HEIGHT = 1000, 720
EARTH_KM = 6371.0
CENTRE = (52.0, 10.0)
# The corner in the north-west and the width of the picture, in kilometres from the centre.
WEST_KM, NORTH_KM, SPAN_KM = -2700.0, 2250.0, 6100.0


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """The place on the picture, in its units; may lie outside of ``0 … WIDTH`` and ``0 … HEIGHT``."""
    lat, lon = radians(latitude), radians(longitude - CENTRE[1])
    lat0 = radians(CENTRE[0])
    away = 1 + sin(lat0) * sin(lat) + cos(lat0) * cos(lat) * cos(lon)
    factor = EARTH_KM * sqrt(2 / max(away, 1e-9))
    x = factor * cos(lat) * sin(lon)
    y = factor * (cos(lat0) * sin(lat) - sin(lat0) * cos(lat) * cos(lon))
    scale = WIDTH / SPAN_KM
    return round((x - WEST_KM) * scale, 1), round((NORTH_KM - y) * scale, 1)
