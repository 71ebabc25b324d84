"""Putting assets on the map and taking them off it: by a click, a drag, a drawing, or the words of a place.

People and confidential places are never given a point; each step says so in a sentence, and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from asset_mapper.domain.asset import Asset, AssetKind, AssetStatus
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.place import LonLat
from asset_mapper.domain.whereabouts import NOWHERE, Precision, Whereabouts, WhereKind
from asset_mapper.errors import AssetMapperError, InvalidValueError
from asset_mapper.i18n import _, language, ngettext
from asset_mapper.services.finding_places import FoundPlace
from asset_mapper.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from asset_mapper.services.overview import AssetLine

Ring = Sequence[LonLat]
_NOWHERE, _PERSON, _CLOSED = WhereKind.NONE.value, AssetKind.PERSON.value, AssetStatus.CLOSED.value


class NotPlaceableError(AssetMapperError):
    """An asset that must not have a place on the map."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The shape of an asset as it can be edited: rings of corners, the first one not repeated."""

    rings: tuple[tuple[LonLat, ...], ...]
    closed: bool


# --- steps ------------------------------------------------------------------------------------------------------


def place_at(uow: UnitOfWork, asset_id: RecordId, at: LonLat) -> ChangeSet:
    """Put an asset at a point that someone showed."""
    return _place(uow, asset_id, _point(at), Precision.EXACT)


def place_where_found(uow: UnitOfWork, asset_id: RecordId, found: FoundPlace) -> ChangeSet:
    """Put an asset where words were found; what the words tell beside the point is kept too."""
    told = {"postcode": found.postcode, "address": found.address}
    return _place(
        uow, asset_id, found.geometry, found.precision, **{name: text for name, text in told.items() if text}
    )


def draw(uow: UnitOfWork, asset_id: RecordId, ring: Ring, *, closed: bool) -> ChangeSet:
    """Give an asset an area, or a route.

    Raises
    ------
    InvalidValueError
        It has too few corners, or an edge of the area crosses another.
    """
    return _place(uow, asset_id, _area(ring) if closed else _line(ring), Precision.EXACT)


def reshape(uow: UnitOfWork, asset_id: RecordId, rings: Sequence[Ring]) -> ChangeSet:
    """Give the rings of an asset's area or route other corners.

    Raises
    ------
    InvalidValueError
        As ``draw``, or the asset has another number of rings by now.
    """
    geometry = uow.assets.get(asset_id).whereabouts.geometry
    if geometry is None or len(_rings(geometry)) != len(rings):
        raise InvalidValueError(_("Its shape was changed meanwhile. Begin again."))
    return _place(uow, asset_id, _with_rings(geometry, [list(ring) for ring in rings]), None)


def take_off(uow: UnitOfWork, ids: Sequence[RecordId]) -> ChangeSet:
    """Take assets off the map; their addresses stay."""
    changes = []
    for asset in uow.assets.with_ids(ids):
        where = asset.whereabouts
        if where.geometry is not None:
            bare = replace(NOWHERE, address=where.address, postcode=where.postcode, uprn=where.uprn)
            changes.append(Change(asset, replace(asset, whereabouts=bare)))
    label = ngettext("Take {n} asset off the map", "Take {n} assets off the map", len(changes))
    return uow.write(ChangeSet(label.format(n=len(changes)), tuple(changes)))


def _place(
    uow: UnitOfWork, asset_id: RecordId, geometry: BaseGeometry, precision: Precision | None, **told: str
) -> ChangeSet:
    asset = uow.assets.get(asset_id)
    check_placeable(asset)
    before = asset.whereabouts
    there = Whereabouts(
        kind=WhereKind.SHAPE,
        geometry=geometry,
        precision=precision or before.precision or Precision.EXACT,
        area=before.area,
        area_code=before.area_code,
        address=told.get("address", before.address),
        postcode=told.get("postcode", before.postcode),
        uprn=before.uprn,
    )
    label = _("Place “{name}” on the map").format(name=asset.name.text(language()))
    return uow.write(ChangeSet(label, (Change(asset, replace(asset, whereabouts=there)),)))


def check_placeable(asset: Asset) -> None:
    """Make sure that an asset may have a place on the map.

    Raises
    ------
    NotPlaceableError
        It is a person, or its place is confidential.
    """
    name = asset.name.text(language())
    if asset.kind is AssetKind.PERSON:
        raise NotPlaceableError(
            _(
                "“{name}” is a person, and people are never put on the map: it would show where they live. "
                "Say a venue or an area instead."
            ).format(name=name)
        )
    if asset.confidential:
        raise NotPlaceableError(
            _(
                "The place of “{name}” is confidential, so it has no point on the map. "
                "To place it, first say in its form that the place may be known."
            ).format(name=name)
        )


# --- questions --------------------------------------------------------------------------------------------------


def outline(uow: UnitOfWork, asset_id: RecordId) -> Outline:
    """Give the area or route of an asset, to be edited.

    Raises
    ------
    NotPlaceableError
        It has none of its own.
    """
    asset = uow.assets.get(asset_id)
    check_placeable(asset)
    geometry = asset.whereabouts.geometry
    rings = [] if geometry is None else _rings(geometry)
    if geometry is None or not rings:
        raise NotPlaceableError(
            _("“{name}” has no area or route of its own. Draw one first.").format(name=asset.name.text(language()))
        )
    closed = "Polygon" in geometry.geom_type
    return Outline(tuple(tuple(LonLat(*at[:2]) for at in _open(ring, closed)) for ring in rings), closed)


def waits_for_a_place(line: AssetLine) -> bool:
    """Tell whether an asset is not on the map and could be."""
    return line.where == _NOWHERE and line.kind != _PERSON and line.status != _CLOSED


# --- shapes -----------------------------------------------------------------------------------------------------


def _point(at: LonLat) -> BaseGeometry:
    from shapely.geometry import Point

    return Point(at.lon, at.lat)


def _line(corners: Ring) -> BaseGeometry:
    from shapely.geometry import LineString

    if len(set(corners)) < 2:
        raise InvalidValueError(_("A route needs two corners or more."))
    return LineString(corners)


def _area(corners: Ring) -> BaseGeometry:
    from shapely.geometry import Polygon

    if len(set(corners)) < 3:
        raise InvalidValueError(_("An area needs three corners or more."))
    return _sound(Polygon(corners))


def _sound(geometry: BaseGeometry) -> BaseGeometry:
    if not geometry.is_valid:
        raise InvalidValueError(_("An edge of the area crosses another. Move or remove a corner."))
    return geometry


def _rings(geometry: BaseGeometry) -> list[list[Any]]:
    """List the corners of every line and ring, in the order in which ``_with_rings`` puts them back."""
    if geometry.geom_type == "LineString":
        return [list(geometry.coords)]
    if geometry.geom_type == "Polygon":
        return [list(ring.coords) for ring in (geometry.exterior, *geometry.interiors)]
    if geometry.geom_type in ("MultiLineString", "MultiPolygon"):
        return [ring for part in geometry.geoms for ring in _rings(part)]
    return []


def _with_rings(geometry: BaseGeometry, rings: list[list[LonLat]]) -> BaseGeometry:
    """Rebuild a shape of the same kind, taking its rings from the list's start."""
    from shapely.geometry import MultiLineString, MultiPolygon, Polygon

    if geometry.geom_type == "LineString":
        return _line(rings.pop(0))
    if geometry.geom_type == "Polygon":
        if any(len(set(ring)) < 3 for ring in rings[: 1 + len(geometry.interiors)]):
            raise InvalidValueError(_("An area needs three corners or more."))
        outer = rings.pop(0)
        return _sound(Polygon(outer, [rings.pop(0) for _hole in geometry.interiors]))
    together: Callable[..., BaseGeometry] = MultiPolygon if geometry.geom_type == "MultiPolygon" else MultiLineString
    return _sound(together([_with_rings(part, rings) for part in geometry.geoms]))


def _open(ring: Sequence[Any], closed: bool) -> Sequence[Any]:
    return ring[:-1] if closed and len(ring) > 1 and tuple(ring[0]) == tuple(ring[-1]) else ring
