"""PMTiles 3: one file of map tiles with directories that say where each is. Read with care, and written.

Headers, tile numbers and writing are those of the ``pmtiles`` package. Directories are read here, because a
stranger's file may unpack to more than there is memory for, and may point anywhere.

References
----------
PMTiles specification 3: header of 127 bytes; directories of variable-length numbers (number of entries, steps
between tile numbers, run lengths, lengths, offsets where 0 means right after the one before); a run length of 0
points to a further directory.
"""

import io
import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import accumulate
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, Self

from asset_mapper.area_pack.tile_grid import DEEPEST_ZOOM, Bounds, Span, TileRange
from asset_mapper.area_pack.tiles import TileType, inflate
from asset_mapper.errors import UnreadableFileError
from asset_mapper.i18n import _
from asset_mapper.progress import Progress, no_progress

if TYPE_CHECKING:
    from pmtiles.tile import HeaderDict

MAGIC = b"PMTiles"
VERSION = 3

_HEADER_BYTES = 127
_LARGEST_METADATA = 16 * 1024 * 1024
_LARGEST_DIRECTORY = 4 * 1024 * 1024
_LARGEST_TILE = 64 * 1024 * 1024
_DEEPEST_DIRECTORY = 4
_DIRECTORIES_KEPT = 16

_TYPES: Mapping[TileType, str] = {"mvt": "MVT", "png": "PNG", "jpg": "JPEG", "webp": "WEBP"}


class Entry(NamedTuple):
    """Where the tiles *first* to *last* are, which are all the same; without tiles, where a directory is."""

    first: int
    last: int
    offset: int
    length: int
    is_directory: bool


class PmtilesFile:
    """A PMTiles file that is open for reading."""

    def __init__(self, path: Path, progress: Progress = no_progress) -> None:
        self._path = path
        self._progress = progress
        self._directories: dict[int, list[Entry]] = {}
        self._file: BinaryIO = path.open("rb")
        try:
            self._size = path.stat().st_size
            self.header = self._read_header()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def metadata(self) -> dict[str, Any]:
        """Give what the file says of itself."""
        length = self.header["metadata_length"]
        if not length:
            return {}
        try:
            said = json.loads(self._unpacked(self.header["metadata_offset"], length, _LARGEST_METADATA))
        except (ValueError, RecursionError) as error:
            raise self._damaged() from error
        return said if isinstance(said, dict) else {}

    def zooms(self) -> tuple[int, int] | None:
        """Give the lowest and the deepest zoom that has tiles; ``None`` without tiles."""
        from pmtiles.tile import tileid_to_zxy

        root = self._root()
        if not root:
            return None
        last = root[-1]
        for _depth in range(_DEEPEST_DIRECTORY):
            if not last.is_directory:
                break
            last = self._directory(self._leaf_at(last), last.length)[-1]
        deepest = tileid_to_zxy(last.last)[0]
        return tileid_to_zxy(root[0].first)[0], min(deepest, DEEPEST_ZOOM)

    def samples(self, count: int) -> Iterator[bytes]:
        """Give the first tiles, to see what they are made of."""
        for number, entry in enumerate(self._entries([(0, (1 << 62))])):
            if number == count:
                return
            yield self._tile(entry)

    def bounds(self) -> Bounds | None:
        """Give the area that the header names."""
        west, south, east, north = (
            self.header["min_lon_e7"] / 1e7,
            self.header["min_lat_e7"] / 1e7,
            self.header["max_lon_e7"] / 1e7,
            self.header["max_lat_e7"] / 1e7,
        )
        return west, south, east, north

    def measure(self, tiles: TileRange) -> tuple[int, int]:
        """Count the tiles of a range and their bytes, from the directories alone; equal tiles weigh once."""
        count, weights = 0, {}
        for entry in self._entries(tiles.id_spans()):
            count += entry.last - entry.first + 1
            weights[entry.offset] = entry.length
        return count, sum(weights.values())

    def read(self, tiles: TileRange) -> Iterator[tuple[int, bytes]]:
        """Read the tiles of a range, each with its number, in order."""
        for entry in self._entries(tiles.id_spans()):
            tile = self._tile(entry)
            for number in range(entry.first, entry.last + 1):
                yield number, tile

    def _read_header(self) -> "HeaderDict":
        from pmtiles.tile import deserialize_header

        raw = self._bytes(0, _HEADER_BYTES)
        if raw[7] != VERSION:
            raise UnreadableFileError(
                _(
                    "{file} is PMTiles version {version}; only version {known} can be read. "
                    "Convert it with a newer tool."
                ).format(file=self._path.name, version=raw[7], known=VERSION)
            )
        try:
            header = deserialize_header(raw)
        except ValueError as error:  # a compression or a kind of tile that is not in the specification
            raise self._damaged() from error
        if header["internal_compression"].name not in ("GZIP", "NONE") or header["tile_compression"].name not in (
            "GZIP",
            "NONE",
            "UNKNOWN",
        ):
            raise UnreadableFileError(
                _(
                    "{file} is packed in a way that this program and browsers cannot unpack. "
                    "Choose a file packed with gzip, or convert it."
                ).format(file=self._path.name)
            )
        if header["tile_data_offset"] + header["tile_data_length"] > self._size:  # half a download
            raise self._damaged()
        return header

    def _root(self) -> list[Entry]:
        return self._directory(self.header["root_offset"], self.header["root_length"])

    def _leaf_at(self, entry: Entry) -> int:
        return self.header["leaf_directory_offset"] + entry.offset

    def _entries(self, spans: list[Span], depth: int = 0, directory: list[Entry] | None = None) -> Iterator[Entry]:
        """Find the entries within *spans*, cut to them, in order; only the directories on the way are read."""
        entries = self._root() if directory is None else directory
        if depth >= _DEEPEST_DIRECTORY:
            raise self._damaged()
        starts = [span[0] for span in spans]
        ends = [span[1] for span in spans]
        for entry in entries:
            at = bisect_left(ends, entry.first)
            if at == len(spans) or starts[at] > entry.last:
                continue
            if entry.is_directory:
                inside = self._directory(self._leaf_at(entry), entry.length)
                if inside[0].first < entry.first or inside[-1].first > entry.last:
                    raise self._damaged()  # else directories that point at each other would never end
                yield from self._entries(spans, depth + 1, inside)
                continue
            while at < len(spans) and starts[at] <= entry.last:
                yield entry._replace(first=max(entry.first, starts[at]), last=min(entry.last, ends[at]))
                at += 1

    def _directory(self, offset: int, length: int) -> list[Entry]:
        if offset not in self._directories:
            self._progress(0, 0, _("Reading the basemap"))
            if len(self._directories) >= _DIRECTORIES_KEPT:
                self._directories.pop(next(iter(self._directories)))
            try:
                self._directories[offset] = _directory(self._unpacked(offset, length, _LARGEST_DIRECTORY))
            except ValueError as error:
                raise self._damaged() from error
        return self._directories[offset]

    def _tile(self, entry: Entry) -> bytes:
        if entry.length > _LARGEST_TILE:
            raise self._damaged()
        return self._bytes(self.header["tile_data_offset"] + entry.offset, entry.length)

    def _unpacked(self, offset: int, length: int, limit: int) -> bytes:
        if length > limit:
            raise self._damaged()
        raw = self._bytes(offset, length)
        if self.header["internal_compression"].name == "NONE":
            return raw
        try:
            return inflate(raw, limit)
        except ValueError as error:
            raise self._damaged() from error

    def _bytes(self, offset: int, length: int) -> bytes:
        if offset + length > self._size:
            raise self._damaged()
        try:
            self._file.seek(offset)
            data = self._file.read(length)
        except OSError as error:
            raise self._damaged() from error
        if len(data) != length:
            raise self._damaged()
        return data

    def _damaged(self) -> UnreadableFileError:
        return UnreadableFileError(
            _("{file} cannot be read as PMTiles: it is damaged, or not complete. Download or copy it again.").format(
                file=self._path.name
            )
        )


def write_archive(
    tiles: Mapping[int, bytes], tile_type: TileType, bounds: Bounds, metadata: Mapping[str, Any]
) -> bytes:
    """Write tiles by number as one archive: in order, equal tiles once, vector tiles said to be gzipped.

    The same tiles give the same bytes. There must be one tile at least.
    """
    from pmtiles.tile import Compression
    from pmtiles.tile import TileType as Code
    from pmtiles.writer import Writer

    file = io.BytesIO()
    writer: Any = Writer(file)  # type: ignore[no-untyped-call]
    for number in sorted(tiles):
        writer.write_tile(number, tiles[number])
    west, south, east, north = bounds if bounds[0] <= bounds[2] else (-180.0, bounds[1], 180.0, bounds[3])
    header = {
        "tile_type": Code[_TYPES[tile_type]],
        "tile_compression": Compression.GZIP if tile_type == "mvt" else Compression.NONE,
        "min_lon_e7": round(west * 1e7),
        "min_lat_e7": round(south * 1e7),
        "max_lon_e7": round(east * 1e7),
        "max_lat_e7": round(north * 1e7),
    }
    writer.finalize(header, dict(metadata))
    return file.getvalue()


def _directory(packed: bytes) -> list[Entry]:
    """Take a directory apart.

    Raises ``ValueError`` when it is not one.
    """
    numbers = list(_numbers(packed))
    count = numbers[0] if numbers else 0
    if count == 0 or len(numbers) != 1 + 4 * count:
        raise ValueError("not a directory")
    steps, runs, lengths, offsets = (numbers[1 + part * count : 1 + (part + 1) * count] for part in range(4))
    firsts = list(accumulate(steps))
    if firsts[-1] >= 1 << 62 or 0 in steps[1:] or 0 in lengths or offsets[0] == 0:
        raise ValueError("not a directory")
    nexts = [*firsts[1:], 1 << 62]
    entries: list[Entry] = []
    end = 0
    for first, run, length, offset, following in zip(firsts, runs, lengths, offsets, nexts, strict=True):
        start = offset - 1 if offset else end
        end = start + length
        last = first + run - 1 if run else following - 1
        if last >= following:
            raise ValueError("tiles that overlap")
        entries.append(Entry(first, last, start, length, run == 0))
    return entries


def _numbers(packed: bytes) -> Iterator[int]:
    value = shift = 0
    for byte in packed:
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            yield value
            value = shift = 0
        elif shift > 56:
            raise ValueError("a number that never ends")
        else:
            shift += 7
    if shift:
        raise ValueError("cut short")
