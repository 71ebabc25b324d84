"""A place on the ground, in degrees of WGS 84 (EPSG:4326)."""

from __future__ import annotations

from typing import NamedTuple

from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import _


class LonLat(NamedTuple):
    """Longitude first, as everywhere in the core."""

    lon: float
    lat: float


def lon_lat(lon: float, lat: float) -> LonLat:
    """Give a place, when there is one.

    Raises
    ------
    InvalidValueError
        It is outside −180…180 or −90…90, or not a number.
    """
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise InvalidValueError(_("Coordinates are longitude −180…180 and latitude −90…90, in degrees."))
    return LonLat(lon, lat)
