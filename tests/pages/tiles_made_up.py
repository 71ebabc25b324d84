"""Small basemaps in the layer names of those that councils have: half water, a road across, a town in the middle."""

from __future__ import annotations

import gzip
import io
import struct
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pmtiles.tile import Compression, TileType
from pmtiles.writer import Writer

from asset_mapper.area_pack.tile_grid import tiles_to_keep

EXTENT = 4096
Layer = tuple[str, int, list[tuple[int, int]], dict[str, str]]  # name, geometry type, points, facts

WATER = [(0, 0), (2048, 0), (2048, 4096), (0, 4096)]
ROAD = [(0, 2048), (4096, 2048)]
TOWN = [(2048, 1024)]
SCHEMAS: dict[str, list[Layer]] = {
    "zoomstack": [
        ("sea", 3, WATER, {}),
        ("urban_areas", 3, [(3400, 3400), (4096, 3400), (4096, 4096)], {"type": "National"}),
        ("greenspaces", 3, [(2100, 0), (4096, 0), (4096, 900)], {"type": "Public Park"}),
        ("surfacewater", 3, [(3000, 3000), (3300, 3000), (3300, 3300)], {"type": "Local"}),
        ("roads", 2, ROAD, {"type": "A Road", "name": "High Street"}),
        ("names", 1, TOWN, {"type": "Town", "name1": "Cardiff", "name1language": "eng",
                            "name2": "Caerdydd", "name2language": "cym"}),
    ],
    "openmaptiles": [
        ("water", 3, WATER, {"class": "ocean"}),
        ("landcover", 3, [(2100, 0), (4096, 0), (4096, 900)], {"class": "wood"}),
        ("transportation", 2, ROAD, {"class": "primary"}),
        ("transportation_name", 2, ROAD, {"name": "High Street"}),
        ("place", 1, TOWN, {"class": "town", "name": "Cardiff", "name:cy": "Caerdydd"}),
    ],
    "protomaps": [
        ("earth", 3, [(0, 0), (4096, 0), (4096, 4096), (0, 4096)], {"kind": "earth"}),
        ("water", 3, WATER, {"kind": "ocean"}),
        ("roads", 2, ROAD, {"kind": "major_road", "name": "High Street"}),
        ("places", 1, TOWN, {"kind": "locality", "kind_detail": "town", "name": "Cardiff", "name:cy": "Caerdydd"}),
    ],
}  # fmt: skip


def varint(number: int) -> bytes:
    made = bytearray()
    while number > 0x7F:
        made.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*made, number])


def field(number: int, value: bytes | int) -> bytes:
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def geometry(kind: int, points: list[tuple[int, int]]) -> bytes:
    """Write points as the commands of a vector tile: move, draw lines, close."""

    def steps(places: Iterable[tuple[int, int]]) -> list[int]:
        nonlocal x, y
        made: list[int] = []
        for to_x, to_y in places:
            made += [(step << 1) ^ (step >> 31) for step in (to_x - x, to_y - y)]
            x, y = to_x, to_y
        return made

    x = y = 0
    numbers = [1 | 1 << 3, *steps(points[:1])]
    if kind > 1:
        numbers += [2 | (len(points) - 1) << 3, *steps(points[1:])]
    if kind == 3:
        numbers.append(7 | 1 << 3)
    return b"".join(varint(number) for number in numbers)


def vector_tile(layers: list[Layer]) -> bytes:
    made = b""
    for name, kind, points, facts in layers:
        tags = b"".join(varint(place) + varint(place) for place in range(len(facts)))
        feature = field(2, tags) + field(3, kind) + field(4, geometry(kind, points))
        layer = field(15, 2) + field(1, name.encode()) + field(2, feature)
        layer += b"".join(field(3, key.encode()) for key in facts)
        layer += b"".join(field(4, field(1, value.encode())) for value in facts.values())
        made += field(3, layer + field(5, EXTENT))
    return made


def image_tile(colour: tuple[int, int, int]) -> bytes:
    """Write a PNG of 256 × 256 pixels in one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    lines = (b"\0" + bytes(colour) * 256) * 256
    header = struct.pack(">IIBBBBB", 256, 256, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


def basemap_file(
    path: Path, schema: str, bounds: tuple[float, float, float, float], zooms: range = range(8, 14)
) -> Path:
    """Write a PMTiles file that covers *bounds*; *schema* ``image`` makes one of images."""
    data = image_tile((20, 90, 200)) if schema == "image" else gzip.compress(vector_tile(SCHEMAS[schema]), mtime=0)
    numbers: set[int] = set()
    for zoom in zooms:
        for first, last in tiles_to_keep(bounds, zoom).id_spans():
            numbers |= set(range(first, last + 1))
    file = io.BytesIO()
    writer: Any = Writer(file)
    for number in sorted(numbers):
        writer.write_tile(number, data)
    west, south, east, north = bounds
    header = {
        "tile_type": TileType.PNG if schema == "image" else TileType.MVT,
        "tile_compression": Compression.NONE if schema == "image" else Compression.GZIP,
        **{name: round(value * 1e7) for name, value in
           zip(("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7"), (west, south, east, north), strict=True)},
    }  # fmt: skip
    layers = [] if schema == "image" else [{"id": layer[0], "fields": {}} for layer in SCHEMAS[schema]]
    writer.finalize(header, {"vector_layers": layers, "attribution": "© Somebody & others"})
    path.write_bytes(file.getvalue())
    return path
