"""Votes from files: by session where a file has them so, and as the sums of older lists where it has not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.outcome import Framework, Outcome, OutcomeVotes
from asset_mapper.domain.project import Project
from asset_mapper.formats.exporters import excel, json_document
from asset_mapper.progress import no_progress
from asset_mapper.services import records, votes
from asset_mapper.services.importing import ImportOptions, ImportReport, import_files
from asset_mapper.services.open_project import OpenProject
from asset_mapper.services.publishing import publication

TITLE = Bilingual(en="Valley")
PLAN = Framework(key="plan", name=Bilingual(en="Plan"))
GOAL = Outcome(framework_id=PLAN.id, code="L1", name=Bilingual(en="Belonging"))
OTHER = Outcome(framework_id=PLAN.id, code="L2", name=Bilingual(en="Company"))
LLAN = MappingSession(place=Bilingual("Neuadd Llan", "Llan hall"), on=date(2026, 3, 3), people_present=30)
CLUB = MappingSession(place=Bilingual(en="The club"), on=date(2026, 5, 9), people_present=3)
EVERYONE = ImportOptions(visibility=Audience.PUBLIC)


@pytest.fixture
def valley(tmp_path):
    with OpenProject.create(tmp_path / "a.assetmap", Project(title=TITLE)) as project:
        project.apply(records.add, PLAN, GOAL, OTHER, LLAN, CLUB)
        yield project


def brought_in(project, tmp_path, text: str) -> ImportReport:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    report = import_files(project, [path], EVERYONE)
    for layer in report.layers:
        assert layer.rows == layer.made + layer.updated + layer.unchanged + layer.refused + layer.left_out
    return report


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    found = report.as_dict()
    return found["made"], found["updated"], found["unchanged"], found["refused"]


def messages(report: ImportReport) -> str:
    return "\n".join(finding.message for layer in report.layers for finding in layer.findings)


def by_session(project, outcome_id: str = GOAL.id) -> dict[str | None, int]:
    return project.read(votes.by_session).get(outcome_id, {})


def test_a_list_of_votes_names_outcomes_and_sessions_in_words(valley, tmp_path):
    text = 'Outcome,Session,Votes\nL1,Llan hall,7\nBelonging,"The club, 2026-05-09",5\nL1,,2\nL2,Neuadd Llan,3\n'
    report = brought_in(valley, tmp_path, text)
    assert counts(report) == (4, 0, 0, 0)
    assert by_session(valley) == {LLAN.id: 7, CLUB.id: 5, None: 2}
    again = brought_in(valley, tmp_path, text.replace("5\nL1", "6\nL1"))
    assert counts(again) == (0, 1, 3, 0)
    assert by_session(valley) == {LLAN.id: 7, CLUB.id: 6, None: 2}
    valley.undo()
    valley.undo()
    assert by_session(valley) == by_session(valley, OTHER.id) == {}


def test_what_a_person_typed_stays_beside_a_list_that_says_otherwise(valley, tmp_path):
    valley.apply(votes.vote, GOAL.id, 9, LLAN)
    report = brought_in(valley, tmp_path, "Outcome,Session,Votes\nL1,Llan hall,7\n")
    assert counts(report) == (0, 0, 1, 0) and "the project's was kept" in messages(report)
    assert by_session(valley) == {LLAN.id: 9}


def test_two_rows_for_one_place_and_words_that_name_nothing_are_refused(valley, tmp_path):
    text = "Outcome,Session,Votes\nL1,Llan hall,7\nL1,Neuadd Llan,5\nL1,The moon,5\nL1,The club,-2\n"
    report = brought_in(valley, tmp_path, text)
    assert counts(report) == (1, 0, 0, 3)
    said = messages(report)
    assert "Another row says the same of “L1”" in said and "“The moon”" in said and "from 0" in said
    assert by_session(valley) == {LLAN.id: 7}


def test_the_votes_beside_outcomes_of_an_older_list_come_in(valley, tmp_path):
    rows = ("L1,Belonging,plan,7,", f"L9,New here,plan,4,{LLAN.id}", "L8,None yet,plan,0,")
    text = "\n".join(("code,name,framework,votes,session_id", *rows, ""))
    assert counts(brought_in(valley, tmp_path, text)) == (2, 1, 0, 0)
    made = valley.read(lambda uow: next(uow.outcomes.where(code="L9")))
    assert by_session(valley) == {None: 7} and by_session(valley, made.id) == {LLAN.id: 4}
    assert valley.read(lambda uow: uow.outcome_votes.count()) == 2
    assert counts(brought_in(valley, tmp_path, text)) == (0, 0, 3, 0)
    assert counts(brought_in(valley, tmp_path, text.replace("plan,4", "plan,6"))) == (0, 1, 2, 0)
    assert by_session(valley, made.id) == {LLAN.id: 6}
    for _step in range(2):
        valley.undo()
    assert by_session(valley) == {} and valley.read(lambda uow: uow.outcomes.count()) == 2


def test_a_sum_that_a_person_typed_otherwise_stays(valley, tmp_path):
    valley.apply(votes.vote, GOAL.id, 9, LLAN)
    report = brought_in(valley, tmp_path, "code,name,framework,votes\nL1,Belonging,plan,7\n")
    assert counts(report) == (0, 0, 1, 0)
    assert "Votes: the file says “7”, the project “9”" in messages(report)
    assert by_session(valley) == {LLAN.id: 9}


def test_a_sum_that_was_edited_in_our_own_list_goes_to_the_votes_of_no_session(valley, tmp_path):
    valley.apply(votes.vote, GOAL.id, 7, LLAN)
    valley.apply(votes.vote, GOAL.id, 5, CLUB)
    row = f"{GOAL.id},L1,Belonging,plan"
    head = "id,code,name,framework,votes\n"
    assert counts(brought_in(valley, tmp_path, f"{head}{row},12\n")) == (0, 0, 1, 0)
    report = brought_in(valley, tmp_path, f"{head}{row},15\n")
    assert counts(report) == (0, 1, 0, 0)
    assert by_session(valley) == {LLAN.id: 7, CLUB.id: 5, None: 3}
    fewer = brought_in(valley, tmp_path, f"{head}{row},11\n")
    assert counts(fewer) == (0, 0, 1, 0) and "the file says “11”, the project “15”" in messages(fewer)


@st.composite
def given_votes(draw):
    places = st.tuples(st.sampled_from((GOAL.id, OTHER.id)), st.sampled_from((None, LLAN.id, CLUB.id)))
    return [
        OutcomeVotes(outcome_id=outcome, session_id=session, votes=draw(st.integers(0, 10**9)))
        for outcome, session in draw(st.lists(places, unique=True))
    ]


@pytest.mark.parametrize("module", (json_document, excel), ids=lambda module: module.EXPORTER.key)
@pytest.mark.parametrize("audience", Audience)
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(found=given_votes())
def test_the_total_of_every_outcome_comes_back_from_any_file(module, audience, found, two_files, tmp_path_factory):
    file = tmp_path_factory.mktemp("votes") / f"all{module.EXPORTER.suffix}"
    project, other = (one.renewed() for one in two_files)
    project.apply(records.add, PLAN, GOAL, OTHER, LLAN, CLUB, *found)
    shown = project.read(publication, audience)
    module.EXPORTER.write(shown, file, no_progress)
    told = shown.outcome_votes.votes.tolist() if len(shown.outcome_votes) else []
    wanted = {one.id: sum(v.votes for v in found if v.outcome_id == one.id) for one in (GOAL, OTHER)}
    report = import_files(other, [file], EVERYONE)
    assert [f.message for layer in report.layers for f in layer.findings if f.severity == "error"] == []
    back = other.read(votes.by_session)
    if audience is Audience.PARTNERS and told:  # what a few gave is in the sums alone
        assert sorted(n for one in back.values() for n in one.values()) == sorted(told)
    else:
        assert {key: sum(back.get(key, {}).values()) for key in wanted} == wanted
    again = import_files(other, [file], EVERYONE)
    assert sum(layer.made + layer.updated for layer in again.layers) == 0
