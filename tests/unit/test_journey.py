"""Journeys: what an event must say, what the sums hold, and the words for them."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.journey import Journey, JourneyEvent, JourneyPath
from asset_mapper.domain.journey_costs import (
    JourneyCosts,
    Range,
    cost_in_words,
    cost_of,
    costs_of,
    difference_in_words,
    notes_in_words,
    ratio_in_words,
    total_in_words,
    year_in_words,
)
from asset_mapper.domain.story_names import People
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import speaking

HAPPENED, COULD = JourneyPath.HAPPENED, JourneyPath.COULD
DECK = {"citation": "Co-producing evaluation, slides", "year_not_given": True}


def event(what: str = "It happened", low: float | None = None, high: float | None = None, **fields):
    sourced = {"citation": "A report", "price_year": 2020} if low is not None else {}
    if fields.get("year_not_given"):
        sourced.pop("price_year", None)
    said = {"journey_id": "one", "path": HAPPENED, "what": Bilingual(en=what), "cost_from": low, "cost_to": high}
    return JourneyEvent(**said | sourced | fields)


# --- what may be -------------------------------------------------------------------------------------------------


def test_a_journey_leaves_the_team_only_as_fiction():
    with pytest.raises(InvalidValueError, match="fiction"):
        Journey(name=Bilingual(en="Elin"), permission=Audience.PUBLIC)
    assert Journey(name=Bilingual(en="Elin"), permission=Audience.PUBLIC, fictionalised=True).fictionalised


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"low": 20.0, "citation": " "}, "source"),
        ({"low": 20.0, "price_year": None}, "gives no year"),
        ({"low": 20.0, "year_not_given": True, "price_year": 2019}, "Either"),
        ({"low": -1.0}, "0 or more"),
        ({"low": math.nan}, "0 or more"),
        ({"low": math.inf}, "0 or more"),
        ({"low": 20.0, "high": 10.0}, "begins with the lower"),
        ({"low": 20.0, "times": 0.0}, "above 0"),
        ({"low": 20.0, "price_year": 20}, "four digits"),
    ],
)
def test_a_cost_that_does_not_say_what_it_is_is_refused(fields, said):
    with pytest.raises(InvalidValueError, match=said):
        event(**fields)


def test_a_source_without_a_year_is_said_to_give_none():
    bare = event(low=305.0, **DECK)
    assert (bare.price_year, year_in_words(bare)) == (None, "year not given")
    assert year_in_words(event(low=305.0)) == "2020"
    assert year_in_words(event()) == ""


# --- sums --------------------------------------------------------------------------------------------------------

SHARED = event("The police are called", 2_000.0, times=20.0, **DECK)
DECKS_SUMS = JourneyCosts(
    happened=(
        event("They move in together"),
        SHARED,
        event("Three children in care", 35_624.0, times=37.0, **DECK),
        event("The older son", 1_466_982.0, **DECK),
        event("One twin", 1_124_340.0, **DECK),
        event("The other twin", 1_142_920.0, **DECK),
    ),
    could=(
        SHARED,
        event("A drop-in", 305.0, path=COULD, **DECK),
        event("A conference of agencies", 11_900.0, path=COULD, **DECK),
        event("Special needs at school", 12_715.0, times=2.0, path=COULD, **DECK),
        event("A group for her", 60.0, path=COULD, **DECK),
        event("Therapy for the children", 540.0, path=COULD, **DECK),
    ),
)
"""The events of a published journey, whose sums are known: £5,092,330 against £78,235."""


def test_the_sums_of_a_published_journey_come_out():
    assert DECKS_SUMS.total(HAPPENED) == Range(5_092_330, 5_092_330)
    assert DECKS_SUMS.total(COULD) == Range(78_235, 78_235)
    assert DECKS_SUMS.avoided == Range(5_014_095, 5_014_095)
    assert total_in_words(DECKS_SUMS, HAPPENED) == "Total: £5,092,330 (1 event without a cost)"
    assert total_in_words(DECKS_SUMS, COULD) == "Total: £78,235"
    assert difference_in_words(DECKS_SUMS) == "Cost avoided in this story: £5,014,095"
    assert ratio_in_words(DECKS_SUMS).startswith("In this story, what happened cost about 65 times as much")
    notes = " ".join(notes_in_words(DECKS_SUMS))
    assert "For 11 costs the sources do not give the year" in notes
    assert "Nothing is adjusted for inflation" in notes
    assert "not added up with those of others" in notes


def test_it_is_never_called_a_saving():
    for language in ("en", "cy"):
        with speaking(language):
            said = [difference_in_words(DECKS_SUMS), ratio_in_words(DECKS_SUMS), *notes_in_words(DECKS_SUMS)]
            assert all(said)
            assert not re.search(r"\bsav|arbed", " ".join(said), re.IGNORECASE)


def test_a_timeline_without_costs_has_no_difference_and_no_ratio():
    costs = JourneyCosts((event(low=20.0),), (event(path=COULD),))
    assert costs.total(COULD) is costs.avoided is costs.ratio is None
    assert difference_in_words(costs) == ratio_in_words(costs) == ""
    assert total_in_words(costs, COULD) == "No cost is recorded yet."
    nothing = costs_of(())
    assert (nothing.avoided, nothing.ratio, notes_in_words(nothing)) == (None, None, [])


def test_nothing_is_divided_by_a_cost_that_may_be_nothing():
    for low, high in ((0.0, None), (0.0, 900.0)):
        costs = JourneyCosts((event(low=20.0),), (event(low=low, high=high, path=COULD),))
        assert costs.ratio is None
        assert ratio_in_words(costs) == ""
        assert costs.avoided is not None


@pytest.mark.parametrize(
    ("happened", "could", "said", "times"),
    [
        ((100, None), (100, None), "Both cost the same in this story.", ""),
        ((100, None), (400, None), "would have cost more in this story: £300 more", "would have cost about 4 times"),
        ((100, 300), (200, 400), "anything from £300 more to £100 of cost avoided", "about 0.25 to 1.5 times"),
        ((100, 300), (10, 20), "Cost avoided in this story: £80 to £290", "cost about 5 to 30 times"),
        ((100.5, None), (10, None), "Cost avoided in this story: £90.50", "about 10 times"),
    ],
)
def test_the_words_say_neither_more_nor_less_than_the_ranges(happened, could, said, times):
    costs = JourneyCosts((event(low=happened[0], high=happened[1]),), (event("Else", *could, path=COULD),))
    assert said in difference_in_words(costs)
    assert (times in ratio_in_words(costs)) if times else (ratio_in_words(costs) == "")


def test_years_that_differ_are_said():
    costs = JourneyCosts((event(low=5.0, price_year=2012),), (event(low=3.0, price_year=2021, path=COULD),))
    assert "The prices are of different years: 2012, 2021." in notes_in_words(costs)
    same = JourneyCosts((event(low=5.0),), (event(low=3.0, path=COULD),))
    assert "The prices are of 2020." in notes_in_words(same)


def test_a_cost_says_how_often_it_was():
    assert cost_in_words(SHARED) == "£40,000 (20 × £2,000)"
    assert cost_in_words(event(low=60.0, high=305.0)) == "£60 to £305"
    assert cost_in_words(event(low=12.25, high=20.0, times=1.5)) == "£18.38 to £30 (1.5 × £12.25 to £20)"
    assert cost_in_words(event()) == ""


def test_events_stand_in_their_order_whichever_way_they_come():
    events = [event(str(place), position=place, path=path) for place in (2, 0, 1) for path in (COULD, HAPPENED)]
    costs = costs_of(events)
    for path in JourneyPath:
        assert [one.position for one in costs.events(path)] == [0, 1, 2]
        assert {one.path for one in costs.events(path)} == {path}


# --- ranges hold whatever the costs really were ------------------------------------------------------------------

_amounts = st.floats(0, 1e9).map(lambda value: round(value, 2))
_costs = st.tuples(_amounts, st.none() | _amounts, st.floats(0.5, 50)).map(
    lambda given: (given[0], None if given[1] is None else max(given[0], given[1]), given[2])
)
_lists = st.lists(_costs, max_size=4)


def made(names: str, costs, path: JourneyPath = HAPPENED) -> list[JourneyEvent]:
    return [
        event(f"{names} {place}", low, high, times=times, path=path) for place, (low, high, times) in enumerate(costs)
    ]


def at(one: JourneyEvent, share: float) -> float:
    cost = cost_of(one)
    assert cost is not None
    return cost.low + (cost.high - cost.low) * share


@given(_lists, _lists, _lists, st.lists(st.floats(0, 1), min_size=12, max_size=12))
def test_whatever_each_event_really_cost_the_sums_hold_it(shared, happened, could, shares):
    """Every event cost something within its range; an event of both timelines cost the same in both."""
    both, first, other = made("both", shared), made("happened", happened), made("could", could, COULD)
    assume(shared or (happened and could))
    costs = JourneyCosts((*both, *first), (*made("both", shared, COULD), *other))
    really = [sum(map(at, events, shares[start:])) for start, events in ((0, both), (4, first), (8, other))]
    total_there, total_here = really[0] + really[1], really[0] + really[2]

    def holds(within: Range | None, value: float) -> bool:
        assert within is not None
        near = 1e-6 * max(1.0, abs(value), total_there, total_here)
        return within.low - near <= value <= within.high + near

    assert holds(costs.total(HAPPENED), total_there)
    assert holds(costs.total(COULD), total_here)
    assert holds(costs.avoided, total_there - total_here)
    if costs.ratio is not None:
        assert costs.ratio.low * (1 - 1e-9) <= total_there / total_here <= costs.ratio.high * (1 + 1e-9)
    if not first and not other:
        assert costs.avoided == Range(0, 0)


@given(_lists, _lists)
def test_the_ends_of_a_difference_are_reached(happened, could):
    assume(happened and could)
    costs = JourneyCosts(tuple(made("happened", happened)), tuple(made("could", could, COULD)))
    there, here = costs.total(HAPPENED), costs.total(COULD)
    assert costs.avoided == Range(there.low - here.high, there.high - here.low)
    if costs.ratio is not None and there.low > 0:
        assert costs.ratio.low == pytest.approx(there.low / here.high)
        assert costs.ratio.high == pytest.approx(there.high / here.low)


@given(_lists, _lists)
def test_turning_the_timelines_round_turns_the_difference_round(happened, could):
    assume(happened and could)
    one = JourneyCosts(tuple(made("a", happened)), tuple(made("b", could)))
    other = JourneyCosts(one.could, one.happened)
    assert (other.avoided.low, other.avoided.high) == (-one.avoided.high, -one.avoided.low)


@given(_lists, _lists, st.sampled_from(("cy", "en")))
def test_the_words_can_always_be_said_and_hold_no_broken_number(happened, could, language):
    costs = JourneyCosts(tuple(made("happened", happened)), tuple(made("could", could, COULD)))
    with speaking(language):
        said = [total_in_words(costs, path) for path in JourneyPath]
        said += [difference_in_words(costs), ratio_in_words(costs), *notes_in_words(costs)]
    assert not re.search(r"nan|inf\b|[{}]|£-|−", " ".join(said))


# --- names -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "named", "hinted"),
    [
        ("One day Siân Price calls.", True, True),
        ("One day SIAN PRICE calls.", True, True),
        ("Siân Prices are high", False, True),
        ("Siân rings.", False, True),
        ("The price of sian.", False, False),
        ("Nobody is named.", False, False),
    ],
)
def test_a_name_is_found_as_whole_words(text, named, hinted):
    people = People({"her": ("Siân Price", "")})
    assert people.named_in([text]) == (frozenset({"her"}) if named else frozenset())
    assert people.hinted_at_in([text]) == (frozenset({"her"}) if hinted else frozenset())


def test_a_single_name_is_a_name_only_with_its_capital():
    people = People({"her": ("Hope", ""), "none": ("", "  ")})
    assert people.named_in(["She lost all hope."]) == frozenset()
    assert people.named_in(["Then Hope came."]) == {"her"}
