"""Outcomes of one's own: added, moved, voted for, removed with what hangs on them; published ones stay."""

import pytest

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.evidence import Coverage, Evidence, EvidenceKind
from asset_mapper.domain.indicator import Indicator
from asset_mapper.domain.outcome import PERSONAL_KEY, ChosenBy
from asset_mapper.errors import InvalidValueError
from asset_mapper.services import (
    frameworks,
    links,
    outcome_moves,
    outcome_portrait,
    outcomes,
    publishing,
    records,
    votes,
)
from tests.projects import added, an_asset, everything


@pytest.fixture
def local(project):
    project.apply(frameworks.start_framework, Bilingual("Ein hamcanion", "Our aims"))
    return project.read(lambda uow: next(iter(uow.frameworks.all())))


def made(project, framework, name, parent=None, **fields):
    parent_id = parent.id if parent else None
    done = project.apply(outcomes.add_outcome, framework.id, Bilingual(en=name), parent_id, **fields)
    return done.changes[0].after


def names_under(project, framework, parent=None):
    shown = project.read(outcomes.outline)
    return [line.outcome.name.en for line in shown.under(framework.id, parent.id if parent else None)]


def test_outcomes_stand_in_the_order_in_which_they_were_added_each_with_a_code_of_its_own(project, local):
    warm, well = made(project, local, "Warm homes"), made(project, local, "Well fed")
    made(project, local, "Draught-free", warm, code="W1")
    assert names_under(project, local) == ["Warm homes", "Well fed"]
    assert names_under(project, local, warm) == ["Draught-free"]
    assert (warm.code, well.code) == ("1", "2")


def test_an_outcome_moves_between_its_brothers_and_sisters_and_under_another(project, local):
    a, b, c = (made(project, local, name) for name in "ABC")
    project.apply(outcome_moves.move_outcome, c.id, None, a.id)
    assert names_under(project, local) == ["C", "A", "B"]
    project.apply(outcome_moves.move_outcome, b.id, a.id)
    assert (names_under(project, local), names_under(project, local, a)) == (["C", "A"], ["B"])
    project.undo()
    project.undo()
    assert names_under(project, local) == ["A", "B", "C"]


def test_an_outcome_is_never_part_of_itself(project, local):
    a = made(project, local, "A")
    b = made(project, local, "B", a)
    for below in (a, b):
        with pytest.raises(InvalidValueError, match="part of itself"):
            project.apply(outcome_moves.move_outcome, a.id, below.id)


def test_a_published_framework_keeps_its_words_but_says_who_chose_what(project):
    project.apply(frameworks.add_framework, "wfg-goals")
    framework = project.read(lambda uow: next(iter(uow.frameworks.all())))
    goal = project.read(links.coded_outcome, "WFG3")
    for step in (
        lambda: project.apply(outcomes.change_outcome, goal.id, name=Bilingual(en="Other")),
        lambda: project.apply(outcome_moves.move_outcome, goal.id, None),
        lambda: project.apply(outcomes.remove_outcomes, [goal.id]),
        lambda: project.apply(outcomes.add_outcome, framework.id, Bilingual(en="An eighth")),
    ):
        with pytest.raises(InvalidValueError, match="published"):
            step()
    project.apply(outcomes.change_outcome, goal.id, chosen_by=ChosenBy.RESIDENTS)
    project.apply(votes.vote, goal.id, 12)
    shown = project.read(outcome_portrait.portrait, goal.id)
    assert (shown.outcome.chosen_by, shown.total, shown.outcome.name) == (ChosenBy.RESIDENTS, 12, goal.name)


def test_removing_an_outcome_says_what_goes_with_it_and_all_of_it_comes_back(project, local):
    a = made(project, local, "A")
    b = made(project, local, "B", a)
    choir = added(project, an_asset("Choir"))
    project.apply(links.contribute, choir.id, b.id)
    link = project.read(lambda uow: next(iter(uow.links.all())))
    added(
        project,
        Evidence(
            link_id=link.id, kind=EvidenceKind.STORY, coverage=Coverage.BELIEF, summary=Bilingual(en="They said so")
        ),
        Indicator(outcome_id=a.id, name=Bilingual(en="Smiles")),
    )
    before = everything(project)
    done = project.apply(outcomes.remove_outcomes, [a.id])
    assert "“A” (1 outcome, 1 link, 1 piece of evidence, 1 indicator went with it)" in done.label
    assert {choir.id, local.id} == {choir.id, local.id} & everything(project).keys()
    assert not {a.id, b.id, link.id} & everything(project).keys()
    project.undo()
    assert everything(project) == before


def test_a_framework_goes_as_a_whole_and_comes_back(project):
    project.apply(frameworks.add_framework, "wfg-goals")
    before = everything(project)
    framework = project.read(lambda uow: next(iter(uow.frameworks.all())))
    assert "7 outcomes" in project.apply(outcomes.remove_framework, framework.id).label
    assert project.read(outcomes.outline).lines == ()
    project.undo()
    assert everything(project) == before


def test_the_tree_says_how_many_support_an_outcome_and_the_best_that_is_known(project, local):
    a = made(project, local, "A")
    choir, band = added(project, an_asset("Choir"), an_asset("Band"))
    for asset in (choir, band):
        project.apply(links.contribute, asset.id, a.id)
    one, _two = project.read(lambda uow: list(uow.links.all()))
    for coverage in (Coverage.LEVEL, Coverage.BELIEF):
        added(
            project,
            Evidence(link_id=one.id, kind=EvidenceKind.COUNT, coverage=coverage, summary=Bilingual(en="Counted")),
        )
    (line,) = project.read(outcomes.outline).lines
    assert (line.supported, line.coverage) == (2, Coverage.LEVEL)
    shown = project.read(outcome_portrait.portrait, a.id)
    assert [known.other.name.en for known in shown.supported_by] == ["Choir", "Band"]
    assert [known.coverage for known in shown.supported_by] == [Coverage.LEVEL, Coverage.NONE]


def test_an_outcome_shows_what_leads_to_it_and_where_it_leads(project, local):
    a, b, c = (made(project, local, name) for name in "ABC")
    project.apply(links.lead_to, a.id, b.id)
    project.apply(links.lead_to, b.id, c.id)
    shown = project.read(outcome_portrait.portrait, b.id)
    assert [known.other.id for known in shown.comes_from] == [a.id]
    assert [known.other.id for known in shown.leads_to] == [c.id]
    assert project.read(outcome_portrait.portrait, "nobody") is None


def test_a_personal_outcome_is_kept_apart_and_for_the_team_until_they_say_otherwise(project):
    project.apply(outcomes.add_personal, Bilingual(cy="Cerdded i'r siop eto", first="cy"))
    project.apply(outcomes.add_personal, Bilingual(en="See my grandchildren"))
    shown = project.read(outcomes.outline)
    assert [framework.key for framework in shown.frameworks] == [PERSONAL_KEY]
    assert {line.outcome.visibility for line in shown.lines} == {Audience.TEAM}
    assert all(line.outcome.personal for line in shown.lines)


@pytest.mark.parametrize("audience", [Audience.PARTNERS, Audience.PUBLIC, Audience.ROOM])
def test_a_personal_outcome_and_what_hangs_on_it_reach_the_team_only(project, audience):
    choir = added(project, an_asset("Choir", visibility=Audience.PUBLIC))
    done = project.apply(outcomes.add_personal, Bilingual(en="See my grandchildren"), visibility=Audience.PUBLIC)
    own = done.changes[-1].after
    project.apply(links.contribute, choir.id, own.id, Bilingual(en="They give him a lift"))
    added(project, Indicator(outcome_id=own.id, name=Bilingual(en="Visits")))
    shown = project.read(publishing.publication, audience)
    assert (len(shown.outcomes), len(shown.links), len(shown.indicators)) == (0, 0, 0)
    assert len(project.read(publishing.publication, Audience.TEAM).outcomes) == 1


@pytest.mark.parametrize("audience", [Audience.TEAM, Audience.PARTNERS, Audience.PUBLIC, Audience.ROOM])
def test_who_says_that_something_supports_an_outcome_is_told_to_the_team_only(project, local, audience):
    a, choir = made(project, local, "A"), added(project, an_asset("Choir", visibility=Audience.PUBLIC))
    project.apply(links.contribute, choir.id, a.id, claimed_by="Gwen Tomos")
    shown = project.read(publishing.publication, audience).links
    assert len(shown) == 1
    assert ("claimed_by" in shown.columns) is (audience is Audience.TEAM)


def test_a_link_of_someone_elses_making_is_taken_up_as_it_is(project, local):
    a, choir = made(project, local, "A"), added(project, an_asset("Choir"))
    project.apply(links.contribute, choir.id, a.id)
    project.apply(records.remove, type(choir), [choir.id])
    assert project.read(outcome_portrait.portrait, a.id).supported_by == ()
