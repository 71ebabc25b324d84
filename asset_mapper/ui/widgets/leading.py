"""A part of the window that gives the keyboard on to what it is about."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget


class Leading(QObject):
    """When *part* is given the keyboard, ``main`` gets it; Tab goes through all of the part in its order.

    WORKAROUND: with a focus proxy Tab would pass over everything that stands before the main one, and where a menu is
    a child of the part, never come into it or never leave it again. Seen in Qt 6.12.
    """

    def __init__(self, part: QWidget, main: QWidget) -> None:
        super().__init__(part)
        self.main = main
        part.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            self.main.setFocus(event.reason())
        return False
