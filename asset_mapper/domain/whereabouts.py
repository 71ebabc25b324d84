"""Where an asset is: nowhere yet, at a venue, in an area, at a point, line or polygon, or kept confidential."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.codes import Code
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.text import check_text
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


class WhereKind(Code):
    NONE = "none", N_("Not yet placed")  # an address or postcode may be known
    VENUE = "venue", N_("At a venue")
    AREA = "area", N_("In an area")
    SHAPE = "shape", N_("On the map")  # a point, line or polygon of its own
    CONFIDENTIAL = "confidential", N_("Confidential")  # an area label only


class Precision(Code):
    """How well a shape says where the asset is."""

    EXACT = "exact", N_("exact")
    STREET = "street", N_("to the street")
    POSTCODE = "postcode", N_("to the postcode")
    AREA = "area", N_("to the area")


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Where an asset is. Geometry is WGS 84 (EPSG:4326), longitude first, degrees."""

    kind: WhereKind = WhereKind.NONE
    venue_id: RecordId | None = None
    area: Bilingual | None = None  # the name of an area, as people say it
    area_code: str = ""  # its GSS code
    geometry: BaseGeometry | None = None
    precision: Precision | None = None
    address: str = ""
    postcode: str = ""
    uprn: str = ""  # unique property reference number, up to 12 digits, as text

    def __post_init__(self) -> None:
        kind = self.kind
        for text in (self.address, self.postcode, self.area_code):
            check_text(text)
        if (self.geometry is not None) != (kind is WhereKind.SHAPE):
            raise InvalidValueError(_("Only a place with a shape of its own has coordinates, and it needs them."))
        if self.geometry is not None:
            _check_shape(self.geometry)
        if (self.venue_id is not None) != (kind is WhereKind.VENUE):
            raise InvalidValueError(_("Only an asset at a venue names a venue, and it needs to."))
        if kind is WhereKind.AREA and self.area is None:
            raise InvalidValueError(_("Say the name of the area."))
        if kind is WhereKind.CONFIDENTIAL and (self.address or self.postcode or self.uprn or self.area_code):
            raise InvalidValueError(_("A confidential place keeps the name of an area and nothing else."))
        if self.uprn and not (self.uprn.isascii() and self.uprn.isdigit() and len(self.uprn) <= 12):
            raise InvalidValueError(_("A UPRN has up to 12 digits, not “{uprn}”.").format(uprn=self.uprn))

    @property
    def tells_a_home(self) -> bool:
        """Whether it would pin a person: a shape, an address, a full postcode or a UPRN."""
        return bool(self.geometry is not None or self.address or self.postcode or self.uprn)


NOWHERE = Whereabouts()


def confidential(area: Bilingual | None = None) -> Whereabouts:
    """Give the whereabouts of a place that must not be known."""
    return Whereabouts(kind=WhereKind.CONFIDENTIAL, area=area)


def shape(geometry: BaseGeometry, precision: Precision = Precision.EXACT, **address: str) -> Whereabouts:
    """Give the whereabouts of a point, line or polygon, in degrees of WGS 84, longitude first."""
    return Whereabouts(kind=WhereKind.SHAPE, geometry=geometry, precision=precision, **address)  # type: ignore[arg-type]


def _check_shape(geometry: BaseGeometry) -> None:
    if geometry.is_empty:
        raise InvalidValueError(_("The shape of a place is empty."))
    west, south, east, north = geometry.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90) or _has_gaps(geometry):
        raise InvalidValueError(_("Coordinates are longitude −180…180 and latitude −90…90, in degrees."))


def _has_gaps(geometry: BaseGeometry) -> bool:
    """Tell whether a corner is not a number, which the bounds pass over."""
    if geometry.geom_type == "Point":
        return False
    import shapely

    return not math.isfinite(shapely.get_coordinates(geometry).sum())


_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})")


def tidy_postcode(text: str) -> str | None:
    """Write a full United Kingdom postcode as usual, ``LL57 4FA``; ``None`` when it is not one."""
    squeezed = re.sub(r"[^A-Z0-9]", "", text.upper())
    match = _POSTCODE.fullmatch(squeezed)
    return f"{match[1]} {match[2]}" if match else None
