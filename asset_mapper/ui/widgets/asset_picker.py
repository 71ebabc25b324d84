"""An asset, found by typing a part of its name in either language."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal, Slot
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from asset_mapper.domain.ids import RecordId
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import _, language
from asset_mapper.services.relations import Named, called, found


class AssetPicker(QLineEdit):
    """Completes names as one types. The arrow keys go through what fits, Enter takes it."""

    chosen = Signal()

    def __init__(self, names: Sequence[Named], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = list(names)
        self._by_text: dict[str, Named] = {}
        self._value: Named | None = None
        self._model = QStringListModel(self)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated[str].connect(self._on_taken)  # type: ignore[index]  # Qt's stubs know one of its two forms
        self.setCompleter(completer)
        self.setClearButtonEnabled(True)
        self.textChanged.connect(self._on_text)

    @property
    def value(self) -> RecordId | None:
        """The asset that was chosen; ``None`` when nothing was typed.

        Raises
        ------
        InvalidValueError
            What was typed names no asset, or more than one.
        """
        typed = self.text().strip()
        if not typed:
            return None
        if self._value is None:
            raise InvalidValueError(_("There is no “{name}” here. Choose one from the list.").format(name=typed))
        return self._value.id

    def choose(self, asset_id: RecordId | None) -> None:
        self._take(next((one for one in self._names if one.id == asset_id), None))

    def say(self) -> None:
        """Write the name in the language in force."""
        if self._value is not None:
            self._take(self._value)

    def _take(self, one: Named | None) -> None:
        self._value = one
        self.setText(one.name.text(language()) if one else "")
        self._value = one
        self.chosen.emit()

    @Slot(str)
    def _on_taken(self, text: str) -> None:
        self._take(self._by_text.get(text))

    @Slot(str)
    def _on_text(self, typed: str) -> None:
        if self._value is not None and typed == self._value.name.text(language()):
            return
        self._value = called(self._names, typed)
        fitting = found(self._names, typed, language())
        self._by_text = {}
        for one in fitting:
            text = f"{one.name.text(language())} ({_(one.kind.label)})"
            while text in self._by_text:  # two of one name: each can be chosen
                text += " ·"
            self._by_text[text] = one
        self._model.setStringList(list(self._by_text))
