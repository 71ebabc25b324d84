"""The grid of map tiles: which tiles touch an area, and how PMTiles numbers them.

Web Mercator cut into 2^zoom by 2^zoom squares, column 0 at longitude −180, row 0 in the north. MBTiles counts
its rows from the south; that is turned round where MBTiles are read, and nowhere else.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import _

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees, WGS 84. West is greater than east where the area crosses longitude 180."""

Span = tuple[int, int]
"""The first and the last of a run, both included."""

DEEPEST_ZOOM = 22
"""Deeper tiles are a few metres wide: nobody makes them, and a file that claims them is mistaken."""

MERCATOR_EDGE = math.degrees(math.atan(math.sinh(math.pi)))
"""Where the square world ends, about 85.0511 degrees north and south."""

WORLD: Bounds = (-180.0, -MERCATOR_EDGE, 180.0, MERCATOR_EDGE)

LOW_ZOOM_TILES = 4
"""Up to so many tiles across, an area is smaller than the window and its surroundings are seen with it."""


@dataclass(frozen=True, slots=True)
class TileRange:
    """A rectangle of tiles at one zoom; of two parts where it crosses longitude 180."""

    zoom: int
    columns: tuple[Span, ...]
    rows: Span

    def __len__(self) -> int:
        height = self.rows[1] - self.rows[0] + 1
        return sum(last - first + 1 for first, last in self.columns) * height

    def __contains__(self, tile: tuple[int, int]) -> bool:
        column, row = tile
        return self.rows[0] <= row <= self.rows[1] and any(a <= column <= b for a, b in self.columns)

    def id_spans(self) -> list[Span]:
        """Give the runs of PMTiles numbers that make up the rectangle, in order.

        The numbers follow a Hilbert curve, on which every quarter of the world, and every quarter of that, is
        one run: whole quarters are taken as they are and only the edges are looked into.
        """
        found = sorted(span for columns in self.columns for span in self._quarters(columns, 0, 0, 0))
        merged: list[Span] = []
        for first, last in found:
            if merged and first == merged[-1][1] + 1:
                merged[-1] = (merged[-1][0], last)
            else:
                merged.append((first, last))
        return merged

    def _quarters(self, columns: Span, zoom: int, x: int, y: int) -> Iterator[Span]:
        depth = self.zoom - zoom
        west, north = x << depth, y << depth
        east, south = west + (1 << depth) - 1, north + (1 << depth) - 1
        if west > columns[1] or east < columns[0] or north > self.rows[1] or south < self.rows[0]:
            return
        if west >= columns[0] and east <= columns[1] and north >= self.rows[0] and south <= self.rows[1]:
            first = first_id(self.zoom) + ((tile_id(zoom, x, y) - first_id(zoom)) << (2 * depth))
            yield first, first + (1 << (2 * depth)) - 1
            return
        for quarter in range(4):
            yield from self._quarters(columns, zoom + 1, 2 * x + (quarter & 1), 2 * y + (quarter >> 1))


def first_id(zoom: int) -> int:
    """Give the number of the first tile of *zoom*: those of all lower zooms come before it."""
    return ((1 << 2 * zoom) - 1) // 3


def tile_id(zoom: int, column: int, row: int) -> int:
    """Number a tile as PMTiles does: zoom by zoom, along a Hilbert curve."""
    from pmtiles.tile import zxy_to_tileid

    number: int = zxy_to_tileid(zoom, column, row)
    return number


def tile_at(lon: float, lat: float, zoom: int) -> tuple[int, int]:
    """Find the column and row of the tile under a place; beyond the edge of the map, the last one."""
    size = 1 << zoom
    lat = min(max(lat, -MERCATOR_EDGE), MERCATOR_EDGE)
    across = (lon + 180) / 360 * size
    down = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * size
    return min(max(int(across), 0), size - 1), min(max(int(down), 0), size - 1)


def tiles_touching(bounds: Bounds, zoom: int, margin: int = 0) -> TileRange:
    """Find the tiles that touch *bounds*, and *margin* more all around, as far as the world goes."""
    west, south, east, north = bounds
    first_column, first_row = tile_at(west, north, zoom)
    last_column, last_row = tile_at(east, south, zoom)
    size = 1 << zoom
    start, end = first_column - margin, last_column + margin
    if west > east:
        end += size
    rows = (max(first_row - margin, 0), min(last_row + margin, size - 1))
    if end - start + 1 >= size:
        return TileRange(zoom, ((0, size - 1),), rows)
    if start % size <= end % size:
        return TileRange(zoom, ((start % size, end % size),), rows)
    return TileRange(zoom, ((0, end % size), (start % size, size - 1)), rows)


def tiles_to_keep(bounds: Bounds, zoom: int) -> TileRange:
    """Find the tiles that a map of *bounds* needs: at low zooms with one more tile all around."""
    touched = tiles_touching(bounds, zoom)
    width = sum(last - first + 1 for first, last in touched.columns)
    height = touched.rows[1] - touched.rows[0] + 1
    if max(width, height) > LOW_ZOOM_TILES:
        return touched
    return tiles_touching(bounds, zoom, margin=1)


def overview_zoom(bounds: Bounds) -> int:
    """Find the deepest zoom at which *bounds* touches two by two tiles at most: all of it is seen at once."""
    for zoom in range(DEEPEST_ZOOM, 0, -1):
        touched = tiles_touching(bounds, zoom)
        width = sum(last - first + 1 for first, last in touched.columns)
        if width <= 2 and touched.rows[1] - touched.rows[0] < 2:
            return zoom
    return 0


def checked_bounds(bounds: Bounds) -> Bounds:
    """Give *bounds* as the grid can hold them, or say what is wrong with them.

    Latitudes beyond the map's edge are cut. Raises ``InvalidValueError`` for what is not an area on Earth.
    """
    west, south, east, north = bounds
    if (
        not all(math.isfinite(number) for number in bounds)
        or not (-180 <= west <= 180 and -180 <= east <= 180)
        or not (-90 <= south <= north <= 90)
    ):
        raise InvalidValueError(
            _(
                "The area of the map is not one on Earth: {bounds}. It needs west, south, east and north in degrees."
            ).format(bounds=", ".join(str(number) for number in bounds))
        )
    south, north = (min(max(lat, -MERCATOR_EDGE), MERCATOR_EDGE) for lat in (south, north))
    return float(west), float(south), float(east), float(north)


def meet(one: Bounds, other: Bounds) -> bool:
    """Say whether two areas touch."""
    if one[1] > other[3] or other[1] > one[3]:
        return False
    return any(a[0] <= b[1] and b[0] <= a[1] for a in _longitudes(one) for b in _longitudes(other))


def _longitudes(bounds: Bounds) -> tuple[tuple[float, float], ...]:
    west, _south, east, _north = bounds
    return ((west, east),) if west <= east else ((west, 180.0), (-180.0, east))
