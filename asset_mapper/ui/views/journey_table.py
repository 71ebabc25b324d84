"""Both timelines of a journey as one table: what the drawing shows, row by row."""

from __future__ import annotations

from textwrap import shorten

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.journey import JourneyPath
from asset_mapper.i18n import N_, _
from asset_mapper.services import journeys
from asset_mapper.services.journeys import ToldJourney
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.delete_key import DeleteKey

_COST, _SOURCE, _LETTERS_SOURCE = 3, 5, 52
_SHARES = (2, 2, 9, 4, 2, 5)  # of the width that is left over, column by column
_ROOM, _SMALLEST = 20, 32  # around the text of a cell; of a row
_WRAPPED = int(Qt.TextFlag.TextWordWrap)


class JourneyTable(QTableWidget):
    """Enter on a row opens its event, Delete removes it. Rows are as high as they need; no word is cut."""

    opened = Signal(str)
    removed = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._ids: list[RecordId] = []
        context.texts.say(self.setAccessibleName, N_("Both timelines as a table"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.itemActivated.connect(lambda item: self.opened.emit(self._ids[item.row()]))
        DeleteKey(self).pressed.connect(lambda: self.removed.emit(self.current_id))

    @property
    def current_id(self) -> RecordId:
        """The event of the row where the keyboard is, ``""`` without one."""
        row = self.currentRow()
        return self._ids[row] if 0 <= row < len(self._ids) else ""

    def choose(self, event_id: RecordId) -> None:
        """Choose an event, if it is here."""
        if event_id in self._ids:
            self.setCurrentCell(self._ids.index(event_id), max(self.currentColumn(), 0))

    def show_journey(self, shown: ToldJourney) -> None:
        """Show the events of a journey; the one that is chosen stays chosen, or the one in its place is."""
        chosen, before, rows = self.current_id, self.currentRow(), journeys.table(shown)
        self._ids = [event.id for path in JourneyPath for event in shown.events(path)]
        self.blockSignals(True)
        self.setColumnCount(len(journeys.HEADINGS))
        for column, heading in enumerate(journeys.HEADINGS):
            self.setHorizontalHeaderItem(column, _cell(column, _(heading)))
        self.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                self.setItem(number, column, _cell(column, text))
        self._fit()
        if chosen in self._ids:
            self.setCurrentCell(self._ids.index(chosen), max(self.currentColumn(), 0))
        elif before >= 0 and rows:
            self.setCurrentCell(min(before, len(rows) - 1), max(self.currentColumn(), 0))
        self.blockSignals(False)

    def _fit(self) -> None:
        """Share the width out, and give each row the lines that its texts need then."""
        columns = range(self.columnCount())
        least = [self._longest_word(column) + _ROOM for column in columns]
        spare = max(self.viewport().width() - sum(least), 0)
        widths = [least[column] + spare * _SHARES[column] // sum(_SHARES) for column in columns]
        for column in columns:
            self.setColumnWidth(column, widths[column])
        for row in range(self.rowCount()):
            high = 0
            for column in range(self.columnCount()):
                item = self.item(row, column)
                room = widths[column] - _ROOM
                text = item.text() if item is not None else ""
                high = max(high, self.fontMetrics().boundingRect(0, 0, room, 9999, _WRAPPED, text).height())
            self.setRowHeight(row, max(high + _ROOM // 2, _SMALLEST))

    def _longest_word(self, column: int) -> int:
        """Measure what cannot go on in the next line: the heading, and the longest word below it."""
        cells = [self.item(row, column) for row in range(self.rowCount())]
        words = [word for cell in cells if cell is not None for word in cell.text().split()]
        heading = self.horizontalHeaderItem(column)
        return max(map(self.fontMetrics().horizontalAdvance, [*words, heading.text() if heading is not None else ""]))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()


def _cell(column: int, text: str) -> QTableWidgetItem:
    item = QTableWidgetItem(shorten(text, _LETTERS_SOURCE, placeholder=" …") if column == _SOURCE else text)
    side = Qt.AlignmentFlag.AlignRight if column == _COST else Qt.AlignmentFlag.AlignLeft
    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    if item.text() != text:
        item.setToolTip(text)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, text)
    return item
