"""Geometry as pages have it: whole units of longitude and latitude, one point an asset, rings of lines and areas."""

from __future__ import annotations

from typing import Any

import numpy as np

UNITS_PER_DEGREE = 100_000
"""Coordinates are whole hundred thousandths of a degree: about a metre."""

SHAPE_TOLERANCE_DEG = 0.00001
BOUNDARY_TOLERANCE_DEG = 0.00003

Shape = tuple[int, str, list[list[int]]]  # row, "area" or "line", rings


def points_of(geometry: Any) -> tuple[list[int | None], list[int | None]]:
    """Give one point for each asset: its own, or one on its line or in its polygon. *geometry* is an array."""
    import shapely

    if not len(geometry):
        return [], []
    types = shapely.get_type_id(geometry)
    lines = np.isin(types, (1, 2, 5))
    others = (types > 2) & (types != 5)
    point = geometry.copy()
    if lines.any():
        point[lines] = shapely.line_interpolate_point(shapely.line_merge(geometry[lines]), 0.5, normalized=True)
        broken = lines & shapely.is_missing(point)
        lines_too = lines & (shapely.get_type_id(geometry) == 5)
        others |= broken | lines_too
    if others.any():
        point[others] = shapely.point_on_surface(geometry[others])
    placed = ~shapely.is_missing(point) & ~shapely.is_empty(point)
    columns: list[list[int | None]] = []
    for get in (shapely.get_x, shapely.get_y):
        units = np.zeros(len(point))
        units[placed] = np.rint(get(point[placed]) * UNITS_PER_DEGREE)
        whole: list[int] = units.astype(np.int64).tolist()
        columns.append([number if there else None for number, there in zip(whole, placed.tolist(), strict=True)])
    return columns[0], columns[1]


def shapes_of(geometry: Any, own: Any) -> list[Shape]:
    """Give the lines and polygons that assets have of their *own*; what is at a venue is not drawn twice."""
    import shapely

    if not len(geometry):
        return []
    types = shapely.get_type_id(geometry)
    found = []
    for row in np.flatnonzero((types >= 1) & (types != 4) & np.asarray(own)):
        shape = shapely.simplify(geometry[row], SHAPE_TOLERANCE_DEG)
        rings = rings_of(shape)
        if rings:
            found.append((int(row), "area" if shape.area > 0 else "line", rings))
    return found


def rings_of(shape: Any) -> list[list[int]]:
    """Give all rings and lines of a shape: longitude and latitude in turn, in units."""
    import shapely

    found = []
    for part in shapely.get_parts(shape):
        lines = [part]
        if part.geom_type == "Polygon":
            lines = [part.exterior, *part.interiors]
        elif part.geom_type not in ("LineString", "LinearRing"):
            continue
        found += [
            np.rint(shapely.get_coordinates(line) * UNITS_PER_DEGREE).astype(np.int64).ravel().tolist()
            for line in lines
            if not line.is_empty
        ]
    return found


def boundary_of(geometry: Any) -> list[list[int]]:
    """Give the rings of a boundary, as fine as it is drawn; none without one."""
    import shapely

    return [] if geometry is None else rings_of(shapely.simplify(geometry, BOUNDARY_TOLERANCE_DEG))
