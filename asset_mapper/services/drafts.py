"""What was typed into forms and is not saved yet, kept in the project so that it outlives a program that was killed.

These are no steps: they have no history and no Undo, and nobody is told. Run them by ``OpenProject.note``.
The key of a form is its name and the id of the record that it belongs to, such as ``contact:0198…``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.record import Record, utc_now
from asset_mapper.domain.records import RECORDS
from asset_mapper.storage.drafts import Draft
from asset_mapper.storage.unit_of_work import UnitOfWork

KEPT_FOR = timedelta(days=30)

_TELLS_WHERE = frozenset({"address", "postcode", "position"})
_ID_LETTERS = 36


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A form that was not finished, and what it belongs to."""

    key: str
    content: dict[str, Any]
    record: Record | None  # nothing when it is about something new that belongs to nothing
    asset: Asset | None  # the record itself, or the asset that it belongs to

    @property
    def form(self) -> str:
        return self.key.partition(":")[0]


def keep(uow: UnitOfWork, key: str, content: Mapping[str, Any]) -> None:
    """Keep what was typed into a form; nothing when that is nothing, or what it was about is gone.

    What tells where a confidential place is has no draft.
    """
    record = _record(uow, key)
    if isinstance(record, Asset) and record.confidential:
        content = {field: value for field, value in content.items() if field not in _TELLS_WHERE}
    if not content or (record is None and _id_in(key)):
        uow.drafts.drop(key)
    else:
        uow.drafts.put(Draft(key, dict(content), utc_now()))


def drop(uow: UnitOfWork, key: str) -> None:
    """Forget what was typed into a form: it was saved, or nobody wants it."""
    uow.drafts.drop(key)


def take_up(uow: UnitOfWork) -> list[Unfinished]:
    """Give what was not finished on this laptop, the last first; what is old or belongs to nothing more goes."""
    uow.drafts.drop_written_before(utc_now() - KEPT_FOR)
    found = []
    for draft in uow.drafts.all():
        record = _record(uow, draft.key)
        if record is None and _id_in(draft.key):
            uow.drafts.drop(draft.key)
            continue
        found.append(Unfinished(draft.key, draft.content, record, _asset_of(uow, record)))
    return found


def _id_in(key: str) -> RecordId:
    """Give the id in the key of a form; ``""`` when it is about something new that belongs to nothing."""
    last = key.partition(":")[2]
    return last if len(last) == _ID_LETTERS else ""


def _record(uow: UnitOfWork, key: str) -> Record | None:
    record_id = _id_in(key)
    if not record_id:
        return None
    return next((one for name in RECORDS for one in uow.store_named(name).where(id=record_id)), None)


def _asset_of(uow: UnitOfWork, record: Record | None) -> Asset | None:
    belongs_to = getattr(record, "asset_id", None) or getattr(record, "record_id", None)
    asset_id = record.id if isinstance(record, Asset) else belongs_to
    return next(iter(uow.assets.where(id=asset_id)), None) if asset_id else None
