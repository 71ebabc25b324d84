"""Surveys: made and changed, filled in from paper, counted for whoever asks."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asset_mapper.analysis.survey_counts import ALL, OTHERS
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.mapping_session import PRINCIPLES, MappingSession
from asset_mapper.domain.survey import AnswerSheet, RespondentGroup, Statement, Survey, SurveyKind
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import speaking
from asset_mapper.services import new_surveys, surveys
from asset_mapper.services.day_record import publication_of_day
from asset_mapper.services.open_project import OpenProject
from asset_mapper.services.publishing import publication
from asset_mapper.services.sheet_pasting import pasted
from tests.projects import added, everything

TEXTS = ("The bus stops too early", "Nobody told me", "The hall is cold")


def made(project, visibility=Audience.TEAM, kind=SurveyKind.BARRIERS, session_id=None):
    """Keep a survey of three statements and two groups."""
    begun = new_surveys.begun(kind, session_id)
    survey = replace(begun.survey, visibility=visibility)
    statements = begun.statements or [Statement(survey_id=survey.id, text=Bilingual(en=text)) for text in TEXTS]
    project.apply(surveys.save, survey, statements, begun.groups)
    return project.read(surveys.whole, survey.id)


def sheet(whole, group, *points, **fields):
    answers = {one.id: point for one, point in zip(whole.statements, points, strict=False) if point}
    group_id = None if group is None else whole.groups[group].id
    return AnswerSheet(survey_id=whole.survey.id, group_id=group_id, answers=answers, **fields)


def filled(project, whole, **groups):
    """Enter so many sheets of each group; every answer is the same."""
    places = {"residents": 0, "staff": 1, "nobody": None}
    new = [sheet(whole, places[name], 4, 2, 5) for name, number in groups.items() for _ in range(number)]
    project.apply(surveys.enter, *new)
    return project.read(surveys.whole, whole.survey.id)


# Making and changing --------------------------------------------------------------------------------------------


def test_a_survey_is_kept_with_its_statements_in_order_and_undone_as_one_step(project):
    before = everything(project)
    whole = made(project)
    assert [one.text.en for one in whole.statements] == list(TEXTS)
    assert [one.position for one in whole.statements] == [0, 1, 2]
    assert [one.name.en for one in whole.groups] == ["Residents", "Staff"]
    project.undo()
    assert everything(project).keys() == before.keys()


def test_a_reflection_asks_of_each_principle_what_we_do_and_how(file_project):
    whole = made(file_project, kind=SurveyKind.PRINCIPLES)
    assert [(one.principle, one.about.value) for one in whole.statements] == [
        (principle, about) for principle in PRINCIPLES for about in ("what", "how")
    ]
    assert all(one.text.cy and one.text.en for one in whole.statements)


def test_a_survey_needs_a_statement(file_project):
    begun = new_surveys.begun(SurveyKind.BARRIERS)
    with pytest.raises(InvalidValueError, match="needs a statement"):
        file_project.apply(surveys.save, begun.survey, [], begun.groups)


def test_statements_are_moved_added_and_changed_in_one_step(file_project):
    whole = made(file_project)
    first, second, third = whole.statements
    new = Statement(survey_id=whole.survey.id, text=Bilingual(en="There is no crèche"))
    worded = replace(first, text=Bilingual("Mae'r bws yn rhy gynnar", "The bus is too early"))
    file_project.apply(surveys.save, whole.survey, [third, new, worded, second], whole.groups)
    now = file_project.read(surveys.whole, whole.survey.id)
    assert [one.id for one in now.statements] == [third.id, new.id, first.id, second.id]
    assert now.statements[2].text.cy == "Mae'r bws yn rhy gynnar"
    file_project.undo()
    assert [one.text for one in file_project.read(surveys.whole, whole.survey.id).statements] == [
        one.text for one in whole.statements
    ]


def test_a_survey_that_is_as_it_was_makes_no_step(file_project):
    whole = made(file_project)
    assert not file_project.apply(surveys.save, whole.survey, whole.statements, whole.groups).changes


def test_a_statement_that_goes_says_how_many_answers_go_and_undo_brings_them_back(project):
    whole = filled(project, made(project), residents=6)
    first, _second, third = whole.statements
    step = project.apply(surveys.save, whole.survey, [first, third], whole.groups)
    assert step.label == "Remove 1 statement (6 answers went with it)"
    now = project.read(surveys.whole, whole.survey.id)
    assert all(set(one.answers) == {first.id, third.id} for one in now.sheets)
    project.undo()
    again = project.read(surveys.whole, whole.survey.id)
    assert [one.answers for one in again.sheets] == [one.answers for one in whole.sheets]
    assert [one.id for one in again.statements] == [one.id for one in whole.statements]


def test_the_sheets_of_a_group_that_goes_stay_without_a_group(project):
    whole = filled(project, made(project), residents=2, staff=3)
    project.apply(surveys.save, whole.survey, whole.statements, whole.groups[:1])
    now = project.read(surveys.whole, whole.survey.id)
    assert [one.group_id for one in now.sheets] == [whole.groups[0].id] * 2 + [None] * 3
    project.undo()
    assert [one.group_id for one in project.read(surveys.whole, whole.survey.id).sheets] == [
        one.group_id for one in whole.sheets
    ]


def test_removing_a_survey_takes_all_of_it_and_says_so(project):
    before = everything(project).keys()
    whole = filled(project, made(project), residents=4)
    step = project.apply(surveys.remove, whole.survey.id)
    assert step.label == "Remove “What stands in the way” (4 sheets went with it)"
    assert everything(project).keys() == before
    project.undo()
    assert len(project.read(surveys.whole, whole.survey.id).sheets) == 4


def test_a_list_of_surveys_says_whose_they_are_and_how_many_sheets(file_project):
    session = added(file_project, MappingSession(place=Bilingual(en="Hall"), on=date(2026, 11, 22)))
    filled(file_project, made(file_project, session_id=session.id), staff=2)
    made(file_project)
    found = file_project.read(surveys.summaries)
    assert {(one.session.id if one.session else "", one.statements, one.sheets) for one in found} == {
        (session.id, 3, 2),
        ("", 3, 0),
    }


# Sheets ---------------------------------------------------------------------------------------------------------


def test_each_sheet_is_a_step_that_can_be_taken_back(file_project):
    whole = made(file_project)
    for number in ("1", "2"):
        file_project.apply(surveys.enter, sheet(whole, 0, 1, 2, 3, sheet=number))
    assert file_project.undo().label == "Enter sheet 2"
    assert [one.sheet for one in file_project.read(surveys.whole, whole.survey.id).sheets] == ["1"]


def test_a_sheet_is_corrected_and_taken_out(file_project):
    whole = filled(file_project, made(file_project), residents=2)
    first = whole.sheets[0]
    file_project.apply(surveys.correct, first, replace(first, answers={}, sheet="7"))
    assert file_project.read(surveys.whole, whole.survey.id).sheets[0].sheet == "7"
    file_project.apply(surveys.take_out, [one.id for one in whole.sheets])
    assert file_project.read(surveys.whole, whole.survey.id).sheets == ()


def test_sheets_go_on_from_the_highest_number():
    numbers = [AnswerSheet(survey_id="x", sheet=number) for number in ("3", "12", "A4", "")]
    assert surveys.next_number(numbers) == "13"
    assert surveys.next_number([]) == "1"


def test_a_table_of_answers_is_pasted_with_numbers_and_groups(file_project):
    whole = made(file_project)
    text = "No.\tGroup\ta\tb\tc\n12\tStaff\t1\t2\t3\n\ttrigolion\t5\t\t0\n"
    found = pasted(text, whole, None)
    assert found.refused == ()
    first, second = found.sheets
    assert (first.sheet, first.group_id, list(first.answers.values())) == ("12", whole.groups[1].id, [1, 2, 3])
    assert (second.sheet, second.group_id) == ("13", whole.groups[0].id)
    assert second.answers == {whole.statements[0].id: 5}


def test_rows_that_cannot_be_read_say_why_and_the_others_are_kept(file_project):
    whole = made(file_project)
    found = pasted("1\t2\t3\n1\t7\t3\n1\t2\nx\ty\tz\t1\t2\t3\n", whole, whole.groups[0].id)
    assert [one.group_id for one in found.sheets] == [whole.groups[0].id]
    assert found.refused == (
        "Row 2: “7” is not an answer from 1 to 5.",
        "Row 3: there are fewer columns than the 3 statements.",
        "Row 4: there are more columns than 3 statements, a number and a group.",
    )


# Who may know what ----------------------------------------------------------------------------------------------


def test_the_team_sees_its_own_counts_and_others_see_no_small_group(file_project):
    whole = filled(file_project, made(file_project, Audience.PUBLIC), residents=6, staff=2)
    team = file_project.read(surveys.results, whole.survey.id)
    assert [one.n for one in team.counts if one.statement_id == whole.statements[0].id] == [8, 6, 2]
    public = file_project.read(surveys.results, whole.survey.id, Audience.PUBLIC)
    here = {one.group_id: one for one in public.counts if one.statement_id == whole.statements[0].id}
    assert (here[ALL].n, here[whole.groups[0].id].n, here[whole.groups[1].id].few) == (6, 6, True)
    assert public.whole.sheets == ()


@pytest.mark.parametrize("audience", [Audience.PARTNERS, Audience.PUBLIC, Audience.ROOM])
def test_a_publication_has_counts_and_no_sheet(file_project, audience):
    whole = filled(file_project, made(file_project, Audience.PUBLIC), residents=6, staff=2)
    found = file_project.read(publication, audience)
    assert len(found.answer_sheets) == 0
    assert list(found.statements.text_en) == list(TEXTS)
    first = found.answers[found.answers.statement_id == whole.statements[0].id]
    told = dict(zip(first.group_id, zip(first.n, first.n_few, first.four, strict=True), strict=True))
    assert told == {ALL: (6, False, 6), whole.groups[0].id: (6, False, 6), whole.groups[1].id: (0, True, 0)}
    held = {(one.reason.value, one.record): one.records for one in found.held_back}
    assert held["small_count", "respondent_group"] == 1
    assert held["team_only", "answer_sheet"] == 6  # not 8: less those that are counted it would say how many are few


@pytest.mark.parametrize(
    ("visibility", "sees"),
    [(Audience.TEAM, ["team"]), (Audience.PARTNERS, ["partners", "team"]), (Audience.PUBLIC, [*Audience])],
)
def test_counts_travel_as_far_as_their_survey(file_project, visibility, sees):
    filled(file_project, made(file_project, visibility), residents=6)
    for audience in Audience:
        found = file_project.read(publication, audience)
        there = {len(found.surveys), len(found.statements) // 3, len(found.answers) // 6}
        assert there == ({1} if audience.value in [str(one) for one in sees] else {0})


def test_all_audiences_outside_the_team_get_the_same_counts(file_project):
    filled(file_project, made(file_project, Audience.PUBLIC), residents=6, staff=3, nobody=3)
    tables = [
        file_project.read(publication, audience).answers
        for audience in (Audience.PARTNERS, Audience.PUBLIC, Audience.ROOM)
    ]
    assert tables[0].equals(tables[1])
    assert tables[0].equals(tables[2])
    assert OTHERS in set(tables[0].group_id)


def test_the_team_gets_the_sheets(file_project):
    whole = filled(file_project, made(file_project), residents=3)
    found = file_project.read(publication, Audience.TEAM)
    assert list(found.answer_sheets.id) == [one.id for one in whole.sheets]
    assert not found.answers.n_few.any()


def test_the_record_of_a_day_has_the_surveys_of_that_session_alone(file_project):
    session = added(file_project, MappingSession(place=Bilingual(en="Hall"), on=date(2026, 11, 22)))
    here = filled(file_project, made(file_project, Audience.PUBLIC, session_id=session.id), residents=6)
    filled(file_project, made(file_project, Audience.PUBLIC), residents=6)
    found = file_project.read(publication_of_day, session.id, Audience.PUBLIC)
    assert list(found.surveys.id) == [here.survey.id]
    assert set(found.answers.survey_id) == {here.survey.id}
    assert set(found.statements.survey_id) == set(found.respondent_groups.survey_id) == {here.survey.id}


SMALL_SIZES = st.integers(0, 9)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(residents=SMALL_SIZES, staff=SMALL_SIZES, nobody=SMALL_SIZES)
def test_no_figure_of_a_publication_less_others_is_that_of_a_few(tmp_path_factory, residents, staff, nobody):
    """Of all figures that a reader has, no sum or difference is how many a small group are."""
    with OpenProject.create(tmp_path_factory.mktemp("s") / "p.assetmap", _project()) as opened:
        filled(opened, made(opened, Audience.PUBLIC), residents=residents, staff=staff, nobody=nobody)
        found = opened.read(publication, Audience.PUBLIC)
    sheets = sum(one.records for one in found.held_back if one.record == "answer_sheet")
    for _statement, rows in found.answers.groupby("statement_id"):
        whole = int(rows[rows.group_id == ALL].n.iloc[0])
        told = int(rows[rows.group_id != ALL].n.sum())
        assert whole == told == sheets
        assert all(n == 0 or n >= 5 for n in rows.n)


def _project():
    from asset_mapper.domain.project import Project
    from tests.projects import TITLE

    return Project(title=TITLE)


# In words and rows ----------------------------------------------------------------------------------------------


def test_results_are_arranged_by_statement_and_group_or_by_agreement(file_project):
    whole = filled(file_project, made(file_project), residents=6, staff=2)
    found = file_project.read(surveys.results, whole.survey.id)
    with speaking("en"):
        as_asked = found.blocks()
        agreed = found.blocks(by_agreement=True)
        alone = found.blocks(by_group=False)
    assert [block.title for block in as_asked] == list(TEXTS)
    assert [block.title for block in agreed] == [TEXTS[2], TEXTS[0], TEXTS[1]]
    assert [bar.label for bar in as_asked[0].bars] == ["All", "Residents", "Staff"]
    assert [[bar.label for bar in block.bars] for block in alone] == [["All"]] * 3


def test_the_principles_are_five_blocks_of_what_and_how(file_project):
    whole = made(file_project, kind=SurveyKind.PRINCIPLES)
    file_project.apply(surveys.enter, *(sheet(whole, 0, *[4] * 10) for _ in range(3)))
    found = file_project.read(surveys.results, whole.survey.id)
    with speaking("en"):
        shown = found.blocks()
    assert [block.title for block in shown] == list(PRINCIPLES.values())
    assert [bar.label for bar in shown[0].bars] == ["What we do", "How we do it"]


def test_a_group_and_a_survey_keep_what_they_are():
    survey = Survey(name=Bilingual(en="A"), visibility=Audience.PARTNERS)
    assert RespondentGroup(survey_id=survey.id, name=Bilingual(en="B")).position == 0
    with pytest.raises(InvalidValueError):
        replace(survey, visibility=Audience.ROOM)
