"""Making one record of two, with all that hangs on either, nothing lost and nothing doubled.

One of the two stays and takes over what hangs on the other; ``services/kept_of_two.py`` says what it keeps of both.
Where what hangs on them contradicts itself in what protects people, the stricter one wins: a withdrawn agreement.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.audience import VISIBILITIES
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.consent import Consent, Purpose
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.pathway import Card
from asset_mapper.domain.record import Record
from asset_mapper.domain.records import RECORDS
from asset_mapper.domain.relation import Relation
from asset_mapper.domain.talent import Match
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import _
from asset_mapper.services.kept_of_two import Picks, joined_text, merged
from asset_mapper.storage.mappings import mapping_of
from asset_mapper.storage.unit_of_work import UnitOfWork


def merge(uow: UnitOfWork, first_id: RecordId, second_id: RecordId, picks: Picks) -> ChangeSet:
    """Make one asset of two, with all that hangs on them.

    The first stays, unless its place is confidential and the other's is not: then the other stays and becomes
    confidential, so that its place goes from the history too.

    Raises
    ------
    InvalidValueError
        They are the same already, or must not become one.
    """
    first, second = uow.assets.get(first_id), uow.assets.get(second_id)
    if first.id == second.id:
        raise InvalidValueError(_("Choose two records to make one of."))
    stays, goes = (second, first) if first.confidential and not second.confidential else (first, second)
    one = replace(merged(first, second, picks), id=stays.id, created_at=stays.created_at, import_id=stays.import_id)
    moving = _Moving(uow, goes.id, stays.id)
    moving.change(stays, one)
    moving.move_all()
    if one.kind is AssetKind.PERSON:
        moving.keep_withdrawn(stays.id)
    moving.change(goes, None)
    label = _("Make one of “{name}” and “{other}”").format(name=first.name.given, other=second.name.given)
    return uow.write(ChangeSet(label, moving.changes))


_OF_EVERY_RECORD = frozenset(field.name for field in fields(Record))
_NOT_COMPARED = _OF_EVERY_RECORD | {"audience"}
_MOVED = ("contact", "meeting", "talent", "hours", "relation", "consent", "link", "match", "evidence")
"""What can hang on an asset, or on what hangs on it; owners before what they own."""


class _Moving:
    """Moves what hangs on one record to another; of what both have, one is kept."""

    def __init__(self, uow: UnitOfWork, goes: RecordId, stays: RecordId) -> None:
        self._uow = uow
        self._new_ids: dict[RecordId, RecordId] = {goes: stays}  # of all that goes: what stands for it
        self._seen: dict[RecordId, tuple[Any, Any]] = {}  # id → before, after

    @property
    def changes(self) -> tuple[Change[Any], ...]:
        """What is to be done: changes first, then what goes, what is owned before its owner."""
        changes = [Change(before, after) for before, after in self._seen.values() if before != after]
        kinds = list(RECORDS.values())
        gone = [change for change in changes if change.after is None]
        gone.sort(key=lambda change: kinds.index(type(change.record)), reverse=True)
        return (*(change for change in changes if change.after is not None), *gone)

    def change(self, record: Record, after: Record | None) -> None:
        before, _now = self._seen.get(record.id, (record, record))
        self._seen[record.id] = (before, after)

    def move_all(self) -> None:
        for guest in self._uow.assets.where(where_venue_id=list(self._new_ids)):
            guest = self._now(guest)
            if guest is not None and guest.whereabouts.venue_id in self._new_ids:
                venue = self._new_ids[guest.whereabouts.venue_id]
                self.change(guest, replace(guest, whereabouts=replace(guest.whereabouts, venue_id=venue)))
        for name in _MOVED:
            columns = [one.column for one in mapping_of(name).references if one.to in ("asset", *_MOVED)]
            self._move(name, columns)
        self._move("attachment", ["record_id"])
        self._move_in_pathways()
        for export in self._uow.exports.all():
            people = tuple(dict.fromkeys(self._new_ids.get(person, person) for person in export.people))
            self.change(export, replace(export, people=people))

    def keep_withdrawn(self, person: RecordId) -> None:
        """What was withdrawn on either record stays withdrawn, whatever was given before that day on the other."""
        consents = [
            now
            for consent in self._uow.consents.where(asset_id=[*self._new_ids, person])
            if isinstance(now := self._now(consent), Consent)
        ]
        for consent in consents:
            ended = [
                one.withdrawn_on
                for one in consents
                if one.withdrawn_on is not None
                and one.purpose in (Purpose.HOLD, consent.purpose)
                and one.withdrawn_on >= consent.given_on
            ]
            if ended and consent.withdrawn_on is None:
                self.change(consent, replace(consent, withdrawn_on=min(ended)))

    def _now(self, record: Any) -> Any:
        return self._seen[record.id][1] if record.id in self._seen else record

    def _move(self, name: str, columns: list[str]) -> None:
        """Move the records of one kind, and let go of those that their new owner has already."""
        store = self._uow.store_named(name)
        for column in columns:
            for found in list(store.where(**{column: list(self._new_ids)})):
                record = self._now(found)
                if record is None:
                    continue
                moved = (
                    replace(
                        record,
                        **{
                            at: self._new_ids[value]
                            for at in columns
                            if (value := getattr(record, at)) in self._new_ids
                        },
                    )
                    if not self._is_of_itself(record, columns)
                    else None
                )
                twin = None if moved is None else self._twin(name, moved, column)
                if moved is None:
                    self.change(record, None)
                elif twin is None:
                    self.change(record, moved)
                else:
                    self.change(record, None)
                    self.change(twin, _with_both(twin, moved))
                    self._new_ids[record.id] = twin.id

    def _is_of_itself(self, record: Any, columns: list[str]) -> bool:
        """Tell whether it would join the one record with itself."""
        if not isinstance(record, (Relation, Match)):
            return False
        ends = [self._new_ids.get(getattr(record, column), getattr(record, column)) for column in columns]
        return bool(ends[0] == ends[1])

    def _twin(self, name: str, moved: Any, column: str) -> Any:
        """Find what says the same already where *moved* comes to."""
        store = self._uow.store_named(name)
        stays = getattr(moved, column)
        arrived = [now for _before, now in self._seen.values() if type(now) is type(moved)]
        there = [self._now(one) for one in store.where(**{column: stays})]
        for other in (*there, *arrived):
            if other is not None and other.id != moved.id and _content(other) == _content(moved):
                return other
        return None

    def _move_in_pathways(self) -> None:
        for pathway in self._uow.pathways.all():
            cards: list[Card] = []
            for card in pathway.cards:
                here = self._new_ids.get(card.record_id, card.record_id)
                if here not in [one.record_id for one in cards]:
                    cards.append(replace(card, record_id=here))
            links = dict.fromkeys(self._new_ids.get(link, link) for link in pathway.link_ids)
            self.change(pathway, replace(pathway, cards=tuple(cards), link_ids=tuple(links)))


def _content(record: Any) -> tuple[Any, ...]:
    """Give what a record says, apart from who may see it and where it comes from."""
    return tuple(getattr(record, field.name) for field in fields(record) if field.name not in _NOT_COMPARED)


def _with_both(twin: Any, other: Any) -> Any:
    """Give what is kept of two that say the same: the narrower audience, and the sources of both."""
    kept = replace(twin, source=joined_text(twin.source, other.source))
    if hasattr(twin, "audience"):
        kept = replace(kept, audience=min(twin.audience, other.audience, key=VISIBILITIES.index))
    return kept
