"""The rows of a file as they are in it, with what would come of each in front."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from asset_mapper.formats.columns import KEEP, LEAVE_OUT, Match
from asset_mapper.i18n import N_, _
from asset_mapper.services.imports.planning import Fate
from asset_mapper.ui.dialogs.import_assistant.in_hand import Layer
from asset_mapper.ui.models.finding_list import severity_icon

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
FATE, FIRST = 0, 1
"""The column of what comes of a row, and the first one of the file."""
_MOST_LETTERS = 200
_FATES = {
    Fate.NEW: N_("New"),
    Fate.CHANGED: N_("Changes what is there"),
    Fate.SAME: N_("As before"),
    Fate.REFUSED: N_("Refused"),
    Fate.LEFT_OUT: N_("Left out"),
}


class RowsModel(QAbstractTableModel):
    """Shows one table of a file; a hundred thousand rows are not copied for it."""

    def __init__(self) -> None:
        super().__init__()
        self._layer: Layer | None = None
        self._headings: list[str] = []
        self._cells: list[Any] = []  # of each column
        self._rows: list[int] | range = []  # places in the table that are shown
        self._only_findings = False

    # --- what is shown ------------------------------------------------------------------------------------------

    def show_layer(self, layer: Layer | None) -> None:
        """Show another table, or the same with what would come of it now."""
        is_same = layer is not None and self._layer is not None and layer.table.frame is self._layer.table.frame
        if is_same and not self._only_findings:
            self._layer = layer
            self.say_again()
            return
        self.beginResetModel()
        self._layer = layer
        frame = None if layer is None else layer.table.frame
        self._headings = [] if frame is None else [str(heading) for heading in frame.columns]
        self._cells = [] if frame is None else [frame[heading].to_numpy() for heading in frame.columns]
        self._arrange()
        self.endResetModel()

    def show_only_findings(self, only: bool) -> None:
        """Show only the rows about which there is something to know."""
        self.beginResetModel()
        self._only_findings = only
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        layer = self._layer
        if layer is None:
            self._rows = []
        elif self._only_findings:
            self._rows = [place for place, number in enumerate(layer.table.rows) if number in layer.worst]
        else:
            self._rows = range(len(layer.table))

    @property
    def layer(self) -> Layer | None:
        return self._layer

    @property
    def headings(self) -> list[str]:
        return self._headings

    def number_at(self, row: int) -> int:
        """Give the number of a row as a person finds it in the file."""
        assert self._layer is not None
        return self._layer.table.rows[self._rows[row]]

    def place_of(self, number: int, column: str | None) -> QModelIndex:
        """Give the cell of a row of the file; an invalid one when it is not shown."""
        layer = self._layer
        if layer is None:
            return QModelIndex()
        row = _position(layer.table.rows, number)
        row = _position(self._rows, row) if row >= 0 else -1
        if row < 0:
            return QModelIndex()
        place = self._headings.index(column) + FIRST if column in self._headings else FATE
        return self.index(row, place)

    def samples(self, heading: str, most: int = 3) -> list[str]:
        """Give a few different things that stand in a column."""
        found: dict[str, None] = {}
        for cell in self._cells[self._headings.index(heading)][:200]:
            if cell:
                found[str(cell)[:40]] = None
            if len(found) >= most:
                break
        return list(found)

    def match_of(self, heading: str) -> Match | None:
        plan = self._layer.plan if self._layer else None
        return plan.draft.columns.get(heading) if plan else None

    def said_of(self, heading: str) -> str:
        """Give what a column is taken for: a field, ``KEEP`` or ``LEAVE_OUT``."""
        match = self.match_of(heading)
        if match is None or match.field is None:
            has_no_other_place = self._layer is not None and self._layer.sheet is not None
            return LEAVE_OUT if has_no_other_place or (match is not None and match.left_out) else KEEP
        return match.field

    def say_again(self) -> None:
        """Say headings and words in the language in force, and what comes of each row now."""
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, self.columnCount() - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, self.columnCount() - 1))

    # --- Qt's side ----------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() or self._layer is None else len(self._headings) + FIRST

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self._layer is None:
            return None
        place = self._rows[index.row()]
        column = index.column()
        number = self._layer.table.rows[place]
        if role == Qt.ItemDataRole.DecorationRole and column == FATE and number in self._layer.worst:
            return severity_icon(self._layer.worst[number])
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if column == FATE:
            fate = self._layer.fates.get(number)
            worst = self._layer.worst.get(number)
            words = [_(_FATES[fate])] if fate is not None else [_("Not brought in")]
            if worst is not None and role == Qt.ItemDataRole.AccessibleTextRole:
                words.append(_(worst.label))
            return ", ".join(words)
        cell = self._cells[column - FIRST][place]
        return "" if cell is None else str(cell)[:_MOST_LETTERS].replace("\n", " ")

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return str(self.number_at(section)) if section < len(self._rows) else None
        if section == FATE:
            return _("What comes of it")
        return self._headings[section - FIRST] if section - FIRST < len(self._headings) else None


def _position(rows: Any, number: int) -> int:
    """Find a number in ascending ones; -1 when it is not there."""
    from bisect import bisect_left

    place = bisect_left(rows, number)
    return place if place < len(rows) and rows[place] == number else -1
