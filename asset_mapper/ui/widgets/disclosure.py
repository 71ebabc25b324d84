"""A part of a form that is opened when it is needed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget


class Disclosure(QWidget):
    """A button that says what is inside, and what is inside once it is pressed."""

    def __init__(self, inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inside = inside
        self.button = QToolButton()
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setArrowType(Qt.ArrowType.RightArrow)
        self.button.clicked.connect(self._on_clicked)
        inside.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(inside)

    def say(self, text: str) -> None:
        self.button.setText(text)

    @property
    def is_open(self) -> bool:
        return not self._inside.isHidden()

    def open(self) -> None:
        self._show(is_open=True)

    @Slot()
    def _on_clicked(self) -> None:
        self._show(is_open=not self.is_open)

    def _show(self, *, is_open: bool) -> None:
        self.button.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)
        self._inside.setVisible(is_open)
