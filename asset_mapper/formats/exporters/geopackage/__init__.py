"""GeoPackage: layers of assets by kind of shape, every other list as a table, with styles and headings for QGIS.

The layers with shapes are written by GDAL (``layers.py``), the rest by SQLite itself: tables without a place
(``records.py``), and the headings of columns and the styles where QGIS looks for them (``catalogue.py``). Columns are
called by our keys, and hold our codes; headings and labels for people stand beside them (``table.py``). The same
publication gives the same bytes.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from asset_mapper.domain.publication import Publication
from asset_mapper.formats.exporters.asset_list import asset_list
from asset_mapper.formats.exporters.base import Exporter, Wording
from asset_mapper.formats.exporters.geopackage.catalogue import create, describe, finish
from asset_mapper.formats.exporters.geopackage.layers import write_areas, write_assets
from asset_mapper.formats.exporters.geopackage.records import (
    write_about,
    write_attachments,
    write_records,
    write_unplaced,
)
from asset_mapper.formats.exporters.record_lists import LISTS
from asset_mapper.i18n import N_, _
from asset_mapper.progress import Progress


def write(publication: Publication, target: Path, progress: Progress) -> None:
    rows = len(publication.assets)
    progress(0, rows, _("Making the list"))
    wording = Wording(publication)
    assets = asset_list(publication, for_programs=True)
    tables = list(write_assets(publication, assets, wording, target, progress))
    progress(rows, 2 * rows, _("Writing the list"))
    if len(publication.areas):
        tables.append(write_areas(publication, wording, target))
    with closing(sqlite3.connect(target, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=MEMORY")
        database.execute("PRAGMA synchronous=OFF")  # the file is put in place when it is whole
        database.execute("BEGIN")
        create(database)
        tables.append(write_unplaced(database, publication, assets, wording))
        for spec in LISTS:
            progress(rows, 2 * rows, spec.key)
            if spec.key != "areas":
                tables.append(write_records(database, publication, spec, wording))
        tables += [write_attachments(database, publication, wording), write_about(database, publication, wording)]
        for table in tables:
            describe(database, table, wording)
        finish(database, publication.made_on)
        database.execute("COMMIT")


EXPORTER = Exporter(key="geopackage", label=N_("GeoPackage (QGIS)"), suffix=".gpkg", write=write)
