"""The columns of a pathway: the name of one, or all of them in a list."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.pathway import Pathway
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _
from asset_mapper.services import pathway_columns
from asset_mapper.services.pathway_columns import Column, heads_of
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.form import Form
from asset_mapper.ui.widgets.bilingual_field import BilingualField
from asset_mapper.ui.widgets.flow import FlowLayout

_NO_NAME = N_("Give every column a name, in Welsh or in English.")


def add(context: Context, pathway_id: RecordId, at: int) -> None:
    """Ask for the name of a new column, and put it in."""
    ColumnNameForm(context, pathway_id, at, None).open()


def rename(context: Context, pathway: Pathway, at: int) -> None:
    """Ask for another name of a column."""
    ColumnNameForm(context, pathway.id, at, heads_of(pathway)[at]).open()


def all_of(context: Context, pathway: Pathway) -> None:
    """Show all columns in a list, to be named, moved, put in and taken out."""
    ColumnsForm(context, pathway).open()


class ColumnNameForm(Form):
    """One text in two languages; either will do."""

    def __init__(self, context: Context, pathway_id: RecordId, at: int, name: Bilingual | None) -> None:
        title = N_("New column") if name is None else N_("Name of the column")
        super().__init__(context, title, manual="pathways")
        self._pathway_id, self._at, self._is_new = pathway_id, at, name is None
        self.name = self.bilingual("name", N_("Name"))
        self.name.set_value(name)
        self.begin(260)
        self.name.focus()

    def made(self) -> Bilingual:
        name = self.name.value
        if name is None:
            raise InvalidValueError(_(_NO_NAME))
        return name

    def keep(self) -> None:
        step = pathway_columns.add_column if self._is_new else pathway_columns.rename_column
        self.apply(step, self._pathway_id, self._at, self.made())


@dataclass
class _Row:
    """One column in the list: its fields, and at which place it was."""

    widget: QWidget
    name: BilingualField
    was: int | None


class ColumnsForm(Form):
    """A row for each column, from left to right. Cards go with their column, or to its neighbour when it goes."""

    def __init__(self, context: Context, pathway: Pathway) -> None:
        super().__init__(context, N_("Columns of the pathway"), manual="pathways")
        self._pathway = pathway
        self.columns: list[_Row] = []
        self.hint(N_("From left to right. The cards of a column that is taken out go to its neighbour."))
        inside = QWidget()
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(8)
        self.rows.addRow(inside)
        buttons = FlowLayout()
        self.add_one, self.usual = QPushButton(), QPushButton()
        self.say(self.add_one.setText, N_("Add a column"))
        self.say(self.usual.setText, N_("Use the usual columns"))
        self.say(self.usual.setToolTip, N_("The stages, from prevention to quality of life"))
        for button in (self.add_one, self.usual):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        self.add_one.clicked.connect(self.add_row)
        self.usual.clicked.connect(lambda: self.apply(pathway_columns.use_stages, pathway.id))
        self.rows.addRow(buttons)
        for place, name in enumerate(heads_of(pathway)):
            self._put(Column(name, place))
        self.call(self._say)
        self.begin(640)

    @Slot()
    def add_row(self) -> None:
        """Put an empty row at the end, and go to it."""
        self._put(None)
        self._say()
        self.columns[-1].name.focus()

    def shift(self, row: _Row, by: int) -> None:
        """Move a row up or down."""
        at = self.columns.index(row)
        to = at + by
        if 0 <= to < len(self.columns):
            self.columns.insert(to, self.columns.pop(at))
            self._list.removeWidget(row.widget)
            self._list.insertWidget(to, row.widget)
            self._say()

    def take_out(self, row: _Row) -> None:
        """Take a row out; the last one stays."""
        if len(self.columns) == 1:
            self.say_problem(_("A pathway needs a column at least."))
            return
        self.columns.remove(row)
        self._list.removeWidget(row.widget)
        row.widget.hide()
        row.widget.deleteLater()
        self._say()

    def _put(self, column: Column | None) -> None:
        card = QFrame()
        card.setProperty("role", "card")
        name = BilingualField(_("Name"))
        name.set_value(column.name if column else None)
        row = _Row(card, name, column.was if column else None)
        buttons = FlowLayout()
        for text, act in (
            (N_("Further left"), lambda: self.shift(row, -1)),
            (N_("Further right"), lambda: self.shift(row, 1)),
            (N_("Take out"), lambda: self.take_out(row)),
        ):
            button = QPushButton()
            button.setAutoDefault(False)
            button.setProperty("says", text)
            button.clicked.connect(act)
            buttons.addWidget(button)
        inside = QVBoxLayout(card)
        inside.setSpacing(8)
        inside.addWidget(name)
        inside.addLayout(buttons)
        self._list.addWidget(card)
        self.columns.append(row)

    def _say(self) -> None:
        """Number the columns as they are now, in the language in force."""
        for place, row in enumerate(self.columns, 1):
            row.name.say(_("Column {n}").format(n=place))
            for button in row.widget.findChildren(QPushButton):
                text = _(str(button.property("says")))
                button.setText(text)
                button.setAccessibleName(f"{text}: {_('Column {n}').format(n=place)}")

    def made(self) -> list[Column]:
        columns = [Column(name, row.was) for row in self.columns if (name := row.name.value) is not None]
        if len(columns) < len(self.columns):
            raise InvalidValueError(_(_NO_NAME))
        return columns

    def keep(self) -> None:
        self.apply(pathway_columns.set_columns, self._pathway.id, self.made())
