"""The table of assets: 100,000 rows without a pause, following every step, filtered and sorted in memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QIcon

from asset_mapper.domain.asset import Asset, AssetKind, AssetStatus
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.filtering import fold
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.whereabouts import WhereKind
from asset_mapper.i18n import N_, _, language
from asset_mapper.services import overview, queries
from asset_mapper.services.overview import AssetLine
from asset_mapper.ui.context import AssetFilter, Context
from asset_mapper.ui.symbols import kind_icon

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_RELOAD_OVER = 500  # changed records: then reading all again is quicker


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, and the text that it shows of a line."""

    key: str
    heading: str  # N_()
    text: Callable[[AssetLine], str]
    order: Callable[[AssetLine], Any] | None = None  # what it is sorted by; its text when None


COLUMNS: tuple[Column, ...] = (
    Column("name", N_("Name"), lambda line: line.name(language()), lambda line: line.order(language())),
    Column("kind", N_("Kind"), lambda line: _(AssetKind(line.kind).label)),
    Column("place", N_("Where"), lambda line: line.place or _(WhereKind(line.where).label)),
    Column(
        "tags",
        N_("Tags"),
        lambda line: ", ".join(line.tag_list),
    ),
    Column("status", N_("Status"), lambda line: _(AssetStatus(line.status).label)),
    Column("visibility", N_("Shown to"), lambda line: _(Audience(line.visibility).label)),
    Column("checked_on", N_("Last checked"), lambda line: line.checked_on),
)

_QUEUES: dict[str, Callable[[AssetLine, str], bool]] = {
    "due": lambda line, today: bool(line.review_due) and line.review_due <= today,
    "unplaced": lambda line, _today: line.where == WhereKind.NONE,
    "untranslated": lambda line, _today: not (line.name_cy and line.name_en),
}


class AssetTableModel(QAbstractTableModel):
    """Shows the assets that the shared filter admits, in the order of one column."""

    counted = Signal(int, int)  # shown, all

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._lines: list[AssetLine] = []
        self._by_id: dict[RecordId, int] = {}
        self._rows: list[int] = []  # places in _lines, in the order shown
        self._found: frozenset[RecordId] | None = None  # ids that the search index found
        self._sort_column, self._descending = 0, False
        context.records_changed.connect(self.follow)
        context.filter_changed.connect(self._on_filter)
        context.language_changed.connect(self._on_language)
        context.project_changed.connect(self.reload)
        self.reload()

    # --- what is there ------------------------------------------------------------------------------------------

    @Slot()
    def reload(self) -> None:
        """Read everything anew."""
        if self._context.project is None:
            self.show_lines([])
        else:
            self._context.ask(overview.asset_lines, done=self.show_lines)

    def show_lines(self, lines: list[AssetLine]) -> None:
        self.beginResetModel()
        self._lines = lines
        self._by_id = {line.id: place for place, line in enumerate(lines)}
        self._arrange()
        self.endResetModel()
        self._say_count()

    @Slot(object)
    def follow(self, change_set: ChangeSet) -> None:
        """Take over what one step changed."""
        touched = [change.record.id for change in change_set if isinstance(change.record, Asset)]
        if len(touched) > _RELOAD_OVER or any(type(change.record).__name__ == "ImportBatch" for change in change_set):
            self.reload()
        elif touched:
            self._context.ask(overview.asset_lines, touched, done=lambda lines: self._take_over(touched, lines))

    def _take_over(self, touched: Sequence[RecordId], lines: list[AssetLine]) -> None:
        fresh = {line.id: line for line in lines}
        gone = {record_id for record_id in touched if record_id not in fresh}
        kept = [fresh.pop(line.id, line) for line in self._lines if line.id not in gone]
        self.show_lines(kept + list(fresh.values()))

    def id_at(self, row: int) -> RecordId:
        return self._lines[self._rows[row]].id

    def line_at(self, row: int) -> AssetLine:
        return self._lines[self._rows[row]]

    def row_of(self, record_id: RecordId) -> int:
        """Give the row where an asset is shown; -1 when it is not."""
        place = self._by_id.get(record_id)
        return self._rows.index(place) if place in self._rows else -1

    @property
    def shown_ids(self) -> list[RecordId]:
        return [self._lines[place].id for place in self._rows]

    # --- filter and order ---------------------------------------------------------------------------------------

    @Slot(object)
    def _on_filter(self, chosen: AssetFilter) -> None:
        if chosen.words:
            self._context.ask(queries.found_ids, chosen.words, done=self._on_found)
        else:
            self._found = None
            self._rearrange()

    def _on_found(self, ids: list[RecordId]) -> None:
        self._found = frozenset(ids)
        self._rearrange()

    @Slot(str)
    def _on_language(self, _code: str) -> None:
        self._rearrange()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def _rearrange(self) -> None:
        self.beginResetModel()
        self._arrange()
        self.endResetModel()
        self._say_count()

    def _arrange(self) -> None:
        from datetime import date

        chosen, found, today = self._context.filter, self._found, date.today().isoformat()  # noqa: DTZ011
        in_queue = _QUEUES.get(chosen.queue)
        tag = fold(chosen.tag)
        self._rows = [
            place
            for place, line in enumerate(self._lines)
            if (not chosen.kinds or line.kind in chosen.kinds)
            and (found is None or line.id in found)
            and (not tag or tag in fold(line.tags))
            and (in_queue is None or in_queue(line, today))
        ]
        column = COLUMNS[self._sort_column]
        order = column.order or column.text
        self._rows.sort(key=lambda place: order(self._lines[place]), reverse=self._descending)

    def _say_count(self) -> None:
        self.counted.emit(len(self._rows), len(self._lines))

    # --- Qt -----------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[self._rows[index.row()]]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return COLUMNS[index.column()].text(line)
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            return self._icon(line.kind)
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return _(COLUMNS[section].heading)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sort_column, self._descending = column, order is Qt.SortOrder.DescendingOrder
        self.layoutAboutToBeChanged.emit()
        self._arrange()
        self.layoutChanged.emit()

    @staticmethod
    def _icon(kind: str) -> QIcon:
        return kind_icon(kind)
