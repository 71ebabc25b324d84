"""When something meets, in words that nobody misreads."""

import pytest

from asset_mapper.domain.schedule import rule_words, schedule_words


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=WEEKLY;BYDAY=TU", "every Tuesday"),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR", "every Monday, Wednesday and Friday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "Thursday, every 2 weeks"),
        ("FREQ=DAILY", "every day"),
        ("FREQ=MONTHLY;BYDAY=1TU,3TU", "the first Tuesday and the third Tuesday of each month"),
        ("FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1", "the last Friday of each month"),
        ("FREQ=WEEKLY;BYDAY=SU;UNTIL=20270301T000000Z", "every Sunday, until 1 March 2027"),
    ],
)
def test_a_usual_rule_becomes_words(rule, words):
    assert rule_words(rule, "en") == words


@pytest.mark.parametrize(
    "rule",
    ["FREQ=YEARLY;BYMONTH=3", "FREQ=WEEKLY", "FREQ=MONTHLY;BYDAY=7TU", "FREQ=WEEKLY;BYDAY=1TU", "FREQ=WEEKLY;BYDAY=TU;COUNT=5",
     "FREQ=MONTHLY;BYMONTHDAY=15", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;BYDAY=TU;UNTIL=never", "FREQ=DAILY;BYDAY=MO", "nonsense"],
)  # fmt: skip
def test_a_rule_out_of_the_usual_is_shown_as_it_is(rule):
    assert rule_words(rule, "en") == rule


def test_welsh_names_the_day_in_welsh():
    assert "dydd Mawrth" in rule_words("FREQ=WEEKLY;BYDAY=TU", "cy")


def test_hours_and_single_days_are_said():
    assert schedule_words("FREQ=WEEKLY;BYDAY=TU", "", "14:00:00", "16:00:00") == "every Tuesday, 14:00 to 16:00"
    assert schedule_words("", "2026-11-22", "10:30:00") == "22 November 2026, from 10:30"
    assert schedule_words("", "", "", "21:00:00") == "until 21:00"
    assert schedule_words("") == ""
