"""How pathways are drawn: nothing lies on anything else, and every arrow goes from card to card."""

from __future__ import annotations

import re
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from asset_mapper.analysis.pathway_shape import Joined, Measures, Place, in_reading_order, sensible, shaped

MEASURES = Measures((144, 92), (80, 20), (68, 18), (68, 34), 16, 40)
KEYS = tuple("abcdefghij")


@st.composite
def pathways(draw: st.DrawFn) -> tuple[dict[str, Place], list[Joined]]:
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, unique=True))
    row = st.floats(0, 6, allow_nan=False).map(lambda number: round(number, 2))
    places = {key: (draw(st.integers(0, 4)), draw(row)) for key in keys}
    pairs = [(one, other) for one in keys for other in keys if one != other]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=25)) if pairs else []
    return places, [Joined(start, end, draw(st.booleans())) for start, end in chosen]


@given(pathways())
def test_no_card_and_no_label_lies_on_another(drawn: tuple[dict[str, Place], list[Joined]]) -> None:
    places, links = drawn
    shape = shaped(sensible(places, links)[0], links, MEASURES)
    boxes = [(x, y, *MEASURES.card) for x, y in shape.boxes.values()]
    for link, arrow in zip(links, shape.arrows, strict=True):
        wide, high = MEASURES.harms_label if link.harms else MEASURES.label
        boxes.append((arrow.label[0] - wide / 2, arrow.label[1] - high / 2, wide, high))
    for (x, y, wide, high), (x2, y2, wide2, high2) in combinations(boxes, 2):
        assert x + wide <= x2 or x2 + wide2 <= x or y + high <= y2 or y2 + high2 <= y
    assert all(x >= 0 and x + wide <= shape.size[0] and y >= 0 for x, y, wide, _high in boxes)
    assert max(y + high for _x, y, _wide, high in boxes) <= shape.size[1]


@given(pathways())
def test_every_arrow_goes_from_the_side_of_one_card_to_the_side_of_another(
    drawn: tuple[dict[str, Place], list[Joined]],
) -> None:
    places, links = drawn
    shape = shaped(sensible(places, links)[0], links, MEASURES)
    wide, high = MEASURES.card
    for link, arrow in zip(links, shape.arrows, strict=True):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", arrow.line)]
        for (x, y), key in (((numbers[0], numbers[1]), link.start), ((numbers[-2], numbers[-1]), link.end)):
            left, top = shape.boxes[key]
            assert min(abs(x - left), abs(x - left - wide)) < 0.1
            assert top < y < top + high


@given(pathways())
def test_cards_that_stand_well_are_left_where_they_are(drawn: tuple[dict[str, Place], list[Joined]]) -> None:
    places, links = drawn
    once, _columns = sensible(places, links)
    if len({column for column, _row in once.values()}) > 1:
        assert sensible(once, links)[0] == once


def test_a_pathway_that_was_only_begun_is_an_empty_drawing() -> None:
    assert sensible({}, [Joined("a", "b")]) == ({}, ())
    shape = shaped({}, [], MEASURES)
    assert (shape.columns, shape.arrows) == ((), ())
    assert min(shape.size) > 0


def test_columns_without_a_card_are_closed_up_and_say_which_they_were() -> None:
    places, columns = sensible({"a": (1, 2.0), "b": (4, 3.5)}, [Joined("a", "b")])
    assert places == {"a": (0, 0.0), "b": (1, 1.5)}
    assert columns == (1, 4)


def test_cards_that_were_never_arranged_are_put_in_the_order_of_their_links() -> None:
    links = [Joined("a", "b"), Joined("b", "c"), Joined("c", "a")]
    places, columns = sensible(dict.fromkeys("abc", (0, 0.0)), links)
    assert [places[key][0] for key in "abc"] == [0, 1, 2]
    assert columns == (-1, -1, -1)


def test_an_arrow_goes_past_the_cards_between_and_not_through_them() -> None:
    places = {"start": (0, 0.0), "between": (1, 0.0), "end": (2, 0.0)}
    shape = shaped(places, [Joined("start", "end")], MEASURES)
    (passing,) = re.findall(r"[\d.]+ ([\d.]+)H", shape.arrows[0].line)
    top = shape.boxes["between"][1]
    assert not top <= float(passing) <= top + MEASURES.card[1]


def test_links_are_read_from_left_to_right_and_from_top_to_bottom() -> None:
    places = {"a": (0, 1.0), "b": (0, 0.0), "c": (1, 0.0), "d": (1, 1.0)}
    links = [Joined("c", "d"), Joined("a", "c"), Joined("b", "d"), Joined("b", "c"), Joined("b", "gone")]
    assert in_reading_order(places, links) == [3, 2, 1, 0]
