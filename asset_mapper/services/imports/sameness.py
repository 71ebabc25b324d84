"""Which rows of a file say nothing but what an asset says already: the most of a list that is brought in again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from asset_mapper.formats.drafting import ImportDraft
from asset_mapper.services.imports.known import WHEN, Known, Print, customs

COMPARED = (
    *("name_cy", "name_en", "summary_cy", "summary_en", "notes", "tags", "status", "checked_on", "checked_by"),
    *("review_due", "where_kind", "where_area_cy", "where_area_en", "where_area_code", "where_address"),
    *("where_postcode", "where_uprn", "source", "source_key"),
)


def exactly_known(one: ImportDraft, known: Known, left: dict[int, None]) -> list[int]:
    """Pair the rows that are *left* and say nothing new with free assets; both are left and free no longer.

    The assets are read one after the other, and none of them is kept: only the rows are in memory.
    """
    prints = _Prints(one)
    rows: dict[int, list[int]] = {}  # the hash of what they say → rows
    for row in left:
        rows.setdefault(hash(prints.of(row)), []).append(row)
    same = []
    for index, said, kind, file in known.prints(
        prints.compared,
        with_shape=prints.with_shape,
        with_meetings=prints.with_meetings,
        skipped=one.only_for_new,
    ):
        alike = rows.get(hash(said))
        if not alike or prints.of(alike[0]) != said:
            continue
        may_differ = one.guessed[alike[0]] and file in ("", one.table.file)  # someone corrected a guess
        if kind != one.assets["kind"][alike[0]] and not may_differ:
            continue
        row = alike.pop(0)
        del left[row], known.free[index]
        same.append(row)
    return sorted(same)


class _Prints:
    """What rows say, made when it is asked for: kept, it would take as much room as the rows themselves."""

    def __init__(self, one: ImportDraft) -> None:
        self.compared = [name for name in COMPARED if name in one.given]
        self.with_shape = "geometry" in one.given
        self.with_meetings = not one.is_own  # the words of our own lists say again what records say
        self._columns = [one.assets[name] for name in self.compared]
        self._custom, self._skipped = one.assets["custom"], one.only_for_new
        self._shapes: Sequence[Any] = _written(one.assets["geometry"]) if self.with_shape else ()
        self._contacts = _Owned(one.contacts, ("kind", "value"))
        self._meetings = _Owned(one.meetings if self.with_meetings else {"row": []}, WHEN)

    def of(self, row: int) -> Print:
        return (
            *(column[row] for column in self._columns),
            customs(self._custom[row], self._skipped),
            *self._shapes[row : row + 1],
            self._contacts.of(row),
            self._meetings.of(row),
        )


class _Owned:
    """What belongs to rows, such as the ways to reach them."""

    def __init__(self, columns: Mapping[str, Sequence[Any]], names: Sequence[str]) -> None:
        self._columns = [columns[name] for name in names] if columns["row"] else []
        self._places: dict[int, tuple[int, ...]] = {}
        for place, row in enumerate(columns["row"]):
            self._places[row] = (*self._places.get(row, ()), place)

    def of(self, row: int) -> frozenset[Print]:
        return frozenset(
            tuple(column[place] or "" for column in self._columns) for place in self._places.get(row, ())
        )


def _written(shapes: Sequence[Any]) -> Sequence[bytes | None]:
    import numpy as np
    import shapely

    found = np.full(len(shapes), None, dtype=object)
    found[:] = shapes
    return shapely.to_wkb(found).tolist()  # type: ignore[no-any-return]
