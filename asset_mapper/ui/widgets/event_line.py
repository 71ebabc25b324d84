"""One timeline of a journey: events as cards down a line, each with the tag of its cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from asset_mapper.domain.ids import RecordId
from asset_mapper.ui import theme
from asset_mapper.ui.widgets.delete_key import DeleteKey

Index = QModelIndex | QPersistentModelIndex
_CARD = Qt.ItemDataRole.UserRole + 1
_GUTTER, _PAD, _GAP, _DOT, _CORNER = 28, 12, 8, 5, 6
_BESIDE, _TALLEST = 12, 10_000
_WRAPPED = int(
    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextDontClip
)


@dataclass(frozen=True, slots=True)
class EventCard:
    """What a card says, in the language in force."""

    id: RecordId
    when: str
    what: str
    cost: str
    year: str

    @property
    def sentence(self) -> str:
        """All of it in one line, for screen readers."""
        return ". ".join(part for part in (self.when, self.what, self.cost, self.year) if part)


class EventLine(QListWidget):
    """Keys: Enter opens, Delete removes, Alt with the arrow keys moves, left and right go to the other timeline."""

    opened = Signal(str)
    removed = Signal(str)
    moved = Signal(str, int)  # the event, and how far along its timeline
    switched = Signal(str)  # to the other timeline
    crossed = Signal()  # the keyboard goes to the other timeline

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_Cards(self))
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSpacing(0)
        DeleteKey(self).pressed.connect(lambda: self.removed.emit(self.current_id))
        self.itemDoubleClicked.connect(lambda item: self.opened.emit(_card(item).id))

    @property
    def current_id(self) -> RecordId:
        """The event that is chosen, ``""`` when none is."""
        item = self.currentItem()
        return _card(item).id if item is not None else ""

    def fill(self, cards: Sequence[EventCard]) -> None:
        """Show other cards; the one that is chosen stays, or the one in its place."""
        chosen, row = self.current_id, self.currentRow()
        self.blockSignals(True)
        self.clear()
        for card in cards:
            item = QListWidgetItem()
            item.setData(_CARD, card)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, card.sentence)
            self.addItem(item)
        ids = [card.id for card in cards]
        if cards and row >= 0:
            self.setCurrentRow(ids.index(chosen) if chosen in ids else min(row, len(ids) - 1))
        self.blockSignals(False)

    def choose(self, event_id: RecordId) -> None:
        """Choose an event, if it is here."""
        for row in range(self.count()):
            if _card(self.item(row)).id == event_id:
                self.setCurrentRow(row)

    def cards(self) -> list[EventCard]:
        return [_card(self.item(row)) for row in range(self.count())]

    # --- Qt's own -----------------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show which event the keys are for."""
        super().focusInEvent(event)
        if self.currentRow() >= 0:
            self.setCurrentRow(self.currentRow())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Place the cards again at once: Qt would leave them on top of each other for a moment."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), QColor(theme.colour("paper", theme.in_use())))
        super().paintEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        key, chosen = event.key(), self.current_id
        sideways = key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and chosen:
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self.moved.emit(chosen, -1 if key == Qt.Key.Key_Up else 1)
            elif sideways:
                self.switched.emit(chosen)
        elif sideways:
            self.crossed.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and chosen:
            self.opened.emit(chosen)
        else:
            super().keyPressEvent(event)


class _Cards(QStyledItemDelegate):
    """Draws a line down the left, a dot for each event, and its card."""

    def __init__(self, line: EventLine) -> None:
        super().__init__(line)
        self._line = line

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        wide = self._line.viewport().width()
        room = QRect(0, 0, wide - _GUTTER - _GAP - 2 * _PAD, _TALLEST)
        placed = _placed(index.data(_CARD), option.font, room)
        high = max((words.room.bottom() + 1 for words in placed), default=0)
        return QSize(wide, high + 2 * _PAD + _GAP + 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = {
            name: QColor(theme.colour(name, theme.in_use()))
            for name in ("ink", "quiet", "line", "edge", "card", "accent", "accent-tint")
        }
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_line(painter, option.rect, index, colours["edge"], colours["accent"])
        sheet = option.rect.adjusted(_GUTTER, _GAP // 2, -_GAP, -_GAP // 2)
        focused = chosen and self._line.hasFocus()
        painter.setPen(QPen(colours["accent"] if chosen else colours["line"], 2 if focused else 1))
        painter.setBrush(colours["accent-tint"] if chosen else colours["card"])
        painter.drawRoundedRect(sheet, _CORNER, _CORNER)
        for words in _placed(index.data(_CARD), option.font, sheet.adjusted(_PAD, _PAD, -_PAD, -_PAD)):
            painter.setFont(words.font)
            painter.setPen(colours[words.colour])
            painter.drawText(words.room, _WRAPPED, words.text)
        painter.restore()

    def _draw_line(self, painter: QPainter, rect: QRect, index: Index, line: QColor, dot: QColor) -> None:
        x = rect.left() + _GUTTER // 2
        y = rect.top() + _GAP // 2 + _PAD + QFontMetrics(self._line.font()).height() // 2
        painter.setPen(QPen(line, 2))
        if index.row() > 0:
            painter.drawLine(x, rect.top(), x, y)
        if index.row() < self._line.count() - 1:
            painter.drawLine(x, y, x, rect.bottom() + 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(dot)
        painter.drawEllipse(x - _DOT, y - _DOT, 2 * _DOT, 2 * _DOT)


@dataclass(frozen=True, slots=True)
class _Words:
    """A text of a card, and where it stands."""

    text: str
    font: QFont
    colour: str
    room: QRect


def _placed(card: EventCard, font: QFont, room: QRect) -> list[_Words]:
    """Place the texts of a card below each other; the year stands behind the cost where both fit into a line."""
    bold, small = QFont(font), QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    small.setPixelSize(max(round(font.pixelSize() * 0.86), 1))
    placed: list[_Words] = []
    top = room.top()
    for text, face, colour in ((card.when, small, "quiet"), (card.what, font, "ink"), (card.cost, bold, "ink")):
        if text:
            metrics = QFontMetrics(face)
            below = QRect(room.left(), top, room.width(), _TALLEST)
            high = max(metrics.boundingRect(below, _WRAPPED, text).height(), metrics.height())
            placed.append(_Words(text, face, colour, QRect(room.left(), top, room.width(), high)))
            top += high + 4
    if card.year and placed:
        metrics, last = QFontMetrics(small), placed[-1]
        behind = room.left() + QFontMetrics(last.font).horizontalAdvance(last.text) + _BESIDE
        if behind + metrics.horizontalAdvance(card.year) <= room.right():
            lower = QFontMetrics(last.font).ascent() - metrics.ascent()  # on one line with the cost
            place = QRect(behind, last.room.top() + lower, room.right() - behind, metrics.height())
        else:
            place = QRect(room.left(), top, room.width(), metrics.height())
        placed.append(_Words(card.year, small, "quiet", place))
    return placed


def _card(item: QListWidgetItem) -> EventCard:
    card: EventCard = item.data(_CARD)
    return card
