"""What people agreed to: noted when given, ended when withdrawn, with the files named that held them."""

from dataclasses import replace
from datetime import date

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.consent import Consent, Purpose
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.project import ExportRecord
from asset_mapper.errors import WrongUseError
from asset_mapper.i18n import _
from asset_mapper.storage.unit_of_work import UnitOfWork


def give(uow: UnitOfWork, consent: Consent) -> ChangeSet:
    """Note what a person agreed to."""
    if uow.assets.get(consent.asset_id).kind is not AssetKind.PERSON:
        raise WrongUseError(_("Only a person can agree."))
    return uow.write(ChangeSet(_("Note an agreement"), (Change(None, consent),)))


def withdraw(uow: UnitOfWork, asset_id: RecordId, on: date, purpose: Purpose | None = None) -> ChangeSet:
    """End what a person agreed to, for one purpose or all; ``files_that_held`` then names what went out before.

    Whoever does not want to be kept any more is not shown any more either: that ends everything.
    """
    standing = (consent for consent in uow.consents.where(asset_id=asset_id) if consent.withdrawn_on is None)
    changes = tuple(
        Change(consent, replace(consent, withdrawn_on=max(on, consent.given_on)))
        for consent in standing
        if purpose in (None, Purpose.HOLD, consent.purpose)
    )
    return uow.write(ChangeSet(_("Withdraw an agreement"), changes))


def files_that_held(uow: UnitOfWork, asset_id: RecordId) -> list[ExportRecord]:
    """List the files that left the project with this person in them."""
    return [export for export in uow.exports.all() if asset_id in export.people]
