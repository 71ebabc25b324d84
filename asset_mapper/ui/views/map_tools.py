"""The tools of the map: place, draw, reshape, lasso, measure. One is in use at a time; a line says how it works."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from asset_mapper.analysis.measuring import measured
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.place import LonLat
from asset_mapper.i18n import N_, _, language, ngettext
from asset_mapper.services import placing
from asset_mapper.storage.unit_of_work import UnitOfWork
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from asset_mapper.ui.web.page_view import PageView


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool: what its button says, and how it works."""

    key: str
    label: str  # N_()
    hint: str  # N_(): with {name} where it is about one asset
    for_one: bool = False  # it does something with the asset that is selected; it has a button of its own
    draws: bool = False  # it is finished by a button too


TOOLS = (
    Tool(
        "place",
        N_("Put on the map"),
        N_("Click where “{name}” is. By keyboard: arrow keys move the map under the cross, Enter places it."),
        for_one=True,
    ),
    Tool(
        "line",
        N_("Route"),
        N_("Draw the route of “{name}”: click or Enter sets a corner, again on the last one finishes."),
        for_one=True,
        draws=True,
    ),
    Tool(
        "area",
        N_("Area"),
        N_("Draw around “{name}”: click or Enter sets a corner, again on the last one finishes."),
        for_one=True,
        draws=True,
    ),
    Tool(
        "reshape",
        N_("Change shape"),
        N_("Drag the corners of “{name}”. Small dots make new ones; Delete removes the corner with the focus."),
        for_one=True,
        draws=True,
    ),
    Tool("lasso", N_("Lasso"), N_("Drag around the assets to choose, or set corners around them by Enter.")),
    Tool("measure", N_("Measure a way"), N_("Click along the way, or set its corners by Enter.")),
    Tool("measure-area", N_("Measure an area"), N_("Click around the area, or set its corners by Enter.")),
)
MORE = (
    (N_("Show everything on the map"), "everything"),
    (N_("Copy a picture of the map"), "picture"),
    (N_("Base map …"), "basemap"),
)
_BY_KEY = {tool.key: tool for tool in TOOLS}


def _placeable(uow: UnitOfWork, asset_id: RecordId) -> str:
    """Make sure that an asset may be placed; give its name."""
    asset = uow.assets.get(asset_id)
    placing.check_placeable(asset)
    return asset.name.text(language())


def _with_outline(uow: UnitOfWork, asset_id: RecordId) -> tuple[str, placing.Outline]:
    return _placeable(uow, asset_id), placing.outline(uow, asset_id)


class MapTools(QWidget):
    """The row of tools above the map, and what is done with them."""

    changed = Signal(str)  # another tool is in use, or none

    def __init__(self, context: Context, page: PageView) -> None:
        super().__init__()
        self._context = context
        self._page = page
        self.tool: Tool | None = None
        self._name = ""  # of the asset that the tool is about
        self._about: RecordId = ""
        self._corners = 0
        self.buttons: dict[str, QToolButton] = {}
        row = QWidget()
        self.flow = FlowLayout(row)
        self.flow.setContentsMargins(0, 0, 0, 0)
        for tool in TOOLS:
            if tool.for_one:
                button = QToolButton()
                button.setCheckable(True)
                button.setObjectName(f"tool-{tool.key}")
                context.texts.say(button.setText, tool.label)
                button.clicked.connect(partial(self.take, tool.key))
                self.buttons[tool.key] = button
                self.flow.addWidget(button)
        self.more = QToolButton()
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        context.texts.say(self.more.setText, N_("More"))
        self.more.setMenu(self._make_menu())
        self.flow.addWidget(self.more)
        self.hint = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.finish, self.stop = QPushButton(), QPushButton()
        context.texts.say(self.finish.setText, N_("Finish"))
        context.texts.say(self.stop.setText, N_("Stop"))
        self.finish.clicked.connect(lambda: page.use_tool("finish"))
        self.stop.clicked.connect(self.put_away)
        self._help = QWidget()
        below = QVBoxLayout(self._help)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(8)
        below.addWidget(self.hint)
        ends = QHBoxLayout()
        ends.addWidget(self.finish)
        ends.addWidget(self.stop)
        ends.addStretch(1)
        below.addLayout(ends)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(row)
        column.addWidget(self._help)

        page.placed.connect(self._on_placed)
        page.moved.connect(self._on_moved)
        page.drew.connect(self._on_drew)
        page.measuring.connect(self._on_measuring)
        page.corners.connect(self._on_corners)
        page.stopped.connect(self._on_stopped)
        context.selection_changed.connect(self._on_selected)
        context.records_changed.connect(self._refresh)
        context.texts.call(self._refresh)

    def _make_menu(self) -> QMenu:
        """The tools that are about no asset, and what else is done with the map."""
        menu = QMenu(self)
        for tool in TOOLS:
            if not tool.for_one:
                act = menu.addAction("", partial(self.take, tool.key))
                self._context.texts.say(act.setText, tool.label)
        menu.addSeparator()
        for label, what in MORE:
            act = menu.addAction("", partial(self._context.map_requested.emit, what))
            self._context.texts.say(act.setText, label)
        return menu

    # --- taking and putting away --------------------------------------------------------------------------------

    @property
    def selected(self) -> RecordId:
        """The asset that a tool would be about; ``""`` when it is none or several."""
        return self._context.selection[0] if len(self._context.selection) == 1 else ""

    def take(self, key: str, *_checked: object) -> None:
        """Take a tool in hand; the one in use is put away, also by taking it again."""
        tool = _BY_KEY[key]
        was, about = self.tool, self.selected
        self.put_away()
        if tool is was:
            return
        if not tool.for_one:
            self._begin(tool, "", "")
        elif not about:
            self._context.say(_("Choose one asset first, in the list or on the map."), kind="caution")
        elif tool.key == "reshape":
            self._context.ask(
                _with_outline, about, done=lambda found: self._begin(tool, about, found[0], outline=found[1])
            )
        else:
            self._context.ask(_placeable, about, done=lambda name: self._begin(tool, about, name))

    def _begin(self, tool: Tool, about: RecordId, name: str, outline: placing.Outline | None = None) -> None:
        if not shiboken6.isValid(self):  # the view was closed meanwhile
            return
        self.tool, self._about, self._name, self._corners = tool, about, name, 0
        content: dict[str, Any] = {}
        if outline is not None:
            content = {"rings": outline.rings, "closed": outline.closed}
            self._page.look_at([about])
        self._page.use_tool(tool.key, **content)
        self._page.setFocus()
        self._refresh()
        self.changed.emit(tool.key)

    @Slot()
    def put_away(self) -> None:
        """Put the tool in use away, without keeping what was begun."""
        if self.tool is not None:
            self._page.use_tool("")
        self._on_stopped()

    @Slot()
    def _on_stopped(self) -> None:
        had = self.tool is not None
        self.tool, self._about = None, ""
        self._refresh()
        if had:
            self.changed.emit("")

    @Slot()
    def _on_selected(self, *_ids: object) -> None:
        if self.tool is not None and self.tool.for_one and self.selected != self._about:
            self.put_away()
        self._refresh()

    @Slot()
    def _refresh(self, *_news: object) -> None:
        may_write = self._context.project is not None and not self._context.project.read_only
        for key, button in self.buttons.items():
            tool = _BY_KEY[key]
            button.setChecked(tool is self.tool)
            button.setEnabled(may_write and bool(self.selected))
        self._help.setVisible(self.tool is not None)
        self.finish.setVisible(self.tool is not None and self.tool.draws)
        if self.tool is not None:
            hint = _(self.tool.hint).format(name=self._name)
            if self._corners:
                count = ngettext("{n} corner is set.", "{n} corners are set.", self._corners).format(n=self._corners)
                hint = f"{count} {hint}"
            self.hint.setText(hint)
            self.hint.setAccessibleName(hint)

    # --- what is done with them ---------------------------------------------------------------------------------

    def _do(self, step: Callable[..., Any], asset_id: RecordId, *args: Any, again: bool = False, **how: Any) -> None:
        """Do a step with an asset. Where it fails, the map shows again what is recorded."""

        def on_failed(error: BaseException) -> None:
            self._context.show_error(error)
            if not shiboken6.isValid(self):
                return
            self._page.refresh([asset_id])
            if again:
                self._page.use_tool("again")

        self._context.apply(
            step, asset_id, *args, done=lambda _done: self._on_done(), failed=on_failed, say=True, **how
        )

    def _on_done(self) -> None:
        if shiboken6.isValid(self) and self.tool is not None and self.tool.for_one:
            self.put_away()

    @Slot(object, str)
    def _on_placed(self, at: LonLat, asset_id: RecordId) -> None:
        if asset_id:  # something was dropped
            self._context.select([asset_id])
            self._do(placing.place_at, asset_id, at)
        elif self.tool is not None and self.tool.key == "place":
            self._do(placing.place_at, self._about, at)

    @Slot(str, object)
    def _on_moved(self, asset_id: RecordId, at: LonLat) -> None:
        self._do(placing.place_at, asset_id, at)

    @Slot(object)
    def _on_drew(self, rings: Sequence[Sequence[LonLat]]) -> None:
        if self.tool is None or not self._about:
            return
        if self.tool.key == "reshape":
            self._do(placing.reshape, self._about, rings, again=True)
        elif self.tool.draws and rings:
            self._do(placing.draw, self._about, rings[0], closed=self.tool.key == "area", again=True)

    @Slot(object, bool)
    def _on_measuring(self, corners: Sequence[LonLat], closed: bool) -> None:
        self._context.jobs.run(
            lambda: measured(corners, closed=closed), done=self._page.say_measure, failed=self._context.show_error,
            on_project=False,
        )  # fmt: skip

    @Slot(int)
    def _on_corners(self, count: int) -> None:
        self._corners = count
        self._refresh()
