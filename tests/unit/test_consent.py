"""What people agreed to, on the days around its beginning and its end."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.consent import PURPOSE_FOR, Consent, ConsentHow, Purpose

TODAY = date(2026, 11, 22)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
GIVEN = Consent(asset_id="a", purpose=Purpose.PUBLISH, given_on=TODAY, how=ConsentHow.SPOKEN)


@pytest.mark.parametrize(
    ("given_on", "until", "withdrawn_on", "stands"),
    [
        (TODAY, None, None, True),
        (TOMORROW, None, None, False),
        (YESTERDAY, TODAY, None, True),  # the last day that it stands
        (YESTERDAY, YESTERDAY, None, False),
        (TODAY, TODAY, None, True),
        (YESTERDAY, None, TODAY, False),  # not any more on the day of withdrawal
        (YESTERDAY, None, TOMORROW, True),
        (TODAY, None, TODAY, False),
        (YESTERDAY, TOMORROW, TODAY, False),
    ],
)
def test_an_agreement_stands_from_its_first_day_to_its_last(given_on, until, withdrawn_on, stands):
    assert replace(GIVEN, given_on=given_on, until=until, withdrawn_on=withdrawn_on).stands_on(TODAY) is stands


near = st.integers(-3, 3).map(lambda days: TODAY + timedelta(days=days))


@given(near, st.none() | near, st.none() | near, near)
def test_an_agreement_that_ended_never_stands_again(given_on, until, withdrawn_on, day):
    consent = replace(
        GIVEN,
        given_on=given_on,
        until=until and max(until, given_on),
        withdrawn_on=withdrawn_on and max(withdrawn_on, given_on),
    )
    later = [consent.stands_on(day + timedelta(days=n)) for n in range(10)]
    if day >= given_on:
        assert later == sorted(later, reverse=True)
    else:
        assert not later[0]


def test_every_audience_but_the_team_needs_an_agreement():
    assert set(PURPOSE_FOR) == set(Audience) - {Audience.TEAM}
    assert PURPOSE_FOR[Audience.ROOM] is Purpose.PUBLISH
