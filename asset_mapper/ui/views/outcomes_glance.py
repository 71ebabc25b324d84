"""At a glance: which kinds of assets or which areas support which goals, and how much is known of that."""

from __future__ import annotations

from functools import partial
from textwrap import shorten

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.evidence import Coverage, Evidence
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.link import Direction, Link
from asset_mapper.domain.outcome import Framework, Outcome
from asset_mapper.i18n import N_, _, format_number, language, ngettext
from asset_mapper.services import matrix as matrices
from asset_mapper.services.matrix import Entry, Leaning, Matrix, Rows
from asset_mapper.ui import theme
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import evidence_sheet
from asset_mapper.ui.models.outcome_tree import COVERAGE_WORDS
from asset_mapper.ui.widgets.choice import Choice
from asset_mapper.ui.widgets.form import code_choice, quiet_label
from asset_mapper.ui.widgets.framed import Framed
from asset_mapper.ui.widgets.ladder import Ladder
from asset_mapper.ui.widgets.leading import Leading
from asset_mapper.ui.widgets.reading_sheet import ReadingSheet, reading_label

_FOLLOWED = (Framework, Outcome, Link, Evidence)
_AT_ONCE = 30
_DEEPEST = 0.45  # of the accent in the shade of the highest rung: what is written on it stays readable
_EMS_COLUMN, _LINES_ROW, _LINES_HEAD, _LETTERS_HEAD = 10, 3.8, 5, 48


class GlancePage(QWidget):
    """The matrix, and at its side what the chosen cell is made of."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._shown: Matrix | None = None
        self._is_stale = True
        self._whole = (-1, -1)  # the cell of which everything is shown
        say = context.texts.say
        self.rows = code_choice(context, tuple(Rows))
        say(self.rows.setAccessibleName, N_("What the rows are"))
        self.framework: Choice[RecordId] = Choice("", [])
        say(self.framework.setAccessibleName, N_("Goals of the framework"))
        self.table = QTableWidget()
        say(self.table.setAccessibleName, N_("What supports which goal"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(True)
        self.table.setItemDelegate(Framed(self.table))
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.legend = quiet_label()
        self.cell = ReadingSheet()
        say(self.cell.setAccessibleName, N_("The chosen cell"))

        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.rows)
        top.addWidget(self.framework, 1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addWidget(self.legend)
        splitter = QSplitter()
        splitter.addWidget(left)
        splitter.addWidget(self.cell)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([860, 400])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(splitter)
        Leading(self, self.table)

        self.rows.currentIndexChanged.connect(self._read)
        self.framework.currentIndexChanged.connect(self._read)
        self.table.currentCellChanged.connect(self._write_cell)
        context.records_changed.connect(self._follow)
        context.theme_changed.connect(self._write)
        context.texts.call(self._say)

    def offer(self, frameworks: tuple[Framework, ...]) -> None:
        """Offer the frameworks of the project; the one that is chosen stays."""
        before = self.framework.value if self.framework.count() else None
        offered = [(framework.id, framework.name.text(language())) for framework in frameworks]
        if not offered:
            return
        self.framework.blockSignals(True)
        self.framework.fill(offered)
        if before is not None:
            self.framework.choose(before)
        self.framework.blockSignals(False)
        self._read()

    @Slot()
    def _read(self, *_news: object) -> None:
        """Read the matrix anew, once someone looks."""
        self._is_stale = True
        if self.framework.count() and self.isVisible():
            self._is_stale = False
            self._context.ask(matrices.matrix, self.framework.value, self.rows.value, done=self._on_read)

    @Slot(object)
    def _follow(self, change_set: ChangeSet) -> None:
        if any(isinstance(change.record, _FOLLOWED) for change in change_set):
            self._read()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        if self._is_stale:
            self._read()

    def _on_read(self, found: Matrix) -> None:
        self._shown = found
        self._write()

    def _say(self) -> None:
        self.legend.setText(
            _("In each cell: how many links, and the best that is known of one. An empty cell is not yet recorded.")
        )
        self._read()
        self._write()

    # --- the matrix ---------------------------------------------------------------------------------------------

    @Slot()
    def _write(self, *_news: object) -> None:
        shown, table = self._shown, self.table
        if shown is None:
            self._write_cell()
            return
        chosen = table.currentRow(), table.currentColumn()
        table.blockSignals(True)
        table.clear()
        table.setRowCount(len(shown.rows))
        table.setColumnCount(len(shown.goals))
        names = [f"{goal.code} {goal.name.text(language())}".strip() for goal in shown.goals]
        for column, name in enumerate(names):
            above = QTableWidgetItem(shorten(name, _LETTERS_HEAD, placeholder=" …"))
            above.setToolTip(name)
            above.setData(Qt.ItemDataRole.AccessibleTextRole, name)
            table.setHorizontalHeaderItem(column, above)
        rows = self.rows.value
        table.setVerticalHeaderLabels([matrices.row_label(rows, row) for row in shown.rows])
        for row, key in enumerate(shown.rows):
            for column, goal in enumerate(shown.goals):
                heading = f"{matrices.row_label(rows, key)}, {names[column]}"
                table.setItem(row, column, _cell(shown.entries(key, goal.id), heading))
        metrics = self.fontMetrics()
        table.horizontalHeader().setDefaultSectionSize(metrics.horizontalAdvance("m") * _EMS_COLUMN)
        table.horizontalHeader().setFixedHeight(metrics.lineSpacing() * _LINES_HEAD)
        table.verticalHeader().setDefaultSectionSize(round(metrics.lineSpacing() * _LINES_ROW))
        table.blockSignals(False)
        if 0 <= chosen[0] < table.rowCount() and 0 <= chosen[1] < table.columnCount():
            table.setCurrentCell(*chosen)
        self._write_cell()

    # --- one cell -----------------------------------------------------------------------------------------------

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What the chosen cell is made of."""
        row, column = self.table.currentRow(), self.table.currentColumn()
        shown = self._shown
        if shown is None or not (0 <= row < len(shown.rows) and 0 <= column < len(shown.goals)):
            return ()
        return shown.entries(shown.rows[row], shown.goals[column].id)

    @Slot()
    def _write_cell(self, *_news: object) -> None:
        self.cell.write(self._say_cell)

    def _say_cell(self) -> None:
        sheet, entries = self.cell, self.entries
        if self.table.currentRow() < 0 or self._shown is None:
            sheet.text(_("Choose a cell to read what it is made of."), "quiet")
            return
        goal = self._shown.goals[self.table.currentColumn()]
        row = matrices.row_label(self.rows.value, self._shown.rows[self.table.currentRow()])
        sheet.text(row, "heading")
        sheet.text(f"{goal.code} {goal.name.text(language())}".strip())
        if not entries:
            sheet.text(_("Not yet recorded. Who or what here helps with this?"), "quiet")
            return
        ids = list(dict.fromkeys(entry.asset.id for entry in entries))
        text = ngettext("Show the {n} asset in the list", "Show the {n} assets in the list", len(ids))
        sheet.row(sheet.button("list", text.format(n=len(ids)), partial(self._on_list, ids))).addStretch(1)
        at_once = len(entries) if self._whole == self._place else _AT_ONCE
        for entry in entries[:at_once]:
            self._say_entry(entry)
        if len(entries) > at_once:
            count = len(entries)
            whole = ngettext("Show all {n}", "Show all {n}", count).format(n=format_number(count))
            sheet.flow(sheet.button("whole", whole, self._show_whole))

    def _say_entry(self, entry: Entry) -> None:
        sheet, link = self.cell, entry.link
        words = QVBoxLayout()
        words.setSpacing(4)
        name = entry.asset.name.text(language())
        words.addWidget(reading_label(name, bold=True))
        outcome = entry.outcome
        national = outcome.contributes_only and link.direction is Direction.HELPS
        direction = _("contributes to") if national else _(link.direction.label)
        words.addWidget(reading_label(f"{direction}: {outcome.code} {outcome.name.text(language())}", "quiet"))
        if link.how is not None:
            words.addWidget(reading_label(link.how.text(language())))
        known = QHBoxLayout()
        known.setSpacing(8)
        known.addWidget(Ladder(entry.coverage), 0, Qt.AlignmentFlag.AlignTop)
        known.addWidget(reading_label(_("Evidence: {coverage}").format(coverage=_(entry.coverage.label)), "quiet"), 1)
        words.addLayout(known)
        button = sheet.button(
            f"evidence-{link.id}",
            _("Evidence …"),
            partial(evidence_sheet.show, self._context, link.id),
            _("Evidence on the link to {name}").format(name=name),
        )
        words.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        sheet.column.addSpacing(8)
        sheet.column.addLayout(words)

    @property
    def _place(self) -> tuple[int, int]:
        """The row and the column of the chosen cell."""
        return self.table.currentRow(), self.table.currentColumn()

    def _show_whole(self) -> None:
        """Show all that the chosen cell is made of, however much that is."""
        self._whole = self._place
        self._write_cell()

    def _on_list(self, ids: list[RecordId]) -> None:
        self._context.view_requested.emit("assets")
        self._context.select(ids)


def _cell(entries: tuple[Entry, ...], heading: str) -> QTableWidgetItem:
    """Make one cell: a number and a word, on a shade that says the same."""
    item = QTableWidgetItem()
    if not entries:
        item.setData(Qt.ItemDataRole.AccessibleTextRole, _("{heading}: not yet recorded").format(heading=heading))
        return item
    best = matrices.best(entries)
    words = [format_number(len(entries)), _(COVERAGE_WORDS[best])]
    if matrices.leaning(entries) is not Leaning.HELPS:
        words.append(_("harm too"))
    item.setText("\n".join(words))
    item.setToolTip(heading)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{heading}: {', '.join(words)}")
    item.setBackground(shade(best))
    return item


def shade(coverage: Coverage) -> QColor:
    """Give the shade of a rung: the colour of the sheet with more of the accent the more is known."""
    card, accent = (QColor(theme.colour(name, theme.in_use())) for name in ("card", "accent"))
    share = _DEEPEST * (coverage.rung + 1) / len(Coverage)
    red, green, blue = (
        round(low + (high - low) * share)
        for low, high in zip(card.getRgb()[:3], accent.getRgb()[:3], strict=True)  # type: ignore[index]  # a tuple
    )
    return QColor(red, green, blue)
