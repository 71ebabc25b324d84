"""Where each row is: its place on the map, how precisely that is known, its area and address, its venue."""

from __future__ import annotations

from dataclasses import dataclass

from asset_mapper.domain.whereabouts import Precision, WhereKind
from asset_mapper.formats.columns import squeezed
from asset_mapper.formats.drafting.addresses import addresses_in, areas_in, postcodes_in, property_numbers_in
from asset_mapper.formats.drafting.cells import Cells
from asset_mapper.formats.drafting.import_draft import Filled
from asset_mapper.formats.drafting.wording import labels_of
from asset_mapper.formats.positions import Positions, positions

_COORDINATES = ("longitude", "latitude", "easting", "northing", "position", "wkt", "grid_reference", "x", "y")


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The whereabouts of all rows."""

    filled: Filled
    venues: list[str | None]  # names, not yet looked up


def whereabouts_in(cells: Cells, told_crs: str | None) -> Whereabouts:
    """Read where the rows are.

    Raises
    ------
    UnknownCrsError
        There are coordinates, and nobody has said in which system.
    """
    found = positions(cells.table, cells.matches, told_crs, cells.findings)
    filled = addresses_in(cells)
    filled.add(postcodes_in(cells, filled.columns["where_address"]))
    filled.add(property_numbers_in(cells))
    filled.add(areas_in(cells))
    has_places = cells.table.geometry is not None or any(
        field in cells for field in ("latitude", "easting", "grid_reference", "position", "wkt")
    )
    has_areas = "where_area_first" in filled.given
    filled.fill("geometry", list(found.geometry), given=has_places)
    filled.fill("where_kind", _kinds(filled), given=has_places or has_areas)
    filled.fill("where_precision", _precision(cells, found), given=has_places)
    filled.fill("where_venue_id", [None] * len(cells), given=False)
    _keep_coordinates(cells, found)
    venues = cells.said("venue")
    return Whereabouts(filled, [name or None for name in venues] if venues else [None] * len(cells))


def _kinds(where: Filled) -> list[str]:
    """Say how each row is placed: on the map, in an area when that is all that is known, or not yet."""
    names = ("geometry", "where_address", "where_postcode", "where_uprn", "where_area_first")
    kinds = []
    for shape, address, postcode, uprn, area in zip(*(where.columns[name] for name in names), strict=True):
        if shape is not None:
            kinds.append(WhereKind.SHAPE.value)
        elif area and not address and not postcode and not uprn:
            kinds.append(WhereKind.AREA.value)
        else:
            kinds.append(WhereKind.NONE.value)
    return kinds


def _precision(cells: Cells, found: Positions) -> list[str | None]:
    """Take the precision that the file states for what has a place."""
    stated = cells.said("precision")
    if stated is None:
        return found.precision
    labels = labels_of(Precision)
    heading = cells.heading("precision")
    result = list(found.precision)
    for row, text in enumerate(stated):
        known = labels.get(squeezed(text)) if text else None
        if found.precision[row] and (known or not text):
            result[row] = known
        elif text and heading and not known:
            cells.keep(heading, row)
    return result


def _keep_coordinates(cells: Cells, found: Positions) -> None:
    """Keep the coordinates that did not become the place of the asset, and cannot be told from it."""
    for field in _COORDINATES:
        for heading in cells.headings(field):
            if cells.matches[heading].field == field:
                for row in found.kept_rows(heading, len(cells)):
                    cells.keep(heading, row)
