"""What a user does with the list: queues, many at once, two that are one, copying and pasting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asset_mapper.i18n import N_
from asset_mapper.ui.actions import Action, can_write, has_project, has_selection
from asset_mapper.ui.context import Context

if TYPE_CHECKING:
    from asset_mapper.ui.views.assets_page import AssetsPage


def page_of(context: Context) -> AssetsPage:
    """Bring the list to the front."""
    from asset_mapper.ui.views.assets_page import AssetsPage

    context.view_requested.emit("assets")
    assert context.window is not None
    found = context.window.findChild(AssetsPage)
    assert found is not None
    return found


def has_two(context: Context) -> bool:
    return can_write(context) and len(context.selection) == 2


def has_any(context: Context) -> bool:
    return context.project is not None and bool(context.selection)


def edit_several(context: Context) -> None:
    from asset_mapper.ui.dialogs import edit_many

    edit_many.show(context)


def make_one(context: Context) -> None:
    from asset_mapper.ui.dialogs import merge

    merge.show(context, context.selection)


def not_the_same(context: Context) -> None:
    from asset_mapper.services import lookalikes

    context.apply(lookalikes.are_two, *context.selection, say=True)


def still_true(context: Context) -> None:
    from asset_mapper.ui.widgets import queues

    queues.still_true(context, page_of(context).table)


def copy(context: Context) -> None:
    page_of(context).table.copy()


def paste(context: Context) -> None:
    from asset_mapper.ui.dialogs import paste as dialog

    dialog.show(context)


def choose_columns(context: Context) -> None:
    from asset_mapper.ui.dialogs import choose_columns as dialog

    dialog.show(context, page_of(context).table)


def show_due(context: Context) -> None:
    _show(context, "due")


def show_unplaced(context: Context) -> None:
    _show(context, "unplaced")


def show_untranslated(context: Context) -> None:
    _show(context, "untranslated")


def show_duplicates(context: Context) -> None:
    _show(context, "duplicates")


def _show(context: Context, queue: str) -> None:
    from asset_mapper.ui.widgets import queues

    queues.show_queue(context, queue)


ACTIONS = (
    Action("list.edit_many", N_("Change several …"), edit_several, shortcut="Ctrl+Shift+E", enabled=has_selection),
    Action("list.merge", N_("Make one of two …"), make_one, shortcut="Ctrl+M", enabled=has_two),
    Action("list.not_same", N_("Not the same"), not_the_same, shortcut="Ctrl+Shift+D", enabled=has_two),
    Action("list.still_true", N_("Still true"), still_true, shortcut="Ctrl+T", enabled=has_selection),
    Action("list.copy", N_("Copy rows"), copy, shortcut="Ctrl+C", enabled=has_any),
    Action("list.paste", N_("Paste a table …"), paste, shortcut="Ctrl+V", enabled=can_write),
    Action("list.columns", N_("Columns of the list …"), choose_columns, enabled=has_project),
    Action("queue.due", N_("Due for a check"), show_due, enabled=has_project),
    Action("queue.unplaced", N_("Not yet placed"), show_unplaced, enabled=has_project),
    Action("queue.untranslated", N_("Not translated"), show_untranslated, enabled=has_project),
    Action("queue.duplicates", N_("Possible duplicates"), show_duplicates, enabled=has_project),
)
