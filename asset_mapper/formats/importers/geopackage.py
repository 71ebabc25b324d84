"""GeoPackage: a SQLite file, opened read-only and immutable, so that not even a journal is written beside it.

It is read with SQLite itself rather than GDAL, which would turn whole numbers with gaps into decimals and dates into
times. Views and triggers of a stranger's database are not trusted, and a statement that runs too long is stopped.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from asset_mapper.errors import NotFoundError, UnreadableFileError
from asset_mapper.formats.base import (
    MAX_CELLS,
    Findings,
    Head,
    Importer,
    ReadOptions,
    SourceTable,
    too_large,
)
from asset_mapper.formats.importers import features
from asset_mapper.formats.importers.archive import damaged
from asset_mapper.i18n import N_, _
from asset_mapper.progress import Progress

SQLITE_MAGIC = b"SQLite format 3\0"
_MAX_STEPS = 20_000  # × 100,000 instructions of SQLite's machine: minutes


@dataclass(frozen=True, slots=True)
class _Layer:
    table: str
    geometry_column: str | None
    crs: str | None


def read(path: Path, options: ReadOptions, progress: Progress) -> tuple[SourceTable, ...]:
    try:
        with _open(path) as connection:
            layers = _layers(connection, path)
            if options.sheet is not None:
                wanted = options.sheet.casefold()
                layers = [layer for layer in layers if layer.table.casefold() == wanted]
                if not layers:
                    raise NotFoundError(
                        _("“{name}” has no layer called “{layer}”.").format(name=path.name, layer=options.sheet)
                    )
            tables = []
            for number, layer in enumerate(layers):
                progress(number, len(layers), layer.table)
                tables.append(_read_layer(connection, path, layer, named=len(layers) > 1))
            return tuple(tables)
    except sqlite3.Error as error:
        raise damaged(path) from error


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    place = path.resolve().as_posix()  # of a server, it begins with two slashes, which are no host
    address = f"file://{quote(place if place.startswith('/') else '/' + place)}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as connection:
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.execute("PRAGMA query_only=ON")
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        steps = iter(range(_MAX_STEPS))
        connection.set_progress_handler(lambda: 0 if next(steps, None) is not None else 1, 100_000)
        yield connection


def _layers(connection: sqlite3.Connection, path: Path) -> list[_Layer]:
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
    if "gpkg_contents" not in names:
        raise UnreadableFileError(
            _("“{name}” is a database, but not a GeoPackage: it lists no layers.").format(name=path.name)
        )
    geometries = {}
    if "gpkg_geometry_columns" in names:
        geometries = {
            table: (column, srs_id)
            for table, column, srs_id in connection.execute(
                "SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns"
            )
        }
    layers = []
    for table, kind in connection.execute("SELECT table_name, data_type FROM gpkg_contents ORDER BY rowid"):
        if table in names and kind in ("features", "attributes"):
            column, srs_id = geometries.get(table, (None, None))
            layers.append(_Layer(table, column, _crs(connection, names, srs_id)))
    if not layers:
        raise UnreadableFileError(_("“{name}” has no layers to import.").format(name=path.name))
    return layers


def _crs(connection: sqlite3.Connection, names: set[str], srs_id: int | None) -> str | None:
    """Name the reference system of a layer; ``None`` when it is undefined."""
    if srs_id in (None, 0, -1) or "gpkg_spatial_ref_sys" not in names:
        return None
    row = connection.execute(
        "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?",
        (srs_id,),
    ).fetchone()
    if row is None:
        return None
    organisation, code, definition = row
    if str(organisation).upper() == "EPSG":
        return f"EPSG:{code}"
    return str(definition) if definition and definition != "undefined" else None


def _read_layer(connection: sqlite3.Connection, path: Path, layer: _Layer, *, named: bool) -> SourceTable:
    import numpy as np
    import pandas as pd

    findings = Findings()
    quoted = _quoted(layer.table)
    described = connection.execute(f"PRAGMA table_info({quoted})").fetchall()
    keys = [name for _cid, name, _type, _notnull, _default, key in described if key]
    columns = [name for _cid, name, *_rest in described if name != layer.geometry_column]
    (count,) = connection.execute(f"SELECT count(*) FROM {quoted}").fetchone()  # noqa: S608 - a quoted name
    if count * max(len(columns), 1) > MAX_CELLS:
        raise UnreadableFileError(too_large(f"{path.name}: {layer.table}", count * len(columns)))
    picked = [*columns, *([layer.geometry_column] if layer.geometry_column else [])]
    rows = connection.execute(
        f"SELECT {', '.join(map(_quoted, picked))} FROM {quoted}"  # noqa: S608 - quoted names
    ).fetchall()
    by_column: list[tuple[Any, ...]] = list(zip(*rows, strict=True)) if rows else [() for _name in picked]
    geometry = np.full(len(rows), None, dtype=object)
    if layer.geometry_column:
        geometry = _geometries(by_column[-1], findings)
    plain_keys = set(keys) if len(keys) == 1 else set()  # the row number of GIS programs, not a column of the list
    frame = pd.DataFrame(
        {
            name: pd.Series([_text(value) for value in values], dtype=object)
            for name, values in zip(columns, by_column, strict=False)
            if name not in plain_keys
        },
        index=range(len(rows)),
        dtype=object,
    )
    return SourceTable(
        file=path.name,
        layer=layer.table if named else "",
        frame=frame,
        rows=range(1, len(rows) + 1),
        geometry=geometry if layer.geometry_column else None,
        crs=layer.crs,
        findings=findings.all(),
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(value: Any) -> str | None:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace") if len(value) < 10_000 and b"\0" not in value else None
    return features.text_of(value)


_ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}  # bytes, by the code in the flags


def _geometries(blobs: tuple[Any, ...], findings: Findings) -> Any:
    """Read GeoPackage geometries: a header and an envelope, then well-known binary."""
    import numpy as np
    import shapely

    bodies = np.full(len(blobs), None, dtype=object)
    for index, blob in enumerate(blobs):
        if isinstance(blob, bytes) and len(blob) > 8 and blob[:2] == b"GP":
            flags = blob[3]
            start = 8 + _ENVELOPES.get(flags >> 1 & 0b111, 0)
            if not flags & 0b10000:  # not marked as empty
                bodies[index] = blob[start:]
    geometry = shapely.force_2d(shapely.from_wkb(bodies, on_invalid="ignore"))
    given = np.array([body is not None for body in bodies], dtype=bool)
    for row in np.flatnonzero(given & shapely.is_missing(geometry)).tolist():
        findings.add(
            "bad-shape",
            _("The shape could not be read (a curve, perhaps); the row has no place yet."),
            row=row + 1,
        )
    return geometry


def _recognises(head: Head) -> bool:
    return head.data.startswith(SQLITE_MAGIC)


IMPORTER = Importer(key="geopackage", label=N_("GeoPackage"), suffixes=(".gpkg",), recognises=_recognises, read=read)
