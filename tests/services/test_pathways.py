"""Pathways: begun, filled, drawn, and read at once."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.evidence import Coverage, Evidence, EvidenceFinding, EvidenceKind
from asset_mapper.domain.link import Direction, Link
from asset_mapper.domain.outcome import Framework, Outcome, Stage
from asset_mapper.errors import InvalidValueError, NotFoundError
from asset_mapper.i18n import speaking
from asset_mapper.services import drawn_pathways, pathways, records
from asset_mapper.services.pathways import STARTING_POINTS

LOCAL = Framework(key="local", name=Bilingual(en="Local"))
COMPANY = Outcome(framework_id=LOCAL.id, code="O1", name=Bilingual(en="Company every week"), stage=Stage.PREVENTION)
HOME = Outcome(framework_id=LOCAL.id, code="O2", name=Bilingual(en="Living well"), stage=Stage.QUALITY_OF_LIFE)
LUNCH = Asset(name=Bilingual(en="Lunch club"), kind=AssetKind.GROUP)
HELPS = Link(asset_id=LUNCH.id, outcome_id=COMPANY.id)


@pytest.fixture
def begun(project):
    project.apply(records.add, LOCAL, COMPANY, HOME, LUNCH, HELPS)
    project.apply(pathways.begin, Bilingual(en="Later life"))
    return project


def the_pathway(project):
    (pathway,) = project.read(pathways.listed)
    return pathway


def put(project, *keys, **more):
    project.apply(pathways.put_on, the_pathway(project).id, keys, **more)


def test_cards_stand_where_their_stage_is_and_bring_their_links(begun):
    put(begun, LUNCH.id, COMPANY.id, HOME.id)
    drawn = begun.read(drawn_pathways.drawn, the_pathway(begun).id)
    assert {card.name.en: card.column for card in drawn.cards} == {
        "Lunch club": 0,
        "Company every week": 1,
        "Living well": 5,
    }
    assert [link.link.id for link in drawn.links] == [HELPS.id]


def test_putting_one_more_on_moves_no_other(begun):
    put(begun, LUNCH.id, COMPANY.id)
    begun.apply(pathways.move, the_pathway(begun).id, COMPANY.id, 3, 7.5)
    before = the_pathway(begun).cards
    put(begun, HOME.id)
    assert the_pathway(begun).cards[:2] == before


def test_a_card_taken_off_takes_its_arrows_and_leaves_its_records(begun):
    put(begun, LUNCH.id, COMPANY.id)
    begun.apply(pathways.take_off, the_pathway(begun).id, [LUNCH.id])
    assert (len(the_pathway(begun).cards), the_pathway(begun).link_ids) == (1, ())
    assert begun.read(lambda uow: uow.links.get(HELPS.id).asset_id) == LUNCH.id
    begun.undo()
    assert the_pathway(begun).link_ids == (HELPS.id,)


def test_an_arrow_is_the_link_that_is_there_or_a_new_one(begun):
    put(begun, LUNCH.id, COMPANY.id, HOME.id)
    key = the_pathway(begun).id
    begun.apply(pathways.connect, key, LUNCH.id, COMPANY.id)
    assert the_pathway(begun).link_ids == (HELPS.id,)
    begun.apply(pathways.connect, key, COMPANY.id, HOME.id, Direction.HARMS)
    (_contribution, step) = begun.read(drawn_pathways.drawn, key).links
    assert (step.link.from_outcome_id, step.link.direction) == (COMPANY.id, Direction.HARMS)
    begun.undo()
    assert begun.read(lambda uow: uow.links.count()) == 1


def test_an_arrow_to_an_asset_or_to_itself_is_refused_with_a_reason(begun):
    put(begun, LUNCH.id, COMPANY.id)
    key = the_pathway(begun).id
    with speaking("en"), pytest.raises(InvalidValueError, match="leads to an outcome"):
        begun.apply(pathways.connect, key, COMPANY.id, LUNCH.id)
    with speaking("en"), pytest.raises(InvalidValueError, match="cannot lead to itself"):
        begun.apply(pathways.connect, key, COMPANY.id, COMPANY.id)
    assert begun.read(lambda uow: uow.links.count()) == 1


def test_a_circle_of_steps_is_allowed(begun):
    put(begun, COMPANY.id, HOME.id)
    key = the_pathway(begun).id
    begun.apply(pathways.connect, key, COMPANY.id, HOME.id)
    begun.apply(pathways.connect, key, HOME.id, COMPANY.id)
    begun.apply(pathways.arrange, key)
    assert len(begun.read(drawn_pathways.drawn, key).links) == 2


def test_what_is_known_of_an_arrow_is_its_highest_rung_and_contradiction_stands_beside(begun):
    put(begun, LUNCH.id, COMPANY.id)
    key = the_pathway(begun).id
    assert [one.link.id for one in begun.read(drawn_pathways.drawn, key).without_evidence] == [HELPS.id]
    for coverage, finding in (
        (Coverage.BELIEF, EvidenceFinding.SUPPORTS),
        (Coverage.CHANGE, EvidenceFinding.CONTRADICTS),
    ):
        begun.apply(
            records.add,
            Evidence(
                link_id=HELPS.id,
                kind=EvidenceKind.SURVEY,
                coverage=coverage,
                finding=finding,
                summary=Bilingual(en="Asked at lunch"),
            ),
        )
    (arrow,) = begun.read(drawn_pathways.drawn, key).links
    assert (arrow.coverage, arrow.supporting, arrow.contradicting) == (Coverage.CHANGE, 1, 1)
    assert begun.read(drawn_pathways.drawn, key).without_evidence == ()


def test_slips_are_written_in_reading_order_and_round(begun):
    put(begun, LUNCH.id, COMPANY.id, HOME.id)
    key = the_pathway(begun).id
    begun.apply(pathways.connect, key, COMPANY.id, HOME.id)
    begun.apply(pathways.connect, key, LUNCH.id, HOME.id)
    drawn = begun.read(drawn_pathways.drawn, key)
    order = [one.link.id for one in drawn.in_reading_order]
    ends = [(one.start_id, one.end_id) for one in drawn.in_reading_order]
    assert ends[-1] == (COMPANY.id, HOME.id) and {start for start, _end in ends[:2]} == {LUNCH.id}
    assert [drawn.next_without_evidence(one) for one in order] == [*order[1:], order[0]]
    assert drawn.next_without_evidence(order[0], away={order[1]}) == order[2]
    assert drawn.next_without_evidence("none of them") == order[0]
    assert drawn.next_without_evidence(order[0], away=order) == ""


def test_lessons_are_kept_with_the_pathway(begun):
    begun.apply(pathways.learn, the_pathway(begun).id, Bilingual(cy="Gwrando"))
    assert the_pathway(begun).lessons == Bilingual(cy="Gwrando")


@pytest.mark.parametrize("key", STARTING_POINTS)
def test_a_starting_point_is_a_whole_pathway_in_both_languages(project, key):
    project.apply(pathways.begin_from, key)
    drawn = project.read(drawn_pathways.drawn, the_pathway(project).id)
    assert {card.stage for card in drawn.cards} == set(Stage)
    assert all(card.name.cy and card.name.en for card in drawn.cards)
    assert any(link.link.direction is Direction.HARMS for link in drawn.links)
    joined = {end for link in drawn.links for end in (link.start_id, link.end_id)}
    assert joined == {card.id for card in drawn.cards}
    (framework,) = project.read(lambda uow: list(uow.frameworks.all()))
    assert framework.name.en.endswith("a starting point")
    project.undo()
    assert project.read(lambda uow: (uow.outcomes.count(), uow.links.count(), uow.pathways.count())) == (0, 0, 0)


def test_a_starting_point_can_be_begun_from_twice(project):
    project.apply(pathways.begin_from, "health")
    project.apply(pathways.begin_from, "health")
    assert len(project.read(pathways.listed)) == 2


def test_an_unknown_starting_point_says_which_there_are(project):
    with speaking("en"), pytest.raises(NotFoundError, match="community-safety"):
        project.apply(pathways.begin_from, "gardening")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(steps=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5), st.floats(-2, 9)), max_size=6))
def test_any_moves_are_taken_back_by_undo(begun, steps):
    cards = [LUNCH.id, COMPANY.id, HOME.id]
    put(begun, *cards)
    start = the_pathway(begun)
    for which, column, row in steps:
        if which < 3:
            begun.apply(pathways.move, start.id, cards[which], column, row)
        else:
            begun.apply(pathways.arrange, start.id)
        assert all(card.row >= 0 for card in the_pathway(begun).cards)
    while the_pathway(begun).cards != start.cards:
        assert begun.undo() is not None


def test_an_asset_dropped_on_an_outcome_comes_onto_the_pathway_with_an_arrow_and_moves_nothing(begun):
    choir = Asset(name=Bilingual(en="Choir"), kind=AssetKind.GROUP)
    begun.apply(records.add, choir)
    put(begun, COMPANY.id, HOME.id)
    before = the_pathway(begun).cards
    begun.apply(pathways.support, the_pathway(begun).id, [LUNCH.id, choir.id], HOME.id)
    drawn = begun.read(drawn_pathways.drawn, the_pathway(begun).id)
    assert the_pathway(begun).cards[:2] == before
    assert {(link.start_id, link.end_id) for link in drawn.links} == {
        (LUNCH.id, COMPANY.id),
        (LUNCH.id, HOME.id),
        (choir.id, HOME.id),
    }
    assert {card.column for card in drawn.cards if card.kind} == {4}
    begun.undo()
    assert the_pathway(begun).cards == before
    assert begun.read(lambda uow: uow.links.count()) == 1


def test_dropped_where_it_leads_already_an_asset_brings_the_link_that_there_is(begun):
    put(begun, COMPANY.id)
    begun.apply(pathways.support, the_pathway(begun).id, [LUNCH.id], COMPANY.id)
    assert the_pathway(begun).link_ids == (HELPS.id,)
    assert begun.read(lambda uow: uow.links.count()) == 1


def test_a_card_put_down_at_a_place_stands_as_near_to_it_as_there_is_room(begun):
    put(begun, COMPANY.id)
    put(begun, LUNCH.id, column=1, row=5.5)
    put(begun, HOME.id, column=1, row=5.6)
    rows = {card.record_id: (card.column, card.row) for card in the_pathway(begun).cards}
    assert rows[LUNCH.id] == (1, 5.5)
    assert rows[HOME.id] == (1, 6.5)
