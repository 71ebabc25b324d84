"""The table of the list view: it shares the selection, and remembers its columns and their order."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QMimeData, QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from asset_mapper.domain.ids import RecordId
from asset_mapper.i18n import N_, format_number, language, ngettext
from asset_mapper.services import pasting
from asset_mapper.ui.context import Context
from asset_mapper.ui.models.asset_table import AssetTableModel
from asset_mapper.ui.models.columns import BY_DEFAULT
from asset_mapper.ui.models.grouping import GroupedRows, groupable

_SETTING = "list.table"  # columns, widths, sorted_by, descending
_CLOSING = {Qt.Key.Key_Left: True, Qt.Key.Key_Right: False}
_BESIDE_HEADING = 36  # for the sign of the order
_LINE_PX = 17  # the height of a line at 100 % text


class AssetList(QTableView):
    """Rows of assets. What is selected here is selected everywhere, and the other way round."""

    opened = Signal()  # the chosen asset is to be looked into
    confirmed = Signal()  # in the queue of what is due for a check: it is still true

    def __init__(self, context: Context, model: AssetTableModel) -> None:
        super().__init__()
        self._context = context
        self._model = model
        self._arranging = False  # rows come and go: that is nobody's choice
        self._current: RecordId = ""  # where the keyboard was
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setAlternatingRowColors(True)
        self.setStyleSheet("QTableView::item { padding: 0; }")  # it has no grid
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self._fit_rows()
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setSectionsMovable(True)
        self.horizontalHeader().setFirstSectionMovable(False)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        context.texts.say(self.setAccessibleName, N_("List of assets"))
        self._save = QTimer(self, singleShot=True, interval=300)
        self._save.timeout.connect(self._remember)
        self._rows: AssetTableModel | GroupedRows = model
        self._show(model)
        remembered = self._remembered
        by = next((at for at, one in enumerate(model.columns) if one.key == remembered.get("sorted_by")), 0)
        order = Qt.SortOrder.DescendingOrder if remembered.get("descending") else Qt.SortOrder.AscendingOrder
        self.setSortingEnabled(True)
        self.sortByColumn(by, order)
        model.columns_changed.connect(self._on_columns_changed)
        self.horizontalHeader().sectionMoved.connect(self._save.start)
        self.horizontalHeader().sectionResized.connect(self._save.start)
        self.horizontalHeader().sortIndicatorChanged.connect(self._save.start)
        self.activated.connect(self._on_activated)
        context.selection_changed.connect(self._show_selection)
        self.group_by(str(remembered.get("group", "")))

    def _show(self, rows: AssetTableModel | GroupedRows) -> None:
        """Show the assets, or the assets under headings."""
        before = self._rows
        self._rows = rows
        rows.modelAboutToBeReset.connect(self._on_arranging)
        self.setModel(rows)
        rows.modelReset.connect(self._on_arranged)
        self.selectionModel().selectionChanged.connect(self._on_selected)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        if before is not rows:
            before.modelAboutToBeReset.disconnect(self._on_arranging)
            before.modelReset.disconnect(self._on_arranged)
            if isinstance(before, GroupedRows):
                before.deleteLater()
        self.set_columns(self.columns)
        self._on_arranged()

    @property
    def grouped_by(self) -> str:
        """The column whose headings are shown; nothing when there are none."""
        return self._rows.key if isinstance(self._rows, GroupedRows) else ""

    def group_by(self, key: str) -> None:
        """Show the list under the headings of a column, or without."""
        known = {column.key for column in groupable(self._model.columns)}
        key = key if key in known else ""
        self._model.want("groups", [key] if key else [])
        if key != self.grouped_by:
            self._show(GroupedRows(self._context, self._model, key, self) if key else self._model)
            self._context.settings[_SETTING] = {**self._remembered, "group": key}

    @property
    def assets(self) -> AssetTableModel:
        """The model of the assets themselves."""
        return self._model

    def copy(self) -> None:
        """Put the chosen rows into the clipboard, with the columns shown, for Excel and for mail."""
        ids = self.chosen_ids or self._context.selection
        lines = [line for one in ids if (line := self._model.line_of(one)) is not None]
        if not lines:
            return
        by_key = {column.key: column for column in self._model.columns}
        columns = [by_key[key] for key in self.columns]
        headings = [column.title for column in columns]
        rows = [[column.text(line, self._model.around) for column in columns] for line in lines]
        data = QMimeData()
        data.setText(pasting.as_tsv(headings, rows))
        data.setHtml(pasting.as_html(headings, rows, language()))
        QGuiApplication.clipboard().setMimeData(data)
        count = format_number(len(rows))
        self._context.say(ngettext("{n} row is copied.", "{n} rows are copied.", len(rows)).format(n=count))

    # --- columns ------------------------------------------------------------------------------------------------

    @property
    def _remembered(self) -> dict[str, Any]:
        found: dict[str, Any] = self._context.settings[_SETTING]
        return found

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are shown, by their keys, in their order; the name comes first."""
        keys = self._remembered.get("columns")
        known = {column.key for column in self._model.columns}
        chosen = [str(key) for key in keys if key in known] if isinstance(keys, list) else []
        return tuple(dict.fromkeys(["name", *chosen])) if chosen else BY_DEFAULT

    def choose_columns(self, keys: Iterable[str]) -> None:
        """Show these columns from now on."""
        self._context.settings[_SETTING] = {**self._remembered, "columns": list(keys)}
        self.set_columns(self.columns)

    def set_columns(self, keys: tuple[str, ...]) -> None:
        """Show these columns in this order."""
        header = self.horizontalHeader()
        self._save.stop()
        widths = self._remembered.get("widths", {})
        scale = self.fontMetrics().height() / _LINE_PX
        places = {column.key: at for at, column in enumerate(self._model.columns)}
        self._model.want("list", keys)
        header.blockSignals(True)
        for at, column in enumerate(self._model.columns):
            self.setColumnHidden(at, column.key not in keys)
            width = widths.get(column.key) if isinstance(widths, dict) else None
            heading = header.fontMetrics().horizontalAdvance(column.title) + round(_BESIDE_HEADING * scale)
            usual = max(round(column.width * scale), heading)
            self.setColumnWidth(at, width if isinstance(width, int) else usual)
        for to, key in enumerate(keys):
            header.moveSection(header.visualIndex(places[key]), to)
        header.blockSignals(False)
        header.doItemsLayout()

    @Slot()
    def _on_columns_changed(self) -> None:
        self.set_columns(self.columns)

    @Slot()
    def _remember(self) -> None:
        header = self.horizontalHeader()
        shown = [header.logicalIndex(at) for at in range(header.count())]
        shown = [at for at in shown if not self.isColumnHidden(at)]
        columns = self._model.columns
        last = shown[-1] if shown else -1  # it takes the rest of the room
        widths = {columns[at].key: self.columnWidth(at) for at in shown if at != last}
        self._context.settings[_SETTING] = {
            **self._remembered,
            "columns": [columns[at].key for at in shown],
            "widths": {**self._remembered.get("widths", {}), **widths},
            "sorted_by": columns[header.sortIndicatorSection()].key,
            "descending": header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder,
        }

    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(max(32, self.fontMetrics().height() + 12))

    # --- selection ----------------------------------------------------------------------------------------------

    @property
    def chosen_ids(self) -> list[RecordId]:
        """The assets of the rows that are selected, from the top."""
        selection = self.selectionModel().selection()
        ranges = sorted((one.top(), one.bottom()) for one in (selection.at(at) for at in range(selection.size())))
        if len(ranges) == 1:
            return self._rows.ids_at(*ranges[0])
        return list(dict.fromkeys(one for top, bottom in ranges for one in self._rows.ids_at(top, bottom)))

    @Slot(QItemSelection, QItemSelection)
    def _on_selected(self, *_what: QItemSelection) -> None:
        if not self._arranging:
            self._context.select(self.chosen_ids)

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        if not self._arranging and current.isValid():
            self._current = self._rows.id_at(current.row())

    @Slot()
    def _on_arranging(self) -> None:
        self._arranging = True

    @Slot()
    def _on_arranged(self) -> None:
        self.clearSpans()
        if isinstance(self._rows, GroupedRows):
            for row in self._rows.heading_rows:
                self.setSpan(row, 0, 1, self._rows.columnCount())
        self._show_selection()
        self._arranging = False

    @Slot()
    def _show_selection(self, *_ids: object) -> None:
        if set(self.chosen_ids) == set(self._context.selection):
            return
        rows = sorted(row for one in self._context.selection if (row := self._rows.row_of(one)) >= 0)
        chosen = QItemSelection()
        for first, last in _runs(rows):
            chosen.select(self._rows.index(first, 0), self._rows.index(last, 0))
        was, self._arranging = self._arranging, True
        flags = QItemSelectionModel.SelectionFlag
        selection = self.selectionModel()
        if rows:
            here = self._rows.row_of(self._current)
            index = self._rows.index(here if here in rows else rows[0], 0)
            selection.setCurrentIndex(index, flags.NoUpdate)
            self._current = self._rows.id_at(index.row())
        selection.select(chosen, flags.ClearAndSelect | flags.Rows)
        self._arranging = was
        if rows:
            self.scrollTo(self.currentIndex())

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        """Enter opens an asset, and opens or closes a group."""
        if isinstance(self._rows, GroupedRows) and (heading := self._rows.heading_at(index.row())) is not None:
            self._close_group(index.row(), closed=heading.text not in self._rows.closed)
        else:
            self.opened.emit()

    def _close_group(self, row: int, *, closed: bool) -> None:
        """Close or open the group of a row; the keyboard stays on its heading."""
        assert isinstance(self._rows, GroupedRows)
        row = self._rows.close_group(row, closed=closed)
        if row >= 0:
            self.selectionModel().setCurrentIndex(
                self._rows.index(row, 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )

    def next_after(self, ids: Iterable[RecordId]) -> RecordId:
        """Give the asset below some, else the one above; the one to go on with when these are gone."""
        going = set(ids)
        rows = [row for one in going if (row := self._rows.row_of(one)) >= 0]
        if not rows:
            return ""
        below = range(max(rows) + 1, self._rows.rowCount())
        above = range(min(rows) - 1, -1, -1)
        found = (one for row in (*below, *above) if (one := self._rows.id_at(row)))
        return next((one for one in found if one not in going), "")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        closing = _CLOSING.get(Qt.Key(event.key())) if plain and isinstance(self._rows, GroupedRows) else None
        if closing is not None:
            self._close_group(self.currentIndex().row(), closed=closing)
        elif plain and event.key() == Qt.Key.Key_T and self._context.filter.queue == "due":
            self.confirmed.emit()
        else:
            super().keyPressEvent(event)


def _runs(rows: list[int]) -> Iterable[tuple[int, int]]:
    """Gather rows in a row: 1, 2, 3, 7 is (1, 3), (7, 7)."""
    if not rows:
        return []
    breaks = [at for at, (one, next_one) in enumerate(pairwise(rows), 1) if next_one != one + 1]
    starts = [0, *breaks]
    ends = [*breaks, len(rows)]
    return [(rows[start], rows[end - 1]) for start, end in zip(starts, ends, strict=True)]
