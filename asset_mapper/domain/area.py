"""Areas: boundaries with a name and a code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.codes import Code
from asset_mapper.domain.record import Record
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


class AreaLevel(Code):
    WARD = "ward", N_("Ward")
    COMMUNITY = "community", N_("Community")
    LSOA = "lsoa", N_("Lower super output area")
    AUTHORITY = "authority", N_("Local authority")
    CUSTOM = "custom", N_("An area of our own")


@dataclass(frozen=True, slots=True, kw_only=True)
class Area(Record):
    """A boundary. Geometry is a polygon or several, WGS 84 (EPSG:4326), longitude first."""

    name: Bilingual
    level: AreaLevel = AreaLevel.CUSTOM
    code: str = ""  # GSS
    vintage: str = ""  # the year of the code
    population: int | None = None
    geometry: BaseGeometry | None = None

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        if self.population is not None and self.population < 0:
            raise InvalidValueError(_("A number of people cannot be less than 0."))
        if self.geometry is not None and self.geometry.geom_type not in ("Polygon", "MultiPolygon"):
            raise InvalidValueError(_("A boundary is a polygon."))
