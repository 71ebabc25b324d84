"""What a pathway is drawn of: cards, and arrows between them that say how much is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPainterPathStroker, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsSceneMouseEvent, QStyleOptionGraphicsItem, QWidget

from asset_mapper.analysis.graph_layout import passing_row
from asset_mapper.domain.evidence import Coverage
from asset_mapper.domain.link import Direction
from asset_mapper.i18n import _, language
from asset_mapper.services.drawn_pathways import DrawnCard, DrawnLink
from asset_mapper.ui import theme
from asset_mapper.ui.symbols import shape_of

CARD_HIGH = 0.8
"""Of a row: the rest is the gap to the next card, where arrows pass."""

STROKES: tuple[tuple[float, Sequence[float]], ...] = (
    (1.2, (1, 4)),
    (1.2, (5, 4)),
    (1.2, ()),
    (2.2, ()),
    (3.4, ()),
    (5.0, ()),
)
"""How an arrow is drawn on each rung of the ladder: width, and dashes in widths of the line."""

_FADED = 0.18


@dataclass(frozen=True)
class Measures:
    """Sizes of a pathway, all from the font, so that they grow with the text."""

    font: QFont

    @property
    def line(self) -> float:
        return QFontMetricsF(self.font).lineSpacing()

    @property
    def card(self) -> tuple[float, float]:
        """Width and height of a card."""
        return self.line * 8.8, self.row * CARD_HIGH

    @property
    def row(self) -> float:
        return self.line * 5.6

    @property
    def column(self) -> float:
        """From the left edge of one column to that of the next."""
        return self.line * 13.5

    def place(self, column: int, row: float) -> QPointF:
        return QPointF(column * self.column, row * self.row)

    def column_at(self, x: float) -> int:
        return max(0, round(x / self.column))

    def row_at(self, y: float) -> float:
        return max(0.0, round(y / self.row, 3))


class CardItem(QGraphicsItem):
    """An asset or an outcome. Dragged, it asks to be put where it was let go."""

    def __init__(self, card: DrawnCard, measures: Measures, on_moved: Callable[[CardItem], None]) -> None:
        super().__init__()
        self.card = card
        self.is_current = False
        self.joined: list[ArrowItem] = []
        self._measures = measures
        self._on_moved = on_moved
        self.setPos(measures.place(card.column, card.row))
        self.setFlags(
            QGraphicsItem.GraphicsItemFlag.ItemIsMovable | QGraphicsItem.GraphicsItemFlag.ItemSendsGeometryChanges
        )
        self.setZValue(1)
        self.setToolTip(self.name)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    @property
    def name(self) -> str:
        return f"{self.card.code} {self.card.name.text(language())}".strip()

    def set_current(self, *, is_current: bool) -> None:
        self.is_current = is_current
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        width, height = self._measures.card
        return QRectF(-2, -2, width + 4, height + 4)

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        colours = theme.colours(theme.in_use())
        width, height = self._measures.card
        box = QRectF(0, 0, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours["accent"]), 3) if self.is_current else QPen(QColor(colours["edge"]), 1))
        painter.setBrush(QColor(colours["card"]))
        painter.drawRoundedRect(box, 6, 6)
        line = self._measures.line
        left = line * 0.7
        if self.card.kind is not None:
            self._draw_sign(painter, self.card.kind.value, line)
            left += line * 1.2
        painter.setPen(QColor(colours["ink"]))
        painter.setFont(self._measures.font)
        room = QRectF(left, line * 0.3, width - left - line * 0.4, height - line * 0.6)
        flags = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(room, flags, _cut(self.name, QFontMetricsF(self._measures.font), room))

    def _draw_sign(self, painter: QPainter, kind: str, line: float) -> None:
        painter.save()
        painter.translate(line * 0.4, line * 0.45)
        painter.scale(line / 32, line / 32)
        shape = shape_of(str(theme.tokens()["kinds"][kind]["shape"]))
        painter.fillPath(shape, QColor(theme.kind_colour(kind, theme.in_use())))
        painter.restore()

    def itemChange(self, change: QGraphicsItem.GraphicsItemChange, value: Any) -> Any:  # noqa: N802 - Qt's name
        if change is QGraphicsItem.GraphicsItemChange.ItemPositionHasChanged:
            for arrow in self.joined:
                arrow.follow()
        return super().itemChange(change, value)

    def mouseReleaseEvent(self, event: QGraphicsSceneMouseEvent) -> None:  # noqa: N802 - Qt's name
        super().mouseReleaseEvent(event)
        self._on_moved(self)


class ArrowItem(QGraphicsItem):
    """A link: its line says how much is known, its end whether it helps (a head) or harms (a bar and the word)."""

    def __init__(self, link: DrawnLink, start: CardItem, end: CardItem, measures: Measures) -> None:
        super().__init__()
        self.link, self.start, self.end = link, start, end
        self.is_current = False
        self._measures = measures
        self._at = (0.5, 0.5)  # how far down the side of its cards it begins and ends
        self._passes: list[QPointF] = []
        self.label = QRectF()
        self._path = QPainterPath()
        self.setToolTip(self.sentence)
        for card in {start, end}:
            card.joined.append(self)

    @property
    def harms(self) -> bool:
        return self.link.link.direction is Direction.HARMS

    @property
    def sentence(self) -> str:
        """Say the arrow in words: what leads to what, how, and what is known."""
        text = _("{start} harms {end}") if self.harms else _("{start} helps {end}")
        parts = [text.format(start=self.start.name, end=self.end.name)]
        if self.link.link.how is not None:
            parts.append(self.link.link.how.text(language()))
        parts.append(_("Evidence: {coverage}").format(coverage=_(self.link.coverage.label)))
        return ". ".join(part.rstrip(".") for part in parts) + "."

    def set_current(self, *, is_current: bool) -> None:
        self.is_current = is_current
        self.setZValue(0.5 if is_current else 0)
        self.update()

    def fade(self, *, faded: bool) -> None:
        self.setOpacity(_FADED if faded else 1.0)

    def set_at(self, start: float, end: float) -> None:
        self._at = (start, end)

    def set_passes(self, taken: Mapping[int, Sequence[float]]) -> None:
        """Choose where the arrow passes the columns between its cards, whose cards are at the rows *taken*."""
        first, last = self.start.card, self.end.card
        step = 1 if last.column > first.column else -1
        between = range(first.column + step, last.column, step) if first.column != last.column else ()
        width, _height = self._measures.card
        self._passes = []
        for column in between:
            share = (column - first.column) / (last.column - first.column)
            wanted = first.row + (last.row - first.row) * share + CARD_HIGH / 2
            row = passing_row(taken.get(column, ()), wanted, CARD_HIGH)
            left = self._measures.place(column, row)
            ends = (left, left + QPointF(width, 0))
            self._passes += ends if step > 0 else ends[::-1]

    def follow(self) -> None:
        """Draw the line anew between where the cards are now."""
        self.prepareGeometryChange()
        width, height = self._measures.card
        beside = self.start.card.column == self.end.card.column  # out at the right, and in again there
        back = self.end.pos().x() <= self.start.pos().x()
        begin = self.start.pos() + QPointF(width if beside or not back else 0, height * self._at[0])
        end = self.end.pos() + QPointF(width if back else 0, height * self._at[1])
        path = QPainterPath(begin)
        points = [begin, *self._passes, end]
        for one, other in pairwise(points):
            bend = (other.x() - one.x()) / 2
            if beside:
                side = QPointF(self._measures.line * 3.4, 0)
                path.cubicTo(one + side, other + side, other)
            else:
                path.cubicTo(one + QPointF(bend, 0), other - QPointF(bend, 0), other)
        self._path, self._back = path, back

    def label_places(self) -> list[QPointF]:
        """Give the places where the label may be, the best first: in the gap beside the card where it begins."""
        gap = self._measures.column - self._measures.card[0]
        length = max(1.0, self._path.length())
        shares = [min(0.9, gap * part / length) for part in (0.5, 0.3, 0.7)]
        shares += [max(0.1, 1 - gap * part / length) for part in (0.6, 0.4)]
        return [self._path.pointAtPercent(self._path.percentAtLength(length * share)) for share in shares]

    def label_size(self) -> tuple[float, float]:
        line = self._measures.line
        wide = line * 2.9
        if self.harms:
            wide += QFontMetricsF(self._measures.font).horizontalAdvance(_("harms")) + line * 0.3
        return wide, line * (1.1 if self.harms else 0.8)

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        return self._path.boundingRect().united(self.label).adjusted(-12, -12, 12, 12)

    def shape(self) -> QPainterPath:
        stroker = QPainterPathStroker()
        stroker.setWidth(14)  # wide enough to be hit
        path = stroker.createStroke(self._path)
        path.addRect(self.label)
        return path

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        colours = theme.colours(theme.in_use())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = QColor(colours["accent"] if self.is_current else colours["stop" if self.harms else "ink"])
        width, dashes = STROKES[self.link.coverage.rung]
        pen = QPen(ink, width)
        if dashes:
            pen.setDashPattern(dashes)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._path)
        end = self._path.currentPosition()
        side = 9 if self._back else -9
        if self.harms:
            painter.setPen(QPen(ink, 4))
            painter.drawLine(end + QPointF(side / 3, -9), end + QPointF(side / 3, 9))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawPolygon([end, end + QPointF(side, -5), end + QPointF(side, 5)])
        self._draw_label(painter, colours, ink)

    def _draw_label(self, painter: QPainter, colours: Mapping[str, str], ink: QColor) -> None:
        """Draw the ladder lying down, filled from the left, and the word for harm beside it."""
        line = self._measures.line
        painter.setPen(QPen(ink, 2 if self.is_current else 1))
        painter.setBrush(QColor(colours["paper"]))
        painter.drawRoundedRect(self.label, 4, 4)
        draw_ladder(
            painter, self.label.topLeft() + QPointF(line * 0.2, self.label.height() / 2), line, self.link.coverage
        )
        if self.harms:
            painter.setPen(QColor(colours["stop"]))
            painter.setFont(self._measures.font)
            painter.drawText(self.label.adjusted(line * 2.8, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, _("harms"))


def draw_ladder(painter: QPainter, left_middle: QPointF, line: float, coverage: Coverage) -> None:
    """Draw the five rungs above *not yet known* as boxes in a row, filled as far as the evidence reaches."""
    colours = theme.colours(theme.in_use())
    side = line * 0.42
    for rung in range(len(Coverage) - 1):
        box = QRectF(left_middle.x() + rung * (side + line * 0.08), left_middle.y() - side / 2, side, side)
        painter.setPen(QPen(QColor(colours["ink"]), 1))
        painter.setBrush(QColor(colours["accent"]) if rung < coverage.rung else Qt.BrushStyle.NoBrush)
        painter.drawRect(box)


def _cut(text: str, metrics: QFontMetricsF, room: QRectF) -> str:
    """Shorten a text to what fits into a room of several lines; the whole of it is in the tooltip and the list."""
    flags = int(Qt.TextFlag.TextWordWrap)
    if metrics.boundingRect(room, flags, text).height() <= room.height():
        return text
    words = text.split(" ")
    while len(words) > 1:
        words.pop()
        shorter = " ".join(words) + " …"
        if metrics.boundingRect(room, flags, shorter).height() <= room.height():
            return shorter
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
