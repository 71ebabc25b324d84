"""What is in the project already, or may be: decided one by one or all at once, with both sides before one's eyes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from asset_mapper.i18n import N_, _
from asset_mapper.services.imports.comparing import Side
from asset_mapper.services.imports.planning import Decision
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.import_assistant.decisions import Entry
from asset_mapper.ui.dialogs.import_assistant.rows_tab import plain_table
from asset_mapper.ui.models.listed import ListedModel
from asset_mapper.ui.widgets.flow import FlowLayout

VERDICTS = {"same": N_("The same"), "new": N_("New"), "leave_out": N_("Left out")}


class KnownModel(ListedModel[Entry]):
    """Row, asset, why, and what was decided."""

    HEADINGS = (N_("In the file"), N_("In the project"), N_("Why"), N_("What to do"))

    def __init__(self) -> None:
        super().__init__()
        self._decided: Mapping[tuple[int, str, int], Decision] = {}
        self._names: Mapping[str, str] = {}

    def show_entries(
        self, entries: Sequence[Entry], decided: Mapping[tuple[int, str, int], Decision], names: Mapping[str, str]
    ) -> None:
        is_same = [(file, one.key) for file, one in entries] == [(file, one.key) for file, one in self.lines]
        self._decided, self._names = decided, names
        if is_same:  # what is chosen stays chosen
            self.lines = list(entries)
            self.say_again()
        else:
            self.show_lines(entries)

    def verdict(self, row: int) -> str:
        file, one = self.lines[row]
        decision = self._decided.get((file, *one.key))
        return decision.verdict if decision else one.proposed

    def asset_id(self, row: int) -> str | None:
        """Give the asset that a row is compared with."""
        file, one = self.lines[row]
        decision = self._decided.get((file, *one.key))
        return decision.asset_id if decision is not None and decision.asset_id else one.asset_id

    def cell(self, row: int, column: int, role: int) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        _file, one = self.lines[row]
        chosen = self.asset_id(row) or ""
        name = _("{name} (row {row})").format(name=one.name, row=one.row)
        other = one.other if chosen in ("", one.asset_id) else self._names.get(chosen, one.other)
        is_told = chosen not in ("", one.asset_id)
        why = _("You said that it is the same.") if is_told else one.reason
        return (name, other, why, _(VERDICTS[self.verdict(row)]))[column]


class SidesModel(ListedModel[Side]):
    """Field by field: what the project says, what the file says, and what would be kept."""

    HEADINGS = (N_("Field"), N_("In the project"), N_("In the file"), N_("Afterwards"))

    def cell(self, row: int, column: int, role: int) -> object:
        side = self.lines[row]
        if role == Qt.ItemDataRole.FontRole and side.changes and column == len(self.HEADINGS) - 1:
            font = QFont()
            font.setBold(True)
            return font
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        after = _("Changes to: {value}").format(value=side.after) if side.changes else _("Stays")
        return (side.label, side.ours, side.theirs, after)[column]


class KnownTab(QWidget):
    """The list above, the two sides of what is chosen below."""

    decided = Signal(object, str)  # entries, verdict
    other_requested = Signal(object)  # an entry: it is the same as another asset
    comparison_requested = Signal(object, str)  # an entry, the asset that it is compared with

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        texts = context.texts
        self.model, self.sides_model = KnownModel(), SidesModel()
        self.table, self.sides = plain_table(QTableView()), plain_table(QTableView())
        self.table.setModel(self.model)
        self.sides.setModel(self.sides_model)
        self.sides.setWordWrap(True)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.sides.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for table in (self.table, self.sides):
            table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        texts.say(self.table.setAccessibleName, N_("Rows that are or may be in the project already"))
        texts.say(self.sides.setAccessibleName, N_("Both side by side"))
        self.intro = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.intro.setProperty("role", "quiet")
        texts.say(
            self.intro.setText,
            N_("Choose one row, or several (Ctrl+A chooses all), and say what they are."),
        )
        self.same, self.new, self.leave_out, self.other = (QPushButton() for _number in range(4))
        texts.say(self.same.setText, N_("The same"))
        texts.say(self.new.setText, N_("New"))
        texts.say(self.leave_out.setText, N_("Leave out"))
        texts.say(self.other.setText, N_("The same as another …"))
        tools = FlowLayout()
        for button in (self.same, self.new, self.leave_out, self.other):
            tools.addWidget(button)
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.intro)
        column.addWidget(self.table, 1)
        column.addLayout(tools)
        split = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False)
        split.addWidget(upper)
        split.addWidget(self.sides)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 8, 8, 8)
        whole.addWidget(split)
        texts.call(self.say_again)
        for button, verdict in ((self.same, "same"), (self.new, "new"), (self.leave_out, "leave_out")):
            button.clicked.connect(lambda _checked=False, verdict=verdict: self._decide(verdict))
        self.other.clicked.connect(lambda: self.other_requested.emit(self.chosen()[0]))
        self.table.selectionModel().selectionChanged.connect(self._on_selected)

    def show_entries(
        self, entries: Sequence[Entry], decided: Mapping[tuple[int, str, int], Decision], names: Mapping[str, str]
    ) -> None:
        had = bool(self.model.lines)
        self.model.show_entries(entries, decided, names)
        if entries and (not had or not self.table.selectionModel().hasSelection()):
            self.table.selectRow(0)
        self._on_selected()

    def chosen(self) -> list[Entry]:
        return [self.model.lines[index.row()] for index in self.table.selectionModel().selectedRows()]

    def show_sides(self, sides: Sequence[Side]) -> None:
        self.sides_model.show_lines(sides)
        self.sides.resizeRowsToContents()

    def set_read_only(self, read_only: bool) -> None:
        for button in (self.same, self.new, self.leave_out, self.other):
            button.setEnabled(not read_only)

    def say_again(self) -> None:
        self.model.say_again()
        self.sides_model.say_again()

    def _decide(self, verdict: str) -> None:
        if chosen := self.chosen():
            self.decided.emit(chosen, verdict)

    @Slot()
    def _on_selected(self, *_news: object) -> None:
        rows = self.table.selectionModel().selectedRows()
        known = [self.model.asset_id(index.row()) for index in rows]
        self.same.setEnabled(bool(rows) and all(known))
        for button in (self.new, self.leave_out):
            button.setEnabled(bool(rows))
        self.other.setEnabled(len(rows) == 1)
        if len(rows) == 1 and known[0]:
            self.comparison_requested.emit(self.model.lines[rows[0].row()], known[0])
        else:
            self.show_sides(())
