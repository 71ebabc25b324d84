"""Undo and redo."""

from asset_mapper.i18n import N_
from asset_mapper.ui.actions import Action, can_write
from asset_mapper.ui.context import Context


def undo(context: Context) -> None:
    context.undo()


def redo(context: Context) -> None:
    context.redo()


ACTIONS = (
    Action("history.undo", N_("Undo"), undo, shortcut="Ctrl+Z", enabled=can_write),
    Action("history.redo", N_("Redo"), redo, shortcut="Ctrl+Y", enabled=can_write),
)
