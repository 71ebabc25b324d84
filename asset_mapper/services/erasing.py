"""Erasing a person, or anything else, from the records, the history, the search index and the backups."""

from dataclasses import replace
from typing import Any

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.ids import RecordId
from asset_mapper.i18n import _
from asset_mapper.services.removing import removal
from asset_mapper.storage.unit_of_work import UnitOfWork


def erase(uow: UnitOfWork, asset_id: RecordId) -> ChangeSet:
    """Erase an asset with all that is its own. This cannot be undone.

    The list of exports keeps that they were made, without the person. Older backups are replaced by one of now.
    """
    asset = uow.assets.get(asset_id)
    forgetting: tuple[Change[Any], ...] = tuple(
        Change(export, replace(export, people=tuple(person for person in export.people if person != asset_id)))
        for export in uow.exports.all()
        if asset_id in export.people
    )
    records: list[Any] = [asset]
    return uow.erase(ChangeSet(_("Erase"), (*forgetting, *removal(uow, records))))


def everything_about(uow: UnitOfWork, asset_id: RecordId) -> list[Any]:
    """List all that is held about an asset, for someone who asks: itself, what is its own, and what names it.

    That includes the exports that held them; what happened to each record is its history.
    """
    asset: Asset = uow.assets.get(asset_id)
    records: list[Any] = [asset]
    hanging = (change.before for change in removal(uow, records) if change.before is not None)
    exports = (export for export in uow.exports.all() if asset_id in export.people)
    return [asset, *(record for record in hanging if record.id != asset_id), *exports]
