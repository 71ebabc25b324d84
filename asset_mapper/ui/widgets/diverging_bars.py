"""Answers on five points as bars that diverge from the middle of “neither”: who disagrees left, who agrees right.

No colour is alone: “strongly” is solid, the milder points are hatched (each side its own way), “neither” is hollow,
and every stretch has its number. The table beside the bars says the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from asset_mapper.analysis.survey_blocks import Bar, Block, in_words, reach, segments
from asset_mapper.domain.survey import ANSWERS
from asset_mapper.i18n import _, language, ngettext, speaking
from asset_mapper.ui import theme
from asset_mapper.ui.widgets.flow import FlowLayout
from asset_mapper.ui.widgets.reading_sheet import reading_label

BETWEEN_LANGUAGES = " · "
_GAP, _THIN, _WIDE, _TALLEST = 8.0, 6.0, 480, 10_000.0
_WIDEST_LABEL = 0.3  # of the width
_WRAPPED = Qt.TextFlag.TextWordWrap
_SIDES = {1: "caution", 2: "caution", 3: "edge", 4: "accent", 5: "accent"}
_SOLID = (1, 5)
_HATCHES = {2: Qt.BrushStyle.BDiagPattern, 4: Qt.BrushStyle.FDiagPattern}


class DivergingBars(QWidget):
    """A heading and its bars for each block, all of them about one middle."""

    def __init__(self, blocks: Sequence[Block], floor: int, languages: Sequence[str] = ()) -> None:
        """Say what the points are in all of *languages*; without any, in the one of the window."""
        super().__init__()
        self.setAccessibleName(_("Answers as bars"))
        self.setAccessibleDescription(_("The table below says the same."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(_Legend(languages or (language(),)))
        room = reach(blocks)
        labels = list(dict.fromkeys(bar.drawn for block in blocks for bar in block.bars))
        for block in blocks:
            heading = reading_label(block.title, bold=True)
            heading.setContentsMargins(0, 8, 0, 0)
            column.addWidget(heading)
            column.addWidget(_Bars(block.bars, floor, room, labels))


class _Bars(QWidget):
    """The bars of one block."""

    def __init__(self, bars: Sequence[Bar], floor: int, room: tuple[float, float], labels: Sequence[str]) -> None:
        super().__init__()
        self._bars, self._floor, self._room, self._labels = bars, floor, room, labels
        self._told = [self._count(bar) for bar in bars]  # in the language in which the bars are made
        self._longest = _answered(88)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(". ".join(in_words(bar, floor) for bar in bars))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(_WIDE, self.heightForWidth(_WIDE))

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        return round(sum(high for _label, high in self._rows(width)))

    def _beside(self, width: float) -> float:
        """Say how wide the names are that stand at the left of the bars."""
        metrics = QFontMetricsF(self.font())
        widest = max(metrics.horizontalAdvance(label) for label in self._labels)
        longest = max(metrics.horizontalAdvance(word) for label in self._labels for word in label.split())
        return min(widest + 1, max(longest + 1, width * _WIDEST_LABEL), width / 2)

    def _rows(self, width: float) -> list[tuple[str, float]]:
        """Give the name of every bar, with the height of its row: a long name takes the lines that it needs."""
        metrics, beside = QFontMetricsF(self.font()), self._beside(width)
        rows = []
        for bar in self._bars:
            label = bar.drawn
            if metrics.horizontalAdvance(label) > beside:
                label = label.replace(BETWEEN_LANGUAGES, "\n")
            words = metrics.boundingRect(QRectF(0, 0, beside, _TALLEST), _WRAPPED, label)
            rows.append((label, max(words.height(), metrics.lineSpacing()) + metrics.lineSpacing() / 2))
        return rows

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetricsF(self.font())
        beside = self._beside(self.width())
        left = beside + _GAP * 2
        right = max(metrics.horizontalAdvance(text) for text in (*self._told, self._longest)) + _GAP
        wide = max(self.width() - left - right, 40.0)
        scale = wide / sum(self._room)
        middle = left + self._room[0] * scale
        in_use = theme.in_use()
        ink, quiet = QColor(theme.colour("ink", in_use)), QColor(theme.colour("quiet", in_use))
        upright, thick = Qt.AlignmentFlag.AlignVCenter, metrics.lineSpacing() * 1.5 - _THIN
        top = 0.0
        for bar, text, (label, high) in zip(self._bars, self._told, self._rows(self.width()), strict=True):
            box = QRectF(0, top, self.width(), high)
            top += high
            painter.setPen(QPen(ink, 1))
            painter.drawText(QRectF(0, box.top(), beside, high), _WRAPPED | upright, label)
            if not bar.counts.few:
                painter.drawLine(QPointF(middle, box.top()), QPointF(middle, box.bottom()))
            painter.setPen(quiet)
            if bar.counts.few:
                painter.drawText(box.adjusted(left, 0, 0, 0), upright, text)
                continue
            painter.drawText(box.adjusted(self.width() - right + _GAP, 0, 0, 0), upright, text)
            for part in segments(bar.counts):
                x = middle + part.start * scale
                stretch = QRectF(x, box.center().y() - thick / 2, (part.end - part.start) * scale, thick)
                draw_stretch(painter, stretch, part.point, str(part.count))
        painter.end()

    def _count(self, bar: Bar) -> str:
        if bar.counts.few:
            return _("fewer than {n} answered").format(n=self._floor)
        return _answered(bar.counts.n)


def _answered(count: int) -> str:
    return ngettext("{n} answer", "{n} answers", count).format(n=count)


def draw_stretch(painter: QPainter, stretch: QRectF, point: int, text: str) -> None:
    """Draw what belongs to one of the five points, with its number where there is room."""
    in_use = theme.in_use()
    side, card = QColor(theme.colour(_SIDES[point], in_use)), QColor(theme.colour("card", in_use))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillRect(stretch, side if point in _SOLID else card)
    if point in _HATCHES:
        painter.fillRect(stretch, QBrush(side, _HATCHES[point]))
    painter.setPen(QPen(side, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(stretch)
    metrics = QFontMetricsF(painter.font())
    wide = metrics.horizontalAdvance(text)
    if wide + 6 > stretch.width():
        return
    if point in _SOLID:
        painter.setPen(QColor(theme.colour("paper", in_use)))
    else:
        behind = QRectF(0, 0, wide + 6, min(metrics.height(), stretch.height() - 2))
        behind.moveCenter(stretch.center())
        painter.fillRect(behind, card)
        painter.setPen(QColor(theme.colour("ink", in_use)))
    painter.drawText(stretch, Qt.AlignmentFlag.AlignCenter, text)


class _Legend(QWidget):
    """What the five points look like, with their words."""

    def __init__(self, languages: Sequence[str]) -> None:
        super().__init__()
        flow = FlowLayout(self, gap=16)
        flow.setContentsMargins(0, 0, 0, 0)
        for point, label in ANSWERS.items():
            said = []
            for code in languages:
                with speaking(code):
                    said.append(_(label))
            flow.addWidget(_Sign(point, f"{point} {BETWEEN_LANGUAGES.join(dict.fromkeys(said))}"))


class _Sign(QLabel):
    def __init__(self, point: int, text: str) -> None:
        super().__init__(text, textFormat=Qt.TextFormat.PlainText)
        self._point = point
        self._fit()

    def _fit(self) -> None:
        self._wide = self.fontMetrics().height()
        self.setContentsMargins(round(self._wide * 1.5) + 6, 0, 0, 0)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        painter = QPainter(self)
        high = self._wide * 0.8
        stretch = QRectF(1, (self.height() - high) / 2, self._wide * 1.5, high)
        draw_stretch(painter, stretch, self._point, "")
        painter.end()
