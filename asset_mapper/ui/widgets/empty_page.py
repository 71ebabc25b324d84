"""What a view says while it has nothing to show: what belongs here, and how to begin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.flow import FlowLayout
from asset_mapper.ui.widgets.form import quiet_label

_LONGEST_LINE = 90  # letters: longer ones are hard to read


class EmptyPage(QWidget):
    """A heading, a paragraph, and buttons; the first is what most people want, and has the keyboard."""

    def __init__(self, context: Context, title: str, words: str) -> None:
        """*title* and *words* are marked with ``N_``."""
        super().__init__()
        self._context = context
        heading, self._words = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText), quiet_label()
        heading.setProperty("role", "heading")
        context.texts.say(heading.setText, title)
        context.texts.say(self._words.setText, words)
        self._buttons = FlowLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 24, 16, 24)
        column.setSpacing(16)
        column.addWidget(heading)
        column.addWidget(self._words)
        column.addLayout(self._buttons)
        column.addStretch(1)
        self._fit()

    def offer(self, text: str, act: Callable[[], Any] | None = None) -> QPushButton:
        """Add a button; *text* is marked with ``N_``. One without *act* gets a menu."""
        button = QPushButton()
        if not self._buttons.count():
            button.setProperty("role", "primary")
            self.setFocusProxy(button)
        self._context.texts.say(button.setText, text)
        if act is not None:
            button.clicked.connect(lambda: act())
        self._buttons.addWidget(button)
        return button

    def _fit(self) -> None:
        self._words.setMaximumWidth(self._words.fontMetrics().averageCharWidth() * _LONGEST_LINE)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()
