"""Where one looks, how the window looks, and how it speaks."""

from functools import partial

from asset_mapper.i18n import N_
from asset_mapper.settings import SETTINGS
from asset_mapper.ui.actions import Action, has_project
from asset_mapper.ui.context import Context
from asset_mapper.ui.views import VIEWS

_SIZES = next(setting.choices for setting in SETTINGS if setting.key == "window.text_percent")


def show_view(key: str, context: Context) -> None:
    context.view_requested.emit(key)
    context.part_requested.emit("view")


def show_palette(context: Context) -> None:
    from asset_mapper.ui.dialogs import palette

    palette.show(context)


def search(context: Context) -> None:
    context.part_requested.emit("search")


def next_part(context: Context) -> None:
    context.part_requested.emit("next")


def previous_part(context: Context) -> None:
    context.part_requested.emit("previous")


def message(context: Context) -> None:
    context.part_requested.emit("message")


def speak_welsh(context: Context) -> None:
    context.speak("cy")


def speak_english(context: Context) -> None:
    context.speak("en")


def _other_size(by: int, context: Context) -> None:
    place = _SIZES.index(context.settings["window.text_percent"]) + by
    context.settings["window.text_percent"] = _SIZES[max(0, min(place, len(_SIZES) - 1))]


def normal_text(context: Context) -> None:
    context.settings["window.text_percent"] = 100


ACTIONS = (
    Action("window.palette", N_("Go to anything …"), show_palette, shortcut="Ctrl+K"),
    Action("window.search", N_("Search in list and map"), search, shortcut="Ctrl+F", enabled=has_project),
    *(
        Action(f"view.{view.key}", view.label, partial(show_view, view.key), f"Ctrl+{place}", has_project)
        for place, view in enumerate(VIEWS, 1)
    ),
    Action("window.next_part", N_("Next part of the window"), next_part, shortcut="F6"),
    Action("window.previous_part", N_("Part of the window before"), previous_part, shortcut="Shift+F6"),
    Action("window.message", N_("To the message"), message, shortcut="Alt+U"),
    Action("window.larger", N_("Larger text"), partial(_other_size, 1), shortcut="Ctrl++"),
    Action("window.smaller", N_("Smaller text"), partial(_other_size, -1), shortcut="Ctrl+-"),
    Action("window.normal", N_("Text as it was"), normal_text, shortcut="Ctrl+0"),
    Action("window.welsh", N_("Cymraeg"), speak_welsh, shortcut="Ctrl+Alt+C"),
    Action("window.english", N_("English"), speak_english, shortcut="Ctrl+Alt+E"),
)
