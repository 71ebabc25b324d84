"""A choice of one value out of a few, by their words."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QComboBox, QWidget

T = TypeVar("T")


class Choice(QComboBox, Generic[T]):
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
