"""Who may see what: the wider the audience, the less it sees."""

from itertools import pairwise

import pytest

from asset_mapper.domain.audience import VISIBILITIES, Audience, admits, admitting
from asset_mapper.domain.exposure import EXPOSURE, fields_for

FROM_NEAR_TO_FAR = (Audience.TEAM, Audience.PARTNERS, Audience.PUBLIC)


@pytest.mark.parametrize(
    ("visibility", "reaches"),
    [
        (Audience.TEAM, {Audience.TEAM}),
        (Audience.PARTNERS, {Audience.TEAM, Audience.PARTNERS}),
        (Audience.PUBLIC, {Audience.TEAM, Audience.PARTNERS, Audience.PUBLIC, Audience.ROOM}),
    ],
)
def test_a_visibility_reaches_its_audience_and_those_nearer(visibility, reaches):
    assert {audience for audience in Audience if admits(visibility, audience)} == reaches


@pytest.mark.parametrize("audience", Audience)
def test_an_audience_is_reached_by_the_visibilities_that_admit_it(audience):
    assert set(admitting(audience)) == {visibility for visibility in VISIBILITIES if admits(visibility, audience)}


@pytest.mark.parametrize("record", EXPOSURE)
def test_who_is_further_away_sees_no_field_more(record):
    seen = [fields_for(record, audience) for audience in FROM_NEAR_TO_FAR]
    assert all(further <= nearer for nearer, further in pairwise(seen))
    assert fields_for(record, Audience.ROOM) == fields_for(record, Audience.PUBLIC)
    assert fields_for(record, Audience.TEAM) == frozenset(EXPOSURE[record])
