"""Counts of answers: they add up, and nothing about fewer people than the floor follows from them."""

from collections import Counter, defaultdict
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_mapper.analysis.survey_counts import ALL, OTHERS, counted

STATEMENTS, GROUPS = ("s1", "s2", "s3"), ("residents", "staff", "carers")

answers = st.dictionaries(st.sampled_from(STATEMENTS), st.integers(1, 5))
sheets = st.lists(st.tuples(st.sampled_from((*GROUPS, "", None, "gone")), answers), max_size=40)


def by(found):
    return {(one.statement_id, one.group_id): one for one in found}


@given(sheets=sheets)
def test_without_a_floor_every_answer_is_counted_once(sheets):
    found = by(counted(sheets, STATEMENTS, GROUPS, 0))
    for statement in STATEMENTS:
        given_points = Counter(one[statement] for _group, one in sheets if statement in one)
        whole = found[statement, ALL]
        assert whole.points == tuple(given_points[point] for point in range(1, 6))
        assert (whole.n, whole.few) == (given_points.total(), False)
        parts = [found[statement, group].points for group in (*GROUPS, "") if (statement, group) in found]
        assert whole.points == tuple(map(sum, zip((0, 0, 0, 0, 0), *parts, strict=True)))
        assert (statement, OTHERS) not in found


@given(sheets=sheets, floor=st.integers(1, 8))
def test_all_is_what_is_told_and_nothing_else(sheets, floor):
    found = counted(sheets, STATEMENTS, GROUPS, floor)
    for statement in STATEMENTS:
        here = [one for one in found if one.statement_id == statement]
        whole, parts = here[0], here[1:]
        assert whole.group_id == ALL
        assert whole.n == sum(one.n for one in parts)
        assert whole.points == tuple(
            sum(points) for points in zip([0] * 5, *(one.points for one in parts), strict=True)
        )
        for one in here:
            assert one.n == sum(one.points)
            assert one.n >= floor or (one.n == 0 and (one.few or one is whole))


@given(sheets=sheets, floor=st.integers(1, 8))
def test_a_group_is_told_or_not_for_all_statements_alike_but_where_some_did_not_answer(sheets, floor):
    found = counted(sheets, STATEMENTS, GROUPS, floor)
    told_of = {
        statement: {one.group_id for one in found if one.statement_id == statement} for statement in STATEMENTS
    }
    assert len(set(map(frozenset, told_of.values()))) == 1
    sizes = Counter(group if group in GROUPS else "" for group, one in sheets if one)
    for group, size in sizes.items():
        if size < floor:
            assert all(one.few for one in found if one.group_id == group)


def states(size, sheet_kinds):
    """Every way in which up to so many sheets of a group can be filled in."""
    return [list(one) for number in range(size + 1) for one in combinations_with_replacement(sheet_kinds, number)]


@pytest.mark.parametrize(
    ("statements", "groups", "most", "points", "floor"),
    [
        (("s1",), ("a", "b"), 4, (1, 5), 4),
        (("s1",), ("a", "b", "c"), 3, (1, 5), 3),
        (("s1", "s2"), ("a", "b"), 3, (5,), 3),
        (("s1", "s2", "s3"), ("a", "b"), 3, (1,), 3),
    ],
)
def test_from_all_tables_together_no_small_number_follows(statements, groups, most, points, floor):
    """Every project that could be is counted; those with the same tables are what a reader must hold possible."""
    kinds = [dict(zip(statements, choice, strict=True)) for choice in product((0, *points), repeat=len(statements))]
    kinds = [{key: point for key, point in one.items() if point} for one in kinds]
    kinds = [one for one in kinds if one]
    possible = defaultdict(list)
    for world in product(states(most, kinds), repeat=len(groups)):
        sheets = [(group, one) for group, filled in zip(groups, world, strict=True) for one in filled]
        tables = tuple(counted(sheets, statements, groups, floor))
        sizes = [len(filled) for filled in world]
        answered = [sum(statement in one for one in filled) for filled in world for statement in statements]
        possible[tables].append((*sizes, *answered))
    for worlds in possible.values():
        for numbers in zip(*worlds, strict=True):
            known = set(numbers)
            assert len(known) > 1 or not 0 < known.pop() < floor, worlds


def test_two_small_groups_are_told_together_when_they_are_enough():
    sheets = [("residents", {"s1": 4})] * 8 + [("staff", {"s1": 2})] * 3 + [("carers", {"s1": 1})] * 3
    found = by(counted(sheets, ("s1",), GROUPS, 5))
    assert found["s1", OTHERS].points == (3, 3, 0, 0, 0)
    assert found["s1", ALL].n == 14
    assert found["s1", "staff"].few
    assert found["s1", "carers"].few


def test_two_groups_one_under_the_floor_are_not_told_together_since_their_sizes_would_follow():
    sheets = [("residents", {"s1": 4})] * 8 + [("staff", {"s1": 2})] * 4 + [("carers", {"s1": 1})] * 4
    found = by(counted(sheets, ("s1",), GROUPS, 5))
    assert ("s1", OTHERS) not in found
    assert found["s1", ALL].n == 8


def test_one_small_group_is_in_no_count():
    sheets = [("residents", {"s1": 4})] * 8 + [("staff", {"s1": 1})] * 2
    found = by(counted(sheets, ("s1",), GROUPS, 5))
    assert found["s1", ALL] == found["s1", "residents"].__class__("s1", ALL, 8, False, (0, 0, 0, 8, 0))
    assert (found["s1", "staff"].few, found["s1", "staff"].n) == (True, 0)


def test_a_statement_that_few_of_a_group_answered_is_not_told_of_that_group():
    sheets = [("residents", {"s1": 4, "s2": 4})] * 8 + [("staff", {"s1": 2})] * 6 + [("staff", {"s1": 2, "s2": 1})]
    found = by(counted(sheets, ("s1", "s2"), GROUPS, 5))
    assert found["s1", ALL].n == 15
    assert found["s2", "staff"].few
    assert found["s2", ALL].points == (0, 0, 0, 8, 0)


def test_no_sheet_is_nothing_and_not_few():
    (whole,) = counted([], ("s1",), GROUPS, 5)
    assert (whole.n, whole.few) == (0, False)
