"""Where the tiles of the map's basemap come from: a file, or a service on the web that the user chose.

Neither is touched by the page: it asks for tiles by our own scheme, one by one, as they come into view.

Both have a parent, and go in their own time once they are closed. What an answer under way holds of them must never
be the last that holds them: it would take the network down from within the answer.
"""

from __future__ import annotations

import itertools
import logging
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkDiskCache, QNetworkReply, QNetworkRequest

from asset_mapper.area_pack.basemap import Basemap
from asset_mapper.area_pack.tile_reader import TileReader
from asset_mapper.area_pack.tile_service import LARGEST_TILE_BYTES, TileService
from asset_mapper.area_pack.tiles import RASTER_TYPES, type_of
from asset_mapper.errors import AssetMapperError
from asset_mapper.paths import user_data
from asset_mapper.ui.web.scheme import Answer

_LOG = logging.getLogger(__name__)
_PATIENCE_MS = 15_000
_CACHE_BYTES = 100_000_000


class FileTiles(QObject):
    """Reads tiles from a file, in a thread of its own: a network drive may be slow."""

    _read = Signal(int, bytes, str)

    def __init__(self, basemap: Basemap, parent: QObject) -> None:
        super().__init__(parent)
        self._basemap = basemap
        self._reader: TileReader | None = None
        self._serial = itertools.count()
        self._waiting: dict[int, Answer] = {}
        self._thread = ThreadPoolExecutor(1, "tiles")
        self._read.connect(self._on_read)

    def ask(self, zoom: int, x: int, y: int, answer: Answer) -> None:
        number = next(self._serial)
        self._waiting[number] = answer
        self._thread.submit(self._work, number, zoom, x, y)

    def close(self) -> None:
        """Answer nobody any more, and let the file go."""
        self._waiting.clear()
        self._thread.submit(self._let_go)
        self._thread.shutdown(wait=True)
        self.deleteLater()

    def _work(self, number: int, zoom: int, x: int, y: int) -> None:
        tile, type_ = b"", ""
        if number in self._waiting:
            try:
                if self._reader is None:
                    self._reader = TileReader(self._basemap)
                tile, type_ = self._reader.tile(zoom, x, y)
            except (AssetMapperError, OSError, ValueError) as error:
                _LOG.warning("a tile of the basemap cannot be read: %s", type(error).__name__)
        self._read.emit(number, tile, type_)

    def _let_go(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _on_read(self, number: int, tile: bytes, type_: str) -> None:
        answer = self._waiting.pop(number, None)
        if answer is not None:
            answer(tile, type_)


class ServiceTiles(QObject):
    """Fetches tiles from a service, saying who asks. What came once is kept as long as the service allows."""

    def __init__(self, service: TileService, parent: QObject) -> None:
        super().__init__(parent)
        self._service = service
        self._network = QNetworkAccessManager(self)
        self._network.setTransferTimeout(_PATIENCE_MS)
        self._network.setRedirectPolicy(QNetworkRequest.RedirectPolicy.SameOriginRedirectPolicy)
        cache = QNetworkDiskCache(self._network)
        cache.setCacheDirectory(str(user_data() / "tiles"))
        cache.setMaximumCacheSize(_CACHE_BYTES)
        self._network.setCache(cache)

    def ask(self, zoom: int, x: int, y: int, answer: Answer) -> None:
        request = QNetworkRequest(QUrl(self._service.address(zoom, x, y)))
        for name, value in self._service.headers.items():
            request.setRawHeader(name.encode(), value.encode())
        request.setAttribute(
            QNetworkRequest.Attribute.CacheLoadControlAttribute, QNetworkRequest.CacheLoadControl.PreferCache
        )
        reply = self._network.get(request)
        reply.finished.connect(lambda: self._on_finished(reply, answer))

    def close(self) -> None:
        """Ask for nothing more."""
        for reply in self._network.findChildren(QNetworkReply):
            reply.abort()
        self.deleteLater()

    def _on_finished(self, reply: QNetworkReply, answer: Answer) -> None:
        reply.deleteLater()
        tile = bytes(reply.readAll().data())
        kind = type_of(tile[:16])
        fine = reply.error() is QNetworkReply.NetworkError.NoError and len(tile) <= LARGEST_TILE_BYTES
        if fine and kind is not None and kind in RASTER_TYPES:
            answer(tile, "image/jpeg" if kind == "jpg" else f"image/{kind}")
        else:
            answer(b"", "")
