"""The signs of the six kinds: their shapes and colours, the same as on the map."""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPixmap, QPolygonF

from asset_mapper.ui import theme

_SIZE = 32


def kind_icon(kind: str) -> QIcon:
    """Give the sign of one kind, in the colours of the theme in use."""
    return _drawn(kind, theme.kind_colour(kind, theme.in_use()))


@lru_cache(maxsize=64)
def _drawn(kind: str, colour: str) -> QIcon:
    picture = QPixmap(_SIZE, _SIZE)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(shape_of(str(theme.tokens()["kinds"][kind]["shape"])), QColor(colour))
    painter.end()
    return QIcon(picture)


def shape_of(name: str) -> QPainterPath:
    """Give the outline of a sign in a square of 32."""
    path = QPainterPath()
    middle = _SIZE / 2
    if "triangle" in name:
        path.addPolygon(_polygon(3, 13, -pi / 2, middle, middle + 2))
    elif "square" in name:
        path.addRoundedRect(QRectF(6, 6, 20, 20), 2, 2)
    elif "diamond" in name:
        path.addPolygon(_polygon(4, 13, -pi / 2, middle, middle))
    elif "hexagon" in name:
        path.addPolygon(_polygon(6, 12.5, 0, middle, middle))
    elif "drop" in name:
        path.moveTo(middle, 29)
        path.cubicTo(middle - 4, 23, 6, 18, 6, 12)
        path.arcTo(QRectF(6, 2, 20, 20), 180, -180)
        path.cubicTo(26, 18, middle + 4, 23, middle, 29)
    else:
        path.addEllipse(QRectF(5, 5, 22, 22))
    path.closeSubpath()
    return path


def _polygon(corners: int, radius: float, start: float, x: float, y: float) -> QPolygonF:
    angles = (start + 2 * pi * corner / corners for corner in range(corners))
    return QPolygonF([QPointF(x + radius * cos(angle), y + radius * sin(angle)) for angle in angles])
