"""All hours of the project, added up by asset and period. Every sum opens what it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
)

from asset_mapper.analysis.hours_table import HoursTable, Row, Step, Total
from asset_mapper.domain.hours import HoursGiven
from asset_mapper.i18n import N_, _, language
from asset_mapper.services import hours, wording
from asset_mapper.services.hours import Summed
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import hours_form
from asset_mapper.ui.dialogs.following_sheet import FollowingSheet
from asset_mapper.ui.widgets.amount_bars import AmountBars
from asset_mapper.ui.widgets.form import code_choice
from asset_mapper.ui.widgets.reading_sheet import reading_label

_EMS_WIDE, _LINES_HIGH, _ROWS = 64, 42, 8
_LETTERS = 28  # of the longest choice
_IDS = Qt.ItemDataRole.UserRole
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def show(context: Context) -> None:
    """Open the sheet."""
    HoursSheet(context).show()


class HoursSheet(FollowingSheet):
    """Stays open beside the window and follows every step. Enter or a click on a sum shows the figures in it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, N_("Hours given"), "hours", _EMS_WIDE, _LINES_HIGH)
        self._traced: tuple[str, ...] = ()  # the records of the sum that was asked for
        self._title = ""
        self.step = code_choice(context, tuple(Step))
        context.texts.say(self.step.setAccessibleName, N_("By which periods"))
        self.step.setMinimumContentsLength(_LETTERS)
        self.step.currentIndexChanged.connect(self._read)
        self.tables: list[QTableWidget] = []
        self.row(self.step, None, self.leave)
        self.follow()

    @property
    def question(self) -> tuple[Any, ...]:
        return hours.summed, self.step.value

    # --- what is said -------------------------------------------------------------------------------------------

    def say(self) -> None:
        shown: Summed = self._shown
        sheet = self.sheet
        self._traced = tuple(key for key in self._traced if key in shown.noted)
        self.tables = []
        sheet.text(_("Hours given"), "heading")
        if not shown.tables:
            sheet.text(_("Not yet recorded. Choose an asset and press “Note hours”."), "quiet")
            return
        sheet.text(_("Press Enter on a sum, or click it, to see the figures that it is made of."), "quiet")
        if any(table.has_across for table in shown.tables):
            sheet.text(_("Hours that were noted for more than one period are not shared out."), "quiet")
        if shown.doubled:
            names = {shown.assets[shown.noted[key].asset_id].name.text(language()) for key in shown.doubled}
            sheet.text(_("Some days may be counted twice: {names}.").format(names=", ".join(sorted(names))))
        for table in shown.tables:
            self._kind(shown, table)
        if self._traced:
            self._trace(shown)

    def _kind(self, shown: Summed, table: HoursTable) -> None:
        self.sheet.section(_(table.kind.label))
        if len(table.periods) > 1:
            bars = [
                (one.label, cell.hours, cell.label) for one, cell in zip(table.periods, table.foot.cells, strict=True)
            ]
            self.sheet.column.addWidget(AmountBars(_(table.kind.label), bars))
        names = [shown.assets[row.asset_id].name.text(language()) for row in table.rows]
        rows = [*zip(names, table.rows, strict=True), *([(_("All"), table.foot)] if len(names) > 1 else [])]
        head = [_("Asset"), *(period.label for period in table.periods)]
        head += [_("Over more than one")] if table.has_across else []
        head.append(_("In all"))
        made = QTableWidget(len(rows), len(head))
        made.setObjectName(f"hours-{table.kind.value}")
        made.setAccessibleName(_(table.kind.label))
        for column, text in enumerate(head):
            heading = QTableWidgetItem(text)
            heading.setTextAlignment(_RIGHT if column else _LEFT)
            made.setHorizontalHeaderItem(column, heading)
        made.verticalHeader().hide()
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setTabKeyNavigation(False)
        for number, (name, row) in enumerate(rows):
            self._row(made, number, name, row, head, has_across=table.has_across)
        made.resizeColumnsToContents()
        line = max(32, made.fontMetrics().lineSpacing() + 8)
        made.verticalHeader().setDefaultSectionSize(line)
        made.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        made.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        beside = made.horizontalHeader().sizeHint().height() + 2 * made.frameWidth()
        made.setFixedHeight(line * min(len(rows), _ROWS) + beside)
        made.itemActivated.connect(self._on_sum)
        made.itemClicked.connect(self._on_sum)
        self.tables.append(made)
        self.sheet.column.addWidget(made)

    def _row(
        self, made: QTableWidget, number: int, name: str, row: Row, head: Sequence[str], *, has_across: bool
    ) -> None:
        first = QTableWidgetItem(name)
        font = first.font()
        font.setBold(number > 0 and number == made.rowCount() - 1)  # the sum of several
        first.setFont(font)
        first.setData(_IDS, row.total.ids)
        made.setItem(number, 0, first)
        cells: list[Total] = [*row.cells, *([row.across] if has_across else []), row.total]
        for column, cell in enumerate(cells, 1):
            item = QTableWidgetItem(cell.label or "–")
            item.setTextAlignment(_RIGHT)
            item.setFont(font)
            item.setData(_IDS, cell.ids)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, f"{name}, {head[column]}: {cell.label or _('not yet recorded')}"
            )
            made.setItem(number, column, item)

    @Slot(QTableWidgetItem)
    def _on_sum(self, item: QTableWidgetItem) -> None:
        ids = tuple(item.data(_IDS) or ())
        if ids:
            self._title = str(item.data(Qt.ItemDataRole.AccessibleTextRole) or item.text())
            self._traced = ids
            self._write()
            button = self.sheet.findChild(QPushButton, f"hours-{ids[0]}")
            if button is not None:
                button.setFocus()
                self.sheet.ensureWidgetVisible(button)

    def _trace(self, shown: Summed) -> None:
        """Say every figure of the sum that was asked for, each a button that opens it."""
        self.sheet.section(self._title)
        for key in self._traced:
            one = shown.noted[key]
            asset = shown.assets[one.asset_id]
            said = f"{asset.name.text(language())}, {hours.in_words(one)}"
            button = self.sheet.button(f"hours-{key}", said, partial(self._open, one))
            self.sheet.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            about = wording.joined([wording.said(one.what), one.citation])
            if about:
                self.sheet.column.addWidget(reading_label(about, "quiet"))

    def _open(self, one: HoursGiven) -> None:
        if self._shown is not None:
            hours_form.edit(self._context, self._shown.assets[one.asset_id], one)
