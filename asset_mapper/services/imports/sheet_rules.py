"""What a row of a sheet may change in a record that is there: rules 3 to 5 of ``sheets.py``."""

from __future__ import annotations

from asset_mapper.domain.change import StepKind
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.outcome import OURS_TO_SAY, FrameworkStatus
from asset_mapper.formats.record_sheets.drafting import SheetRow
from asset_mapper.services.imports import row_values
from asset_mapper.services.imports.shelves import Row, Shelves
from asset_mapper.storage.unit_of_work import UnitOfWork

BESIDE = frozenset(("position", "session_id", "at_table", "source"))
"""Columns about which two projects may differ without a word."""


class SheetRules:
    """The rules for the rows of one sheet."""

    def __init__(self, uow: UnitOfWork, shelves: Shelves, record: str) -> None:
        self._uow = uow
        self._shelves = shelves
        self._record = record
        self._published: dict[RecordId, bool] = {}

    def may_change_votes(self, row: SheetRow, votes: Row, *, by_id: bool) -> bool:
        """Tell whether a row may change the votes of a session, or of none, that are there."""
        return not self._is_stale(row, votes) if by_id else self._is_an_imports(votes)

    def may_change(self, row: SheetRow, before: Row, column: str, *, by_id: bool) -> bool:
        """Tell whether a row may change what stands in a column of a record."""
        if self._record == "framework" and before["status"] != FrameworkStatus.LOCAL.value:
            return False
        if self._record == "outcome" and column not in OURS_TO_SAY and self.is_published(before["framework_id"]):
            return False
        if by_id:
            return not self._is_stale(row, before)
        if row_values.is_empty(before.get(column)):
            return True
        return column not in BESIDE and not column.endswith("_first") and self._is_an_imports(before)

    def is_published(self, framework_id: RecordId) -> bool:
        """Tell whether a framework of the project is a published one; one that the file brings is what it says."""
        if framework_id not in self._published:
            row = self._shelves["framework"].rows.get(framework_id)
            self._published[framework_id] = row is not None and row["status"] != FrameworkStatus.LOCAL.value
        return self._published[framework_id]

    def _is_stale(self, row: SheetRow, before: Row) -> bool:
        """Tell whether a person changed a record after the file was written."""
        return bool(row.changed_at) and row.changed_at < before["changed_at"] and not self._is_an_imports(before)

    def _is_an_imports(self, before: Row) -> bool:
        """Tell whether it was an import that wrote a record last."""
        if before["import_id"] is not None and before["changed_at"] == before["created_at"]:
            return True
        steps = [step for step, _change in self._uow.history.of_record(before["id"])]
        return bool(steps) and steps[-1].kind is StepKind.IMPORT
