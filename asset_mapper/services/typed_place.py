"""Where something is, as it was typed into a form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.whereabouts import Whereabouts, WhereKind, tidy_postcode
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import _
from asset_mapper.services.places import position_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedPlace:
    """What the fields say; only those that belong to its kind are looked at."""

    kind: WhereKind
    venue_id: RecordId | None = None
    area: Bilingual | None = None
    address: str = ""
    postcode: str = ""
    position: str = ""  # a grid reference, or latitude and longitude


def position_text(where: Whereabouts) -> str:
    """Say a point as it is filled into the field for its position; ``""`` for any other shape."""
    point = where.geometry
    return f"{point.y:.6f} {point.x:.6f}" if point is not None and point.geom_type == "Point" else ""


def whereabouts(typed: TypedPlace, before: Whereabouts | None = None, *, is_person: bool = False) -> Whereabouts:
    """Give where it is. What was there *before* and is not typed anew stays as exact as it was.

    Raises
    ------
    InvalidValueError
        No venue is named, or what was typed is no postcode or no position.
    """
    kind = typed.kind
    if kind is WhereKind.CONFIDENTIAL:
        return Whereabouts(kind=kind, area=typed.area)
    if kind is WhereKind.VENUE:
        if typed.venue_id is None:
            raise InvalidValueError(_("Type the name of the venue."))
        return Whereabouts(kind=kind, venue_id=typed.venue_id)
    if kind is WhereKind.AREA:
        code = before.area_code if before and before.area == typed.area else ""
        return Whereabouts(kind=kind, area=typed.area, area_code=code)
    return Whereabouts() if is_person else _placed(typed, before)


def _placed(typed: TypedPlace, before: Whereabouts | None) -> Whereabouts:
    written = typed.postcode.strip()
    postcode = tidy_postcode(written) if written else ""
    if postcode is None:
        raise InvalidValueError(_("“{text}” is not a postcode.").format(text=written))
    shared: dict[str, Any] = {
        "address": typed.address.strip(),
        "postcode": postcode,
        "uprn": before.uprn if before else "",
    }
    if typed.kind is WhereKind.NONE:
        return Whereabouts(**shared)
    position = typed.position.strip()
    if before is not None and before.geometry is not None and position == position_text(before):  # not moved
        return replace(before, **shared)
    point, precision = position_of(position)
    return Whereabouts(kind=typed.kind, geometry=point, precision=precision, **shared)
