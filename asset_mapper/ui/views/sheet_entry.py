"""Typing up paper sheets: the group is chosen once, then each sheet is one key for each statement, and Enter."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.survey import ANSWERS, AnswerSheet
from asset_mapper.i18n import N_, _, language, ngettext
from asset_mapper.services import sheet_pasting, surveys
from asset_mapper.services.surveys import WholeSurvey
from asset_mapper.ui.context import Context
from asset_mapper.ui.models.answer_sheets import FIRST, AnswerSheetModel, is_begun
from asset_mapper.ui.widgets.answer_grid import AnswerGrid
from asset_mapper.ui.widgets.choice import Choice
from asset_mapper.ui.widgets.flow import FlowLayout
from asset_mapper.ui.widgets.leading import Leading

_MOST_REFUSED = 3  # sentences about rows, in one message
_DRAFT = "answer_sheet"


class SheetEntry(QWidget):
    """Each finished sheet is a step; the one that is half typed is a draft."""

    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._survey_id: RecordId = ""
        self.setProperty("manual", "surveys")
        say = context.texts.say
        self.model = AnswerSheetModel()
        self.grid = AnswerGrid(self.model)
        say(self.grid.setAccessibleName, N_("Answer sheets"))
        self.heading, self.count = _label("heading"), _label("quiet")
        self.statement, self.scale, self.word = _label("heading"), _label("quiet"), _label("problem")
        self.count.setWordWrap(False)
        self.group: Choice[RecordId | None] = Choice("", [(None, "")])
        self.group.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self.number, self.number_sought, self.remarks = QLineEdit(), QLineEdit(), QLineEdit()
        self.remarks.setMinimumWidth(self.remarks.fontMetrics().averageCharWidth() * 40)
        for field in (self.number, self.number_sought):
            field.setMaximumWidth(field.fontMetrics().averageCharWidth() * 16)
        self.finish, self.remove, self.paste, self.leave = (QPushButton() for _place in range(4))
        self.finish.setProperty("role", "primary")
        say(self.finish.setText, N_("Next sheet (Enter)"))
        say(self.remove.setText, N_("Remove this sheet"))
        say(self.paste.setText, N_("Paste from Excel"))
        say(self.leave.setText, N_("See the results"))

        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.count)
        settings = QWidget()
        flow = FlowLayout(settings, gap=16)
        flow.setContentsMargins(0, 0, 0, 0)
        for text, asked in (
            (N_("Group (Alt+1, Alt+2 …)"), self.group),
            (N_("Number of this sheet"), self.number),
            (N_("Remarks on this sheet, for the team (Alt+N)"), self.remarks),
            (N_("Find a sheet"), self.number_sought),
        ):
            flow.addWidget(_with_label(context, text, asked))
        say(self.number_sought.setAccessibleName, N_("Find a sheet by its number"))
        buttons = QHBoxLayout()
        for button in (self.finish, self.paste, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(settings)
        for label in (self.statement, self.scale):
            column.addWidget(label)
        column.addWidget(self.grid, 1)
        column.addWidget(self.word)
        column.addLayout(buttons)
        for number in range(10):
            self._on_key(f"Alt+{number}", partial(self._choose_group, number))
        self._on_key("Alt+N", self.remarks.setFocus)
        Leading(self, self.grid)

        self.grid.finished.connect(self.finish_sheet)
        self.grid.pasted.connect(self.paste_text)
        self.grid.said.connect(self._say_word)
        self.grid.moved.connect(self._say_statement)
        self.grid.selectionModel().currentChanged.connect(self._on_moved)
        self.model.corrected.connect(self._on_corrected)
        self.model.typed.connect(self._on_typed)
        self.group.activated.connect(self._on_group)
        self.number.textEdited.connect(lambda text: self.model.number(self.model.entry_row, text))
        self.number.returnPressed.connect(self._back_to_grid)
        self.number_sought.returnPressed.connect(self._on_find)
        self.remarks.textEdited.connect(self._on_remarks)
        self.remarks.editingFinished.connect(self._on_remarked)
        self.remarks.returnPressed.connect(self.grid.setFocus)
        self.finish.clicked.connect(self.finish_sheet)
        self.remove.clicked.connect(self._on_remove)
        self.paste.clicked.connect(self._on_paste)
        self.leave.clicked.connect(self.left)
        context.records_changed.connect(self._follow)
        context.texts.call(self._say)

    def _on_key(self, key: str, act: Callable[[], None]) -> None:
        """Have a key for this page alone: the line for entries has some of its own."""
        shortcut = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    # --- which survey -------------------------------------------------------------------------------------------

    def type_up(self, survey: WholeSurvey) -> None:
        """Begin with a new sheet, or go on with the one that was half typed."""
        project = self._context.project
        self._survey_id = survey.survey.id
        self.model.show_survey(survey, is_open=project is not None and not project.read_only)
        draft = self._context.drafts.taken(self._draft_key)
        if draft and self.model.entry is not None and not is_begun(self.model.entry):
            self.model.take_up(
                str(draft.get("sheet", "")),
                draft.get("group"),
                draft.get("answers", {}),
                str(draft.get("remarks", "")),
            )
        self._fill_groups()
        self._say()
        self._back_to_grid()

    @property
    def _draft_key(self) -> str:
        return f"{_DRAFT}:{self._survey_id}"

    @Slot(object)
    def _follow(self, change_set: ChangeSet) -> None:
        if self._survey_id and self.model.follow(change_set):
            self._context.ask(surveys.whole, self._survey_id, done=self._on_read)
        self._say_count()
        self._say_number()

    def _on_read(self, survey: WholeSurvey | None) -> None:
        if survey is None:
            self._survey_id = ""
            self.left.emit()
        elif survey.survey.id == self._survey_id:
            self.model.show_survey(survey, is_open=self.model.entry is not None)
            self._fill_groups()
            self._say()
            self.grid.begin()

    # --- sheets -------------------------------------------------------------------------------------------------

    @Slot()
    def finish_sheet(self) -> None:
        """Keep the sheet, and begin the next one of the same group."""
        sheet = self.model.finish()
        if sheet is None:
            self._say_word(_("Nothing is answered on this sheet yet."))
            return
        self._context.drafts.drop(self._draft_key)
        self._enter(sheet)
        self._say_word("")
        self._back_to_grid()

    def _enter(self, *sheets: AnswerSheet, say: bool = False) -> None:
        def give_back(error: BaseException) -> None:
            for sheet in sheets:
                self.model.give_back(sheet)
            self._on_typed()
            self._context.show_error(error)

        self._context.apply(surveys.enter, *sheets, failed=give_back, say=say)
        self._say_count()
        self._say_number()

    @Slot(str)
    def paste_text(self, text: str) -> None:
        """Take rows of a table as sheets, as one step."""
        survey = self.model.survey
        if survey is None or self.model.entry is None:
            return
        found = sheet_pasting.pasted(text, self._as_known(survey), self.model.entry.group_id)
        if found.sheets:
            self.model.add(*found.sheets)
            self._enter(*found.sheets, say=True)
        refused = " ".join(found.refused[:_MOST_REFUSED])
        if (more := len(found.refused) - _MOST_REFUSED) > 0:
            rows = ngettext("And {n} row more.", "And {n} rows more.", more).format(n=more)
            refused = f"{refused} {rows}"
        self._say_word(refused if found.refused or found.sheets else _("There is no table of answers to paste."))
        self.grid.begin()

    def _as_known(self, survey: WholeSurvey) -> WholeSurvey:
        return WholeSurvey(
            survey.survey, survey.statements, survey.groups, tuple(self.model.sheets), survey.session
        )  # fmt: skip

    @Slot()
    def _on_paste(self) -> None:
        from PySide6.QtGui import QGuiApplication

        self.paste_text(QGuiApplication.clipboard().text())
        self.grid.setFocus()

    @Slot(object, object)
    def _on_corrected(self, before: AnswerSheet, after: AnswerSheet) -> None:
        self._context.apply(surveys.correct, before, after)

    @Slot()
    def _on_remove(self) -> None:
        sheet = self.model.sheet_at(self.grid.currentIndex().row())
        if sheet is not None and sheet is not self.model.entry:
            self._context.apply(surveys.take_out, [sheet.id], say=True)
            self._back_to_grid()

    @Slot()
    def _on_typed(self) -> None:
        """Keep what is half typed, so that it outlives the program."""
        entry = self.model.entry
        if entry is None:
            return
        self._say_number()
        self.group.choose(entry.group_id)
        typed = {
            "sheet": entry.sheet,
            "group": entry.group_id,
            "answers": dict(entry.answers),
            "remarks": entry.remarks,
        }
        kept = typed if is_begun(entry) else {}
        self._context.drafts.keep(self._draft_key, kept, kept)

    @Slot(str)
    def _on_remarks(self, text: str) -> None:
        """Keep what is typed with the sheet under way; what is typed with a stored one is kept when it is left."""
        if self.grid.currentIndex().row() == self.model.entry_row:
            self.model.remark(self.model.entry_row, text)

    @Slot()
    def _on_remarked(self) -> None:
        row = self.grid.currentIndex().row()
        if self.model.entry is not None and row != self.model.entry_row:
            self.model.remark(row, self.remarks.text())

    @Slot()
    def _on_find(self) -> None:
        number = self.number_sought.text().strip()
        if self.grid.go_to_sheet(number):
            self.number_sought.clear()
            self.grid.setFocus()
            self._say_word("")
        else:
            self.number_sought.selectAll()
            self._say_word(_("There is no sheet “{number}”.").format(number=number))

    @Slot()
    def _back_to_grid(self) -> None:
        self.grid.begin()
        self.grid.setFocus()
        self._on_moved(self.grid.currentIndex(), QModelIndex())
        self._say_statement(self.grid.currentIndex().column() + self.grid.is_full)

    # --- groups -------------------------------------------------------------------------------------------------

    def _fill_groups(self) -> None:
        survey, entry = self.model.survey, self.model.entry
        if survey is None:
            return
        names: list[tuple[RecordId | None, str]] = [(None, _("Group not said"))]
        names += [(group.id, group.name.text(language())) for group in survey.groups]
        self.group.fill(names)
        self.group.choose(entry.group_id if entry is not None else None)

    def _choose_group(self, number: int) -> None:
        if 0 <= number < self.group.count():
            self.group.setCurrentIndex(number)
            self._on_group()

    @Slot()
    def _on_group(self, *_place: int) -> None:
        self.model.choose_group(self.model.entry_row, self.group.value)
        self.grid.setFocus()

    # --- words --------------------------------------------------------------------------------------------------

    def _say(self) -> None:
        self.model.say_again()
        survey = self.model.survey
        self.group.setAccessibleName(_("Group"))
        points = [f"{point} {_(label)}" for point, label in ANSWERS.items()]
        self.scale.setText(" · ".join([*points, _("Space: no answer")]))
        if survey is None:
            return
        self.heading.setText(survey.survey.name.text(language()))
        chosen = self.group.currentIndex()
        self.group.say([_("Group not said"), *(group.name.text(language()) for group in survey.groups)])
        self.group.setCurrentIndex(chosen)
        can_type = self.model.entry is not None
        for widget in (self.finish, self.paste, self.group, self.number, self.remarks):
            widget.setEnabled(can_type)
        self._say_count()
        self._say_number()
        self._say_statement(self.grid.currentIndex().column())

    def _say_count(self) -> None:
        count = len(self.model.sheets)
        self.count.setText(ngettext("{n} sheet typed up", "{n} sheets typed up", count).format(n=count))

    def _say_number(self) -> None:
        entry = self.model.entry
        if entry is not None and self.number.text().strip() != entry.sheet:
            self.number.setText(entry.sheet)

    @Slot(int)
    def _say_statement(self, column: int) -> None:
        """Say which statement the next key answers."""
        survey = self.model.survey
        if survey is None:
            return
        place, asked = column - FIRST, len(survey.statements)
        if place >= asked:
            self.statement.setText(_("All answered. Enter begins the next sheet."))
        elif place >= 0:
            text = survey.statements[place].text.text(language())
            self.statement.setText(_("{n} of {all}: {statement}").format(n=place + 1, all=asked, statement=text))
        else:
            self.statement.setText(_("The group of this sheet: type its number.") if column else _("Number (F2)"))

    @Slot(QModelIndex, QModelIndex)
    def _on_moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.remove.setEnabled(self.model.entry is not None and now.row() != self.model.entry_row)
        sheet = self.model.sheet_at(now.row())
        remarks = sheet.remarks if sheet is not None else ""
        if self.remarks.text() != remarks:
            self.remarks.setText(remarks)

    @Slot(str)
    def _say_word(self, text: str) -> None:
        self.word.setText(text)
        self.word.setAccessibleName(text)


def _label(role: str) -> QLabel:
    label = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    return label


def _with_label(context: Context, text: str, field: QWidget) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    label = QLabel()
    label.setProperty("role", "quiet")
    label.setBuddy(field)
    context.texts.say(label.setText, text)
    context.texts.say(field.setAccessibleName, text)
    column.addWidget(label)
    column.addWidget(field, 0, Qt.AlignmentFlag.AlignLeft)
    return block
