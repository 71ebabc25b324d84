"""Land and sea for maps without a basemap, where they show a county or more."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import orjson

from asset_mapper.cartography.shapes import UNITS_PER_DEGREE
from asset_mapper.paths import resources

if TYPE_CHECKING:
    from asset_mapper.domain.publication import Publication

SMALLEST_SPAN_DEG = 0.15
"""A smaller map would show more of the coast's errors (about a kilometre) than of the coast."""

_UNITS_IN_FILE = 1_000


def coast(publication: Publication) -> list[list[int]]:
    """Give the land around the assets and areas as rings of longitude and latitude in turn, in units of the page."""
    return [] if publication.extent is None else coast_around(publication.extent)


def coast_around(bounds: tuple[float, float, float, float]) -> list[list[int]]:
    """Give the land around west, south, east and north, in degrees; none where they are too near each other."""
    import numpy as np
    import shapely

    west, south, east, north = bounds
    span = max(east - west, north - south)
    if span < SMALLEST_SPAN_DEG:
        return []
    window = shapely.box(west - 2 * span, south - 2 * span, east + 2 * span, north + 2 * span)
    seen = shapely.clip_by_rect(_land(), *window.bounds)
    if seen.is_empty:
        return []
    land = shapely.simplify(seen, span / 2_000)
    rings = (part.exterior for part in shapely.get_parts(land) if part.geom_type == "Polygon" and not part.is_empty)
    return [
        np.rint(shapely.get_coordinates(ring) * UNITS_PER_DEGREE).astype(np.int64).ravel().tolist() for ring in rings
    ]


@lru_cache(maxsize=1)
def _land() -> Any:
    import numpy as np
    import shapely

    rings = orjson.loads(resources("map", "vendor", "coast.json").read_bytes())
    polygons = [shapely.Polygon(np.reshape(ring, (-1, 2)) / _UNITS_IN_FILE) for ring in rings]
    return shapely.make_valid(shapely.MultiPolygon(polygons))
