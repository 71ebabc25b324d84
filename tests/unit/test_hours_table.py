"""Hours added up by asset and period: nothing is split, lost, or added across kinds."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from asset_mapper.analysis.hours_table import Hours, Step, period_of, said, tables
from asset_mapper.domain.hours import HoursKind, overlaps
from asset_mapper.domain.ids import new_id
from asset_mapper.i18n import speaking


def hours(asset, since, until, count, kind=HoursKind.GIVEN, **more):
    return Hours(new_id(), asset, kind, date.fromisoformat(since), date.fromisoformat(until), count, **more)


HALL = hours("hall", "2025-01-01", "2025-12-31", 100.0)
GARDEN = hours("garden", "2025-02-01", "2025-02-28", 40.0, or_more=True)
OVER_NEW_YEAR = hours("hall", "2025-04-01", "2026-03-31", 300.0)


def test_hours_are_added_by_asset_and_year_and_what_is_over_two_years_stands_apart():
    (table,) = tables([HALL, GARDEN, OVER_NEW_YEAR], Step.YEAR)
    assert [period.label for period in table.periods] == ["2025"]
    hall, garden = table.rows
    assert (hall.cells[0].label, hall.across.label, hall.total.label) == ("100", "300", "400")
    assert (garden.cells[0].label, garden.across.label, garden.total.label) == ("40 or more", "", "40 or more")
    assert table.has_across and table.foot.total.label == "440 or more"
    assert hall.total.ids == (HALL.id, OVER_NEW_YEAR.id)


def test_a_year_from_april_holds_what_a_year_does_not():
    (table,) = tables([OVER_NEW_YEAR], Step.FINANCIAL)
    assert [period.label for period in table.periods] == ["2025–26"] and not table.has_across


def test_a_quarter_is_named_in_the_language_in_force():
    period = period_of(date(2025, 2, 1), date(2025, 3, 31), Step.QUARTER)
    assert period is not None and period.label == "January to March 2025"
    with speaking("cy"):
        assert period.label == "Ionawr i Fawrth 2025"
        assert said(31000, or_more=True) == "31,000 neu fwy"


def test_what_is_earned_and_what_is_spent_are_never_added():
    found = tables([HALL, hours("hall", "2025-01-01", "2025-12-31", 9.0, HoursKind.SPENT)], Step.YEAR)
    assert [(table.kind, table.foot.total.hours) for table in found] == [(HoursKind.GIVEN, 100), (HoursKind.SPENT, 9)]


def test_days_that_overlap_are_found_unless_they_are_of_two_things():
    assert list(overlaps([HALL, OVER_NEW_YEAR, GARDEN])) == [(HALL, OVER_NEW_YEAR)]
    lunch = hours("hall", "2025-01-01", "2025-01-31", 5.0, what="lunch")
    choir = hours("hall", "2025-01-01", "2025-01-31", 5.0, what="choir")
    assert not list(overlaps([lunch, choir]))
    assert list(overlaps([lunch, choir, HALL]))  # of which nobody says what it was for


days = st.dates(date(2023, 1, 1), date(2027, 12, 31))
any_hours = st.builds(
    lambda asset, ends, count, kind: Hours(new_id(), asset, kind, *sorted(ends), float(count)),
    st.sampled_from(("a", "b", "c")),
    st.tuples(days, days),
    st.integers(0, 5000),
    st.sampled_from(tuple(HoursKind)),
)


@given(st.lists(any_hours, max_size=12), st.sampled_from(tuple(Step)))
def test_every_hour_is_in_one_cell_and_in_one_sum(noted, step):
    made = tables(noted, step)
    assert sum(table.foot.total.hours for table in made) == sum(one.hours for one in noted)
    for table in made:
        for row in (*table.rows, table.foot):
            ids = [key for cell in (*row.cells, row.across) for key in cell.ids]
            assert sorted(ids) == sorted(row.total.ids) and len(set(ids)) == len(ids)
        assert sum(row.total.hours for row in table.rows) == table.foot.total.hours


@given(st.lists(any_hours, max_size=8))
def test_overlaps_are_all_pairs_of_one_asset_and_kind_that_share_a_day(noted):
    pairs = {frozenset((one.id, other.id)) for one, other in overlaps(noted)}
    for place, one in enumerate(noted):
        for other in noted[place + 1 :]:
            same = (one.asset_id, one.kind) == (other.asset_id, other.kind)
            shares = one.since <= other.until and other.since <= one.until
            assert (frozenset((one.id, other.id)) in pairs) == (same and shares)
