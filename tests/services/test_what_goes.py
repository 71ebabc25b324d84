"""Removing says what goes with it, and Undo brings all of it back."""

from __future__ import annotations

from datetime import date

import pytest

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.evidence import Coverage, Evidence, EvidenceKind
from asset_mapper.domain.indicator import Indicator, IndicatorKind, Reading
from asset_mapper.domain.journey import Journey, JourneyEvent, JourneyPath
from asset_mapper.domain.link import Link
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.outcome import Framework, Outcome
from asset_mapper.domain.pathway import Card, Pathway
from asset_mapper.i18n import speaking
from asset_mapper.services import journeys, outcomes, records
from tests.projects import added, an_asset, everything


def said(text):
    return Bilingual(en=text)


@pytest.fixture
def made(project):
    """A framework with two outcomes, links, evidence, an indicator with readings, a pathway, a session, a journey."""
    session = MappingSession(place=said("Hall"), on=date(2026, 5, 1))
    ours = Framework(key="ours", name=said("Ours"))
    safe = Outcome(framework_id=ours.id, code="O1", name=said("Safe"), session_id=session.id)
    well = Outcome(framework_id=ours.id, code="O2", name=said("Well"))
    choir = an_asset("Choir", session_id=session.id)
    links = [Link(asset_id=choir.id, outcome_id=safe.id), Link(from_outcome_id=safe.id, outcome_id=well.id)]
    pieces = [
        Evidence(link_id=link.id, kind=EvidenceKind.COUNT, coverage=Coverage.OUTPUT, summary=said("12 came"))
        for link in (*links, links[0])
    ]
    indicator = Indicator(outcome_id=safe.id, name=said("Calls"), kind=next(iter(IndicatorKind)))
    readings = [Reading(indicator_id=indicator.id, on=date(2026, month, 1), value=month) for month in (1, 2)]
    pathway = Pathway(
        name=said("Safety"),
        cards=tuple(Card(record_id=one.id) for one in (safe, well, choir)),
        link_ids=tuple(link.id for link in links),
    )
    journey = Journey(name=said("Gwen"), outcome_id=safe.id)
    event = JourneyEvent(journey_id=journey.id, path=next(iter(JourneyPath)), what=said("A fall"))
    added(project, session, ours, safe, well, choir, *links, *pieces, indicator, *readings, pathway, journey, event)
    return {
        "session": session, "framework": ours, "outcome": safe, "asset": choir, "link": links[0],
        "indicator": indicator, "pathway": pathway, "journey": journey,
    }  # fmt: skip


STEPS = {
    "outcome": (
        lambda one: (outcomes.remove_outcomes, [one.id]),
        "Remove the outcome “Safe” (2 links, 3 pieces of evidence, 1 indicator, 2 readings went with it; "
        "1 pathway is drawn without it; 1 record stays without it)",
    ),
    "framework": (
        lambda one: (outcomes.remove_framework, one.id),
        "Remove the framework Ours (2 outcomes, 2 links, 3 pieces of evidence, 1 indicator, 2 readings went with it; "
        "1 pathway is drawn without it; 1 record stays without it)",
    ),
    "indicator": (
        lambda one: (records.remove, Indicator, [one.id]),
        "Remove “Calls” (2 readings went with it)",
    ),
    "link": (
        lambda one: (records.remove, Link, [one.id]),
        "Remove 1 record (2 pieces of evidence went with it; 1 pathway is drawn without it)",
    ),
    "asset": (
        lambda one: (records.remove, Asset, [one.id]),
        "Remove “Choir” (1 link, 2 pieces of evidence went with it; 1 pathway is drawn without it)",
    ),
    "journey": (lambda one: (journeys.remove, one.id), "Remove the journey “Gwen” (1 event went with it)"),
    "pathway": (lambda one: (records.remove, Pathway, [one.id]), "Remove “Safety”"),
    "session": (
        lambda one: (records.remove, MappingSession, [one.id]),
        "Remove “Hall” (2 records stay without it)",
    ),
}


@pytest.mark.parametrize("kind", STEPS)
def test_removing_says_what_goes_with_it_and_undo_brings_all_back(project, made, kind):
    before = everything(project)
    step, label = STEPS[kind]
    assert project.apply(*step(made[kind])).label == label
    assert everything(project) != before
    project.undo()
    assert everything(project) == before


def test_it_is_said_in_the_language_of_the_window(project, made):
    with speaking("cy"):
        label = project.apply(records.remove, Indicator, [made["indicator"].id]).label
    assert "Calls" in label and "2 ddarlleniad" in label and "went" not in label
