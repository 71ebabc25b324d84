"""The outcomes of a publication and what hangs on them: links, evidence, pathways, journeys."""

from __future__ import annotations

from typing import Any

from asset_mapper.domain.evidence import Coverage
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.outcome import PERSONAL_KEY
from asset_mapper.domain.publication import Reason
from asset_mapper.services.journeys import journeys_that_name_somebody
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


def evidence_frame(sieve: Sieve, links: set[RecordId]) -> Any:
    evidence = sieve.hanging(sieve.frame("evidence"), "evidence", link_id=links)
    evidence = sieve.by_audience(evidence, "evidence", Reason.STORY, "permission")
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
        names = journeys_that_name_somebody(sieve.uow)
        sieve.hold(Reason.NAMES_SOMEBODY, "journey", journeys[journeys.id.isin(names)])
        journeys = journeys[~journeys.id.isin(names)].copy()
    empty_unknown(journeys, "outcome_id", outcomes)
    return journeys
