"""Delete in a list, for the line that is chosen there: elsewhere the key removes the chosen assets."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView


class DeleteKey(QObject):
    """Keeps Delete from the shortcuts of the window while the keyboard is in a list."""

    pressed = Signal()

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        view.installEventFilter(self)

    def eventFilter(self, _view: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        heard = event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if not (heard and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Delete):
            return False
        event.accept()
        if event.type() is QEvent.Type.KeyPress:
            self.pressed.emit()
        return True
