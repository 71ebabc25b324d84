"""A small drawing of what stands around one asset or outcome: columns of names, joined by arrows."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from asset_mapper.domain.evidence import Coverage
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.link import Direction
from asset_mapper.i18n import _
from asset_mapper.services.neighbourhood import Arrow, Neighbourhood, Place
from asset_mapper.ui import theme
from asset_mapper.ui.widgets.fitting_text import cut

_EMS_WIDE, _GAP, _BETWEEN = 12, 16.0, 72.0
_ROOM, _MOST_LINES = 9, 4  # above and below a name, and how many lines of it are shown
_APART = 16.0  # two heads of arrows on one box
_TEXT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
_PENS = {
    Coverage.NONE: (1.0, Qt.PenStyle.DotLine),
    Coverage.BELIEF: (1.5, Qt.PenStyle.DashLine),
    Coverage.OUTPUT: (1.5, Qt.PenStyle.SolidLine),
    Coverage.LEVEL: (2.0, Qt.PenStyle.SolidLine),
    Coverage.CHANGE: (3.0, Qt.PenStyle.SolidLine),
    Coverage.CAUSED: (4.0, Qt.PenStyle.SolidLine),
}
"""The more is known, the stronger the line: width and dashes."""


class NeighbourhoodChart(QWidget):
    """Draws what the list beside it says. What leads to the middle is at its left, where it leads at its right."""

    def __init__(self, shown: Neighbourhood, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = shown
        self.setAccessibleName(_("Diagram; its content is the list beside it"))
        self.setAccessibleDescription(" ".join(shown.in_words()))
        self._boxes = self._place()
        self._landings = self._land()
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        right = max((box.right() for box in self._boxes.values()), default=0.0)
        bottom = max((box.bottom() for box in self._boxes.values()), default=0.0)
        return QSize(round(right + _GAP), round(bottom + _GAP))

    @property
    def boxes(self) -> dict[RecordId, QRectF]:
        """Where each name stands."""
        return self._boxes

    def _place(self) -> dict[RecordId, QRectF]:
        """Set columns beside each other, each in the middle of the height."""
        metrics = QFontMetricsF(self.font())
        wide = metrics.horizontalAdvance("m") * _EMS_WIDE
        columns = self._shown.columns()
        heights = [[self._height(place, wide, metrics) for place in column] for column in columns]
        whole = max(sum(column) + _GAP * (len(column) - 1) for column in heights)
        boxes = {}
        for number, (column, high) in enumerate(zip(columns, heights, strict=True)):
            left = _GAP + number * (wide + _BETWEEN)
            top = _GAP + (whole - (sum(high) + _GAP * (len(high) - 1))) / 2
            for place, height in zip(column, high, strict=True):
                boxes[place.record.id] = QRectF(left, top, wide, height)
                top += height + _GAP
        return boxes

    def _height(self, place: Place, wide: float, metrics: QFontMetricsF) -> float:
        """Give a box the height of its name, and room for the heads of all arrows that end at it."""
        name = metrics.boundingRect(QRectF(0, 0, wide - 16, 10_000), int(_TEXT), place.name).height()
        lines = metrics.lineSpacing()
        coming = sum(arrow.end_id == place.record.id for arrow in self._shown.arrows)
        return max(lines * 2, min(name, lines * _MOST_LINES), _APART * (coming + 1) - 2 * _ROOM) + 2 * _ROOM

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for arrow in self._shown.arrows:
            self._draw_arrow(painter, arrow)
        for place in self._shown.places:
            self._draw_box(painter, place)
        painter.end()

    def _draw_box(self, painter: QPainter, place: Place) -> None:
        box, in_use = self._boxes[place.record.id], theme.in_use()
        middle = place.record.id == self._shown.middle.record.id
        painter.setBrush(QColor(theme.colour("accent-tint" if middle else "card", in_use)))
        painter.setPen(QPen(QColor(theme.colour("accent" if middle else "edge", in_use)), 2 if middle else 1))
        painter.drawRoundedRect(box, 6, 6)
        painter.setPen(QColor(theme.colour("ink", in_use)))
        room = box.adjusted(8, 6, -8, -6)
        painter.drawText(room, int(_TEXT), cut(place.name, QFontMetricsF(self.font()), room))

    def _land(self) -> dict[RecordId, float]:
        """Say of each arrow how far down it ends at its box: those that come from higher up end higher up."""
        in_order = sorted(self._shown.arrows, key=lambda one: (self._boxes[one.start_id].center().y(), one.link.id))
        by_end: dict[RecordId, list[Arrow]] = {}
        for arrow in in_order:
            by_end.setdefault(arrow.end_id, []).append(arrow)
        landings = {}
        for end_id, arrows in by_end.items():
            box = self._boxes[end_id]
            for place, arrow in enumerate(arrows, 1):
                landings[arrow.link.id] = box.top() + box.height() * place / (len(arrows) + 1)
        return landings

    def _draw_arrow(self, painter: QPainter, arrow: Arrow) -> None:
        """Draw a line that bends from one box to the next; one that harms ends in a bar and has its word."""
        start, end, harms = (
            self._boxes[arrow.start_id],
            self._boxes[arrow.end_id],
            arrow.link.direction is Direction.HARMS,
        )
        width, dashes = _PENS[arrow.coverage]
        colour = QColor(theme.colour("stop" if harms else "ink", theme.in_use()))
        back = end.left() <= start.left()
        leaving = QPointF(start.right(), start.center().y())
        coming = QPointF(end.right() if back else end.left(), self._landings[arrow.link.id])
        reach = _BETWEEN * 0.5
        path = QPainterPath(leaving)
        path.cubicTo(
            QPointF(leaving.x() + reach, leaving.y()),
            QPointF(coming.x() + (reach if back else -reach), coming.y()),
            coming,
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, width, dashes))
        painter.drawPath(path)
        side = 8.0 if back else -8.0
        painter.setPen(QPen(colour, max(width, 1.5)))
        if harms:
            painter.drawLine(
                QPointF(coming.x() + side / 2, coming.y() - 7), QPointF(coming.x() + side / 2, coming.y() + 7)
            )
            painter.drawText(path.pointAtPercent(0.5) + QPointF(-12, -6), _("harms"))
        else:
            painter.drawLine(coming, QPointF(coming.x() + side, coming.y() - 5))
            painter.drawLine(coming, QPointF(coming.x() + side, coming.y() + 5))
