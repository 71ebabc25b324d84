"""What a user does on the map. The map view does it; an action brings it to the front first."""

from functools import partial

from asset_mapper.i18n import N_
from asset_mapper.ui.actions import Action, can_write, has_project, has_selection
from asset_mapper.ui.context import Context


def on_the_map(what: str, context: Context) -> None:
    context.view_requested.emit("map")
    context.map_requested.emit(what)


def take_off(context: Context) -> None:
    from asset_mapper.services import placing

    context.apply(placing.take_off, context.selection, say=True)


def choose_basemap(context: Context) -> None:
    from asset_mapper.ui.dialogs import choose_basemap as dialog

    dialog.show(context)


def has_one(context: Context) -> bool:
    return can_write(context) and len(context.selection) == 1


ACTIONS = (
    Action("map.place", N_("Place on the map"), partial(on_the_map, "place"), "Ctrl+Shift+P", has_one),
    Action("map.find", N_("Find a place …"), partial(on_the_map, "find"), "Ctrl+G", has_project),
    Action("map.line", N_("Draw a route"), partial(on_the_map, "line"), "Ctrl+Shift+R", has_one),
    Action("map.area", N_("Draw an area"), partial(on_the_map, "area"), "Ctrl+Shift+G", has_one),
    Action("map.reshape", N_("Change the shape"), partial(on_the_map, "reshape"), enabled=has_one),
    Action("map.take_off", N_("Take off the map"), take_off, enabled=has_selection),
    Action("map.lasso", N_("Choose by lasso"), partial(on_the_map, "lasso"), "Ctrl+Shift+O", has_project),
    Action("map.measure", N_("Measure a way"), partial(on_the_map, "measure"), enabled=has_project),
    Action("map.measure-area", N_("Measure an area"), partial(on_the_map, "measure-area"), enabled=has_project),
    Action(
        "map.everything", N_("Show everything on the map"), partial(on_the_map, "everything"), enabled=has_project
    ),
    Action(
        "map.picture",
        N_("Copy a picture of the map"),
        partial(on_the_map, "picture"),
        "Ctrl+Shift+C",
        has_project,
        N_("The picture goes to the clipboard, with who made the map below it."),
    ),
    Action("map.basemap", N_("Base map …"), choose_basemap),
)
