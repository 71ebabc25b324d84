"""The form of a record: what was typed and not saved is there again when it is next opened.

It is not modal: list and map stay usable beside it.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from asset_mapper.domain.record import Record
from asset_mapper.i18n import N_
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import history_dialog
from asset_mapper.ui.dialogs.form import Form
from asset_mapper.ui.widgets import typed
from asset_mapper.ui.widgets.form import quiet_label


class RecordForm(Form):
    """The base of the forms of records, which begin with the key of their draft."""

    def __init__(
        self, context: Context, title: str, parent: QWidget | None = None, width: int = 640, *, manual: str = "forms"
    ) -> None:
        super().__init__(context, title, parent, width, manual=manual)
        self._draft_key = ""
        self._at_first: dict[str, Any] = {}
        self.again = QWidget()
        told, start_again = quiet_label(), QPushButton()
        start_again.clicked.connect(self._on_start_again)
        self.say(told.setText, N_("What you typed here before and did not save is here again."))
        self.say(start_again.setText, N_("Begin anew"))
        row = QHBoxLayout(self.again)
        row.setContentsMargins(24, 8, 24, 0)
        row.addWidget(told, 1)
        row.addWidget(start_again)
        self.again.hide()
        self._column.insertWidget(0, self.again)
        self.remove, self.history = QPushButton(), QPushButton()
        for button, text in ((self.remove, N_("Remove")), (self.history, N_("History …"))):
            button.setAutoDefault(False)
            button.hide()
            self.say(button.setText, text)
            self.buttons.add(button)

    def existing(self, record: Record, *removing: Any) -> None:
        """Offer the history of the record that is being changed, and to remove it by the step that is given."""
        self.history.show()
        self.history.clicked.connect(lambda: history_dialog.show(self.context, record))
        if removing:
            self.remove.show()
            self.remove.clicked.connect(lambda: self.apply(*removing))

    def begin(self, height: int = 520, *, draft: str = "") -> None:
        """Begin: take up what was typed before and not saved, and say what is missing from now on."""
        self._at_first = self.state()
        super().begin(height)
        self._draft_key = draft
        before = self.context.drafts.taken(draft)
        if before:
            self.set_state(before)
            self.again.show()
        self.check()

    def begin_again(self, draft: str) -> None:
        """Go on with what has just been saved."""
        self._at_first = self.state()
        self._draft_key = draft
        self._touched = False
        self.again.hide()
        self.check()

    # --- what was typed -----------------------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """Give what the fields hold, as plain values."""
        return {key: typed.state(field) for key, field in self.fields.items()}

    def set_state(self, state: dict[str, Any]) -> None:
        for key, value in state.items():
            if key in self.fields:
                typed.set_state(self.fields[key], value)

    @property
    def changed_state(self) -> dict[str, Any]:
        """What was typed that is not as it was at first."""
        return {key: value for key, value in self.state().items() if self._at_first.get(key) != value}

    def storable(self, typed: dict[str, Any]) -> dict[str, Any]:
        """Give what of a draft may lie in the project before it is saved."""
        return typed

    def on_typed(self) -> None:
        if self._draft_key:
            changed = self.changed_state
            self.context.drafts.keep(self._draft_key, changed, self.storable(changed))

    def on_stored(self) -> None:
        self.context.drafts.drop(self._draft_key)
        self._draft_key = ""

    def on_left(self) -> None:
        self._draft_key = ""

    @Slot()
    def _on_start_again(self) -> None:
        self.again.hide()
        self.set_state(self._at_first)
        self.context.drafts.drop(self._draft_key)

    # --- Qt's own -----------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Show the form; where it is open on the same record already, that one comes to the front instead."""
        owner = self.parent()
        for other in owner.findChildren(RecordForm) if owner is not None else ():
            if other is not self and other.isVisible() and other._draft_key == self._draft_key:
                other.raise_()
                other.activateWindow()
                self.deleteLater()
                return
        super().show()

    def done(self, result: int) -> None:
        """End: nothing of it is offered when the program starts again."""
        if self._draft_key:
            self.context.drafts.let_go(self._draft_key)
        super().done(result)
