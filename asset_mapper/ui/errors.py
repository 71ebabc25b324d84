"""An error → the message bar, a dialog, or a report that the user reads before copying it."""

from __future__ import annotations

import logging
import sys
import traceback
from types import TracebackType

from asset_mapper.errors import AssetMapperError
from asset_mapper.i18n import _
from asset_mapper.ui.context import Message

_LOG = logging.getLogger("asset_mapper")


def message_of(error: BaseException) -> Message:
    """Say an error in the message bar: ours as it is; a defect with a way to report it."""
    if isinstance(error, AssetMapperError):
        return Message(str(error), kind="stop")
    if isinstance(error, OSError):
        text = _("“{name}” cannot be read or written: {why}.").format(name=error.filename or "", why=error.strerror)
        return Message(text, kind="stop")
    report = report_of(error)
    _LOG.error("defect: %s", report)
    text = _("Something went wrong that should not have. What you had saved is safe.")
    return Message(text, _("Show the report"), lambda: _show_report(report), "stop")


def report_of(error: BaseException) -> str:
    """Describe a defect without anything that a user typed: the places in the program, and what kind of error."""
    from asset_mapper import __version__

    frames = traceback.extract_tb(error.__traceback__)
    places = "\n".join(
        f"  {frame.filename.split('asset_mapper')[-1]}:{frame.lineno} {frame.name}" for frame in frames
    )
    where = f"Asset Mapper {__version__}, Python {sys.version.split()[0]}, {sys.platform}"
    return f"{where}\n{type(error).__name__}\n{places}"


def install_hook(say: object) -> None:
    """Show what nobody caught, instead of closing the window."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        say(message_of(error.with_traceback(trace)))  # type: ignore[operator]

    sys.excepthook = hook


def _show_report(report: str) -> None:
    from PySide6.QtWidgets import QApplication, QMessageBox

    box = QMessageBox(QApplication.activeWindow())
    box.setWindowTitle(_("Report"))
    box.setText(_("This is what happened. Read it, and copy it to whoever looks after Asset Mapper."))
    box.setDetailedText(report)
    copy = box.addButton(_("Copy"), QMessageBox.ButtonRole.ActionRole)
    box.addButton(_("Close"), QMessageBox.ButtonRole.RejectRole)
    copy.clicked.connect(lambda: QApplication.clipboard().setText(report))
    box.open()
