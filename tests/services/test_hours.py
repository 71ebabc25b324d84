"""Hours given: typed as people write them, in one step, added up, checked, and shown to whom they may be."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_mapper.analysis.hours_table import Step
from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.consent import Consent, ConsentHow, Purpose
from asset_mapper.domain.hours import HoursGiven, HoursKind
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import speaking
from asset_mapper.services import checking, erasing, hours, merging, queries
from asset_mapper.services.hours import Typed, understood
from asset_mapper.services.publishing import publication
from tests.projects import added, an_asset

TODAY = date(2026, 11, 22)


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("line", "since", "until", "count"),
    [
        ("2025: 1,240", "2025-01-01", "2025-12-31", 1240),
        ("2025 1240 hours", "2025-01-01", "2025-12-31", 1240),
        ("2025-26: 310", "2025-04-01", "2026-03-31", 310),
        ("April 2025 - March 2026: 310", "2025-04-01", "2026-03-31", 310),
        ("Jan-Mar 2026 120", "2026-01-01", "2026-03-31", 120),
        ("Ionawr i Mawrth 2026: 120 awr", "2026-01-01", "2026-03-31", 120),
        ("Chwefror 2024: 12.5", "2024-02-01", "2024-02-29", 12.5),
        ("1/4/2025 - 30/6/2025: 310", "2025-04-01", "2025-06-30", 310),
        ("3 December 2026: 5", "2026-12-03", "2026-12-03", 5),
        ("2026-03\t44.5", "2026-03-01", "2026-03-31", 44.5),
        ("5/2026: 4", "2026-05-01", "2026-05-31", 4),
    ],
)
def test_a_period_and_its_hours_are_read_as_people_write_them(line, since, until, count):
    assert understood(line) == [Typed(day(since), day(until), count)]


def test_an_open_figure_and_a_number_of_people_are_read_too():
    (one,) = understood("April 2025 to March 2026: 31,000+ hours, 80 people")
    assert (one.hours, one.or_more, one.people) == (31000, True, 80)
    assert understood("2025: dros 80 awr")[0].or_more and understood("2025: 80 or more hours")[0].or_more


@pytest.mark.parametrize("line", ["plenty", "2025", "2024-26: 5", "2025: 12:30", "Q1 2025: 7", "Mar-Jan 2025: 7"])
def test_a_line_that_is_not_wholly_understood_is_said_and_none_is_noted(line):
    with pytest.raises(InvalidValueError, match="is not understood"):
        understood(f"2025: 12\n{line}")


spans = st.tuples(*(2 * [st.dates(date(2001, 1, 1), date(2049, 12, 31))])).map(sorted)


@given(spans, st.integers(0, 10**7), st.booleans(), st.none() | st.integers(0, 9000), st.sampled_from(("cy", "en")))
def test_what_is_written_is_read_back_to_the_same_in_both_languages(span, hundredths, or_more, people, language):
    one = Typed(*span, hundredths / 100, or_more, people)
    with speaking(language):
        assert understood(hours.in_words(one)) == [one]


@pytest.fixture
def hall(project):
    return added(project, an_asset("Hall", AssetKind.PLACE, visibility=Audience.PUBLIC))


def note(project, asset, text, kind=HoursKind.GIVEN):
    made = [hours.made(asset.id, one, kind=kind) for one in understood(text)]
    return project.apply(hours.add, asset.id, made)


def test_several_periods_are_one_step_and_one_undo(project, hall):
    note(project, hall, "2024: 100\n2025: 140+")
    found = project.read(hours.summed)
    (table,) = found.tables
    assert table.foot.total.label == "240 or more" and set(table.foot.total.ids) == set(found.noted)
    assert found.assets[table.rows[0].asset_id] == hall
    project.undo()
    assert project.read(hours.summed).tables == ()


def test_days_that_are_noted_twice_are_found_by_the_check(project, hall):
    note(project, hall, "2025: 100\nMarch 2025: 9")
    note(project, hall, "2025: 100", HoursKind.SPENT)
    assert [(f.code, f.record) for f in project.read(checking.findings, TODAY)] == [("hours-overlap", hall.id)]
    assert len(project.read(hours.summed, Step.QUARTER).doubled) == 2


def test_making_one_asset_of_two_keeps_the_hours_of_both(project, hall):
    other = added(project, an_asset("The hall", AssetKind.PLACE))
    note(project, hall, "2024: 100")
    note(project, other, "2025: 140")
    project.apply(merging.merge, hall.id, other.id, {})
    rows = project.read(queries.listed, "hours")
    assert sorted((row["asset_id"], row["hours"]) for row in rows) == [(hall.id, 100.0), (hall.id, 140.0)]


def test_the_same_hours_noted_of_both_of_two_assets_stay_once_when_they_become_one(project, hall):
    other = added(project, an_asset("The hall", AssetKind.PLACE))
    for asset in (hall, other):
        note(project, asset, "2024: 100")
    project.apply(merging.merge, hall.id, other.id, {})
    assert len(project.read(queries.listed, "hours")) == 1


def test_erasing_a_person_erases_their_hours(project):
    person = added(project, an_asset("Megan", AssetKind.PERSON))
    note(project, person, "2024: 4321")
    project.apply(erasing.erase, person.id)
    assert project.read(queries.listed, "hours") == []
    with project._database.reading() as connection:
        kept = connection.exec_driver_sql("SELECT before || after FROM change").scalars()
        assert not any("4321" in str(text) for text in kept)


@pytest.mark.parametrize("audience", [Audience.PARTNERS, Audience.PUBLIC, Audience.ROOM])
def test_hours_of_a_person_are_shown_only_where_the_person_is(project, hall, audience):
    person = added(project, an_asset("Megan", AssetKind.PERSON, visibility=Audience.PUBLIC))
    note(project, person, "2024: 4321")
    note(project, hall, "2024: 100, 3 people")
    found = project.read(publication, audience, today=TODAY).hours
    assert found.hours.tolist() == [100.0]
    assert found.people_few.tolist() == [True] and found.people.isna().all()
    assert project.read(publication, Audience.TEAM, today=TODAY).hours.hours.tolist() == [4321.0, 100.0]

    for purpose in (Purpose.HOLD, Purpose.PARTNERS, Purpose.PUBLISH):
        added(project, Consent(asset_id=person.id, purpose=purpose, given_on=day("2026-01-01"), how=ConsentHow.PAPER))
    shown = project.read(publication, audience, today=TODAY).hours.hours.tolist()
    assert shown == ([100.0] if audience is Audience.ROOM else [4321.0, 100.0])


def test_hours_are_listed_in_order_of_their_making(project, hall):
    note(project, hall, "2024: 100+\n2025: 140")
    rows = project.read(queries.listed, "hours", "kind = given")
    assert rows[0]["hours"] == 100.0 and isinstance(project.read(hours.summed).noted[rows[0]["id"]], HoursGiven)
