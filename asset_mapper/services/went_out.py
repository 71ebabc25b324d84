"""What went out of a project: which files, for whom, and who of those in them no longer agrees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.consent import PURPOSE_FOR, Consent, Purpose
from asset_mapper.domain.project import ExportRecord
from asset_mapper.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class WentOut:
    """A file that left the project, and who of those in it no longer agrees."""

    record: ExportRecord
    people: int
    withdrawn: tuple[tuple[str, str], ...]  # id and name of each


def went_out(uow: UnitOfWork, today: date | None = None) -> list[WentOut]:
    """List what was published, the newest first."""
    day = today or date.today()  # noqa: DTZ011 - the user's day
    given: dict[tuple[str, Purpose], list[Consent]] = {}
    for consent in uow.consents.all():
        given.setdefault((consent.asset_id, consent.purpose), []).append(consent)
    records = sorted(uow.exports.all(), key=lambda record: record.at, reverse=True)
    people = {person for record in records for person in record.people}
    names = {asset.id: asset.name.given for asset in uow.assets.with_ids(people)}

    def has_withdrawn(person: str, audience: Audience) -> bool:
        consents = given.get((person, PURPOSE_FOR.get(audience, Purpose.HOLD)), [])
        stands = any(consent.stands_on(day) for consent in consents)
        return not stands and any(consent.withdrawn_on is not None for consent in consents)

    return [
        WentOut(
            record,
            len(record.people),
            tuple(
                (person, names[person])
                for person in record.people
                if person in names and has_withdrawn(person, record.audience)
            ),
        )
        for record in records
    ]
