"""Cells of a table whose colour says something: the chosen one keeps it, and has a frame."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from asset_mapper.ui import theme

_WIDE = 3


class Framed(QStyledItemDelegate):
    """Draws the cell that is chosen or has the keyboard as it is, within a frame in the colour of the accent."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        drawn = QStyleOptionViewItem(option)
        chosen = drawn.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus)
        drawn.state &= ~(QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus)
        super().paint(painter, drawn, index)
        if chosen:
            painter.save()
            pen = QPen(QColor(theme.colour("accent", theme.in_use())), _WIDE)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(drawn.rect.adjusted(1, 1, -2, -2))
            painter.restore()
