"""A scheme of our own that serves pages to a web view: nothing from disk, nothing from the network."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QTimer, QUrl
from PySide6.QtWebEngineCore import (
    QWebEngineProfile,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)

SCHEME = b"asset-mapper"
ORIGIN = "asset-mapper://map"
PAGE = QUrl(f"{ORIGIN}/page.html")
TILES = f"{ORIGIN}/tile/"

Answer = Callable[[bytes, str], None]  # the bytes, and their media type; no bytes: there is no such tile


class TileSource(Protocol):
    """Where the tiles of a basemap come from."""

    def ask(self, zoom: int, x: int, y: int, answer: Answer) -> None:
        """Give one tile to *answer*, in the window's thread, now or later."""


def register() -> None:
    """Make the scheme known; this has to be done before the application is made."""
    if QWebEngineUrlScheme.schemeByName(SCHEME).name() == SCHEME:
        return
    scheme = QWebEngineUrlScheme(SCHEME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme | QWebEngineUrlScheme.Flag.FetchApiAllowed)
    QWebEngineUrlScheme.registerScheme(scheme)


class PageServer(QWebEngineUrlSchemeHandler):
    """Serves one page, data that it is told to fetch, and the tiles of a basemap, whatever they are at the moment."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.html = ""
        self.data: dict[str, bytes] = {}  # by path; given out once, when the page comes to it
        self.tiles: TileSource | None = None

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:  # noqa: N802 - Qt's name
        url = job.requestUrl()
        path = url.path()
        if url.host() != PAGE.host() or job.requestMethod() != b"GET":
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
        elif path == PAGE.path():
            _reply(job, self.html.encode(), "text/html; charset=utf-8")
        elif path in self.data:
            _reply(job, self.data.pop(path), "application/json")
        elif self.tiles is not None and (place := tile_place(path)) is not None:
            self.tiles.ask(*place, _answer_to(job))
        else:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)


def tile_place(path: str) -> tuple[int, int, int] | None:
    """Read ``/tile/12/2003/1350``: zoom, x and y, where there is such a tile in the world."""
    parts = path.split("/")
    if len(parts) != 5 or parts[:2] != ["", "tile"] or not all(_is_number(part) for part in parts[2:]):
        return None
    zoom, x, y = (int(part) for part in parts[2:])
    return (zoom, x, y) if zoom <= 22 and x < 2**zoom and y < 2**zoom else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 7


def _answer_to(job: QWebEngineUrlRequestJob) -> Answer:
    """Give what answers a request later, if the page still wants to know by then.

    A request that the page gave up is gone at once, and Python is not told: only its signal says so.
    """
    waiting = [job]
    job.destroyed.connect(lambda *_job: waiting.clear())

    def answer(content: bytes, type_: str) -> None:
        if waiting:
            _reply(waiting[0], content, type_)

    return answer


def _reply(job: QWebEngineUrlRequestJob, content: bytes, type_: str) -> None:
    if not content:
        job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
        return
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    _being_read.add(buffer)
    job.destroyed.connect(lambda *_job: QTimer.singleShot(_READ_MS, lambda: _being_read.discard(buffer)))
    job.reply(type_.encode(), buffer)


_READ_MS = 10_000
_being_read: set[QBuffer] = set()
"""What a thread of the web engine reads. It may wait for Python in there while a window that is closed takes its
requests along: an answer goes some time after its request."""


class NothingElse(QWebEngineUrlRequestInterceptor):
    """Blocks every request but the page's own."""

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:  # noqa: N802 - Qt's name
        info.block(info.requestUrl().scheme() not in ("asset-mapper", "data", "blob"))


def private_profile(server: PageServer, parent: QObject) -> QWebEngineProfile:
    """Make a profile that keeps nothing on disk and knows only our scheme."""
    profile = QWebEngineProfile(parent)
    profile.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
    profile.setPersistentCookiesPolicy(QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies)
    profile.installUrlSchemeHandler(SCHEME, server)
    interceptor = NothingElse(profile)
    profile.setUrlRequestInterceptor(interceptor)
    profile.downloadRequested.connect(lambda download: download.cancel())
    return profile
