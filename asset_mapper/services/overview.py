"""What lists show of many assets: a few columns of each, read in one query, filtered and sorted in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import orjson

from asset_mapper.domain.filtering import fold
from asset_mapper.domain.ids import RecordId
from asset_mapper.i18n import sort_key
from asset_mapper.storage.store import tuples_of
from asset_mapper.storage.unit_of_work import UnitOfWork


@dataclass(slots=True)
class AssetLine:
    """One asset as a list shows it."""

    id: RecordId
    kind: str
    name_cy: str
    name_en: str
    name_first: str
    status: str
    visibility: str
    tags: str  # as JSON
    where: str  # kind of whereabouts
    place: str  # address, area or postcode
    checked_on: str  # ISO 8601 or ""
    review_due: str
    sensitive: bool

    def name(self, language: str) -> str:
        """Give the name for a reader of *language*, the other one where it is missing."""
        cy, en = self.name_cy, self.name_en
        return (cy or en) if language == "cy" else (en or cy)

    def order(self, language: str) -> str:
        """Give what sorts names as *language* does."""
        return sort_key(self.name(language), language)

    @property
    def tag_list(self) -> list[str]:
        return list(orjson.loads(self.tags)) if self.tags != "[]" else []

    @property
    def words(self) -> str:
        """Everything that a filter looks for, without capitals and accents."""
        return fold(f"{self.name_cy} {self.name_en} {self.tags} {self.place}")


_COLUMNS = (
    *("id", "kind", "name_cy", "name_en", "name_first", "status", "visibility", "tags", "where_kind"),
    *("where_address", "where_postcode", "where_area_cy", "where_area_en", "checked_on", "review_due", "sensitive"),
)


def asset_lines(uow: UnitOfWork, ids: Sequence[RecordId] | None = None) -> list[AssetLine]:
    """List all assets, or those of some ids, in order of their making."""
    return [_line(row) for row in tuples_of(uow.connection, "asset", _COLUMNS, ids)]


def _line(row: Iterable[object]) -> AssetLine:
    (number, kind, cy, en, first, status, visibility, tags, where, address, postcode, area_cy, area_en, checked, due,
     sensitive) = row  # fmt: skip
    place = ", ".join(str(part) for part in (address, postcode, area_cy or area_en) if part).replace("\n", ", ")
    return AssetLine(
        id=str(number),
        kind=str(kind),
        name_cy=str(cy),
        name_en=str(en),
        name_first=str(first),
        status=str(status),
        visibility=str(visibility),
        tags=str(tags),
        where=str(where),
        place=place,
        checked_on=str(checked or ""),
        review_due=str(due or ""),
        sensitive=bool(sensitive),
    )
