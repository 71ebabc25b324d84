"""The names of the columns, kept at the top of the drawing while the cards are scrolled away under them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsView, QStyleOptionGraphicsItem

from asset_mapper.ui import theme
from asset_mapper.ui.views.pathway_marks import HeadItem

_MOST = 3
"""Of this part of the viewport the names take no more: zoomed in so far, one looks at a card and not at columns."""


def band(view: QGraphicsView, heads: Sequence[HeadItem]) -> QRect:
    """Give the part of the viewport where the names stand; it is empty while they are seen where they belong."""
    if not heads or view.mapFromScene(heads[0].scenePos()).y() >= 0:
        return QRect()
    high = round(heads[0].boundingRect().height() * view.transform().m11())
    viewport = view.viewport()
    return QRect(0, 0, viewport.width(), high) if high * _MOST <= viewport.height() else QRect()


def head_at(view: QGraphicsView, heads: Sequence[HeadItem], place: QPoint) -> HeadItem | None:
    """Give the name that stands over a place of the band."""
    x = view.mapToScene(place).x()
    return next(
        (head for head in heads if head.sceneBoundingRect().left() <= x <= head.sceneBoundingRect().right()), None
    )


def draw(view: QGraphicsView, heads: Sequence[HeadItem], painter: QPainter) -> None:
    """Draw the band over the cards, each name above its column."""
    room = view.mapToScene(band(view, heads)).boundingRect()
    if room.isEmpty():
        return
    in_use = theme.in_use()
    painter.fillRect(room, QColor(theme.colour("paper", in_use)))
    edge = QPen(QColor(theme.colour("edge", in_use)), 1)
    edge.setCosmetic(True)
    painter.setPen(edge)
    painter.drawLine(room.bottomLeft(), room.bottomRight())
    for head in heads:
        painter.save()
        painter.translate(head.x(), room.top() - head.boundingRect().top())
        head.paint(painter, QStyleOptionGraphicsItem())
        painter.restore()
