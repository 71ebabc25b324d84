"""Indicators: told by their readings and no further, and each of their fields for those whom it is meant for."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.indicator import Indicator, IndicatorKind, Reading, Wanted
from asset_mapper.domain.outcome import Framework, Outcome
from asset_mapper.services import indicators, publishing
from asset_mapper.services.indicators import Measured, Point
from tests.projects import added

OUTCOME = Outcome(framework_id="f", code="J1", name=Bilingual("Llawenydd", "Joy"))


def shown(*values, **fields):
    indicator = Indicator(outcome_id=OUTCOME.id, name=Bilingual(en="Smiles"), **fields)
    readings = tuple(
        Reading(indicator_id=indicator.id, on=date(2026, 1 + month, 1), value=value)
        for month, value in enumerate(values)
    )
    return Measured(indicator, OUTCOME, readings)


@pytest.mark.parametrize(
    "values, fields, way",
    [
        ((), {}, "No reading is recorded yet."),
        ((4.0,), {}, "One reading shows a level, not a change."),
        ((4.0,), {"baseline": 3.0}, "It has gone up, which is what is wanted."),
        ((4.0, 3.0), {}, "It has gone down; it should go up."),
        ((4.0, 3.0), {"wanted": Wanted.DOWN}, "It has gone down, which is what is wanted."),
        ((3.0, 4.0), {"wanted": Wanted.DOWN}, "It has gone up; it should go down."),
        ((4.0, 4.0), {}, "It is as it was."),
        ((4.0, 4.0), {"wanted": Wanted.KEEP}, "It is as it was, which is what is wanted."),
        ((4.0, 5.0), {"wanted": Wanted.KEEP}, "It has gone up; it should stay as it is."),
    ],
)
def test_which_way_it_went_is_said_as_far_as_two_figures_tell(values, fields, way):
    assert indicators.in_words(shown(*values, **fields))[-1] == way


def test_no_percentage_is_told_without_how_many_it_is_of():
    told = shown(unit="%")
    reading = Reading(indicator_id=told.indicator.id, on=date(2026, 1, 1), value=24.0, n=1088)
    told = Measured(told.indicator, OUTCOME, (reading,))
    assert indicators.in_words(told)[0] == "Latest: 24%, n = 1,088 (1 January 2026)"


def test_words_are_readings_too():
    told = shown(kind=IndicatorKind.STORY)
    reading = Reading(indicator_id=told.indicator.id, on=date(2026, 1, 1), words=Bilingual(en="She laughs again"))
    told = Measured(told.indicator, OUTCOME, (reading,))
    assert indicators.in_words(told) == ["Latest: She laughs again (1 January 2026)", "Its readings are in words."]


@given(
    st.lists(st.floats(-1e6, 1e6), max_size=8),
    st.none() | st.floats(-1e6, 1e6),
    st.none() | st.floats(-1e6, 1e6),
)
def test_the_table_says_all_that_the_chart_shows_and_the_chart_holds_it(values, baseline, target):
    told = shown(*values, baseline=baseline, target=target, baseline_on=date(2025, 1, 1), target_on=date(2027, 1, 1))
    assert len(indicators.table(told)) == len(told.points)
    low, high = indicators.span(told.points, baseline, target)
    assert low < high
    assert all(low <= point.value <= high for point in told.points)


def test_what_is_drawn_stands_in_the_order_of_its_days():
    told = shown(4.0, baseline=9.0, baseline_on=date(2027, 1, 1))
    assert told.points == (Point(date(2026, 1, 1), 4.0, "reading"), Point(date(2027, 1, 1), 9.0, "baseline"))


def test_readings_are_read_in_the_order_of_their_days(project):
    framework = Framework(key="local", name=Bilingual(en="Local"))
    outcome = Outcome(framework_id=framework.id, code="J1", name=Bilingual(en="Joy"))
    indicator = Indicator(outcome_id=outcome.id, name=Bilingual(en="Smiles"))
    added(project, framework, outcome, indicator)
    for day in (date(2026, 3, 1), date(2026, 1, 1)):
        project.apply(indicators.add_reading, Reading(indicator_id=indicator.id, on=day, value=1.0))
    told = project.read(indicators.measured, indicator.id)
    assert [reading.on.month for reading in told.readings] == [1, 3]
    assert told.outcome.id == outcome.id
    project.undo()
    assert len(project.read(indicators.measured, indicator.id).readings) == 1
    assert project.read(indicators.measured, "gone") is None


@pytest.mark.parametrize("audience", tuple(Audience))
def test_each_field_is_seen_by_those_whom_it_is_meant_for(project, audience):
    framework = Framework(key="local", name=Bilingual(en="Local"))
    outcome = Outcome(framework_id=framework.id, code="J1", name=Bilingual(en="Joy"))
    indicator = Indicator(
        outcome_id=outcome.id, name=Bilingual(en="Smiles"), proposed_by="Gwen Tomos", agreed_by="The forum"
    )
    few = Reading(
        indicator_id=indicator.id, on=date(2026, 1, 1), value=3.0, n=2, collected_by="Huw", note="At her house"
    )
    added(project, framework, outcome, indicator, few)
    publication = project.read(publishing.publication, audience)
    (told,) = publication.indicators.to_dict("records")
    (reading,) = publication.readings.to_dict("records")
    team, partners = audience is Audience.TEAM, audience in (Audience.TEAM, Audience.PARTNERS)
    assert ("proposed_by" in told, "agreed_by" in told) == (partners, partners)
    assert ("collected_by" in reading, "note" in reading) == (team, team)
    assert (reading["value"] == 3.0, reading["n_few"]) == (team, not team)
