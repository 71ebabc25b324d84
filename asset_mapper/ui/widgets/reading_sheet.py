"""A sheet to be read, with a few buttons in it: written anew when something changes; the keyboard stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from asset_mapper.ui.widgets.flow import FlowLayout

_PART = QLabel  # what a text is written with
_SHARE = 3  # of the window: a sheet takes no more than one such part because of its buttons


class ReadingSheet(QScrollArea):
    """Holds one column of texts and buttons. Buttons have keys, by which the keyboard finds back to them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.column = QVBoxLayout()

    def write(self, author: Callable[[], Any]) -> None:
        """Have *author* write the sheet anew; place and keyboard stay."""
        keys = self._keys_from_here()
        place = self.verticalScrollBar().value()
        if (before := self.takeWidget()) is not None:
            before.deleteLater()  # one of its buttons may have asked for this
        sheet = QWidget()
        sheet.setProperty("role", "paper")
        self.column = QVBoxLayout(sheet)
        self.column.setContentsMargins(24, 16, 24, 16)
        self.column.setSpacing(8)
        author()
        self.column.addStretch(1)
        self.setWidget(sheet)
        if keys:
            found = (sheet.findChild(QWidget, key) for key in keys)
            next((one for one in found if one is not None and one.isEnabled()), self).setFocus()
        QTimer.singleShot(0, self, lambda: self._settle(sheet, place))

    def _keys_from_here(self) -> list[str]:
        """Give the keys of the buttons, from the one that has the keyboard on and then back; none has it, no keys.

        It has it too while a dialog is open over the window: the keyboard comes back when that is closed.
        """
        focused, sheet = self.window().focusWidget(), self.widget()
        if sheet is None or focused is None or not sheet.isAncestorOf(focused):
            return []
        there = [one for one in sheet.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
        here = there.index(focused) if focused in there else 0
        return [one.objectName() for one in (*there[here:], *reversed(there[:here])) if one.objectName()]

    def _settle(self, sheet: QWidget, place: int) -> None:
        """Be as wide as the buttons need, within reason, and go back to where one was reading."""
        if self.widget() is sheet:
            needed = sheet.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
            self.setMinimumWidth(min(needed, self.window().width() // _SHARE))
            self.verticalScrollBar().setValue(place)

    def text(self, text: str, role: str = "") -> QLabel:
        """Write a line or a paragraph."""
        label = reading_label(text, role)
        self.column.addWidget(label)
        return label

    def section(self, title: str) -> None:
        """Begin a new part, with a heading of its own."""
        self.column.addSpacing(8)
        label = self.text(title)
        font = label.font()
        font.setBold(True)
        label.setFont(font)

    def row(self, *widgets: QWidget) -> QHBoxLayout:
        """Put widgets beside each other; the first one that stretches takes the room that is left."""
        line = QHBoxLayout()
        line.setSpacing(8)
        for widget in widgets:
            stretch = 1 if isinstance(widget, _PART) and widget.wordWrap() else 0
            line.addWidget(widget, stretch, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(line)
        return line

    def flow(self, *widgets: QWidget) -> None:
        """Put widgets in a row, which goes on below where there is no room."""
        line = FlowLayout()
        for widget in widgets:
            line.addWidget(widget)
        self.column.addLayout(line)

    @staticmethod
    def button(key: str, text: str, act: Callable[[], Any], name: str = "") -> QPushButton:
        """Make a button; *name* says to a screen reader what a short text leaves out."""
        made = QPushButton(text)
        made.setObjectName(key)
        made.setAccessibleName(name or text)
        made.clicked.connect(lambda: act())
        return made


def reading_label(text: str, role: str = "", *, bold: bool = False) -> QLabel:
    """Make a text that wraps, is taken as it is, and can be copied."""
    label = QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setProperty("role", role)
    if bold:
        font = label.font()
        font.setBold(True)
        label.setFont(font)
    return label
