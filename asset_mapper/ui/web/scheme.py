"""A scheme of our own that serves the page of the map: nothing from disk, nothing from the network."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QUrl
from PySide6.QtWebEngineCore import (
    QWebEngineProfile,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)

SCHEME = b"asset-mapper"
PAGE = QUrl("asset-mapper://map/page.html")


def register() -> None:
    """Make the scheme known; this has to be done before the application is made."""
    if QWebEngineUrlScheme.schemeByName(SCHEME).name() == SCHEME:
        return
    scheme = QWebEngineUrlScheme(SCHEME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme)
    QWebEngineUrlScheme.registerScheme(scheme)


class PageServer(QWebEngineUrlSchemeHandler):
    """Serves one page, whatever it is at the moment."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.html = ""

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:  # noqa: N802 - Qt's name
        if job.requestUrl().path() == PAGE.path():
            buffer = QBuffer(job)
            buffer.setData(QByteArray(self.html.encode()))
            buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            job.reply(b"text/html; charset=utf-8", buffer)
        else:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)


class NothingElse(QWebEngineUrlRequestInterceptor):
    """Blocks every request but the page's own."""

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:  # noqa: N802 - Qt's name
        info.block(info.requestUrl().scheme() not in ("asset-mapper", "data", "blob"))


def private_profile(server: PageServer, parent: QObject) -> QWebEngineProfile:
    """Make a profile that keeps nothing on disk and knows only our scheme."""
    profile = QWebEngineProfile(parent)
    profile.installUrlSchemeHandler(SCHEME, server)
    interceptor = NothingElse(profile)
    profile.setUrlRequestInterceptor(interceptor)
    return profile
