"""One tile of a basemap after the other, for a map that is looked at."""

from __future__ import annotations

from asset_mapper.area_pack.basemap import Basemap
from asset_mapper.area_pack.tile_file import opened
from asset_mapper.area_pack.tile_grid import DEEPEST_ZOOM, TileRange
from asset_mapper.area_pack.tiles import RASTER_TYPES, inflate, type_of

_LARGEST_BYTES = 16 * 1024 * 1024
_MEDIA_TYPES = {"mvt": "application/x-protobuf", "png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}
_GZIP = b"\x1f\x8b"


class TileReader:
    """A file of tiles that stays open. All of it is used by the thread that made it."""

    def __init__(self, basemap: Basemap) -> None:
        self._basemap = basemap
        self._opening = opened(basemap.path, basemap.container)
        self._file = self._opening.__enter__()

    def tile(self, zoom: int, x: int, y: int) -> tuple[bytes, str]:
        """Give a tile as a page takes it, with its media type; nothing where there is none.

        Shapes are unpacked. What should be an image and is something else is nothing: a stranger made the file.

        Raises
        ------
        UnreadableFileError
            The file is damaged, or gone.
        """
        size = 1 << zoom
        if not (0 <= zoom <= DEEPEST_ZOOM and 0 <= x < size and 0 <= y < size):
            return b"", ""
        for _number, tile in self._file.read(TileRange(zoom, ((x, x),), (y, y))):
            if self._basemap.is_vector:
                plain = inflate(tile, _LARGEST_BYTES) if tile.startswith(_GZIP) else tile
                return plain, _MEDIA_TYPES["mvt"]
            kind = type_of(tile[:16])
            if kind is not None and kind in RASTER_TYPES:
                return tile, _MEDIA_TYPES[kind]
        return b"", ""

    def close(self) -> None:
        self._opening.__exit__(None, None, None)
