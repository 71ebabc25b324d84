"""Places that are grid references: squares of the British grid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from asset_mapper.domain.grid import GridSquare, parse_grid_reference
from asset_mapper.domain.whereabouts import Precision
from asset_mapper.formats.base import BRITISH_GRID, WGS84, Findings, SourceTable
from asset_mapper.formats.columns import EMPTY_WORDS
from asset_mapper.formats.positions.arrays import texts_of
from asset_mapper.formats.positions.found import Positions
from asset_mapper.formats.positions.reference_systems import in_degrees, report_turned
from asset_mapper.formats.positions.reports import report_bad
from asset_mapper.i18n import _


def from_references(table: SourceTable, column: str, found: Positions, findings: Findings) -> None:
    """Take the middle of the square that a reference names, as precisely as the square is large."""
    import numpy as np
    import shapely

    wanted = found.missing
    texts = texts_of(table, column)
    squares = {text: parse_grid_reference(text) for text in set(texts) if text}
    places = []
    for index, text in enumerate(texts):
        if text is None or text.strip().casefold() in EMPTY_WORDS:
            continue
        square = squares[text]
        if square is None:
            found.leave(column, (index,))
            if wanted[index]:
                said = _("“{text}” is not a grid reference; the row has no place yet.").format(text=text[:40])
                report_bad(findings, said, table.rows[index], column)
        elif wanted[index]:
            places.append((index, *square.middle, square.size_m))
    if places:
        indices = np.array([place[0] for place in places])
        lon, lat = in_degrees(
            np.array([place[1] for place in places]), np.array([place[2] for place in places]), BRITISH_GRID
        )
        found.geometry[indices] = shapely.points(lon, lat)
        for index, _e, _n, size in places:
            found.precision[index] = (
                Precision.EXACT if size <= 10 else Precision.STREET if size <= 100 else Precision.AREA
            ).value
        report_turned(findings, BRITISH_GRID, column)
    found.used.add(column)
    found.leave(column, _not_told(texts, squares, found))


def _not_told(texts: Sequence[str | None], squares: Mapping[str, GridSquare | None], found: Positions) -> list[int]:
    """List the rows whose grid reference is not the one of their place."""
    import numpy as np
    import shapely
    from pyproj import Transformer

    rows = [index for index, text in enumerate(texts) if text and squares.get(text) is not None]
    shapes = shapely.centroid(found.geometry[rows])
    easting, northing = Transformer.from_crs(WGS84, BRITISH_GRID, always_xy=True).transform(
        shapely.get_x(shapes), shapely.get_y(shapes)
    )
    kept = []
    for index, e, n in zip(rows, easting, northing, strict=True):
        square = squares[texts[index] or ""]
        assert square is not None
        inside = (
            np.isfinite(e)
            and square.easting_m - 1 <= e <= square.easting_m + square.size_m + 1
            and square.northing_m - 1 <= n <= square.northing_m + square.size_m + 1
        )
        if not inside:
            kept.append(index)
    return kept
