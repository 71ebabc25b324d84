"""What was typed into forms and not saved, to be there again when the form is next opened.

It is kept with the project that it belongs to, in memory, and nowhere in a file of its own: a name that someone typed
into a form must not lie in the settings folder in plain text.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from asset_mapper.services.open_project import OpenProject
from asset_mapper.ui.context import Context

_KEPT: WeakKeyDictionary[OpenProject, dict[str, dict[str, Any]]] = WeakKeyDictionary()


def keep(context: Context, key: str, state: dict[str, Any]) -> None:
    """Keep what differs from what the form began with; nothing when all is as it was."""
    if context.project is not None:
        kept = _KEPT.setdefault(context.project, {})
        kept.pop(key, None)
        if state:
            kept[key] = state


def taken(context: Context, key: str) -> dict[str, Any]:
    """Give what was typed before; empty when nothing was."""
    return _KEPT.get(context.project, {}).get(key, {}) if context.project is not None else {}


def drop(context: Context, key: str) -> None:
    """Forget what was typed: it has been saved, or nobody wants it."""
    keep(context, key, {})
