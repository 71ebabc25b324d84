"""Journeys in a project: events in their order, two timelines, undo, and what is found before anything leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.checks import Severity
from asset_mapper.domain.journey import Journey, JourneyEvent, JourneyPath
from asset_mapper.domain.outcome import Framework, Outcome
from asset_mapper.domain.publication import Reason
from asset_mapper.errors import InvalidValueError
from asset_mapper.services import checking, journeys, records
from asset_mapper.services.journeys import TypedCost, typed_cost, typed_year
from asset_mapper.services.open_project import OpenProject
from asset_mapper.services.publishing import publication
from tests.projects import added, everything

HAPPENED, COULD = JourneyPath.HAPPENED, JourneyPath.COULD
TODAY = date(2026, 11, 22)


@pytest.fixture
def journey(project) -> Journey:
    return added(project, Journey(name=Bilingual(en="Elin"), fictionalised=True, made_of=4))


def put(project, journey, what, path=HAPPENED, after=None, **fields) -> JourneyEvent:
    event = JourneyEvent(journey_id=journey.id, path=path, what=Bilingual(en=what), **fields)
    project.apply(journeys.add_event, event, after)
    return project.read(lambda uow: uow.journey_events.get(event.id))


def lines(project, journey) -> dict[JourneyPath, str]:
    shown = project.read(journeys.told, journey.id)
    for path in JourneyPath:
        assert [event.position for event in shown.events(path)] == list(range(len(shown.events(path))))
    return {path: " ".join(event.what.en for event in shown.events(path)) for path in JourneyPath}


def test_events_stand_in_the_order_in_which_they_were_told(project, journey):
    first = put(project, journey, "a")
    put(project, journey, "c")
    put(project, journey, "b", after=first.id)
    put(project, journey, "z", path=COULD)
    assert lines(project, journey) == {HAPPENED: "a b c", COULD: "z"}


def test_an_event_is_moved_along_its_timeline_and_back_by_undo(project, journey):
    a, _b, c = (put(project, journey, name) for name in "abc")
    project.apply(journeys.move_event, c.id, -1)
    assert lines(project, journey)[HAPPENED] == "a c b"
    project.undo()
    assert lines(project, journey)[HAPPENED] == "a b c"
    assert not project.apply(journeys.move_event, a.id, -1).changes
    project.apply(journeys.move_event, a.id, 9)
    assert lines(project, journey)[HAPPENED] == "b c a"


def test_an_event_goes_to_the_other_timeline(project, journey):
    _a, b = (put(project, journey, name) for name in "ab")
    put(project, journey, "z", path=COULD)
    project.apply(journeys.switch_event, b.id)
    assert lines(project, journey) == {HAPPENED: "a", COULD: "z b"}
    project.apply(journeys.switch_event, b.id)
    assert lines(project, journey) == {HAPPENED: "a b", COULD: "z"}


def test_the_beginning_that_both_share_is_copied_once(project, journey):
    _a, b, _c = (put(project, journey, name, cost_from=5.0, price_year=2020, citation="R") for name in "abc")
    put(project, journey, "z", path=COULD)
    project.apply(journeys.copy_beginning, journey.id, b.id)
    assert lines(project, journey) == {HAPPENED: "a b c", COULD: "a b z"}
    assert not project.apply(journeys.copy_beginning, journey.id, b.id).changes
    shown = project.read(journeys.told, journey.id)
    assert shown.costs.avoided.low == 5.0
    assert shown.costs.has_shared_costs
    project.undo()
    assert lines(project, journey)[COULD] == "z"


def test_only_what_happened_is_copied(project, journey):
    z = put(project, journey, "z", path=COULD)
    with pytest.raises(InvalidValueError, match="that happened"):
        project.apply(journeys.copy_beginning, journey.id, z.id)


def test_a_journey_goes_with_its_events_and_comes_back_with_them(project, journey):
    event = put(project, journey, "a")
    before = everything(project)
    project.apply(journeys.remove, journey.id)
    assert project.read(journeys.told, journey.id) is None
    assert event.id not in everything(project)
    project.undo()
    assert everything(project).keys() == before.keys()


def test_an_event_is_removed_alone(project, journey):
    a, _b = (put(project, journey, name) for name in "ab")
    project.apply(journeys.remove_event, a.id)
    assert project.read(lambda uow: [event.what.en for event in uow.journey_events.all()]) == ["b"]


def test_a_journey_outlives_the_outcome_that_it_shows(project, journey):
    framework = added(project, Framework(key="x", name=Bilingual(en="X")))
    outcome = added(project, Outcome(framework_id=framework.id, code="S", name=Bilingual(en="Safe")))
    project.apply(records.edit, Journey, journey.id, outcome_id=outcome.id)
    assert project.read(journeys.told, journey.id).outcome.id == outcome.id
    project.apply(records.remove, Outcome, [outcome.id])
    assert project.read(journeys.told, journey.id).journey.outcome_id is None
    project.undo()
    assert project.read(journeys.told, journey.id).outcome.id == outcome.id


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from(("add", "move", "switch", "remove", "copy")), st.integers(0, 9)), max_size=12)
)
def test_whatever_is_done_events_keep_places_of_their_own_and_undo_leads_back(tmp_path_factory, steps):
    from asset_mapper.domain.project import Project

    with OpenProject.create(tmp_path_factory.mktemp("j") / "j.assetmap", Project(title=Bilingual(en="J"))) as project:
        journey = added(project, Journey(name=Bilingual(en="Elin")))
        start, done = everything(project), 0
        for kind, number in steps:
            events = project.read(lambda uow: list(uow.journey_events.all()))
            picked = events[number % len(events)] if events else None
            if kind == "add" or picked is None:
                event = JourneyEvent(
                    journey_id=journey.id, path=(HAPPENED, COULD)[number % 2], what=Bilingual(en=f"{number}")
                )
                step = (journeys.add_event, event)
            elif kind == "move":
                step = (journeys.move_event, picked.id, number - 4)
            elif kind == "copy":
                if picked.path is COULD:
                    continue
                step = (journeys.copy_beginning, journey.id, picked.id)
            else:
                step = ({"switch": journeys.switch_event, "remove": journeys.remove_event}[kind], picked.id)
            done += bool(project.apply(*step).changes)
            shown = project.read(journeys.told, journey.id)
            for path in JourneyPath:
                places = [event.position for event in shown.events(path)]
                assert len(set(places)) == len(places)
        for _step in range(done):
            project.undo()
        assert {
            key: replace(one, changed_at=start[key].changed_at) for key, one in everything(project).items()
        } == start


# --- what is typed -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "cost"),
    [
        ("", TypedCost()),
        ("£305", TypedCost(305.0)),
        ("60 – 305", TypedCost(60.0, 305.0)),
        ("60-305", TypedCost(60.0, 305.0)),
        ("£60 to £305", TypedCost(60.0, 305.0)),
        ("£60 i £305", TypedCost(60.0, 305.0)),
        ("20 × £2,000", TypedCost(2000.0, None, 20.0)),
        ("2 x 12,715", TypedCost(12715.0, None, 2.0)),
        ("1.5 x 10 to 20", TypedCost(10.0, 20.0, 1.5)),
    ],
)
def test_a_cost_is_read_as_people_write_it(typed, cost):
    assert typed_cost(typed) == cost


@pytest.mark.parametrize("typed", ["much", "10 to", "1 to 2 to 3", "x 20", "20 x", "-"])
def test_what_is_no_cost_is_said_to_be_none(typed):
    with pytest.raises(InvalidValueError):
        typed_cost(typed)


def test_a_year_is_four_digits_or_not_given():
    assert typed_year(" 2019 ") == (2019, False)
    assert typed_year("?") == typed_year("–") == (None, True)
    assert typed_year("") == (None, False)
    with pytest.raises(InvalidValueError, match="four digits"):
        typed_year("last year")


# --- what is found, and who sees it ------------------------------------------------------------------------------


def codes(project, journey):
    found = project.read(checking.findings, TODAY)
    return {finding.code: finding.severity for finding in found if finding.record == journey.id}


def test_a_journey_that_names_a_person_of_the_project_is_found_and_held_back(project, journey):
    project.apply(records.edit, Journey, journey.id, permission=Audience.PUBLIC)
    added(project, Asset(name=Bilingual("Siân Price"), kind=AssetKind.PERSON))
    put(project, journey, "Elin is helped", path=COULD)
    assert codes(project, journey) == {}
    event = put(project, journey, "She meets SIAN PRICE at the hall")
    assert codes(project, journey) == {"journey-person": Severity.ERROR}
    assert project.read(journeys.told, journey.id).named == ("Siân Price",)
    for audience in (Audience.PARTNERS, Audience.PUBLIC, Audience.ROOM):
        held = project.read(publication, audience)
        assert not len(held.journeys) and not len(held.journey_events)
        assert any(one.reason is Reason.NAMES_SOMEBODY and one.records == 1 for one in held.held_back)
    assert len(project.read(publication, Audience.TEAM).journeys) == 1
    project.apply(records.edit, JourneyEvent, event.id, what=Bilingual(en="She meets Siân at the hall"))
    assert codes(project, journey) == {"journey-first-name": Severity.WARNING}
    assert len(project.read(publication, Audience.PUBLIC).journeys) == 1


def test_a_group_may_be_named(project, journey):
    added(project, Asset(name=Bilingual("Clwb Siân Price"), kind=AssetKind.GROUP))
    put(project, journey, "She goes to Clwb Siân Price")
    assert codes(project, journey) == {}


def test_a_journey_of_few_stories_and_of_old_prices_is_found(project, journey):
    put(project, journey, "a", cost_from=5.0, price_year=2016, citation="R")
    assert codes(project, journey) == {}
    put(project, journey, "b", cost_from=5.0, price_year=2015, citation="R")
    project.apply(records.edit, Journey, journey.id, made_of=2)
    assert codes(project, journey) == {"journey-old-cost": Severity.WARNING}
    project.apply(records.edit, Journey, journey.id, permission=Audience.PARTNERS)
    assert codes(project, journey) == {"journey-old-cost": Severity.WARNING, "journey-few": Severity.WARNING}
    project.apply(records.edit, Journey, journey.id, made_of=3)
    assert codes(project, journey) == {"journey-old-cost": Severity.WARNING}


def test_the_table_says_the_same_as_the_timelines(project, journey):
    put(project, journey, "a", when=Bilingual(en="First"), cost_from=2.0, times=3.0, price_year=2020, citation="R")
    put(project, journey, "b", path=COULD)
    rows = journeys.table(project.read(journeys.told, journey.id))
    assert rows == [
        ("What happened", "First", "a", "£6 (3 × £2)", "2020", "R"),
        ("What could have happened", "", "b", "", "", ""),
    ]
    assert len(journeys.HEADINGS) == len(rows[0])
