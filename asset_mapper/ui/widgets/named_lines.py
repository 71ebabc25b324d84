"""Lines of a list that say a name, and below it quietly what else is to be said, in as many lines as that needs."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QApplication, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from asset_mapper.ui import theme

Index = QModelIndex | QPersistentModelIndex
_ROOM, _TALLEST, _SMALLEST = 8, 10_000, 32
_WRAPPED = int(
    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextDontClip
)


class NamedLines(QStyledItemDelegate):
    """The first line of a text is the name. Nothing is cut: Qt's own delegate forgets the space around the text."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        wide = self._view.viewport().width()
        placed = _placed(str(index.data()), option.font, QRect(0, 0, wide - 2 * _ROOM, _TALLEST))
        return QSize(wide, max(placed[-1][2].bottom() + 1 + 2 * _ROOM, _SMALLEST))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        drawn = QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        drawn.text = ""
        style = drawn.widget.style() if drawn.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, drawn, painter, drawn.widget)
        inks = theme.inks_of_line(chosen=bool(drawn.state & QStyle.StateFlag.State_Selected))
        painter.save()
        room = drawn.rect.adjusted(_ROOM, _ROOM, -_ROOM, -_ROOM)
        for number, (words, font, place) in enumerate(_placed(str(index.data()), drawn.font, room)):
            painter.setFont(font)
            painter.setPen(QColor(inks[min(number, 1)]))
            painter.drawText(place, _WRAPPED, words)
        painter.restore()


def _placed(text: str, font: QFont, room: QRect) -> list[tuple[str, QFont, QRect]]:
    """Set the name, and what is below it, into *room*."""
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    name, _line, more = text.partition("\n")
    placed: list[tuple[str, QFont, QRect]] = []
    top = room.top()
    for words, face in ((name, bold), (more, font)):
        if words or not placed:
            metrics = QFontMetrics(face)
            high = max(metrics.boundingRect(room, _WRAPPED, words).height(), metrics.height())
            placed.append((words, face, QRect(room.left(), top, room.width(), high)))
            top += high
    return placed
