"""The one window: a rail of views, a line of search and actions, messages, and a status bar. It decides nothing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, Slot
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from asset_mapper.i18n import _, language
from asset_mapper.ui import menus
from asset_mapper.ui.actions import Action
from asset_mapper.ui.context import Context
from asset_mapper.ui.rail import View
from asset_mapper.ui.views.quick_entry import QuickEntryBar
from asset_mapper.ui.widgets.message_bar import MessageBar


class MainWindow(QMainWindow):
    """Arranges what is there: the start page while no project is open, else the rail and its views."""

    def __init__(self, context: Context, views: tuple[View, ...], start_page: QWidget, header: QWidget) -> None:
        super().__init__()
        self._context = context
        context.window = self
        self._views = views
        self._made: dict[str, QWidget] = {}
        self._buttons = QButtonGroup(self)
        self.actions_by_id: dict[str, tuple[Action, QAction]] = {}

        self._stack = QStackedWidget()
        self._work = QWidget()
        self._work.setProperty("role", "paper")
        self._start_page = start_page
        self._pages = QStackedWidget()
        self._pages.addWidget(start_page)
        self._pages.addWidget(self._work)

        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(header)
        self.quick_entry = QuickEntryBar(context)
        right.addWidget(self.quick_entry)
        right.addWidget(self._stack, 1)
        row = QHBoxLayout(self._work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._make_rail())
        row.addLayout(right, 1)

        self._message_bar = MessageBar(context)
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages, 1)
        column.addWidget(self._message_bar)
        self.setCentralWidget(central)

        self._saved, self._where, self._session = QLabel(), QLabel(), QLabel()
        for label in (self._saved, self._where):
            self.statusBar().addWidget(label)
        self.statusBar().addPermanentWidget(self._session)
        self.statusBar().setSizeGripEnabled(False)

        self.setAcceptDrops(True)
        self._make_actions()
        context.project_changed.connect(self._on_project_changed)
        context.selection_changed.connect(self._refresh_actions)
        context.records_changed.connect(self._refresh_actions)
        context.jobs.busy_changed.connect(self._say_saved)
        context.entry_requested.connect(self.quick_entry.begin)
        context.view_requested.connect(self.show_view)
        context.texts.call(self._say_all)
        self._on_project_changed()
        self._restore_layout()

    def show_view(self, key: str) -> QWidget:
        """Bring a view to the front, made when it is first seen."""
        view = next(view for view in self._views if view.key == key)
        if key not in self._made:
            self._made[key] = view.create(self._context)
            self._stack.addWidget(self._made[key])
        self._stack.setCurrentWidget(self._made[key])
        for button in self._buttons.buttons():
            button.setChecked(button.objectName() == f"rail-{key}")
        return self._made[key]

    @property
    def current_view(self) -> str:
        return next((key for key, widget in self._made.items() if widget is self._stack.currentWidget()), "")

    def _make_rail(self) -> QFrame:
        from asset_mapper.ui.icons import icon

        rail = QFrame()
        rail.setProperty("role", "rail")
        rail.setAccessibleName("rail")
        column = QVBoxLayout(rail)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(4)
        for view in self._views:
            button = QToolButton()
            button.setCheckable(True)
            button.setObjectName(f"rail-{view.key}")
            button.setProperty("role", "rail")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setIcon(icon(view.icon))
            self._context.texts.say(button.setText, view.label)
            button.clicked.connect(lambda _checked=False, key=view.key: self.show_view(key))
            self._buttons.addButton(button)
            column.addWidget(button)
        column.addStretch(1)
        return rail

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
        menus.fill(self.menuBar(), self._context, {key: made for key, (_action, made) in self.actions_by_id.items()})

    @Slot()
    def _refresh_actions(self, *_news: object) -> None:
        for action, made in self.actions_by_id.values():
            made.setEnabled(action.enabled(self._context))

    @Slot()
    def _on_project_changed(self) -> None:
        for widget in self._made.values():
            self._stack.removeWidget(widget)
            widget.deleteLater()
        self._made.clear()
        has_project = self._context.project is not None
        self._pages.setCurrentWidget(self._work if has_project else self._start_page)
        if has_project and self._views:
            self.show_view(self._views[0].key)
        self._refresh_actions()
        self._say_all()

    def _say_all(self) -> None:
        project = self._context.project
        if project is None:
            self.setWindowTitle(_("Asset Mapper"))
            self._where.setText("")
            self._saved.setText("")
        else:
            self._where.setText(Path(project.name).name)
            self._where.setToolTip(project.name)
            self._context.ask(
                lambda uow: uow.project.title.text(language()),
                done=lambda title: self.setWindowTitle(_("Asset Mapper – {title}").format(title=title)),
            )
            self._say_saved(self._context.jobs.busy)

    @Slot(bool)
    def _say_saved(self, busy: bool) -> None:
        project = self._context.project
        if project is None:
            self._saved.setText("")
        elif project.read_only:
            self._saved.setText(_("For reading only"))
        else:
            self._saved.setText(_("Working …") if busy else _("Saved"))

    def _restore_layout(self) -> None:
        layout = self._context.settings["window.layout"]
        self.resize(1280, 720)
        if isinstance(layout.get("geometry"), str):
            self.restoreGeometry(QByteArray.fromBase64(layout["geometry"].encode()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if self._context.project is not None and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        from asset_mapper.ui.dialogs import import_files

        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            import_files.show(self._context, paths)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        geometry = self.saveGeometry().toBase64().toStdString()
        self._context.settings["window.layout"] = {"geometry": geometry, "view": self.current_view}
        self._context.use(None)
        self._context.jobs.close()
        super().closeEvent(event)
