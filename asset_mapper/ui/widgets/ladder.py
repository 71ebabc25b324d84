"""The ladder of evidence: six rungs, filled from below."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from asset_mapper.domain.evidence import Coverage
from asset_mapper.i18n import _

_RUNGS = len(Coverage) - 1
_SHARE = 0.4  # of the height of a line


class Ladder(QWidget):
    """Draws how much of the way from cause to change is known; its words stand beside it or in its name."""

    def __init__(self, coverage: Coverage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._coverage = coverage
        self.setFixedSize(self.sizeHint())
        self.setAccessibleName(_(coverage.label))
        self.setToolTip(_(coverage.label))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        step = self._step
        return QSize(round(step * 2.6), 4 + _RUNGS * step)

    @property
    def _step(self) -> int:
        """The height of a rung and the gap above it, which grow with the text."""
        return max(7, round(self.fontMetrics().height() * _SHARE))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        ink = self.palette().color(QPalette.ColorRole.WindowText)
        painter.setPen(QPen(ink, 1))
        step = self._step
        for rung in range(_RUNGS):
            box = QRectF(2.5, self.height() - step - 1.5 - rung * step, self.width() - 5, step - 2)
            if rung < self._coverage.rung:
                painter.fillRect(box, self.palette().color(QPalette.ColorRole.Highlight))
            painter.drawRect(box)
        painter.end()
