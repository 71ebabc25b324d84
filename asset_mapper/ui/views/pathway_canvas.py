"""The drawing of a pathway: to be looked at, walked through with the keyboard, and arranged by hand."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene, QGraphicsView, QWidget

from asset_mapper.analysis.pathway_routes import routes
from asset_mapper.domain.ids import RecordId
from asset_mapper.i18n import language
from asset_mapper.services.drawn_pathways import DrawnPathway
from asset_mapper.services.pathway_looking import Looking, Seen, seen
from asset_mapper.ui import theme
from asset_mapper.ui.models.outcome_tree import ASSETS_MIME
from asset_mapper.ui.views import pathway_band, pathway_walk
from asset_mapper.ui.views.pathway_items import ArrowItem, ArrowLabel, CardItem
from asset_mapper.ui.views.pathway_marks import HeadItem, Measures

Item = CardItem | ArrowItem | HeadItem

_SMALLEST, _READABLE, _LARGEST, STEP = 0.25, 0.66, 3.0, 1.2
_APART = 0.05
"""Of a line, between two labels."""


class PathwayCanvas(QGraphicsView):
    """Shows one pathway. One card, arrow or name of a column is the current one; ``pathway_walk`` has its keys."""

    current_changed = Signal(str, str)  # card, arrow or head, and its id; empty when nothing is
    card_moved = Signal(str, int, float)  # id, column, row
    removal_requested = Signal(str)  # of a card
    note_requested = Signal(str)  # on a link
    typed = Signal(str)  # a letter, while an arrow is the current one: a note begins
    column_wished = Signal(str, int)  # what shall become of a column: rename, remove, left, right, before, after
    fold_wished = Signal(object)  # the item that shall be folded or unfolded
    menu_wished = Signal(QPoint)  # for the current one, at this place of the screen
    assets_dropped = Signal(list, int, float)  # their ids, column, row
    assets_on_outcome = Signal(list, str)  # their ids, and the outcome that they were dropped on

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setScene(QGraphicsScene(self))
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)
        self.setAcceptDrops(True)
        self.cards: dict[RecordId, CardItem] = {}
        self.arrows: dict[RecordId, ArrowItem] = {}
        self.heads: list[HeadItem] = []
        self.current: Item | None = None
        self.looking = Looking()
        self.seen = Seen(frozenset(), frozenset(), frozenset(), frozenset(), {})
        self.came_from: RecordId = ""  # the card from which an arrow was entered
        self.can_write = True
        self._drawn: DrawnPathway | None = None

    # --- what is shown ------------------------------------------------------------------------------------------

    def show_pathway(self, drawn: DrawnPathway | None) -> None:
        """Draw *drawn*; what was the current one stays so, and so does the part that is looked at."""
        key = self.current_id
        self.scene().clear()
        self.cards, self.arrows, self.heads, self.current = {}, {}, [], None
        self._drawn = drawn
        measures = self.measures
        if drawn is not None:
            for column, name in enumerate(drawn.heads):
                self.heads.append(HeadItem(column, name.text(language()), measures))
                self.scene().addItem(self.heads[-1])
            for card in drawn.cards:
                self.cards[card.id] = CardItem(card, measures, self._on_card_dropped)
                self.scene().addItem(self.cards[card.id])
            for link in drawn.links:
                arrow = ArrowItem(link, self.cards[link.start_id], self.cards[link.end_id], measures)
                self.arrows[link.link.id] = arrow
                self.scene().addItem(arrow)
                self.scene().addItem(arrow.label)
            self._lead()
        self.setBackgroundBrush(QColor(theme.colour("paper", theme.in_use())))
        edge = measures.line
        self.setSceneRect(self.scene().itemsBoundingRect().adjusted(-edge, -edge, edge, edge))
        self.look(self.looking)
        self.make_current(key)

    def _lead(self) -> None:
        """Lead every arrow from its card to its card, as the published page does."""
        places = {key: (card.card.column, card.card.row) for key, card in self.cards.items()}
        arrows = list(self.arrows.values())
        links = [(arrow.link.start_id, arrow.link.end_id) for arrow in arrows]
        labels = [arrow.label.box.height() + self.measures.line * _APART for arrow in arrows]
        for arrow, route in zip(arrows, routes(places, links, labels, self.measures.grid), strict=True):
            arrow.lead(route)

    def look(self, looking: Looking) -> None:
        """Fold, and let stand out, what *looking* says. Nothing moves."""
        self.looking = looking
        if self._drawn is None:
            return
        self.seen = seen(self._drawn, looking)
        for key, card in self.cards.items():
            card.setVisible(key not in self.seen.folded_cards)
            card.fade(faded=key in self.seen.back_cards)
            card.fold(self.seen.behind.get(key, 0))
        for key, arrow in self.arrows.items():
            arrow.show_with_label(shown=key not in self.seen.folded_links)
            arrow.fade(faded=key in self.seen.back_links)
        of_column = Counter(card.card.column for card in self.cards.values())
        for head in self.heads:
            head.fold(of_column[head.column] if head.column in looking.columns else None)
        if self.current is not None and not self.current.isVisible():
            self.make_current("")
        elif self.current is not None:
            self._describe(self.current)
        self.viewport().update(self.band)

    def show_everything(self) -> None:
        """Zoom so that the whole pathway is seen, no nearer than at its own size."""
        room = self.sceneRect()
        if room.isEmpty():
            return
        view = self.viewport().rect()
        scale = min(1.0, view.width() / room.width(), view.height() / room.height())
        self._zoom_to(max(_SMALLEST, scale))
        self.centerOn(room.center())

    def begin_reading(self) -> None:
        """Show everything where it can be read; else where it begins, with the names of the columns."""
        self.show_everything()
        if self.transform().m11() < _READABLE:
            self._zoom_to(_READABLE)
            self.centerOn(self.sceneRect().topLeft())

    def zoom(self, factor: float) -> None:
        self._zoom_to(self.transform().m11() * factor)

    def _zoom_to(self, scale: float) -> None:
        wanted = min(_LARGEST, max(_SMALLEST, scale))
        self.resetTransform()
        self.scale(wanted, wanted)

    @property
    def pathway_id(self) -> RecordId:
        """The pathway that is drawn."""
        return self._drawn.pathway.id if self._drawn is not None else ""

    @property
    def measures(self) -> Measures:
        return Measures(self.font())

    # --- the current card, arrow or head ------------------------------------------------------------------------

    @property
    def current_id(self) -> RecordId:
        return key_of(self.current) if self.current is not None else ""

    def make_current(self, key: RecordId) -> None:
        """Make a card, an arrow or the name of a column the current one; nothing when it is not there."""
        heads = {f"column {head.column}": head for head in self.heads}
        item: Item | None = self.cards.get(key) or self.arrows.get(key) or heads.get(key)
        if item is self.current:
            return
        if self.current is not None:
            self.current.set_current(is_current=False)
        self.current = item
        if item is None:
            self.current_changed.emit("", "")
            return
        item.set_current(is_current=True)
        if not item.isVisible():  # it was sought for: let it be seen
            self.fold_wished.emit(None)
        under = self.band.height()  # the names of the columns, which nothing that is looked for may be under
        if isinstance(item, ArrowItem):
            self.ensureVisible(item.label.box.adjusted(-40, -40, 40, 40), 50, 50 + under)
        elif isinstance(item, HeadItem) and under:
            middle = self.mapToScene(self.viewport().rect().center()).y()
            self.ensureVisible(item.x(), middle, item.boundingRect().width(), 1)
        else:
            self.ensureVisible(item, 50, 50 + under)
        self.viewport().update(self.band)
        self._describe(item)
        names = {CardItem: "card", ArrowItem: "arrow", HeadItem: "head"}
        self.current_changed.emit(names[type(item)], key)

    def _describe(self, item: Item) -> None:
        """Tell screen readers what the current one says."""
        self.setAccessibleDescription(item.sentence)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def item_at(self, place: QPoint) -> Item | None:
        """Give what is at a place of the viewport; the label of an arrow is the arrow."""
        if self.band.contains(place):
            return pathway_band.head_at(self, self.heads, place)
        return _known(self.itemAt(place))

    @property
    def band(self) -> QRect:
        """Where in the viewport the names of the columns stand over the drawing; empty while they need not."""
        return pathway_band.band(self, self.heads)

    # --- Qt -----------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the drawing from the shortcuts of the window: Delete is for a card, not for an asset."""
        is_key = event.type() is QEvent.Type.ShortcutOverride
        if isinstance(event, QKeyEvent) and is_key and pathway_walk.is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if pathway_walk.press(self, event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        item = self.item_at(event.position().toPoint())
        if item is not None:
            self.make_current(key_of(item))
        if self.band.contains(event.position().toPoint()):  # a card under it is not taken hold of
            event.accept()
        else:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        super().mouseReleaseEvent(event)
        item = self.item_at(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and isinstance(item, ArrowItem) and item is self.current:
            self.note_requested.emit(item.link.link.id)  # a slip begins with a click

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        item = self.item_at(event.position().toPoint())
        if isinstance(item, HeadItem):
            self.column_wished.emit("rename", item.column)
        else:
            super().mouseDoubleClickEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            item = self.item_at(event.pos())
            self.make_current(key_of(item) if item is not None else "")
            place = event.globalPos()
        else:
            middle = self.current.sceneBoundingRect().center() if self.current else self.sceneRect().center()
            place = self.viewport().mapToGlobal(self.mapFromScene(middle))
        self.menu_wished.emit(place)
        event.accept()

    def drawForeground(self, painter: QPainter, _rect: QRectF | QRect) -> None:  # noqa: N802 - Qt's name
        pathway_band.draw(self, self.heads, painter)

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's name
        """Draw the names of the columns anew where they stay, and what they would leave behind."""
        before = self.band
        super().scrollContentsBy(dx, dy)
        for room in (before.translated(dx, dy), before, self.band):
            self.viewport().update(room)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(STEP if event.angleDelta().y() > 0 else 1 / STEP)
            event.accept()
        else:
            super().wheelEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if self._drawn is not None and self.can_write and event.mimeData().hasFormat(ASSETS_MIME):
            event.setDropAction(Qt.DropAction.LinkAction)
            event.accept()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's name
        self._aim_at(self._outcome_at(event.position().toPoint()))
        event.setDropAction(Qt.DropAction.LinkAction)
        event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        self._aim_at(None)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        place = event.position().toPoint()
        ids = bytes(event.mimeData().data(ASSETS_MIME).data()).decode().split()
        outcome = self._outcome_at(place)
        self._aim_at(None)
        if outcome is not None:
            self.assets_on_outcome.emit(ids, outcome.card.id)
        else:
            width, height = self.measures.card
            at = self.mapToScene(place) - QPointF(width, height) / 2
            self.assets_dropped.emit(ids, self.measures.column_at(at.x()), self.measures.row_at(at.y()))
        event.setDropAction(Qt.DropAction.LinkAction)
        event.accept()

    def _outcome_at(self, place: QPoint) -> CardItem | None:
        item = self.item_at(place)
        return item if isinstance(item, CardItem) and item.card.kind is None else None

    def _aim_at(self, target: CardItem | None) -> None:
        for card in self.cards.values():
            card.set_target(is_target=card is target)

    def _on_card_dropped(self, item: CardItem) -> None:
        last = max(0, len(self.heads) - 1)
        column, row = min(last, self.measures.column_at(item.pos().x())), self.measures.row_at(item.pos().y())
        if item.pos() == item.laid:
            return
        if (column, row) == (item.card.column, item.card.row) or not self.can_write:
            item.setPos(item.laid)
        else:
            self.card_moved.emit(item.card.id, column, row)


def _known(item: QGraphicsItem | None) -> Item | None:
    if isinstance(item, ArrowLabel):
        return item.arrow
    return item if isinstance(item, CardItem | ArrowItem | HeadItem) else None


def key_of(item: Item) -> RecordId:
    """Give the id of what an item shows; a column is known by its number."""
    match item:
        case CardItem():
            return item.card.id
        case ArrowItem():
            return item.link.link.id
    return f"column {item.column}"
