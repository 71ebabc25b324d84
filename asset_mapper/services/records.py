"""Adding, editing and removing records of any kind: the plain steps, each one Undo."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.record import Record
from asset_mapper.errors import ConflictError
from asset_mapper.i18n import _, ngettext
from asset_mapper.services.removing import removal
from asset_mapper.services.what_goes import label_of, removing
from asset_mapper.storage.unit_of_work import UnitOfWork


def add(uow: UnitOfWork, *records: Record) -> ChangeSet:
    """Add records, owners before what they own."""
    label = ngettext("Add {n} record", "Add {n} records", len(records)).format(n=len(records))
    return uow.write(ChangeSet(label, tuple(Change(None, record) for record in records)))


def edit(uow: UnitOfWork, kind: type[Record], record_id: RecordId, **fields: Any) -> ChangeSet:
    """Give some fields of one record new values. Values that are as before make no step."""
    before = uow.store(kind).get(record_id)
    after = replace(before, **fields)
    changes = () if after == before else (Change(before, after),)
    return uow.write(ChangeSet(_("Edit"), changes))


def save(uow: UnitOfWork, before: Record, after: Record, label: str = "") -> ChangeSet:
    """Keep what a form changed in a record, on top of what has been changed elsewhere since the form was opened.

    Raises
    ------
    ConflictError
        The same field was changed elsewhere, to something else.
    """
    now = uow.store(type(before)).get(before.id)
    changed: dict[str, Any] = {}
    for name in (field.name for field in fields(before) if field.name != "changed_at"):
        wanted, was, current = (getattr(record, name) for record in (after, before, now))
        if wanted != was and wanted != current:
            if current != was:
                raise ConflictError(_("This was changed elsewhere meanwhile. Close the form and open it again."))
            changed[name] = wanted
    changes = (Change(now, replace(now, **changed)),) if changed else ()
    return uow.write(ChangeSet(label or _("Edit"), changes))


def remove(uow: UnitOfWork, kind: type[Record], ids: Sequence[RecordId]) -> ChangeSet:
    """Remove records with all that hangs on them; the label says what went too."""
    records: list[Record] = list(uow.store(kind).with_ids(ids))
    changes = removal(uow, records)
    return uow.write(ChangeSet(label_of(removing(records), changes, {one.id for one in records}), changes))
