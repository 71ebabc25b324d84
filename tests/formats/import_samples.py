"""Small files of every kind, made here, for the tests of reading. All people and places in them are made up."""

from __future__ import annotations

import sqlite3
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import shapely

from asset_mapper.formats.importers import read_tables


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def only_table(path: Path, **options: Any):
    """Read a file that holds one table."""
    from asset_mapper.formats.base import ReadOptions

    (table,) = read_tables(path, ReadOptions(**options))
    return table


def codes(table: Any) -> list[str]:
    return [finding.code for finding in table.findings]


def rows_of(table: Any) -> list[dict[str, str | None]]:
    return table.frame.to_dict("records")


def zipped(path: Path, members: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def workbook(path: Path, sheets: dict[str, Sequence[Sequence[Any]]], merged: Sequence[str] = ()) -> Path:
    """Write an .xlsx workbook with plain cells; *merged* ranges are in the first sheet."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for cells in merged:
        book.worksheets[0].merge_cells(cells)
    book.save(path)
    return path


def ods(path: Path, rows: str) -> Path:
    """Write an .ods file with one table, given its rows as XML."""
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Rhestr">{rows}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    return zipped(path, {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def cell(text: str, repeated: int = 1) -> str:
    return (
        f'<table:table-cell table:number-columns-repeated="{repeated}" office:value-type="string">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def row(*cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(cells)}</table:table-row>'


def geopackage(
    path: Path, rows: Sequence[tuple[Any, ...]], *, epsg: int | None = 27700, table: str = "places"
) -> Path:
    """Write a GeoPackage with one layer: fid, name, an optional count, and a point in metres."""
    with sqlite3.connect(path) as connection:
        connection.executescript(
            """
            CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT,
                organization_coordsys_id INTEGER, definition TEXT, description TEXT);
            CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT, srs_id INTEGER);
            CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT,
                srs_id INTEGER, z TINYINT, m TINYINT);
            """
        )
        srs = epsg if epsg is not None else -1
        organisation = "EPSG" if epsg is not None else "NONE"
        connection.execute(
            "INSERT INTO gpkg_spatial_ref_sys VALUES ('x', ?, ?, ?, 'undefined', '')", (srs, organisation, srs)
        )
        connection.execute("INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?)", (table, table, srs))
        connection.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'POINT', ?, 0, 0)", (table, srs))
        connection.execute(f'CREATE TABLE "{table}" (fid INTEGER PRIMARY KEY, geom BLOB, name TEXT, members INTEGER)')
        for name, members, x, y in rows:
            blob = None
            if x is not None:
                blob = b"GP\0\x01" + struct.pack("<i", srs) + shapely.to_wkb(shapely.Point(x, y))
            connection.execute(f'INSERT INTO "{table}" (geom, name, members) VALUES (?, ?, ?)', (blob, name, members))
    connection.close()
    return path
