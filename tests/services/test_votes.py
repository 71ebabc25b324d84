"""Votes on outcomes: kept by session, added up when shown, moved with what becomes of the session and the outcome."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.outcome import Framework, Outcome, OutcomeVotes
from asset_mapper.domain.project import Project
from asset_mapper.errors import InvalidValueError
from asset_mapper.services import checking, outcome_portrait, outcomes, queries, records, sessions, votes
from asset_mapper.services.open_project import OpenProject
from asset_mapper.services.publishing import publication

LIST = Framework(key="ours", name=Bilingual(en="Ours"))
GOAL = Outcome(framework_id=LIST.id, code="L1", name=Bilingual("Perthyn", "Belonging"))
OTHER = Outcome(framework_id=LIST.id, code="L2", name=Bilingual(en="Company"))
LLAN = MappingSession(place=Bilingual("Neuadd Llan", "Llan hall"), on=date(2026, 3, 3), people_present=30)
CLUB = MappingSession(place=Bilingual(en="The club"), on=date(2026, 5, 9), people_present=3)


@pytest.fixture
def hall(project):
    project.apply(records.add, LIST, GOAL, OTHER, LLAN, CLUB)
    return project


def by_session(project):
    return project.read(votes.by_session).get(GOAL.id, {})


def kept(project):
    return project.read(lambda uow: list(uow.outcome_votes.all()))


def test_each_session_has_votes_of_its_own_and_the_total_is_their_sum(hall):
    hall.apply(votes.vote, GOAL.id, 7, LLAN)
    hall.apply(votes.vote, GOAL.id, 5, CLUB)
    hall.apply(votes.vote, GOAL.id, 2)
    assert by_session(hall) == {LLAN.id: 7, CLUB.id: 5, None: 2}
    shown = hall.read(outcome_portrait.portrait, GOAL.id)
    assert shown.total == 14 and shown.votes_at(LLAN.id) == 7 and shown.votes_at(None) == 2
    assert [(one.session and one.session.id, one.votes) for one in shown.votes] == [
        (CLUB.id, 5),
        (LLAN.id, 7),
        (None, 2),
    ]
    outline = hall.read(outcomes.outline)
    assert outline.votes(LIST.id) == 14
    assert [line.votes for line in outline.lines] == [14, 0]


def test_votes_are_said_with_where_they_were_given(hall):
    hall.apply(votes.vote, GOAL.id, 1)
    assert votes.in_words(hall.read(votes.votes_of, GOAL.id)) == "1 vote"
    hall.apply(votes.vote, GOAL.id, 7, LLAN)
    assert votes.in_words(hall.read(votes.votes_of, GOAL.id)) == (
        "8 votes: 7 at Llan hall, 3 March 2026; 1 at no session"
    )


def test_votes_typed_again_are_put_right_and_undone(hall):
    first = hall.apply(votes.vote, GOAL.id, 7, LLAN)
    assert first.label == "Give “Belonging” 7 votes, at Llan hall"
    hall.apply(votes.vote, GOAL.id, 9, LLAN)
    assert by_session(hall) == {LLAN.id: 9} and len(kept(hall)) == 1
    hall.undo()
    assert by_session(hall) == {LLAN.id: 7}
    hall.undo()
    assert kept(hall) == []


def test_the_same_votes_are_no_step_and_none_leaves_nothing(hall):
    assert len(hall.apply(votes.vote, GOAL.id, 0)) == 0
    hall.apply(votes.vote, GOAL.id, 4)
    assert len(hall.apply(votes.vote, GOAL.id, 4)) == 0
    hall.apply(votes.vote, GOAL.id, 0)
    assert kept(hall) == []
    for there in (0, 3):
        hall.apply(votes.vote, GOAL.id, there)
        with pytest.raises(InvalidValueError, match="from 0"):
            hall.apply(votes.vote, GOAL.id, -1)


def test_two_laptops_that_noted_the_same_session_are_put_together_by_the_next_number(hall):
    hall.apply(records.add, *(OutcomeVotes(outcome_id=GOAL.id, session_id=LLAN.id, votes=n) for n in (3, 4)))
    assert by_session(hall) == {LLAN.id: 7}
    assert [(one.code, one.record) for one in hall.read(checking.findings)] == [("votes-twice", GOAL.id)]
    hall.apply(votes.vote, GOAL.id, 8, LLAN)
    assert by_session(hall) == {LLAN.id: 8} and len(kept(hall)) == 1
    assert hall.read(checking.findings) == []


def test_an_outcome_takes_its_votes_with_it_and_says_how_many(hall):
    hall.apply(votes.vote, GOAL.id, 7, LLAN)
    hall.apply(votes.vote, GOAL.id, 5)
    step = hall.apply(outcomes.remove_outcomes, [GOAL.id])
    assert step.label == "Remove the outcome “Belonging” (12 votes went with it)"
    assert kept(hall) == []
    hall.undo()
    assert by_session(hall) == {LLAN.id: 7, None: 5}


def test_votes_outlive_their_session_and_are_added_to_those_of_none(hall):
    for count, session in ((7, LLAN), (5, CLUB), (2, None)):
        hall.apply(votes.vote, GOAL.id, count, session)
    hall.apply(votes.vote, OTHER.id, 3, LLAN)
    before = kept(hall)
    step = hall.apply(records.remove, MappingSession, [LLAN.id])
    assert "went with it" not in step.label
    assert by_session(hall) == {CLUB.id: 5, None: 9}
    hall.apply(records.remove, MappingSession, [CLUB.id])
    assert by_session(hall) == {None: 14} and len(kept(hall)) == 2
    hall.undo()
    hall.undo()
    assert sorted(kept(hall), key=lambda one: one.id) == sorted(before, key=lambda one: one.id)


@pytest.mark.parametrize("audience", Audience)
def test_everyone_sees_the_sum_and_partners_the_sessions_but_none_of_a_few(hall, audience):
    hall.apply(votes.vote, GOAL.id, 7, LLAN)
    hall.apply(votes.vote, GOAL.id, 2, CLUB)
    hall.apply(votes.vote, GOAL.id, 1)
    hall.apply(votes.vote, OTHER.id, 4, LLAN)
    found = hall.read(publication, audience)
    assert found.outcomes.votes.tolist() == [10, 4]
    told = [tuple(row) for row in found.outcome_votes.reindex(columns=["outcome_id", "session_id", "votes"]).values]
    assert told == {
        Audience.TEAM: [(GOAL.id, LLAN.id, 7), (GOAL.id, CLUB.id, 2), (GOAL.id, "", 1), (OTHER.id, LLAN.id, 4)],
        Audience.PARTNERS: [(OTHER.id, LLAN.id, 4)],  # 10 less 7 and 1 would tell of the few
    }.get(audience, [])
    held = {(one.reason.value, one.records) for one in found.held_back if one.record == "outcome_votes"}
    assert held == {
        Audience.TEAM: set(),
        Audience.PARTNERS: {("small_count", 3)},
    }.get(audience, {("visibility", 4)})


def test_the_list_of_outcomes_has_the_sum_and_another_one_the_sessions(hall):
    hall.apply(votes.vote, GOAL.id, 7, LLAN)
    hall.apply(votes.vote, GOAL.id, 4)
    assert [row["code"] for row in hall.read(queries.listed, "outcomes", "votes>10")] == ["L1"]
    rows = hall.read(queries.listed, "outcome-votes", "votes>5")
    assert [(row["code"], row["place_en"], row["on"], row["votes"]) for row in rows] == [
        ("L1", "Llan hall", "2026-03-03", 7)
    ]
    assert hall.read(queries.listed, "outcome-votes", "place_en=")[0]["votes"] == 4


def test_a_session_says_how_many_votes_were_given_there(hall):
    hall.apply(votes.vote, GOAL.id, 7, LLAN)
    hall.apply(votes.vote, OTHER.id, 4, LLAN)
    hall.apply(votes.vote, OTHER.id, 90)
    found = {one.session.id: one.others for one in hall.read(sessions.summaries)}
    assert found == {LLAN.id: {"outcome_votes": 11}, CLUB.id: {}}


steps = st.lists(
    st.tuples(st.sampled_from((GOAL.id, OTHER.id)), st.sampled_from((None, LLAN, CLUB)), st.integers(0, 99))
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=steps)
def test_whatever_is_typed_each_place_has_its_last_number_and_undo_leaves_nothing(steps, tmp_path_factory):
    path = tmp_path_factory.mktemp("votes") / "a.assetmap"
    with OpenProject.create(path, Project(title=Bilingual(en="Valley"))) as project:
        project.apply(records.add, LIST, GOAL, OTHER, LLAN, CLUB)
        wanted = {}
        taken = 0
        for outcome_id, session, count in steps:
            taken += bool(len(project.apply(votes.vote, outcome_id, count, session)))
            wanted[outcome_id, session and session.id] = count
        stored = [(one.outcome_id, one.session_id, one.votes) for one in kept(project)]
        assert sorted(stored, key=str) == sorted(
            ((*place, count) for place, count in wanted.items() if count), key=str
        )
        for _step in range(taken):
            project.undo()
        assert kept(project) == []
