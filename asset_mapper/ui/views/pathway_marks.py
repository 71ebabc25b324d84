"""Small marks that a pathway is drawn with: the ladder of evidence, the signs of tables, and the names of columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGraphicsItem, QSizePolicy, QStyleOptionGraphicsItem, QWidget

from asset_mapper.analysis.pathway_routes import Grid
from asset_mapper.analysis.pathway_shape import STROKES
from asset_mapper.domain.evidence import Coverage
from asset_mapper.domain.mapping_session import TableSign
from asset_mapper.i18n import _, ngettext
from asset_mapper.ui import theme
from asset_mapper.ui.widgets.fitting_text import cut

CARD_HIGH = 0.8
"""Of a row: the rest is the gap to the next card, where arrows pass."""


@dataclass(frozen=True)
class Measures:
    """Sizes of a pathway, all from the font, so that they grow with the text."""

    font: QFont

    @property
    def line(self) -> float:
        return QFontMetricsF(self.font).lineSpacing()

    @property
    def bold(self) -> QFont:
        font = QFont(self.font)
        font.setWeight(QFont.Weight.DemiBold)
        return font

    @property
    def card(self) -> tuple[float, float]:
        """Width and height of a card."""
        return self.line * 8.8, self.row * CARD_HIGH

    @property
    def row(self) -> float:
        return self.line * 5.6

    @property
    def column(self) -> float:
        """From the left edge of one column to that of the next."""
        return self.card[0] + self.gap

    @property
    def head(self) -> float:
        """How high the name of a column is, above the first row."""
        return self.line * 3.3

    @property
    def gap(self) -> float:
        """Between two columns: there arrows have their labels, the widest of which is the word for harm."""
        return max(self.line * 4.3, QFontMetricsF(self.font).horizontalAdvance(_("harms")) + self.line)

    @property
    def grid(self) -> Grid:
        return Grid(self.card, (self.gap, self.row - self.card[1]))

    def place(self, column: int, row: float) -> QPointF:
        return QPointF(*self.grid.corner_of((column, row)))

    def column_at(self, x: float) -> int:
        return max(0, round(x / self.column))

    def row_at(self, y: float) -> float:
        return max(0.0, round(y / self.row, 3))


class HeadItem(QGraphicsItem):
    """The name of a column, which says too when the column is folded and how much of it that takes away."""

    def __init__(self, column: int, text: str, measures: Measures) -> None:
        super().__init__()
        self.column, self.text = column, text
        self.folded = 0  # cards; only while it is folded
        self.is_folded = False
        self.is_current = False
        self._measures = measures
        self.setPos(measures.place(column, 0) - QPointF(0, measures.head + measures.line * 0.8))
        self.setToolTip(text)

    @property
    def sentence(self) -> str:
        """Say it to a screen reader."""
        return f"{self.text}. {self._folded_words}." if self.is_folded else self.text

    @property
    def _folded_words(self) -> str:
        return ngettext("{n} card folded away", "{n} cards folded away", self.folded).format(n=self.folded)

    def fold(self, cards: int | None) -> None:
        """Show that the column is folded, with so many cards; ``None`` when it is not."""
        self.is_folded, self.folded = cards is not None, cards or 0
        self.update()

    def set_current(self, *, is_current: bool) -> None:
        self.is_current = is_current
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        return QRectF(-4, -2, self._measures.card[0] + 8, self._measures.head + self._measures.line * 0.3 + 4)

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        colours = theme.colours(theme.in_use())
        width, line = self._measures.card[0], self._measures.line
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.is_current:
            painter.setPen(QPen(QColor(colours["accent"]), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(-2, 0, width + 4, self._measures.head + line * 0.3), 6, 6)
        room = QRectF(line * 0.2, 0, width - line * 0.4, self._measures.head - (line * 1.1 if self.is_folded else 0))
        painter.setPen(QColor(colours["ink"]))
        painter.setFont(self._measures.bold)
        text = cut(self.text, QFontMetricsF(self._measures.bold), room)
        flags = int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(room, flags, text)
        if self.is_folded:
            painter.setPen(QColor(colours["accent"]))
            painter.setFont(self._measures.font)
            below = QRectF(room.left(), self._measures.head - line * 1.1, room.width(), line * 1.1)
            painter.drawText(below, int(Qt.AlignmentFlag.AlignVCenter), folded_sign(self.folded))


def folded_sign(cards: int) -> str:
    """Say in a word or two how many cards are folded away."""
    return "▸ " + ngettext("{n} folded", "{n} folded", cards).format(n=cards)


class TableBadge(QWidget):
    """The sign of a table beside its name, as on the drawing."""

    def __init__(self, sign: TableSign) -> None:
        super().__init__()
        self._sign = sign
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(sign.name)
        self.setToolTip(sign.name)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        side = round(self.fontMetrics().lineSpacing() * 1.3)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        draw_table(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), self._sign, self.font())
        painter.end()


def draw_table(painter: QPainter, box: QRectF, sign: TableSign, font: QFont) -> None:
    """Draw the sign of a table: its letter on its colour."""
    colour, ink = theme.table_colour(sign.place, theme.in_use())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(box, box.height() / 4, box.height() / 4)
    letter = QFont(font)
    letter.setPixelSize(max(6, round(box.height() * (0.72 if len(sign.letter) == 1 else 0.55))))
    letter.setWeight(QFont.Weight.Bold)
    painter.setFont(letter)
    painter.setPen(QColor(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign.letter)
    painter.restore()


def draw_tables(painter: QPainter, left_top: QPointF, line: float, signs: Sequence[TableSign], font: QFont) -> None:
    """Draw the signs of a few tables in a row; how many more there are is said after them."""
    shown = signs if len(signs) <= MOST_TABLES else signs[: MOST_TABLES - 1]
    for place, sign in enumerate(shown):
        draw_table(painter, QRectF(left_top.x() + place * line, left_top.y(), line * 0.9, line * 0.9), sign, font)
    if len(shown) < len(signs):
        painter.setFont(font)
        painter.setPen(QColor(theme.colour("ink", theme.in_use())))
        at = QRectF(left_top.x() + len(shown) * line, left_top.y(), line * 1.2, line * 0.9)
        painter.drawText(at, int(Qt.AlignmentFlag.AlignVCenter), f"+{len(signs) - len(shown)}")


MOST_TABLES = 4
"""How many signs of tables an arrow has room for."""


def draw_ladder(painter: QPainter, left_middle: QPointF, line: float, coverage: Coverage) -> None:
    """Draw the five rungs above *not yet known* as boxes in a row, filled as far as the evidence reaches."""
    colours = theme.colours(theme.in_use())
    side = line * 0.42
    for rung in range(len(Coverage) - 1):
        box = QRectF(left_middle.x() + rung * (side + line * 0.08), left_middle.y() - side / 2, side, side)
        painter.setPen(QPen(QColor(colours["ink"]), 1))
        painter.setBrush(QColor(colours["accent"]) if rung < coverage.rung else Qt.BrushStyle.NoBrush)
        painter.drawRect(box)


def stroke(coverage: Coverage, colour: QColor, scale: float = 1.0) -> QPen:
    """Give the pen for the line of an arrow: the more is known, the stronger.

    At every *scale* at which a line can be read it is wider than a pixel. WORKAROUND: Qt draws thinner ones in a way
    of its own (QCosmeticStroker), which is quick, but makes dashes of dots where a line goes to the left, and dashes
    say something else than dots. Seen in 6.12.
    """
    width, dashes = STROKES[coverage.rung]
    if scale >= _READ_FROM:
        width = max(width, _THINNEST_PX / scale)
    pen = QPen(colour, width)
    if dashes:  # Qt counts them in widths of the line
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setDashPattern([float(length) / width for length in dashes.split()])
    return pen


_THINNEST_PX, _READ_FROM = 1.1, 0.5
