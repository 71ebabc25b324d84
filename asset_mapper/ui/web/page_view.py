"""The map in a locked-down web view: opened once for one audience, and following every edit by small patches."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QFile, QIODevice, QObject, QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QPixmap
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from asset_mapper.cartography.live_data import flags
from asset_mapper.cartography.live_page import live_page_html
from asset_mapper.domain.area import Area
from asset_mapper.domain.asset import Asset
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.place import LonLat
from asset_mapper.i18n import N_, language
from asset_mapper.services import page_data
from asset_mapper.services.page_data import Numbers
from asset_mapper.storage.unit_of_work import UnitOfWork
from asset_mapper.ui import theme
from asset_mapper.ui.context import Context
from asset_mapper.ui.web import bridge, engine, scheme
from asset_mapper.ui.web.locked_page import LockedPage

_MOST_TOUCHED = 500  # assets of one step: from there on, everything is sent anew
_START_MS = 30_000  # an engine that has not opened the page by then will not
_MOST_CRASHES = 2
_ROOM_ZOOM = 1.5
_KEYS_OF_TOOLS = (
    *(Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape),
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
)

DRAGGED = "application/x-asset-mapper-asset"
"""What is dragged onto the map: the id of an asset."""


class PageView(QWidget):
    """Shows the assets that *audience* may see. With mode ``edit`` it can be worked on; with ``room``, looked at.

    Raises ``NoWebEngineError`` where there is no web engine.
    """

    drawn = Signal()  # everything is on the page
    patched = Signal(int)  # an edit is on the page: so many assets
    picked = Signal(list, bool)  # ids of assets that were chosen on the map; whether beside those before
    placed = Signal(object, str)  # LonLat that was chosen; the id of the asset that it is for, or ""
    moved = Signal(str, object)  # the id of an asset whose symbol was moved, and the LonLat where it is now
    drew = Signal(object)  # rings of LonLat
    measuring = Signal(object, bool)  # corners, and whether they are around an area
    corners = Signal(int)  # how many corners are set of what is being drawn
    stopped = Signal()  # the tool was put away on the page
    failed = Signal()  # the engine does not start, or does not stay

    def __init__(
        self, context: Context, audience: Audience, mode: str = "edit", parent: QWidget | None = None
    ) -> None:
        engine.check()
        super().__init__(parent)
        self._context = context
        self.audience = audience
        self.mode = mode
        self.numbers = Numbers()
        self._shown: frozenset[RecordId] | None = None
        self._selected: tuple[RecordId, ...] = ()
        self._is_ready = False  # the page listens
        self._is_sent = False  # it was told everything once
        self._whole: tuple[str, bytes] | None = None  # what waits for the page to listen
        self._serial = itertools.count(1)
        self._crashes = 0
        self._basemap: dict[str, Any] | None = None
        self._attributions: list[Any] = []
        self._wants_picture: Callable[[QPixmap], None] | None = None
        self._has_tool = False
        self._make_view()
        self._start = QTimer(self, singleShot=True, interval=_START_MS)
        self._start.timeout.connect(self.failed)
        context.records_changed.connect(self._on_records)
        context.project_changed.connect(self.load)
        context.language_changed.connect(self._on_language)
        context.theme_changed.connect(self._on_theme)
        self._open()
        self.load()

    def _make_view(self) -> None:
        self.view = QWebEngineView(self)
        self._server = scheme.PageServer(self)
        application = QCoreApplication.instance()
        assert application is not None
        profile = scheme.private_profile(self._server, application)  # it has to outlive its page
        page = LockedPage(profile, self.view)
        page.destroyed.connect(profile.deleteLater)
        page.renderProcessTerminated.connect(self._on_crash)
        self._bridge = bridge.Bridge(self._on_message, self)
        self._channel = QWebChannel(self)
        self._channel.registerObject("window", self._bridge)
        page.setWebChannel(self._channel)
        self.view.setPage(page)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.view.setAcceptDrops(False)  # what is dropped comes to this widget
        self.setAcceptDrops(self.mode == "edit")
        self._context.texts.say(self.view.setAccessibleName, N_("Map"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.setFocusProxy(self.view)

    def _open(self) -> None:
        self._is_ready = self._is_sent = False
        self._server.data.clear()
        self._server.html = live_page_html(self.mode, language(), _channel_script(), scheme.ORIGIN)
        self._start.start()
        self.view.load(scheme.PAGE)

    # --- what it shows ------------------------------------------------------------------------------------------

    @Slot()
    def load(self) -> None:
        """Read everything anew. The page stays as it is until it comes."""
        if self._context.project is not None:
            self._context.ask(self._everything, done=self._on_everything)

    def _everything(self, uow: UnitOfWork) -> bytes:
        """Put together all that the page shows; a base map that came meanwhile stands for the coast."""
        return page_data.everything(uow, self.audience, self.numbers, with_coast=self._basemap is None)

    def _on_everything(self, content: bytes) -> None:
        path = f"/data/{next(self._serial)}"
        self._whole = (path, content)
        self._send_everything()

    def _send_everything(self) -> None:
        if not self._is_ready or self._whole is None:
            return
        path, content = self._whole
        self._server.data[path] = content
        self._whole, self._is_sent = None, True
        self._on_theme()
        if self._basemap is not None or self._attributions:
            self._send("basemap", basemap=self._basemap, attributions=self._attributions)
        self._send("whole", **{"from": path})
        if self._shown is not None:
            self._send_shown()
        self._send_selected(look=True)

    @Slot(object)
    def _on_records(self, change_set: ChangeSet) -> None:
        """Put on the page what a step changed."""
        touched = list(dict.fromkeys(change.record.id for change in change_set if isinstance(change.record, Asset)))
        others = {type(change.record) for change in change_set} & {Area}
        is_import = any(type(change.record).__name__ == "ImportBatch" for change in change_set)
        if is_import or others or len(touched) > _MOST_TOUCHED or not self._is_sent:
            self.load()
        elif touched:
            self.refresh(touched)

    def _on_patch(self, patch: dict[str, Any]) -> None:
        columns = patch["assets"]
        if self._shown is not None:  # as the filter is by now
            columns["shown"] = flags(record_id in self._shown for record_id in self.numbers.ids(columns["n"]))
        if columns["n"] or patch["gone"]:
            self._send("patch", **patch)

    def refresh(self, ids: Sequence[RecordId]) -> None:
        """Draw some assets as they are recorded: after a step that changed them, or one that failed."""
        self._context.ask(page_data.patch, self.audience, self.numbers, ids, done=self._on_patch)

    def show_only(self, ids: Iterable[RecordId] | None, *, frame: bool = False) -> None:
        """Show these assets and no others; all when ``None``. With *frame*, they are brought into view."""
        chosen = None if ids is None else frozenset(ids)
        if chosen == self._shown and not frame:
            return
        self._shown = chosen
        self._send_shown(frame=frame)

    def _send_shown(self, *, frame: bool = False) -> None:
        rows = None if self._shown is None else self.numbers.known(self._shown)
        self._send("shown", rows=rows, frame=frame)

    def select(self, ids: Sequence[RecordId]) -> None:
        """Let these assets stand out, and bring them into view unless they were chosen on the page."""
        if tuple(ids) != self._selected:
            self._selected = tuple(ids)
            self._send_selected(look=True)

    def _send_selected(self, *, look: bool) -> None:
        self._send("selected", rows=self.numbers.known(self._selected), look=look)

    def frame(self) -> None:
        """Bring everything that is shown into view."""
        self._send("frame")

    def look_at(self, ids: Sequence[RecordId]) -> None:
        """Bring some assets into view."""
        self._send("look", rows=self.numbers.known(ids))

    def show_found(self, at: LonLat | None, name: str = "") -> None:
        """Mark a place that was found by its words, and go there; without one, take the mark away."""
        self._send("found", at=at, name=name)

    def picture(self, done: Callable[[QPixmap], None]) -> None:
        """Give a picture of the map, without what is there to be pressed, to *done*."""
        self._wants_picture = done
        self._send("still", still=True)

    def use_tool(self, tool: str, **content: Any) -> None:
        """Give the page another tool: ``""`` to select, ``place``, ``line``, ``area``, ``reshape``, ``lasso``, …"""
        if tool not in ("finish", "again"):
            self._has_tool = bool(tool)
        self._send("tool", tool=tool, **content)

    def say_measure(self, text: str) -> None:
        """Tell the page how long or large what is being measured is."""
        self._send("measured", text=text)

    def use_basemap(
        self, tiles: scheme.TileSource | None, basemap: dict[str, Any] | None, attributions: list[Any]
    ) -> None:
        """Put a basemap under everything, or take it away."""
        had_coast = self._basemap is None
        self._server.tiles, self._basemap, self._attributions = tiles, basemap, attributions
        self._send("basemap", basemap=basemap, attributions=attributions)
        if self._is_sent and had_coast != (basemap is None):
            self.load()

    def _send(self, what: str, **content: Any) -> None:
        if self._is_sent:
            self._bridge.send(what, **content)

    def drop(self, asset_id: RecordId, at: QPointF) -> None:
        """Tell the page that an asset was dropped on it; it answers with the place."""
        scale = self.view.zoomFactor()
        for row in self.numbers.known([asset_id]):
            self._send("drop", row=row, x=at.x() / scale, y=at.y() / scale)

    # --- what the page says -------------------------------------------------------------------------------------

    def _on_message(self, message: bridge.Message) -> None:
        match message:
            case bridge.Ready():
                self._start.stop()
                self._is_ready = True
                self._send_everything()
            case bridge.Drawn():
                self._take_keys()
                self.drawn.emit()
            case bridge.Patched(rows):
                self.patched.emit(rows)
            case bridge.Picked(rows, add):
                ids = self.numbers.ids(rows)
                self._selected = tuple(dict.fromkeys([*(self._selected if add else ()), *ids]))
                self._send_selected(look=False)
                self.picked.emit(ids, add)
            case bridge.Placed(at, None):
                self.placed.emit(at, "")
            case bridge.Placed(at, int(row)):
                for record_id in self.numbers.ids([row]):
                    self.placed.emit(at, record_id)
            case bridge.Moved(row, at):
                for record_id in self.numbers.ids([row]):
                    self.moved.emit(record_id, at)
            case bridge.Drew(rings):
                self.drew.emit(rings)
            case bridge.Measuring(corners, closed):
                self.measuring.emit(corners, closed)
            case bridge.Corners(count):
                self.corners.emit(count)
            case bridge.Stopped():
                self._has_tool = False
                self.stopped.emit()
            case bridge.Still():
                done, self._wants_picture = self._wants_picture, None
                if done is not None:
                    done(self.view.grab())
                    self._send("still", still=False)

    @Slot()
    def _on_language(self, *_code: object) -> None:
        self._send("language", language=language())

    @Slot()
    def _on_theme(self, *_name: object) -> None:
        worn = theme.in_use()
        kinds = enumerate(theme.tokens()["kinds"])
        colours = {**theme.colours(worn), **{f"kind-{place}": theme.kind_colour(kind, worn) for place, kind in kinds}}
        self._send("theme", colours=colours, dark=worn != "light")
        scale = QApplication.font().pixelSize() / theme.tokens()["sizes_px"]["label"]
        self.view.setZoomFactor(scale * (_ROOM_ZOOM if self.mode == "room" else 1.0))

    @Slot()
    def _on_crash(self, *_how: object) -> None:
        """Open the page again when its process ended, as long as there is hope."""
        self._crashes += 1
        if self._crashes > _MOST_CRASHES:
            self.failed.emit()
            return
        self._open()
        self.load()

    def _take_keys(self) -> None:
        """Hear of keys before the window's shortcuts do: while a tool is in use, Delete is about a corner."""
        proxy = self.view.focusProxy()
        if proxy is not None:
            proxy.removeEventFilter(self)
            proxy.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
            if self._has_tool and plain and event.key() in _KEYS_OF_TOOLS:
                event.accept()
                return True
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if event.mimeData().hasFormat(DRAGGED):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        if event.mimeData().hasFormat(DRAGGED):
            self.drop(bytes(event.mimeData().data(DRAGGED).data()).decode(), event.position())
            event.acceptProposedAction()


def _channel_script() -> str:
    """Read the script that comes with Qt's web channel."""
    file = QFile(":/qtwebchannel/qwebchannel.js")
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        raise engine.NoWebEngineError
    try:
        return bytes(file.readAll().data()).decode()
    finally:
        file.close()
