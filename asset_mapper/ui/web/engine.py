"""Whether there is a web engine to show pages with. Where there is none, everything but the embedded map works."""

from __future__ import annotations

import os
from pathlib import Path

from asset_mapper.errors import AssetMapperError
from asset_mapper.i18n import _

SWITCHED_OFF = "ASSET_MAPPER_WITHOUT_WEB_ENGINE"
"""Set to anything where the engine is there but does harm, such as on some remote desktops."""


class NoWebEngineError(AssetMapperError):
    """Pages cannot be shown inside the window."""


def check() -> None:
    """Make sure that pages can be shown.

    Raises
    ------
    NoWebEngineError
        The engine was left out, taken away, or switched off. (Started without its helper program, Qt would end ours.)
    """
    if os.environ.get(SWITCHED_OFF):
        raise NoWebEngineError(_("The web engine is switched off on this computer."))
    try:
        from PySide6 import QtWebChannel, QtWebEngineWidgets  # noqa: F401 - that they load is the question
    except ImportError as error:
        raise NoWebEngineError(_("The web engine is missing on this computer.")) from error
    if not _helper_is_there():
        raise NoWebEngineError(_("The web engine is missing on this computer."))


def _helper_is_there() -> bool:
    from PySide6.QtCore import QLibraryInfo

    chosen = os.environ.get("QTWEBENGINEPROCESS_PATH")
    if chosen:
        return Path(chosen).is_file()
    places = (QLibraryInfo.LibraryPath.LibraryExecutablesPath, QLibraryInfo.LibraryPath.BinariesPath)
    names = ("QtWebEngineProcess", "QtWebEngineProcess.exe")
    return any((Path(QLibraryInfo.path(place)) / name).is_file() for place in places for name in names)
