"""Go to anything: every action with its key, every asset and every outcome, by a few letters, in either language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.fuzzy import fit
from asset_mapper.domain.outcome import Outcome
from asset_mapper.i18n import N_, _, language, speaking
from asset_mapper.services import queries
from asset_mapper.storage.unit_of_work import UnitOfWork
from asset_mapper.ui import theme
from asset_mapper.ui.actions import why_not
from asset_mapper.ui.context import Context
from asset_mapper.ui.symbols import kind_icon

_PAUSE_MS = 60
_MOST = 40
_MOST_RECENT = 12
_RECENT_BONUS = 6
_FOUND_BY_OTHER_WORDS = 3  # an asset that the search found by a tag or a talent
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True)
class Entry:
    """One thing to go to."""

    key: str  # action:ID, asset:ID, outcome:ID
    title: str
    detail: str
    fit: int
    run: Callable[[], None] | None = None  # without it, *detail* says why not
    shortcut: str = ""
    kind: str = ""  # of an asset


def show(context: Context) -> None:
    Palette(context).open()


class Palette(QDialog):
    """A line to type in and a list below it. Up, Down and Enter work from the line."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.window)
        self._context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("manual", "keys")
        self._outcomes: list[Outcome] = []
        self._assets: list[Asset] = []
        self._recent: list[str] = [key for key in context.settings["palette.recent"] if isinstance(key, str)]
        self.line = QLineEdit(clearButtonEnabled=True)
        self.list = QTreeWidget(columnCount=3)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setHeaderHidden(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for number in (1, 2):
            self.list.header().setSectionResizeMode(number, QHeaderView.ResizeMode.ResizeToContents)
        say = context.texts.say
        say(self.setWindowTitle, N_("Go to anything"))
        say(self.line.setPlaceholderText, N_("A few letters of what you want to do, find or see"))
        say(self.line.setAccessibleName, N_("Go to anything"))
        say(self.list.setAccessibleName, N_("What was found"))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.line)
        column.addWidget(self.list, 1)
        self._entries: list[Entry] = []
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask_for_assets)
        self.line.textChanged.connect(self._on_typed)
        self.line.returnPressed.connect(self.run_current)
        self.line.installEventFilter(self)
        self.list.itemActivated.connect(lambda _item: self.run_current())
        context.language_changed.connect(self._list)
        context.ask(_known, self._recent, done=self._on_known)
        self._list()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        window = self._context.window
        most = window.size() if window is not None else QSize(1280, 720)
        return QSize(min(letter * 100, most.width() - 64), min(line * 28, most.height() - 96))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        window = self._context.window
        if window is not None:
            corner = window.mapToGlobal(window.rect().topLeft())
            self.move(corner.x() + (window.width() - self.width()) // 2, corner.y() + 48)
        self.line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        is_press = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if watched is self.line and is_press and event.key() in _MOVES:  # type: ignore[attr-defined]
            QApplication.sendEvent(self.list, event)
            return True
        return super().eventFilter(watched, event)

    # --- finding ------------------------------------------------------------------------------------------------

    def _on_known(self, known: tuple[list[Outcome], list[Asset]]) -> None:
        self._outcomes, self._assets = known
        self._list()

    def _on_typed(self) -> None:
        self._list()
        self._pause.start()

    def _ask_for_assets(self) -> None:
        words = self.line.text().strip()
        if words:
            self._context.ask(queries.search, words, _MOST, done=partial(self._on_assets, words))

    def _on_assets(self, words: str, assets: list[Asset]) -> None:
        if words == self.line.text().strip():
            self._assets = assets
            self._list()

    def _list(self, *_news: object) -> None:
        typed = self.line.text().strip()
        found = [*self._actions(typed), *self._outcome_entries(typed), *self._asset_entries(typed)]
        if typed:
            found.sort(key=lambda entry: -entry.fit)
        else:
            found = [*self._recent_of(found), *(entry for entry in found if entry.key not in self._recent)]
        self._entries = found[:_MOST] if typed else found
        self._fill()

    def _recent_of(self, found: list[Entry]) -> list[Entry]:
        by_key = {entry.key: entry for entry in found}
        return [by_key[key] for key in self._recent if key in by_key]

    def _bonus(self, key: str) -> int:
        return _RECENT_BONUS if key in self._recent else 0

    def _actions(self, typed: str) -> list[Entry]:
        from asset_mapper.ui import menus

        entries = []
        for action in menus.all_actions():
            key = f"action:{action.id}"
            value = fit(typed, *_in_both_languages(action.label))
            if value and action.id != "window.palette":
                reason = why_not(self._context, action)
                shortcut = QKeySequence(action.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
                run = None if reason else partial(action.run, self._context)
                title = _(action.label).replace("&", "")
                entries.append(Entry(key, title, reason, value + self._bonus(key), run, shortcut))
        return entries

    def _outcome_entries(self, typed: str) -> list[Entry]:
        entries = []
        for outcome in self._outcomes:
            key = f"outcome:{outcome.id}"
            value = fit(typed, outcome.name.cy, outcome.name.en, outcome.code)
            if value and (typed or key in self._recent):
                title = f"{outcome.code} {outcome.name.text(language())}".strip()
                run = partial(self._go_to_outcome, outcome.id)
                entries.append(Entry(key, title, _("Outcome"), value + self._bonus(key), run))
        return entries

    def _asset_entries(self, typed: str) -> list[Entry]:
        entries = []
        for asset in self._assets:
            key = f"asset:{asset.id}"
            if typed or key in self._recent:
                value = fit(typed, asset.name.cy, asset.name.en) or _FOUND_BY_OTHER_WORDS
                run = partial(self._go_to_asset, asset.id)
                detail = _(asset.kind.label)
                title = asset.name.text(language())
                entries.append(Entry(key, title, detail, value + self._bonus(key), run, kind=asset.kind.value))
        return entries

    def _fill(self) -> None:
        self.list.clear()
        quiet = QColor(theme.colour("quiet", theme.in_use()))
        for entry in self._entries:
            item = QTreeWidgetItem(self.list, [entry.title, entry.detail, entry.shortcut])
            item.setForeground(1, quiet)
            item.setForeground(2, quiet)
            if entry.run is None:
                item.setForeground(0, quiet)
            if entry.kind:
                item.setIcon(0, kind_icon(entry.kind))
            said = ", ".join(part for part in (entry.title, entry.detail, entry.shortcut) if part)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, said)
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)

    # --- going --------------------------------------------------------------------------------------------------

    def run_current(self) -> None:
        """Go where the chosen line leads; one that leads nowhere just now says so."""
        row = self.list.currentIndex().row()
        if row < 0:
            return
        entry = self._entries[row]
        if entry.run is None:
            self._context.say(f"{entry.title}: {entry.detail}", kind="caution")
            return
        self._context.settings["palette.recent"] = [
            entry.key,
            *(key for key in self._recent if key != entry.key),
        ][:_MOST_RECENT]
        self.accept()
        QTimer.singleShot(0, self._context, entry.run)

    def _go_to_asset(self, asset_id: str) -> None:
        self._context.select((asset_id,))
        window = self._context.window
        if getattr(window, "current_view", "") not in ("map", "assets"):
            self._context.view_requested.emit("assets")

    def _go_to_outcome(self, outcome_id: str) -> None:
        from asset_mapper.ui.views import VIEWS

        if any(view.key == "outcomes" for view in VIEWS):
            self._context.view_requested.emit("outcomes")
        self._context.outcome_requested.emit(outcome_id)


def _known(uow: UnitOfWork, recent: list[str]) -> tuple[list[Outcome], list[Asset]]:
    """Give all outcomes, and the assets among what was gone to lately."""
    ids = [key.removeprefix("asset:") for key in recent if key.startswith("asset:")]
    return list(uow.outcomes.all()), list(uow.assets.with_ids(ids))


def _in_both_languages(label: str) -> tuple[str, str]:
    with speaking("cy"):
        welsh = _(label)
    with speaking("en"):
        return welsh.replace("&", ""), _(label).replace("&", "")
