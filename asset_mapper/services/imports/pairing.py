"""Which rows of a file are assets that are known already.

A row is matched by the asset's own id, by its id at the source, by being the same in all that the file says, or by
name and place or contact (``analysis/duplicates``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from asset_mapper.analysis.duplicates.names import contact_key, name_key, translated_key
from asset_mapper.analysis.duplicates.pairing import pairs as pairs_of
from asset_mapper.analysis.duplicates.things import NEAR_M, Evidence, Grade, Pair, Things, distance_m
from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.ids import RecordId
from asset_mapper.formats.drafting import ImportDraft
from asset_mapper.i18n import _
from asset_mapper.services.imports.known import Known, things_of
from asset_mapper.services.imports.sameness import exactly_known


@dataclass(frozen=True, slots=True)
class Perhaps:
    """A new row, and an asset that may be the same: a person should look."""

    row: int
    asset_id: RecordId
    likeness: float  # of the names, 0 to 100


@dataclass(slots=True)
class Matched:
    """Which rows are known assets."""

    pairs: list[Pair]
    same: list[int]  # rows that are known as they are
    perhaps: list[Perhaps]


def match(one: ImportDraft, known: Known, told: Mapping[int, RecordId], decided: frozenset[int]) -> Matched:
    """Pair rows with known assets, first those of which a person *told* which asset they are.

    The other rows that a person *decided* about have no pair.
    """
    import numpy as np

    left = {row: None for row in range(len(one)) if row not in decided}
    pairs: list[Pair] = []
    for row, asset_id in told.items():
        pairs.append(Pair(row, known.by_id[asset_id], Grade.SAME, Evidence.NOTHING, 100.0))
        known.free.pop(known.by_id[asset_id], None)
    same = exactly_known(one, known, left)
    if not left:
        return Matched(pairs, same, [])
    shapes = np.full(len(one), None, dtype=object)
    shapes[:] = one.assets["geometry"]
    keys = _contact_keys(one, left)
    things = things_of(one.assets, shapes, keys)
    for row in list(left):
        index = known.by_id.get(one.own_ids[row] or "")
        if index is not None and index in known.free:
            pairs.append(Pair(row, index, Grade.SAME, Evidence.NOTHING, 100.0))
            del left[row], known.free[index]
    by_key = [
        (row, index)
        for row in left
        if (index := known.by_key.get(one.assets["source_key"][row] or "")) is not None and index in known.free
    ]
    if _ids_can_be_trusted(by_key, things, known.things):
        for row, index in by_key:
            if index in known.free:
                pairs.append(Pair(row, index, Grade.SAME, Evidence.NOTHING, 100.0))
                del left[row], known.free[index]
    elif by_key:
        one.findings.add(
            "ids-reused",
            _(
                "The ids in the file belong to other assets in the project, so they only number the rows; "
                "they were not used."
            ),
        )
        one.assets["source_key"] = [""] * len(one)
        things = things_of(one.assets, shapes, keys)

    pairs += _by_telling_numbers(one, known, things, left)
    may_pair = _Rules(one, known, things)

    def likeness(row: int, index: int) -> float:
        custom, theirs = one.assets["custom"][row], known.custom[index]
        score = sum(1 for key, value in custom.items() if theirs.get(key) == value)
        return float(score + 2 * bool(one.assets["tags"][row] == known.columns["tags"][index]))

    found, perhaps = pairs_of(things, known.things, left, known.free, likeness, may_pair)
    for pair in found:
        del known.free[pair.known]
    for pair in perhaps:
        _report_perhaps(one, pair, known)
    asked = [Perhaps(pair.new, known.ids[pair.known], pair.likeness) for pair in perhaps]
    return Matched([*pairs, *found], same, asked)


_TELLING_ID = re.compile(r"(?=.*\d)(?=.*[^\d\s]).{5,}|\d{7,}")  # 10/00022/LAND, 100012797623; not 17


def _by_telling_numbers(one: ImportDraft, known: Known, things: Things, left: dict[int, None]) -> list[Pair]:
    """Pair what two lists call by the same long id or UPRN, when its name is the same too."""

    def telling(columns: Mapping[str, Sequence[Any]], index: int) -> list[str]:
        source_id = (columns["source_key"][index] or "").partition(":")[2]
        uprn = columns["where_uprn"][index]
        found = [f"i{source_id}"] if _TELLING_ID.fullmatch(source_id) else []
        return [*found, f"u{uprn.lstrip('0')}"] if uprn else found

    theirs: dict[str, list[int]] = {}
    for index in known.free:
        for number in telling(known.columns, index):
            theirs.setdefault(number, []).append(index)
    if not theirs:
        return []
    pairs: list[Pair] = []
    for row in list(left):
        names = {translated_key(name) for name in things.names[row] if name}
        for number in telling(one.assets, row):
            same = [
                index
                for index in theirs.get(number, ())
                if index in known.free
                and names & {translated_key(name) for name in known.things.names[index] if name}
            ]
            if len(same) == 1:
                pairs.append(Pair(row, same[0], Grade.SAME, Evidence.NUMBER, 100.0))
                del left[row], known.free[same[0]]
                break
    return pairs


_COLLECTIVES = frozenset((AssetKind.GROUP.value, AssetKind.ORGANISATION.value))


class _Rules:
    """When a row and an asset of the same name may be taken for the same.

    In the same list again, always. Between lists, only when they are of the same kind and neither list has the name
    twice: a defibrillator at a school is not the school, and the third hall of a sports centre is not the centre.
    Without anything to compare by, a name alone is enough only in the same list, or for what was made by hand.
    """

    def __init__(self, one: ImportDraft, known: Known, things: Things) -> None:
        self._file, self._headings = one.table.file, set(one.columns)
        self._has_no_columns_of_its_own = not any(one.assets["custom"])
        self._kinds, self._known = one.assets["kind"], known
        self._same: dict[int, bool] = {}
        self._of_new = [{name_key(name) for name in names if name} for names in things.names]
        self._often_new = Counter(key for keys in self._of_new for key in keys)

    def __call__(self, row: int, index: int, grade: Grade) -> bool:
        known = self._known
        if not known.files[index]:  # made by hand
            return True
        if self._is_same_list(index):
            return True
        kinds = {self._kinds[row], known.columns["kind"][index]}
        if len(kinds) > 1 and not kinds <= _COLLECTIVES:
            return False
        if self._has_no_columns_of_its_own and not known.custom[index]:
            return True  # nothing tells the lists apart
        return grade is not Grade.NAMESAKE and all(
            self._often_new[key] == 1 and known.often.get(key, 1) == 1 for key in self._of_new[row]
        )

    def _is_same_list(self, index: int) -> bool:
        if index not in self._same:
            custom = self._known.custom[index]
            there = sum(1 for key in custom if key in self._headings)
            alike = bool(custom) and there > 0.5 * len(custom)
            self._same[index] = self._known.files[index] == self._file or alike
        return self._same[index]


def _contact_keys(one: ImportDraft, rows: Mapping[int, None]) -> list[frozenset[str]]:
    """Give the ways to reach each of some rows, by what has to be the same."""
    keys: dict[int, set[str]] = {}
    for row, kind, value in zip(*(one.contacts[name] for name in ("row", "kind", "value")), strict=True):
        if row in rows:
            keys.setdefault(row, set()).add(contact_key(kind, value))
    nothing: frozenset[str] = frozenset()
    return [frozenset(keys[row]) if row in keys else nothing for row in range(len(one))]


def _ids_can_be_trusted(by_key: Sequence[tuple[int, int]], things: Things, known: Things) -> bool:
    """Tell whether most things with the same id have a like name or place: else the ids only count rows."""
    if not by_key:
        return True
    from rapidfuzz import fuzz

    agree = looked_at = 0
    for row, index in islice(by_key, 0, None, max(1, len(by_key) // 2000)):
        looked_at += 1
        names = [translated_key(name) for name in things.names[row] if name]
        theirs = [translated_key(name) for name in known.names[index] if name]
        near = distance_m(things.lon[row], things.lat[row], known.lon[index], known.lat[index]) <= NEAR_M
        agree += near or any(fuzz.ratio(name, other) >= 60 for name in names for other in theirs)
    return agree >= 0.5 * looked_at


def _report_perhaps(one: ImportDraft, pair: Pair, known: Known) -> None:
    name = next(name for name in known.things.names[pair.known] if name)
    ours = one.assets["name_cy"][pair.new] or one.assets["name_en"][pair.new]
    one.findings.add(
        "perhaps-known",
        _(
            "“{name}” may be the same as “{other}”, which is in the project already ({percent} % alike). It "
            "was added; look at both."
        ).format(name=ours, other=name, percent=round(pair.likeness)),
        row=one.rows[pair.new],
    )
