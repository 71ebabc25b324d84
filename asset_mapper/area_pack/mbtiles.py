"""MBTiles: a SQLite file of map tiles, such as OS Open Zoomstack in 2.6 GB.

Read as a stranger's file: no function it names is trusted, no value may be larger than a tile can be, and a query
that never ends is stopped. Sizes are asked of the database, which knows them without reading the tiles.

References
----------
MBTiles specification 1.3: tables (or views) ``metadata`` and ``tiles``; rows count from the south.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

from asset_mapper.area_pack.tile_grid import DEEPEST_ZOOM, Bounds, TileRange, tile_id
from asset_mapper.errors import UnreadableFileError
from asset_mapper.i18n import _
from asset_mapper.progress import Progress, no_progress

_LONGEST_VALUE = 64 * 1024 * 1024
_LONGEST_METADATA = 8 * 1024 * 1024
_MOST_METADATA = 1_000
_STEPS_BETWEEN_LOOKS = 100_000
_PATIENCE_S = 300.0

_WITHIN = "zoom_level = ? AND tile_column BETWEEN ? AND ? AND tile_row BETWEEN ? AND ?"
_MEASURE = f"SELECT count(*), sum(length(tile_data)) FROM tiles WHERE {_WITHIN}"  # noqa: S608 - no value in it
_READ = (
    "SELECT tile_column, tile_row, tile_data FROM tiles "  # noqa: S608 - no value in it
    f"WHERE {_WITHIN} ORDER BY tile_column, tile_row"
)
# The layout of TileMill and tippecanoe keeps each tile once, however often it is shown: open sea, for one.
_MEASURE_SHARED = (
    f"SELECT (SELECT count(*) FROM map WHERE {_WITHIN}), "  # noqa: S608 - no value in it
    f"(SELECT sum(length(tile_data)) FROM images WHERE tile_id IN (SELECT tile_id FROM map WHERE {_WITHIN}))"
)


class MbtilesFile:
    """An MBTiles file that is open for reading."""

    def __init__(self, path: Path, progress: Progress = no_progress) -> None:
        self._path = path
        self._progress = progress
        self._stopped: BaseException | None = None
        self._deadline = 0.0
        with self._trouble():
            self._connection = _open(path)
        self._connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        self._connection.set_progress_handler(self._look_up, _STEPS_BETWEEN_LOOKS)
        self._connection.text_factory = lambda data: data.decode("utf-8", "replace")
        try:
            self._query("PRAGMA trusted_schema = OFF")
            self._measure = _MEASURE_SHARED if self._shares_tiles() else _MEASURE
        except BaseException:
            self._connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def metadata(self) -> dict[str, str]:
        """Give what the file says of itself; values too long to be meant are left out."""
        rows = self._query(
            "SELECT name, value FROM metadata WHERE length(value) <= ? LIMIT ?", (_LONGEST_METADATA, _MOST_METADATA)
        )
        return {_text(name): _text(value) for name, value in rows if name is not None and value is not None}

    def zooms(self) -> tuple[int, int] | None:
        """Give the lowest and the deepest zoom that has tiles, whatever the file says; ``None`` without tiles."""
        ends = [
            self._query(
                "SELECT zoom_level FROM tiles WHERE zoom_level BETWEEN 0 AND ? "  # noqa: S608 - no value in it
                f"ORDER BY zoom_level {order} LIMIT 1",
                (DEEPEST_ZOOM,),
            )
            for order in ("ASC", "DESC")
        ]
        if not ends[0] or not ends[1]:
            return None
        return int(ends[0][0][0]), int(ends[1][0][0])

    def samples(self, count: int) -> Iterator[bytes]:
        """Give a few tiles of different zooms, to see what they are made of."""
        zooms = self.zooms()
        for zoom in range(zooms[0], zooms[1] + 1) if zooms else ():
            rows = self._query(
                "SELECT tile_data FROM tiles WHERE zoom_level = ? AND length(tile_data) > 0 LIMIT ?", (zoom, count)
            )
            yield from (tile for (tile,) in rows if isinstance(tile, bytes))

    def bounds(self) -> Bounds | None:
        """Nothing is known beside the metadata."""
        return None

    def measure(self, tiles: TileRange) -> tuple[int, int]:
        """Count the tiles of a range and their bytes, without reading them.

        A tile that is stored several times counts each time: the bytes are never too few.
        """
        count = size = 0
        for within in _ranges(tiles):
            values = within * self._measure.count(_WITHIN)
            [(number, length)] = self._query(self._measure, values)
            count += int(number or 0)
            size += int(length or 0)
        return count, size

    def read(self, tiles: TileRange) -> Iterator[tuple[int, bytes]]:
        """Read the tiles of a range, each with its PMTiles number; the first counts where one is there twice."""
        last_row = (1 << tiles.zoom) - 1
        seen = -1, -1
        for within in _ranges(tiles):
            with self._trouble(), closing(self._connection.cursor()) as cursor:
                for column, row, tile in cursor.execute(_READ, within):
                    if tile is None or (column, row) == seen:
                        continue
                    if not (isinstance(tile, bytes) and isinstance(column, int) and isinstance(row, int)):
                        raise UnreadableFileError(self._damaged())
                    seen = column, row
                    yield tile_id(tiles.zoom, column, last_row - row), tile

    def _shares_tiles(self) -> bool:
        def columns(table: str) -> set[str]:
            return {_text(name) for (name,) in self._query("SELECT name FROM pragma_table_info(?)", (table,))}

        is_view = self._query("SELECT 1 FROM sqlite_master WHERE name = 'tiles' AND type = 'view'")
        return bool(
            is_view
            and columns("map") >= {"zoom_level", "tile_column", "tile_row", "tile_id"}
            and columns("images") >= {"tile_id", "tile_data"}
        )

    def _query(self, statement: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        with self._trouble():
            return self._connection.execute(statement, values).fetchall()

    def _look_up(self) -> int:
        """Called by SQLite now and then; anything but 0 ends the query."""
        try:
            self._progress(0, 0, _("Reading the basemap"))
        except BaseException as wish:
            self._stopped = wish
            return 1
        return int(time.monotonic() > self._deadline)

    @contextmanager
    def _trouble(self) -> Iterator[None]:
        """Say in a sentence what SQLite could not do; a wish to stop goes on as it was."""
        self._deadline = time.monotonic() + _PATIENCE_S
        try:
            yield
        except (sqlite3.Error, OverflowError, UnicodeError, MemoryError) as error:
            if self._stopped is not None:
                raise self._stopped from None
            raise UnreadableFileError(self._damaged()) from error

    def _damaged(self) -> str:
        return _(
            "{file} cannot be read as MBTiles: it is damaged, or not complete. Download or copy it again."
        ).format(file=self._path.name)


def _open(path: Path) -> sqlite3.Connection:
    """Open *path* to read; as a file that nobody changes where SQLite may not even make its lock."""
    place = path.absolute().as_posix()
    address = "file://" + quote(place if place.startswith("/") else "/" + place)
    for options in ("?mode=ro", "?mode=ro&immutable=1"):
        connection = sqlite3.connect(address + options, uri=True, check_same_thread=False)
        try:
            connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
        except sqlite3.OperationalError:
            connection.close()
            if "immutable" in options:
                raise
        except BaseException:
            connection.close()
            raise
        else:
            return connection
    raise AssertionError(options)


def _ranges(tiles: TileRange) -> Iterator[tuple[int, ...]]:
    """Give the values of ``_WITHIN`` for each part of *tiles*, rows counted from the south."""
    last_row = (1 << tiles.zoom) - 1
    north, south = tiles.rows
    for first, last in tiles.columns:
        yield tiles.zoom, first, last, last_row - south, last_row - north


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
