"""Bars for amounts: a name, a bar and the number as it is written, one below the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from asset_mapper.ui import theme

_GAP = 8


class AmountBars(QWidget):
    """Draws what a table beside it says; to a screen reader it says the same in words."""

    def __init__(self, title: str, bars: Sequence[tuple[str, float, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars = list(bars)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)
        self.setAccessibleDescription(". ".join(f"{name}: {written or '–'}" for name, _amount, written in self._bars))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(320, (self.fontMetrics().lineSpacing() + _GAP) * len(self._bars))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = self.fontMetrics()
        line = metrics.lineSpacing()
        left = max((metrics.horizontalAdvance(name) for name, _amount, _written in self._bars), default=0) + _GAP
        right = max((metrics.horizontalAdvance(written) for _name, _amount, written in self._bars), default=0) + _GAP
        most = max((amount for _name, amount, _written in self._bars), default=0.0) or 1.0
        room = max(24.0, min(self.width(), 40 * metrics.averageCharWidth() + left + right) - left - right)
        ink, accent = (QColor(theme.colour(name, theme.in_use())) for name in ("ink", "accent"))
        for place, (name, amount, written) in enumerate(self._bars):
            top = place * (line + _GAP)
            painter.setPen(ink)
            painter.drawText(QRectF(0, top, left - _GAP, line + _GAP), Qt.AlignmentFlag.AlignVCenter, name)
            long = room * amount / most
            painter.fillRect(QRectF(left, top + _GAP / 2, max(1.0, long), line), accent)
            beside = QRectF(left + long + _GAP, top, right, line + _GAP)
            painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, written)
        painter.end()
