"""What Excel and OpenDocument workbooks have in common: their sheets, what they are called, where cells lead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from asset_mapper.domain.publication import Publication
from asset_mapper.formats.exporters.about import Line, about
from asset_mapper.formats.exporters.asset_list import asset_list
from asset_mapper.formats.exporters.base import Column, Holds, List, Wording
from asset_mapper.formats.exporters.record_lists import record_lists
from asset_mapper.i18n import N_

_LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One list on a sheet of its own."""

    name: str  # safe and its own
    list: List


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a cell leads to inside the workbook."""

    sheet: str
    row: int  # from 1, as a reader counts


class Workbook:
    """The sheets of a publication, and where each asset and outcome stands in them."""

    def __init__(self, publication: Publication) -> None:
        wording = Wording(publication)
        taken: set[str] = set()
        lists = (asset_list(publication), *record_lists(publication))
        self.sheets = tuple(Sheet(sheet_name(one.title, taken), one) for one in lists)
        self.about_name = sheet_name(wording.say(N_("About this file")), taken)
        self.about: list[Line] = about(publication)
        self._rows = {
            Holds.ASSET: self._rows_of("assets"),
            Holds.OUTCOME: self._rows_of("outcomes"),
        }

    def _rows_of(self, key: str) -> dict[str, Reference]:
        for sheet in self.sheets:
            if sheet.list.key == key and (ids := sheet.list.column("id")):
                return {one: Reference(sheet.name, row) for row, one in enumerate(ids.values, 2)}
        return {}

    def reference(self, column: Column, value: Any) -> Reference | None:
        """Say where the asset or outcome of a cell stands."""
        return self._rows[column.holds].get(value) if column.holds in self._rows else None


def sheet_name(title: str, taken: set[str]) -> str:
    """Make a name that Excel and LibreOffice accept: at most 31 characters, none that formulas need, each its own."""
    whole = _FORBIDDEN.sub("-", title).strip(" '")
    if len(whole) > _LONGEST_NAME:  # the first language says it
        whole = _FORBIDDEN.sub("-", title.split(" / ")[0]).strip(" '")
    name = whole[:_LONGEST_NAME].strip(" '") or "-"
    number = 2
    while name.casefold() in taken:
        end = f" {number}"
        name, number = whole[: _LONGEST_NAME - len(end)] + end, number + 1
    taken.add(name.casefold())
    return name


@lru_cache(maxsize=4096)
def day(text: str) -> date | None:
    """Read an ISO 8601 date; ``None`` for what is not one or is too old for a spreadsheet."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year > 1900 else None
