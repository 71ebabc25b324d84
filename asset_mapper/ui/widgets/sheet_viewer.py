"""A picture that is read while something is typed: as large as one wants, turned, and moved by keys."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QImage, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsPixmapItem, QGraphicsScene, QGraphicsView, QWidget

_STEP = 1.25
_LARGEST, _SMALLEST = 12.0, 0.05
_PAN = 0.2  # of what is seen


class SheetViewer(QGraphicsView):
    """Knows nothing of where a picture comes from. It fits the picture until somebody makes it larger."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = QGraphicsScene(self)
        self.setScene(self._scene)
        self._item = QGraphicsPixmapItem()  # made here: one that the scene makes is lost to Python now and then
        self._scene.addItem(self._item)
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._fits = True
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setStyleSheet("SheetViewer { background: palette(alternate-base); }")

    def show_image(self, image: QImage) -> None:
        """Show a picture, upright and whole."""
        self._item.setPixmap(QPixmap.fromImage(image))
        self._scene.setSceneRect(self._item.boundingRect())
        self.resetTransform()
        self.fit()

    @property
    def is_empty(self) -> bool:
        return self._item.pixmap().isNull()

    @property
    def scale_now(self) -> float:
        """How large a dot of the picture is on the screen."""
        return float(abs(self.transform().determinant()) ** 0.5)

    @Slot()
    def fit(self) -> None:
        """Show the whole picture."""
        self._fits = True
        if not self.is_empty:
            self.fitInView(self._item, Qt.AspectRatioMode.KeepAspectRatio)

    @Slot()
    def larger(self) -> None:
        self._zoom(_STEP)

    @Slot()
    def smaller(self) -> None:
        self._zoom(1 / _STEP)

    @Slot()
    def turn(self) -> None:
        """Turn the picture a quarter to the right, for looking: it is kept as it is."""
        self.rotate(90)
        if self._fits:
            self.fit()

    def pan(self, right: float, down: float) -> None:
        """Move on by a part of what is seen."""
        for bar, by in ((self.horizontalScrollBar(), right), (self.verticalScrollBar(), down)):
            bar.setValue(bar.value() + round(by * _PAN * bar.pageStep()))

    def _zoom(self, by: float) -> None:
        if not self.is_empty and _SMALLEST <= self.scale_now * by <= _LARGEST:
            self._fits = False
            self.scale(by, by)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(480, 360)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if self._fits:
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
        else:
            super().wheelEvent(event)
