"""Both timelines of a journey as one table: what the drawing shows, row by row."""

from __future__ import annotations

from textwrap import shorten

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.journey import JourneyPath
from asset_mapper.i18n import N_, _
from asset_mapper.services import journeys
from asset_mapper.services.journeys import ToldJourney
from asset_mapper.ui.context import Context

_COST, _SOURCE, _LETTERS_SOURCE = 3, 5, 52
_EMS = (9, 8, 15, 9, 7, 12)  # the columns; the last one takes what is left


class JourneyTable(QTableWidget):
    """Enter on a row opens its event."""

    opened = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._ids: list[RecordId] = []
        context.texts.say(self.setAccessibleName, N_("Both timelines as a table"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.horizontalHeader().setStretchLastSection(True)
        self.itemActivated.connect(lambda item: self.opened.emit(self._ids[item.row()]))

    @property
    def current_id(self) -> RecordId:
        """The event of the row where the keyboard is, ``""`` without one."""
        row = self.currentRow()
        return self._ids[row] if 0 <= row < len(self._ids) else ""

    def show_journey(self, shown: ToldJourney) -> None:
        """Show the events of a journey; the one that is chosen stays chosen."""
        chosen, rows = self.current_id, journeys.table(shown)
        self._ids = [event.id for path in JourneyPath for event in shown.events(path)]
        self.blockSignals(True)
        self.setColumnCount(len(journeys.HEADINGS))
        self.setHorizontalHeaderLabels([_(heading) for heading in journeys.HEADINGS])
        self.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                self.setItem(number, column, _cell(column, text))
        em = self.fontMetrics().horizontalAdvance("m")
        for column, ems in enumerate(_EMS):
            self.setColumnWidth(column, em * ems)
        if chosen in self._ids:
            self.setCurrentCell(self._ids.index(chosen), 0)
        self.blockSignals(False)


def _cell(column: int, text: str) -> QTableWidgetItem:
    if column != _SOURCE:
        item = QTableWidgetItem(text)
        if column == _COST:
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return item
    item = QTableWidgetItem(shorten(text, _LETTERS_SOURCE, placeholder=" …"))
    item.setToolTip(text)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, text)
    return item
