"""The list of assets with what one asset is beside it."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Slot
from PySide6.QtWidgets import QAbstractItemView, QLabel, QSplitter, QTableView, QVBoxLayout, QWidget

from asset_mapper.i18n import N_, _, ngettext
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import asset_form
from asset_mapper.ui.models.asset_table import AssetTableModel
from asset_mapper.ui.views.asset_detail import AssetDetail


def create(context: Context) -> QWidget:
    return AssetsPage(context)


class AssetsPage(QWidget):
    """A table that shares its selection and filter with the map."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.model = AssetTableModel(context)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.table.setAlternatingRowColors(True)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(True)
        for number, width in enumerate((260, 110, 170, 130, 110)):
            self.table.setColumnWidth(number, width)
        context.texts.say(self.table.setAccessibleName, N_("List of assets"))
        self.count = QLabel()
        self.count.setProperty("role", "quiet")
        self.empty = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.empty.setProperty("role", "quiet")

        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 8, 8, 8)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(self.count)
        self.splitter = QSplitter()
        self.splitter.addWidget(left)
        self.detail = AssetDetail(context)
        self.splitter.addWidget(self.detail)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setSizes([780, 420])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.splitter)

        self.model.counted.connect(self._say_count)
        self._arranging = False  # rows come and go: that is nobody's choice
        self.model.modelAboutToBeReset.connect(self._on_arranging)
        self.model.modelReset.connect(self._on_arranged)
        self.table.activated.connect(lambda _index: asset_form.edit_selected(context))
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        context.selection_changed.connect(self._show_selection)
        context.texts.call(self._say_empty)
        self._say_count(0, 0)

    @Slot(int, int)
    def _say_count(self, shown: int, everything: int) -> None:
        self.table.setVisible(shown > 0)
        self.empty.setVisible(shown == 0)
        self._say_empty()
        of_all = ngettext("{n} asset", "{n} assets", everything).format(n=everything)
        self.count.setText(of_all if shown == everything else _("{n} of {all}").format(n=shown, all=of_all))

    def _say_empty(self) -> None:
        if self._context.filter.is_empty:
            self.empty.setText(_("Nothing is recorded yet. Press Ctrl+N and type what your community has."))
        else:
            self.empty.setText(_("Nothing fits. Change the search, or clear it to see everything."))

    @Slot(QItemSelection, QItemSelection)
    def _on_selected(self, *_what: QItemSelection) -> None:
        if self._arranging:
            return
        rows = self.table.selectionModel().selectedRows()
        self._context.select([self.model.id_at(index.row()) for index in rows])

    @Slot()
    def _on_arranging(self) -> None:
        self._arranging = True

    @Slot()
    def _on_arranged(self) -> None:
        self._show_selection()
        self._arranging = False

    @Slot()
    def _show_selection(self, *_ids: object) -> None:
        selection = self.table.selectionModel()
        shown = {self.model.id_at(index.row()) for index in selection.selectedRows()}
        if shown == set(self._context.selection):
            return
        chosen = QItemSelection()
        first: QModelIndex | None = None
        for record_id in self._context.selection[:1000]:
            row = self.model.row_of(record_id)
            if row >= 0:
                index = self.model.index(row, 0)
                first = first or index
                chosen.select(index, index)
        flags = QItemSelectionModel.SelectionFlag
        selection.select(chosen, flags.ClearAndSelect | flags.Rows)
        if first is not None:
            self.table.scrollTo(first)
