"""Places that are two columns of numbers: degrees, or metres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from asset_mapper.errors import UnknownCrsError
from asset_mapper.formats.base import BRITISH_GRID, WGS84, Findings, SourceTable
from asset_mapper.formats.columns import EMPTY_WORDS
from asset_mapper.formats.positions.arrays import in_british_isles, numbers_in, on_british_grid, rows_where, texts_of
from asset_mapper.formats.positions.found import Positions
from asset_mapper.formats.positions.reference_systems import ask_for_crs, crs_called, in_degrees, report_turned
from asset_mapper.formats.positions.reports import report_bad, report_zero
from asset_mapper.i18n import _

if TYPE_CHECKING:
    from asset_mapper.formats.positions.arrays import Array

    Texts = list[str | None]

_SAME_PLACE_M = 1.0  # what is written to whole metres or to 7 decimals of a degree is told by the other


@dataclass(frozen=True, slots=True, kw_only=True)
class Axes:
    """Two columns of numbers, and in which system they are."""

    x: str
    y: str
    crs: str | None  # the column that says it of each row
    told_crs: str | None  # what a person said
    metres: bool = False  # what the columns are called after: metres of the British grid, else degrees


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The numbers of all rows, as texts and read; NaN where there is none."""

    texts_x: Texts
    texts_y: Texts
    x: Array
    y: Array
    given: Array  # rows that have both


@dataclass(frozen=True, slots=True)
class _Degrees:
    """Where the numbers are, and of which rows they are no place."""

    lon: Array
    lat: Array
    turned: Array  # rows that were metres
    zero: Array
    swapped: Array  # would be here the other way round
    off: Array  # not on the map they should be on

    @property
    def bad(self) -> Array:
        return self.zero | self.swapped | self.off


def from_numbers(table: SourceTable, axes: Axes, found: Positions, findings: Findings) -> None:
    """Read two columns of numbers: degrees, or metres; each row is checked to be what the column is.

    Raises
    ------
    UnknownCrsError
        Most are not where the system of the columns has places, and nobody has said in which system they are.
    """
    import numpy as np
    import shapely

    texts_x, texts_y = texts_of(table, axes.x), texts_of(table, axes.y)
    x, y = numbers_in(texts_x), numbers_in(texts_y)
    numbers = _Numbers(texts_x, texts_y, x, y, np.isfinite(x) & np.isfinite(y))
    wanted = found.missing
    _leave_unreadable(table, axes, numbers, found, findings)
    places = _checked(table, axes, numbers)
    _report_bad_places(table, axes, numbers, places, wanted, findings)
    for column in (axes.x, axes.y):
        found.leave(column, rows_where(places.bad & numbers.given))
    sound = numbers.given & ~places.bad
    good = np.flatnonzero(sound & wanted)
    found.place(good, shapely.points(places.lon[good], places.lat[good]))
    if places.turned[good].any():
        report_turned(findings, BRITISH_GRID, axes.x)
    found.used.update((axes.x, axes.y))
    again = np.flatnonzero(sound & ~wanted)
    if len(again):
        apart = _apart(table, axes.x, places, again, found, findings)
        for column in (axes.x, axes.y):
            found.leave(column, apart)


def _leave_unreadable(
    table: SourceTable, axes: Axes, numbers: _Numbers, found: Positions, findings: Findings
) -> None:
    """Leave the cells that are no numbers, and those that are half a position."""
    import numpy as np

    for column, texts, read in ((axes.x, numbers.texts_x, numbers.x), (axes.y, numbers.texts_y, numbers.y)):
        bad = [
            i
            for i in rows_where(~np.isfinite(read))
            if (text := texts[i]) is not None and text.strip().casefold() not in EMPTY_WORDS
        ]
        for index in bad:
            said = _("“{text}” is not a coordinate; the row has no place yet.").format(text=str(texts[index])[:40])
            report_bad(findings, said, table.rows[index], column)
        found.leave(column, bad)
    half = rows_where(np.isfinite(numbers.x) ^ np.isfinite(numbers.y))
    for column in (axes.x, axes.y):
        found.leave(column, half)


def _checked(table: SourceTable, axes: Axes, numbers: _Numbers) -> _Degrees:
    """Turn the numbers into degrees, and see which of them can be a place."""
    import numpy as np

    x, y, given = numbers.x, numbers.y, numbers.given
    lon, lat, turned = _as_degrees(table, axes, numbers)
    zero = given & (np.abs(x) < 1e-9) & (np.abs(y) < 1e-9)
    swapped = given & ~turned & ~in_british_isles(lon, lat, lon, lat) & in_british_isles(lat, lon, lat, lon)
    on_earth = np.isfinite(lon) & np.isfinite(lat) & (np.abs(lon) <= 180) & (np.abs(lat) <= 90)
    off = given & ~zero & ~swapped & ~on_earth
    nobody_said = axes.told_crs is None and axes.crs is None
    if axes.metres and nobody_said and off.sum() > 0.5 * max(given.sum(), 1):
        raise UnknownCrsError(ask_for_crs(table, x[given], y[given]))
    return _Degrees(lon, lat, turned, zero, swapped, off)


def _as_degrees(table: SourceTable, axes: Axes, numbers: _Numbers) -> tuple[Array, Array, Array]:
    """Give longitude, latitude, and which rows were something else."""
    import numpy as np

    x, y, given = numbers.x, numbers.y, numbers.given
    said = np.full(len(x), BRITISH_GRID if axes.metres else WGS84, dtype=object)
    if axes.told_crs is not None:
        said[:] = axes.told_crs
    elif axes.crs is not None:
        for index, text in enumerate(texts_of(table, axes.crs)):
            crs = crs_called(text) if text else None
            if crs is not None:
                said[index] = crs
    on_grid = on_british_grid(x, y)
    if axes.told_crs is None:  # what the numbers are wins over what a column is called: the two cannot be confused
        degrees = (np.abs(x) <= 180) & (np.abs(y) <= 90)
        said[degrees & given] = WGS84
        said[on_grid & given & (said == WGS84)] = BRITISH_GRID
    lon, lat = np.full(len(x), np.nan), np.full(len(x), np.nan)
    turned = np.zeros(len(x), dtype=bool)
    for crs in {said[index] for index in rows_where(given)}:
        mask = given & (said == crs)
        ok = mask & (on_grid if axes.told_crs is None and crs == BRITISH_GRID else True)
        lon[ok], lat[ok] = in_degrees(x[ok], y[ok], crs)
        turned[mask] = crs != WGS84
    return lon, lat, turned


def _report_bad_places(
    table: SourceTable, axes: Axes, numbers: _Numbers, places: _Degrees, wanted: Array, findings: Findings
) -> None:
    for index in rows_where(places.zero & wanted):
        report_zero(findings, table.rows[index], axes.x)
    for index in rows_where(places.swapped & wanted):
        if findings.full("swapped-coordinates", axes.x):
            findings.count("swapped-coordinates", axes.x)
            continue
        findings.add(
            "swapped-coordinates",
            _(
                "Longitude {x} and latitude {y} are far from here; the other way round they would be in "
                "these islands."
                " The row was left without a place. If they are swapped, say that “{column_y}” holds the longitude "
                "and “{column_x}” the latitude."
            ).format(x=numbers.texts_x[index], y=numbers.texts_y[index], column_x=axes.x, column_y=axes.y),
            row=table.rows[index],
            column=axes.x,
        )
    for index in rows_where(places.off & wanted):
        said = _("{x}, {y} is not on the map it should be on; the row has no place yet.").format(
            x=numbers.texts_x[index], y=numbers.texts_y[index]
        )
        report_bad(findings, said, table.rows[index], axes.x)


def _apart(
    table: SourceTable, column: str, places: _Degrees, rows: Array, found: Positions, findings: Findings
) -> list[int]:
    """Say which rows have a second position that the first does not tell, and report those far from it."""
    import numpy as np
    import shapely

    shapes = found.geometry[rows]
    apart_m = np.full(len(rows), np.inf)
    for middle in (shapely.centroid(shapes), shapely.point_on_surface(shapes)):
        dx = (shapely.get_x(middle) - places.lon[rows]) * np.cos(np.radians(places.lat[rows])) * 111_320
        dy = (shapely.get_y(middle) - places.lat[rows]) * 110_950
        apart_m = np.fmin(apart_m, np.hypot(dx, dy))
    far = (shapely.get_type_id(shapes) == 0) & (apart_m > 1000)
    for index, metres in zip(rows[far], apart_m[far], strict=True):
        findings.add(
            "two-positions",
            _("“{column}” places the row {km:.1f} km from where its other coordinates do; those were taken.").format(
                column=column, km=metres / 1000
            ),
            row=table.rows[index],
            column=column,
        )
    apart: list[int] = rows[apart_m > _SAME_PLACE_M].tolist()
    return apart
