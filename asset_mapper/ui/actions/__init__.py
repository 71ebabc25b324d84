"""Actions: what a user can do, as records. Menus, shortcuts, palette and manual are made of the same tuples."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from asset_mapper.i18n import _
from asset_mapper.ui.context import Context


def always(_context: Context) -> bool:
    return True


def has_project(context: Context) -> bool:
    return context.project is not None


def can_write(context: Context) -> bool:
    return context.project is not None and not context.project.read_only


def has_selection(context: Context) -> bool:
    return can_write(context) and bool(context.selection)


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that a user can do: its name, when it can run, and a function of a few lines that calls a service."""

    id: str  # noun.verb
    label: str  # N_()
    run: Callable[[Context], None]
    shortcut: str = ""
    enabled: Callable[[Context], bool] = always
    hint: str = ""  # N_(): a sentence for tooltip and palette


def why_not(context: Context, action: Action) -> str:
    """Say why an action cannot run just now; nothing when it can."""
    if action.enabled(context):
        return ""
    if context.project is None:
        return _("Open a project first.")
    if context.project.read_only:
        return _("This project is open for reading only.")
    if not context.selection:
        return _("Choose an asset first.")
    return _("There is nothing to do this with just now.")
