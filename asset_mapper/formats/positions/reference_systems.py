"""The systems in which coordinates are: what people call them, and the way from them to degrees of WGS 84."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asset_mapper.errors import UnknownCrsError, WrongUseError
from asset_mapper.formats.base import BRITISH_GRID, WGS84, Findings, Severity, SourceTable
from asset_mapper.formats.positions.arrays import on_british_grid
from asset_mapper.i18n import _

if TYPE_CHECKING:
    from asset_mapper.formats.positions.arrays import Array

_NAMED_CRS = {
    "bng": BRITISH_GRID,
    "osgb": BRITISH_GRID,
    "osgb36": BRITISH_GRID,
    "osgb 36": BRITISH_GRID,
    "ukos": BRITISH_GRID,
    "british national grid": BRITISH_GRID,
    "national grid": BRITISH_GRID,
    "27700": BRITISH_GRID,
    "wgs84": WGS84,
    "wgs 84": WGS84,
    "etrs89": WGS84,  # half a metre from WGS 84, and used with degrees here
    "etrs 89": WGS84,
    "4326": WGS84,
    "4258": WGS84,
    "irishos": "EPSG:29903",
    "irish grid": "EPSG:29903",
    "itm": "EPSG:2157",
}


def crs_called(text: str) -> str | None:
    """Give the reference system that people call *text*, or ``None``."""
    return _NAMED_CRS.get(text.strip().casefold().removeprefix("epsg:").strip())


def check_crs(text: str) -> str:
    """Check the reference system that a person named.

    Raises
    ------
    WrongUseError
        There is none of that name.
    """
    known = crs_called(text)
    if known is not None:
        return known
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        CRS.from_user_input(text)
    except CRSError:
        raise WrongUseError(
            _("“{crs}” is not a coordinate reference system. Write it as EPSG:27700 or EPSG:4326.").format(crs=text)
        ) from None
    return text


def in_degrees(x: Array, y: Array, crs: str) -> tuple[Array, Array]:
    """Turn coordinates into degrees of WGS 84, longitude first."""
    if crs == WGS84:
        return x, y
    from pyproj import Transformer

    return Transformer.from_crs(crs, WGS84, always_xy=True).transform(x, y)


def shapes_in_degrees(shapes: Array, crs: str) -> Array:
    import shapely
    from pyproj import Transformer
    from pyproj.exceptions import CRSError

    try:
        turn = Transformer.from_crs(crs, WGS84, always_xy=True).transform
    except CRSError as error:
        raise UnknownCrsError(
            _("The coordinate reference system of the file is not known. Say which it is.")
        ) from error

    def degrees(xy: Array) -> Array:
        import numpy as np

        return np.column_stack(turn(xy[:, 0], xy[:, 1]))

    turned: Array = shapely.transform(shapes, degrees)
    return turned


def ask_for_crs(table: SourceTable, x: Array, y: Array) -> str:
    """Say that nobody has said in which system the coordinates are, and what they may be."""
    import numpy as np

    on_grid = on_british_grid(x, y).mean() if len(x) else 0
    text = _(
        "“{name}” does not say in which reference system its coordinates are (the first is {x:.6g}, {y:.6g})."
        " Say which."
    ).format(name=table.title, x=float(np.asarray(x)[0]), y=float(np.asarray(y)[0]))
    if on_grid > 0.9:
        text += " " + _("They could be metres of the British National Grid, which is EPSG:27700.")
    return text


def report_turned(findings: Findings, crs: str, column: str | None = None) -> None:
    """Say that coordinates were turned into degrees, and how well."""
    if crs == BRITISH_GRID:
        said = _(
            "Metres of the British National Grid were turned into longitude and latitude, to within about 5 metres."
        )
    else:
        said = _("Coordinates were turned from {crs} into longitude and latitude.").format(crs=crs[:60])
    findings.add("reprojected", said, Severity.INFO, column=column)
