"""An indicator with its readings: a chart, the same as a table, and a way to add and change them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
)

from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.indicator import Reading
from asset_mapper.i18n import N_, _, language
from asset_mapper.services import indicators
from asset_mapper.services.indicators import Measured
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import import_files, indicator_form, paste
from asset_mapper.ui.dialogs.following_sheet import FollowingSheet
from asset_mapper.ui.widgets.reading_chart import ReadingChart

_EMS_WIDE, _LINES_HIGH, _ROWS = 52, 43, 6
_HEADINGS = (N_("Day"), N_("What"), N_("Value"), N_("n"))


def show(context: Context, indicator_id: RecordId) -> None:
    """Open the sheet of an indicator."""
    ReadingsSheet(context, indicator_id).show()


class ReadingsSheet(FollowingSheet):
    """Stays open beside the window and follows every step. Enter on a row of the table opens that reading."""

    def __init__(self, context: Context, indicator_id: RecordId) -> None:
        super().__init__(context, N_("Readings"), "evidence", _EMS_WIDE, _LINES_HIGH)
        self._indicator_id = indicator_id
        say = context.texts.say
        self.table = QTableWidget()
        self.add, self.change = QPushButton(), QPushButton()
        self.bring_in, self.paste = QPushButton(), QPushButton()
        self.add.setProperty("role", "primary")
        say(self.add.setText, N_("Add a reading …"))
        say(self.change.setText, N_("Change the indicator …"))
        say(self.bring_in.setText, N_("From a file …"))
        say(self.paste.setText, N_("Paste a table"))
        say(self.bring_in.setAccessibleName, N_("Bring in readings from a file"))
        say(self.paste.setAccessibleName, N_("Paste readings from the clipboard"))
        self.bring_in.clicked.connect(self._on_bring_in)
        self.paste.clicked.connect(self._on_paste)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self._on_paste)
        self.add.clicked.connect(self._on_add)
        self.change.clicked.connect(self._on_change)
        for button in (self.add, self.change, self.bring_in, self.paste):
            button.setAutoDefault(False)  # Enter is for the row of the table
        writable = context.project is not None and not context.project.read_only
        for button in (self.add, self.change, self.bring_in, self.paste):
            button.setEnabled(writable)
        self.row(self.add, self.bring_in, self.paste, self.change, None, self.leave)
        self.follow()

    @property
    def question(self) -> tuple[Any, ...]:
        return indicators.measured, self._indicator_id

    def say(self) -> None:
        shown: Measured = self._shown
        sheet = self.sheet
        sheet.text(shown.indicator.name.text(language()), "heading")
        sheet.text(f"{shown.outcome.code} {shown.outcome.name.text(language())}".strip(), "quiet")
        for sentence in indicators.in_words(shown):
            sheet.text(sentence)
        if shown.figures:
            sheet.column.addWidget(ReadingChart(shown))
        rows = indicators.table(shown)
        if rows:
            self._make_table(shown, rows)
            sheet.column.addWidget(self.table)
        who = [shown.indicator.proposed_by, shown.indicator.agreed_by]
        for text, name in zip((_("Proposed by {name}"), _("Agreed by {name}")), who, strict=True):
            if name:
                sheet.text(text.format(name=name), "quiet")

    def _make_table(self, shown: Measured, rows: list[tuple[str, str, str, str]]) -> None:
        self.table = table = QTableWidget(len(rows), len(_HEADINGS))
        table.setObjectName("readings")
        table.setAccessibleName(_("The readings as a table"))
        table.setHorizontalHeaderLabels([_(heading) for heading in _HEADINGS])
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                table.setItem(number, column, QTableWidgetItem(text))
        table.resizeColumnsToContents()
        table.horizontalHeader().setStretchLastSection(True)
        line = max(table.verticalHeader().defaultSectionSize(), table.fontMetrics().lineSpacing() + 8)
        table.verticalHeader().setDefaultSectionSize(line)
        head = table.horizontalHeader().sizeHint().height()
        table.setFixedHeight(head + line * min(len(rows), _ROWS) + 2 * table.frameWidth())
        table.itemActivated.connect(lambda item: self._open(shown, item.row()))

    def _open(self, shown: Measured, row: int) -> None:
        reading = reading_of_row(shown, row)
        if reading is None:
            indicator_form.edit(self._context, shown.indicator)
        else:
            indicator_form.edit_reading(self._context, shown.indicator, reading)

    @Slot()
    def _on_add(self) -> None:
        if self._shown is not None:
            indicator_form.add_reading(self._context, self._shown.indicator)

    @Slot()
    def _on_bring_in(self) -> None:
        import_files.choose_and_import(self._context, "reading", self._indicator_id)

    @Slot()
    def _on_paste(self) -> None:
        if self.paste.isEnabled():
            paste.show(self._context, "reading", self._indicator_id)

    @Slot()
    def _on_change(self) -> None:
        if self._shown is not None:
            indicator_form.edit(self._context, self._shown.indicator)


def reading_of_row(shown: Measured, row: int) -> Reading | None:
    """Give the reading that a row of the table shows; the baseline and the target are the indicator's own."""
    place = row - (shown.indicator.baseline is not None)
    return shown.readings[place] if 0 <= place < len(shown.readings) else None
