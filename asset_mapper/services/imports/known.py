"""The assets of a project, as far as the rows of a file are compared with them.

A hundred thousand assets and all that they say would take more room than an old laptop has beside the file itself.
So each comparison reads what it needs when it needs it: whether a row is known as it is, asset by asset
(``prints``); the rest only when rows are left that are not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Any

import orjson

from asset_mapper.analysis.duplicates.names import contact_key, name_key
from asset_mapper.analysis.duplicates.things import Things
from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.whereabouts import WhereKind
from asset_mapper.storage.store import tuples_of
from asset_mapper.storage.unit_of_work import UnitOfWork

WHEN = ("rule", "first_on", "starts_at", "ends_at", "when_cy", "when_en")
"""What tells one meeting of an asset from another."""

_TOLD = (
    *("name_cy", "name_en", "kind", "tags", "where_kind", "where_postcode", "where_address", "where_uprn"),
    *("source_key", "custom", "import_id"),
)
_AT_ONCE = 2_000

Print = tuple[Any, ...]
"""All that a row says, and an asset in the same fields: they are equal where the row says nothing new."""


class Known:
    """The assets of a project. They are counted in the order of their making."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self.ids: list[str] = uow.assets.column("id")
        self.by_id = {one: index for index, one in enumerate(self.ids)}
        self.free = dict.fromkeys(range(len(self.ids)))  # those that no row is known to be
        self._files = {batch.id: batch.file for batch in uow.imports.all()}

    def prints(
        self, compared: Sequence[str], *, with_shape: bool, with_meetings: bool, skipped: frozenset[str]
    ) -> Iterator[tuple[int, Print, str, str]]:
        """Give of every free asset what it says in the *compared* columns, its kind, and the file that it is from."""
        names = (*compared, "id", "kind", "import_id", "custom", "geometry")
        readers = [_READERS.get(name, _text) for name in compared]
        assets = enumerate(tuples_of(self._uow.connection, "asset", names))
        while read := list(islice(assets, _AT_ONCE)):
            portion = [(index, row) for index, row in read if index in self.free]
            ids = [row[-5] for _index, row in portion]
            contacts = self._by_owner("contact", ("kind", "value"), ids)
            meetings = self._by_owner("meeting", WHEN, ids) if with_meetings else {}
            shapes = _as_written(row[-1] for _index, row in portion) if with_shape else ()
            for place, (index, row) in enumerate(portion):
                *values, asset_id, kind, import_id, custom, _shape = row
                said = (
                    *(reader(value) for reader, value in zip(readers, values, strict=True)),
                    customs(_dict(custom), skipped),
                    *shapes[place : place + 1],
                    frozenset(contacts.get(asset_id, ())),
                    frozenset(meetings.get(asset_id, ())),
                )
                yield index, said, kind, self._files.get(import_id, "")

    def _by_owner(self, record: str, columns: Sequence[str], ids: Sequence[str] | None) -> dict[str, list[Print]]:
        found: dict[str, list[Print]] = {}
        for owner, *values in tuples_of(self._uow.connection, record, ("asset_id", *columns), ids, by="asset_id"):
            found.setdefault(owner, []).append(tuple(value or "" for value in values))
        return found

    @cached_property
    def columns(self) -> dict[str, list[Any]]:
        """What the assets say, of that by which rows are paired with them."""
        columns: dict[str, list[Any]] = {name: [] for name in _TOLD}
        ways = [(column.append, _READERS.get(name, _text)) for name, column in columns.items()]
        for row in tuples_of(self._uow.connection, "asset", _TOLD):
            for (append, reader), value in zip(ways, row, strict=True):
                append(reader(value))
        return columns

    @cached_property
    def custom(self) -> list[dict[str, str]]:
        return self.columns["custom"]

    @cached_property
    def files(self) -> list[str]:
        """From which file each asset came; ``""`` where it was made by hand."""
        return [self._files.get(one, "") for one in self.columns["import_id"]]

    @cached_property
    def by_key(self) -> dict[str, int]:
        return {key: index for index, key in enumerate(self.columns["source_key"]) if key}

    @cached_property
    def often(self) -> Counter[str]:
        """How many assets have each name."""
        return Counter(key for names in self.things.names for key in {name_key(name) for name in names if name})

    @cached_property
    def things(self) -> Things:
        import numpy as np

        shapes = _decoded(row[0] for row in tuples_of(self._uow.connection, "asset", ("geometry",)))
        owned = self._by_owner("contact", ("kind", "value"), None)
        nothing: frozenset[str] = frozenset()
        keys = [
            frozenset(contact_key(*contact) for contact in owned[one]) if one in owned else nothing
            for one in self.ids
        ]
        return things_of(self.columns, np.asarray(shapes, dtype=object), keys)


def things_of(columns: Mapping[str, Sequence[Any]], shapes: Any, contact_keys: Sequence[frozenset[str]]) -> Things:
    """Gather what is compared, of assets or of rows."""
    import numpy as np
    import shapely

    centres = shapely.centroid(shapes)
    person = AssetKind.PERSON.value
    hidden = WhereKind.CONFIDENTIAL.value
    lon, lat = shapely.get_x(centres), shapely.get_y(centres)
    secret = np.array([kind == hidden for kind in columns["where_kind"]], dtype=bool)
    lon[secret] = np.nan
    return Things(
        names=list(zip(columns["name_cy"], columns["name_en"], strict=True)),
        lon=lon.tolist(),
        lat=lat.tolist(),
        postcodes=columns["where_postcode"],
        addresses=columns["where_address"],
        contacts=contact_keys,
        people=[kind == person for kind in columns["kind"]],
        keys=columns["source_key"],
    )


def customs(custom: Mapping[str, str], skipped: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Give imported columns so that they can be compared, without those that do not count."""
    return tuple(sorted((key, value) for key, value in custom.items() if key not in skipped)) if custom else ()


def _text(value: Any) -> Any:
    return "" if value is None else value


def _day(value: Any) -> Any:
    return value or None


def _tuple(value: str) -> tuple[str, ...]:
    return tuple(orjson.loads(value)) if value != "[]" else ()


def _dict(value: str) -> dict[str, str]:
    return orjson.loads(value) if value != "{}" else {}


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "tags": _tuple,
    "custom": _dict,
    "checked_on": _day,
    "review_due": _day,
}


def _decoded(shapes: Iterator[Any]) -> Any:
    import numpy as np
    import shapely

    texts = [None if shape is None else bytes(shape) for shape in shapes]
    found = np.full(len(texts), None, dtype=object)
    found[:] = texts
    return shapely.from_wkb(found)


def _as_written(shapes: Iterator[Any]) -> Sequence[bytes | None]:
    """Give shapes in the bytes in which those of a draft are compared."""
    import shapely

    return shapely.to_wkb(_decoded(shapes)).tolist()  # type: ignore[no-any-return]
