"""The left side of a view with one kind of record: ways to begin, the list, or what to do while it is empty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton, QVBoxLayout, QWidget

from asset_mapper.domain.ids import RecordId
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.delete_key import DeleteKey
from asset_mapper.ui.widgets.leading import Leading
from asset_mapper.ui.widgets.named_lines import NamedLines


class RecordList(QWidget):
    """The record that is chosen stays so while the list is filled anew; when it is gone, the one in its place is."""

    chosen = Signal()
    opened = Signal()  # Enter, or a double click
    removal_wanted = Signal()  # Delete

    def __init__(self, context: Context, name: str, when_empty: str) -> None:
        """*name* is said by screen readers, *when_empty* stands in place of the list; both are marked with ``N_``."""
        super().__init__()
        self._context = context
        self._ids: list[RecordId] = []
        self.list = QListWidget()
        self.list.setStyleSheet("QListWidget { outline: 0; }")
        self.list.setItemDelegate(NamedLines(self.list))
        context.texts.say(self.list.setAccessibleName, name)
        self.list.currentRowChanged.connect(lambda _row: self.chosen.emit())
        self.list.itemActivated.connect(lambda _item: self.opened.emit())
        DeleteKey(self.list).pressed.connect(self.removal_wanted)
        self.empty = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        context.texts.say(self.empty.setText, when_empty)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 16, 16, 16)
        self._column.setSpacing(8)
        self._column.addWidget(self.empty, 1)
        self._column.addWidget(self.list, 1)
        Leading(self, self.list)

    @property
    def row(self) -> int:
        """Where the chosen record is in the list, −1 without one."""
        return self.list.currentRow()

    @property
    def chosen_id(self) -> RecordId:
        """The record that is chosen, ``""`` without one."""
        return self._ids[self.row] if 0 <= self.row < len(self._ids) else ""

    def fill(self, lines: Sequence[tuple[RecordId, str]], choose: RecordId = "") -> None:
        """Show these records; *choose* is chosen, or the one that was."""
        wanted, place = choose or self.chosen_id, min(max(self.row, 0), len(lines) - 1)
        self._ids = [record_id for record_id, _text in lines]
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems([text for _record_id, text in lines])
        self.list.setCurrentRow(self._ids.index(wanted) if wanted in self._ids else place)
        self.list.blockSignals(False)
        self.list.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self.chosen.emit()

    def choose(self, record_id: RecordId) -> None:
        """Choose a record, if it is in the list."""
        if record_id in self._ids:
            self.list.setCurrentRow(self._ids.index(record_id))

    def add_above(self, text: str, act: Callable[[], Any], *, primary: bool = False) -> QPushButton:
        """Add a button above the list, such as one that begins a record; *text* is marked with ``N_``."""
        button = self._button(text, act)
        if primary:
            button.setProperty("role", "primary")
        self._column.insertWidget(self._column.indexOf(self.empty), button, 0, Qt.AlignmentFlag.AlignLeft)
        return button

    def add_below(self, text: str, act: Callable[[], Any]) -> QPushButton:
        """Add a button below the list, such as one that leads elsewhere; *text* is marked with ``N_``."""
        button = self._button(text, act)
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button

    def _button(self, text: str, act: Callable[[], Any]) -> QPushButton:
        button = QPushButton()
        self._context.texts.say(button.setText, text)
        button.clicked.connect(lambda: act())
        return button
