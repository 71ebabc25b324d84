"""What a pathway is drawn of: cards, and arrows between them with labels that say how much is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPainterPathStroker, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsSceneMouseEvent, QStyleOptionGraphicsItem, QWidget

from asset_mapper.analysis.pathway_routes import Route, direct
from asset_mapper.domain.link import Direction
from asset_mapper.i18n import _, language, ngettext
from asset_mapper.services.drawn_pathways import DrawnCard, DrawnLink
from asset_mapper.ui import theme
from asset_mapper.ui.symbols import shape_of
from asset_mapper.ui.views.pathway_marks import (
    MOST_TABLES,
    Measures,
    draw_ladder,
    draw_table,
    draw_tables,
    folded_sign,
    stroke,
)
from asset_mapper.ui.widgets.fitting_text import cut

_FADED = 0.3


class CardItem(QGraphicsItem):
    """An asset or an outcome. Dragged, it asks to be put where it was let go."""

    def __init__(self, card: DrawnCard, measures: Measures, on_moved: Callable[[CardItem], None]) -> None:
        super().__init__()
        self.card = card
        self.is_current = False
        self.is_target = False  # of what is dragged over it
        self.behind = 0  # cards that are folded because they lead here
        self.joined: list[ArrowItem] = []
        self._measures = measures
        self._on_moved = on_moved
        self.setPos(self.laid)
        self.setFlags(
            QGraphicsItem.GraphicsItemFlag.ItemIsMovable | QGraphicsItem.GraphicsItemFlag.ItemSendsGeometryChanges
        )
        self.setZValue(1)
        self.setToolTip(self.name)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    @property
    def name(self) -> str:
        return f"{self.card.code} {self.card.name.text(language())}".strip()

    @property
    def sentence(self) -> str:
        """Say it to a screen reader."""
        return f"{self.name}. {self._behind_words}." if self.behind else self.name

    @property
    def _behind_words(self) -> str:
        return ngettext("{n} card folded away", "{n} cards folded away", self.behind).format(n=self.behind)

    @property
    def laid(self) -> QPointF:
        """Where its place on the pathway is, also while it is dragged elsewhere."""
        return self._measures.place(self.card.column, self.card.row)

    def set_current(self, *, is_current: bool) -> None:
        self.is_current = is_current
        self.update()

    def set_target(self, *, is_target: bool) -> None:
        if is_target != self.is_target:
            self.is_target = is_target
            self.update()

    def fold(self, behind: int) -> None:
        """Say how many cards are folded away because they lead here."""
        if behind != self.behind:
            self.behind = behind
            self.update()

    def fade(self, *, faded: bool) -> None:
        self.setOpacity(_FADED if faded else 1.0)

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        width, height = self._measures.card
        return QRectF(-2, -self._measures.line - 2, width + 4, height + self._measures.line + 4)

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        path.addRect(QRectF(QPointF(0, 0), QPointF(*self._measures.card)))
        return path

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        colours = theme.colours(theme.in_use())
        width, height = self._measures.card
        box = QRectF(0, 0, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.is_current or self.is_target
        painter.setPen(QPen(QColor(colours["accent"]), 3) if strong else QPen(QColor(colours["edge"]), 1))
        painter.setBrush(QColor(colours["accent-tint" if self.is_target else "card"]))
        painter.drawRoundedRect(box, 6, 6)
        line = self._measures.line
        left, right = line * 0.6, line * 0.4
        if self.card.kind is not None:
            self._draw_sign(painter, self.card.kind.value, line)
            left += line * 1.2
        if self.card.table is not None:
            right += line
            sign = QRectF(width - line * 1.15, line * 0.25, line * 0.9, line * 0.9)
            draw_table(painter, sign, self.card.table, self._measures.font)
        painter.setPen(QColor(colours["ink"]))
        painter.setFont(self._measures.font)
        room = QRectF(left, line * 0.2, width - left - right, height - line * 0.4)
        flags = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(room, flags, cut(self.name, QFontMetricsF(self._measures.font), room))
        if self.behind:
            self._draw_behind(painter, colours)

    def _draw_behind(self, painter: QPainter, colours: Mapping[str, str]) -> None:
        """Say above the card how much is folded away behind it."""
        line = self._measures.line
        metrics = QFontMetricsF(self._measures.font)
        words = folded_sign(self.behind)
        box = QRectF(0, -line, metrics.horizontalAdvance(words) + line * 0.4, line)
        painter.fillRect(box, QColor(colours["paper"]))
        painter.setPen(QColor(colours["accent"]))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)

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
        self.measures = measures
        self._route = direct(start.laid.toTuple(), end.laid.toTuple(), (0.0, 0.0), measures.grid)
        self._path, self._way = QPainterPath(), 1
        self.label = ArrowLabel(self)
        self.setToolTip(self.sentence)
        for card in {start, end}:
            card.joined.append(self)

    @property
    def harms(self) -> bool:
        return self.link.link.direction is Direction.HARMS

    @property
    def sentence(self) -> str:
        """Say the arrow in words: what leads to what, how, and what is known. No local thing moves a national one."""
        if self.harms:
            text = _("{start} harms {end}")
        else:
            text = _("{start} contributes to {end}") if self.end.card.contributes_only else _("{start} helps {end}")
        parts = [text.format(start=self.start.name, end=self.end.name)]
        if self.link.link.how is not None:
            parts.append(self.link.link.how.text(language()))
        parts.append(_("Evidence: {coverage}").format(coverage=_(self.link.coverage.label)))
        return ". ".join(part.rstrip(".") for part in parts) + "."

    def set_current(self, *, is_current: bool) -> None:
        self.is_current = is_current
        self.setZValue(0.5 if is_current else 0)
        self.update()
        self.label.update()

    def fade(self, *, faded: bool) -> None:
        for item in (self, self.label):
            item.setOpacity(_FADED if faded else 1.0)

    def show_with_label(self, *, shown: bool) -> None:
        for item in (self, self.label):
            item.setVisible(shown)

    # --- where it goes ------------------------------------------------------------------------------------------

    def lead(self, route: Route) -> None:
        """Take this way, for as long as both cards are where their places are."""
        self._route = route
        self.follow()

    def follow(self) -> None:
        """Draw the line anew between where the cards are now; while one is dragged, straight on to it."""
        self.prepareGeometryChange()
        route, start, end = self._route, self.start, self.end
        if start.pos() != start.laid or end.pos() != end.laid:
            down = route.begin[1] - start.laid.y(), route.end[1] - end.laid.y()
            route = direct(start.pos().toTuple(), end.pos().toTuple(), down, self.measures.grid)
        path = QPainterPath(QPointF(*route.begin))
        for out, back, into in route.curves:
            if out == back == into:
                path.lineTo(QPointF(*into))
            else:
                path.cubicTo(QPointF(*out), QPointF(*back), QPointF(*into))
        self._path, self._way = path, route.way
        self.label.setPos(*route.label)

    # --- drawing ------------------------------------------------------------------------------------------------

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        return self._path.boundingRect().adjusted(-12, -12, 12, 12)

    def shape(self) -> QPainterPath:
        stroker = QPainterPathStroker()
        stroker.setWidth(14)  # wide enough to be hit
        return stroker.createStroke(self._path)

    @property
    def ink(self) -> QColor:
        colours = theme.colours(theme.in_use())
        return QColor(colours["accent"] if self.is_current else colours["stop" if self.harms else "ink"])

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = stroke(self.link.coverage, self.ink, option.levelOfDetailFromTransform(painter.worldTransform()))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.is_current:  # a frame along the line, which is seen however the line is drawn
            colours = theme.colours(theme.in_use())
            for colour, more in (("accent", 9.0), ("paper", 5.0)):
                painter.setPen(QPen(QColor(colours[colour]), pen.widthF() + more))
                painter.drawPath(self._path)
        painter.setPen(pen)
        painter.drawPath(self._path)
        end = self._path.currentPosition()
        side = -9 * self._way
        if self.harms:
            painter.setPen(QPen(self.ink, 4))
            painter.drawLine(end + QPointF(side / 3, -9), end + QPointF(side / 3, 9))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.ink)
            painter.drawPolygon([end, end + QPointF(side, -5), end + QPointF(side, 5)])


class ArrowLabel(QGraphicsItem):
    """What is said on an arrow, above all lines: the ladder, the word for harm, and which tables wrote about it."""

    def __init__(self, arrow: ArrowItem) -> None:
        super().__init__()
        self.arrow = arrow
        self._measures = arrow.measures
        line, metrics = self._measures.line, QFontMetricsF(self._measures.font)
        wide = [line * 2.9]
        self._tables = arrow.link.tables
        if arrow.harms:
            wide.append(metrics.horizontalAdvance(_("harms")) + line * 0.5)
        if self._tables:
            wide.append(min(len(self._tables), MOST_TABLES) * line + line * 0.4)
        rows = 0.8 + 1.05 * arrow.harms + 1.05 * bool(self._tables)
        self.size = (min(max(wide), self._measures.gap - line * 0.4), line * rows)
        self.setZValue(0.8)
        self.setToolTip(arrow.sentence)

    @property
    def box(self) -> QRectF:
        """The room that it takes on the pathway."""
        return self.boundingRect().translated(self.pos())

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        width, height = self.size
        return QRectF(-width / 2 - 1.5, -height / 2 - 1.5, width + 3, height + 3)

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        colours = theme.colours(theme.in_use())
        line, (width, height) = self._measures.line, self.size
        box = QRectF(-width / 2, -height / 2, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.arrow.ink, 3 if self.arrow.is_current else 1))
        painter.setBrush(QColor(colours["paper"]))
        painter.drawRoundedRect(box, 4, 4)
        top = box.top() + line * 0.4
        draw_ladder(painter, QPointF(-line * 1.23, top), line, self.arrow.link.coverage)
        top += line * 0.35
        if self.arrow.harms:
            painter.setPen(QColor(colours["stop"]))
            painter.setFont(self._measures.font)
            painter.drawText(QRectF(box.left(), top, width, line), int(Qt.AlignmentFlag.AlignCenter), _("harms"))
            top += line * 1.05
        if self._tables:
            shown = min(len(self._tables), MOST_TABLES)
            left_top = QPointF(-shown * line / 2, top + line * 0.02)
            draw_tables(painter, left_top, line, self._tables, self._measures.font)
