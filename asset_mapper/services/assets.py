"""What a user does with an asset: place it, keep its place confidential, show it, check it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.whereabouts import Whereabouts, confidential
from asset_mapper.i18n import _
from asset_mapper.services import records
from asset_mapper.storage.unit_of_work import UnitOfWork


def save(uow: UnitOfWork, before: Asset, after: Asset) -> ChangeSet:
    """Keep what a form changed in an asset, provided that nobody changed the same meanwhile."""
    return records.save(uow, before, after, _("Change “{name}”").format(name=after.name.given))


def place(uow: UnitOfWork, asset_id: RecordId, whereabouts: Whereabouts) -> ChangeSet:
    """Say where an asset is."""
    asset = uow.assets.get(asset_id)
    return uow.write(ChangeSet(_("Place on the map"), (Change(asset, replace(asset, whereabouts=whereabouts)),)))


def keep_confidential(uow: UnitOfWork, asset_id: RecordId, area: Bilingual | None = None) -> ChangeSet:
    """Make the place of an asset confidential: its coordinates, address and imported columns go, from history too.

    Only the label of an area stays: *area*, or the one that it had.
    """
    asset = uow.assets.get(asset_id)
    hidden = replace(asset, whereabouts=confidential(area or asset.whereabouts.area), custom={})
    return uow.write(ChangeSet(_("Keep the place confidential"), (Change(asset, hidden),)))


def show_to(uow: UnitOfWork, ids: Sequence[RecordId], audience: Audience) -> ChangeSet:
    """Say how far some assets may travel."""
    changes = tuple(
        Change(asset, replace(asset, visibility=audience))
        for asset in uow.assets.with_ids(ids)
        if asset.visibility is not audience
    )
    return uow.write(ChangeSet(_("Show to: {audience}").format(audience=_(audience.label)), changes))


def flag_sensitive(uow: UnitOfWork, ids: Sequence[RecordId]) -> ChangeSet:
    """Say that belonging to these assets tells something private: they are for partners at most, until decided."""
    changes = tuple(Change(asset, flagged(asset)) for asset in uow.assets.with_ids(ids) if not asset.sensitive)
    return uow.write(ChangeSet(_("Flag as sensitive"), changes))


def flagged(asset: Asset) -> Asset:
    """Give *asset* as sensitive: it goes no further than to partners. To show it to everyone is a later decision."""
    narrower = Audience.PARTNERS if asset.visibility is Audience.PUBLIC else asset.visibility
    return replace(asset, sensitive=True, visibility=narrower)


def still_true(uow: UnitOfWork, ids: Sequence[RecordId], on: date, by: str) -> ChangeSet:
    """Say that some assets were checked and are still as recorded."""
    changes = tuple(Change(asset, replace(asset, checked_on=on, checked_by=by)) for asset in uow.assets.with_ids(ids))
    return uow.write(ChangeSet(_("Still true"), changes))
