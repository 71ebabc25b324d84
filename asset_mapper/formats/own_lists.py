"""Lists that this program wrote itself, known again by their columns, so that nothing in them has to be guessed.

A workbook or GeoPackage of ours holds the assets and, in other tables, what belongs to them (links, outcomes,
contacts …). Those other tables are no lists of assets, although they have names in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from asset_mapper.formats.base import ImportFinding, Severity, SourceTable
from asset_mapper.formats.exporters.asset_list import ALWAYS, known_column
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


def only_lists(tables: Sequence[SourceTable]) -> tuple[SourceTable, ...]:
    """Give only the lists of assets of a file of ours, without what they say twice; any other file as it is."""
    own = [_without_repeats(table) for table in tables if is_own(table)]
    if not own:
        return tuple(tables)
    others = [table.layer for table in tables if not is_own(table)]
    if others:
        said = ImportFinding(
            code="sheet-not-read",
            message=_(
                "These tables tell more of the assets and are not lists of assets, so they were not read: {sheets}."
            ).format(sheets=", ".join(others)),
            severity=Severity.INFO,
        )
        own[0] = replace(own[0], findings=(said, *own[0].findings))
    return tuple(own)


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
