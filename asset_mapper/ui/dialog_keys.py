"""Help, language and size of text have the same keys in every dialog as in the window."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from asset_mapper.ui import menus
from asset_mapper.ui.context import Context

EVERYWHERE = ("help.here", "window.welsh", "window.english", "window.larger", "window.smaller", "window.normal")
_DONE = "has_keys"


def follow(context: Context) -> None:
    """Give each dialog these keys when the keyboard first comes into it."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)

    def on_focus(_before: QWidget | None, now: QWidget | None) -> None:
        window = now.window() if now is not None else None
        if isinstance(window, QDialog) and not window.property(_DONE) and context.window is not None:
            window.setProperty(_DONE, True)
            add_to(window, context)

    application.focusChanged.connect(on_focus)
    context.destroyed.connect(lambda: application.focusChanged.disconnect(on_focus))


def add_to(dialog: QDialog, context: Context) -> None:
    for action in menus.all_actions():
        if action.id in EVERYWHERE:
            shortcut = QShortcut(QKeySequence(action.shortcut), dialog)
            shortcut.activated.connect(lambda run=action.run: run(context))
