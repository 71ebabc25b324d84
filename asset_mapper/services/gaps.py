"""What is not yet recorded: where asking next would tell most. Never a fault of anyone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.evidence import Coverage, Evidence
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.indicator import Indicator, Reading
from asset_mapper.domain.link import Link
from asset_mapper.domain.outcome import Outcome
from asset_mapper.services import votes
from asset_mapper.services.evidence import best_of, evidence_by_link, figures_of
from asset_mapper.services.indicators import Measured, in_order
from asset_mapper.services.outcomes import is_local
from asset_mapper.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A link about which nothing is known yet, with its ends."""

    link: Link
    start: Asset | Outcome
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Gaps:
    """What could be learned next, about the outcomes that somebody here cares about."""

    without_assets: tuple[Outcome, ...]
    without_evidence: tuple[OpenLink, ...]
    outputs_only: tuple[Outcome, ...]
    without_change: tuple[Outcome, ...]  # no before and after, in evidence or readings
    not_chosen: tuple[Outcome, ...]  # published outcomes that nobody here has chosen yet


def gaps(uow: UnitOfWork) -> Gaps:
    """Find what is not yet recorded."""
    local = {framework.id for framework in uow.frameworks.all() if is_local(framework)}
    links = list(uow.links.all())
    known = evidence_by_link(uow, [link.id for link in links])
    supports: dict[RecordId, list[Link]] = {}
    for link in links:
        if link.asset_id:
            supports.setdefault(link.outcome_id, []).append(link)
    outcomes = {outcome.id: outcome for outcome in uow.outcomes.all()}
    voted = {outcome_id for outcome_id, counts in votes.by_session(uow).items() if any(counts.values())}
    parents = {outcome.parent_id for outcome in outcomes.values()}
    chosen = [
        one for one in outcomes.values() if one.framework_id in local or matters(one, voted) or one.id in supports
    ]
    wanted = {outcome.id for outcome in chosen}
    # A national measure is not asked for figures of its own: what is done locally cannot move it.
    supported = [outcome for outcome in chosen if outcome.id in supports and not outcome.contributes_only]
    measured = _measured(uow, outcomes)
    return Gaps(
        without_assets=tuple(one for one in chosen if one.id not in supports and one.id not in parents),
        without_evidence=tuple(_open_links(uow, links, known, outcomes)),
        outputs_only=tuple(
            one
            for one in supported
            if best_of(piece for link in supports[one.id] for piece in known.get(link.id, ())) is Coverage.OUTPUT
        ),
        without_change=tuple(
            one
            for one in supported
            if not any(measure.change for measure in measured.get(one.id, ()))
            and not any(
                figures_of(piece).change is not None for link in supports[one.id] for piece in known.get(link.id, ())
            )
        ),
        not_chosen=tuple(one for one in outcomes.values() if one.id not in wanted),
    )


def matters(outcome: Outcome, voted: Collection[RecordId]) -> bool:
    """Tell whether somebody here chose an outcome: said so, voted for it, or decided it for themselves."""
    return outcome.chosen_by is not None or outcome.id in voted or outcome.personal


def _open_links(
    uow: UnitOfWork,
    links: list[Link],
    known: Mapping[RecordId, tuple[Evidence, ...]],
    outcomes: Mapping[RecordId, Outcome],
) -> list[OpenLink]:
    bare = [link for link in links if best_of(known.get(link.id, ())) is Coverage.NONE]
    assets = {asset.id: asset for asset in uow.assets.with_ids(link.asset_id for link in bare if link.asset_id)}
    found = []
    for link in bare:
        start = assets.get(link.asset_id or "") or outcomes.get(link.from_outcome_id or "")
        if start is not None:
            found.append(OpenLink(link, start, outcomes[link.outcome_id]))
    return found


def _measured(uow: UnitOfWork, outcomes: Mapping[RecordId, Outcome]) -> dict[RecordId, list[Measured]]:
    readings: dict[RecordId, list[Reading]] = {}
    for reading in uow.readings.all():
        readings.setdefault(reading.indicator_id, []).append(reading)
    found: dict[RecordId, list[Measured]] = {}
    indicators: list[Indicator] = list(uow.indicators.all())
    for indicator in indicators:
        measure = Measured(indicator, outcomes[indicator.outcome_id], in_order(readings.get(indicator.id, ())))
        found.setdefault(indicator.outcome_id, []).append(measure)
    return found
