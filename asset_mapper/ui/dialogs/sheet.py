"""A dialog of the program's own: a heading, a sentence, what is asked, and buttons; its texts follow the language."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.button_row import ButtonRow

_WIDE_LETTERS = 64
_WIDEST, _HIGHEST = 1300, 700


class Sheet(QDialog):
    """The common frame of dialogs. It belongs to a page of the manual, and is gone when it is closed."""

    def __init__(self, context: Context, title: str, manual: str = "window") -> None:
        super().__init__(context.window)
        self.context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("manual", manual)
        context.texts.say(self.setWindowTitle, title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 16, 24, 16)
        self.column.setSpacing(12)
        self.buttons = ButtonRow()
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * _WIDE_LETTERS)

    def words(self, text: str = "", role: str = "") -> QLabel:
        """Add a text of its own line; a marked one (``N_``) follows the language."""
        label = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        if role:
            label.setProperty("role", role)
        if text:
            self.context.texts.say(label.setText, text)
        self.column.addWidget(label)
        return label

    def button(self, text: str, act: Callable[[], object] | None = None, role: str = "") -> QPushButton:
        """Add a button; one without *act* leaves the dialog."""
        made = QPushButton()
        self.context.texts.say(made.setText, text)
        made.setAutoDefault(role == "primary")
        if role:
            made.setProperty("role", role)
        if role == "primary":
            made.setDefault(True)
        self.buttons.add(made, leaves=act is None)
        made.clicked.connect(self.reject if act is None else lambda: act())
        return made

    def make_room(self, letters: int, lines: int) -> None:
        """Begin with room for so much text, and fit on the screen of a small laptop."""
        metrics = self.fontMetrics()
        self.resize(min(metrics.averageCharWidth() * letters, _WIDEST), min(metrics.height() * lines, _HIGHEST))

    def row(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        self.column.addLayout(line)
        return line

    def finish(self) -> None:
        """Put the buttons below everything else."""
        self.column.addWidget(self.buttons)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Be as high as the texts need at this width: a path may take many lines."""
        super().showEvent(event)
        if self.column.hasHeightForWidth():
            self.resize(self.width(), max(self.height(), min(self.column.heightForWidth(self.width()), _HIGHEST)))
