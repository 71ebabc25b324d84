"""The outcomes of a publication and what hangs on them: links, evidence, pathways, journeys."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from asset_mapper.domain.evidence import Coverage
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.outcome import PERSONAL_KEY
from asset_mapper.domain.publication import Reason
from asset_mapper.services.journeys import journeys_that_name_somebody, people_but
from asset_mapper.services.publications.sieve import Sieve, empty_unknown, objects


def outcomes_frame(sieve: Sieve) -> Any:
    outcomes = sieve.frame("outcome")
    if sieve.for_team:
        return outcomes
    outcomes = sieve.by_audience(outcomes, "outcome", Reason.VISIBILITY, "visibility")
    frameworks = sieve.frame("framework")
    personal = outcomes.personal | outcomes.framework_id.isin(frameworks.id[frameworks.key == PERSONAL_KEY])
    sieve.hold(Reason.PERSONAL, "outcome", outcomes[personal])
    outcomes = outcomes[~personal].copy()
    empty_unknown(outcomes, "parent_id", set(outcomes.id))
    return outcomes


def links_frame(sieve: Sieve, assets: set[RecordId], outcomes: set[RecordId]) -> Any:
    links = sieve.hanging(sieve.frame("link"), "link", outcome_id=outcomes)
    start_there = links.asset_id.isin(assets) | links.from_outcome_id.isin(outcomes)
    sieve.hold(Reason.HANGS_ON, "link", links[~start_there])
    return links[start_there]


def evidence_frame(sieve: Sieve, links: set[RecordId], people: set[RecordId]) -> Any:
    """Give the evidence on *links*; outside the team, it names no person but those *people* who are shown."""
    evidence = sieve.hanging(sieve.frame("evidence"), "evidence", link_id=links)
    evidence = sieve.by_audience(evidence, "evidence", Reason.STORY, "permission")
    if not sieve.for_team and len(evidence):
        others = people_but(sieve.uow, people)
        told = zip(evidence.id, evidence.summary_cy, evidence.summary_en, evidence.citation, strict=True)
        evidence = _nameless(sieve, "evidence", evidence, {one for one, *texts in told if others.named_in(texts)})
    evidence = sieve.few(evidence, "n", "evidence", also=("before", "after", "figure", "figure_to"))
    rungs = {coverage.value: coverage.rung for coverage in Coverage}
    return evidence.assign(rung=evidence.coverage.map(rungs).astype("int64"))


def pathways_frame(sieve: Sieve, there: set[RecordId], links: set[RecordId]) -> Any:
    pathways = sieve.frame("pathway")
    cards = [tuple(card for card in cards if card[0] in there) for cards in pathways.cards]
    shown = [tuple(link for link in ids if link in links) for ids in pathways.link_ids]
    pathways = pathways.assign(cards=objects(pathways, cards), link_ids=objects(pathways, shown))
    if sieve.for_team:  # who may begin one with no cards yet
        return pathways
    has_cards = pathways.cards.map(len) > 0
    sieve.hold(Reason.HANGS_ON, "pathway", pathways[~has_cards])
    return pathways[has_cards]


def journeys_frame(sieve: Sieve, outcomes: set[RecordId]) -> Any:
    journeys = sieve.by_audience(sieve.frame("journey"), "journey", Reason.STORY, "permission").copy()
    if not sieve.for_team and len(journeys):  # whoever is in a story is made up
        journeys = _nameless(sieve, "journey", journeys, journeys_that_name_somebody(sieve.uow))
    empty_unknown(journeys, "outcome_id", outcomes)
    return journeys


def _nameless(sieve: Sieve, record: str, frame: Any, naming: Collection[RecordId]) -> Any:
    names = frame.id.isin(naming)
    sieve.hold(Reason.NAMES_SOMEBODY, record, frame[names])
    return frame[~names].copy()
