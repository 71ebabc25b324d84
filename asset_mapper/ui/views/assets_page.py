"""The list of assets with what one asset is beside it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSplitter, QVBoxLayout, QWidget

from asset_mapper.i18n import N_, _, format_number, ngettext
from asset_mapper.ui import menus
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import asset_form, choose_columns
from asset_mapper.ui.models import asset_table
from asset_mapper.ui.models.grouping import groupable
from asset_mapper.ui.views.asset_detail import AssetDetail
from asset_mapper.ui.widgets import queues
from asset_mapper.ui.widgets.asset_list import AssetList
from asset_mapper.ui.widgets.filter_row import FilterRow, Options, Pick
from asset_mapper.ui.widgets.leading import Leading
from asset_mapper.ui.widgets.queues import QueueBar


def create(context: Context) -> QWidget:
    return AssetsPage(context)


class AssetsPage(QWidget):
    """A table that shares its selection and filter with the map."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.setProperty("manual", "list")
        self.model = asset_table.shared(context)
        self.filter_row = FilterRow(context)
        self.table = AssetList(context, self.model)
        self.queue_bar = QueueBar(context, self.table)
        self.count = QLabel()
        self.count.setProperty("role", "quiet")
        self.empty = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.empty.setProperty("role", "quiet")

        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 0, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.queue_bar)
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(self.count, 1)
        self.group = Pick(N_("Group the list"), N_("No groups"), self._groups, context)
        self.group.choose(self.table.grouped_by or None)
        self.group.activated.connect(self._on_group)
        above.addWidget(self.group)
        self.columns = QPushButton()
        context.texts.say(self.columns.setText, N_("Columns …"))
        self.columns.clicked.connect(self._on_columns)
        above.addWidget(self.columns)
        column.addLayout(above)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        self.splitter = QSplitter()
        self.splitter.addWidget(left)
        self.detail = AssetDetail(context)
        self.splitter.addWidget(self.detail)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setSizes([780, 420])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        self.filter_row.setContentsMargins(16, 8, 16, 0)
        outer.addWidget(self.filter_row)
        outer.addWidget(self.splitter, 1)
        Leading(self, self.table)

        self.model.columns_changed.connect(self.group.fill)
        self.model.counted.connect(self._say_count)
        self.table.opened.connect(self._on_opened)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._on_menu)
        context.texts.call(self._say_count)

    def _groups(self) -> Options:
        return [
            (column.key, _("By: {column}").format(column=column.title)) for column in groupable(self.model.columns)
        ]

    @Slot()
    def _on_group(self, *_index: int) -> None:
        self.table.group_by(self.group.value or "")

    @Slot()
    def _on_columns(self) -> None:
        choose_columns.show(self._context, self.table)

    @Slot(QPoint)
    def _on_menu(self, at: QPoint) -> None:
        """Offer what can be done with the chosen assets, for the menu key and the right mouse button."""
        actions = getattr(self._context.window, "actions_by_id", {})
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key in menus.ON_ASSETS if actions else ():
            if key == menus.LINE:
                menu.addSeparator()
            else:
                menu.addAction(actions[key][1])
        menu.popup(self.table.viewport().mapToGlobal(at))

    @Slot()
    def _on_opened(self) -> None:
        """Enter opens the form; in the queue of what has no place it goes to the map."""
        if self._context.filter.queue == "unplaced":
            queues.place(self._context)
        else:
            asset_form.edit_selected(self._context)

    @Slot(int, int)
    def _say_count(self, *_counts: int) -> None:
        shown, everything = self.model.rowCount(), self.model.count_of_all
        self.table.setVisible(shown > 0)
        self.empty.setVisible(shown == 0)
        if self._context.filter.is_empty:
            self.empty.setText(_("Nothing is recorded yet. Press Ctrl+N and type what your community has."))
        else:
            self.empty.setText(_("Nothing fits. Change the search, or clear it to see everything."))
        of_all = ngettext("{n} asset", "{n} assets", everything).format(n=format_number(everything))
        cut = _("The first {n} that fit, of {all}. Type more to see fewer.")
        some = (cut if self.model.is_cut else _("{n} of {all}")).format(n=format_number(shown), all=of_all)
        self.count.setText(of_all if shown == everything else some)
