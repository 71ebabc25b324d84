"""Meetings: words to a rule and back, and when it is next."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_mapper.domain.meeting import Meeting, is_rule
from asset_mapper.services import meetings
from asset_mapper.services.meetings import Schedule, next_days, understood
from tests.projects import added, an_asset

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
SUNDAY = date(2026, 11, 22)
moments = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))
dates = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    """Any schedule for which there are words."""
    some_days = st.lists(st.sampled_from(DAYS), min_size=1, max_size=6, unique=True)
    weekly = some_days.map(lambda days: "FREQ=WEEKLY{};BYDAY=" + ",".join(sorted(days, key=DAYS.index)))
    every = st.sampled_from(("", ";INTERVAL=2", ";INTERVAL=3", ";INTERVAL=4"))
    nths = st.lists(
        st.tuples(st.sampled_from((1, 2, 3, 4, 5, -1)), st.sampled_from(DAYS)), min_size=1, max_size=3, unique=True
    )
    monthly = nths.map(lambda nth: "FREQ=MONTHLY;BYDAY=" + ",".join(f"{n}{day}" for n, day in nth))
    rule = draw(
        st.one_of(
            st.tuples(weekly, every).map(lambda p: p[0].format(p[1])), monthly, st.just("FREQ=DAILY"), st.just("")
        )
    )
    end = draw(
        st.one_of(
            st.just(""), dates.map(lambda day: f";UNTIL={day:%Y%m%d}"), st.integers(1, 99).map(";COUNT={}".format)
        )
    )
    hours = sorted(draw(st.lists(moments, max_size=2, unique=True)))
    rule += end if rule else ""
    first = draw(dates) if not rule or "COUNT" in rule or "INTERVAL" in rule else None
    return Schedule(rule, first, *[*hours, None, None][:2])


@given(schedules(), st.sampled_from(("cy", "en")))
def test_what_is_said_of_a_rule_is_understood_as_that_rule(schedule: Schedule, language: str):
    words = schedule.in_words(language)
    assert words
    assert understood(words) == (schedule,)


@given(schedules(), dates)
def test_the_next_days_come_in_order_and_keep_the_rule(schedule: Schedule, today: date):
    days = next_days(schedule, today)
    assert days == sorted(set(days)) and all(day >= today for day in days)
    weekly = "WEEKLY" in schedule.rule
    assert not weekly or all(DAYS[day.weekday()] in schedule.rule for day in days)


@given(st.text(max_size=60))
def test_any_words_are_either_plain_or_left_alone(text: str):
    assert all(not one.rule or is_rule(one.rule) for one in understood(text))


@pytest.mark.parametrize(
    ("said", "rule", "starts", "ends"),
    [
        ("first Monday of the month 2-4pm", "FREQ=MONTHLY;BYDAY=1MO", time(14), time(16)),
        ("bob dydd Mawrth 2yp", "FREQ=WEEKLY;BYDAY=TU", time(14), None),
        ("every other week on Tuesdays, 10am", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", time(10), None),
        ("Dydd Llun cyntaf y mis, 14:00 i 16:00", "FREQ=MONTHLY;BYDAY=1MO", time(14), time(16)),
        ("fifth Sunday of the month", "FREQ=MONTHLY;BYDAY=5SU", None, None),
        ("Llun - Gwener 9yb-5yp", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", time(9), time(17)),
        ("nos Fercher, 19:00", "FREQ=WEEKLY;BYDAY=WE", time(19), None),
        ("Tuesdays 2pm until 17 December 2026", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261217", time(14), None),
        ("dydd Mawrth 2yp tan 17 Rhagfyr 2026", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261217", time(14), None),
        ("Tuesdays 2pm, 6 times", "FREQ=WEEKLY;BYDAY=TU;COUNT=6", time(14), None),
    ],
)
def test_it_is_understood_as_people_say_it(said: str, rule: str, starts: time | None, ends: time | None):
    assert understood(said) == (Schedule(rule, None, starts, ends),)


def test_a_single_day_is_no_rule():
    assert understood("12 December 2026, 2pm") == (Schedule("", date(2026, 12, 12), time(14)),)
    assert understood("Saturday 12 December 2026") == (Schedule("", date(2026, 12, 12)),)


def test_times_that_differ_by_day_are_several_meetings():
    week, saturday = understood("Mon-Fri 9am-5pm; Sat 10am-12pm")
    assert (week.starts_at, saturday.starts_at) == (time(9), time(10))


@pytest.mark.parametrize("said", ["", "when it is dry", "Tuesdays until late", "Tuesdays 25pm", "32 May 2026"])
def test_what_is_not_plain_stays_in_words(said: str):
    assert understood(said) == ()


def test_the_next_three_days_end_with_the_rule():
    tuesdays = Schedule("FREQ=WEEKLY;BYDAY=TU;UNTIL=20261201", None, time(14))
    assert next_days(tuesdays, SUNDAY) == [date(2026, 11, 24), date(2026, 12, 1)]
    counted = Schedule("FREQ=WEEKLY;BYDAY=TU;COUNT=2", date(2026, 11, 17))
    assert next_days(counted, SUNDAY) == [date(2026, 11, 24)]
    assert next_days(Schedule("", date(2026, 11, 1)), SUNDAY) == []


def test_every_other_week_is_unknown_without_a_first_day():
    fortnight = Schedule("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU")
    assert fortnight.needs_first_day and next_days(fortnight, SUNDAY) == []
    assert next_days(Schedule(fortnight.rule, date(2026, 9, 1)), SUNDAY, 1) == [date(2026, 11, 24)]


def test_one_meeting_said_as_two_is_one_step(project):
    choir = added(project, an_asset("Choir"))
    meeting = Meeting(asset_id=choir.id, rule="FREQ=DAILY")
    project.apply(meetings.save, None, [meeting])
    (before,) = project.read(lambda uow: list(uow.meetings.all()))
    changed = Meeting(id=before.id, asset_id=choir.id, rule="FREQ=WEEKLY;BYDAY=MO", created_at=before.created_at)
    project.apply(meetings.save, before, [changed, Meeting(asset_id=choir.id, rule="FREQ=WEEKLY;BYDAY=SA")])
    assert {one.rule[-2:] for one in project.read(lambda uow: list(uow.meetings.all()))} == {"MO", "SA"}
    project.undo()
    assert [one.rule for one in project.read(lambda uow: list(uow.meetings.all()))] == ["FREQ=DAILY"]
