"""A chart of readings: points joined by a line, the baseline and the target as levels with their words."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from asset_mapper.domain.figures import number
from asset_mapper.domain.indicator import Wanted
from asset_mapper.i18n import _, format_date
from asset_mapper.services import indicators
from asset_mapper.services.indicators import Measured
from asset_mapper.ui import theme

_ARROWS = {Wanted.UP: "↑", Wanted.DOWN: "↓", Wanted.KEEP: "→"}
_LINES_HIGH, _GAP = 11, 8.0


class ReadingChart(QWidget):
    """Draws what the table beside it says. A single reading is a point: no line is drawn from it."""

    def __init__(self, shown: Measured, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = shown
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Chart of the readings"))
        self.setAccessibleDescription(". ".join(indicators.in_words(shown)))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(420, self.fontMetrics().lineSpacing() * _LINES_HIGH)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw(painter)
        painter.end()

    def _draw(self, painter: QPainter) -> None:
        indicator, points = self._shown.indicator, self._shown.points
        low, high = indicators.span(points, indicator.baseline, indicator.target)
        metrics = QFontMetricsF(self.font())
        labels = [number(low), number(high)]
        left = max(metrics.horizontalAdvance(text) for text in labels) + _GAP
        line = metrics.lineSpacing()
        levels = [(indicator.baseline, _("Baseline")), (indicator.target, _("Target"))]
        right = max((metrics.horizontalAdvance(word) for level, word in levels if level is not None), default=0.0)
        wide = self.width() - left - right - 2 * _GAP
        room = QRectF(left, line + _GAP, wide, self.height() - line * 2 - _GAP * 2.5)
        ink, quiet, accent, good = (
            QColor(theme.colour(name, theme.in_use())) for name in ("ink", "quiet", "accent", "good")
        )

        def height_of(value: float) -> float:
            return room.bottom() - (value - low) / (high - low) * room.height()

        painter.setPen(quiet)
        wanted = f"{_ARROWS[indicator.wanted]} {_(indicator.wanted.label)}"
        painter.drawText(QPointF(left, line * 0.8), _("Wanted: {direction}").format(direction=wanted))
        for value, text in zip((low, high), labels, strict=True):
            across = height_of(value)
            painter.setPen(quiet)
            painter.drawText(QPointF(0, across + line * 0.3), text)
            painter.setPen(QPen(QColor(theme.colour("line", theme.in_use())), 1))
            painter.drawLine(QPointF(room.left(), across), QPointF(room.right(), across))
        word_at = _apart({word: height_of(level) for level, word in levels if level is not None}, line)
        for level, word, colour, dashes in (
            (indicator.baseline, _("Baseline"), quiet, Qt.PenStyle.DotLine),
            (indicator.target, _("Target"), good, Qt.PenStyle.DashLine),
        ):
            if level is not None:
                across = height_of(level)
                painter.setPen(QPen(colour, 1.5, dashes))
                painter.drawLine(QPointF(room.left(), across), QPointF(room.right(), across))
                painter.setPen(colour)
                painter.drawText(QPointF(room.right() + _GAP, word_at[word] + line * 0.3), word)
        readings = [point for point in points if point.what == "reading"]
        if not readings:
            return
        first, last = readings[0].on, readings[-1].on

        def place(on: date) -> float:
            days = (last - first).days
            share = (on - first).days / days if days else 0.5
            return room.left() + 6 + share * (room.width() - 12)

        drawn = [QPointF(place(point.on), height_of(point.value)) for point in readings]
        painter.setPen(QPen(accent, 2))
        if len(drawn) > 1:
            painter.drawPolyline(QPolygonF(drawn))
        painter.setBrush(accent)
        for spot in drawn:
            painter.drawEllipse(spot, 4, 4)
        painter.setPen(ink)
        below = self.height() - _GAP / 2
        if first == last:
            text = format_date(first, style="medium")
            painter.drawText(QPointF(drawn[0].x() - metrics.horizontalAdvance(text) / 2, below), text)
            return
        painter.drawText(QPointF(room.left(), below), format_date(first, style="medium"))
        end = format_date(last, style="medium")
        painter.drawText(QPointF(room.right() - metrics.horizontalAdvance(end), below), end)


def _apart(heights: dict[str, float], line: float) -> dict[str, float]:
    """Move words that would be written over each other apart, the higher one up and the lower one down."""
    if len(heights) < 2:
        return heights
    (upper, first), (lower, second) = sorted(heights.items(), key=lambda one: one[1])
    more = max(0.0, line - (second - first)) / 2
    return {upper: first - more, lower: second + more}
