"""The place of every row, from the best that the table has: shapes, then numbers, then grid references, then text."""

from __future__ import annotations

from collections.abc import Mapping

from asset_mapper.formats.base import Findings, SourceTable
from asset_mapper.formats.columns import Match
from asset_mapper.formats.positions.arrays import in_british_isles, rows_where
from asset_mapper.formats.positions.found import Positions
from asset_mapper.formats.positions.numbers import Axes, from_numbers
from asset_mapper.formats.positions.pairs import from_pairs
from asset_mapper.formats.positions.references import from_references
from asset_mapper.formats.positions.shapes import from_shapes, from_text_shapes
from asset_mapper.i18n import _


def positions(
    table: SourceTable, matches: Mapping[str, Match], told_crs: str | None, findings: Findings
) -> Positions:
    """Find the place of every row, from the best that the table has.

    Raises
    ------
    UnknownCrsError
        There are coordinates, and nobody has said in which system.
    """
    import numpy as np

    count = len(table)
    found = Positions(np.full(count, None, dtype=object), [None] * count)
    columns = {match.field: heading for heading, match in matches.items() if match.field}
    if table.geometry is not None:
        from_shapes(table, told_crs, found, findings)
    if "wkt" in columns:
        from_text_shapes(table, columns["wkt"], told_crs, found, findings)
    for x, y, metres in (("longitude", "latitude", False), ("easting", "northing", True)):
        if x in columns and y in columns:
            axes = Axes(x=columns[x], y=columns[y], crs=columns.get("crs"), told_crs=told_crs, metres=metres)
            from_numbers(table, axes, found, findings)
    if "grid_reference" in columns:
        from_references(table, columns["grid_reference"], found, findings)
    if "position" in columns:
        from_pairs(table, columns["position"], found)
    _report_far_away(table, found, findings)
    return found


def _report_far_away(table: SourceTable, found: Positions, findings: Findings) -> None:
    import shapely

    bounds = shapely.bounds(found.geometry)
    placed = ~found.missing
    far = placed & ~in_british_isles(*bounds.T)
    for index in rows_where(far):
        findings.add(
            "outside-british-isles",
            _("It is at {lon:.4f}, {lat:.4f}, outside the British Isles. Check that this is right.").format(
                lon=bounds[index, 0], lat=bounds[index, 1]
            ),
            row=table.rows[index],
        )
