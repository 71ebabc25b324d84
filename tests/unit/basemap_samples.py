"""Small basemap files made by the tests that read them."""

import gzip
import io
import json
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pmtiles.reader import MemorySource, Reader, all_tiles
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

REAL = Path(__file__).resolve().parents[3] / "shared" / "data"
"""Real files made by others; tests that read them run where they are."""

Tile = tuple[int, int, int]  # zoom, column, row from the north

PNG = b"\x89PNG\r\n\x1a\n"
JPG = b"\xff\xd8\xff\xe0"
WEBP = b"RIFF\x10\x00\x00\x00WEBPVP8 "

ZOOMSTACK_LAYERS = ("sea", "urban_areas", "greenspaces", "surfacewater", "roads", "names", "railwaystations")


def vector_tile(layers: Iterable[str] = ("roads",), filling: bytes = b"") -> bytes:
    """Make a vector tile of empty layers; *filling* makes it unlike others."""

    def field(number: int, value: bytes) -> bytes:
        return bytes([number << 3 | 2]) + varint(len(value)) + value

    return b"".join(field(3, field(1, name.encode()) + field(3, filling)) for name in layers)


def varint(number: int) -> bytes:
    """Write a number as PMTiles and protocol buffers do."""
    made = bytearray()
    while number > 0x7F:
        made.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*made, number])


def gz(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def make_mbtiles(
    path: Path, tiles: Mapping[Tile, Any], metadata: Mapping[str, Any] | None = None, *, shared: bool = False
) -> Path:
    """Write MBTiles; *shared* keeps equal tiles once, behind a view, as tippecanoe does."""
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE metadata (name text, value text)")
        connection.executemany("INSERT INTO metadata VALUES (?, ?)", list((metadata or {}).items()))
        rows = [(z, x, (1 << z) - 1 - y, data) for (z, x, y), data in tiles.items()]
        if shared:
            ids = {data: f"t{number}" for number, data in enumerate(dict.fromkeys(tiles.values()))}
            connection.execute("CREATE TABLE map (zoom_level int, tile_column int, tile_row int, tile_id text)")
            connection.execute("CREATE TABLE images (tile_data blob, tile_id text)")
            connection.executemany("INSERT INTO map VALUES (?, ?, ?, ?)", [(*at, ids[data]) for *at, data in rows])
            connection.executemany("INSERT INTO images VALUES (?, ?)", list(ids.items()))
            connection.execute("CREATE UNIQUE INDEX map_index ON map (zoom_level, tile_column, tile_row)")
            connection.execute("CREATE UNIQUE INDEX images_id ON images (tile_id)")
            connection.execute(
                "CREATE VIEW tiles AS SELECT zoom_level, tile_column, tile_row, tile_data "
                "FROM map JOIN images ON images.tile_id = map.tile_id"
            )
        else:
            connection.execute("CREATE TABLE tiles (zoom_level int, tile_column int, tile_row int, tile_data blob)")
            connection.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", rows)
            connection.execute("CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)")
    connection.close()
    return path


def make_pmtiles(
    path: Path, tiles: Mapping[Tile, bytes], metadata: Mapping[str, Any] | None = None, **header: Any
) -> Path:
    """Write PMTiles with the package that its makers publish."""
    file = io.BytesIO()
    writer: Any = Writer(file)
    for number, data in sorted((zxy_to_tileid(*at), data) for at, data in tiles.items()):
        writer.write_tile(number, data)
    kind = {"tile_type": TileType.MVT, "tile_compression": Compression.GZIP}
    writer.finalize(kind | header, dict(metadata or {}))
    path.write_bytes(file.getvalue())
    return path


def tiles_of_mbtiles(path: Path) -> dict[Tile, bytes]:
    """Read all of an MBTiles file, plainly."""
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    rows = connection.execute("SELECT zoom_level, tile_column, tile_row, tile_data FROM tiles").fetchall()
    connection.close()
    return {(z, x, (1 << z) - 1 - y): data for z, x, y, data in rows}


def tiles_of_pmtiles(archive: bytes) -> dict[Tile, bytes]:
    """Read all of a PMTiles archive with the package that its makers publish."""
    return dict(all_tiles(MemorySource(archive)))


def reader_of(archive: bytes) -> Reader:
    return Reader(MemorySource(archive))


def layers_json(layers: Iterable[str]) -> str:
    return json.dumps({"vector_layers": [{"id": name, "fields": {}} for name in layers]})
