"""What the page of the map is sent of a project: everything at first, and after a step the little that it changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from asset_mapper.cartography.live_data import assets_for_page, ground_for_page, kinds_for_page
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.ids import RecordId
from asset_mapper.services.live_map import live_areas, live_assets
from asset_mapper.storage.unit_of_work import UnitOfWork


class Numbers:
    """The numbers by which the page knows assets: given out once, in the project's thread, and never again."""

    def __init__(self) -> None:
        self._numbers: dict[RecordId, int] = {}
        self._ids: list[RecordId] = []

    def of(self, record_id: RecordId) -> int:
        number = self._numbers.get(record_id)
        if number is None:
            number = self._numbers[record_id] = len(self._ids)
            self._ids.append(record_id)
        return number

    def known(self, ids: Iterable[RecordId]) -> list[int]:
        return [number for record_id in ids if (number := self._numbers.get(record_id)) is not None]

    def ids(self, numbers: Iterable[int]) -> list[RecordId]:
        return [self._ids[number] for number in numbers if number < len(self._ids)]

    def besides(self, ids: Collection[RecordId]) -> list[int]:
        return [number for record_id, number in self._numbers.items() if record_id not in ids]


def everything(uow: UnitOfWork, audience: Audience, numbers: Numbers, *, with_coast: bool) -> bytes:
    """Put together all that an audience is shown, as JSON."""
    import orjson

    assets = live_assets(uow, audience)
    columns = assets_for_page(assets, numbers.of)
    ground = ground_for_page(assets, live_areas(uow), with_coast=with_coast)
    gone = numbers.besides(set(assets.ids))
    return orjson.dumps({"assets": columns, "gone": gone, **ground, **kinds_for_page()})


def patch(uow: UnitOfWork, audience: Audience, numbers: Numbers, touched: Sequence[RecordId]) -> dict[str, Any]:
    """Put together what a step changed for an audience."""
    assets = live_assets(uow, audience, touched)
    there = set(assets.ids)
    gone = numbers.known(record_id for record_id in touched if record_id not in there)
    return {"assets": assets_for_page(assets, numbers.of), "gone": gone}
