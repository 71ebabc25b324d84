"""What a user does with an asset: place it, change it, check it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from asset_mapper.domain import checks
from asset_mapper.domain.asset import Asset, AssetStatus
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.checks import Everything, Severity
from asset_mapper.domain.consent import Consent
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.whereabouts import Whereabouts
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import _
from asset_mapper.services import records
from asset_mapper.storage.unit_of_work import UnitOfWork

_MONTHS_BETWEEN_CHECKS = 12  # where the project does not say

_SAID_WHILE_TYPING = frozenset({"held-back", "sensitive-public"})


def save(uow: UnitOfWork, before: Asset, after: Asset) -> ChangeSet:
    """Keep what a form changed in an asset, provided that nobody changed the same meanwhile.

    Raises
    ------
    ConflictError
        Somebody did.
    InvalidValueError
        It would be at a venue that is at itself again, or at a person.
    """
    if after.whereabouts.venue_id != before.whereabouts.venue_id:
        _check_venue(uow, after)
    return records.save(uow, before, after, _("Change “{name}”").format(name=after.name.given))


def cautions(asset: Asset, consents: Sequence[Consent], today: date) -> list[str]:
    """Say what the rules of the project find in an asset that is being typed, by the same words as the check."""
    records_of_one = Everything(today, {asset.id: asset}, {asset.id: tuple(consents)}, (), {})
    return [found.message for found in checks.broken(records_of_one) if found.code in _SAID_WHILE_TYPING]


def place(uow: UnitOfWork, asset_id: RecordId, whereabouts: Whereabouts) -> ChangeSet:
    """Say where an asset is."""
    asset = uow.assets.get(asset_id)
    return uow.write(ChangeSet(_("Place on the map"), (Change(asset, replace(asset, whereabouts=whereabouts)),)))


def flagged(asset: Asset) -> Asset:
    """Give *asset* as sensitive: it goes no further than to partners. To show it to everyone is a later decision."""
    narrower = Audience.PARTNERS if asset.visibility is Audience.PUBLIC else asset.visibility
    return replace(asset, sensitive=True, visibility=narrower)


def still_true(uow: UnitOfWork, ids: Sequence[RecordId], on: date, by: str) -> ChangeSet:
    """Say that some assets were checked and are still as recorded.

    What was due for a check is due again after the time that the project sets, else after a year; what nobody had
    checked yet is active from now on.
    """
    months = uow.project.retention_months
    changes = tuple(
        Change(
            asset,
            replace(
                asset,
                checked_on=on,
                checked_by=by,
                review_due=_next_check(asset.review_due, on, months),
                status=AssetStatus.ACTIVE if asset.status is AssetStatus.UNCHECKED else asset.status,
            ),
        )
        for asset in uow.assets.with_ids(ids)
    )
    return uow.write(ChangeSet(_("Still true"), changes))


def _next_check(due: date | None, checked: date, months: int | None) -> date | None:
    """Say when to look again: a day that is still to come stays."""
    if due is not None and due > checked:
        return due
    if due is None and months is None:
        return None
    from dateutil.relativedelta import relativedelta

    return checked + relativedelta(months=_MONTHS_BETWEEN_CHECKS if months is None else months)


def _check_venue(uow: UnitOfWork, asset: Asset) -> None:
    """Refuse a venue by the rule that the check has for it, following the venues of venues."""
    chain, here = {asset.id: asset}, asset
    while (venue_id := here.whereabouts.venue_id) and venue_id not in chain:
        venue = uow.assets.find(venue_id)
        if venue is None:
            break
        chain[venue.id] = here = venue
    for found in checks.venues_are_places_that_are_known(Everything(date.min, chain, {}, (), {})):
        if found.severity is Severity.ERROR and found.record == asset.id:
            raise InvalidValueError(found.message)
