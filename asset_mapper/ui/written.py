"""Saying that a file was written, with a way to open it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from asset_mapper.i18n import _
from asset_mapper.ui.context import Context


def say_written(context: Context, path: Path) -> None:
    """Name the file in the message bar; a button opens it in the program that the system has for it."""
    address = QUrl.fromLocalFile(str(path.absolute()))

    def open_it() -> None:
        QDesktopServices.openUrl(address)

    context.say(_("Written: {file}").format(file=path), _("Open"), open_it)
