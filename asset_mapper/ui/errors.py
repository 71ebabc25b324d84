"""An error → the message bar, with a way forward, or a report that the user reads before copying it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from asset_mapper import logs
from asset_mapper.errors import AssetMapperError, BrokenIndexError, DamagedProjectError
from asset_mapper.i18n import N_, _
from asset_mapper.ui.context import Message

if TYPE_CHECKING:
    from asset_mapper.ui.context import Context

_LOG = logging.getLogger("asset_mapper")


def message_of(error: BaseException, context: Context | None = None) -> Message:
    """Say an error in the message bar: ours as it is, with what can be done; a defect with a way to report it."""
    if isinstance(error, AssetMapperError):
        action, act = _way_forward(error, context) if context is not None else ("", None)
        return Message(str(error), action, act, "stop")
    if isinstance(error, OSError):
        text = _("“{name}” cannot be read or written: {why}.").format(name=error.filename or "", why=error.strerror)
        return Message(text, kind="stop")
    report = report_of(error)
    _LOG.error("defect: %s", report)
    text = _("Something went wrong that should not have. What you had saved is safe.")
    if context is None:
        return Message(text, kind="stop")
    return Message(text, N_("Show the report"), lambda: _show_report(context, report), "stop")


def _way_forward(error: AssetMapperError, context: Context) -> tuple[str, Callable[[], None] | None]:
    def go_back() -> None:
        from asset_mapper.ui.dialogs import backups

        backups.show(context)

    def mend() -> None:
        from asset_mapper.ui.dialogs import projects

        projects.repair(context)

    if isinstance(error, DamagedProjectError):
        return N_("Go back to a backup …"), go_back
    if isinstance(error, BrokenIndexError):
        return N_("Mend it"), mend
    return "", None


def report_of(error: BaseException) -> str:
    """Describe a defect without anything that a user typed: the places in the program, and what kind of error."""
    return f"{logs.surroundings()}\n{logs.describe(error)}"


def install_hook(context: Context) -> None:
    """Show what nobody caught, instead of closing the window."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        context.said.emit(message_of(error.with_traceback(trace), context))

    sys.excepthook = hook


def _show_report(context: Context, report: str) -> None:
    from asset_mapper.ui.dialogs import crash_report

    crash_report.show_report(context, report)
