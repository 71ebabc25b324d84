"""A text that is too long for its room: as many whole words as fit, and dots."""

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
