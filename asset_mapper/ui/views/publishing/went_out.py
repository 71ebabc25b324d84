"""What went out before: which file, for whom, when, and who in it no longer agrees."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QPushButton, QTableView, QVBoxLayout, QWidget

from asset_mapper.formats.base import Severity
from asset_mapper.i18n import N_, _, format_moment, format_number, ngettext
from asset_mapper.services.went_out import WentOut, went_out
from asset_mapper.ui.context import Context
from asset_mapper.ui.models.finding_list import severity_icon
from asset_mapper.ui.models.listed import ListedModel
from asset_mapper.ui.views.publishing.held_list import go_to

_PEOPLE = 4
_LANGUAGES = {"both": N_("Welsh and English"), "cy": N_("Welsh only"), "en": N_("English only")}


class WentOutModel(ListedModel[WentOut]):
    """One row a file, the newest first."""

    HEADINGS = (N_("File"), N_("For whom"), N_("In which language"), N_("When"), N_("People in it"))

    def cell(self, row: int, column: int, role: int) -> object:
        line = self.lines[row]
        if role == Qt.ItemDataRole.DecorationRole and column == _PEOPLE and line.withdrawn:
            return severity_icon(Severity.WARNING)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        record = line.record
        language = _(_LANGUAGES[record.language]) if record.language in _LANGUAGES else record.language
        return (record.file, _(record.audience.label), language, format_moment(record.at), _people(line))[column]


def _people(line: WentOut) -> str:
    count = ngettext("{n} person", "{n} people", line.people).format(n=format_number(line.people))
    if not line.withdrawn:
        return count if line.people else _("None")
    names = ", ".join(name for _person, name in line.withdrawn)
    return _("{people}; withdrawn: {names}").format(people=count, names=names)


class WentOutList(QWidget):
    """The list, and what to do about a file that holds somebody who withdrew."""

    counted = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.model = WentOutModel()
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        wraps = Qt.AlignmentFlag(int(Qt.TextFlag.TextWordWrap))  # the headings of narrow columns take two lines
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | wraps)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        context.texts.say(self.table.setAccessibleName, N_("What went out before"))
        self.advice = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.go = QPushButton()
        context.texts.say(self.go.setText, N_("Go to the person"))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.table, 1)
        column.addWidget(self.advice)
        column.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        context.texts.call(self._say_again)
        context.records_changed.connect(self.load)
        self.table.selectionModel().selectionChanged.connect(self._show_state)
        self.go.clicked.connect(self._on_go)
        self.load()

    @Slot()
    def load(self, *_news: object) -> None:
        """Read the list anew."""
        self._context.ask(went_out, done=self._on_loaded)

    def _on_loaded(self, lines: list[WentOut]) -> None:
        self.model.show_lines(lines)
        self._show_state()
        self.counted.emit(len(lines))

    def _say_again(self) -> None:
        self.model.say_again()
        self._show_state()

    def _chosen(self) -> WentOut | None:
        rows = self.table.selectionModel().selectedRows()
        return self.model.lines[rows[0].row()] if rows else None

    @Slot()
    def _show_state(self, *_news: object) -> None:
        line = self._chosen()
        concerned = sum(1 for one in self.model.lines if one.withdrawn)
        if not self.model.lines:
            self.advice.setText(_("Nothing was published from this project yet."))
        elif concerned:
            said = ngettext(
                "{n} file holds somebody who has withdrawn since. Publish it again, and replace it where it is.",
                "{n} files hold somebody who has withdrawn since. Publish them again, and replace them where they "
                "are.",
                concerned,
            )
            self.advice.setText(said.format(n=format_number(concerned)))
        else:
            self.advice.setText(_("Everybody in these files still agrees."))
        self.go.setVisible(line is not None and bool(line.withdrawn))

    @Slot()
    def _on_go(self) -> None:
        line = self._chosen()
        if line is not None and line.withdrawn:
            go_to(self._context, line.withdrawn[0][0])
