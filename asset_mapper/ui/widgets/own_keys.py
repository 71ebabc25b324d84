"""Keys for which the window has actions, and which mean something else where one types into a table."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence


def keep_own_key(event: QEvent) -> bool:
    """Keep paste and Delete for a cell, before an action of the window has them; tells whether it was one of them."""
    is_own = (
        isinstance(event, QKeyEvent)
        and event.type() == QEvent.Type.ShortcutOverride
        and (event.matches(QKeySequence.StandardKey.Paste) or event.key() == Qt.Key.Key_Delete)
    )
    if is_own:
        event.accept()
    return is_own
