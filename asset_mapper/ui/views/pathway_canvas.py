"""The drawing of a pathway: to be looked at, walked through with the keyboard, and arranged by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QGraphicsScene, QGraphicsSimpleTextItem, QGraphicsView, QWidget

from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.outcome import Stage
from asset_mapper.i18n import _
from asset_mapper.services.drawn_pathways import DrawnLink, DrawnPathway
from asset_mapper.ui import theme
from asset_mapper.ui.views.pathway_items import ArrowItem, CardItem, Measures

_SMALLEST, _READABLE, _LARGEST, _STEP = 0.25, 0.8, 3.0, 1.2
_MOVES = {
    Qt.Key.Key_Left: (-1, 0.0),
    Qt.Key.Key_Right: (1, 0.0),
    Qt.Key.Key_Up: (0, -0.5),
    Qt.Key.Key_Down: (0, 0.5),
}


class PathwayCanvas(QGraphicsView):
    """Shows one pathway. One card or arrow is the current one.

    Right follows the first arrow from a card, and then goes to its end; Left goes back along arrows; Up and Down go
    through the arrows of a card, or through the cards of a column. Ctrl with an arrow key moves a card. Enter asks
    for a note on an arrow, Delete takes a card off; + and - zoom, 0 shows everything.
    """

    current_changed = Signal(str, str)  # card or arrow, and its id; empty when nothing is
    card_moved = Signal(str, int, float)  # id, column, row
    removal_requested = Signal(str)  # of a card
    note_requested = Signal(str)  # on a link

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setScene(QGraphicsScene(self))
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)
        self.cards: dict[RecordId, CardItem] = {}
        self.arrows: dict[RecordId, ArrowItem] = {}
        self.current: CardItem | ArrowItem | None = None
        self._came_from: RecordId = ""  # the card from which an arrow was entered
        self._shows_arrow: Callable[[DrawnLink], bool] = lambda _link: True

    # --- what is shown ------------------------------------------------------------------------------------------

    def show_pathway(self, drawn: DrawnPathway | None) -> None:
        """Draw *drawn*; what was the current card or arrow stays so, and so does the part that is looked at."""
        key = self.current_id
        self.scene().clear()
        self.cards, self.arrows, self.current = {}, {}, None
        measures = self._measures
        if drawn is not None:
            for card in drawn.cards:
                self.cards[card.id] = CardItem(card, measures, self._on_card_dropped)
                self.scene().addItem(self.cards[card.id])
            for link in drawn.links:
                start, end = self.cards[link.start_id], self.cards[link.end_id]
                self.arrows[link.link.id] = ArrowItem(link, start, end, measures)
                self.scene().addItem(self.arrows[link.link.id])
        self._lay_arrows()
        self._head_columns()
        self.setBackgroundBrush(QColor(theme.colour("paper", theme.in_use())))
        edge = measures.line * 2
        self.setSceneRect(self.scene().itemsBoundingRect().adjusted(-edge, -edge, edge, edge))
        self.show_arrows(self._shows_arrow)
        self.make_current(key)

    def show_arrows(self, wanted: Callable[[DrawnLink], bool]) -> None:
        """Let only some arrows stand out; the others fade."""
        self._shows_arrow = wanted
        for arrow in self.arrows.values():
            arrow.fade(faded=not wanted(arrow.link))

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
        """Show everything where it can be read; else what stands at the left."""
        self.show_everything()
        if self.transform().m11() < _READABLE:
            self._zoom_to(_READABLE)
            self.centerOn(self.sceneRect().left(), self.sceneRect().center().y())

    def zoom(self, factor: float) -> None:
        self._zoom_to(self.transform().m11() * factor)

    def _zoom_to(self, scale: float) -> None:
        wanted = min(_LARGEST, max(_SMALLEST, scale))
        self.resetTransform()
        self.scale(wanted, wanted)

    @property
    def _measures(self) -> Measures:
        return Measures(self.font())

    def _lay_arrows(self) -> None:
        """Spread the arrows along the sides of their cards, lead them past other cards, and find room for labels."""
        leaving: dict[RecordId, list[ArrowItem]] = defaultdict(list)
        coming: dict[RecordId, list[ArrowItem]] = defaultdict(list)
        taken: dict[int, list[float]] = defaultdict(list)
        for card in self.cards.values():
            taken[card.card.column].append(card.card.row)
        for arrow in self.arrows.values():
            leaving[arrow.start.card.id].append(arrow)
            coming[arrow.end.card.id].append(arrow)
        starts, ends = _spread(leaving, lambda arrow: arrow.end), _spread(coming, lambda arrow: arrow.start)
        used: list[QRectF] = []
        for arrow in self.arrows.values():
            arrow.set_at(starts[arrow.link.link.id], ends[arrow.link.link.id])
            arrow.set_passes(taken)
            arrow.follow()
            used.append(_label_place(arrow, used))
            arrow.label = used[-1]

    def _head_columns(self) -> None:
        """Write over each column which stage its outcomes are at, when they are at one."""
        stages: dict[int, set[Stage | None]] = defaultdict(set)
        for card in self.cards.values():
            if card.card.kind is None:
                stages[card.card.column].add(card.card.stage)
        measures = self._measures
        top = min((card.card.row for card in self.cards.values()), default=0.0)
        for column, found in stages.items():
            stage = found.pop() if len(found) == 1 else None
            if stage is not None:
                text = QGraphicsSimpleTextItem(_(stage.label).partition(":")[0])
                text.setFont(measures.font)
                text.setBrush(QColor(theme.colour("quiet", theme.in_use())))
                text.setPos(measures.place(column, top) - QPointF(0, measures.line * 1.8))
                self.scene().addItem(text)

    # --- the current card or arrow ------------------------------------------------------------------------------

    @property
    def current_id(self) -> RecordId:
        if isinstance(self.current, CardItem):
            return self.current.card.id
        return self.current.link.link.id if self.current is not None else ""

    def make_current(self, key: RecordId) -> None:
        """Make a card or an arrow the current one; nothing when it is not there."""
        item = self.cards.get(key) or self.arrows.get(key)
        if item is self.current:
            return
        if self.current is not None:
            self.current.set_current(is_current=False)
        self.current = item
        if item is None:
            self.current_changed.emit("", "")
            return
        item.set_current(is_current=True)
        self.ensureVisible(item if isinstance(item, CardItem) else item.label.adjusted(-40, -40, 40, 40))
        text = item.name if isinstance(item, CardItem) else item.sentence
        self.setAccessibleDescription(text)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.current_changed.emit("card" if isinstance(item, CardItem) else "arrow", key)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        key, control = Qt.Key(event.key()), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and key in _MOVES and isinstance(self.current, CardItem):
            column, row = _MOVES[key]
            card = self.current.card
            self.card_moved.emit(card.id, max(0, card.column + column), max(0.0, card.row + row))
        elif key in _MOVES and not control:
            self._walk(key)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_STEP)
        elif key is Qt.Key.Key_Minus:
            self.zoom(1 / _STEP)
        elif key is Qt.Key.Key_0:
            self.show_everything()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(self.current, ArrowItem):
            self.note_requested.emit(self.current.link.link.id)
        elif key is Qt.Key.Key_Delete and isinstance(self.current, CardItem):
            self.removal_requested.emit(self.current.card.id)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _walk(self, key: Qt.Key) -> None:
        here = self.current
        if here is None:
            ordered = sorted(self.cards.values(), key=_reading_order)
            self.make_current(ordered[0].card.id if ordered else "")
        elif isinstance(here, CardItem):
            self._walk_from_card(here, key)
        elif key is Qt.Key.Key_Right:
            self.make_current(here.end.card.id)
        elif key is Qt.Key.Key_Left:
            self.make_current(here.start.card.id)
        else:
            beside = self._arrows_at(self._came_from or here.start.card.id, out=self._came_from != here.end.card.id)
            step = 1 if key is Qt.Key.Key_Down else -1
            if here in beside:
                self.make_current(beside[(beside.index(here) + step) % len(beside)].link.link.id)

    def _walk_from_card(self, here: CardItem, key: Qt.Key) -> None:
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            arrows = self._arrows_at(here.card.id, out=key is Qt.Key.Key_Right)
            if arrows:
                self._came_from = here.card.id
                self.make_current(arrows[0].link.link.id)
                return
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return
        column = sorted(
            (card for card in self.cards.values() if card.card.column == here.card.column), key=_reading_order
        )
        place = column.index(here) + (1 if key is Qt.Key.Key_Down else -1)
        if 0 <= place < len(column):
            self.make_current(column[place].card.id)
            return
        everything = sorted(self.cards.values(), key=_reading_order)
        place = (everything.index(here) + (1 if key is Qt.Key.Key_Down else -1)) % len(everything)
        self.make_current(everything[place].card.id)

    def _arrows_at(self, card_id: RecordId, *, out: bool) -> list[ArrowItem]:
        """Give the arrows that leave a card, or come to it, from top to bottom."""
        found = [arrow for arrow in self.arrows.values() if (arrow.start if out else arrow.end).card.id == card_id]
        return sorted(found, key=lambda arrow: _reading_order(arrow.end if out else arrow.start))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        item = self.itemAt(event.position().toPoint())
        if isinstance(item, CardItem):
            self.make_current(item.card.id)
        elif isinstance(item, ArrowItem):
            self.make_current(item.link.link.id)
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        item = self.itemAt(event.position().toPoint())
        if isinstance(item, ArrowItem):
            self.note_requested.emit(item.link.link.id)
        else:
            super().mouseDoubleClickEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
            event.accept()
        else:
            super().wheelEvent(event)

    def _on_card_dropped(self, item: CardItem) -> None:
        measures = self._measures
        column, row = measures.column_at(item.pos().x()), measures.row_at(item.pos().y())
        if (column, row) != (item.card.column, item.card.row):
            self.card_moved.emit(item.card.id, column, row)


def _reading_order(item: CardItem) -> tuple[int, float]:
    return item.card.column, item.card.row


def _spread(groups: dict[RecordId, list[ArrowItem]], other: Callable[[ArrowItem], CardItem]) -> dict[RecordId, float]:
    """Say how far down the side of its card each arrow is, in the order of the cards at the other ends."""
    places = {}
    for arrows in groups.values():
        ordered = sorted(arrows, key=lambda arrow: (other(arrow).card.row, other(arrow).card.column))
        for place, arrow in enumerate(ordered):
            places[arrow.link.link.id] = (place + 1) / (len(ordered) + 1)
    return places


def _label_place(arrow: ArrowItem, used: list[QRectF]) -> QRectF:
    """Find room for the label of an arrow where no other label is."""
    width, height = arrow.label_size()
    boxes = [QRectF(at.x() - width / 2, at.y() - height / 2, width, height) for at in arrow.label_places()]
    for shift in range(40):
        for box in boxes:
            for direction in (-1, 1):
                moved = box.translated(0, direction * shift * height * 0.6)
                if not any(moved.intersects(one) for one in used):
                    return moved
    return boxes[0]
