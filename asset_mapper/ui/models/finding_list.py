"""The findings of an import as a list: how much each matters, by a sign and a word; where it is; what it says."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from asset_mapper.formats.base import ImportFinding, Severity
from asset_mapper.i18n import N_, _
from asset_mapper.ui import theme

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_HEADINGS = (N_("Severity"), N_("Row"), N_("Column"), N_("What to know"))
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


class FindingListModel(QAbstractTableModel):
    """Shows findings as they were given; those about the whole file first."""

    def __init__(self) -> None:
        super().__init__()
        self._findings: list[ImportFinding] = []

    def show_findings(self, findings: Sequence[ImportFinding]) -> None:
        self.beginResetModel()
        self._findings = list(findings)
        self.endResetModel()

    def finding(self, row: int) -> ImportFinding:
        return self._findings[row]

    def say_again(self) -> None:
        """Say headings and words in the language in force."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(_HEADINGS) - 1)
        if self._findings:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._findings) - 1, len(_HEADINGS) - 1))

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self._findings)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(_HEADINGS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        finding = self._findings[index.row()]
        if role == Qt.ItemDataRole.DecorationRole and index.column() == SEVERITY:
            return severity_icon(finding.severity)
        if role == Qt.ItemDataRole.DisplayRole:
            row = "" if finding.row is None else str(finding.row)
            return (_(finding.severity.label), row, finding.column or "", finding.message)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == MESSAGE:
            return None  # the whole sentence stands below the list
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(_HEADINGS[section])
        return None
