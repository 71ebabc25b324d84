"""Pages of which one is in front; on a screen that is too low for it, it scrolls."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget


class PageStack(QStackedWidget):
    """Asks for the room of the page in front: those behind it do not make the window higher."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(self._on_changed)

    def in_scroller(self) -> QScrollArea:
        """Give the pages in an area that scrolls where large text leaves them too little room."""
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self)
        return area

    @Slot(int)
    def _on_changed(self, _place: int) -> None:
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        page = self.currentWidget()
        if page is None:
            return QSize()
        wide = page.minimumSizeHint().expandedTo(page.minimumSize()).width()
        return QSize(wide, self.heightForWidth(max(wide, self.width())))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self.minimumSizeHint()

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Say how low the page in front may be; Qt would take the height that it would like, for the least."""
        page = self.currentWidget()
        layout = page.layout() if page is not None else None
        if page is not None and layout is not None and layout.hasHeightForWidth():
            return layout.minimumHeightForWidth(width)
        return page.minimumSizeHint().height() if page is not None else 0
