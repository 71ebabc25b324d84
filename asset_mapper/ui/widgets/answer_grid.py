"""The grid that paper sheets are typed into: one key an answer, Enter for the next sheet."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from asset_mapper.domain.survey import ANSWERS
from asset_mapper.i18n import _
from asset_mapper.ui.models.answer_sheets import FIRST, GROUP, NUMBER, AnswerSheetModel
from asset_mapper.ui.widgets.own_keys import keep_own_key

_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class AnswerGrid(QTableView):
    """1 to 5 answer and go on; Space or 0 go on without; Backspace goes back; anything else is said to be none."""

    finished = Signal()
    pasted = Signal(str)  # what was in the clipboard
    removed = Signal(int)  # the row of a sheet
    said = Signal(str)  # a quiet word about a key; "" takes it back
    moved = Signal(int)  # the column that is to be answered

    def __init__(self, model: AnswerSheetModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._is_full = False  # the last statement is answered: the next digit belongs to no statement
        self.setModel(model)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setAlternatingRowColors(True)
        self.setStyleSheet("QTableView::item { padding: 0 8px; }")
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setHighlightSections(True)
        model.modelReset.connect(self._fit)
        self.selectionModel().currentChanged.connect(self._on_moved)

    @property
    def is_full(self) -> bool:
        """Whether the last statement of the sheet has just been answered."""
        return self._is_full

    def begin(self) -> None:
        """Go to the first statement of the sheet that is being typed up that has no answer yet."""
        row, entry = self._model.entry_row, self._model.entry
        if entry is None or self._model.survey is None:
            return
        asked = self._model.survey.statements
        last = max((place for place, one in enumerate(asked) if one.id in entry.answers), default=-1)
        self._go_to(row, FIRST + min(last + 1, len(asked) - 1))
        self._is_full = last + 1 == len(asked)

    def go_to_sheet(self, number: str) -> bool:
        """Go to the sheet of that number; tells whether there is one."""
        for row, sheet in enumerate(self._model.sheets):
            if sheet.sheet.casefold() == number.strip().casefold():
                self._go_to(row, FIRST)
                return True
        return False

    def _go_to(self, row: int, column: int) -> None:
        self._is_full = False
        index = self._model.index(row, column)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def _on_moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        self._is_full = False
        self.moved.emit(index.column())

    def _fit(self) -> None:
        wide = self.fontMetrics().averageCharWidth()
        for column in range(self._model.columnCount()):
            self.setColumnWidth(column, wide * {NUMBER: 10, GROUP: 26}.get(column, 6) + 16)
        high = max(self.fontMetrics().lineSpacing() + 12, 32)
        self.verticalHeader().setDefaultSectionSize(high)

    # --- keys ---------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        return keep_own_key(event) or super().event(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        index, key = self.currentIndex(), event.key()
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif key in _ENDS and self._model.entry is not None:
            self._end(index)
        elif not (self._may_type(index, event) and self._type(index, key, event.text())):
            super().keyPressEvent(event)

    def _may_type(self, index: QModelIndex, event: QKeyEvent) -> bool:
        others = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.ShiftModifier
        return self._model.entry is not None and index.isValid() and not others

    def _end(self, index: QModelIndex) -> None:
        if index.row() == self._model.entry_row:
            self.finished.emit()
        else:
            self.begin()

    def _type(self, index: QModelIndex, key: int, text: str) -> bool:
        """Take a key that answers or corrects; tells whether it was one of ours."""
        if index.column() == NUMBER:
            return False
        if index.column() == GROUP:
            return self._choose_group(index, text)
        if key == Qt.Key.Key_Backspace:
            self._back(index)
        elif key == Qt.Key.Key_Delete:
            self._model.answer(index, None)
        elif text in (" ", "0"):
            self._answer(index, None)
        elif text.isdecimal() and int(text) in ANSWERS:
            self._answer(index, int(text))
        elif text.isprintable() and text:
            self.said.emit(_("“{key}” is not an answer: press 1 to 5, or Space for none.").format(key=text))
        else:
            return False
        return True

    def _answer(self, index: QModelIndex, point: int | None) -> None:
        last = self._model.columnCount() - 1
        if self._is_full:
            self.said.emit(_("That was the last statement. Enter begins the next sheet."))
            return
        self._model.answer(index, point)
        self.said.emit("")
        if index.column() < last:
            self._go_to(index.row(), index.column() + 1)
        else:
            self._is_full = True
            self.moved.emit(last + 1)

    def _back(self, index: QModelIndex) -> None:
        """Take back the answer before; in a sheet that is stored, the one where the keyboard is."""
        if index.row() == self._model.entry_row and not self._is_full and index.column() > FIRST:
            index = self._model.index(index.row(), index.column() - 1)
        self._go_to(index.row(), index.column())
        self._model.answer(index, None)
        self.moved.emit(index.column())
        self.said.emit("")

    def _choose_group(self, index: QModelIndex, text: str) -> bool:
        survey = self._model.survey
        if survey is None or not text.isdecimal():
            return False
        number = int(text)
        if number <= len(survey.groups):
            self._model.choose_group(index.row(), survey.groups[number - 1].id if number else None)
            self.said.emit("")
        else:
            self.said.emit(_("There is no group {n}.").format(n=number))
        return True
