"""What is in one map tile: an image, or a vector tile with named layers. Told by its bytes, never by a label."""

import gzip
import zlib
from typing import Literal

TileType = Literal["mvt", "png", "jpg", "webp"]

RASTER_TYPES: tuple[TileType, ...] = ("png", "jpg", "webp")

_GZIP = b"\x1f\x8b"
_LARGEST_INFLATED = 32 * 1024 * 1024


class TooLargeError(ValueError):
    """Packed data that unpacks to more than it ever should, as files made to do harm do."""


def type_of(tile: bytes) -> TileType | None:
    """Recognise the kind of a tile; ``None`` for anything that a map cannot draw."""
    if tile.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if tile.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if tile[:4] == b"RIFF" and tile[8:12] == b"WEBP":
        return "webp"
    return "mvt" if layer_names(tile) is not None else None


def layer_names(tile: bytes) -> tuple[str, ...] | None:
    """Name the layers of a vector tile, gzipped or not; ``None`` when it is not a vector tile.

    References
    ----------
    Mapbox Vector Tile specification 2.1: a tile is a message whose field 3 is a layer; a layer's field 1 is its
    name.
    """
    try:
        if tile.startswith(_GZIP):
            tile = inflate(tile, _LARGEST_INFLATED)
        layers = [value for field, value in _fields(tile) if field == 3]
        names = [[value for field, value in _fields(layer) if field == 1] for layer in layers]
        return tuple(found[0].decode() for found in names) or None
    except (ValueError, IndexError):
        return None


def gzipped(tile: bytes) -> bytes:
    """Give a vector tile gzipped: as it is when it already was, else packed, the same each time."""
    return tile if tile.startswith(_GZIP) else gzip.compress(tile, mtime=0)


def inflate(packed: bytes, limit: int) -> bytes:
    """Unpack gzip, up to *limit* bytes.

    Raises ``TooLargeError`` when there is more, and ``ValueError`` when it is not whole gzip.
    """
    unpacker = zlib.decompressobj(wbits=31)
    try:
        data = unpacker.decompress(packed, limit + 1)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if len(data) > limit:
        raise TooLargeError(limit)
    if not unpacker.eof:
        raise ValueError("cut short")
    return data


def _fields(message: bytes) -> list[tuple[int, bytes]]:
    """Split a protocol buffer message into its length-delimited fields; others are passed over."""
    found, at = [], 0
    while at < len(message):
        tag, at = _varint(message, at)
        match tag & 7:
            case 0:
                _value, at = _varint(message, at)
            case 1:
                at += 8
            case 2:
                length, at = _varint(message, at)
                found.append((tag >> 3, message[at : at + length]))
                at += length
            case 5:
                at += 4
            case other:
                raise ValueError(other)
    if at != len(message):
        raise ValueError("cut short")
    return found


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while shift < 70:
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7
    raise ValueError("a number that never ends")
