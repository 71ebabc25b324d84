"""The map: the list beside it, the map itself, and the chosen asset, with one selection and one filter for all.

Where the web engine cannot start (policy, driver, remote desktop), list and asset stay, and the map opens in the
browser instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.ids import RecordId
from asset_mapper.i18n import N_, _, format_number, ngettext
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import asset_form
from asset_mapper.ui.models import asset_table
from asset_mapper.ui.views.asset_detail import AssetDetail
from asset_mapper.ui.views.map_fallback import MapFallback
from asset_mapper.ui.views.map_list import MapList
from asset_mapper.ui.views.place_finder import PlaceFinder
from asset_mapper.ui.views.unplaced_tray import UnplacedTray
from asset_mapper.ui.web.engine import NoWebEngineError
from asset_mapper.ui.widgets.filter_row import FilterRow

if TYPE_CHECKING:
    from asset_mapper.services.finding_places import FoundPlace
    from asset_mapper.ui.views.map_tools import MapTools
    from asset_mapper.ui.web.page_view import PageView

_WAITING, _FALLBACK = range(2)


def create(context: Context) -> QWidget:
    return MapPage(context)


class MapPage(QWidget):
    """Arranges list, map and asset, and keeps them together."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.setProperty("manual", "map")
        self.model = asset_table.shared(context)
        self.page: PageView | None = None
        self.tools: MapTools | None = None
        self.list = MapList(context, self.model)
        self.tray = UnplacedTray(context, self.model)
        self.count = QLabel()
        self.detail = AssetDetail(context)
        self.finder = PlaceFinder(context)
        self.map = QStackedWidget()
        self.fallback = MapFallback(context)
        self.splitter = QSplitter()
        self.splitter.setChildrenCollapsible(False)
        self.filter_row = FilterRow(context)
        self._arrange()
        self._make_map()

        self.list.activated.connect(lambda _index: asset_form.edit_selected(context))
        self.model.counted.connect(self._on_counted)
        context.map_requested.connect(self._on_requested)
        context.theme_changed.connect(self._fit)
        context.texts.call(self._on_counted)

    def _arrange(self) -> None:
        say = self._context.texts.say
        self.count.setProperty("role", "quiet")
        self.count.setWordWrap(True)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 0, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.count)
        column.addWidget(self.list, 1)
        column.addWidget(self.tray)
        waiting = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        waiting.setProperty("role", "quiet")
        say(waiting.setText, N_("The map is being drawn …"))
        self.map.addWidget(waiting)
        self.map.addWidget(self.fallback)
        middle = QWidget()
        self._middle = QVBoxLayout(middle)
        self._middle.setContentsMargins(8, 0, 0, 0)
        self._middle.setSpacing(8)
        self._middle.addWidget(self.finder)
        self._middle.addWidget(self.map, 1)
        for part, stretch in ((left, 0), (middle, 1), (self.detail, 0)):
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(self.splitter.count() - 1, stretch)
        self._fit()
        self.splitter.setSizes([280, 640, self.detail.minimumWidth()])
        above = QWidget()
        row = QVBoxLayout(above)
        row.setContentsMargins(16, 8, 16, 8)
        row.addWidget(self.filter_row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(above)
        outer.addWidget(self.splitter, 1)

    @Slot()
    def _fit(self, *_theme: object) -> None:
        """Give the asset the width that its words need in the size of text."""
        self.detail.setMinimumWidth(max(320, 16 * self.fontMetrics().height()))

    def _make_map(self) -> None:
        """Make the map itself, where there is a web engine."""
        try:
            from asset_mapper.ui.views.map_tools import MapTools
            from asset_mapper.ui.web.page_view import PageView

            self.page = PageView(self._context, Audience.TEAM)
        except (ImportError, RuntimeError, NoWebEngineError):
            self._fall_back()
            return
        from asset_mapper.ui.web.basemap_choice import BasemapChoice

        self.tools = MapTools(self._context, self.page)
        self.tools.changed.connect(lambda tool: self.finder.setVisible(not tool))  # the line of help takes its room
        self._middle.insertWidget(0, self.tools)
        self.map.addWidget(self.page)
        self.basemap = BasemapChoice(self._context, self.page)
        self.page.drawn.connect(self._on_drawn)
        self.page.failed.connect(self._fall_back)
        self.page.picked.connect(self._on_picked)
        self.finder.looked.connect(self._on_looked)
        self._context.selection_changed.connect(self.page.select)
        self.page.select(self._context.selection)
        self._push_filter()

    @Slot()
    def _fall_back(self) -> None:
        """There is no engine, or it does not stay: the rest goes on without it."""
        self.map.setCurrentIndex(_FALLBACK)
        self.finder.hide()
        if self.tools is not None:
            self.tools.hide()

    @Slot()
    def _on_drawn(self) -> None:
        if self.page is not None and self.tools is not None:
            self.map.setCurrentWidget(self.page)
            self.tools.show()
            self.finder.setVisible(self.tools.tool is None)

    @Slot(list, bool)
    def _on_picked(self, ids: list[RecordId], add: bool) -> None:
        """Select in the window what was chosen on the map."""
        before = self._context.selection if add else ()
        if add and len(ids) == 1 and ids[0] in before:
            self._context.select([one for one in before if one != ids[0]])
        else:
            self._context.select(tuple(dict.fromkeys([*before, *ids])))

    @Slot(object)
    def _on_looked(self, found: FoundPlace | None) -> None:
        if self.page is not None:
            self.page.show_found(found.at if found else None, found.name if found else "")

    @Slot()
    def _on_counted(self, *_counts: int) -> None:
        shown, all_there = self.model.rowCount(), self.model.count_of_all
        of_all = ngettext("{n} asset", "{n} assets", all_there).format(n=format_number(all_there))
        some = _("{n} of {all}").format(n=format_number(shown), all=of_all)
        filtered = not self._context.filter.is_empty
        if not all_there:
            of_all = _("Nothing is recorded yet. Press Ctrl+N and type what your community has.")
        elif filtered and not shown:
            some = _("Nothing fits. Change the search, or clear it to see everything.")
        self.count.setText(some if filtered else of_all)
        self._push_filter()

    def _push_filter(self) -> None:
        if self.page is not None:
            self.page.show_only(None if self._context.filter.is_empty else self.model.shown_ids)

    @Slot(str)
    def _on_requested(self, what: str) -> None:
        if self.page is None or self.tools is None:
            return
        if what == "find":
            self.finder.line.setFocus()
            self.finder.line.selectAll()
        elif what == "basemap":
            from asset_mapper.ui.dialogs import choose_basemap

            choose_basemap.show(self._context)
        elif what == "everything":
            self.page.frame()
        elif what == "picture":
            from asset_mapper.ui.web import picture

            picture.copy(self._context, self.page, self.basemap.credit)
        else:
            self.tools.take(what)

    def remember(self) -> dict[str, Any]:
        """What comes back with the layout of the window."""
        return {"tray": self.tray.is_open}

    def recall(self, state: object) -> None:
        if isinstance(state, dict) and isinstance(state.get("tray"), bool):
            self.tray.set_open(state["tray"])
