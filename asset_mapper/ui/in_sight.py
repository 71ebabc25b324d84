"""Whatever has the keyboard can be seen."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget


class InSight(QObject):
    """Scrolls to what the keyboard has come to, in the window and in its dialogs.

    Qt does so for a step within what scrolls, and not for one that comes into it from outside, such as Tab from the
    last button of a form to its first field, or a letter pressed with Alt.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._soon = QTimer(self, singleShot=True, interval=0)  # what opens on its way has its place by then
        self._soon.timeout.connect(self._look)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)

    @Slot(QWidget, QWidget)
    def _on_focus(self, _before: QWidget | None, _now: QWidget | None) -> None:
        self._soon.start()

    @Slot()
    def _look(self) -> None:
        widget = QApplication.focusWidget()
        if widget is None or QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return  # a click has to end where it began
        around = widget.parentWidget()
        while around is not None:
            if isinstance(around, QScrollArea) and _is_cut(widget, around.viewport()):
                around.ensureWidgetVisible(widget)
            around = around.parentWidget()


def _is_cut(widget: QWidget, viewport: QWidget) -> bool:
    """Tell whether something that has room in what is scrolled is not all in sight."""
    fits = widget.height() <= viewport.height() and widget.width() <= viewport.width()
    return fits and widget.visibleRegion().boundingRect() != widget.rect()
