"""Finding a place by words: a grid reference, coordinates, a postcode, an address or a name that is recorded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.filtering import fold
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.place import LonLat
from asset_mapper.domain.whereabouts import Precision, WhereKind, tidy_postcode
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import language
from asset_mapper.services.places import position_of
from asset_mapper.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from asset_mapper.area_pack.postcodes import PostcodeIndex

_MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place that was found by words."""

    name: str  # for people
    geometry: BaseGeometry  # a point
    precision: Precision
    postcode: str = ""
    address: str = ""

    @property
    def at(self) -> LonLat:
        return LonLat(self.geometry.x, self.geometry.y)


def find_places(uow: UnitOfWork, words: str, postcodes: PostcodeIndex | None = None) -> list[FoundPlace]:
    """Find places by a grid reference, coordinates, a postcode, an address or the name of a place that is recorded.

    The best ones come first. Nothing is asked of the internet; an address is found where something is recorded there.
    """
    plain = words.strip()
    if not plain:
        return []
    try:
        point, precision = position_of(plain)
    except InvalidValueError:
        pass
    else:
        return [FoundPlace(plain.upper(), point, precision)]
    postcode = tidy_postcode(plain)
    if postcode:
        return _at_postcode(uow, postcode, postcodes)
    return [*_recorded(uow, plain), *_areas(uow, plain)][:_MOST_FOUND]


def _at_postcode(uow: UnitOfWork, postcode: str, postcodes: PostcodeIndex | None) -> list[FoundPlace]:
    import shapely

    known = postcodes.find(postcode) if postcodes is not None else None
    if known is not None:
        return [FoundPlace(postcode, shapely.Point(known.lon, known.lat), Precision.POSTCODE, postcode=postcode)]
    return [
        replace(_found(asset), precision=Precision.POSTCODE, postcode=postcode, address="")
        for asset in uow.assets.where(where_postcode=postcode)
        if asset.whereabouts.geometry is not None
    ][:_MOST_FOUND]


def _recorded(uow: UnitOfWork, words: str) -> list[FoundPlace]:
    """Find assets with a place of their own by name or address: those that begin with the words first."""
    wanted = fold(words).replace(",", " ").split()
    rows = zip(
        *(uow.assets.column(name) for name in ("id", "name_cy", "name_en", "where_address", "where_kind")),
        strict=True,
    )
    fitting: list[tuple[bool, RecordId]] = []
    for record_id, cy, en, address, kind in rows:
        if kind != WhereKind.SHAPE.value:
            continue
        text = fold(f"{cy} {en} {address}")
        if all(word in text for word in wanted):
            begins = any(fold(name).startswith(wanted[0]) for name in (cy, en, address))
            fitting.append((not begins, record_id))
    ids = [record_id for _later, record_id in sorted(fitting, key=lambda one: one[0])[:_MOST_FOUND]]
    by_id = {asset.id: asset for asset in uow.assets.with_ids(ids)}
    return [_found(by_id[record_id]) for record_id in ids]


def _areas(uow: UnitOfWork, words: str) -> list[FoundPlace]:
    wanted = fold(words)
    return [
        FoundPlace(area.name.text(language()), area.geometry.representative_point(), Precision.AREA)
        for area in uow.areas.all()
        if area.geometry is not None and (wanted in fold(area.name.cy) or wanted in fold(area.name.en))
    ]


def _found(asset: Asset) -> FoundPlace:
    where = asset.whereabouts
    assert where.geometry is not None
    name = asset.name.text(language())
    described = ", ".join(part for part in (name, where.address.replace("\n", ", ")) if part)
    return FoundPlace(
        described,
        where.geometry.representative_point(),
        where.precision or Precision.EXACT,
        postcode=where.postcode,
        address=where.address,
    )
