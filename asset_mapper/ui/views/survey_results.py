"""What a survey found: bars for every statement by group, and the same as a table; as the team or others see it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance, Slot
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
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.ids import RecordId
from asset_mapper.i18n import N_, _, format_date, language, ngettext
from asset_mapper.services import surveys
from asset_mapper.services.surveys import Results
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.diverging_bars import DivergingBars
from asset_mapper.ui.widgets.flow import FlowLayout
from asset_mapper.ui.widgets.reading_sheet import ReadingSheet

_WORDS = 0  # the column of the statements in the table


class SurveyResults(QWidget):
    """One survey: what it is, what can be done with it, and its results."""

    enter_requested = Signal()
    print_requested = Signal()
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
        self.change = self._button(N_("Change …"), self.change_requested)
        self.remove = self._button(N_("Remove"), self.remove_requested)
        choices = QWidget()
        flow = FlowLayout(choices, gap=16)
        flow.setContentsMargins(24, 0, 24, 0)
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
        self.setFocusProxy(self.enter)
        context.texts.call(self._write)

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
            for number, remark in shown.remarks:
                sheet.text(_("Sheet {number}: {remark}").format(number=number or "–", remark=remark))

    def _table(self, blocks: list[Block], shown: Results) -> QTableWidget:
        headings = survey_blocks.headings(shown.whole.of_principles)
        rows = survey_blocks.rows(blocks, shown.floor)
        table = _Table(len(rows), len(headings))
        table.setObjectName("survey-table")
        table.setAccessibleName(_("The same as a table"))
        table.setHorizontalHeaderLabels(headings)
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setWordWrap(True)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for number, row in enumerate(rows):
            for place, text in enumerate(row):
                item = QTableWidgetItem(text)
                if place > 1:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                table.setItem(number, place, item)
        first = 0
        for block in blocks:
            if len(block.bars) > 1:  # the statement stands once, beside its groups
                table.setSpan(first, _WORDS, len(block.bars), 1)
            first += len(block.bars)
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
    """As high as its rows, whose words go on below where a line is too short."""

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__(rows, columns)
        header, metrics = self.horizontalHeader(), self.fontMetrics()
        header.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap)
        )
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(_WORDS, QHeaderView.ResizeMode.Stretch)
        header.setMinimumHeight(metrics.lineSpacing() * 2 + 12)
        for column in range(1, columns):
            self.setColumnWidth(column, metrics.averageCharWidth() * (18 if column == 1 else 12))
        rows_of = self.verticalHeader()
        rows_of.setMinimumSectionSize(max(metrics.lineSpacing() + 12, 32))
        rows_of.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        rows_of.sectionResized.connect(self._fit)
        self.setStyleSheet("QTableView::item { padding: 0 6px; }")
        self._fit()

    def _fit(self, *_sizes: int) -> None:
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + self.verticalHeader().length() + 4)
