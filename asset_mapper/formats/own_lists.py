"""Lists that this program wrote itself, known again by their columns, so that nothing in them has to be guessed.

A workbook or GeoPackage of ours holds the assets and, in other tables, what belongs to them (links, outcomes,
contacts …). Those other tables are no lists of assets, although they have names in them: they are sheets of records
(``record_sheets``), or say again what the list of assets says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from asset_mapper.formats.base import ImportFinding, Severity, SourceTable
from asset_mapper.formats.exporters.asset_list import ALWAYS, known_column
from asset_mapper.formats.record_sheets.recognising import sheet_of
from asset_mapper.i18n import _

FIELDS = {
    **{
        key: key
        for key in ("kind", "name_cy", "name_en", "summary_cy", "summary_en", "tags", "status", "phone", "email")
    },
    **{
        key: key for key in ("web", "social", "contact_person", "area_cy", "area_code", "address", "postcode", "uprn")
    },
    **{
        key: key
        for key in ("precision", "checked_on", "checked_by", "review_due", "notes", "visibility", "sensitive")
    },
    **{key: key for key in ("confidential", "under_18", "source")},
    "given_in": "name_first",
    "meetings_cy": "opening_cy",
    "meetings_en": "opening_en",
    "venue_en": "venue",
    "area_en": "area",
    "lon": "longitude",
    "lat": "latitude",
    "shape": "wkt",
    "id": "source_id",
}
"""Column of our list → the field of an import that takes it."""

_TOLD_OTHERWISE = ("easting", "northing", "grid_reference", "placed_by", "venue_id")
"""Columns that say again what another says."""


def is_own(table: SourceTable) -> bool:
    """Tell whether a table is a list of assets that we wrote."""
    return {known_column(str(heading)) for heading in table.frame.columns} >= set(ALWAYS)


def has_ids(table: SourceTable) -> bool:
    """Tell whether a list of ours has an id in any row; without one, somebody typed it."""
    ids = next(heading for heading in table.frame.columns if known_column(str(heading)) == "id")
    return any(table.frame[ids].tolist())


SAID_BY_ASSETS = {
    "contact": frozenset(("phone", "email", "web", "social")),
    "meeting": frozenset(("meetings_cy", "meetings_en")),
    "talent": frozenset(("offers_cy", "offers_en", "wants_cy", "wants_en")),
}
"""Record → columns of our list that say what such records say."""


def only_lists(tables: Sequence[SourceTable]) -> tuple[SourceTable, ...]:
    """Give the tables of a file of ours that hold records, without what they say twice; any other file as it is."""
    own = [_without_repeats(table) for table in tables if is_own(table)]
    if not own:
        return tuple(tables)
    columns = {known_column(str(heading)) for table in own for heading in table.frame.columns}
    others = [table for table in tables if not is_own(table)]
    sheets = [
        table
        for table in others
        if (sheet := sheet_of(table)) is not None and not columns & SAID_BY_ASSETS.get(sheet.record, frozenset())
    ]
    left = [table.layer for table in others if not any(table is sheet for sheet in sheets)]
    if left:
        said = ImportFinding(
            code="sheet-not-read",
            message=_(
                "These tables repeat the list of assets or hold no records, so they were not read: {sheets}."
            ).format(sheets=", ".join(left)),
            severity=Severity.INFO,
        )
        own[0] = replace(own[0], findings=(said, *own[0].findings))
    return (*own, *sheets)


def _without_repeats(table: SourceTable) -> SourceTable:
    again = [heading for heading in table.frame.columns if known_column(str(heading)) in _TOLD_OTHERWISE]
    return replace(table, frame=table.frame.drop(columns=again)) if again else table


def told(table: SourceTable) -> dict[str, list[str]]:
    """Say which column of a list of ours holds which field, as a person would."""
    if not is_own(table):
        return {}
    fields: dict[str, list[str]] = {}
    for heading in map(str, table.frame.columns):
        field = FIELDS.get(known_column(heading) or "")
        if field is not None:
            fields.setdefault(field, [heading])
    return fields
