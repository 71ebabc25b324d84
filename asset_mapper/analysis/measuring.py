"""How long a way is and how large an area, over the ground, and the words for it."""

from __future__ import annotations

from collections.abc import Sequence

from asset_mapper.domain.place import LonLat
from asset_mapper.i18n import _

_KM_FROM_M = 1_000
_KM2_FROM_M2 = 1_000_000
_HECTARE_M2 = 10_000


def way_m(corners: Sequence[LonLat]) -> float:
    """Measure a way from corner to corner.

    Parameters
    ----------
    corners
        Degrees, WGS 84 (EPSG:4326), longitude first.

    Returns
    -------
    float
        Metres on the WGS 84 ellipsoid, never negative; 0 with fewer than two corners. Heights are ignored.

    References
    ----------
    C. F. F. Karney, "Algorithms for geodesics", Journal of Geodesy 87 (2013) 43–55,
    doi:10.1007/s00190-012-0578-z, as computed by ``pyproj.Geod.line_length``.
    """
    from pyproj import Geod

    if len(corners) < 2:
        return 0.0
    return float(Geod(ellps="WGS84").line_length([at.lon for at in corners], [at.lat for at in corners]))


def area_m2(corners: Sequence[LonLat]) -> float:
    """Measure the area inside a ring of corners, the first one not repeated.

    Returns
    -------
    float
        Square metres on the WGS 84 ellipsoid, never negative; 0 with fewer than three corners. Edges are the shortest
        ways between corners. A ring that crosses itself has the difference of its parts.

    References
    ----------
    As ``way_m``; computed by ``pyproj.Geod.polygon_area_perimeter``.
    """
    from pyproj import Geod

    if len(corners) < 3:
        return 0.0
    area, _perimeter = Geod(ellps="WGS84").polygon_area_perimeter(
        [at.lon for at in corners], [at.lat for at in corners]
    )
    return abs(float(area))


def way_in_words(metres: float) -> str:
    """Say a length as people do: ``850 m``, ``1.25 km``, ``12.5 km``, ``140 km``."""
    if round(metres) < _KM_FROM_M:
        return _("{number} m").format(number=round(metres))
    return _("{number} km").format(number=_three_digits(metres / 1_000))


def area_in_words(square_metres: float) -> str:
    """Say an area as people do: ``850 m²``, ``3.2 ha``, ``1.25 km²``."""
    if round(square_metres) < _HECTARE_M2:
        return _("{number} m²").format(number=f"{round(square_metres):,}")
    if square_metres < _KM2_FROM_M2:
        return _("{number} ha").format(number=_three_digits(square_metres / _HECTARE_M2))
    return _("{number} km²").format(number=_three_digits(square_metres / _KM2_FROM_M2))


def measured(corners: Sequence[LonLat], *, closed: bool) -> str:
    """Say what is measured: a way; an area with the way around it when *closed*. ``""`` with too few corners."""
    if closed and len(corners) > 2:
        return _("{area}, {way} around").format(
            area=area_in_words(area_m2(corners)), way=way_in_words(way_m([*corners, corners[0]]))
        )
    return way_in_words(way_m(corners)) if len(corners) > 1 else ""


def _three_digits(number: float) -> str:
    decimals = 2 if number < 9.995 else 1 if number < 99.95 else 0
    text = f"{number:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
