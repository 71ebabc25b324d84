"""Lines in Welsh and English, side by side in a table: typed, pasted, moved up and down, removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from asset_mapper.i18n import N_, _
from asset_mapper.ui.widgets.own_keys import keep_own_key

_CY, _EN = 0, 1
_ID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it was before, if anything, and its two texts."""

    id: str
    cy: str
    en: str


class TwoLanguages(QWidget):
    """Typing into the empty line at the end adds one. What is pasted becomes a line each; two columns are both."""

    changed = Signal()

    def __init__(self, lines: int, *, fixed: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fixed = fixed
        self._name = ""
        self.label = QLabel(wordWrap=True)
        self.label.setProperty("role", "quiet")
        self.table = _Table(fixed)
        self.label.setBuddy(self.table)
        self.setFocusProxy(self.table)
        high = max(self.fontMetrics().lineSpacing() + 12, 32)
        self.table.verticalHeader().setMinimumSectionSize(high)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.setMinimumHeight(high * (lines + 1))
        self.buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout()
        for key, act in (("up", self.up), ("down", self.down), ("remove", self.remove)):
            button = QPushButton()
            button.setAutoDefault(False)
            button.clicked.connect(act)
            self.buttons[key] = button
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.label)
        column.addWidget(self.table)
        if not fixed:
            column.addLayout(row)
        self.table.itemChanged.connect(self._on_changed)
        self.table.pasted.connect(self.paste)
        self.set_lines(())

    def say(self, name: str) -> None:
        """Say what the lines are, in the language in force."""
        self._name = name
        self.label.setText(name)
        self.table.setAccessibleName(name)
        self.table.setHorizontalHeaderLabels([_("Welsh"), _("English")])
        for key, text in (("up", N_("Up")), ("down", N_("Down")), ("remove", N_("Remove the line"))):
            self.buttons[key].setText(_(text))
            self.buttons[key].setAccessibleName(f"{_(text)}: {name}")

    # --- what is in it ------------------------------------------------------------------------------------------

    @property
    def lines(self) -> list[Line]:
        """The lines in which something is said."""
        found = [self._line(row) for row in range(self.table.rowCount())]
        return [line for line in found if line.cy or line.en]

    def set_lines(self, lines: Sequence[Line]) -> None:
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        for line in lines:
            self._add(line)
        self._keep_an_empty_one()
        self.table.blockSignals(False)

    def paste(self, text: str) -> None:
        """Add what is pasted from the line of the keyboard on: a line each; with a tab in it, Welsh and English."""
        pasted = [line.split("\t") for line in text.splitlines() if line.strip()]
        row, column = max(self.table.currentRow(), 0), max(self.table.currentColumn(), 0)
        self.table.blockSignals(True)
        for place, cells in enumerate(pasted, row):
            if place >= self.table.rowCount():
                if self._fixed:
                    break
                self._add(Line("", "", ""))
            for offset, cell in enumerate(cells[:2]):
                at = offset if len(cells) > 1 else column
                self._item(place, at).setText(cell.strip())
        self._keep_an_empty_one()
        self.table.blockSignals(False)
        self.changed.emit()

    def up(self) -> None:
        self._move(-1)

    def down(self) -> None:
        self._move(1)

    def remove(self) -> None:
        row = self.table.currentRow()
        if row >= 0 and not self._fixed:
            self.table.removeRow(row)
            self._keep_an_empty_one()
            self.changed.emit()

    def _move(self, by: int) -> None:
        row, column, last = self.table.currentRow(), self.table.currentColumn(), len(self.lines) - 1
        if self._fixed or not 0 <= row + by <= last or row > last:
            return
        lines = self.lines
        lines.insert(row + by, lines.pop(row))
        self.set_lines(lines)
        self.table.setCurrentCell(row + by, column)
        self.changed.emit()

    def _line(self, row: int) -> Line:
        welsh, english = self._item(row, _CY), self._item(row, _EN)
        return Line(str(welsh.data(_ID) or ""), welsh.text().strip(), english.text().strip())

    def _item(self, row: int, column: int) -> QTableWidgetItem:
        item = self.table.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            self.table.setItem(row, column, item)
        return item

    def _add(self, line: Line) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        for column, text in ((_CY, line.cy), (_EN, line.en)):
            self._item(row, column).setText(text)
        self._item(row, _CY).setData(_ID, line.id)

    def _keep_an_empty_one(self) -> None:
        rows = self.table.rowCount()
        if not self._fixed and (not rows or self._line(rows - 1).cy or self._line(rows - 1).en):
            self._add(Line("", "", ""))

    def _on_changed(self, _item: QTableWidgetItem) -> None:
        self.table.blockSignals(True)
        self._keep_an_empty_one()
        self.table.blockSignals(False)
        self.changed.emit()


class _Table(QTableWidget):
    """Enter ends a text and goes to the line below."""

    pasted = Signal(str)

    def __init__(self, fixed: bool) -> None:
        super().__init__(0, 2)
        self._fixed = fixed
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def event(self, event: QEvent) -> bool:
        return keep_own_key(event) or super().event(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:  # noqa: N802
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache and self.currentRow() + 1 < self.rowCount():
            self.setCurrentCell(self.currentRow() + 1, self.currentColumn())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.key() == Qt.Key.Key_Delete and self.currentItem() is not None:
            self.currentItem().setText("")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.editItem(self.currentItem())
        else:
            super().keyPressEvent(event)
