"""A web page that stays where it is, may do nothing beside being shown, and opens links in the system's browser."""

from __future__ import annotations

import logging
from typing import Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineSettings

_LOG = logging.getLogger(__name__)

SAFE = ("http", "https", "mailto", "tel")
"""Where a link may lead."""

_FORBIDDEN = (
    QWebEngineSettings.WebAttribute.LocalContentCanAccessFileUrls,
    QWebEngineSettings.WebAttribute.LocalContentCanAccessRemoteUrls,
    QWebEngineSettings.WebAttribute.PluginsEnabled,
    QWebEngineSettings.WebAttribute.PdfViewerEnabled,
    QWebEngineSettings.WebAttribute.JavascriptCanAccessClipboard,
    QWebEngineSettings.WebAttribute.JavascriptCanPaste,
    QWebEngineSettings.WebAttribute.JavascriptCanOpenWindows,
    QWebEngineSettings.WebAttribute.LocalStorageEnabled,
    QWebEngineSettings.WebAttribute.ScreenCaptureEnabled,
    QWebEngineSettings.WebAttribute.FullScreenSupportEnabled,
    QWebEngineSettings.WebAttribute.NavigateOnDropEnabled,
    QWebEngineSettings.WebAttribute.WebGLEnabled,
    QWebEngineSettings.WebAttribute.DnsPrefetchEnabled,
)


def open_outside(url: QUrl) -> None:
    """Open a link in the system's browser, when it leads to the web, a mailbox or a telephone."""
    if url.scheme() in SAFE:
        QDesktopServices.openUrl(url)


class LockedPage(QWebEnginePage):
    """Shows our own scheme only. It asks for no permission, opens no file, shows no dialog."""

    def __init__(self, profile: QWebEngineProfile, parent: QObject) -> None:
        super().__init__(profile, parent)
        for attribute in _FORBIDDEN:
            self.settings().setAttribute(attribute, False)
        self.permissionRequested.connect(lambda permission: permission.deny())

    def acceptNavigationRequest(self, url: Any, kind: Any, is_main: bool) -> bool:  # noqa: N802 - Qt's name
        if url.scheme() == "asset-mapper":
            return True
        if is_main and kind is QWebEnginePage.NavigationType.NavigationTypeLinkClicked:
            open_outside(url)
        return False

    def createWindow(self, _kind: Any) -> QWebEnginePage:  # noqa: N802 - Qt's name
        return _Outside(self)

    def chooseFiles(self, *_how: Any) -> list[str]:  # noqa: N802 - Qt's name
        return []

    def javaScriptAlert(self, _origin: Any, _text: str) -> None:  # noqa: N802 - Qt's name
        return

    def javaScriptConfirm(self, _origin: Any, _text: str) -> bool:  # noqa: N802 - Qt's name
        return False

    def javaScriptConsoleMessage(self, level: Any, _text: str, line: int, source: str) -> None:  # noqa: N802
        _LOG.debug("the map's page: %s at %s:%s", level, source, line)  # not what it says: that may name people


class _Outside(QWebEnginePage):
    """Where a link wants a new window: it opens in the system's browser."""

    def acceptNavigationRequest(self, url: Any, _kind: Any, _is_main: bool) -> bool:  # noqa: N802 - Qt's name
        open_outside(url)
        self.deleteLater()
        return False
