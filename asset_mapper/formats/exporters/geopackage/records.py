"""Tables without a place, written by SQLite: assets that are not on the map, and every other record."""

from __future__ import annotations

import sqlite3
from typing import Any

from asset_mapper.domain.publication import Publication
from asset_mapper.formats.exporters.about import about
from asset_mapper.formats.exporters.base import Column, Holds, List, Wording
from asset_mapper.formats.exporters.geopackage.catalogue import register
from asset_mapper.formats.exporters.geopackage.table import Table, columns_of, names_of, stored
from asset_mapper.formats.exporters.list_specs import ListSpec
from asset_mapper.i18n import N_


def write_unplaced(database: sqlite3.Connection, publication: Publication, assets: List, wording: Wording) -> Table:
    import numpy as np

    columns = assets.columns
    chosen = np.flatnonzero(publication.assets.geometry.isna()).tolist()
    title = wording.say(N_("Assets: not on the map"))
    table = Table("assets_unplaced", title, columns, names_of(columns))
    values = [stored(column) for column in columns] if chosen else []
    _insert(database, table, ([column[row] for column in values] for row in chosen))
    return table


def write_records(database: sqlite3.Connection, publication: Publication, spec: ListSpec, wording: Wording) -> Table:
    columns = columns_of(spec, getattr(publication, spec.key), wording)
    table = Table(spec.key, wording.say(spec.title), columns, names_of(columns))
    _insert(database, table, zip(*map(stored, columns), strict=True))
    return table


def write_attachments(database: sqlite3.Connection, publication: Publication, wording: Wording) -> Table:
    frame = publication.attachments
    columns = tuple(Column(key=name, heading=name, values=frame[name].tolist()) for name in frame.columns)
    table = Table("attachments", wording.say(N_("Photos and documents")), columns, names_of(columns))
    _insert(database, table, zip(*(column.values for column in columns), strict=True))
    return table


def write_about(database: sqlite3.Connection, publication: Publication, wording: Wording) -> Table:
    lines = about(publication)
    columns = tuple(
        Column(key=key, heading=key, values=[getattr(line, key) for line in lines])
        for key in ("key", "language", "label", "text")
    )
    table = Table("about", wording.say(N_("About this file")), columns, names_of(columns))
    _insert(database, table, zip(*(column.values for column in columns), strict=True))
    return table


def _insert(database: sqlite3.Connection, table: Table, rows: Any) -> None:
    """Create a table of attributes and fill it."""
    made = ", ".join(
        f"{_quoted(name)} {_type(column)}" for name, column in zip(table.names, table.columns, strict=True)
    )
    called = _quoted(table.name)
    database.execute(f"CREATE TABLE {called} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {made})")
    places = ", ".join("?" * len(table.names))
    names = ", ".join(map(_quoted, table.names))
    database.executemany(f"INSERT INTO {called} ({names}) VALUES ({places})", rows)  # noqa: S608 - quoted names
    register(database, table.name, table.title)


def _type(column: Column) -> str:
    if column.key == "content":
        return "BLOB"
    if column.holds is Holds.NUMBER:
        return "INTEGER" if all(value is None or isinstance(value, int) for value in column.values) else "REAL"
    return {Holds.YES_NO: "BOOLEAN", Holds.DATE: "DATE"}.get(column.holds, "TEXT")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
