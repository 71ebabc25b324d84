"""What is recorded already, kept at hand: so that a line is understood while it is typed, among any number of assets.

It is read once, and then follows every step; it belongs to one thread.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.outcome import Outcome
from asset_mapper.domain.project import ImportBatch
from asset_mapper.domain.whereabouts import WhereKind
from asset_mapper.formats.kinds import plain
from asset_mapper.storage.unit_of_work import UnitOfWork

_VENUES = (AssetKind.PLACE, AssetKind.ORGANISATION, AssetKind.EXCHANGE)
_NEAR_ENOUGH = 88  # of 100: how alike two names must be
_MOST_ALIKE = 3
_FEWEST_LETTERS = 3

Key = tuple[RecordId, str]  # an asset, and the language of one of its names


@dataclass(frozen=True, slots=True)
class Familiar:
    """An asset that is there, as far as a line can mean it."""

    id: RecordId
    name: Bilingual
    kind: AssetKind
    tags: tuple[str, ...] = ()
    venue_id: RecordId | None = None
    confidential: bool = False

    @property
    def is_venue(self) -> bool:
        """Whether something can be said to be there. A place that must stay secret is nobody's venue."""
        return self.kind in _VENUES and not self.confidential


@dataclass
class Known:
    """The assets by which a line is understood: their names, ready for comparing; tags; outcomes."""

    assets: dict[RecordId, Familiar] = field(default_factory=dict)
    outcomes: dict[RecordId, Outcome] = field(default_factory=dict)
    tags: Counter[str] = field(default_factory=Counter)
    _names: dict[Key, str] = field(default_factory=dict)
    _places: dict[Key, str] = field(default_factory=dict)
    _answers: dict[tuple[str, str], Any] = field(default_factory=dict)  # to questions asked since the last change

    @classmethod
    def of(cls, assets: Iterable[Familiar], outcomes: Iterable[Outcome]) -> Known:
        there = cls(outcomes={outcome.id: outcome for outcome in outcomes})
        for asset in assets:
            there._add(asset)
        return there

    def follow(self, change_set: ChangeSet) -> bool:
        """Take in what a step did. ``False`` when it does not say all, as an import does: read anew then."""
        self._answers.clear()
        for change in change_set:
            record = change.record
            if isinstance(record, ImportBatch):
                return False
            if isinstance(record, Asset):
                self._remove(record.id)
                if change.after is not None:
                    self._add(_familiar(change.after))
            elif isinstance(record, Outcome):
                self.outcomes.pop(record.id, None)
                if change.after is not None:
                    self.outcomes[record.id] = change.after
        return True

    def place_called(self, text: str) -> RecordId | None:
        """Find the place that *text* names: the whole name, words of it, or nearly so; one only."""
        wanted = plain(text)
        if len(wanted) < _FEWEST_LETTERS:
            return None
        key = ("place", wanted)
        if key not in self._answers:
            self._answers[key] = self._find_place(wanted)
        found: RecordId | None = self._answers[key]
        return found

    def alike(self, name: str) -> tuple[Familiar, ...]:
        """Find what is there already under nearly the same name, the nearest first."""
        wanted = _comparable(name)
        if len(wanted) <= _FEWEST_LETTERS:
            return ()
        key = ("alike", wanted)
        if key not in self._answers:
            ids = dict.fromkeys(found for found, _language in _near(wanted, self._names))
            self._answers[key] = tuple(self.assets[found] for found in list(ids)[:_MOST_ALIKE])
        found: tuple[Familiar, ...] = self._answers[key]
        return found

    def venues_beginning(self, text: str) -> list[Familiar]:
        """List the venues with a word that begins like *text*; those that begin with it themselves come first."""
        wanted = plain(text)
        if not wanted:
            return []
        first: dict[RecordId, None] = {}
        later: dict[RecordId, None] = {}
        for (found, _language), name in self._places.items():
            if name.startswith(wanted):
                first[found] = None
            elif f" {wanted}" in name:
                later[found] = None
        return [self.assets[found] for found in (*first, *(one for one in later if one not in first))]

    def _find_place(self, wanted: str) -> RecordId | None:
        exact = [found for (found, _language), name in self._places.items() if name == wanted]
        if exact:
            return exact[0]
        words = f" {wanted} "
        inside = {found for (found, _language), name in self._places.items() if words in f" {name} "}
        if len(inside) == 1:
            return inside.pop()
        near = {found for found, _language in _near(wanted, self._places)}
        return near.pop() if len(near) == 1 else None

    def _add(self, asset: Familiar) -> None:
        self.assets[asset.id] = asset
        self.tags.update(asset.tags)
        for language, name in (("cy", asset.name.cy), ("en", asset.name.en)):
            if name:
                self._names[asset.id, language] = _comparable(name)
                if asset.is_venue:
                    self._places[asset.id, language] = plain(name)

    def _remove(self, asset_id: RecordId) -> None:
        before = self.assets.pop(asset_id, None)
        if before is None:
            return
        self.tags -= Counter(before.tags)
        for language in ("cy", "en"):
            self._names.pop((asset_id, language), None)
            self._places.pop((asset_id, language), None)


def known(uow: UnitOfWork) -> Known:
    """Read what lines are understood by."""
    return Known.of(_all_assets(uow), uow.outcomes.all())


def _all_assets(uow: UnitOfWork) -> Iterator[Familiar]:
    import orjson

    columns = ("id", "name_cy", "name_en", "name_first", "kind", "tags", "where_venue_id", "where_kind")
    for found, cy, en, first, kind, tags, venue_id, where in zip(
        *(uow.assets.column(column) for column in columns), strict=True
    ):
        yield Familiar(
            id=found,
            name=Bilingual(cy, en, first),
            kind=AssetKind(kind),
            tags=() if tags == "[]" else tuple(orjson.loads(tags)),
            venue_id=venue_id,
            confidential=where == WhereKind.CONFIDENTIAL.value,
        )


def _familiar(asset: Asset) -> Familiar:
    return Familiar(
        asset.id, asset.name, asset.kind, asset.tags, asset.whereabouts.venue_id, confidential=asset.confidential
    )


def _comparable(name: str) -> str:
    return plain(name.replace("&", " and "))


def _near(wanted: str, names: dict[Key, str]) -> list[Key]:
    """List whose names are nearly *wanted*, the nearest first."""
    from rapidfuzz import fuzz, process

    found = process.extract(wanted, names, scorer=fuzz.ratio, score_cutoff=_NEAR_ENOUGH, limit=2 * _MOST_ALIKE)
    return [key for _name, _score, key in found]
