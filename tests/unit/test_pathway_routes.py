"""Which way arrows go: whatever the pathway, none runs through a card, and every label is on its own arrow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_mapper.analysis.pathway_routes import Curve, Ends, Grid, Place, Point, Route, direct, routes

GRID = Grid((150.0, 100.0), (90.0, 20.0), (16.0, 40.0))
KEYS = tuple("abcdefghij")
LABEL = 20.0

Pathway = tuple[dict[str, Place], list[Ends]]


@st.composite
def pathways(draw: st.DrawFn) -> Pathway:
    """Cards anywhere, on one another too, and links between any of them, also to themselves and more than once."""
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, unique=True))
    place = st.tuples(st.integers(0, 5), st.floats(-3, 9, allow_nan=False))
    end = st.sampled_from(keys)
    return {key: draw(place) for key in keys}, draw(st.lists(st.tuples(end, end), max_size=40))


def led(pathway: Pathway, grid: Grid = GRID) -> list[Route]:
    places, links = pathway
    return routes(places, links, [LABEL] * len(links), grid)


def at(begin: Point, curve: Curve, share: float) -> Point:
    """Give the point of a cubic curve after a share of it."""
    rest = 1 - share
    weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
    points = (begin, *curve)
    x, y = (sum(weight * point[axis] for weight, point in zip(weights, points, strict=True)) for axis in (0, 1))
    return x, y


def points_of(route: Route) -> Iterator[Point]:
    begin = route.begin
    for curve in route.curves:
        yield from (at(begin, curve, number / 12) for number in range(13))
        begin = curve[-1]


@given(pathways())
def test_no_arrow_runs_through_a_card(pathway: Pathway) -> None:
    places, _links = pathway
    (wide, high), corners = GRID.card, [GRID.corner_of(place) for place in places.values()]
    for route in led(pathway):
        for x, y in points_of(route):
            for left, top in corners:
                assert not (left + 0.01 < x < left + wide - 0.01 and top + 0.01 < y < top + high - 0.01)


@given(pathways())
def test_no_label_lies_on_another_or_on_a_card(pathway: Pathway) -> None:
    places, _links = pathway
    found = [route.label for route in led(pathway)]
    for (x, y), (x2, y2) in combinations(found, 2):
        assert x != x2 or abs(y - y2) >= LABEL - 1e-6
    for x, _y in found:
        assert all(
            abs(x - GRID.corner_of(place)[0] - GRID.card[0] / 2) > GRID.card[0] / 2 for place in places.values()
        )


@given(pathways())
def test_an_arrow_goes_through_the_middle_of_its_label_and_has_no_corner(pathway: Pathway) -> None:
    for route in led(pathway):
        assert route.label == route.curves[0][-1]
        for (_out, back, end), (following, _back, after) in pairwise(route.curves):
            if following != after:  # a straight line has no handles
                before, behind = (end[0] - back[0], end[1] - back[1]), (following[0] - end[0], following[1] - end[1])
                assert before[0] * behind[1] == pytest.approx(before[1] * behind[0], abs=1e-6)


@given(pathways())
def test_arrows_at_one_side_of_a_card_have_heights_of_their_own_on_it(pathway: Pathway) -> None:
    places, links = pathway
    sides: dict[tuple[str, float], list[float]] = defaultdict(list)
    for (start, end), route in zip(links, led(pathway), strict=True):
        sides[start, route.begin[0]].append(route.begin[1])
        sides[end, route.end[0]].append(route.end[1])
    for (key, x), heights in sides.items():
        left, top = GRID.corner_of(places[key])
        assert x in (left, left + GRID.card[0])
        assert all(top < y < top + GRID.card[1] for y in heights)
        assert all(abs(one - other) > 1e-6 for one, other in combinations(heights, 2))


@given(pathways())
def test_arrows_that_cross_a_column_do_so_side_by_side(pathway: Pathway) -> None:
    lanes: dict[float, list[float]] = defaultdict(list)
    for route in led(pathway):
        for (_out, _back, begin), (one, other, end) in pairwise(route.curves):
            if one == other == end:
                assert begin[1] == end[1]
                lanes[min(begin[0], end[0])].append(end[1])
    for heights in lanes.values():
        assert all(abs(one - other) > 1e-6 for one, other in combinations(heights, 2))


@given(pathways(), st.floats(0.5, 3))
def test_a_drawing_of_another_size_shows_the_same_ways(pathway: Pathway, by: float) -> None:
    larger = Grid((150 * by, 100 * by), (90 * by, 20 * by), (16 * by, 40 * by))
    places, links = pathway
    for one, other in zip(led(pathway), routes(places, links, [LABEL * by] * len(links), larger), strict=True):
        assert one.way == other.way
        assert [x * by for x, _y in (one.begin, one.end)] == pytest.approx([other.begin[0], other.end[0]])


@given(pathways())
def test_the_end_points_into_its_card(pathway: Pathway) -> None:
    places, links = pathway
    for (_start, end), route in zip(links, led(pathway), strict=True):
        into_left_side = route.end[0] == GRID.corner_of(places[end])[0]
        assert route.way == (1 if into_left_side else -1)


def test_labels_stay_below_the_names_of_the_columns() -> None:
    places: dict[str, Place] = {"hub": (0, 0.0)} | {key: (1, number / 1) for number, key in enumerate("abc")}
    links = [("hub", key) for key in "abc"] * 4
    top = min(route.label[1] for route in led((places, links)))
    assert top >= GRID.corner[1] - GRID.gap[1] + LABEL / 2


def test_an_arrow_goes_to_the_nearest_gap_between_cards_and_not_round_all_of_them() -> None:
    places = {"start": (0, 1.0), "end": (2, 1.0)} | {f"between {row}": (1, float(row)) for row in range(4)}
    (route,) = led((places, [("start", "end")]))
    middle = GRID.corner_of((1, 1.0))[1] + GRID.card[1] / 2
    assert abs(route.curves[2][-1][1] - middle) == pytest.approx((GRID.card[1] + GRID.gap[1]) / 2)


def test_two_arrows_between_the_same_cards_are_seen_apart() -> None:
    there, back = led(({"a": (0, 0.0), "b": (1, 0.0)}, [("a", "b"), ("b", "a")]))
    assert there.begin != back.end
    assert there.end != back.begin


position = st.floats(-2000, 2000, allow_nan=False)


@given(st.tuples(position, position), st.tuples(position, position), st.floats(1, 99), st.floats(1, 99))
def test_while_a_card_is_dragged_its_arrows_stay_at_its_sides(
    start: Point, end: Point, one: float, two: float
) -> None:
    route = direct(start, end, (one, two), GRID)
    wide = GRID.card[0]
    assert route.begin in ((start[0], start[1] + one), (start[0] + wide, start[1] + one))
    assert route.end in ((end[0], end[1] + two), (end[0] + wide, end[1] + two))
    assert route.way == (1 if route.end[0] == end[0] else -1)
