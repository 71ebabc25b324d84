"""A field that finds one record by typing a part of its code or of its name in either language."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal, Slot
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from asset_mapper.domain.ids import RecordId
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import _, language
from asset_mapper.services.names import Named, matching, meant


class RecordField(QLineEdit):
    """Shows what fits while one types; arrow keys and Enter choose. Half a name that only one record has will do."""

    chosen = Signal(str)  # the id of the record; "" when it is none any more

    def __init__(self, names: Sequence[Named] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = list(names)
        self._offered: dict[str, Named] = {}
        self._value: Named | None = None
        self._model = QStringListModel(self)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(10)
        self.setCompleter(completer)
        self.setClearButtonEnabled(True)
        self.textChanged.connect(self._on_text)
        self.editingFinished.connect(self._settle)

    def offer(self, names: Sequence[Named]) -> None:
        """Offer other records. What is chosen stays."""
        self._names = list(names)

    @property
    def value(self) -> RecordId | None:
        """The record that is chosen, also by typing what only it is called."""
        one = self._value or meant(self.text(), self._names)
        return one.id if one else None

    def check(self) -> None:
        """See that the field is empty, or names one record.

        Raises
        ------
        InvalidValueError
            What was typed names no record, or more than one.
        """
        if self.value is None and (typed := self.text().strip()):
            raise InvalidValueError(_("There is no “{name}” here. Choose one from the list.").format(name=typed))

    def choose(self, record_id: RecordId | None) -> None:
        """Choose a record; ``None`` empties the field."""
        self._take(next((one for one in self._names if one.id == record_id), None))

    def say(self) -> None:
        """Show what is chosen in the language in force."""
        if self._value is not None:
            self._take(self._value)

    def _take(self, one: Named | None) -> None:
        before, self._value = self._value, one
        text = one.text(language()) if one else ""
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)
        if one != before:
            self.chosen.emit(one.id if one else "")

    @Slot(str)
    def _on_text(self, typed: str) -> None:
        """Take what the list has put here; else offer what fits what was typed."""
        if self._value is not None and typed == self._value.text(language()):
            return
        if (one := self._offered.get(typed)) is not None:
            self._take(one)
            return
        self._offered = {}
        for one in matching(typed, self._names) if typed.strip() else ():
            text = one.offered(language())
            while text in self._offered:  # two of one name: each can be chosen
                text += " ·"
            self._offered[text] = one
        self._model.setStringList(list(self._offered))
        if self._value is not None:
            self._value = None
            self.chosen.emit("")

    @Slot()
    def _settle(self) -> None:
        if self._value is None and (one := meant(self.text(), self._names)) is not None:
            self._take(one)
