"""What is to be done with the rows of one sheet, as it is looked at before and reported afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from asset_mapper.domain.change import Change
from asset_mapper.domain.record import Record
from asset_mapper.formats.base import ImportFinding
from asset_mapper.formats.record_sheets.drafting import SheetDraft, SheetRow
from asset_mapper.i18n import _
from asset_mapper.services.imports import row_values
from asset_mapper.services.imports.planning import Fate


@dataclass(slots=True)
class SheetChange:
    """What one row changes in one record."""

    row: SheetRow
    record: str
    before: Record
    after: Record
    reason: str
    fields: dict[str, tuple[str, str]]  # label → before, after
    beside: tuple[Change[Any], ...] = ()  # what becomes of the votes that the row of an outcome adds up

    @property
    def name(self) -> dict[str, str]:
        return _name_of(row_values.as_row(self.record, self.after))

    def as_dict(self) -> dict[str, Any]:
        return {
            "row": self.row.number,
            "action": "update",
            "record": self.record,
            "id": self.after.id,
            "name": self.name,
            "reason": self.reason,
            "fields": {name: {"before": before, "after": after} for name, (before, after) in self.fields.items()},
        }


@dataclass(slots=True)
class SheetPlan:
    """What is to be done with the rows of one sheet."""

    draft: SheetDraft
    made: list[tuple[SheetRow, Record]] = field(default_factory=list)
    beside: list[Record] = field(default_factory=list)  # made for the rows, such as a framework that they name
    updates: list[SheetChange] = field(default_factory=list)
    same: list[SheetRow] = field(default_factory=list)
    refused_rows: list[SheetRow] = field(default_factory=list)
    left_out: list[SheetRow] = field(default_factory=list)

    @property
    def refused(self) -> int:
        return self.draft.refused + len(self.refused_rows)

    @property
    def unchanged(self) -> int:
        return len(self.same)

    @property
    def findings(self) -> tuple[ImportFinding, ...]:
        return self.draft.findings.all()

    def fates(self) -> dict[int, Fate]:
        """Say of every row of the file, by its number, what becomes of it."""
        fates = dict.fromkeys(self.draft.table.rows, Fate.REFUSED)
        for fate, rows in (
            (Fate.NEW, [row for row, _record in self.made]),
            (Fate.CHANGED, [change.row for change in self.updates]),
            (Fate.SAME, self.same),
            (Fate.LEFT_OUT, self.left_out),
        ):
            fates.update(dict.fromkeys((row.number for row in rows), fate))
        return fates

    @property
    def changes(self) -> list[Change[Any]]:
        own = [Change(one.before, one.after) for one in self.updates if one.before != one.after]
        return own + [change for one in self.updates for change in one.beside]


def made_as_dict(plan: SheetPlan) -> list[dict[str, Any]]:
    """Say what new records a sheet would bring."""
    reason = _("Nothing in the project is the same.")
    return [
        {
            "row": row.number,
            "action": "make",
            "record": plan.draft.sheet.record,
            "id": record.id,
            "name": _name_of(row_values.as_row(plan.draft.sheet.record, record)),
            "reason": reason,
            "fields": {},
        }
        for row, record in plan.made
    ]


def _name_of(row: Mapping[str, Any]) -> dict[str, str]:
    """Give the words by which a person knows a record in a list."""
    for name in ("name", "summary", "what", "text", "how", "words", "place"):
        if row.get(f"{name}_cy") or row.get(f"{name}_en"):
            return {"cy": row.get(f"{name}_cy") or "", "en": row.get(f"{name}_en") or ""}
    said = next((str(row[name]) for name in ("code", "on", "value", "key") if row.get(name)), "")
    return {"cy": said, "en": said}


def shown_name(row: Mapping[str, Any]) -> str:
    """Give the words by which a person knows a record in a sentence."""
    said = _name_of(row)
    return said["en"] or said["cy"]
