"""Which sheet a table is: by what it is called, by its headings, or because a person says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from asset_mapper.formats.base import SourceTable
from asset_mapper.formats.record_sheets.sheet import IGNORED, Needs, Sheet, key_of
from asset_mapper.formats.record_sheets.sheets import BY_RECORD, SHEETS

_KNOWN_SHARE = 0.6  # of the headings of a table that is called something else


def sheet_of(table: SourceTable, said: str | None = None) -> Sheet | None:
    """Tell what records a table holds; ``None`` when nothing says that it holds any but assets."""
    if said is not None:
        return BY_RECORD[said]
    headings = [str(heading) for heading in table.frame.columns]
    title = key_of(table.layer or Path(table.file).stem)
    for sheet in SHEETS:
        if title in sheet.title_keys() and _has(sheet.least, _columns(sheet, headings)):
            return sheet
    found = [
        (len(columns), sheet)
        for sheet in SHEETS
        if sheet.tells is not None
        and _has(sheet.tells, columns := _columns(sheet, headings))
        and len(columns) >= _KNOWN_SHARE * len(headings)
    ]
    return max(found, key=lambda entry: entry[0])[1] if found else None


def columns_in(sheet: Sheet, headings: Iterable[str], told: Mapping[str, str]) -> dict[str, str | None]:
    """Say of every heading which column it is: as a person told, else as it is called; each column once.

    Where two could be the same column, it is the one that is called as programs call it: the other is for people.
    """
    there = list(headings)
    by_name = {heading for heading in there if heading in sheet.columns or heading in told}
    found: dict[str, str | None] = {}
    taken: set[str] = set()
    for heading in sorted(there, key=lambda heading: heading not in by_name):
        column = told.get(heading) or sheet.column_of(heading)
        if column and column in taken:
            column = IGNORED if column in by_name else None
        if column:
            taken.add(column)
        found[heading] = column
    return {heading: found[heading] for heading in there}


def _columns(sheet: Sheet, headings: Iterable[str]) -> set[str]:
    return {column for heading in headings if (column := sheet.column_of(heading)) not in (None, IGNORED)}


def _has(needs: Needs, columns: set[str]) -> bool:
    return all(group & columns for group in needs)
