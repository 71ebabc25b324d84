"""Places as people say them: a grid reference, or latitude and longitude."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from asset_mapper.domain.grid import parse_grid_reference
from asset_mapper.domain.whereabouts import Precision
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import _

if TYPE_CHECKING:
    from pyproj import Transformer
    from shapely.geometry import Point

_LAT_LON = re.compile(r"(-?\d{1,2}(?:\.\d+)?)°?\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)°?")
_STREET_M = 100  # a square this large says the street, a larger one the area


@lru_cache
def _to_degrees() -> Transformer:
    """Make what turns metres of the British grid into degrees: once, since someone is typing meanwhile."""
    from pyproj import Transformer

    return Transformer.from_crs(27700, 4326, always_xy=True)


def position_of(text: str) -> tuple[Point, Precision]:
    """Read ``SH 585 721`` or ``53.2270 -4.1290`` (latitude first, as people and telephones say it).

    Returns
    -------
    tuple of Point and Precision
        Degrees, WGS 84 (EPSG:4326), longitude first; how well it says where. A grid reference means the middle of
        its square, to within about 5 m.

    Raises
    ------
    InvalidValueError
        It is neither.
    """
    from shapely.geometry import Point

    plain = text.strip()
    if match := _LAT_LON.fullmatch(plain):
        lat, lon = float(match[1]), float(match[2])
        if -90 <= lat <= 90 and -180 <= lon <= 180:
            return Point(lon, lat), Precision.EXACT
    square = parse_grid_reference(plain)
    if square is None:
        raise InvalidValueError(
            _("“{text}” is not a place. Write a grid reference (SH 585 721) or latitude and longitude.").format(
                text=plain
            )
        )
    lon, lat = _to_degrees().transform(*square.middle)
    exact = square.size_m <= 10
    return Point(
        lon, lat
    ), Precision.EXACT if exact else Precision.STREET if square.size_m <= _STREET_M else Precision.AREA
