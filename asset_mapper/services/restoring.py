"""Going back: a record as it was at an earlier step, and what was removed.

Going back is a step like any other, so Undo takes it back too. Three things never come back this way: what was
erased (the history does not hold it any more), where a confidential place is, and an agreement that was withdrawn.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.consent import Consent
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.record import Record
from asset_mapper.domain.records import NAMES
from asset_mapper.domain.whereabouts import NOWHERE
from asset_mapper.errors import WrongUseError
from asset_mapper.i18n import _
from asset_mapper.services import erasing
from asset_mapper.storage.history import Step
from asset_mapper.storage.mappings import OnDelete, mapping_of
from asset_mapper.storage.unit_of_work import UnitOfWork

_NOT_SHOWN = frozenset({"id", "created_at", "changed_at", "session_id", "import_id", "at_table"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One field before and after a step."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Version:
    """A record as one step left it: ``None`` when the step removed it."""

    step: Step
    before: Record | None
    after: Record | None
    is_now: bool  # the record is like this today

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What the step changed; nothing for the step that made or removed the record."""
        return differences(self.before, self.after) if self.before is not None and self.after is not None else ()


@dataclass(frozen=True, slots=True)
class Removed:
    """An asset that was removed, and could come back."""

    asset: Asset
    at: datetime
    who: str


def versions(uow: UnitOfWork, kind: type[Record], record_id: RecordId) -> list[Version]:
    """Give a record as each step left it, the last first."""
    now = uow.store(kind).find(record_id)
    found: list[Version] = []
    for step, change in uow.history.of_record(record_id):
        same = now is not None and change.after is not None and not differences(change.after, now)
        found.append(Version(step, change.before, change.after, same))
    return found[::-1]


def differences(before: Record, after: Record) -> tuple[Difference, ...]:
    """List the fields of people's own that are not the same in two records of one kind."""
    pairs = ((field.name, getattr(before, field.name), getattr(after, field.name)) for field in fields(before))
    return tuple(Difference(name, was, now) for name, was, now in pairs if name not in _NOT_SHOWN and was != now)


def restore(uow: UnitOfWork, version: Record) -> ChangeSet:
    """Make a record again as it was in an earlier *version* of it.

    Raises
    ------
    WrongUseError
        It is an agreement: to agree anew is for the person, not for the history.
    NotFoundError
        The record is not there any more; what was removed comes back with ``bring_back``.
    """
    if isinstance(version, Consent):
        raise WrongUseError(_("An agreement is not put back. Ask the person, and note the new one."))
    now: Any = uow.store(type(version)).get(version.id)
    wanted: Any = _with_what_is_there(uow, version, frozenset())
    if isinstance(now, Asset) and now.confidential:  # the history knows no place of it, and must not bring one back
        wanted = replace(wanted, whereabouts=now.whereabouts, custom={})
    wanted = replace(wanted, created_at=now.created_at, changed_at=now.changed_at)
    changes = () if wanted == now else (Change(now, wanted),)
    return uow.write(ChangeSet(_("Go back to an earlier version"), changes))


def removed(uow: UnitOfWork) -> list[Removed]:
    """List the assets that were removed, the last first. Whoever was erased is not among them."""
    found: dict[RecordId, Removed] = {}
    for step, change in uow.history.removals("asset"):
        if isinstance(change.before, Asset):
            found.setdefault(change.before.id, Removed(change.before, step.at, step.who))
    return list(found.values())


def bring_back(uow: UnitOfWork, asset_id: RecordId) -> ChangeSet:
    """Bring back an asset that was removed, with what went with it and still has its place."""
    return uow.write(ChangeSet(_("Bring back what was removed"), _coming_back(uow, asset_id)))


def erase_removed(uow: UnitOfWork, asset_id: RecordId) -> ChangeSet:
    """Erase what was removed from the history and the backups too, for good."""
    uow.write(ChangeSet(_("Erase"), _coming_back(uow, asset_id)))
    return erasing.erase(uow, asset_id)


def _coming_back(uow: UnitOfWork, asset_id: RecordId) -> tuple[Change[Any], ...]:
    """Work out what comes back with an asset: all that the same step removed, owners first."""
    step = next((step for step, change in uow.history.removals("asset") if change.record.id == asset_id), None)
    if step is None:
        raise WrongUseError(_("This was not removed, or it was erased."))
    gone = [
        change.before for change in uow.history.changes_of(step) if change.before is not None and change.after is None
    ]
    order = {name: number for number, name in enumerate(NAMES.values())}
    made: dict[RecordId, Any] = {}
    for record in sorted(gone, key=lambda one: order[NAMES[type(one)]]):
        store = uow.store(type(record))
        if store.find(record.id) is None and _belongs(record, asset_id, made):
            fitting = _with_what_is_there(uow, record, frozenset(made))
            if fitting is not None:
                made[record.id] = fitting
    return tuple(Change(None, record) for record in made.values())


def _belongs(record: Record, asset_id: RecordId, made: dict[RecordId, Any]) -> bool:
    """Tell whether a record is the asset, or hangs on what comes back with it: several may have gone in one step."""
    if isinstance(record, Asset):
        return record.id == asset_id
    ids = {value for value in (getattr(record, field.name) for field in fields(record)) if isinstance(value, str)}
    return bool(ids & made.keys())


def _with_what_is_there(uow: UnitOfWork, record: Any, coming: frozenset[RecordId]) -> Any:
    """Give *record* without references to what is gone; ``None`` when it cannot be without one of them."""
    for reference in mapping_of(NAMES[type(record)]).references:
        if reference.column == "where_venue_id":
            venue = record.whereabouts.venue_id
            if venue and venue not in coming and uow.assets.find(venue) is None:
                record = replace(record, whereabouts=NOWHERE)
            continue
        other = getattr(record, reference.column)
        if not other or other in coming or uow.store_named(reference.to).find(other) is not None:
            continue
        if reference.on_delete is OnDelete.GOES_TOO:
            return None
        record = replace(record, **{reference.column: None})
    return record
