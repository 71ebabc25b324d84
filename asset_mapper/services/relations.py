"""How assets stand to one another."""

from __future__ import annotations

from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.relation import Relation
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import _
from asset_mapper.services import records
from asset_mapper.storage.unit_of_work import UnitOfWork


def save(uow: UnitOfWork, before: Relation | None, after: Relation) -> ChangeSet:
    """Keep how two assets stand to each other.

    Raises
    ------
    InvalidValueError
        Just this is recorded already.
    """
    same = uow.relations.where(from_id=after.from_id, to_id=after.to_id, kind=after.kind.value)
    if any(other.id != after.id for other in same):
        raise InvalidValueError(_("This is recorded already."))
    if before is None:
        return uow.write(ChangeSet(_("Add a relation"), (Change(None, after),)))
    return records.save(uow, before, after, _("Change a relation"))
