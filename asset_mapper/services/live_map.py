"""What a map in the window shows, and the little of it that an edit changed.

The rules are those of ``services/publishing.py``, for the two audiences that look at a map while it is being made; a
test holds the two against each other. They are asked here without its frames, so that the window opens at once and
an edit is seen in the blink of an eye.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from asset_mapper.cartography.live_data import LiveAssets
from asset_mapper.domain.asset import AssetKind, AssetStatus
from asset_mapper.domain.audience import Audience, admitting
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.whereabouts import WhereKind
from asset_mapper.errors import WrongUseError
from asset_mapper.i18n import _
from asset_mapper.storage.store import tuples_of
from asset_mapper.storage.unit_of_work import UnitOfWork

LIVE_AUDIENCES = (Audience.TEAM, Audience.ROOM)
_VENUES_DEEP = 5  # as in publishing
_COLUMNS = (
    *("id", "kind", "name_cy", "name_en", "status", "visibility", "under_18"),
    *("where_kind", "where_venue_id", "geometry"),
)


class _Row(NamedTuple):
    id: RecordId
    kind: str
    name_cy: str
    name_en: str
    status: str
    visibility: str
    under_18: bool
    where_kind: str
    venue_id: RecordId | None
    geometry: bytes | None


def live_assets(uow: UnitOfWork, audience: Audience, touched: Sequence[RecordId] | None = None) -> LiveAssets:
    """Give what *audience* may see on a map: of all assets, or of those *touched* and of what is at them.

    An asset that was touched and is not in the answer is gone, or is not for this audience.

    Raises
    ------
    WrongUseError
        The audience is not one that looks at a map in the making: what others see is published.
    """
    if audience not in LIVE_AUDIENCES:
        raise WrongUseError(_("A map in the making is for the team or for the room."))
    if touched is None:
        rows = around = _passing(_read(uow, None), audience)
    else:
        rows = _passing(_read(uow, _with_what_is_there(uow, touched)), audience)
        around = dict(rows)
        for _level in range(_VENUES_DEEP):
            missing = {row.venue_id for row in around.values() if row.venue_id} - set(around)
            if not missing:
                break
            around |= _passing(_read(uow, [venue for venue in missing if venue]), audience)
    return _live(list(rows.values()), around)


def live_areas(uow: UnitOfWork) -> list[tuple[Bilingual, Any]]:
    """Give the boundaries of the project with their names; every audience may see them."""
    return [(area.name, area.geometry) for area in uow.areas.all()]


def _read(uow: UnitOfWork, ids: Sequence[RecordId] | None) -> Iterable[_Row]:
    return map(_Row._make, tuples_of(uow.connection, "asset", _COLUMNS, ids))


def _with_what_is_there(uow: UnitOfWork, ids: Sequence[RecordId]) -> list[RecordId]:
    """Add what is at these assets, and what is at that: it moves with them."""
    found = dict.fromkeys(ids)
    newest = list(ids)
    for _level in range(_VENUES_DEEP):
        if not newest:
            break
        here = (asset.id for asset in uow.assets.where(where_venue_id=newest))
        newest = [record_id for record_id in here if record_id not in found]
        found |= dict.fromkeys(newest)
    return list(found)


def _passing(rows: Iterable[_Row], audience: Audience) -> dict[RecordId, _Row]:
    """Keep what *audience* may see. A room sees what everyone may see, without people."""
    admitted = admitting(audience)

    def passes(row: _Row) -> bool:
        if row.status == AssetStatus.CLOSED or row.visibility not in admitted:
            return False
        return audience is Audience.TEAM or not (
            row.kind == AssetKind.PERSON or row.under_18 or row.where_kind == WhereKind.CONFIDENTIAL
        )

    return {row.id: row for row in rows if passes(row)}


def _live(rows: Sequence[_Row], around: Mapping[RecordId, _Row]) -> LiveAssets:
    import numpy as np
    import shapely

    places = [_place_of(row, around) for row in rows]
    wkb = np.empty(len(rows), dtype=object)
    wkb[:] = [None if place is None or place.geometry is None else bytes(place.geometry) for place in places]
    return LiveAssets(
        ids=[row.id for row in rows],
        kinds=[row.kind for row in rows],
        names_cy=[row.name_cy for row in rows],
        names_en=[row.name_en for row in rows],
        geometry=shapely.from_wkb(wkb),
        own=[place is row for row, place in zip(rows, places, strict=True)],
    )


def _place_of(row: _Row, around: Mapping[RecordId, _Row]) -> _Row | None:
    """Find where an asset is: itself, its venue, or the venue of that. A person is nowhere, and no venue is one."""
    place: _Row | None = row
    for _level in range(_VENUES_DEEP + 1):
        if place is None or place.kind == AssetKind.PERSON:
            return None
        if place.geometry is not None:
            return place
        place = around.get(place.venue_id) if place.venue_id else None
    return None
