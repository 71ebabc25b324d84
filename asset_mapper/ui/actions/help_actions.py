"""The manual, the keys, the tour, and what to tell whoever looks after the program."""

from asset_mapper.i18n import N_
from asset_mapper.ui.actions import Action
from asset_mapper.ui.context import Context


def help_here(context: Context) -> None:
    from asset_mapper.ui.views import manual

    manual.show_page_of_focus(context)


def contents(context: Context) -> None:
    from asset_mapper.ui.views import manual

    manual.show(context, "index")


def keys(context: Context) -> None:
    from asset_mapper.ui.dialogs import keyboard_map

    keyboard_map.show(context)


def tour(context: Context) -> None:
    from asset_mapper.ui import tour

    tour.start(context)


def log(context: Context) -> None:
    from asset_mapper.ui.dialogs import crash_report

    crash_report.show_log(context)


def about(context: Context) -> None:
    from asset_mapper.ui.dialogs import crash_report

    crash_report.show_about(context)


ACTIONS = (
    Action("help.here", N_("Help with what is on the screen"), help_here, shortcut="F1"),
    Action("help.manual", N_("The manual"), contents, shortcut="Shift+F1"),
    Action("help.keys", N_("All keys …"), keys, shortcut="Ctrl+F1"),
    Action("help.tour", N_("A tour of the window"), tour),
    Action("help.log", N_("What the program noted …"), log),
    Action("help.about", N_("About Asset Mapper"), about),
)
