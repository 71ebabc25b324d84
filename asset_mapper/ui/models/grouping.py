"""The rows of the list under headings: each says its group and how many there are, and can be closed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Slot
from PySide6.QtGui import QFont

from asset_mapper.domain.ids import RecordId
from asset_mapper.i18n import _, format_number, ngettext
from asset_mapper.ui.context import Context
from asset_mapper.ui.models.asset_table import AssetTableModel
from asset_mapper.ui.models.columns import Column
from asset_mapper.ui.symbols import kind_icon

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_AT_ONCE = 4_000  # lines that are grouped without anyone noticing


@dataclass(frozen=True, slots=True)
class Heading:
    """The row above a group."""

    text: str
    count: int


Groups = list[tuple[Heading, list[RecordId]]]


class GroupedRows(QAbstractTableModel):
    """Shows what the table of assets shows, under the headings of one column."""

    def __init__(self, context: Context, source: AssetTableModel, key: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._source = source
        self.key = key
        self._groups: Groups = []
        self._entries: list[Heading | RecordId] = []
        self._row_of: dict[RecordId, int] = {}
        self.closed: set[str] = set()
        self._number = 0
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.regroup)
        for news in (
            source.modelReset,
            source.rowsInserted,
            source.rowsRemoved,
            source.rowsMoved,
            source.dataChanged,
        ):
            news.connect(self._on_news)
        self.regroup()

    @Slot()
    def _on_news(self, *_what: object) -> None:
        self._soon.start()

    @property
    def _column(self) -> Column | None:
        return next((column for column in self._source.columns if column.key == self.key), None)

    def regroup(self) -> None:
        """Put what the table shows under its headings: very many rows beside the window."""
        self._number += 1
        number, ids, around, column = self._number, self._source.shown_ids, self._source.around, self._column

        def work() -> Groups:
            found: dict[str, list[RecordId]] = {}
            order: dict[str, Any] = {}
            for one in ids:
                line = around.lines.get(one)
                if line is None or column is None:
                    continue
                text = column.text(line, around)
                if text not in found:
                    found[text], order[text] = [], (not text, column.sorted_by(line, around))
                found[text].append(one)
            return [(Heading(text, len(found[text])), found[text]) for text in sorted(found, key=order.__getitem__)]

        if len(ids) <= _AT_ONCE:
            self._on_grouped(number, work())
        else:
            self._context.jobs.run(
                work,
                done=lambda groups: self._on_grouped(number, groups),
                failed=self._context.show_error,
                on_project=False,
            )

    def _on_grouped(self, number: int, groups: Groups) -> None:
        if number == self._number:
            self._groups = groups
            self._lay_out()

    def _lay_out(self) -> None:
        self.beginResetModel()
        self._entries = []
        for heading, ids in self._groups:
            self._entries.append(heading)
            if heading.text not in self.closed:
                self._entries += ids
        self._row_of = {entry: row for row, entry in enumerate(self._entries) if isinstance(entry, str)}
        self.endResetModel()

    # --- groups -------------------------------------------------------------------------------------------------

    def heading_at(self, row: int) -> Heading | None:
        entry = self._entries[row] if 0 <= row < len(self._entries) else None
        return entry if isinstance(entry, Heading) else None

    @property
    def heading_rows(self) -> list[int]:
        return [row for row, entry in enumerate(self._entries) if isinstance(entry, Heading)]

    def close_group(self, row: int, *, closed: bool) -> int:
        """Close or open the group of a row; gives the row of its heading afterwards."""
        while row >= 0 and self.heading_at(row) is None:
            row -= 1
        heading = self.heading_at(row)
        if heading is not None and closed != (heading.text in self.closed):
            (self.closed.add if closed else self.closed.discard)(heading.text)
            self._lay_out()
        return row

    # --- as the table of assets ---------------------------------------------------------------------------------

    def id_at(self, row: int) -> RecordId:
        """Give the asset of a row; nothing for a heading."""
        entry = self._entries[row]
        return entry if isinstance(entry, str) else ""

    def ids_at(self, first: int, last: int) -> list[RecordId]:
        return [entry for entry in self._entries[first : last + 1] if isinstance(entry, str)]

    def row_of(self, record_id: RecordId) -> int:
        return self._row_of.get(record_id, -1)

    # --- Qt -----------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self._source.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.heading_at(index.row()) is not None:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry = self._entries[index.row()]
        if isinstance(entry, Heading):
            return self._of_heading(entry, role) if index.column() == 0 else None
        line = self._source.line_of(entry)
        if line is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._source.columns[index.column()].text(line, self._source.around)
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            return kind_icon(line.kind)
        return None

    def _of_heading(self, heading: Heading, role: int) -> Any:
        name, closed = heading.text or _("Not said"), heading.text in self.closed
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{'▸' if closed else '▾'} {name} ({format_number(heading.count)})"
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            count = ngettext("{n} asset", "{n} assets", heading.count).format(n=format_number(heading.count))
            said = _("{group}: {count}, closed") if closed else _("{group}: {count}, open")
            return said.format(group=name, count=count)
        if role == Qt.ItemDataRole.FontRole:
            bold = QFont()
            bold.setWeight(QFont.Weight.DemiBold)
            return bold
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        return self._source.headerData(section, orientation, role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._source.sort(column, order)


def groupable(columns: Iterable[Column]) -> list[Column]:
    """List the columns by which a list can be grouped."""
    return [column for column in columns if column.groups]
