"""The findings of an import as a list: how much each matters, by a sign and a word; where it is; what it says."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from asset_mapper.formats.base import ImportFinding, Severity
from asset_mapper.i18n import N_, _
from asset_mapper.ui import theme
from asset_mapper.ui.models.listed import ListedModel

SEVERITY, ROW, COLUMN, MESSAGE = range(4)
_COLOURS = {Severity.ERROR: "stop", Severity.WARNING: "caution", Severity.INFO: "accent"}
_SIZE = 32


def severity_icon(severity: Severity) -> QIcon:
    """Give the sign of a severity: each has a shape of its own."""
    return _drawn(severity, theme.colour(_COLOURS[severity], theme.in_use()), theme.colour("card", theme.in_use()))


@lru_cache(maxsize=32)
def _drawn(severity: Severity, colour: str, ground: str) -> QIcon:
    picture = QPixmap(_SIZE, _SIZE)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(_outline(severity), QColor(colour))
    painter.setPen(QPen(QColor(ground), 3.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    if severity is Severity.ERROR:
        painter.drawLine(QPointF(11.5, 11.5), QPointF(20.5, 20.5))
        painter.drawLine(QPointF(20.5, 11.5), QPointF(11.5, 20.5))
    elif severity is Severity.WARNING:
        painter.drawLine(QPointF(16, 13), QPointF(16, 19))
        painter.drawPoint(QPointF(16, 24.5))
    else:
        painter.drawLine(QPointF(16, 15.5), QPointF(16, 22))
        painter.drawPoint(QPointF(16, 9.5))
    painter.end()
    return QIcon(picture)


def _outline(severity: Severity) -> QPainterPath:
    path = QPainterPath()
    if severity is Severity.ERROR:
        path.addRoundedRect(QRectF(4, 4, 24, 24), 4, 4)
    elif severity is Severity.WARNING:
        path.addPolygon(QPolygonF([QPointF(16, 3), QPointF(30, 29), QPointF(2, 29)]))
        path.closeSubpath()
    else:
        path.addEllipse(QRectF(3.5, 3.5, 25, 25))
    return path


class FindingListModel(ListedModel[ImportFinding]):
    """Shows findings as they were given; those about the whole file first."""

    HEADINGS = (N_("Severity"), N_("Row"), N_("Column"), N_("What to know"))

    def cell(self, row: int, column: int, role: int) -> object:
        finding = self.lines[row]
        if role == Qt.ItemDataRole.DecorationRole and column == SEVERITY:
            return severity_icon(finding.severity)
        if role != Qt.ItemDataRole.DisplayRole:  # the whole sentence stands below the list
            return None
        number = "" if finding.row is None else str(finding.row)
        return (_(finding.severity.label), number, finding.column or "", finding.message)[column]
