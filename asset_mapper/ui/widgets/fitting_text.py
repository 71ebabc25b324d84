"""Texts that are long for their room: as many whole words as fit, and dots; or two lines instead of one."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF


def cut(text: str, metrics: QFontMetricsF, room: QRectF) -> str:
    """Shorten a text to what fits into a room of several lines; the whole of it has to be said elsewhere."""
    flags = int(Qt.TextFlag.TextWordWrap)

    def is_too_much(said: str) -> bool:
        needed = metrics.boundingRect(room, flags, said)
        return needed.height() > room.height() or needed.width() > room.width() + 1  # a word that cannot be broken

    if not is_too_much(text):
        return text
    words = text.split(" ")
    fitting = bisect_left(range(1, len(words)), True, key=lambda count: is_too_much(_begin(words, count)))
    if fitting:
        return _begin(words, fitting)
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())


def _begin(words: list[str], count: int) -> str:
    return " ".join(words[:count]) + " …"


def in_two_lines(text: str, letters: int) -> str:
    """Break a text of more than so many letters at the space next to its middle."""
    spaces = [place for place, letter in enumerate(text) if letter == " "]
    if len(text) <= letters or not spaces:
        return text
    middle = min(spaces, key=lambda place: abs(place - len(text) / 2))
    return f"{text[:middle]}\n{text[middle + 1 :]}"
