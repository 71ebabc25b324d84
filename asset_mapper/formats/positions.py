"""Where the rows of a table are: from shapes, degrees, metres, grid references or text, to WGS 84.

Nothing is guessed. Latitude where longitude should be, 0° 0° and numbers that are no position leave a row without a
place, and a finding says which and what to do; the numbers themselves are kept as columns of the project's own. PROJ
turns metres of the British grid into degrees without the national grid-shift file, to within about 5 metres.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from asset_mapper.domain.grid import GridSquare, parse_grid_reference
from asset_mapper.domain.whereabouts import Precision
from asset_mapper.errors import UnknownCrsError, WrongUseError
from asset_mapper.formats.base import BRITISH_GRID, WGS84, Findings, Severity, SourceTable
from asset_mapper.formats.columns import EMPTY_WORDS, Match, number_of
from asset_mapper.formats.columns.looks import BRITISH_ISLES, PAIR, WKT
from asset_mapper.i18n import _

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

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


@dataclass
class Positions:
    """Where each row is: a shape in WGS 84 or ``None``, how precisely, and which columns say nothing beyond it."""

    geometry: Array
    precision: list[str | None]
    used: set[str] = field(default_factory=set)  # columns whose values are in the geometry now
    unread: dict[str, set[int]] = field(default_factory=dict)  # … but for these rows

    def kept_rows(self, column: str, count: int) -> list[int]:
        """List the rows whose cell in a column of coordinates is not told by the geometry."""
        if column in self.used:
            return sorted(self.unread.get(column, ()))
        return list(range(count))


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
        _from_shapes(table, told_crs, found, findings)
    if "wkt" in columns:
        _from_text_shapes(table, columns["wkt"], told_crs, found, findings)
    if "longitude" in columns and "latitude" in columns:
        _from_numbers(table, columns["longitude"], columns["latitude"], columns.get("crs"), told_crs, found, findings)
    if "easting" in columns and "northing" in columns:
        _from_numbers(
            table, columns["easting"], columns["northing"], columns.get("crs"), told_crs, found, findings, metres=True
        )
    if "grid_reference" in columns:
        _from_references(table, columns["grid_reference"], found, findings)
    if "position" in columns:
        _from_pairs(table, columns["position"], found)
    _report_far_away(table, found, findings)
    return found


def _missing(found: Positions) -> Array:
    import shapely

    missing: Array = shapely.is_missing(found.geometry)
    return missing


def _rows(mask: Array) -> list[int]:
    """List the rows for which *mask* is true."""
    import numpy as np

    rows: list[int] = np.flatnonzero(mask).tolist()
    return rows


def _transformed(x: Array, y: Array, crs: str) -> tuple[Array, Array]:
    """Turn coordinates into degrees of WGS 84, longitude first."""
    if crs == WGS84:
        return x, y
    from pyproj import Transformer

    return Transformer.from_crs(crs, WGS84, always_xy=True).transform(x, y)


def _from_shapes(table: SourceTable, told_crs: str | None, found: Positions, findings: Findings) -> None:
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
            _ask_for_crs(table, (bounds[:, 0] + bounds[:, 2]) / 2, (bounds[:, 1] + bounds[:, 3]) / 2)
        )
    if crs == BRITISH_GRID or crs != WGS84:
        shapes = shapes.copy()
        shapes[there] = _shapes_in_degrees(shapes[there], crs)
        bounds = shapely.bounds(shapes[there])
        findings.add("reprojected", _from_grid_text(crs), Severity.INFO)
    bad = (
        ~np.isfinite(bounds).all(axis=1)
        | (np.abs(bounds[:, [0, 2]]) > 180).any(1)
        | (np.abs(bounds[:, [1, 3]]) > 90).any(1)
    )
    west, south, east, north = bounds.T
    zero = (np.abs(bounds) < 1e-9).all(axis=1)
    swapped = ~_within(west, south, east, north) & _within(south, west, north, east)
    for index in _rows(bad | zero | swapped):
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
            findings.add("zero-coordinates", _zero_text(), row=row)
        else:
            findings.add("bad-coordinates", _("Its coordinates are not on Earth; the row has no place yet."), row=row)
    good = there[~(bad | zero | swapped)]
    found.geometry[good] = shapes[good]
    for index in good:
        found.precision[index] = Precision.EXACT.value
    invalid = good[~shapely.is_valid(shapes[good])]
    for index in invalid:
        findings.add(
            "invalid-shape",
            _("The outline crosses or touches itself. It is kept as it is; sizes measured from it may be wrong."),
            Severity.INFO,
            table.rows[index],
        )


def _within(west: Array, south: Array, east: Array, north: Array) -> Array:
    w, s, e, n = BRITISH_ISLES
    return (w <= west) & (south >= s) & (east <= e) & (north <= n)


def _shapes_in_degrees(shapes: Array, crs: str) -> Array:
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


def _ask_for_crs(table: SourceTable, x: Array, y: Array) -> str:
    import numpy as np

    on_grid = ((x > 1000) & (x < 700_000) & (y > 1000) & (y < 1_300_000)).mean() if len(x) else 0
    text = _(
        "“{name}” does not say in which reference system its coordinates are (the first is {x:.6g}, {y:.6g})."
        " Say which."
    ).format(name=table.title, x=float(np.asarray(x)[0]), y=float(np.asarray(y)[0]))
    if on_grid > 0.9:
        text += " " + _("They could be metres of the British National Grid, which is EPSG:27700.")
    return text


def _from_grid_text(crs: str) -> str:
    if crs == BRITISH_GRID:
        return _(
            "Metres of the British National Grid were turned into longitude and latitude, to within about 5 metres."
        )
    return _("Coordinates were turned from {crs} into longitude and latitude.").format(crs=crs[:60])


def _zero_text() -> str:
    return _("Its coordinates are 0, 0, which is in the Gulf of Guinea; the row has no place yet.")


def _texts(table: SourceTable, column: str) -> list[str | None]:
    values: list[str | None] = table.frame[column].tolist()
    return values


def numbers(texts: Sequence[str | None]) -> Array:
    """Read many numbers at once; what is none is NaN."""
    import numpy as np
    import pandas as pd

    read = pd.to_numeric(pd.Series(list(texts), dtype=object), errors="coerce").to_numpy(dtype=float, copy=True)
    for index in _rows(~np.isfinite(read)):
        text = texts[index]
        number = number_of(text) if text is not None else None
        read[index] = np.nan if number is None else number
    return read


def _from_numbers(
    table: SourceTable,
    column_x: str,
    column_y: str,
    column_crs: str | None,
    told_crs: str | None,
    found: Positions,
    findings: Findings,
    *,
    metres: bool = False,
) -> None:
    """Read two columns of numbers: degrees, or metres; each row is checked to be what the column is."""
    import numpy as np
    import shapely

    texts_x, texts_y = _texts(table, column_x), _texts(table, column_y)
    x, y = numbers(texts_x), numbers(texts_y)
    given = np.isfinite(x) & np.isfinite(y)
    wanted = _missing(found)
    for column, texts, read in ((column_x, texts_x, x), (column_y, texts_y, y)):
        bad = [
            i
            for i in _rows(~np.isfinite(read))
            if (text := texts[i]) is not None and text.strip().casefold() not in EMPTY_WORDS
        ]
        for index in bad:
            findings.add(
                "bad-coordinates",
                _("“{text}” is not a coordinate; the row has no place yet.").format(text=str(texts[index])[:40]),
                row=table.rows[index],
                column=column,
            )
        found.unread.setdefault(column, set()).update(bad)
    half = np.isfinite(x) ^ np.isfinite(y)
    for index in _rows(half):
        found.unread.setdefault(column_x, set()).add(int(index))
        found.unread.setdefault(column_y, set()).add(int(index))
    lon, lat, kind = _as_degrees(table, x, y, given, column_crs, told_crs, metres=metres)
    zero = given & (np.abs(x) < 1e-9) & (np.abs(y) < 1e-9)
    west, south, east, north = BRITISH_ISLES
    home = (west <= lon) & (lon <= east) & (south <= lat) & (lat <= north)
    swapped = given & ~home & (kind == "degrees") & (west <= lat) & (lat <= east) & (south <= lon) & (lon <= north)
    off = (
        given & ~zero & ~swapped & ~(np.isfinite(lon) & np.isfinite(lat) & (np.abs(lon) <= 180) & (np.abs(lat) <= 90))
    )
    if metres and not table_has_crs(told_crs, column_crs) and (off & given).sum() > 0.5 * max(given.sum(), 1):
        raise UnknownCrsError(_ask_for_crs(table, x[given], y[given]))
    for index in _rows(zero & wanted):
        findings.add("zero-coordinates", _zero_text(), row=table.rows[index], column=column_x)
    for index in _rows(swapped & wanted):
        if findings.full("swapped-coordinates", column_x):
            findings.count("swapped-coordinates", column_x)
            continue
        findings.add(
            "swapped-coordinates",
            _(
                "Longitude {x} and latitude {y} are far from here; the other way round they would be in "
                "these islands."
                " The row was left without a place. If they are swapped, say that “{column_y}” holds the longitude "
                "and “{column_x}” the latitude."
            ).format(x=texts_x[index], y=texts_y[index], column_x=column_x, column_y=column_y),
            row=table.rows[index],
            column=column_x,
        )
    for index in _rows(off & wanted):
        findings.add(
            "bad-coordinates",
            _("{x}, {y} is not on the map it should be on; the row has no place yet.").format(
                x=texts_x[index], y=texts_y[index]
            ),
            row=table.rows[index],
            column=column_x,
        )
    for column in (column_x, column_y):
        found.unread.setdefault(column, set()).update(_rows((zero | swapped | off) & given))
    good = np.flatnonzero(given & wanted & ~zero & ~swapped & ~off)
    found.geometry[good] = shapely.points(lon[good], lat[good])
    exact = Precision.EXACT.value
    for index in good.tolist():
        found.precision[index] = exact
    if len(good) and (kind[good] != "degrees").any():
        findings.add("reprojected", _from_grid_text(BRITISH_GRID), Severity.INFO, column=column_x)
    found.used.update((column_x, column_y))
    both = given & ~wanted & ~zero & ~swapped & ~off
    if both.any():
        apart = _compare(table, column_x, x, y, lon, lat, both, found, findings)
        for column in (column_x, column_y):
            found.unread.setdefault(column, set()).update(_rows(apart))


def table_has_crs(told_crs: str | None, column_crs: str | None) -> bool:
    return told_crs is not None or column_crs is not None


def _as_degrees(
    table: SourceTable,
    x: Array,
    y: Array,
    given: Array,
    column_crs: str | None,
    told_crs: str | None,
    *,
    metres: bool,
) -> tuple[Array, Array, Array]:
    """Give longitude, latitude and what each row was: degrees, or the name of its reference system."""
    import numpy as np

    said = np.full(len(x), WGS84 if not metres else BRITISH_GRID, dtype=object)
    if told_crs is not None:
        said[:] = told_crs
    elif column_crs is not None:
        for index, text in enumerate(_texts(table, column_crs)):
            crs = crs_called(text) if text else None
            if crs is not None:
                said[index] = crs
    if told_crs is None:  # what the numbers are wins over what a column is called: the two cannot be confused
        degrees = (np.abs(x) <= 180) & (np.abs(y) <= 90)
        on_grid = (x > 1000) & (x < 700_000) & (y > 1000) & (y < 1_300_000)
        said[degrees & given] = WGS84
        said[on_grid & given & (said == WGS84)] = BRITISH_GRID
    lon, lat = np.full(len(x), np.nan), np.full(len(x), np.nan)
    kind = np.full(len(x), "degrees", dtype=object)
    for crs in {said[index] for index in _rows(given)}:
        mask = given & (said == crs)
        ok = mask & (on_grid if told_crs is None and crs == BRITISH_GRID else True)
        lon[ok], lat[ok] = _transformed(x[ok], y[ok], crs)
        kind[mask & (said != WGS84)] = crs
    return lon, lat, kind


def _compare(
    table: SourceTable,
    column: str,
    x: Array,
    y: Array,
    lon: Array,
    lat: Array,
    both: Array,
    found: Positions,
    findings: Findings,
) -> Array:
    """Say which rows have a second position that the first does not tell, and report those far from it."""
    import numpy as np
    import shapely

    indices = np.flatnonzero(both)
    shapes = found.geometry[indices]
    apart_m = np.full(len(indices), np.inf)
    for middle in (shapely.centroid(shapes), shapely.point_on_surface(shapes)):
        dx = (shapely.get_x(middle) - lon[indices]) * np.cos(np.radians(lat[indices])) * 111_320
        dy = (shapely.get_y(middle) - lat[indices]) * 110_950
        apart_m = np.fmin(apart_m, np.hypot(dx, dy))
    is_point = shapely.get_type_id(shapes) == 0
    for index, metres in zip(indices[is_point & (apart_m > 1000)], apart_m[is_point & (apart_m > 1000)], strict=True):
        findings.add(
            "two-positions",
            _("“{column}” places the row {km:.1f} km from where its other coordinates do; those were taken.").format(
                column=column, km=metres / 1000
            ),
            row=table.rows[index],
            column=column,
        )
    told = np.zeros(len(x), dtype=bool)
    told[indices[apart_m > _SAME_PLACE_M]] = True
    return told


_SAME_PLACE_M = 1.0  # what is written to whole metres or to 7 decimals of a degree is told by the other


def _from_references(table: SourceTable, column: str, found: Positions, findings: Findings) -> None:
    import numpy as np
    import shapely

    wanted = _missing(found)
    texts = _texts(table, column)
    squares = {text: parse_grid_reference(text) for text in set(texts) if text}
    places = []
    for index, text in enumerate(texts):
        if text is None or text.strip().casefold() in EMPTY_WORDS:
            continue
        square = squares[text]
        if square is None:
            found.unread.setdefault(column, set()).add(index)
            if wanted[index]:
                findings.add(
                    "bad-coordinates",
                    _("“{text}” is not a grid reference; the row has no place yet.").format(text=text[:40]),
                    row=table.rows[index],
                    column=column,
                )
        elif wanted[index]:
            places.append((index, *square.middle, square.size_m))
    if places:
        indices = np.array([place[0] for place in places])
        lon, lat = _transformed(
            np.array([place[1] for place in places]), np.array([place[2] for place in places]), BRITISH_GRID
        )
        found.geometry[indices] = shapely.points(lon, lat)
        for index, _e, _n, size in places:
            found.precision[index] = (
                Precision.EXACT if size <= 10 else Precision.STREET if size <= 100 else Precision.AREA
            ).value
        findings.add("reprojected", _from_grid_text(BRITISH_GRID), Severity.INFO, column=column)
    found.used.add(column)
    found.unread.setdefault(column, set()).update(_not_told(table, texts, squares, found))


def _not_told(
    table: SourceTable, texts: Sequence[str | None], squares: Mapping[str, GridSquare | None], found: Positions
) -> list[int]:
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


def _from_pairs(table: SourceTable, column: str, found: Positions) -> None:
    """Read ``(51.48, -3.18)``: latitude first, as the programs that write it do, unless that cannot be."""
    import shapely

    found.used.add(column)
    for index, text in enumerate(_texts(table, column)):
        if not text:
            continue
        place = _pair(text)
        shape = found.geometry[index]
        if place is not None and shape is None:
            found.geometry[index] = shape = shapely.Point(place)
            found.precision[index] = Precision.EXACT.value
        told = PAIR.fullmatch(text.strip()) is not None and place is not None and _at(shape, place)
        if not told:
            found.unread.setdefault(column, set()).add(index)


def _pair(text: str) -> tuple[float, float] | None:
    """Read longitude and latitude out of ``(51.48, -3.18)``, which may have words before it."""
    match = PAIR.search(text[-80:])
    first, second = (number_of(match[1]), number_of(match[2])) if match else (None, None)
    if first is None or second is None:
        return None
    west, south, east, north = BRITISH_ISLES
    for lat, lon in ((first, second), (second, first)):
        if west <= lon <= east and south <= lat <= north:
            return lon, lat
    return None


def _at(shape: Any, place: tuple[float, float]) -> bool:
    return bool(shape.geom_type == "Point" and abs(shape.x - place[0]) < 1e-6 and abs(shape.y - place[1]) < 1e-6)


def _from_text_shapes(
    table: SourceTable, column: str, told_crs: str | None, found: Positions, findings: Findings
) -> None:
    import numpy as np
    import shapely

    from asset_mapper.formats.importers.features import simplified_collection

    wanted = _missing(found)
    texts = _texts(table, column)
    shapes = np.full(len(texts), None, dtype=object)
    crs: set[str] = set()
    for index, text in enumerate(texts):
        if text is None or not wanted[index]:
            continue
        match = WKT.fullmatch(text.strip())
        body = text.strip().partition(";")[2] if match and match[1] else text
        shape = shapely.from_wkt(body, on_invalid="ignore") if match else None
        if shape is None or shape.is_empty:
            found.unread.setdefault(column, set()).add(index)
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
    from dataclasses import replace

    said = crs.pop() if len(crs) == 1 else WGS84
    _from_shapes(replace(table, geometry=shapes, crs=said), told_crs, found, findings)
    found.used.add(column)
    unread = found.unread.setdefault(column, set())
    for index, text in enumerate(texts):
        if text and (shapes[index] is None or found.geometry[index] is None):
            unread.add(index)


def _report_far_away(table: SourceTable, found: Positions, findings: Findings) -> None:
    import shapely

    bounds = shapely.bounds(found.geometry)
    placed = ~_missing(found)
    far = placed & ~_within(*bounds.T)
    for index in _rows(far):
        findings.add(
            "outside-british-isles",
            _("It is at {lon:.4f}, {lat:.4f}, outside the British Isles. Check that this is right.").format(
                lon=bounds[index, 0], lat=bounds[index, 1]
            ),
            row=table.rows[index],
        )
