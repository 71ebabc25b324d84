"""Help, language and size of text have the same keys in every dialog as in the window, and all in it has a letter."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from asset_mapper.ui import menus
from asset_mapper.ui.alt_letters import AltLetters
from asset_mapper.ui.context import Context

EVERYWHERE = ("help.here", "window.welsh", "window.english", "window.larger", "window.smaller", "window.normal")
_DONE = "has_keys"


class DialogKeys(QObject):
    """Gives each dialog of a window these keys, and letters with Alt, when the keyboard first comes into it."""

    def __init__(self, context: Context, window: QMainWindow) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)

    @Slot(QWidget, QWidget)
    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        dialog = now.window() if now is not None else None
        if isinstance(dialog, QDialog) and not dialog.property(_DONE) and self._is_ours(dialog):
            dialog.setProperty(_DONE, True)
            for action in menus.all_actions():
                if action.id in EVERYWHERE:
                    shortcut = QShortcut(QKeySequence(action.shortcut), dialog)
                    shortcut.activated.connect(lambda run=action.run: run(self._context))
            AltLetters(dialog)

    def _is_ours(self, dialog: QWidget) -> bool:
        owner: QWidget | None = dialog
        while owner is not None and owner is not self._window:
            owner = owner.parentWidget()
        return owner is not None
