"""One mapping session, to be read, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from asset_mapper.domain.mapping_session import PRINCIPLES, MappingSession
from asset_mapper.domain.survey import SurveyKind
from asset_mapper.i18n import N_, _, format_date, format_number, language, ngettext
from asset_mapper.services.sessions import SessionSummary
from asset_mapper.ui.context import Context
from asset_mapper.ui.symbols import kind_icon
from asset_mapper.ui.widgets.flow import FlowLayout

_OTHERS = {
    "talent": N_("Talents"),
    "link": N_("Links to outcomes"),
    "evidence": N_("Evidence"),
    "outcome": N_("Outcomes"),
    "outcome_votes": N_("Votes on outcomes"),
}
_WIDEST = 48  # letters of what is counted, in one line


class SessionDetail(QScrollArea):
    """Says what the session was, and emits what is wished."""

    resume_requested = Signal()
    type_up_requested = Signal()
    photos_requested = Signal()
    list_requested = Signal()
    record_requested = Signal()
    change_requested = Signal()
    remove_requested = Signal()
    survey_requested = Signal(str)  # by its id
    new_survey_requested = Signal(object)  # SurveyKind

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._shown: SessionSummary | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setMinimumWidth(320)
        context.texts.say(self.setAccessibleName, N_("The chosen session"))
        sheet = QWidget()
        sheet.setProperty("role", "paper")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        self.heading, self.about = _label("heading"), _label("quiet")
        buttons = QWidget()
        self._flow = FlowLayout(buttons)
        self._flow.setContentsMargins(0, 8, 0, 8)
        self.resume = self._button("", self.resume_requested, primary=True)
        self.type_up = self._button(N_("Type up the sheets"), self.type_up_requested)
        self.photos = self._button(N_("Add photos of sheets …"), self.photos_requested)
        self.list = self._button(N_("Show in the list"), self.list_requested)
        self.record = self._button(N_("Record of the day …"), self.record_requested)
        self.change = self._button(N_("Change …"), self.change_requested)
        self.remove = self._button(N_("Remove"), self.remove_requested)
        self._facts = QWidget()
        column.addWidget(self.heading)
        column.addWidget(self.about)
        column.addWidget(buttons)
        column.addWidget(self._facts)
        column.addStretch(1)
        self._column = column
        self._sheet = sheet
        self.setWidget(sheet)
        sheet.hide()

    def buttons(self) -> list[QPushButton]:
        """Give what can be done with the session, in the order of the screen."""
        return [self.resume, self.type_up, self.photos, self.list, self.record, self.change, self.remove]

    def show_session(self, summary: SessionSummary | None) -> None:
        """Say all of one session; nothing when there is none."""
        self._shown = summary
        self._sheet.setVisible(summary is not None)
        if summary is None:
            return
        session = summary.session
        self.heading.setText(session.place.text(language()))
        purpose = session.purpose.text(language()) if session.purpose else ""
        self.about.setText("\n".join(filter(None, (format_date(session.on), purpose))))
        project, running = self._context.project, self._context.session.running
        can_write = project is not None and not project.read_only
        runs = running is not None and running.id == session.id
        self.resume.setText(_("End the session") if runs else _("Go on with it"))
        self.resume.setToolTip("" if runs else _("What is recorded from now on belongs to this session again."))
        self.type_up.setEnabled(can_write and bool(summary.sheets))
        for button in (self.resume, self.photos, self.change, self.remove):
            button.setEnabled(can_write)
        facts = QWidget()
        self._say_facts(QVBoxLayout(facts), summary)
        self._column.replaceWidget(self._facts, facts)
        self._facts.deleteLater()
        self._facts = facts

    def _say_facts(self, column: QVBoxLayout, summary: SessionSummary) -> None:
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(_heading(_("Recorded")))
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        side = self.fontMetrics().height()
        for row, (kind, count) in enumerate(summary.by_kind.items()):
            sign = QLabel()
            sign.setPixmap(kind_icon(kind.value).pixmap(side, side))
            _row(grid, row, _(kind.label), count, sign)
        for name, count in summary.others.items():
            _row(grid, grid.rowCount(), _(_OTHERS[name]), count, QLabel())
        if not summary.by_kind and not summary.others:
            column.addWidget(_text(_("Nothing yet. Press Ctrl+N and type what is said.")))
        column.addLayout(grid)
        if summary.sheets:
            column.addWidget(_heading(_("Sheets")))
            all_, left = len(summary.sheets), summary.to_type_up
            text = ngettext("{n} photo, {left} still to type up", "{n} photos, {left} still to type up", all_)
            column.addWidget(_text(text.format(n=all_, left=left)))
        self._say_what_was_said(column, summary)
        self._say_people(column, summary.session)

    def _say_people(self, column: QVBoxLayout, session: MappingSession) -> None:
        texts = [
            (_("People present"), "" if session.people_present is None else format_number(session.people_present)),
            (_("Tables"), "; ".join(session.tables)),
            (_("Facilitators"), "; ".join(session.facilitators)),
            (_("Notes"), session.notes),
        ]
        for label, text in texts:
            if text:
                column.addWidget(_heading(label))
                column.addWidget(_text(text))

    def _say_what_was_said(self, column: QVBoxLayout, summary: SessionSummary) -> None:
        """Say what those present were asked: their surveys, and their votes on the principles."""
        column.addWidget(_heading(_("What those present said")))
        for survey in summary.surveys:
            sheets = ngettext("{n} answer sheet", "{n} answer sheets", survey.sheets).format(n=survey.sheets)
            button = QPushButton(f"{survey.survey.name.text(language())} · {sheets}")
            button.setProperty("role", "plain")
            button.clicked.connect(lambda _on=False, chosen=survey.survey.id: self.survey_requested.emit(chosen))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        project = self._context.project
        asking = QWidget()
        flow = FlowLayout(asking)
        flow.setContentsMargins(0, 0, 0, 0)
        for kind, text in (
            (SurveyKind.PRINCIPLES, _("Look back on the five principles …")),
            (SurveyKind.BARRIERS, _("Ask what stands in the way …")),
        ):
            button = QPushButton(text)
            button.setEnabled(project is not None and not project.read_only)
            button.clicked.connect(lambda _on=False, chosen=kind: self.new_survey_requested.emit(chosen))
            flow.addWidget(button)
        column.addWidget(asking)
        votes = summary.session.votes
        if votes:
            column.addWidget(_heading(_("What mattered most: votes")))
            grid = QGridLayout()
            for row, (key, label) in enumerate(PRINCIPLES.items()):
                _row(grid, row, _(label), votes.get(key, 0))
            column.addLayout(grid)

    def _button(self, label: str, wish: SignalInstance, *, primary: bool = False) -> QPushButton:
        button = QPushButton()
        if primary:
            button.setProperty("role", "primary")
        if label:
            self._context.texts.say(button.setText, label)
        button.clicked.connect(wish)
        self._flow.addWidget(button)
        return button


def _label(role: str) -> QLabel:
    label = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _heading(text: str) -> QLabel:
    label = _label("quiet")
    label.setText(text)
    label.setContentsMargins(0, 8, 0, 0)
    return label


def _text(text: str) -> QLabel:
    label = _label("")
    label.setText(text)
    return label


def _row(grid: QGridLayout, row: int, text: str, count: int, sign: QLabel | None = None) -> None:
    """Say a count: the numbers stand below each other, beside words that keep to their line where there is room."""
    words, number = _text(text), QLabel(format_number(count))
    room = words.fontMetrics().horizontalAdvance(text) + 2
    words.setMinimumWidth(min(room, words.fontMetrics().averageCharWidth() * _WIDEST))
    if sign is not None:
        grid.addWidget(sign, row, 0)
    grid.addWidget(words, row, 1)
    grid.addWidget(number, row, 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    grid.setColumnStretch(3, 1)
