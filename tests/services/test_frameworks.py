"""Frameworks come into a project: the published ones, and local ones from a table."""

import pytest

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.frameworks import PACKAGED, load
from asset_mapper.domain.outcome import FrameworkStatus, Stage
from asset_mapper.domain.project import Project
from asset_mapper.errors import NotFoundError, UnreadableFileError, WrongUseError
from asset_mapper.i18n import speaking
from asset_mapper.services import frameworks
from asset_mapper.services.open_project import OpenProject

NAME = Bilingual("Cynllun Llesiant Cwm Derwen", "Cwm Derwen well-being plan")


@pytest.fixture
def project(tmp_path):
    with OpenProject.create(tmp_path / "test.assetmap", Project(title=Bilingual(en="Cwm Derwen"))) as opened:
        yield opened


def outcomes(project):
    return {outcome.code: outcome for outcome in project.read(lambda uow: list(uow.outcomes.all()))}


def found(project):
    return project.read(lambda uow: list(uow.frameworks.all()))


def table(tmp_path, text):
    path = tmp_path / "plan.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("key", PACKAGED)
def test_a_published_framework_comes_with_all_its_outcomes(project, key):
    project.apply(frameworks.add_framework, key)
    (framework,) = found(project)
    packaged = load(key)
    assert (framework.key, framework.status, framework.name) == (key, packaged.status, packaged.name)
    assert [outcome.code for outcome in sorted(outcomes(project).values(), key=lambda o: o.position)] == [
        outcome.code for outcome in packaged.outcomes
    ]


def test_each_outcome_says_how_far_its_words_can_be_relied_on(project):
    project.apply(frameworks.add_framework, "wfg-goals")
    project.apply(frameworks.add_framework, "wfg-indicators")
    goal, indicator = outcomes(project)["WFG4"], outcomes(project)["NI30"]
    assert (goal.text_status.cy, goal.text_status.en) == ("draft", "official")
    assert (indicator.text_status.cy, indicator.text_status.en) == ("draft", "draft")
    assert indicator.contributes_only and not goal.contributes_only


def test_statements_stand_under_their_area(project):
    project.apply(frameworks.add_framework, "ssw-outcomes")
    known = outcomes(project)
    assert known["SSW-S15"].name.en == "I belong."
    assert known["SSW-S15"].parent_id == known["SSW-2.2d"].id
    assert known["SSW-2.4a"].description.en == "In relation to an adult."


def test_the_same_framework_is_not_added_twice(project):
    project.apply(frameworks.add_framework, "ons4")
    with pytest.raises(WrongUseError, match="already"):
        project.apply(frameworks.add_framework, "ons4")
    assert len(outcomes(project)) == 4


def test_undo_takes_a_framework_out_and_redo_brings_it_back(project):
    project.apply(frameworks.add_framework, "ssw-outcomes")
    before = outcomes(project)
    project.undo()
    assert not found(project) and not outcomes(project)
    project.redo()
    assert outcomes(project) == before


def test_an_unknown_framework_is_refused(project):
    with pytest.raises(NotFoundError, match="wfg-goals"):
        project.apply(frameworks.add_framework, "nonsense")


def test_a_local_framework_is_started_by_hand(project):
    project.apply(frameworks.start_framework, NAME)
    (framework,) = found(project)
    assert (framework.key, framework.status) == ("cwm-derwen-well-being-plan", FrameworkStatus.LOCAL)
    assert framework.name == NAME


def test_a_local_framework_is_read_from_a_table(project, tmp_path):
    path = table(
        tmp_path,
        "code,label_en,label_cy,description_en,description_cy,parent,stage\n"
        "A1,Fewer falls,Llai o gwympiadau,At home,Gartref,A,prevention\n"
        "A,Growing older well,Heneiddio'n dda,,,,\n"
        "A2,,Neb yn unig,,,A,Ansawdd bywyd\n",
    )
    draft = frameworks.read_framework(path, NAME)
    assert draft.findings == ()
    project.apply(frameworks.add_draft, draft)
    known = outcomes(project)
    assert known["A1"].parent_id == known["A2"].parent_id == known["A"].id
    assert known["A1"].name == Bilingual("Llai o gwympiadau", "Fewer falls")
    assert known["A1"].description == Bilingual("Gartref", "At home")
    assert (known["A1"].stage, known["A2"].stage) == (Stage.PREVENTION, Stage.QUALITY_OF_LIFE)
    assert known["A2"].name.first == "cy"


def test_welsh_names_of_columns_are_known_and_missing_codes_are_counted(tmp_path):
    path = table(tmp_path, "Enw;Disgrifiad;Rhiant\nPawb yn ddiogel;Gartref;\nPlant yn ddiogel;;1\n")
    draft = frameworks.read_framework(path, NAME)
    assert [outcome.code for outcome in draft.outcomes] == ["1", "2"]
    assert draft.outcomes[0].description.cy == "Gartref"
    assert draft.outcomes[1].parent_id == draft.outcomes[0].id


@pytest.mark.parametrize(
    ("rows", "code", "kept"),
    [
        ("A,First,,\nB,,,\n", "no-name", ["A"]),
        ("A,First,,\nA,Second,,\n", "code-twice", ["A"]),
        ("A,First,X,\n", "no-parent", ["A"]),
        ("A,First,B,\nB,Second,A,\n", "no-parent", ["A", "B"]),
        ("A,First,A,\n", "no-parent", ["A"]),
        ("A,First,,someday\n", "unknown-stage", ["A"]),
    ],
)
def test_a_bad_row_is_a_finding_and_never_stops_the_others(project, tmp_path, rows, code, kept):
    path = table(tmp_path, f"code,label_en,parent,stage\n{rows}")
    draft = frameworks.read_framework(path, NAME)
    assert [finding.code for finding in draft.findings] == [code]
    assert draft.findings[0].row in (2, 3)
    project.apply(frameworks.add_draft, draft)
    assert sorted(outcomes(project)) == kept


def test_a_refused_row_is_an_error_and_a_mended_one_a_warning(tmp_path):
    path = table(tmp_path, "code,label_en,parent\nA,First,nowhere\nB,,\n")
    severities = {finding.code: finding.severity.value for finding in frameworks.read_framework(path, NAME).findings}
    assert severities == {"no-parent": "warning", "no-name": "error"}


def test_a_column_that_is_not_used_is_named(tmp_path):
    path = table(tmp_path, "code,label_en,Owner\nA,First,Parks\n")
    (finding,) = frameworks.read_framework(path, NAME).findings
    assert (finding.code, finding.column) == ("column-not-used", "Owner")


def test_a_table_without_names_of_outcomes_says_what_to_call_them(tmp_path):
    with pytest.raises(UnreadableFileError, match="label_en"):
        frameworks.read_framework(table(tmp_path, "code,price\nA,12\nB,13\n"), NAME)


def test_findings_speak_the_language_in_force(tmp_path):
    path = table(tmp_path, "code,label_en\nA,First\nB,\n")
    with speaking("cy"):
        welsh = frameworks.read_framework(path, NAME).findings[0].message
    assert welsh != frameworks.read_framework(path, NAME).findings[0].message
