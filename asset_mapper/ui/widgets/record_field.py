"""A field that finds one record by typing a part of its code or of its name in either language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QStringListModel, Signal, Slot
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.filtering import fold
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.outcome import Outcome
from asset_mapper.i18n import language

_MOST = 30
_BETWEEN = "·"  # the names in both languages


@dataclass(frozen=True, slots=True)
class Option:
    """A record that can be chosen: its code, if it has one, and its name in both languages."""

    id: RecordId
    code: str
    cy: str
    en: str

    def text(self, code: str) -> str:
        """Say it to a reader of a language, with the other language after it where there is one."""
        first, second = (self.cy, self.en) if code == "cy" else (self.en, self.cy)
        names = f" {_BETWEEN} ".join(dict.fromkeys(name for name in (first, second) if name))
        return f"{self.code} {names}".strip()

    @property
    def words(self) -> str:
        return fold(f"{self.code} {self.cy} {self.en}")


def options_of(records: Iterable[Outcome | Asset]) -> list[Option]:
    """Make options of records."""
    return [
        Option(record.id, record.code if isinstance(record, Outcome) else "", record.name.cy, record.name.en)
        for record in records
    ]


def matching(typed: str, options: Sequence[Option], most: int = _MOST) -> list[Option]:
    """Find the options that hold every word that was typed: those that begin with it first."""
    wanted = fold(typed)
    words = [word for word in wanted.split() if word != _BETWEEN]
    found = [
        (not (text.startswith(wanted) or f" {wanted}" in text), place)
        for place, text in enumerate(option.words for option in options)
        if all(word in text for word in words)
    ]
    return [options[place] for _later, place in sorted(found)[:most]]


class RecordField(QLineEdit):
    """Shows what fits while one types; arrow keys and Enter choose. Half a name that only one record has will do."""

    chosen = Signal(str)  # the id of the record; "" when it is none any more

    def __init__(self, options: Sequence[Option] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = list(options)
        self._fitting: list[Option] = []
        self._value: RecordId | None = None
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(10)
        self._completer.activated[QModelIndex].connect(self._on_activated)  # type: ignore[index] # has two signatures
        self.setCompleter(self._completer)
        self.setClearButtonEnabled(True)
        self.textEdited.connect(self._on_edited)
        self.textChanged.connect(self._on_changed)
        self.editingFinished.connect(self._settle)

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer other records. What is chosen stays, when it is among them."""
        self._options = list(options)

    @property
    def value(self) -> RecordId | None:
        """The record that is chosen, also by typing what only it is called."""
        self._settle()
        return self._value

    def choose(self, record_id: RecordId | None) -> None:
        """Choose a record; ``None`` empties the field."""
        option = next((option for option in self._options if option.id == record_id), None)
        self._take(option)

    def say_again(self) -> None:
        """Show what is chosen in the language in force."""
        if self._value is not None:
            self.choose(self._value)

    def _take(self, option: Option | None) -> None:
        before, self._value = self._value, option.id if option else None
        self.blockSignals(True)
        self.setText(option.text(language()) if option else "")
        self.setCursorPosition(0)
        self.blockSignals(False)
        if self._value != before:
            self.chosen.emit(self._value or "")

    @Slot(str)
    def _on_edited(self, typed: str) -> None:
        self._fitting = matching(typed, self._options) if typed.strip() else []
        self._model.setStringList([option.text(language()) for option in self._fitting])
        if self._value is not None:
            self._value = None
            self.chosen.emit("")

    @Slot(str)
    def _on_changed(self, text: str) -> None:
        if not text and self._value is not None:  # the button that clears
            self._value = None
            self.chosen.emit("")

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        if index.isValid() and index.row() < len(self._fitting):
            self._take(self._fitting[index.row()])

    @Slot()
    def _settle(self) -> None:
        """Take the only record that fits, or the one whose code or name was typed whole."""
        typed = fold(self.text())
        if self._value is not None or not typed:
            return
        fitting = matching(typed, self._options)
        whole = [option for option in fitting if typed in (fold(option.code), fold(option.cy), fold(option.en))]
        if len(whole or fitting) == 1:
            self._take((whole or fitting)[0])
