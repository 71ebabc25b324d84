"""Making, opening and closing projects."""

from asset_mapper.i18n import N_
from asset_mapper.ui.actions import Action, can_write, has_project
from asset_mapper.ui.context import Context


def new_project(context: Context) -> None:
    from asset_mapper.ui.dialogs import projects

    projects.make_new(context)


def open_project(context: Context) -> None:
    from asset_mapper.ui.dialogs import projects

    projects.choose_and_open(context)


def close_project(context: Context) -> None:
    context.use(None)


def import_files(context: Context) -> None:
    from asset_mapper.ui.dialogs import import_files as dialog

    dialog.choose_and_import(context)


def publish(context: Context) -> None:
    context.view_requested.emit("publish")


def close_window(_context: Context) -> None:
    from PySide6.QtWidgets import QApplication

    QApplication.closeAllWindows()


ACTIONS = (
    Action("project.new", N_("New project …"), new_project, shortcut="Ctrl+Shift+N"),
    Action("project.open", N_("Open …"), open_project, shortcut="Ctrl+O"),
    Action("project.import", N_("Bring in files …"), import_files, shortcut="Ctrl+I", enabled=can_write),
    Action("project.publish", N_("Publish …"), publish, shortcut="Ctrl+P", enabled=has_project),
    Action("project.close", N_("Close project"), close_project, shortcut="Ctrl+W", enabled=has_project),
    Action("window.close", N_("Close Asset Mapper"), close_window, shortcut="Ctrl+Q"),
)
