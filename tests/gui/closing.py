"""The end of a window of the tests, and of all that it opened."""

from __future__ import annotations

import shiboken6

from asset_mapper.ui.context import Context


def close_down(context: Context) -> None:
    """Let everything of a window go: signals hold what holds them, a circle that Python cannot see and would keep."""
    context.use(None)
    context.jobs.close()
    while context.companions:
        shiboken6.delete(context.companions.popitem()[1])
    shiboken6.delete(context)
