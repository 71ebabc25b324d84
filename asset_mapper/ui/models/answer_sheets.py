"""Answer sheets as a grid: a row for each sheet that was typed up, and the one that is being typed up as the last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.survey import ANSWERS, AnswerSheet, RespondentGroup, Statement, Survey
from asset_mapper.i18n import _, language
from asset_mapper.services.surveys import WholeSurvey, next_number

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
NUMBER, GROUP, FIRST = range(3)  # the columns; statements begin at the last of these


class AnswerSheetModel(QAbstractTableModel):
    """Shows a sheet as soon as it is finished, before it is stored: nobody who types waits for a disk."""

    corrected = Signal(object, object)  # a stored sheet, before and after
    typed = Signal()  # something of the sheet that is being typed up

    def __init__(self) -> None:
        super().__init__()
        self.survey: WholeSurvey | None = None
        self._sheets: list[AnswerSheet] = []
        self._is_open = False
        self._proposed = ""  # the number that the next sheet has unless somebody gives another
        self.entry: AnswerSheet | None = None  # what is being typed up

    def show_survey(self, survey: WholeSurvey, *, is_open: bool) -> None:
        """Show all sheets of a survey; what is being typed up stays."""
        self.beginResetModel()
        kept = self.entry if self.entry is not None and self.entry.survey_id == survey.survey.id else None
        self.survey, self._sheets, self._is_open = survey, list(survey.sheets), is_open
        self.entry = (kept or self._blank(None)) if is_open else None
        self.endResetModel()

    def follow(self, change_set: ChangeSet) -> bool:
        """Take in what was stored; tells whether the survey itself changed and has to be read anew."""
        if self.survey is None:
            return False
        own = self.survey.survey.id
        for change in change_set:
            record = change.record
            if isinstance(record, AnswerSheet) and record.survey_id == own:
                self._take_in(record, gone=change.after is None)
            elif record.id == own or (isinstance(record, (Statement, RespondentGroup)) and record.survey_id == own):
                return True
        return False

    # --- what is typed ------------------------------------------------------------------------------------------

    @property
    def sheets(self) -> list[AnswerSheet]:
        return self._sheets

    @property
    def entry_row(self) -> int:
        """The row that is typed into; -1 when nothing may be."""
        return len(self._sheets) if self.entry is not None else -1

    def sheet_at(self, row: int) -> AnswerSheet | None:
        return self._sheets[row] if 0 <= row < len(self._sheets) else self.entry if row == self.entry_row else None

    def statement_at(self, column: int) -> Statement | None:
        place = column - FIRST
        return self.survey.statements[place] if self.survey and 0 <= place < len(self.survey.statements) else None

    def answer(self, index: Index, point: int | None) -> None:
        """Give an answer to the statement of a cell, or take it back."""
        sheet, statement = self.sheet_at(index.row()), self.statement_at(index.column())
        if sheet is None or statement is None:
            return
        answers = {key: value for key, value in sheet.answers.items() if key != statement.id}
        if point is not None:
            answers[statement.id] = point
        self._change(index.row(), replace(sheet, answers=answers))

    def choose_group(self, row: int, group_id: RecordId | None) -> None:
        sheet = self.sheet_at(row)
        if sheet is not None:
            self._change(row, replace(sheet, group_id=group_id))

    def number(self, row: int, number: str) -> None:
        sheet = self.sheet_at(row)
        if sheet is not None:
            self._change(row, replace(sheet, sheet=number.strip()))

    def remark(self, row: int, text: str) -> None:
        sheet = self.sheet_at(row)
        if sheet is not None:
            self._change(row, replace(sheet, remarks=text))

    def take_up(self, number: str, group_id: RecordId | None, answers: Mapping[str, int], remarks: str) -> None:
        """Go on with a sheet that was half typed."""
        if self.entry is None or self.survey is None:
            return
        there = {statement.id for statement in self.survey.statements}
        groups = {group.id for group in self.survey.groups}
        kept = {key: point for key, point in answers.items() if key in there and point in ANSWERS}
        group = group_id if group_id in groups else None
        self._change(self.entry_row, replace(self.entry, sheet=number, group_id=group, answers=kept, remarks=remarks))

    def finish(self) -> AnswerSheet | None:
        """End the sheet that is being typed up, and begin the next of the same group; ``None`` when it is empty."""
        entry = self.entry
        if entry is None or not is_begun(entry):
            return None
        self.add(entry)
        self.entry = self._blank(entry.group_id)
        self._say_changed(self.entry_row)
        return entry

    def add(self, *sheets: AnswerSheet) -> None:
        """Show sheets that are on their way to the disk."""
        known = {one.id for one in self._sheets}
        new = [sheet for sheet in sheets if sheet.id not in known]
        if new:
            first = len(self._sheets)
            self.beginInsertRows(_ROOT, first, first + len(new) - 1)
            self._sheets += new
            self.endInsertRows()

    def give_back(self, sheet: AnswerSheet) -> None:
        """Take a sheet out again that could not be stored; it is what is typed where nothing else is."""
        self._take_in(sheet, gone=True)
        if self.entry is not None and not is_begun(self.entry):
            self.entry = sheet
            self._say_changed(self.entry_row)

    def _blank(self, group_id: RecordId | None) -> AnswerSheet:
        assert self.survey is not None
        survey = self.survey.survey
        return AnswerSheet(
            survey_id=survey.id, session_id=survey.session_id, group_id=group_id, sheet=self._next_number()
        )

    def _next_number(self) -> str:
        self._proposed = next_number(self._sheets)
        return self._proposed

    def _change(self, row: int, after: AnswerSheet) -> None:
        before = self.sheet_at(row)
        if before is None or before == after:
            return
        if row == self.entry_row:
            self.entry = after
            self._say_changed(row)
            self.typed.emit()
        else:
            self._sheets[row] = after
            self._say_changed(row)
            self.corrected.emit(before, after)

    def _take_in(self, sheet: AnswerSheet, *, gone: bool) -> None:
        rows = [row for row, one in enumerate(self._sheets) if one.id == sheet.id]
        if rows and gone:
            self.beginRemoveRows(_ROOT, rows[0], rows[0])
            del self._sheets[rows[0]]
            self.endRemoveRows()
        elif rows:
            self._sheets[rows[0]] = sheet
            self._say_changed(rows[0])
        elif not gone:
            self.add(sheet)
        entry = self.entry
        if entry is not None and not is_begun(entry) and entry.sheet == self._proposed:  # its number follows
            self.entry = replace(entry, sheet=self._next_number())
            self._say_changed(self.entry_row)

    def _say_changed(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    # --- words --------------------------------------------------------------------------------------------------

    def say_again(self) -> None:
        """Say headings and words in the language in force."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(self.columnCount() - 1, 0))
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def group_name(self, group_id: RecordId | None) -> str:
        names = {group.id: group.name.text(language()) for group in self.survey.groups} if self.survey else {}
        return names.get(group_id or "", _("Group not said"))

    def in_words(self, index: Index) -> str:
        """Say a cell to somebody who does not see where it stands."""
        sheet, statement = self.sheet_at(index.row()), self.statement_at(index.column())
        if sheet is None:
            return ""
        if statement is None:
            return self.group_name(sheet.group_id) if index.column() == GROUP else sheet.sheet
        point = sheet.answers.get(statement.id)
        said = f"{point}, {_(ANSWERS[point])}" if point else _("no answer")
        return _("Sheet {number}, {statement}: {answer}").format(
            number=sheet.sheet, statement=statement.text.text(language()), answer=said
        )

    # --- Qt's own -----------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self._sheets) + (self.entry is not None)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() or self.survey is None else FIRST + len(self.survey.statements)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        sheet = self.sheet_at(index.row()) if index.isValid() else None
        if sheet is None:
            return None
        statement = self.statement_at(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            if statement is not None:
                return str(sheet.answers.get(statement.id, ""))
            return sheet.sheet if index.column() == NUMBER else self.group_name(sheet.group_id)
        if role == Qt.ItemDataRole.TextAlignmentRole and statement is not None:
            return int(Qt.AlignmentFlag.AlignCenter)
        if role == Qt.ItemDataRole.FontRole and index.row() == self.entry_row:
            font = QFont()
            font.setBold(True)
            return font
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self.in_words(index)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        if role != Qt.ItemDataRole.EditRole or index.column() != NUMBER:
            return False
        self.number(index.row(), str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self._is_open and index.column() == NUMBER else flags

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        statement = self.statement_at(section)
        if role == Qt.ItemDataRole.DisplayRole:
            if statement is not None:
                return str(section - FIRST + 1)
            return _("Sheet") if section == NUMBER else _("Group")
        if statement is None and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if statement is not None and role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return statement.text.text(language())
        return None


def is_begun(sheet: AnswerSheet) -> bool:
    """Tell whether something was typed from a sheet."""
    return bool(sheet.answers or sheet.remarks.strip())


def survey_of(record: object) -> RecordId:
    """Give the survey that a record belongs to; ``""`` when it is none of a survey."""
    if isinstance(record, Survey):
        return record.id
    return record.survey_id if isinstance(record, (Statement, RespondentGroup, AnswerSheet)) else ""
