"""All that is shown of one asset beside a list or map: itself, what is its own, and what it is linked to."""

from __future__ import annotations

from dataclasses import dataclass

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.attachment import Attachment
from asset_mapper.domain.consent import Consent
from asset_mapper.domain.contact import ContactPoint
from asset_mapper.domain.evidence import Coverage, Evidence
from asset_mapper.domain.hours import HoursGiven
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.link import Link
from asset_mapper.domain.meeting import Meeting
from asset_mapper.domain.outcome import Outcome
from asset_mapper.domain.relation import Relation
from asset_mapper.domain.talent import Talent
from asset_mapper.services.evidence import best_of, evidence_by_link
from asset_mapper.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Supported:
    """An outcome that an asset supports, by which link, on what evidence."""

    link: Link
    outcome: Outcome
    evidence: tuple[Evidence, ...]

    @property
    def coverage(self) -> Coverage:
        """The highest rung that any evidence reaches; not yet known without any."""
        return best_of(self.evidence)


@dataclass(frozen=True, slots=True)
class Portrait:
    """One asset with everything around it."""

    asset: Asset
    venue: Asset | None
    contacts: tuple[ContactPoint, ...]
    meetings: tuple[tuple[Meeting, Asset | None], ...]  # with the venue of each
    talents: tuple[Talent, ...]
    consents: tuple[Consent, ...]
    relations: tuple[tuple[Relation, Asset], ...]  # with the asset at the other end
    supports: tuple[Supported, ...]
    attachments: tuple[Attachment, ...]
    hours: tuple[HoursGiven, ...] = ()  # the latest period first


def portrait(uow: UnitOfWork, asset_id: RecordId) -> Portrait | None:
    """Read everything about one asset; ``None`` when it is not there any more."""
    asset = uow.assets.find(asset_id)
    if asset is None:
        return None
    meetings = tuple(uow.meetings.where(asset_id=asset_id))
    relations = (*uow.relations.where(from_id=asset_id), *uow.relations.where(to_id=asset_id))
    others = {
        relation.id: relation.to_id if relation.from_id == asset_id else relation.from_id for relation in relations
    }
    needed = [asset.whereabouts.venue_id, *(meeting.venue_id for meeting in meetings), *others.values()]
    near = {other.id: other for other in uow.assets.with_ids(key for key in needed if key)}
    links = tuple(uow.links.where(asset_id=asset_id))
    outcomes = {outcome.id: outcome for outcome in uow.outcomes.with_ids(link.outcome_id for link in links)}
    evidence = evidence_by_link(uow, [link.id for link in links])
    return Portrait(
        asset=asset,
        venue=near.get(asset.whereabouts.venue_id or ""),
        contacts=tuple(uow.contacts.where(asset_id=asset_id)),
        meetings=tuple((meeting, near.get(meeting.venue_id or "")) for meeting in meetings),
        talents=tuple(uow.talents.where(asset_id=asset_id)),
        consents=tuple(uow.consents.where(asset_id=asset_id)),
        relations=tuple(
            (relation, near[others[relation.id]]) for relation in relations if others[relation.id] in near
        ),
        supports=tuple(Supported(link, outcomes[link.outcome_id], evidence.get(link.id, ())) for link in links),
        attachments=tuple(uow.attachments.where(record_id=asset_id)),
        hours=tuple(sorted(uow.hours.where(asset_id=asset_id), key=lambda one: (one.since, one.id), reverse=True)),
    )
