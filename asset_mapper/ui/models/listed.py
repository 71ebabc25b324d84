"""What tables have in common that show a list as it was given, a row each, under headings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from asset_mapper.i18n import _

L = TypeVar("L")
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class ListedModel(QAbstractTableModel, Generic[L]):
    """Holds the lines; a subclass says its headings (``N_``) and what is in a cell."""

    HEADINGS: tuple[str, ...] = ()

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[L] = []

    def cell(self, row: int, column: int, role: int) -> object:
        """Give what a cell shows in a role, such as ``DisplayRole``."""
        raise NotImplementedError

    def show_lines(self, lines: Sequence[L]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def say_again(self) -> None:
        """Say headings and words in the language in force, or what became of the same lines."""
        last = len(self.HEADINGS) - 1
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, last))

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self.HEADINGS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self.cell(index.row(), index.column(), role) if index.isValid() else None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(self.HEADINGS[section])
        return None
