"""The kinds of file that can be read. The content decides, since endings lie."""

from __future__ import annotations

import zipfile
from pathlib import Path

from asset_mapper.errors import NotFoundError, UnreadableFileError
from asset_mapper.formats.base import Head, Importer, ImportFinding, ReadOptions, Severity, SourceTable
from asset_mapper.formats.importers import csv_table, excel, geojson, geopackage, gpx, kml, kumu, own_json, shapefile
from asset_mapper.i18n import _
from asset_mapper.progress import Progress, no_progress

IMPORTERS = (
    csv_table.IMPORTER,
    excel.IMPORTER,
    own_json.IMPORTER,
    kumu.IMPORTER,
    geojson.UMAP,
    geojson.IMPORTER,
    geopackage.IMPORTER,
    shapefile.IMPORTER,
    kml.IMPORTER,
    kml.KMZ,
    gpx.IMPORTER,
)
"""In menu order. What none of the others recognises is taken for a table of text."""

_HEAD_BYTES = 64 * 1024

_PARTS_OF_SHAPEFILES = (".dbf", ".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qix")


def read_tables(
    path: Path, options: ReadOptions | None = None, progress: Progress = no_progress
) -> tuple[SourceTable, ...]:
    """Read a file into one table for each of its layers.

    Raises
    ------
    NotFoundError
        There is no such file, sheet or layer.
    UnreadableFileError
        It is not a kind of file that can be read, or is damaged, protected or too large.
    """
    options = options or ReadOptions()
    importer, _head_of_file = recognise(path)
    tables = importer.read(path, options, progress)
    if path.suffix.lower() not in importer.suffixes and tables:
        said = ImportFinding(
            code="wrong-ending",
            message=_("The file is called {suffix}, but it is: {kind}. It was read as that.").format(
                suffix=path.suffix or path.name, kind=_(importer.label)
            ),
            severity=Severity.INFO,
        )
        from dataclasses import replace

        tables = (replace(tables[0], findings=(said, *tables[0].findings)), *tables[1:])
    return tables


def recognise(path: Path) -> tuple[Importer, Head]:
    """Tell what kind of file it is, by its content."""
    head = _head(path)
    for importer in IMPORTERS:
        if importer.recognises(head):
            return importer, head
    if path.suffix.lower() in _PARTS_OF_SHAPEFILES:
        raise UnreadableFileError(
            _("“{name}” is one part of a shapefile. Import the part that ends in .shp.").format(name=path.name)
        )
    if head.data.startswith(b"PK"):
        raise UnreadableFileError(
            _(
                "“{name}” is an archive without a shapefile, workbook or KML file in it. Unpack it, and "
                "import its files."
            ).format(name=path.name)
        )
    text = head.text
    if text.startswith(("<html", "<!doctype html", "<table")):
        raise UnreadableFileError(
            _("“{name}” is a web page, whatever it is called. Open it, and save it as a workbook or CSV.").format(
                name=path.name
            )
        )
    if text.startswith(("<?xml", "<osm", "<rss", "<feed", "<workbook")):
        raise UnreadableFileError(
            _("“{name}” is XML, but neither KML nor GPX. Save it as a table, GeoJSON or KML.").format(name=path.name)
        )
    if _is_binary(head.data):
        raise UnreadableFileError(
            _("“{name}” is not a kind of file that can be imported. These can: {kinds}.").format(
                name=path.name, kinds=", ".join(_(importer.label) for importer in IMPORTERS)
            )
        )
    return csv_table.IMPORTER, head


def _head(path: Path) -> Head:
    if not path.exists():
        raise NotFoundError(_("There is no file “{path}”.").format(path=path))
    if path.is_dir():
        raise UnreadableFileError(_("“{name}” is a folder. Import the files in it.").format(name=path.name))
    try:
        with path.open("rb") as file:
            data = file.read(_HEAD_BYTES)
    except OSError as error:
        raise UnreadableFileError(
            _("“{name}” cannot be opened: {reason}.").format(name=path.name, reason=error.strerror or error)
        ) from error
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableFileError(_("“{name}” is empty.").format(name=path.name))
    members: tuple[str, ...] = ()
    if data.startswith(b"PK"):
        try:
            with zipfile.ZipFile(path) as archive:
                members = tuple(archive.namelist()[:20_000])
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            from asset_mapper.formats.importers.archive import damaged

            raise damaged(path) from error
    return Head(name=path.name, data=data, members=members)


def _is_binary(data: bytes) -> bool:
    """Tell text from anything else: few control characters, NUL bytes only as UTF-16 has them."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return False
    if data.count(0):
        halves = data[0::2].count(0), data[1::2].count(0)
        return max(halves) < 0.3 * len(data) / 2 or min(halves) > 0.1 * max(halves)
    control = sum(data.count(bytes((code,))) for code in (*range(1, 9), *range(14, 27), *range(28, 32)))
    return control > 0.01 * len(data)
