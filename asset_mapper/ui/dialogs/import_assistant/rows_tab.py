"""The rows of a file with the findings beside them: what is in each column, and what there is to know of a row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from asset_mapper.formats.base import ImportFinding
from asset_mapper.i18n import N_, _, format_number, ngettext
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.import_assistant.column_header import ColumnHeader
from asset_mapper.ui.dialogs.import_assistant.in_hand import Layer
from asset_mapper.ui.dialogs.import_assistant.rows_model import FATE, FIRST, RowsModel
from asset_mapper.ui.models import finding_list
from asset_mapper.ui.models.finding_list import FindingListModel
from asset_mapper.ui.widgets.flow import FlowLayout


class RowsTab(QWidget):
    """The table on the left, the findings on the right; each leads to the other."""

    column_said = Signal(str, str)  # heading, field or KEEP or LEAVE_OUT
    rows_left_out = Signal(object, bool)  # numbers of rows; whether they are left out
    same_requested = Signal(int)  # the number of a row: it is the same as an asset

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        texts = context.texts
        self._layer: Layer | None = None
        self.model = RowsModel()
        self.table = plain_table(QTableView())
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        texts.say(self.table.setAccessibleName, N_("Rows of the file"))
        self.table.verticalHeader().show()  # the numbers of the rows, which stay in sight
        self.table.verticalHeader().setHighlightSections(False)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.header = ColumnHeader(self.table, self.model)
        self.table.setHorizontalHeader(self.header)
        self.table.setModel(self.model)
        self.findings_model = FindingListModel()
        self.findings = plain_table(QTableView())
        self.findings.setModel(self.findings_model)
        self.findings.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        texts.say(self.findings.setAccessibleName, N_("Findings"))
        self.count = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.count.setProperty("role", "quiet")
        self.whole = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.whole.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.whole.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.only_findings = QCheckBox()
        self.next_finding, self.leave_out, self.same_as = QPushButton(), QPushButton(), QPushButton()
        texts.say(self.only_findings.setText, N_("Only rows with findings"))
        texts.say(self.next_finding.setText, N_("Next finding (F8)"))
        texts.say(self.leave_out.setText, N_("Leave these rows out"))
        texts.say(self.same_as.setText, N_("The same as …"))
        texts.call(self.say_again)
        self._arrange()

        self.header.said.connect(self.column_said)
        self.only_findings.toggled.connect(self._on_only)
        self.next_finding.clicked.connect(self.go_to_next)
        self.leave_out.clicked.connect(self._on_leave_out)
        self.same_as.clicked.connect(lambda: self.same_requested.emit(self.chosen_rows()[0]))
        self.findings.selectionModel().currentRowChanged.connect(self._on_finding)
        self.findings.activated.connect(self._on_finding)
        self.table.selectionModel().selectionChanged.connect(self._show_state)
        for key, act in (("F8", self.go_to_next), ("Shift+F8", self.go_back), ("F4", self._on_column)):
            QShortcut(QKeySequence(key), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _arrange(self) -> None:
        tools = FlowLayout()
        for widget in (self.only_findings, self.leave_out, self.same_as):
            tools.addWidget(widget)
        left, right = QWidget(), QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        column.addLayout(tools)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        row.addWidget(self.next_finding)
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.findings, 3)
        column.addWidget(self.whole, 1)
        split = QSplitter(childrenCollapsible=False)
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 8, 8, 8)
        whole.addWidget(split)

    # --- what is shown ------------------------------------------------------------------------------------------

    def show_layer(self, layer: Layer | None, file_findings: Sequence[ImportFinding] = ()) -> None:
        """Show a table of a file, or the same with what would come of it now."""
        is_same = layer is not None and self._layer is not None and layer.table.frame is self._layer.table.frame
        self._layer = layer
        self.model.show_layer(layer)
        if is_same:
            self.header.refresh()
        else:
            self.header.show_columns()
            self.table.setColumnWidth(FATE, self.fontMetrics().horizontalAdvance(_("Changes what is there")) + 56)
        self.findings_model.show_lines((*file_findings, *(layer.findings if layer else ())))
        for column in (finding_list.SEVERITY, finding_list.ROW, finding_list.COLUMN):
            self.findings.resizeColumnToContents(column)
        self.findings.horizontalHeader().setSectionResizeMode(finding_list.MESSAGE, QHeaderView.ResizeMode.Stretch)
        self.say_again()
        if self.findings_model.rowCount():
            self.findings.setCurrentIndex(self.findings_model.index(0, 0))
        else:
            self.whole.setText("")
        self._show_state()

    def set_read_only(self, read_only: bool) -> None:
        self.header.set_read_only(read_only)
        self._show_state()
        for button in (self.leave_out, self.same_as):
            button.setEnabled(button.isEnabled() and not read_only)

    def chosen_rows(self) -> list[int]:
        """Give the numbers of the rows that are selected."""
        return [self.model.number_at(index.row()) for index in self.table.selectionModel().selectedRows()]

    def say_again(self) -> None:
        """Say what is counted in the language in force."""
        count = self.findings_model.rowCount()
        said = ngettext("{n} finding", "{n} findings", count).format(n=format_number(count))
        self.count.setText(said if count else _("Nothing to know of"))
        self.next_finding.setEnabled(count > 0)
        self.findings_model.say_again()
        self.model.say_again()
        self.header.say_again()

    # --- from one to the other ----------------------------------------------------------------------------------

    @Slot()
    def go_to_next(self) -> None:
        """Go to the next finding, and to its cell."""
        self._go(1)

    @Slot()
    def go_back(self) -> None:
        self._go(-1)

    def _go(self, step: int) -> None:
        count = self.findings_model.rowCount()
        if count:
            now = self.findings.currentIndex().row()
            self.findings.setCurrentIndex(self.findings_model.index((now + step) % count, 0))

    @Slot()
    def _on_finding(self, current: QModelIndex, _before: QModelIndex | None = None) -> None:
        if not current.isValid():
            return
        finding = self.findings_model.lines[current.row()]
        self.whole.setText(finding.message)
        self.whole.setAccessibleName(finding.message)
        if finding.row is not None:
            place = self.model.place_of(finding.row, finding.column)
            if place.isValid():
                flags = QItemSelectionModel.SelectionFlag
                self.table.selectionModel().setCurrentIndex(place, flags.ClearAndSelect | flags.Rows)
                self.table.horizontalScrollBar().setValue(0)  # what comes of the row stays in sight where it can
                self.table.scrollTo(place)
        elif finding.column in self.model.headings:
            self.table.scrollTo(self.model.index(0, self.model.headings.index(finding.column) + FIRST))

    @Slot(bool)
    def _on_only(self, only: bool) -> None:
        self.model.show_only_findings(only)

    @Slot()
    def _on_column(self) -> None:
        self.header.focus_column(max(self.table.currentIndex().column(), FIRST))

    @Slot()
    def _on_leave_out(self) -> None:
        self.rows_left_out.emit(self.chosen_rows(), not self._are_left_out())

    def _are_left_out(self) -> bool:
        fates = self._layer.fates if self._layer else {}
        rows = self.chosen_rows()
        return bool(rows) and all(fates.get(row) == "left_out" for row in rows)

    @Slot()
    def _show_state(self, *_news: object) -> None:
        rows = self.chosen_rows()
        is_planned = self._layer is not None and self._layer.plan is not None
        self.leave_out.setEnabled(is_planned and bool(rows))
        self.leave_out.setText(_("Bring these rows in") if self._are_left_out() else _("Leave these rows out"))
        is_assets = self._layer is not None and self._layer.assets is not None
        self.same_as.setEnabled(is_assets and len(rows) == 1)


def plain_table(table: QTableView) -> QTableView:
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.verticalHeader().hide()
    return table
