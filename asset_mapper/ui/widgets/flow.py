"""A layout that sets widgets in a row, and goes on in the next row where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Like words on a page. A widget that says so with the property ``stretches`` takes the rest of its row."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8, *, even: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._even = even  # whether all are as wide as the widest, and so stand in columns
        self.setSpacing(gap)

    def _arrange(self, room: QRect, *, move: bool) -> int:
        """Set the items into *room*; gives the height that they take."""
        margins = self.contentsMargins()
        left, top = room.x() + margins.left(), room.y() + margins.top()
        right = room.x() + room.width() - margins.right()
        row: list[tuple[QLayoutItem, int]] = []
        x = left
        widest = max((item.sizeHint().width() for item in self._items), default=0) if self._even else 0
        for item in self._items:
            widget = item.widget()
            if widget is None or widget.isHidden():
                continue
            width = min(max(item.sizeHint().width(), widest), right - left)
            if row and x + width > right:
                top += self._set_row(row, left, top, right, move=move) + self.spacing()
                row, x = [], left
            row.append((item, width))
            x += width + self.spacing()
        if row:
            top += self._set_row(row, left, top, right, move=move)
        return top + margins.bottom() - room.y()

    def _set_row(self, row: list[tuple[QLayoutItem, int]], left: int, top: int, right: int, *, move: bool) -> int:
        high = max(item.sizeHint().height() for item, _width in row)
        spare = right - left - sum(width for _item, width in row) - self.spacing() * (len(row) - 1)
        x = left
        for item, width in row:
            widget = item.widget()
            if spare > 0 and widget is not None and widget.property("stretches"):
                width, spare = width + spare, 0
            if move:
                item.setGeometry(QRect(QPoint(x, top), QSize(width, high)))
            x += width + self.spacing()
        return high

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, room: QRect) -> None:  # noqa: N802 - Qt's name
        super().setGeometry(room)
        self._arrange(room, move=True)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        size = QSize()
        for item in self._items:
            widget = item.widget()
            if widget is not None and not widget.isHidden():
                size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())
