"""The one window: a rail of views, a line of search and actions, messages, and a status bar. It decides nothing."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QMoveEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from asset_mapper.i18n import N_, _, language
from asset_mapper.ui import menus
from asset_mapper.ui.actions import Action
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialog_keys import DialogKeys
from asset_mapper.ui.icons import show_icon
from asset_mapper.ui.in_sight import InSight
from asset_mapper.ui.layout import Layout
from asset_mapper.ui.rail import View
from asset_mapper.ui.undo_words import UndoWords
from asset_mapper.ui.widgets.fitting_text import in_two_lines
from asset_mapper.ui.widgets.header import Header
from asset_mapper.ui.widgets.message_bar import MessageBar
from asset_mapper.ui.widgets.page_stack import PageStack
from asset_mapper.ui.widgets.scroller import Scroller
from asset_mapper.ui.widgets.status import Status

if TYPE_CHECKING:
    from asset_mapper.ui.views.quick_entry import QuickEntryBar

_WIDE_LETTERS = 12  # of the rail


class MainWindow(QMainWindow):
    """Arranges what is there: the start page while no project is open, else the rail and its views."""

    def __init__(self, context: Context, views: tuple[View, ...], start_page: QWidget, header: Header) -> None:
        super().__init__()
        self._context = context
        context.window = self
        self.setProperty("manual", "window")
        self._views = views
        self._made: dict[str, QWidget] = {}
        self._buttons = QButtonGroup(self)
        self.actions_by_id: dict[str, tuple[Action, QAction]] = {}
        self.layout_kept = Layout(self, context.settings)

        self._stack = PageStack()
        self._work = QWidget()
        self._work.setProperty("role", "paper")
        self._start_page = start_page
        self._pages = QStackedWidget()
        self._pages.addWidget(start_page)
        self._pages.addWidget(self._work)

        self.rail = self._make_rail()
        self.header = header
        self._entry: QuickEntryBar | None = None
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(header)
        right.addWidget(self._stack.in_scroller(), 1)
        self._right = right
        row = QHBoxLayout(self._work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)

        self.message_bar = MessageBar(context)
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages, 1)
        column.addWidget(self.message_bar)
        self.setCentralWidget(central)
        self.status = Status(context)
        self.setStatusBar(self.status)

        DialogKeys(context, self)
        InSight(self)
        self.setAcceptDrops(True)
        self._make_actions()
        context.project_changed.connect(self._on_project_changed)
        context.selection_changed.connect(self._refresh_actions)
        context.records_changed.connect(self._refresh_actions)
        context.session_changed.connect(self._refresh_actions)
        context.entry_requested.connect(lambda: self.quick_entry.begin())
        context.view_requested.connect(self.show_view)
        context.part_requested.connect(self._go_to_part)
        context.texts.call(self._say_title)
        self._on_project_changed()
        self.resize(1280, 720)
        self.layout_kept.restore_window()

    def show_view(self, key: str) -> QWidget:
        """Bring a view to the front, made when it is first seen."""
        view = next(view for view in self._views if view.key == key)
        if key not in self._made:
            self._made[key] = view.create(self._context)
            self._stack.addWidget(self._made[key])
            self.layout_kept.add_view(key, self._made[key])
        self._stack.setCurrentWidget(self._made[key])
        for button in self._buttons.buttons():
            button.setChecked(button.objectName() == f"rail-{key}")
        self.layout_kept.show(key)
        return self._made[key]

    @property
    def quick_entry(self) -> QuickEntryBar:
        """The line for new assets, made when it is first needed."""
        from asset_mapper.ui.views.quick_entry import QuickEntryBar

        if self._entry is None:
            self._entry = QuickEntryBar(self._context)
            self._right.insertWidget(1, self._entry)
        return self._entry

    @property
    def current_view(self) -> str:
        return next((key for key, widget in self._made.items() if widget is self._stack.currentWidget()), "")

    @property
    def current_page(self) -> QWidget | None:
        """The widget that is in front: a view, or the start page."""
        return self._stack.currentWidget() if self._pages.currentWidget() is self._work else self._start_page

    def _make_rail(self) -> Scroller:
        rail = QFrame()
        rail.setProperty("role", "rail")
        self._context.texts.say(rail.setAccessibleName, N_("Views"))
        column = QVBoxLayout(rail)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(4)
        for view in self._views:
            button = QToolButton()
            button.setCheckable(True)
            button.setObjectName(f"rail-{view.key}")
            button.setProperty("role", "rail")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            show_icon(self._context, button.setIcon, view.icon)
            self._context.texts.call(partial(_say_in_two_lines, button, view.label))
            button.clicked.connect(lambda _checked=False, key=view.key: self.show_view(key))
            self._buttons.addButton(button)
            column.addWidget(button)
        column.addStretch(1)
        self._context.theme_changed.connect(self._fit_icons)
        self._fit_icons()
        return Scroller(rail)

    @Slot()
    def _fit_icons(self, *_theme: str) -> None:
        """Let the icons of the rail grow with its words."""
        for button in self._buttons.buttons():
            side = button.fontMetrics().height() + 2
            button.setIconSize(QSize(side, side))

    def _make_actions(self) -> None:
        for action in menus.all_actions():
            made = QAction(self)
            made.setObjectName(action.id)
            self._context.texts.say(made.setText, action.label)
            if action.hint:
                self._context.texts.say(made.setToolTip, action.hint)
            if action.shortcut:
                made.setShortcut(QKeySequence(action.shortcut))
            made.triggered.connect(lambda _checked=False, run=action.run: run(self._context))
            self.addAction(made)
            self.actions_by_id[action.id] = (action, made)
        made_by_id = {key: made for key, (_action, made) in self.actions_by_id.items()}
        menus.fill(self.menuBar(), self._context, made_by_id)
        UndoWords(self._context, made_by_id["history.undo"], made_by_id["history.redo"])

    @Slot()
    def _refresh_actions(self, *_news: object) -> None:
        for action, made in self.actions_by_id.values():
            made.setEnabled(action.enabled(self._context))

    @Slot()
    def _on_project_changed(self) -> None:
        self.layout_kept.forget_views()
        for widget in self._made.values():
            self._stack.removeWidget(widget)
            widget.deleteLater()
        self._made.clear()
        has_project = self._context.project is not None
        self._pages.setCurrentWidget(self._work if has_project else self._start_page)
        if has_project and self._views:
            self.quick_entry.setObjectName("quick-entry")
            keys = [view.key for view in self._views]
            last = self.layout_kept.view
            self.show_view(last if last in keys else keys[0])
        self._refresh_actions()
        self._say_title()

    def _say_title(self) -> None:
        if self._context.project is None:
            self.setWindowTitle(_("Asset Mapper"))
        else:
            self._context.ask(lambda uow: uow.project.title.text(language()), done=self._on_title)

    def _on_title(self, title: str) -> None:
        if self._context.project is not None:
            self.setWindowTitle(_("Asset Mapper – {title}").format(title=title))

    @Slot(str)
    def _go_to_part(self, part: str) -> None:
        """Bring the keyboard to a part of the window: ``search``, ``view``, ``message``, ``next`` or ``previous``."""
        if part == "search":
            self.header.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.header.search.selectAll()
        elif part == "view":
            if (view := self._stack.currentWidget()) is not None:
                _lead_into(view)
        elif part == "message":
            self.message_bar.take_focus()
        else:
            self._go_on(1 if part == "next" else -1)

    def _go_on(self, by: int) -> None:
        has_project = self._pages.currentWidget() is self._work
        parts: tuple[QWidget, ...] = (self._start_page,)
        if has_project:
            parts = (self.rail, self.header, self.quick_entry, self._stack)
        shown = [part for part in (*parts, self.message_bar) if part.isVisible()]
        focused = QApplication.focusWidget()
        here = next((place for place, part in enumerate(shown) if focused and part.isAncestorOf(focused)), -by)
        for step in range(1, len(shown) + 1):
            if _focus_in(shown[(here + by * step) % len(shown)]):
                return

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if event.mimeData().hasUrls() and (self._context.project is not None or _projects_in(event)):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        from asset_mapper.ui.dialogs import import_files, projects

        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        ours = _projects_in(event)
        if ours:
            projects.open_path(self._context, ours[0])
        elif paths:
            import_files.show(self._context, paths)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self.layout_kept.later()

    def moveEvent(self, event: QMoveEvent) -> None:  # noqa: N802 - Qt's name
        super().moveEvent(event)
        self.layout_kept.later()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        self.layout_kept.keep()
        self.hide()  # what is still being stored ends behind the scenes
        self._context.use(None)
        self._context.jobs.close()
        super().closeEvent(event)


def _say_in_two_lines(button: QToolButton, label: str) -> None:
    """Name an entry of the rail; a longer name is broken at the space next to its middle."""
    text = _(label)
    button.setText(in_two_lines(text, _WIDE_LETTERS))
    button.setAccessibleName(text)


def _lead_into(view: QWidget) -> None:
    """Give the keyboard to what a view is about; one that does not lead it on itself leaves it where it was."""
    before = QApplication.focusWidget()
    view.setFocus(Qt.FocusReason.ShortcutFocusReason)
    if view.hasFocus() and before is not None:
        before.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _focus_in(part: QWidget) -> bool:
    """Give the keyboard to the first widget of *part* that takes it."""
    widget = part.nextInFocusChain()
    while widget is not None and widget is not part:
        can = widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if can and part.isAncestorOf(widget):
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        widget = widget.nextInFocusChain()
    return False


def _projects_in(event: QDropEvent) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() == ".assetmap"]
