"""The columns of a pathway: the stages until someone names others; cards keep sensible places."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.link import Link
from asset_mapper.domain.outcome import Framework, Outcome, Stage
from asset_mapper.domain.pathway import Card, Pathway
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import speaking
from asset_mapper.services import pathway_columns, pathways, records
from asset_mapper.services.pathway_columns import Column, heads_of

LOCAL = Framework(key="local", name=Bilingual(en="Local"))
OUTCOMES = tuple(
    Outcome(framework_id=LOCAL.id, code=f"O{number}", name=Bilingual(en=f"Outcome {number}"), stage=stage)
    for number, stage in enumerate((*Stage, None, None))
)
LUNCH = Asset(name=Bilingual(en="Lunch club"), kind=AssetKind.GROUP)
BEFORE, AFTER = Bilingual(cy="Cyn", en="Before"), Bilingual(cy="Wedyn", en="After")


@pytest.fixture
def begun(project):
    project.apply(records.add, LOCAL, *OUTCOMES, LUNCH)
    project.apply(pathways.begin, Bilingual(en="Later life"))
    project.apply(pathways.put_on, the_pathway(project).id, [outcome.id for outcome in OUTCOMES])
    return project


def the_pathway(project):
    (pathway,) = project.read(pathways.listed)
    return pathway


def places(project):
    return {card.record_id: (card.column, card.row) for card in the_pathway(project).cards}


def names(project):
    return [head.en for head in heads_of(the_pathway(project))]


def test_without_names_of_their_own_the_columns_are_the_stages_in_both_languages(begun):
    heads = heads_of(the_pathway(begun))
    assert [head.en for head in heads] == [
        *("Assets and outputs", "Prevention", "Detection", "Treatment", "Recovery", "Quality of life")
    ]
    assert all(head.cy and head.cy != head.en for head in heads)
    assert the_pathway(begun).columns == ()


def test_a_card_beyond_the_named_columns_still_stands_under_a_heading():
    far = Pathway(name=BEFORE, columns=(BEFORE, AFTER), cards=(Card(record_id="x", column=3),))
    assert [head.en for head in heads_of(far)] == ["Before", "After", "Column 3", "Column 4"]


def test_a_column_put_in_takes_those_after_it_along_with_their_cards(begun):
    was = places(begun)
    begun.apply(pathway_columns.add_column, the_pathway(begun).id, 2, BEFORE)
    assert names(begun)[1:4] == ["Prevention", "Before", "Detection"]
    assert places(begun) == {key: (column + (column >= 2), row) for key, (column, row) in was.items()}


def test_a_column_is_renamed_in_both_languages_and_no_card_moves(begun):
    was = places(begun)
    begun.apply(pathway_columns.rename_column, the_pathway(begun).id, 5, AFTER)
    assert heads_of(the_pathway(begun))[5] == AFTER
    assert places(begun) == was


def test_a_column_is_moved_with_its_cards(begun):
    was = places(begun)
    begun.apply(pathway_columns.move_column, the_pathway(begun).id, 1, 4)
    assert names(begun)[1:5] == ["Detection", "Treatment", "Recovery", "Prevention"]
    goes = {0: 0, 1: 4, 2: 1, 3: 2, 4: 3, 5: 5}
    assert places(begun) == {key: (goes[column], row) for key, (column, row) in was.items()}


def test_the_cards_of_a_column_that_goes_find_room_in_its_neighbour(begun):
    was = places(begun)
    begun.apply(pathway_columns.remove_column, the_pathway(begun).id, 3)
    now = places(begun)
    assert names(begun)[2:4] == ["Detection", "Recovery"]
    assert {key for key, (column, _row) in now.items() if column == 2} == {
        key for key, (column, _row) in was.items() if column in (2, 3)
    }
    stayed = [key for key, (column, _row) in was.items() if column != 3]
    assert all(now[key][1] == was[key][1] for key in stayed)
    begun.undo()
    assert places(begun) == was


def test_the_first_column_gives_its_cards_to_the_next(begun):
    begun.apply(pathway_columns.remove_column, the_pathway(begun).id, 0)
    assert names(begun)[0] == "Prevention"
    assert {column for column, _row in places(begun).values()} == {0, 1, 2, 3, 4}


def test_a_pathway_keeps_a_column_at_least(begun):
    with speaking("en"), pytest.raises(InvalidValueError, match="a column at least"):
        begun.apply(pathway_columns.set_columns, the_pathway(begun).id, ())


def test_back_to_the_stages_each_outcome_stands_where_its_stage_is(begun):
    key = the_pathway(begun).id
    begun.apply(pathway_columns.set_columns, key, (Column(BEFORE, 0), Column(AFTER, 5)))
    assert {column for column, _row in places(begun).values()} == {0, 1}
    begun.apply(pathway_columns.use_stages, key)
    assert the_pathway(begun).columns == ()
    now = places(begun)
    assert [now[outcome.id][0] for outcome in OUTCOMES[:6]] == [0, 1, 2, 3, 4, 5]


def test_in_columns_of_ones_own_an_outcome_stands_with_its_stage_or_after_what_leads_to_it(begun):
    key = the_pathway(begun).id
    begun.apply(pathway_columns.move_column, key, 5, 1)  # quality of life
    alike = replace(OUTCOMES[5], id="11111111-1111-7111-8111-111111111111", code="X1")
    led_to = replace(OUTCOMES[6], id="22222222-2222-7222-8222-222222222222", code="X2")
    step = Link(from_outcome_id=OUTCOMES[2].id, outcome_id=led_to.id)
    begun.apply(records.add, alike, led_to, step)
    begun.apply(pathways.put_on, key, [alike.id, led_to.id, LUNCH.id])
    now = places(begun)
    assert now[alike.id][0] == now[OUTCOMES[5].id][0] == 1
    assert now[led_to.id][0] == now[OUTCOMES[2].id][0] + 1
    assert now[LUNCH.id][0] == 0


def test_a_card_is_moved_into_the_columns_that_there_are(begun):
    begun.apply(pathways.move, the_pathway(begun).id, OUTCOMES[0].id, 40, 2.0)
    assert places(begun)[OUTCOMES[0].id] == (5, 2.0)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from("armd"), st.integers(0, 9), st.integers(0, 9)), max_size=5))
def test_whatever_is_done_to_columns_no_card_is_lost_none_lie_on_each_other_and_undo_brings_all_back(begun, done):
    start = the_pathway(begun)
    steps = 0
    for what, one, other in done:
        count = len(heads_of(the_pathway(begun)))
        at = one % count
        if what == "a":
            change_set = begun.apply(pathway_columns.add_column, start.id, one % (count + 1), BEFORE)
        elif what == "r":
            change_set = begun.apply(pathway_columns.rename_column, start.id, at, AFTER)
        elif what == "m":
            change_set = begun.apply(pathway_columns.move_column, start.id, at, other % count)
        elif count > 1:
            change_set = begun.apply(pathway_columns.remove_column, start.id, at)
        steps += bool(change_set.changes) if count > 1 or what != "d" else 0
        now = the_pathway(begun)
        assert {card.record_id for card in now.cards} == {card.record_id for card in start.cards}
        assert all(0 <= card.column < len(heads_of(now)) for card in now.cards)
        stood = sorted((card.column, card.row) for card in now.cards)
        assert all(one[0] != other[0] or other[1] - one[1] >= 1 - 1e-2 for one, other in pairwise(stood))
    for _step in range(steps):
        begun.undo()
    assert (the_pathway(begun).columns, the_pathway(begun).cards) == (start.columns, start.cards)
