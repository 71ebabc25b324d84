"""Cells of a tree or list with a name and a quiet line under it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from asset_mapper.ui import theme

Index = QModelIndex | QPersistentModelIndex
_ROOM, _SMALLER = 8, 0.86


class TwoLines(QStyledItemDelegate):
    """Draws the text of a cell, and below it, smaller, what the model gives for a role."""

    def __init__(self, role: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        drawn = QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        text, drawn.text = drawn.text, ""
        style = drawn.widget.style() if drawn.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, drawn, painter, drawn.widget)
        room = drawn.rect.adjusted(6, _ROOM // 2, -6, -_ROOM // 2)
        painter.save()
        first_high = QFontMetrics(drawn.font).height()
        first = QRect(room.left(), room.top(), room.width(), first_high)
        usable = bool(drawn.state & QStyle.StateFlag.State_Enabled)
        ink, quiet = theme.inks_of_line(chosen=bool(drawn.state & QStyle.StateFlag.State_Selected))
        _write(painter, first, text, drawn.font, ink if usable else quiet)
        if second := str(index.data(self._role) or ""):
            small = _small(drawn.font)
            below = QRect(room.left(), room.top() + first_high, room.width(), QFontMetrics(small).height())
            _write(painter, below, second, small, quiet)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        size = super().sizeHint(option, index)
        high = QFontMetrics(option.font).height() + QFontMetrics(_small(option.font)).height() + _ROOM
        return QSize(size.width(), max(high, 32))


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setBold(False)
    if font.pixelSize() > 0:
        small.setPixelSize(round(font.pixelSize() * _SMALLER))
    else:
        small.setPointSizeF(font.pointSizeF() * _SMALLER)
    return small


def _write(painter: QPainter, room: QRect, text: str, font: QFont, ink: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(ink))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
