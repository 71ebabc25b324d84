"""What the lines of a pathway mean, below the drawing."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from asset_mapper.domain.evidence import Coverage
from asset_mapper.ui import theme
from asset_mapper.ui.context import Context
from asset_mapper.ui.views.pathway_marks import draw_ladder, stroke
from asset_mapper.ui.widgets.flow import FlowLayout


class Legend(QWidget):
    """Says what the lines mean: each rung of the ladder as it is drawn, with its word."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        flow = FlowLayout(self, gap=16)
        flow.setContentsMargins(0, 0, 0, 0)
        for step in Coverage:
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            label = QLabel()
            label.setProperty("role", "small")
            context.texts.say(label.setText, step.label)
            line.addWidget(_Stroke(step))
            line.addWidget(label)
            flow.addWidget(row)


class _Stroke(QWidget):
    """A piece of line, and the ladder, as they are drawn on one rung."""

    def __init__(self, coverage: Coverage) -> None:
        super().__init__()
        self._coverage = coverage
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        line = self.fontMetrics().lineSpacing()
        return QSize(round(line * 4.4), line)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line, middle = self.fontMetrics().lineSpacing(), self.height() / 2
        painter.setPen(stroke(self._coverage, QColor(theme.colour("ink", theme.in_use()))))
        painter.drawLine(QPointF(2, middle), QPointF(line * 1.6, middle))
        draw_ladder(painter, QPointF(line * 1.9, middle), line, self._coverage)
        painter.end()
