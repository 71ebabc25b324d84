"""A list of lines with a quiet line under each; a line is known by its key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from asset_mapper.ui.widgets.two_lines import TwoLines

_KEY, _BELOW = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class TwoLineList(QListWidget):
    """Filled anew, it keeps what is chosen and where it is scrolled to."""

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(TwoLines(_BELOW, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @staticmethod
    def key_of(item: QListWidgetItem) -> str:
        return str(item.data(_KEY))

    @property
    def key(self) -> str:
        """The key of the line that is chosen; ``""`` when none is."""
        item = self.currentItem()
        return self.key_of(item) if item is not None else ""

    def fill(self, lines: Sequence[tuple[str, tuple[str, str]]]) -> None:
        """Show lines by their keys; the one that was chosen stays chosen, and nobody hears of it."""
        before, at = self.key, self.verticalScrollBar().value()
        self.blockSignals(True)
        self.clear()
        for key, (first, second) in lines:
            item = QListWidgetItem(first)
            item.setData(_KEY, key)
            item.setData(_BELOW, second)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{first}. {second}")
            item.setToolTip(f"{first}\n{second}")
            self.addItem(item)
        self.blockSignals(False)
        self.choose(before)
        self.verticalScrollBar().setValue(at)

    def choose(self, key: str) -> None:
        """Choose the line of *key*, or none, without telling anyone."""
        self.blockSignals(True)
        keys = (self.key_of(self.item(row)) for row in range(self.count()))
        self.setCurrentRow(next((row for row, one in enumerate(keys) if one == key), -1))
        self.blockSignals(False)
