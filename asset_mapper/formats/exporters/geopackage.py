"""GeoPackage: layers of assets by kind of shape, every other list as a table, with styles and headings for QGIS.

The layers with shapes are written by GDAL, the rest by SQLite itself: tables without a place, the headings of columns
(the schema extension of the standard), and ``layer_styles``, where QGIS looks for styles. Columns are called by our
keys, and hold our codes; headings and labels for people stand beside them. The same publication gives the same bytes.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asset_mapper.domain.publication import Publication
from asset_mapper.formats.exporters.about import about
from asset_mapper.formats.exporters.asset_list import asset_list, free_name
from asset_mapper.formats.exporters.base import SEPARATOR, Column, Exporter, Holds, List, Wording
from asset_mapper.formats.exporters.list_specs import ListSpec
from asset_mapper.formats.exporters.places import rounded
from asset_mapper.formats.exporters.qgis_style import qml
from asset_mapper.formats.exporters.record_lists import LISTS
from asset_mapper.i18n import N_, _
from asset_mapper.progress import Progress

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

SHAPES = {  # layer → types of shape, by shapely's numbers; the type alone and that with several parts
    "points": ((0, 4), ("Point", "MultiPoint"), N_("Assets: points")),
    "lines": ((1, 5), ("LineString", "MultiLineString"), N_("Assets: lines")),
    "polygons": ((3, 6), ("Polygon", "MultiPolygon"), N_("Assets: areas")),
    "collections": ((7,), ("GeometryCollection", "GeometryCollection"), N_("Assets: several shapes")),
}

_UNSAFE = re.compile(r"[\"'`\[\]\\;\x00-\x1f\x7f]")
_LONGEST_NAME = 60
_SCHEMA_PAGE = "http://www.geopackage.org/spec121/#extension_schema"
_SCHEMA = """
CREATE TABLE gpkg_data_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT, mime_type TEXT,
  constraint_name TEXT,
  CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE gpkg_data_column_constraints (
  constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN,
  max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
CREATE TABLE IF NOT EXISTS gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
  f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME);
"""


@dataclass(frozen=True, slots=True)
class _Table:
    """One table of the file, and what each of its columns is called in it."""

    name: str
    title: str
    columns: tuple[Column, ...]
    names: tuple[str, ...]
    shapes: str = ""  # points, lines, ...; "" without a place


def write(publication: Publication, target: Path, progress: Progress) -> None:
    rows = len(publication.assets)
    progress(0, rows, _("Making the list"))
    wording = Wording(publication)
    assets = asset_list(publication, for_programs=True)
    written = list(_write_assets(publication, assets, wording, target, progress))
    progress(rows, 2 * rows, _("Writing the list"))
    if len(publication.areas):
        written.append(_write_areas(publication, wording, target))
    with closing(sqlite3.connect(target, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=MEMORY")
        database.execute("PRAGMA synchronous=OFF")  # the file is put in place when it is whole
        database.execute("BEGIN")
        for statement in _SCHEMA.split(";\n"):
            database.execute(statement)
        tables = [*written, _unplaced(database, publication, assets, wording)]
        for spec in LISTS:
            progress(rows, 2 * rows, spec.key)
            if spec.key != "areas":
                tables.append(_write_records(database, publication, spec, wording))
        database.executemany(
            "INSERT INTO gpkg_extensions VALUES (?, NULL, 'gpkg_schema', ?, 'read-write')",
            [(name, _SCHEMA_PAGE) for name in ("gpkg_data_columns", "gpkg_data_column_constraints")],
        )
        tables += [_write_attachments(database, publication, wording), _write_about(database, publication, wording)]
        for table in tables:
            _describe(database, table, wording)
        _register(database, "layer_styles", "layer_styles")
        database.execute(
            "UPDATE gpkg_contents SET last_change = ?", (f"{publication.made_on.isoformat()}T00:00:00.000Z",)
        )
        database.execute(
            "UPDATE layer_styles SET update_time = ?", (f"{publication.made_on.isoformat()}T00:00:00.000Z",)
        )
        database.execute("COMMIT")


# Layers with shapes, by GDAL


def _write_assets(
    publication: Publication, assets: List, wording: Wording, target: Path, progress: Progress
) -> Iterator[_Table]:
    import numpy as np
    import shapely

    names = _names(assets.columns)
    values = [_array(column) for column in assets.columns]
    geometry = np.asarray(publication.assets.geometry.array, dtype=object)
    kinds = shapely.get_type_id(geometry)
    for number, (key, (types, forms, title)) in enumerate(SHAPES.items()):
        chosen = np.flatnonzero(np.isin(kinds, types))
        if not len(chosen) and (key != "points" or (kinds >= 0).any()):
            continue  # a file without any place still has the layer of points
        progress(number, 2 * len(SHAPES), _("Writing the list"))
        several = bool((kinds[chosen] == types[-1]).any()) and len(types) > 1
        whole = len(chosen) == len(geometry)
        _write_layer(
            target,
            f"assets_{key}",
            wording.say(title),
            shapely.to_wkb(rounded(geometry if whole else geometry[chosen])),
            forms[several],
            names,
            [column if whole else column[chosen] for column in values],
        )
        yield _Table(f"assets_{key}", wording.say(title), assets.columns, names, key)


def _write_areas(publication: Publication, wording: Wording, target: Path) -> _Table:
    import numpy as np
    import shapely

    spec = next(spec for spec in LISTS if spec.key == "areas")
    frame = publication.areas
    columns = _columns(spec, frame.drop(columns="geometry"), wording)
    names = _names(columns)
    geometry = np.asarray(frame.geometry.array, dtype=object)
    shapes = shapely.to_wkb(rounded(geometry))
    several = bool((shapely.get_type_id(geometry) == 6).any())
    form = "MultiPolygon" if several else "Polygon"
    _write_layer(
        target, "areas", wording.say(spec.title), shapes, form, names, [_array(column) for column in columns]
    )
    return _Table("areas", wording.say(spec.title), columns, names, "boundaries")


def _write_layer(
    target: Path,
    name: str,
    title: str,
    shapes: np.ndarray[Any, Any],
    form: str,
    names: Sequence[str],
    values: Sequence[np.ndarray[Any, Any]],
) -> None:
    import numpy as np
    from pyogrio import raw

    raw.write(
        str(target),
        np.asarray(shapes, dtype=object),
        list(values),
        np.asarray(names, dtype=object),
        layer=name,
        driver="GPKG",
        geometry_type=form,
        crs="EPSG:4326",
        append=target.exists(),
        promote_to_multi=form.startswith("Multi"),
        dataset_options={"VERSION": "1.3"},  # which QGIS reads since 3.16 without a warning
        layer_options={"GEOMETRY_NAME": "geom", "FID": "fid", "IDENTIFIER": title},
    )


def _array(column: Column) -> np.ndarray[Any, Any]:
    """Give the values of a column as GDAL takes them: what is not there is ``None``."""
    import numpy as np

    values = _stored(column)
    if column.holds is Holds.YES_NO:
        return np.array(values, dtype=bool)
    if column.holds is Holds.NUMBER:
        return np.array([np.nan if value is None else value for value in values], dtype=float)
    if column.holds is Holds.DATE:
        try:
            return np.array([value or "NaT" for value in values], dtype="datetime64[D]")
        except ValueError:  # not a date: kept as the text that it is
            pass
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


def _stored(column: Column) -> Sequence[Any]:
    """Give the values of a column as a database has them: nothing is NULL, a list is one text."""
    if not any(column.values):
        return column.values if column.holds in (Holds.YES_NO, Holds.NUMBER) else [None] * len(column.values)
    if column.holds is Holds.LIST:
        return [SEPARATOR.join(items) if items else None for items in column.values]
    if column.holds in (Holds.YES_NO, Holds.NUMBER):
        return column.values
    return [value or None for value in column.values]


# Tables without a place, by SQLite


def _unplaced(database: sqlite3.Connection, publication: Publication, assets: List, wording: Wording) -> _Table:
    import numpy as np

    columns = assets.columns
    chosen = np.flatnonzero(publication.assets.geometry.isna()).tolist()
    title = wording.say(N_("Assets: not on the map"))
    table = _Table("assets_unplaced", title, columns, _names(columns))
    values = [_stored(column) for column in columns] if chosen else []
    _insert(database, table, ([column[row] for column in values] for row in chosen))
    return table


def _write_records(
    database: sqlite3.Connection, publication: Publication, spec: ListSpec, wording: Wording
) -> _Table:
    columns = _columns(spec, getattr(publication, spec.key), wording)
    table = _Table(spec.key, wording.say(spec.title), columns, _names(columns))
    _insert(database, table, zip(*map(_stored, columns), strict=True))
    return table


def _write_attachments(database: sqlite3.Connection, publication: Publication, wording: Wording) -> _Table:
    frame = publication.attachments
    columns = tuple(Column(key=name, heading=name, values=frame[name].tolist()) for name in frame.columns)
    table = _Table("attachments", wording.say(N_("Photos and documents")), columns, _names(columns))
    _insert(database, table, zip(*(column.values for column in columns), strict=True))
    return table


def _write_about(database: sqlite3.Connection, publication: Publication, wording: Wording) -> _Table:
    lines = about(publication)
    columns = tuple(
        Column(key=key, heading=key, values=[getattr(line, key) for line in lines])
        for key in ("key", "language", "label", "text")
    )
    table = _Table("about", wording.say(N_("About this file")), columns, _names(columns))
    _insert(database, table, zip(*(column.values for column in columns), strict=True))
    return table


def _columns(spec: ListSpec, frame: pd.DataFrame, wording: Wording) -> tuple[Column, ...]:
    """Make a column of each field of a frame, headed as in the spreadsheets where it stands there."""
    shown = {column.field: column for column in reversed(spec.columns) if column.made is None}
    columns = []
    for name in frame.columns:
        series, known = frame[name], shown.get(name)
        values = series.tolist()
        if series.dtype.kind == "f":
            values = [None if value != value else int(value) if value.is_integer() else value for value in values]
        elif any(
            isinstance(value, dict) or (value and isinstance(value, tuple) and not isinstance(value[0], str))
            for value in values
        ):
            values = [_json(value) if value else "" for value in values]
        elif values and isinstance(values[0], tuple):
            values = [SEPARATOR.join(items) for items in values]
        columns.append(
            Column(
                key=name,
                heading=wording.say(known.heading) if known else name,
                values=values,
                holds=_holds(series, known.holds if known else Holds.TEXT),
                labels=wording.labels(known.labels) if known and known.labels else {},
            )
        )
    return tuple(columns)


def _holds(series: pd.Series[Any], wanted: Holds) -> Holds:
    if series.dtype.kind in "fi":
        return Holds.NUMBER
    if series.dtype.kind == "b":
        return Holds.YES_NO
    return wanted if wanted is Holds.DATE else Holds.TEXT


def _json(value: Any) -> str:
    import orjson

    return orjson.dumps(value).decode()


def _insert(database: sqlite3.Connection, table: _Table, rows: Any) -> None:
    """Create a table of attributes and fill it."""
    made = ", ".join(
        f"{_quoted(name)} {_type(column)}" for name, column in zip(table.names, table.columns, strict=True)
    )
    quoted = _quoted(table.name)
    database.execute(f"CREATE TABLE {quoted} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {made})")
    places = ", ".join("?" * len(table.names))
    names = ", ".join(map(_quoted, table.names))
    database.executemany(f"INSERT INTO {quoted} ({names}) VALUES ({places})", rows)  # noqa: S608 - quoted names
    _register(database, table.name, table.title)


def _type(column: Column) -> str:
    if column.key == "content":
        return "BLOB"
    if column.holds is Holds.NUMBER:
        return "INTEGER" if all(value is None or isinstance(value, int) for value in column.values) else "REAL"
    return {Holds.YES_NO: "BOOLEAN", Holds.DATE: "DATE"}.get(column.holds, "TEXT")


def _register(database: sqlite3.Connection, name: str, title: str) -> None:
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)"
        " VALUES (?, 'attributes', ?, '', 0)",
        (name, name if title == name else f"{title} ({name})"),
    )


# Names, headings, styles


def _names(columns: Sequence[Column]) -> tuple[str, ...]:
    """Give each column a name that SQL, GDAL and QGIS bear: no quotes, not too long, each its own."""
    taken = {"fid", "geom", "rowid", "ogc_fid"}
    return tuple(
        free_name(_UNSAFE.sub("_", column.key)[:_LONGEST_NAME].strip() or "column", taken) for column in columns
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _describe(database: sqlite3.Connection, table: _Table, wording: Wording) -> None:
    """Say what the columns of a table are called by people, which codes they take, and how QGIS draws the table."""
    taken: set[str] = set()
    for column, name in zip(table.columns, table.names, strict=True):
        constraint = ""
        if column.labels and column.holds is Holds.TEXT:
            constraint = f"{table.name}_{name}"
            database.executemany(
                "INSERT INTO gpkg_data_column_constraints (constraint_name, constraint_type, value, description)"
                " VALUES (?, 'enum', ?, ?)",
                [(constraint, str(code), label) for code, label in column.labels.items()],
            )
        heading = free_name(column.heading, taken)
        database.execute(
            "INSERT INTO gpkg_data_columns (table_name, column_name, name, title, constraint_name)"
            " VALUES (?, ?, ?, ?, ?)",
            (table.name, name, heading, heading, constraint or None),
        )
    if table.shapes != "collections":
        database.execute(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column,"
            " styleName, styleQML, styleSLD, useAsDefault, description, owner, ui)"
            " VALUES ('', '', ?, ?, ?, ?, '', 1, ?, '', '')",
            (
                table.name,
                "geom" if table.shapes else "",
                table.name,
                qml(table.shapes, table.columns, table.names, wording),
                table.title,
            ),
        )


EXPORTER = Exporter(key="geopackage", label=N_("GeoPackage (QGIS)"), suffix=".gpkg", write=write)
