"""Making, opening, copying and closing projects."""

from asset_mapper.i18n import N_
from asset_mapper.ui.actions import Action, can_write, has_project
from asset_mapper.ui.context import Context


def is_file(context: Context) -> bool:
    return context.project is not None and "://" not in context.project.name


def new_project(context: Context) -> None:
    from asset_mapper.ui.dialogs import new_project as dialog

    dialog.show(context)


def open_project(context: Context) -> None:
    from asset_mapper.ui.dialogs import projects

    projects.choose_and_open(context)


def open_sample(context: Context) -> None:
    from asset_mapper.ui.dialogs import projects

    projects.make_sample(context)


def save_copy(context: Context) -> None:
    from asset_mapper.ui.dialogs import projects

    projects.save_copy(context)


def go_back(context: Context) -> None:
    from asset_mapper.ui.dialogs import backups

    backups.show(context)


def check(context: Context) -> None:
    from asset_mapper.ui.dialogs import projects

    projects.check(context)


def close_project(context: Context) -> None:
    from asset_mapper.ui.dialogs import projects

    projects.close(context)


def import_files(context: Context) -> None:
    from asset_mapper.ui.dialogs import import_files as dialog

    dialog.choose_and_import(context)


def empty_workbook(context: Context) -> None:
    from asset_mapper.ui.dialogs import empty_workbook as dialog

    dialog.show(context)


def publish(context: Context) -> None:
    context.view_requested.emit("publish")


def show_settings(context: Context) -> None:
    from asset_mapper.ui.dialogs import settings_dialog

    settings_dialog.show(context)


def close_window(_context: Context) -> None:
    from PySide6.QtWidgets import QApplication

    QApplication.closeAllWindows()


ACTIONS = (
    Action("project.new", N_("New project …"), new_project, shortcut="Ctrl+Shift+N"),
    Action("project.open", N_("Open …"), open_project, shortcut="Ctrl+O"),
    Action("project.sample", N_("Look at the sample …"), open_sample),
    Action("project.import", N_("Bring in files …"), import_files, shortcut="Ctrl+I", enabled=can_write),
    Action(
        "project.empty_workbook",
        N_("Empty workbook to fill in …"),
        empty_workbook,
        hint=N_("For a group that does not have this program. What it sends back is brought in like any file."),
    ),
    Action("project.publish", N_("Publish …"), publish, shortcut="Ctrl+P", enabled=has_project),
    Action(
        "project.copy",
        N_("Save a copy …"),
        save_copy,
        shortcut="Ctrl+Shift+S",
        enabled=is_file,
        hint=N_("Every step is saved at once. A copy is for somebody else, or for a day to come back to."),
    ),
    Action("project.backups", N_("Go back to a backup …"), go_back, enabled=is_file),
    Action("project.check", N_("Check the project"), check, enabled=has_project),
    Action("project.close", N_("Close project"), close_project, shortcut="Ctrl+W", enabled=has_project),
    Action("window.settings", N_("Settings …"), show_settings, shortcut="Ctrl+,"),
    Action("window.close", N_("Close Asset Mapper"), close_window, shortcut="Ctrl+Q"),
)
