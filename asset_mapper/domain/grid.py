"""British National Grid references: two letters for a square of 100 km, then as many digits east as north.

A reference names a square, not a point: ``SN 58 81`` is one of 1 km. Its middle is the best point for it.

References
----------
Ordnance Survey, "A guide to coordinate systems in Great Britain": the lettering of the squares. Square ``SV`` has its
corner at easting 0, northing 0; the first letter names a square of 500 km, the second one of 100 km within it.
"""

import re
from dataclasses import dataclass

from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import _

MAX_EASTING_M = 700_000
MAX_NORTHING_M = 1_300_000

_LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ"  # 5 × 5 from the north-west, without I
_SQUARE_M = 100_000
_REFERENCE = re.compile(r"([HJNOST][A-HJ-Z])\s*([0-9]*)\s*([0-9]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class GridSquare:
    """A square of the British grid, by its south-west corner."""

    easting_m: int
    northing_m: int
    size_m: int

    @property
    def middle(self) -> tuple[float, float]:
        """The easting and northing of its middle; of a square of 1 m, its corner."""
        half = self.size_m / 2 if self.size_m > 1 else 0
        return self.easting_m + half, self.northing_m + half


def on_the_grid(easting_m: float, northing_m: float) -> bool:
    """Tell whether a point lies within the lettered squares of Great Britain (false for NaN)."""
    return 0 <= easting_m < MAX_EASTING_M and 0 <= northing_m < MAX_NORTHING_M


def square_letters(easting_m: float, northing_m: float) -> str:
    """Name the square of 100 km that holds a point.

    Raises
    ------
    InvalidValueError
        The point is not on the grid.
    """
    if not on_the_grid(easting_m, northing_m):
        raise InvalidValueError(
            _("{easting}, {northing} is not on the British National Grid.").format(
                easting=easting_m, northing=northing_m
            )
        )
    column, row = int(easting_m // _SQUARE_M), int(northing_m // _SQUARE_M)
    large = _LETTERS[(3 - row // 5) * 5 + column // 5 + 2]  # S is in the fourth row, the third column
    small = _LETTERS[(4 - row % 5) * 5 + column % 5]
    return large + small


def grid_reference(easting_m: float, northing_m: float, digits: int = 6) -> str:
    """Write the reference of the square that holds a point, such as ``SN 581 817``.

    Parameters
    ----------
    digits
        How many in all: 0 (100 km), 2, 4 (1 km), 6 (100 m), 8 or 10 (1 m).
    """
    if digits not in range(0, 11, 2):
        raise ValueError(digits)
    letters, half = square_letters(easting_m, northing_m), digits // 2
    if not half:
        return letters
    step = 10 ** (5 - half)
    east, north = int(easting_m % _SQUARE_M) // step, int(northing_m % _SQUARE_M) // step
    return f"{letters} {east:0{half}} {north:0{half}}"


def parse_grid_reference(text: str) -> GridSquare | None:
    """Read a reference however it is spaced: ``SN581817``, ``sn 581 817``; ``None`` when it is not one."""
    match = _REFERENCE.fullmatch(text.strip())
    if match is None:
        return None
    letters, east, north = match[1].upper(), match[2], match[3]
    if not north:
        if len(east) % 2:
            return None
        east, north = east[: len(east) // 2], east[len(east) // 2 :]
    if len(east) != len(north) or len(east) > 5:
        return None
    large, small = _LETTERS.index(letters[0]), _LETTERS.index(letters[1])
    column = (large % 5 - 2) * 5 + small % 5
    row = (3 - large // 5) * 5 + 4 - small // 5
    size = 10 ** (5 - len(east))
    easting = column * _SQUARE_M + int(east or 0) * size
    northing = row * _SQUARE_M + int(north or 0) * size
    return GridSquare(easting, northing, size) if on_the_grid(easting, northing) else None
