"""All that is shown of one outcome: itself, what supports it and where it leads, its indicators and its votes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.evidence import Coverage, Evidence
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.indicator import Indicator, Reading
from asset_mapper.domain.link import Link
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.outcome import Framework, Outcome
from asset_mapper.services import votes
from asset_mapper.services.evidence import best_of, evidence_by_link
from asset_mapper.services.votes import VotesAt
from asset_mapper.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class KnownLink:
    """A link, what stands at its other end, and what is known about it."""

    link: Link
    other: Asset | Outcome
    evidence: tuple[Evidence, ...]

    @property
    def coverage(self) -> Coverage:
        return best_of(self.evidence)


@dataclass(frozen=True, slots=True)
class OutcomePortrait:
    """One outcome with everything around it."""

    outcome: Outcome
    framework: Framework
    supported_by: tuple[KnownLink, ...]  # by assets
    comes_from: tuple[KnownLink, ...]  # outcomes that lead to it
    leads_to: tuple[KnownLink, ...]
    indicators: tuple[tuple[Indicator, tuple[Reading, ...]], ...]  # readings by their day
    session: MappingSession | None = None  # where it was said
    votes: tuple[VotesAt, ...] = ()  # by session

    @property
    def total(self) -> int:
        """All votes that it was given."""
        return sum(one.votes for one in self.votes)

    def votes_at(self, session_id: RecordId | None) -> int:
        """Give the votes of one session, or of none."""
        return sum(one.votes for one in self.votes if (one.session.id if one.session else None) == session_id)


def portrait(uow: UnitOfWork, outcome_id: RecordId) -> OutcomePortrait | None:
    """Read everything about one outcome; ``None`` when it is not there any more."""
    outcome = uow.outcomes.find(outcome_id)
    if outcome is None:
        return None
    coming, going = list(uow.links.where(outcome_id=outcome_id)), list(uow.links.where(from_outcome_id=outcome_id))
    evidence = evidence_by_link(uow, [link.id for link in (*coming, *going)])
    assets = {asset.id: asset for asset in uow.assets.with_ids(link.asset_id for link in coming if link.asset_id)}
    ends = [link.from_outcome_id for link in coming] + [link.outcome_id for link in going]
    outcomes = {near.id: near for near in uow.outcomes.with_ids(key for key in ends if key)}

    def known(
        links: Sequence[Link], others: Mapping[RecordId, Asset] | Mapping[RecordId, Outcome], end: str
    ) -> tuple[KnownLink, ...]:
        return tuple(
            KnownLink(link, others[getattr(link, end)], evidence.get(link.id, ()))
            for link in links
            if getattr(link, end) in others
        )

    indicators = list(uow.indicators.where(outcome_id=outcome_id))
    readings: dict[RecordId, list[Reading]] = {indicator.id: [] for indicator in indicators}
    for reading in uow.readings.where(indicator_id=list(readings)) if readings else ():
        readings[reading.indicator_id].append(reading)
    return OutcomePortrait(
        outcome=outcome,
        framework=uow.frameworks.get(outcome.framework_id),
        supported_by=known(coming, assets, "asset_id"),
        comes_from=known(coming, outcomes, "from_outcome_id"),
        leads_to=known(going, outcomes, "outcome_id"),
        indicators=tuple(
            (indicator, tuple(sorted(readings[indicator.id], key=lambda reading: reading.on)))
            for indicator in indicators
        ),
        session=uow.sessions.find(outcome.session_id or ""),
        votes=votes.votes_of(uow, outcome_id),
    )
