"""Where the cards of a pathway stand."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from asset_mapper.analysis.graph_layout import columns_of, crossings, reachable_from, rows_of, set_apart


@st.composite
def graphs(draw):
    count = draw(st.integers(1, 14))
    nodes = [f"n{number}" for number in range(count)]
    columns = {node: draw(st.integers(0, 4)) for node in nodes}
    ends = st.sampled_from(nodes)
    links = draw(st.lists(st.tuples(ends, ends).filter(lambda link: link[0] != link[1]), max_size=30))
    return columns, links


def apart(columns, rows):
    return all(
        abs(rows[one] - rows[other]) >= 1 - 1e-2
        for one, other in combinations(columns, 2)
        if columns[one] == columns[other]
    )


@given(graphs())
def test_no_two_cards_lie_over_each_other_and_none_above_the_top(graph):
    columns, links = graph
    rows = rows_of(columns, links)
    assert rows.keys() == columns.keys()
    assert apart(columns, rows)
    assert min(rows.values()) == 0


@given(graphs())
def test_the_same_pathway_gets_the_same_rows(graph):
    assert rows_of(*graph) == rows_of(*graph)


@given(graphs(), st.integers(0, 4), st.data())
def test_adding_a_card_moves_no_other(graph, column, data):
    columns, links = graph
    before = rows_of(columns, links)
    others = st.sampled_from(list(columns))
    added = data.draw(st.lists(others.map(lambda other: ("new", other)), max_size=4))
    grown = {**columns, "new": column}
    after = rows_of(grown, [*links, *added], before)
    assert {node: after[node] for node in columns} == before
    assert apart(grown, after)


@given(graphs())
def test_rows_that_a_person_chose_stay(graph):
    columns, links = graph
    chosen = {node: 3.5 * number for number, node in enumerate(columns)}
    assert rows_of(columns, links, chosen) == chosen


def test_links_that_need_not_cross_do_not():
    columns = {"a": 0, "b": 0, "c": 0, "x": 1, "y": 1, "z": 1}
    links = [("a", "z"), ("b", "y"), ("c", "x")]
    assert crossings(columns, links, {node: float(place % 3) for place, node in enumerate(columns)}) == 3
    assert crossings(columns, links, rows_of(columns, links)) == 0


def test_a_card_stands_beside_what_it_leads_to():
    columns = {"a": 0, "b": 0, "c": 0, "x": 1}
    rows = rows_of(columns, [("a", "x"), ("b", "x"), ("c", "x")])
    assert rows["x"] == (min(rows[node] for node in "abc") + max(rows[node] for node in "abc")) / 2


@given(graphs())
def test_arranging_never_makes_more_crossings_between_neighbouring_columns(graph):
    columns, links = graph
    near = [(start, end) for start, end in links if abs(columns[start] - columns[end]) == 1]
    given_order: dict[int, int] = {}
    first = {}
    for node, column in columns.items():
        first[node] = float(given_order.setdefault(column, 0))
        given_order[column] += 1
    assert crossings(columns, near, rows_of(columns, near)) <= crossings(columns, near, first)


@given(graphs())
def test_columns_follow_from_the_links_also_in_circles(graph):
    nodes, links = list(graph[0]), graph[1]
    columns = columns_of(nodes, links)
    assert columns.keys() == set(nodes)
    assert max(columns.values()) < len(nodes)
    acyclic = [link for link in links if nodes.index(link[0]) < nodes.index(link[1])]
    assert all(columns_of(nodes, acyclic)[end] > columns_of(nodes, acyclic)[start] for start, end in acyclic)


def test_a_circle_and_a_link_to_itself_are_no_trouble():
    assert columns_of(["a", "b"], [("a", "b"), ("b", "a"), ("a", "a")]) == {"a": 0, "b": 1}
    assert columns_of([], []) == {}
    assert rows_of({}, []) == {}


@given(graphs())
def test_what_leads_to_a_card_is_all_from_which_one_comes_to_it(graph):
    columns, links = graph
    for node in columns:
        leading = reachable_from(links, node, back=True)
        assert node not in leading
        assert all((node in reachable_from(links, one)) == (one in leading) for one in columns if one != node)


@given(st.lists(st.tuples(st.floats(-50, 50), st.floats(0.1, 5)), max_size=30))
def test_things_set_apart_do_not_touch_and_keep_their_order(wished):
    wanted, sizes = [place for place, _size in wished], [size for _place, size in wished]
    found = set_apart(wanted, sizes)
    for one, other in combinations(range(len(found)), 2):
        assert abs(found[one] - found[other]) >= (sizes[one] + sizes[other]) / 2 - 1e-6
        if wanted[one] < wanted[other]:
            assert found[one] < found[other]


def test_things_that_do_not_touch_stay_where_they_are():
    assert set_apart([4.0, 1.0], [1.0, 1.0]) == [4.0, 1.0]


@given(st.lists(st.tuples(st.floats(-50, 50), st.floats(0.1, 5)), max_size=30), st.floats(-60, 60))
def test_things_set_apart_within_bounds_stay_within_them(wished, low):
    wanted, sizes = [place for place, _size in wished], [size for _place, size in wished]
    high = low + sum(sizes) + 1
    found = set_apart(wanted, sizes, low=low, high=high)
    for place, size in zip(found, sizes, strict=True):
        assert low - 1e-6 <= place - size / 2 <= place + size / 2 <= high + 1e-6
    for one, other in combinations(range(len(found)), 2):
        assert abs(found[one] - found[other]) >= (sizes[one] + sizes[other]) / 2 - 1e-6
