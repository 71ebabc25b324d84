"""What a user does with pathways from anywhere in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asset_mapper.i18n import N_
from asset_mapper.ui.actions import Action, can_write, has_project, has_selection
from asset_mapper.ui.context import Context

if TYPE_CHECKING:
    from asset_mapper.ui.views.pathways_page import PathwaysPage


def put_selected_on(context: Context) -> None:
    from asset_mapper.ui.dialogs import put_on_pathway

    put_on_pathway.show(context, context.selection)


def circulate(context: Context) -> None:
    if (page := _page(context)) is not None:
        page.circulate()


def show_large(context: Context) -> None:
    if (page := _page(context)) is not None:
        page.bar.large.toggle()


def _page(context: Context) -> PathwaysPage | None:
    """Bring the pathways to the front."""
    from asset_mapper.ui.views.pathways_page import PathwaysPage

    context.view_requested.emit("pathways")
    return context.window.findChild(PathwaysPage) if context.window is not None else None


def has_tables(context: Context) -> bool:
    return can_write(context) and bool(context.session.tables)


ACTIONS = (
    Action(
        "asset.put_on_pathway",
        N_("Put on a pathway …"),
        put_selected_on,
        shortcut="Ctrl+Shift+Y",
        enabled=has_selection,
    ),
    Action(
        "pathway.circulate",
        N_("Circulate to the next table"),
        circulate,
        shortcut="Alt+Shift+T",
        enabled=has_tables,
        hint=N_("The next table speaks, about the pathway that it comes to."),
    ),
    Action(
        "pathway.large",
        N_("The drawing of the pathway only"),
        show_large,
        shortcut="F11",
        enabled=has_project,
        hint=N_("Gives the drawing the whole room, such as for a projector, or takes it back."),
    ),
)
