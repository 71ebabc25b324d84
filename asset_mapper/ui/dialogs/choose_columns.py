"""Which columns the list shows, and in which order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton

from asset_mapper.i18n import N_
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.form import Form
from asset_mapper.ui.widgets.asset_list import AssetList

_KEY = Qt.ItemDataRole.UserRole
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


def show(context: Context, table: AssetList) -> None:
    """Open the choice of columns."""
    ChooseColumns(context, table).open()


class ChooseColumns(Form):
    """A tick shows a column; Alt with the arrows moves it. The name always comes first."""

    def __init__(self, context: Context, table: AssetList) -> None:
        super().__init__(context, N_("Columns of the list"), manual="list")
        self._table = table
        self.hint(N_("Tick what the list shows. Alt+Up and Alt+Down move a column."))
        self.list = QListWidget()
        self.say(self.list.setAccessibleName, N_("Columns"))
        self.rows.addRow(self.list)
        self.up, self.down, self.usual = QPushButton(), QPushButton(), QPushButton()
        row = QHBoxLayout()
        row.setSpacing(8)
        for button, text in ((self.up, N_("Move up")), (self.down, N_("Move down")), (self.usual, N_("As at first"))):
            self.say(button.setText, text)
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        self.rows.addRow(row)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.usual.clicked.connect(self._on_usual)
        self.list.installEventFilter(self)
        self._fill(table.columns)
        self.begin(500)
        self.list.setFocus()

    def _fill(self, chosen: Sequence[str]) -> None:
        titles = {column.key: column.title for column in self._table.assets.columns}
        self.list.clear()
        for key in (*chosen, *(key for key in titles if key not in chosen)):
            if key == "name":
                continue
            item = QListWidgetItem(titles[key])
            item.setData(_KEY, key)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if key in chosen else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    @Slot()
    def _on_usual(self) -> None:
        from asset_mapper.ui.models.columns import BY_DEFAULT

        self._fill(BY_DEFAULT)

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        if 0 <= row + by < self.list.count() and row >= 0:
            self.list.insertItem(row + by, self.list.takeItem(row))
            self.list.setCurrentRow(row + by)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        by = _MOVES.get(Qt.Key(event.key())) if isinstance(event, QKeyEvent) else None
        if not isinstance(event, QKeyEvent) or by is None or not _is_pressed(event):
            return super().eventFilter(watched, event)
        self._move(by)
        return True

    def made(self) -> list[str]:
        """Give the columns that are ticked, in their order."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return ["name", *(item.data(_KEY) for item in items if item.checkState() is Qt.CheckState.Checked)]

    def keep(self) -> None:
        self._table.choose_columns(self.made())
        self.accept()


def _is_pressed(event: QKeyEvent) -> bool:
    return event.type() == QEvent.Type.KeyPress and event.modifiers() == Qt.KeyboardModifier.AltModifier
