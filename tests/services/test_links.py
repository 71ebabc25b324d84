"""Linking assets to outcomes, and finding both by what people call them."""

import pytest

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.evidence import Coverage, Evidence, EvidenceKind
from asset_mapper.domain.link import Direction, FourCo, Link
from asset_mapper.domain.outcome import Framework, Outcome
from asset_mapper.errors import InvalidValueError, NotFoundError, WrongUseError
from asset_mapper.services import (
    checking,
    frameworks,
    gaps,
    links,
    matrix,
    neighbourhood,
    outcome_portrait,
    records,
)
from tests.projects import added, an_asset

HOW = Bilingual(en="They sing together")


@pytest.fixture
def choir(project):
    return added(project, an_asset("Choir"))


@pytest.fixture
def joy(project):
    framework = Framework(key="local", name=Bilingual(en="Local"))
    joy = Outcome(framework_id=framework.id, code="J1", name=Bilingual("Llawenydd", "Joy"))
    return added(project, framework, joy)[1]


def all_links(project):
    return project.read(lambda uow: list(uow.links.all()))


def test_an_asset_contributes_to_an_outcome(project, choir, joy):
    project.apply(links.contribute, choir.id, joy.id, HOW, FourCo.DELIVER, Direction.HELPS, "Gwen")
    (link,) = all_links(project)
    assert (link.asset_id, link.outcome_id, link.how, link.co, link.claimed_by) == (
        choir.id, joy.id, HOW, FourCo.DELIVER, "Gwen",
    )  # fmt: skip
    project.undo()
    assert all_links(project) == []


@pytest.mark.parametrize("gone", ["asset", "outcome"])
def test_a_link_has_two_ends(project, choir, joy, gone):
    ends = {"asset": choir.id, "outcome": joy.id} | {gone: "nobody"}
    with pytest.raises(NotFoundError):
        project.apply(links.contribute, ends["asset"], ends["outcome"])


def test_an_outcome_leads_to_another_and_never_to_itself(project, joy):
    end = Outcome(framework_id=joy.framework_id, code="J2", name=Bilingual(en="Health"))
    added(project, end)
    project.apply(links.lead_to, joy.id, end.id, HOW)
    (link,) = all_links(project)
    assert (link.from_outcome_id, link.outcome_id, link.asset_id) == (joy.id, end.id, None)
    with pytest.raises(InvalidValueError, match="itself"):
        project.apply(links.lead_to, joy.id, joy.id)


def test_evidence_is_put_on_a_link(project, choir, joy):
    link = project.apply(links.contribute, choir.id, joy.id).changes[0].after
    told = Evidence(link_id=link.id, kind=EvidenceKind.STORY, coverage=Coverage.BELIEF, summary=HOW)
    project.apply(links.add_evidence, told)
    assert project.read(lambda uow: uow.evidence.count()) == 1
    with pytest.raises(NotFoundError):
        project.apply(links.add_evidence, Evidence(link_id="x", kind=told.kind, coverage=told.coverage, summary=HOW))


@pytest.mark.parametrize("said", ["Choir", "choir", " CHOIR ", "Côr", "cor"])
def test_an_asset_is_named_in_either_language(project, said):
    added(project, an_asset("Hall"))
    from dataclasses import replace

    choir = added(project, replace(an_asset("Choir"), name=Bilingual("Côr", "Choir")))
    assert project.read(links.named_asset, said) == choir
    assert project.read(links.named_asset, choir.id) == choir


def test_a_name_of_several_assets_is_answered_with_their_ids(project):
    one, two = added(project, an_asset("Hall", AssetKind.PLACE), an_asset("hall"))
    with pytest.raises(WrongUseError, match="several") as told:
        project.read(links.named_asset, "Hall")
    assert one.id in str(told.value) and two.id in str(told.value)


def test_a_name_that_is_nearly_right_is_answered_with_what_was_meant(project):
    added(project, an_asset("Canolfan Gymunedol Derwen"))
    with pytest.raises(NotFoundError, match="Did you mean: “Canolfan Gymunedol Derwen”"):
        project.read(links.named_asset, "Canolfan Gymunedol Derwn")
    with pytest.raises(NotFoundError, match="no asset “zzz”"):
        project.read(links.named_asset, "zzz")


def test_an_outcome_is_found_by_code_by_name_and_by_id(project, joy):
    for said in (joy.id, "J1", "j1", "local:J1", "joy", "LLAWENYDD"):
        assert project.read(links.coded_outcome, said) == joy
    with pytest.raises(NotFoundError, match="no outcome “J9”"):
        project.read(links.coded_outcome, "J9")


def test_a_code_that_two_frameworks_share_needs_the_framework(project, joy):
    other = Framework(key="other", name=Bilingual(en="Other"))
    added(project, other, Outcome(framework_id=other.id, code="J1", name=Bilingual(en="Jam")))
    with pytest.raises(WrongUseError, match="local:J1, other:J1"):
        project.read(links.coded_outcome, "J1")
    assert project.read(links.coded_outcome, "other:J1").name.en == "Jam"


def test_the_codes_of_the_well_being_goals_are_known(project):
    project.apply(frameworks.add_framework, "wfg-goals")
    (third,) = (o for o in project.read(lambda uow: list(uow.outcomes.all())) if o.position == 2)
    assert project.read(links.coded_outcome, third.code) == third


def test_a_link_starts_somewhere():
    with pytest.raises(InvalidValueError):
        Link(outcome_id="o")


def test_several_assets_are_linked_in_one_step_and_none_of_them_twice(project, choir, joy):
    band, team = added(project, an_asset("Band"), an_asset("Team"))
    project.apply(links.contribute, band.id, joy.id, HOW)
    done = project.apply(links.contribute_all, [choir.id, band.id, team.id], joy.id)
    assert [change.after.asset_id for change in done] == [choir.id, team.id]
    assert [link.how for link in all_links(project) if link.asset_id == band.id] == [HOW]
    project.undo()
    assert len(all_links(project)) == 1


def test_a_link_is_said_differently_and_saying_the_same_is_no_step(project, choir, joy):
    project.apply(links.contribute, choir.id, joy.id, HOW)
    (link,) = all_links(project)
    assert len(project.apply(links.change_link, link.id, how=HOW)) == 0
    project.apply(links.change_link, link.id, direction=Direction.HARMS)
    assert [link.direction for link in all_links(project)] == [Direction.HARMS]
    project.undo()
    assert [link.direction for link in all_links(project)] == [Direction.HELPS]


def test_a_step_is_never_offered_back_to_where_it_starts(project, joy):
    end = Outcome(framework_id=joy.framework_id, code="J2", name=Bilingual(en="Health"))
    added(project, end)
    offered = project.read(links.choices_of_step, joy.id)
    assert [outcome.id for outcome in offered.outcomes] == [end.id]


def test_a_link_of_an_outcome_to_itself_is_refused_in_whatever_way_it_is_made(project, choir, joy):
    end = added(project, Outcome(framework_id=joy.framework_id, code="J2", name=Bilingual(en="Health")))
    project.apply(links.lead_to, joy.id, end.id)
    (link,) = all_links(project)
    with pytest.raises(InvalidValueError, match="itself"):
        project.apply(links.change_link, link.id, outcome_id=joy.id)
    with pytest.raises(InvalidValueError, match="itself"):
        project.apply(records.add, Link(from_outcome_id=joy.id, outcome_id=joy.id))
    assert all_links(project) == [link]


def test_steps_in_a_circle_are_allowed_and_all_of_them_are_shown(project, joy):
    health, work = added(
        project,
        Outcome(framework_id=joy.framework_id, code="J2", name=Bilingual(en="Health")),
        Outcome(framework_id=joy.framework_id, code="J3", name=Bilingual(en="Work")),
    )
    for start, end in ((joy, health), (health, work), (work, joy), (health, joy)):
        project.apply(links.lead_to, start.id, end.id)
    near = project.read(neighbourhood.around, joy.id)
    said = " ".join(near.in_words())
    for sentence in ("J1 Joy leads to J2 Health", "J2 Health leads to J3 Work", "J3 Work leads to J1 Joy"):
        assert sentence in said
    shown = project.read(outcome_portrait.portrait, joy.id)
    assert {known.other.id for known in shown.comes_from} == {work.id, health.id}
    assert [known.other.id for known in shown.leads_to] == [health.id]
    assert project.read(gaps.gaps).without_evidence and project.read(checking.findings) == []


def test_helping_and_harming_stand_side_by_side(project, choir, joy):
    project.apply(links.contribute, choir.id, joy.id, HOW)
    project.apply(links.contribute, choir.id, joy.id, HOW, direction=Direction.HARMS)
    project.apply(links.contribute, choir.id, joy.id, HOW, direction=Direction.HARMS)
    assert sorted(link.direction for link in all_links(project)) == [Direction.HARMS, Direction.HELPS]
    said = " ".join(project.read(neighbourhood.around, joy.id).in_words())
    assert "Choir supports J1 Joy" in said and "Choir harms J1 Joy" in said
    ((cell, entries),) = project.read(matrix.matrix, joy.framework_id).cells.items()
    assert cell == ("group", joy.id) and matrix.leaning(entries) is matrix.Leaning.BOTH


def test_harm_is_said_of_several_assets_though_they_help_too(project, choir, joy):
    project.apply(links.contribute, choir.id, joy.id)
    assert len(project.apply(links.contribute_all, [choir.id], joy.id, direction=Direction.HARMS)) == 1
    assert len(project.apply(links.contribute_all, [choir.id], joy.id, direction=Direction.HARMS)) == 0


def test_the_same_step_is_there_once(project, joy):
    end = added(project, Outcome(framework_id=joy.framework_id, code="J2", name=Bilingual(en="Health")))
    for direction in (Direction.HELPS, Direction.HELPS, Direction.HARMS):
        project.apply(links.lead_to, joy.id, end.id, HOW, direction)
    assert len(all_links(project)) == 2
