"""What is not yet recorded, and what stands around one record."""

from datetime import date

import pytest

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.evidence import Coverage, Evidence, EvidenceKind
from asset_mapper.domain.indicator import Indicator, Reading
from asset_mapper.domain.link import Direction
from asset_mapper.domain.outcome import Framework, Outcome
from asset_mapper.services import frameworks, gaps, links, neighbourhood, votes
from tests.projects import added, an_asset


@pytest.fixture
def tree(project):
    framework = Framework(key="local", name=Bilingual(en="Local"))
    goal = Outcome(framework_id=framework.id, code="G", name=Bilingual(en="Well"))
    warm = Outcome(framework_id=framework.id, code="G1", name=Bilingual(en="Warm"), parent_id=goal.id)
    fed = Outcome(framework_id=framework.id, code="G2", name=Bilingual(en="Fed"), parent_id=goal.id)
    return added(project, framework, goal, warm, fed)[1:]


@pytest.fixture
def choir(project):
    return added(project, an_asset("Choir"))


def piece(link, coverage, **figures):
    return Evidence(
        link_id=link.id, kind=EvidenceKind.COUNT, coverage=coverage, summary=Bilingual(en="Counted"), **figures
    )


def linked(project, choir, outcome):
    project.apply(links.contribute, choir.id, outcome.id)
    return project.read(lambda uow: list(uow.links.where(outcome_id=outcome.id))[-1])


def test_an_outcome_without_assets_is_open_unless_its_parts_say_more(project, tree, choir):
    _goal, warm, fed = tree
    assert [one.id for one in project.read(gaps.gaps).without_assets] == [warm.id, fed.id]
    linked(project, choir, warm)
    assert [one.id for one in project.read(gaps.gaps).without_assets] == [fed.id]


def test_published_outcomes_are_open_once_somebody_here_chose_them(project):
    project.apply(frameworks.add_framework, "wfg-goals")
    found = project.read(gaps.gaps)
    assert (found.without_assets, len(found.not_chosen)) == ((), 7)
    goal = project.read(links.coded_outcome, "WFG3")
    project.apply(votes.vote, goal.id, 4)
    found = project.read(gaps.gaps)
    assert ([one.code for one in found.without_assets], len(found.not_chosen)) == (["WFG3"], 6)


def test_a_link_is_open_until_something_is_known(project, tree, choir):
    link = linked(project, choir, tree[1])
    (open_link,) = project.read(gaps.gaps).without_evidence
    assert (open_link.link.id, open_link.start.id, open_link.outcome.id) == (link.id, choir.id, tree[1].id)
    added(project, piece(link, Coverage.NONE))
    assert len(project.read(gaps.gaps).without_evidence) == 1
    added(project, piece(link, Coverage.BELIEF))
    assert project.read(gaps.gaps).without_evidence == ()


def test_a_national_measure_is_not_asked_for_a_before_and_an_after(project, choir):
    project.apply(frameworks.add_framework, "wfg-indicators")
    measure = project.read(links.coded_outcome, "NI30")
    assert measure.contributes_only
    link = linked(project, choir, measure)
    added(project, piece(link, Coverage.OUTPUT))
    found = project.read(gaps.gaps)
    assert (found.outputs_only, found.without_change, found.without_evidence) == ((), (), ())


def test_output_data_only_is_said_until_the_outcome_itself_is_known(project, tree, choir):
    link = linked(project, choir, tree[1])
    added(project, piece(link, Coverage.OUTPUT))
    assert [one.id for one in project.read(gaps.gaps).outputs_only] == [tree[1].id]
    added(project, piece(link, Coverage.LEVEL))
    assert project.read(gaps.gaps).outputs_only == ()


@pytest.mark.parametrize("by", ["evidence", "readings"])
def test_a_before_and_an_after_close_the_last_gap(project, tree, choir, by):
    warm = tree[1]
    link = linked(project, choir, warm)
    added(project, piece(link, Coverage.LEVEL, after=4.0))
    indicator = added(project, Indicator(outcome_id=warm.id, name=Bilingual(en="Warm rooms")))
    added(project, Reading(indicator_id=indicator.id, on=date(2026, 1, 1), value=3.0))
    assert [one.id for one in project.read(gaps.gaps).without_change] == [warm.id]
    if by == "evidence":
        added(project, piece(link, Coverage.CHANGE, before=2.0, after=4.0))
    else:
        added(project, Reading(indicator_id=indicator.id, on=date(2026, 6, 1), value=5.0))
    assert project.read(gaps.gaps).without_change == ()


def test_an_asset_stands_before_what_it_supports_and_where_that_leads(project, tree, choir):
    goal, warm, fed = tree
    project.apply(links.contribute, choir.id, warm.id, Bilingual(en="They share coats."))
    project.apply(links.lead_to, warm.id, goal.id)
    project.apply(links.contribute, choir.id, fed.id, direction=Direction.HARMS)
    shown = project.read(neighbourhood.around, choir.id)
    names = [[place.record.name.en for place in column] for column in shown.columns()]
    assert [sorted(column) for column in names] == [["Choir"], ["Fed", "Warm"], ["Well"]]
    assert shown.in_words() == [
        "Choir supports G1 Warm. They share coats. (Evidence: Not yet known)",
        "Choir harms G2 Fed. (Evidence: Not yet known)",
        "G1 Warm leads to G Well. (Evidence: Not yet known)",
    ]


def test_what_leads_to_an_outcome_stands_before_it(project, tree, choir):
    goal, warm, _fed = tree
    project.apply(links.contribute, choir.id, goal.id)
    project.apply(links.lead_to, warm.id, goal.id)
    shown = project.read(neighbourhood.around, goal.id)
    assert [len(column) for column in shown.columns()] == [2, 1]
    assert shown.middle.record.id == goal.id


def test_a_circle_of_steps_ends(project, tree):
    goal, warm, _fed = tree
    project.apply(links.lead_to, warm.id, goal.id)
    project.apply(links.lead_to, goal.id, warm.id)
    shown = project.read(neighbourhood.around, goal.id)
    assert len(shown.places) == 2 and len(shown.arrows) == 2


def test_what_is_gone_has_no_neighbourhood(project):
    assert project.read(neighbourhood.around, "gone") is None


def test_a_national_measure_is_contributed_to(project, choir):
    project.apply(frameworks.add_framework, "wfg-indicators")
    measure = project.read(lambda uow: next(one for one in uow.outcomes.all() if one.contributes_only))
    project.apply(links.contribute, choir.id, measure.id)
    (sentence,) = project.read(neighbourhood.around, choir.id).in_words()
    assert sentence.startswith("Choir contributes to")
