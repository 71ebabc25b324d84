"""A choice of one value out of a few, by their words."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QToolTip, QWidget

T = TypeVar("T")


_FRACTIONS = 2  # of pixels, that a text is wider than it is said to be


class ElidedBox(QComboBox):
    """Says with dots that its text goes on where there is no room; the whole of it is then its tooltip."""

    before = ""  # what is said before the chosen text, where no label is beside it

    @property
    def _said(self) -> str:
        return f"{self.before} {self.currentText()}".lstrip()

    def _option(self) -> tuple[QStyleOptionComboBox, str]:
        """Give how it is drawn, and its text as far as there is room."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        complex_, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(complex_, option, field, self).width()
        return option, self.fontMetrics().elidedText(self._said, Qt.TextElideMode.ElideRight, room)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Leave the longest text its room, where the box is as wide as its texts: Qt forgets the style's padding."""
        hint = super().sizeHint()
        if self.sizeAdjustPolicy() is QComboBox.SizeAdjustPolicy.AdjustToContents:
            option = QStyleOptionComboBox()
            self.initStyleOption(option)
            option.rect = QRect(QPoint(0, 0), hint)
            complex_, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
            room = self.style().subControlRect(complex_, option, field, self).width()
            texts = (f"{self.before} {self.itemText(row)}".lstrip() for row in range(self.count()))
            longest = max(map(self.fontMetrics().horizontalAdvance, texts), default=0)
            hint.setWidth(hint.width() + max(longest + _FRACTIONS - room, 0))
        return hint

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QStylePainter(self)
        option, shown = self._option()
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        option.currentText = shown
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and not self.toolTip() and isinstance(event, QHelpEvent):
            cut = self._option()[1] != self._said
            QToolTip.showText(event.globalPos(), self._said if cut else "", self)
            return True
        return super().event(event)


class Choice(ElidedBox, Generic[T]):
    """Holds the values themselves: Qt would give codes back as plain text."""

    def __init__(self, name: str, items: Sequence[tuple[T, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = [value for value, _text in items]
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.addItems([text for _value, text in items])

    def say(self, texts: Sequence[str]) -> None:
        """Say the same choices in other words, such as of another language; what is chosen stays chosen."""
        for place, text in enumerate(texts):
            self.setItemText(place, text)

    def fill(self, items: Sequence[tuple[T, str]]) -> None:
        """Offer other values."""
        self.clear()
        self._values = [value for value, _text in items]
        self.addItems([text for _value, text in items])

    @property
    def value(self) -> T:
        """The value that is chosen."""
        return self._values[self.currentIndex()]

    def choose(self, value: T) -> None:
        """Choose *value*; the first one when it is not among them."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else 0)

    def index_of(self, value: T) -> int:
        return self._values.index(value)
