"""The pictures of the sample project: three simple drawings, painted when it is made.

Nobody's photo is in the package. Shapes are painted larger than they are shown, and each pixel is the mean of four,
so that edges are smooth.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy import ndarray

    Mask = ndarray[Any, Any]

WIDTH, HEIGHT = 480, 320  # pixels
_TIMES = 2

_SKY, _CLOUD, _FAR, _NEAR = (214, 230, 238), (240, 245, 247), (143, 174, 139), (104, 147, 102)
_WHITE, _RED, _BLUE, _YELLOW, _SHADE = (250, 248, 242), (178, 68, 52), (46, 92, 138), (246, 205, 96), (205, 200, 190)
_BARK, _HOLLOW, _LEAF, _LIGHT_LEAF = (110, 79, 52), (43, 31, 22), (62, 112, 58), (91, 142, 72)
_PAPER, _SKIN, _HAIR, _WOOL, _INK = (233, 226, 211), (231, 186, 155), (236, 236, 234), (122, 74, 128), (60, 44, 38)


class _Canvas:
    """A picture of *WIDTH* × *HEIGHT*; coordinates are pixels from the top left."""

    def __init__(self, ground: tuple[int, int, int]) -> None:
        import numpy

        self.y, self.x = numpy.mgrid[0 : HEIGHT * _TIMES, 0 : WIDTH * _TIMES] / _TIMES
        self._paint = numpy.full((HEIGHT * _TIMES, WIDTH * _TIMES, 3), ground, dtype=numpy.float32)

    def fill(self, mask: Mask, colour: tuple[int, int, int]) -> None:
        self._paint[mask] = colour

    def box(self, left: float, top: float, right: float, bottom: float, colour: tuple[int, int, int]) -> None:
        self.fill((self.x >= left) & (self.x < right) & (self.y >= top) & (self.y < bottom), colour)

    def disc(self, x: float, y: float, across: float, down: float, colour: tuple[int, int, int]) -> None:
        self.fill(((self.x - x) / across) ** 2 + ((self.y - y) / down) ** 2 <= 1, colour)

    def hills(self) -> None:
        import numpy

        self.disc(100, 62, 58, 13, _CLOUD)
        self.disc(388, 44, 44, 10, _CLOUD)
        self.fill(self.y > 180 - 52 * numpy.sin(self.x / 96 + 0.6) - 14 * numpy.sin(self.x / 31), _FAR)
        self.fill(self.y > 244 - 22 * numpy.sin(self.x / 118 + 2.2), _NEAR)

    def png(self) -> bytes:
        """Write it as PNG, three bytes a pixel."""
        import numpy

        blocks = self._paint.reshape(HEIGHT, _TIMES, WIDTH, _TIMES, 3).mean(axis=(1, 3))
        rows = numpy.rint(blocks).astype(numpy.uint8).reshape(HEIGHT, WIDTH * 3)
        raw = b"".join(b"\0" + row.tobytes() for row in rows)
        header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
        chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(raw, 9)), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
            for kind, data in chunks
        )


def _hall() -> bytes:
    canvas = _Canvas(_SKY)
    canvas.hills()
    canvas.box(120, 168, 360, 278, _WHITE)
    canvas.box(120, 268, 360, 278, _SHADE)
    canvas.fill((canvas.y > 100 + abs(canvas.x - 240) * 0.5) & (canvas.y < 172), _RED)
    canvas.disc(240, 142, 13, 13, _WHITE)
    canvas.disc(240, 142, 9, 9, _BLUE)
    canvas.box(218, 206, 262, 278, _BLUE)
    canvas.disc(254, 244, 3, 3, _YELLOW)
    for left in (146, 286):
        canvas.box(left, 200, left + 48, 246, _BLUE)
        canvas.box(left + 4, 204, left + 44, 242, _YELLOW)
        canvas.box(left + 22, 204, left + 26, 242, _BLUE)
    return canvas.png()


def _oak() -> bytes:
    canvas = _Canvas(_SKY)
    canvas.hills()
    flare = 34 + ((canvas.y - 200) / 34).clip(0) ** 3 * 4
    canvas.fill((abs(canvas.x - 240) < flare) & (canvas.y > 150) & (canvas.y < 288), _BARK)
    crowns = ((240, 104, 92, 62), (150, 140, 74, 46), (330, 138, 76, 48), (196, 84, 60, 44), (286, 82, 62, 46))
    for x, y, across, down in crowns:
        canvas.disc(x, y, across, down, _LEAF)
    for x, y, across, down in crowns[:0:-1]:
        canvas.disc(x - 12, y - 14, across * 0.62, down * 0.5, _LIGHT_LEAF)
    canvas.disc(240, 236, 15, 31, _HOLLOW)
    return canvas.png()


def _portrait() -> bytes:
    canvas = _Canvas(_PAPER)
    canvas.disc(240, 372, 150, 128, _WOOL)
    canvas.disc(240, 132, 98, 98, _HAIR)
    canvas.box(218, 210, 262, 262, _SKIN)
    canvas.disc(240, 154, 74, 84, _SKIN)
    canvas.fill(((canvas.x - 240) / 84) ** 2 + ((canvas.y - 78) / 46) ** 2 <= 1, _HAIR)
    for x in (212, 268):
        canvas.disc(x, 148, 6, 8, _INK)
    smile = ((canvas.x - 240) / 34) ** 2 + ((canvas.y - 176) / 30) ** 2
    canvas.fill((smile <= 1) & (smile >= 0.76) & (canvas.y > 182), _INK)
    return canvas.png()


DRAWINGS: dict[str, Callable[[], bytes]] = {"hall": _hall, "oak": _oak, "portrait": _portrait}
"""Name in the data → what paints it, as PNG."""
