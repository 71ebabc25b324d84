"""What a GeoPackage says of its own tables: their names, the headings of their columns, and how QGIS draws them."""

from __future__ import annotations

import sqlite3
from datetime import date

from asset_mapper.formats.exporters.asset_list import free_name
from asset_mapper.formats.exporters.base import Holds, Wording
from asset_mapper.formats.exporters.geopackage.table import Table
from asset_mapper.formats.exporters.qgis_style import qml

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


def create(database: sqlite3.Connection) -> None:
    """Make the tables of headings (the schema extension of the standard) and of styles (a custom of QGIS)."""
    for statement in _SCHEMA.split(";\n"):
        database.execute(statement)
    database.executemany(
        "INSERT INTO gpkg_extensions VALUES (?, NULL, 'gpkg_schema', ?, 'read-write')",
        [(name, _SCHEMA_PAGE) for name in ("gpkg_data_columns", "gpkg_data_column_constraints")],
    )


def register(database: sqlite3.Connection, name: str, title: str) -> None:
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)"
        " VALUES (?, 'attributes', ?, '', 0)",
        (name, name if title == name else f"{title} ({name})"),
    )


def describe(database: sqlite3.Connection, table: Table, wording: Wording) -> None:
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


def finish(database: sqlite3.Connection, made_on: date) -> None:
    """Name the styles among the contents; put the day of the publication in place of the moment of writing."""
    register(database, "layer_styles", "layer_styles")
    moment = (f"{made_on.isoformat()}T00:00:00.000Z",)
    database.execute("UPDATE gpkg_contents SET last_change = ?", moment)
    database.execute("UPDATE layer_styles SET update_time = ?", moment)
