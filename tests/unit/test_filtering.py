"""Choosing records by a plain condition."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_mapper.domain.filtering import Condition, chooser, fold, of_mapping, parse
from asset_mapper.errors import WrongUseError
from tests.strategies import texts

HALL = {
    "name_cy": "Tŷ Cymunedol",
    "name_en": "Community Hall",
    "name_first": "cy",
    "kind": "place",
    "tags": ["bwyd", "Cynhesrwydd"],
    "summary_cy": "",
    "summary_en": "Fish and chips, and kind=ness",
    "sensitive": False,
    "checked_on": "2026-03-01",
    "review_due": None,
    "votes": 10,
    "where_address": "1 Stryd Fawr",
    "where_postcode": "SY23 1AA",
    "where_area_cy": "Aberystwyth",
    "where_area_en": "",
    "where_area_first": "cy",
}


def fits(expression, row=HALL):
    return chooser(parse(expression), row)(row)


@pytest.mark.parametrize(
    "expression",
    [
        "kind=place",
        "KIND=Place".replace("KIND", "kind"),
        "name=community hall",
        "name=tŷ cymunedol",
        "name = 'TY CYMUNEDOL'",
        'name~"munity"',
        "name_cy~ty",
        "tags=bwyd",
        "tag=cynhesrwydd",
        "tags~hesr",
        "kind=place and tags=bwyd and name~hall",
        "kind=place AND tags=bwyd",
        "kind!=group",
        "tags!=food",
        "summary~fish and chips",
        'summary~"and kind=ness"',
        "summary~'fish and chips, and kind=ness' and kind=place",
        "sensitive=no",
        "sensitive=false",
        "sensitive!=yes",
        "checked_on<2026-04-01",
        "checked_on>=2026-03-01",
        "checked_on<=2026-03-01",
        "checked_on>2025",
        "votes>9",
        "votes<=10",
        "votes<100",
        "review_due=",
        "review_due!=2026-01-01",
        "place~fawr",
        "postcode=sy23 1aa",
        "area=aberystwyth",
    ],
)
def test_a_row_fits(expression):
    assert fits(expression)


@pytest.mark.parametrize(
    "expression",
    [
        "kind=group",
        "name=community",
        "tags=bwy",
        "tags!=bwyd",
        "kind=place and tags=food",
        "sensitive=yes",
        "votes>10",
        "votes<9",
        "checked_on<2026-03-01",
        "review_due<2030-01-01",  # what is not there is neither before nor after
        "review_due>1900-01-01",
        "area=Cardiff",
    ],
)
def test_a_row_does_not_fit(expression):
    assert not fits(expression)


@pytest.mark.parametrize(
    "expression", ["", " ", "kind", "=place", "kind place", "and", "and kind=place", "!kind=place"]
)
def test_what_is_no_condition_is_answered_with_an_example(expression):
    with pytest.raises(WrongUseError, match="kind=group and tags=food"):
        parse(expression)


def test_an_unknown_field_is_answered_with_those_there_are():
    with pytest.raises(WrongUseError, match=r"no field “colour”.*kind, name, .*votes"):
        chooser(parse("colour=red"), HALL)


def test_a_field_of_its_own_comes_before_a_short_name_for_another():
    session = {"place_cy": "", "place_en": "Village hall", "place_first": "en", "area": "north"}
    assert fits("place~hall", session)
    assert fits("area=north", session)


def test_capitals_and_accents_make_no_difference():
    assert fold(" TŶ COFFI’R Dŵr ") == fold("ty coffi’r dwr") == "ty coffi’r dwr"
    assert fold("e\u0301") == fold("é") == "e"
    assert (fold("№ 3"), fold("ϒ")) == ("no 3", "υ")


@given(texts)
def test_what_is_folded_stays_as_it_is(text):
    assert fold(fold(text)) == fold(text)


quotable = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters='"'), max_size=30)


@given(quotable, st.sampled_from(("=", "!=", "~", "<", "<=", ">", ">=")))
def test_a_value_in_quotes_is_taken_as_it_is(value, operator):
    assert parse(f'name{operator}"{value}" and kind=place') == (
        Condition("name", operator, value),
        Condition("kind", "=", "place"),
    )


@given(st.dictionaries(st.sampled_from(("kind", "tags", "postcode")), texts))
def test_the_filter_of_a_view_asks_for_all_its_values(where):
    choose = chooser(of_mapping(where), HALL)
    held = {"kind": ["place"], "tags": ["bwyd", "cynhesrwydd"], "postcode": ["sy23 1aa"]}
    assert choose(HALL) is all(fold(value) in held[field] for field, value in where.items())
