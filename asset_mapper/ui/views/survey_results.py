"""What a survey found: bars for every statement by group, and the same as a table; as the team or others see it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from asset_mapper.analysis import survey_blocks
from asset_mapper.analysis.survey_blocks import Block
from asset_mapper.analysis.survey_counts import ALL
from asset_mapper.domain.audience import Audience, admits
from asset_mapper.domain.ids import RecordId
from asset_mapper.i18n import N_, _, format_date, language, ngettext
from asset_mapper.services import surveys
from asset_mapper.services.surveys import Results
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.diverging_bars import DivergingBars
from asset_mapper.ui.widgets.flow import FlowLayout
from asset_mapper.ui.widgets.leading import Leading
from asset_mapper.ui.widgets.reading_sheet import ReadingSheet

_WHO, _FIRST_POINT = 0, 2  # columns of the table
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WRAPPED = int(Qt.TextFlag.TextWordWrap)


class SurveyResults(QWidget):
    """One survey: what it is, what can be done with it, and its results."""

    enter_requested = Signal()
    print_requested = Signal()
    wall_requested = Signal()
    change_requested = Signal()
    remove_requested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._survey_id: RecordId = ""
        self.shown: Results | None = None
        say = context.texts.say
        self.sheet = ReadingSheet()
        say(self.sheet.setAccessibleName, N_("Results of the survey"))
        buttons = QWidget()
        self._flow = FlowLayout(buttons)
        self._flow.setContentsMargins(24, 16, 24, 0)
        self.enter = self._button(N_("Type up sheets"), self.enter_requested, primary=True)
        self.print = self._button(N_("Print sheets …"), self.print_requested)
        self.wall = self._button(N_("Show on the projector"), self.wall_requested)
        say(
            self.wall.setToolTip,
            N_("The room sees counts that go to everyone, and no others."),
        )
        self.change = self._button(N_("Change …"), self.change_requested)
        self.remove = self._button(N_("Remove"), self.remove_requested)
        choices = QWidget()
        flow = FlowLayout(choices)
        flow.setContentsMargins(18, 0, 24, 0)  # their frames, which are seen with the keyboard, stand out by 6
        self.by_group, self.by_agreement, self.as_others = QCheckBox(), QCheckBox(), QCheckBox()
        self.by_group.setChecked(True)
        for box, text in (
            (self.by_group, N_("By group")),
            (self.by_agreement, N_("Most agreement first")),
            (self.as_others, N_("As others see it")),
        ):
            say(box.setText, text)
            flow.addWidget(box)
        say(
            self.as_others.setToolTip,
            N_("Outside the team, groups of a few people are not told: nobody's answer can be read off."),
        )
        self.by_group.toggled.connect(self._write)
        self.by_agreement.toggled.connect(self._write)
        self.as_others.toggled.connect(self._read)
        self._above = QWidget()
        above = QVBoxLayout(self._above)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(8)
        above.addWidget(buttons)
        above.addWidget(choices)
        self._choices = choices
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._above)
        column.addWidget(self.sheet, 1)
        Leading(self, self.enter)
        context.texts.call(self._write)

    def buttons(self) -> list[QPushButton]:
        """Give what can be done with the survey, in the order of the screen."""
        return [self.enter, self.print, self.wall, self.change, self.remove]

    def show_survey(self, survey_id: RecordId) -> None:
        """Show one survey; ``""`` shows none."""
        self._survey_id = survey_id
        self.setVisible(bool(survey_id))
        self._read()

    @Slot()
    def _read(self, *_state: object) -> None:
        if self._survey_id:
            audience = Audience.PUBLIC if self.as_others.isChecked() else Audience.TEAM
            self._context.ask(surveys.results, self._survey_id, audience, done=self._on_read)

    def _on_read(self, found: Results | None) -> None:
        if found is None or found.whole.survey.id == self._survey_id:
            self.shown = found
            self._write()

    @property
    def blocks(self) -> list[Block]:
        """What is drawn."""
        if self.shown is None:
            return []
        return self.shown.blocks(by_group=self.by_group.isChecked(), by_agreement=self.by_agreement.isChecked())

    @Slot()
    def _write(self, *_state: object) -> None:
        if self.shown is None:
            return
        project = self._context.project
        can_write = project is not None and not project.read_only
        for button in (self.enter, self.change, self.remove):
            button.setEnabled(can_write)
        self.wall.setEnabled(admits(self.shown.whole.survey.visibility, Audience.ROOM))
        self._choices.setVisible(any(one.n or one.few for one in self.shown.counts))
        self.sheet.write(self._say)

    def _say(self) -> None:
        shown = self.shown
        assert shown is not None
        survey, session, sheet = shown.whole.survey, shown.whole.session, self.sheet
        sheet.text(survey.name.text(language()), "heading")
        about = [_(survey.kind.label)]
        if session is not None:
            about.append(f"{session.place.text(language())}, {format_date(session.on)}")
        about.append(_("Counts go to: {audience}").format(audience=_(survey.visibility.label)))
        sheet.text(" · ".join(about), "quiet")
        if survey.introduction is not None:
            sheet.text(survey.introduction.text(language()))
        told = [one for one in shown.counts if one.group_id == ALL]
        if not any(one.n or one.few for one in told):
            sheet.text(
                _("No sheet is typed up yet. Print the sheets, hand them round, and type them up in a minute.")
            )
            for number, statement in enumerate(shown.whole.statements, 1):
                sheet.text(f"{number}. {statement.text.text(language())}")
            return
        blocks = self.blocks
        if shown.floor:
            sheet.text(
                ngettext(
                    "Groups of fewer than {n} person are not told by themselves, and not counted in all.",
                    "Groups of fewer than {n} people are not told by themselves, and not counted in all.",
                    shown.floor,
                ).format(n=shown.floor),
                "quiet",
            )
        sheet.column.addWidget(DivergingBars(blocks, shown.floor))
        sheet.section(_("The same as a table"))
        sheet.column.addWidget(self._table(blocks, shown))
        if shown.remarks:
            sheet.section(_("Remarks, for the team"))
            for on_paper, remark in shown.remarks:
                sheet.text(_("Sheet {number}: {remark}").format(number=on_paper or "–", remark=remark))

    @staticmethod
    def _table(blocks: list[Block], shown: Results) -> QTableWidget:
        """Set the same as a table: each statement on a line of its own, below it who answered what."""
        table = _Table(shown.whole.of_principles)
        for block in blocks:
            table.add_heading(block.title)
            for _title, *cells in survey_blocks.rows([block], shown.floor):
                table.add(cells)
        return table

    def _button(self, label: str, wish: SignalInstance, *, primary: bool = False) -> QPushButton:
        button = QPushButton()
        if primary:
            button.setProperty("role", "primary")
        self._context.texts.say(button.setText, label)
        button.clicked.connect(wish)
        self._flow.addWidget(button)
        return button


class _Table(QTableWidget):
    """As high as its rows. The points are headed by their numbers, as on paper; their words are said beside them."""

    def __init__(self, of_principles: bool) -> None:
        _statement, *headings = survey_blocks.headings(of_principles)
        super().__init__(0, len(headings))
        self.setObjectName("survey-table")
        self.setAccessibleName(_("The same as a table"))
        self.verticalHeader().hide()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet("QTableView::item { padding: 0 6px; }")
        metrics = self.fontMetrics()
        self._high = max(metrics.lineSpacing() + 12, 32)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(metrics.averageCharWidth() * 5)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(_WHO, QHeaderView.ResizeMode.Stretch)
        for column, text in enumerate(headings):
            point = column - _FIRST_POINT + 1
            item = QTableWidgetItem(str(point) if point > 0 else text)
            item.setToolTip(text)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, text)
            item.setTextAlignment(_LEFT if column == _WHO else _RIGHT)
            self.setHorizontalHeaderItem(column, item)
            if column != _WHO:
                self.setColumnWidth(column, metrics.averageCharWidth() * (4 if point > 0 else 13) + 20)

    def add_heading(self, text: str) -> None:
        row = self._new_row()
        item = QTableWidgetItem(text)
        font = item.font()
        font.setBold(True)
        item.setFont(font)
        self.setItem(row, _WHO, item)
        self.setSpan(row, _WHO, 1, self.columnCount())

    def add(self, cells: Sequence[str]) -> None:
        row = self._new_row()
        for column, text in enumerate(cells):
            item = QTableWidgetItem(text)
            item.setTextAlignment(_LEFT if column == _WHO else _RIGHT)
            self.setItem(row, column, item)

    def _new_row(self) -> int:
        row = self.rowCount()
        self.insertRow(row)
        self.setRowHeight(row, self._high)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give a heading the lines that it needs in this width."""
        super().resizeEvent(event)
        wide = self.viewport().width()
        beside = sum(self.columnWidth(column) for column in range(_WHO + 1, self.columnCount()))
        whole = self.horizontalHeader().sizeHint().height() + 4
        for row in range(self.rowCount()):
            item = self.item(row, _WHO)
            room = wide if self.columnSpan(row, _WHO) > 1 else wide - beside
            text = item.text() if item is not None else ""
            words = self.fontMetrics().boundingRect(0, 0, int((room - 16) * 0.92), 9999, _WRAPPED, text)
            self.setRowHeight(row, max(self._high, words.height() + 12))
            whole += self.rowHeight(row)
        self.setFixedHeight(whole)
