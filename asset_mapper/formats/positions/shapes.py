"""Places that are shapes: of the file itself, or written as text in a column."""

from __future__ import annotations

from dataclasses import replace

from asset_mapper.errors import UnknownCrsError
from asset_mapper.formats.base import WGS84, Findings, Severity, SourceTable
from asset_mapper.formats.collections_of_shapes import simplified_collection
from asset_mapper.formats.columns.looks import WKT
from asset_mapper.formats.positions.arrays import in_british_isles, rows_where, texts_of
from asset_mapper.formats.positions.found import Positions
from asset_mapper.formats.positions.reference_systems import ask_for_crs, report_turned, shapes_in_degrees
from asset_mapper.formats.positions.reports import report_bad, report_zero
from asset_mapper.i18n import _


def from_shapes(table: SourceTable, told_crs: str | None, found: Positions, findings: Findings) -> None:
    """Take the shapes that the file itself has, each in a place that can be."""
    import numpy as np
    import shapely

    assert table.geometry is not None
    shapes = table.geometry
    there = np.flatnonzero(~shapely.is_missing(shapes) & ~shapely.is_empty(shapes))
    if not len(there):
        return
    bounds = shapely.bounds(shapes[there])
    crs = table.crs
    if crs == WGS84 and np.nanmedian(np.abs(bounds).max(axis=1)) > 180:
        crs = None  # the format says degrees, the numbers say otherwise
    crs = crs or told_crs
    if crs is None:
        raise UnknownCrsError(
            ask_for_crs(table, (bounds[:, 0] + bounds[:, 2]) / 2, (bounds[:, 1] + bounds[:, 3]) / 2)
        )
    if crs != WGS84:
        shapes = shapes.copy()
        shapes[there] = shapes_in_degrees(shapes[there], crs)
        bounds = shapely.bounds(shapes[there])
        report_turned(findings, crs)
    bad = (
        ~np.isfinite(bounds).all(axis=1)
        | (np.abs(bounds[:, [0, 2]]) > 180).any(1)
        | (np.abs(bounds[:, [1, 3]]) > 90).any(1)
    )
    west, south, east, north = bounds.T
    zero = (np.abs(bounds) < 1e-9).all(axis=1)
    swapped = ~in_british_isles(west, south, east, north) & in_british_isles(south, west, north, east)
    for index in rows_where(bad | zero | swapped):
        row = table.rows[there[index]]
        if swapped[index]:
            findings.add(
                "swapped-coordinates",
                _(
                    "Its longitude is {x:.5f} and its latitude {y:.5f}, far from here; the other way round "
                    "it would be in"
                    " these islands. The row was left without a place. Swap the two in the file, and import it again."
                ).format(x=west[index], y=south[index]),
                row=row,
            )
        elif zero[index]:
            report_zero(findings, row)
        else:
            report_bad(findings, _("Its coordinates are not on Earth; the row has no place yet."), row)
    good = there[~(bad | zero | swapped)]
    found.place(good, shapes[good])
    invalid = good[~shapely.is_valid(shapes[good])]
    for index in invalid:
        findings.add(
            "invalid-shape",
            _("The outline crosses or touches itself. It is kept as it is; sizes measured from it may be wrong."),
            Severity.INFO,
            table.rows[index],
        )


def from_text_shapes(
    table: SourceTable, column: str, told_crs: str | None, found: Positions, findings: Findings
) -> None:
    """Read well-known text, which may say its own reference system."""
    import numpy as np
    import shapely

    wanted = found.missing
    texts = texts_of(table, column)
    shapes = np.full(len(texts), None, dtype=object)
    crs: set[str] = set()
    for index, text in enumerate(texts):
        if text is None or not wanted[index]:
            continue
        match = WKT.fullmatch(text.strip())
        body = text.strip().partition(";")[2] if match and match[1] else text
        shape = shapely.from_wkt(body, on_invalid="ignore") if match else None
        if shape is None or shape.is_empty:
            found.leave(column, (index,))
            findings.add(
                "bad-shape",
                _("The shape is not complete and could not be read; the row has no place yet."),
                row=table.rows[index],
                column=column,
            )
            continue
        if match and match[1]:
            crs.add(f"EPSG:{match[1]}")
        shapes[index] = simplified_collection(shapely.force_2d(shape))
    said = crs.pop() if len(crs) == 1 else WGS84
    from_shapes(replace(table, geometry=shapes, crs=said), told_crs, found, findings)
    found.used.add(column)
    placed = found.geometry
    found.leave(column, (i for i, text in enumerate(texts) if text and (shapes[i] is None or placed[i] is None)))
