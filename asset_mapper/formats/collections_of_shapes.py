"""Collections of shapes, made one shape where their parts are alike: files have them where one is meant."""

from __future__ import annotations

from typing import Any


def simplified_collection(geometry: Any) -> Any:
    """Make one multi-part shape of a collection whose parts are alike; leave any other as it is."""
    import shapely

    if geometry is None or geometry.geom_type != "GeometryCollection":
        return geometry
    parts = shapely.get_parts(shapely.get_parts(geometry))
    kinds = {part.geom_type for part in parts}
    if not kinds:
        return None
    if kinds <= {"Point", "LineString", "Polygon"} and len(kinds) == 1:
        if len(parts) == 1:
            return parts[0]
        make = {
            "Point": shapely.multipoints,
            "LineString": shapely.multilinestrings,
            "Polygon": shapely.multipolygons,
        }[kinds.pop()]
        return make(parts)
    return geometry
