"""Checking a project: is its file sound, and do its records keep the rules?"""

from datetime import date
from pathlib import Path

from asset_mapper.domain import checks
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.checks import Everything, Finding, Severity
from asset_mapper.domain.consent import Consent
from asset_mapper.domain.ids import RecordId
from asset_mapper.i18n import N_, _
from asset_mapper.services import journeys
from asset_mapper.services.open_project import OpenProject
from asset_mapper.storage import integrity
from asset_mapper.storage.unit_of_work import UnitOfWork

_FAULTS = {
    "file": N_("The file is damaged ({detail}). Go back to a backup."),
    "reference": N_("A record refers to another one that is not there ({detail}). Go back to a backup."),
    "row": N_("A record cannot be read ({detail}). Go back to a backup, or remove it."),
    "search-index": N_("The search index does not fit the records. “check --repair” makes it anew."),
    "blob": N_("The contents of an attachment are missing. Attach the file again."),
    "no-project": N_("The title page of the project is missing. “check --repair” makes a new one."),
}


def findings(uow: UnitOfWork, today: date | None = None) -> list[Finding]:
    """List all that is wrong or should be looked at: first the file, then the rules."""
    faults = [
        Finding(Severity.ERROR, fault.code, fault.record_id, _(_FAULTS[fault.code]).format(detail=fault.detail))
        for fault in integrity.faults(uow)
    ]
    if any(fault.code in ("file", "row") for fault in faults):
        return faults  # the rules cannot be asked of records that cannot be read
    return faults + checks.broken(_everything(uow, today or date.today()))  # noqa: DTZ011 - the user's day


def repair(project: OpenProject) -> int:
    """Repair what is derived; gives how many things were mended."""
    mended = 0

    def step(uow: UnitOfWork) -> ChangeSet:
        nonlocal mended
        mended = integrity.repair(uow, Bilingual(en=Path(project.name).stem or "Asset Mapper"))
        return ChangeSet(_("Repair"))

    project.apply(step)
    return mended


def _everything(uow: UnitOfWork, today: date) -> Everything:
    consents: dict[RecordId, list[Consent]] = {}
    for consent in uow.consents.all():
        consents.setdefault(consent.asset_id, []).append(consent)
    return Everything(
        today,
        {asset.id: asset for asset in uow.assets.all()},
        {person: tuple(given) for person, given in consents.items()},
        tuple(uow.meetings.all()),
        {outcome.id: outcome for outcome in uow.outcomes.all()},
        journeys.with_events(uow),
        tuple(uow.hours.all()),
        tuple(uow.outcome_votes.all()),
    )
