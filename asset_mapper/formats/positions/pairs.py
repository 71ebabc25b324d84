"""Places that are latitude and longitude in one cell."""

from __future__ import annotations

from typing import Any

from asset_mapper.domain.whereabouts import Precision
from asset_mapper.formats.base import SourceTable
from asset_mapper.formats.columns import number_of
from asset_mapper.formats.columns.looks import PAIR, in_british_isles
from asset_mapper.formats.positions.arrays import texts_of
from asset_mapper.formats.positions.found import Positions


def from_pairs(table: SourceTable, column: str, found: Positions) -> None:
    """Read ``(51.48, -3.18)``: latitude first, as the programs that write it do, unless that cannot be."""
    import shapely

    found.used.add(column)
    for index, text in enumerate(texts_of(table, column)):
        if not text:
            continue
        place = _pair(text)
        shape = found.geometry[index]
        if place is not None and shape is None:
            found.geometry[index] = shape = shapely.Point(place)
            found.precision[index] = Precision.EXACT.value
        told = PAIR.fullmatch(text.strip()) is not None and place is not None and _at(shape, place)
        if not told:
            found.leave(column, (index,))


def _pair(text: str) -> tuple[float, float] | None:
    """Read longitude and latitude out of ``(51.48, -3.18)``, which may have words before it."""
    match = PAIR.search(text[-80:])
    first, second = (number_of(match[1]), number_of(match[2])) if match else (None, None)
    if first is None or second is None:
        return None
    for lat, lon in ((first, second), (second, first)):
        if in_british_isles(lon, lat):
            return lon, lat
    return None


def _at(shape: Any, place: tuple[float, float]) -> bool:
    return bool(shape.geom_type == "Point" and abs(shape.x - place[0]) < 1e-6 and abs(shape.y - place[1]) < 1e-6)
