"""Sheets of outcomes, links, evidence and readings are brought in: known again, taken whole, undone in one step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.evidence import Coverage, Evidence, EvidenceKind
from asset_mapper.domain.indicator import Indicator, Reading
from asset_mapper.domain.link import Direction, FourCo, Link
from asset_mapper.domain.outcome import Framework, FrameworkStatus, Outcome, Stage
from asset_mapper.domain.project import Project
from asset_mapper.errors import WrongUseError
from asset_mapper.formats.exporters import excel, json_document
from asset_mapper.progress import no_progress
from asset_mapper.services import frameworks, indicators, outcomes, records, votes
from asset_mapper.services.importing import ImportOptions, ImportReport, import_files
from asset_mapper.services.imports.planning import Decision
from asset_mapper.services.open_project import OpenProject
from asset_mapper.services.publishing import publication
from asset_mapper.services.votes import VotesAt

PLAN = Framework(key="plan", name=Bilingual(cy="Cynllun lles", en="Well-being plan"))
COMPANY = Outcome(
    framework_id=PLAN.id, code="L1", name=Bilingual(cy="Cwmni", en="Company"), stage=Stage.QUALITY_OF_LIFE
)
SAFETY = Outcome(framework_id=PLAN.id, code="L2", name=Bilingual(en="Safety"), position=1)
CLUB = Asset(name=Bilingual(cy="Clwb Cinio", en="Lunch Club"), kind=AssetKind.GROUP)
HALL = Asset(name=Bilingual(en="Hall"), kind=AssetKind.PLACE)
LINK = Link(asset_id=CLUB.id, outcome_id=COMPANY.id, how=Bilingual(en="They eat together."))
LONELY = Indicator(outcome_id=COMPANY.id, name=Bilingual(en="Often lonely"), unit="%")


@pytest.fixture
def valley(tmp_path):
    with OpenProject.create(tmp_path / "a.assetmap", Project(title=Bilingual(en="Valley"))) as project:
        project.apply(records.add, PLAN, COMPANY, SAFETY, CLUB, HALL, LINK, LONELY)
        yield project


def sheet(folder: Path, text: str, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def brought_in(project: OpenProject, path: Path, dry_run: bool = False, **options: object) -> ImportReport:
    report = import_files(project, [path], ImportOptions(**options), dry_run=dry_run)  # type: ignore[arg-type]
    for layer in report.layers:
        assert layer.rows == layer.made + layer.updated + layer.unchanged + layer.refused + layer.left_out
        errors = {finding.row for finding in layer.findings if finding.severity == "error"}
        assert len(errors) == layer.refused
    return report


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    found = report.as_dict()
    return found["made"], found["updated"], found["unchanged"], found["refused"]


def links(project: OpenProject) -> list[Link]:
    return project.read(lambda uow: list(uow.links.all()))


def messages(report: ImportReport) -> str:
    return "\n".join(finding.message for layer in report.layers for finding in layer.findings)


# --- lists that people type -----------------------------------------------------------------------------------------


def test_a_list_of_links_as_an_officer_types_it(valley, tmp_path):
    path = sheet(
        tmp_path,
        "Asset,Outcome code,How,Co\nHall,L2,It is lit at night.,Co-deliver\nclwb cinio,plan:L2,,co-design\n",
    )
    assert counts(brought_in(valley, path)) == (2, 0, 0, 0)
    made = [link for link in links(valley) if link.id != LINK.id]
    assert [(link.asset_id, link.outcome_id, link.co) for link in made] == [
        (HALL.id, SAFETY.id, FourCo.DELIVER),
        (CLUB.id, SAFETY.id, FourCo.DESIGN),
    ]
    assert made[0].how == Bilingual(en="It is lit at night.")
    assert counts(brought_in(valley, path)) == (0, 0, 2, 0)


def test_a_link_is_known_by_its_ends_and_what_a_person_wrote_stays(valley, tmp_path):
    path = sheet(tmp_path, "Asset,Outcome,How,Co\nLunch Club,L1,Something else.,co-deliver\n")
    report = brought_in(valley, path)
    assert counts(report) == (0, 1, 0, 0)
    (link,) = links(valley)
    assert (link.how, link.co) == (LINK.how, FourCo.DELIVER)
    assert "They eat together." in messages(report)
    assert "Something else." in messages(report)


def test_a_link_that_harms_is_another_than_the_one_that_helps(valley, tmp_path):
    path = sheet(tmp_path, "Asset,Outcome,Helps or harms,How\nLunch Club,L1,harms,They send people away.\n")
    assert counts(brought_in(valley, path)) == (1, 0, 0, 0)
    helping, harming = links(valley)
    assert (helping.direction, helping.how) == (Direction.HELPS, LINK.how)
    assert (harming.direction, harming.asset_id, harming.outcome_id) == (Direction.HARMS, CLUB.id, COMPANY.id)
    assert counts(brought_in(valley, path)) == (0, 0, 1, 0)


def test_both_ways_of_a_pair_in_one_list_are_two_links(valley, tmp_path):
    path = sheet(tmp_path, "Asset,Outcome,Helps or harms\nHall,L2,helps\nHall,L2,harms\n")
    assert counts(brought_in(valley, path)) == (2, 0, 0, 0)
    assert counts(brought_in(valley, path)) == (0, 0, 2, 0)


def test_what_an_import_wrote_the_next_one_changes(valley, tmp_path):
    brought_in(valley, sheet(tmp_path, "Asset,Outcome,How\nHall,L2,First.\n"))
    assert counts(brought_in(valley, sheet(tmp_path, "Asset,Outcome,How\nHall,L2,Second.\n"))) == (0, 1, 0, 0)
    assert counts(brought_in(valley, sheet(tmp_path, "Asset,Outcome,How\nHall,L2,Third.\n"))) == (0, 1, 0, 0)
    assert links(valley)[1].how == Bilingual(en="Third.")


def test_words_that_name_nothing_or_several_things_refuse_the_row_and_say_what_there_is(valley, tmp_path):
    other = Framework(key="other", name=Bilingual(en="Other"))
    valley.apply(records.add, other, Outcome(framework_id=other.id, code="L1", name=Bilingual(en="Another")))
    path = sheet(tmp_path, "Asset,Outcome\nHal,L2\nHall,L1\nHall,other:L1\nHall,\n")
    report = brought_in(valley, path)
    assert counts(report) == (1, 0, 0, 3)
    text = messages(report)
    assert "“hall”" in text
    assert "plan:L1, other:L1" in text
    assert [finding.row for finding in report.layers[0].findings if finding.severity == "error"] == [2, 3, 5]


def test_readings_with_a_column_that_says_of_which_indicator(valley, tmp_path):
    path = sheet(
        tmp_path, "indicator,date,value,n,method\noften lonely,31/03/2025,31 %,84,doorstep\nOften lonely,soon,3,,\n"
    )
    report = brought_in(valley, path)
    assert counts(report) == (1, 0, 0, 1)
    (reading,) = valley.read(lambda uow: list(uow.readings.all()))
    assert (reading.on, reading.value, reading.n, reading.method) == (date(2025, 3, 31), 31.0, 84, "doorstep")


def test_readings_of_a_chosen_indicator_from_any_table(valley, tmp_path):
    path = sheet(tmp_path, "When,How much\n2025-03-31,31\n2026-03-31,24\n")
    report = brought_in(
        valley, path, record="reading", indicator_id=LONELY.id, told=(("on", "When"), ("value", "How much"))
    )
    assert counts(report) == (2, 0, 0, 0)
    shown = valley.read(indicators.measured, LONELY.id)
    assert [reading.value for reading in shown.readings] == [31.0, 24.0]
    assert report.layers[0].columns["When"]["field"] == "on"


def test_readings_that_do_not_say_of_what_are_refused(valley, tmp_path):
    report = brought_in(valley, sheet(tmp_path, "Date,Value\n2025-03-31,31\n", "readings.csv"))
    assert counts(report) == (0, 0, 0, 1)
    assert "indicator" in messages(report)


def test_a_reading_outside_its_scale_is_refused(valley, tmp_path):
    happy = Indicator(outcome_id=COMPANY.id, name=Bilingual(en="Happy"), unit="0–10")
    valley.apply(records.add, happy)
    path = sheet(tmp_path, "Date,Value\n2025-03-31,11\n2026-03-31,7\n", "readings.csv")
    assert counts(brought_in(valley, path, indicator_id=happy.id)) == (1, 0, 0, 1)


def test_what_is_told_of_columns_has_to_fit_the_sheet(valley, tmp_path):
    path = sheet(tmp_path, "When,Value\n2025-03-31,31\n")
    with pytest.raises(WrongUseError, match="value"):
        import_files(valley, [path], ImportOptions(record="reading", told=(("postcode", "When"),)))


def test_a_list_of_local_outcomes_keeps_its_order_and_its_tree(valley, tmp_path):
    rows = ("code,name,parent,stage", "N1,Streets feel safe,,", "N2,Lights work,N1,prevention", "N3,People walk,N9,")
    text = "\n".join((*rows, ",No code,,"))
    report = brought_in(valley, sheet(tmp_path, text, "outcomes.csv"))
    assert counts(report) == (3, 0, 0, 1)
    outline = valley.read(outcomes.outline)
    top = [line.outcome for line in outline.under(PLAN.id, None)]
    assert [outcome.code for outcome in top] == ["L1", "L2", "N1", "1"]
    assert [line.outcome.code for line in outline.under(PLAN.id, top[2].id)] == ["N2"]
    assert "Well-being plan" in messages(report)
    assert "N9" in messages(report)


def test_outcomes_that_name_a_framework_of_their_own_bring_it_with_them(valley, tmp_path):
    text = "framework,code,name,parent\nNew plan,1,One,\nNew plan,2,Two,1\nNew plan,2,Two again,\n"
    report = brought_in(valley, sheet(tmp_path, text))
    assert counts(report) == (2, 0, 0, 1)
    made = valley.read(lambda uow: next(uow.frameworks.where(key="new-plan")))
    assert made.status is FrameworkStatus.LOCAL
    valley.undo()
    assert valley.read(lambda uow: [framework.key for framework in uow.frameworks.all()]) == ["plan"]


def test_outcomes_in_a_circle_are_refused(valley, tmp_path):
    text = "code,name,parent\nA,One,C\nB,Two,A\nC,Three,B\n"
    report = brought_in(valley, sheet(tmp_path, text, "outcomes.csv"))
    assert valley.read(lambda uow: uow.outcomes.count()) == 2 + counts(report)[0]
    assert counts(report)[3] >= 1
    assert "part of itself" in messages(report)


def test_evidence_finds_its_link_by_the_ends(valley, tmp_path):
    text = (
        "Asset,Outcome,Summary,Coverage,Before,After,n\n"
        "Lunch Club,L1,Fewer are lonely,change,31,24,88\nHall,L1,No such link,belief,,,\n"
        "Lunch Club,L1,Said at the table,,,,\n"
    )
    report = brought_in(valley, sheet(tmp_path, text))
    assert counts(report) == (2, 0, 0, 1)
    first, second = valley.read(lambda uow: list(uow.evidence.where(link_id=LINK.id)))
    assert (first.coverage, first.before, first.after, first.n) == (Coverage.CHANGE, 31.0, 24.0, 88)
    assert (second.kind, second.coverage) == (EvidenceKind.OBSERVATION, Coverage.NONE)
    assert first.permission is Audience.TEAM
    assert "not linked" in messages(report)


def test_the_rules_of_the_forms_hold_for_rows(valley, tmp_path):
    text = "Asset,Outcome,Summary,Coverage,Unit,Before\nLunch Club,L1,A share,level,%,31\n"
    report = brought_in(valley, sheet(tmp_path, text))
    assert counts(report) == (0, 0, 0, 1)
    assert "percentage" in messages(report)


def test_the_same_row_twice_adds_nothing(valley, tmp_path):
    report = brought_in(valley, sheet(tmp_path, "Asset,Outcome,How\nHall,L2,Once.\nHall,L2,Once.\n"))
    assert counts(report) == (1, 0, 1, 0)
    assert "row 2" in messages(report)


def test_sheets_refer_to_each_other_by_ids_of_their_own(valley, tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    for title, rows in {
        "Frameworks": [["key", "name"], ["mine", "Mine"]],
        "Outcomes": [["id", "framework", "code", "name"], ["1", "mine", "M1", "Warmth"], ["2", "mine", "M2", "Rest"]],
        "Links": [["id", "from_outcome_id", "outcome_id"], ["1", "1", "2"]],
        "Evidence": [["link_id", "summary", "coverage"], ["1", "It is so", "belief"]],
    }.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    del book["Sheet"]
    book.save(tmp_path / "b.xlsx")
    report = brought_in(valley, tmp_path / "b.xlsx")
    assert counts(report) == (5, 0, 0, 0), messages(report)
    (piece,) = valley.read(lambda uow: list(uow.evidence.all()))
    step = next(link for link in links(valley) if link.id == piece.link_id)
    names = {outcome.id: outcome.code for outcome in valley.read(lambda uow: list(uow.outcomes.all()))}
    assert (names[step.from_outcome_id], names[step.outcome_id]) == ("M1", "M2")


# --- lists that we wrote --------------------------------------------------------------------------------------------


def exported(project: OpenProject, path: Path, audience: Audience = Audience.TEAM) -> Path:
    write = excel.write if path.suffix == ".xlsx" else json_document.write
    write(project.read(publication, audience), path, no_progress)
    return path


def edited(path: Path, title: str, heading: str, value: object) -> Path:
    """Change the first row of a sheet, as a person does in a spreadsheet program."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    page = next(page for page in book if title in page.title)
    column = next(cell.column for cell in page[1] if heading in str(cell.value))
    page.cell(2, column).value = value
    book.save(path)
    return path


def test_a_workbook_that_was_edited_changes_what_it_came_from(valley, tmp_path):
    path = edited(exported(valley, tmp_path / "a.xlsx"), "Links", "How (English)", "Every Wednesday.")
    report = brought_in(valley, path)
    assert counts(report)[:2] == (0, 1)
    assert links(valley)[0].how == Bilingual(en="Every Wednesday.")
    (change,) = next(layer for layer in report.layers if layer.updated).changes
    assert change["fields"]["How (English)"] == {"before": "They eat together.", "after": "Every Wednesday."}
    edited(path, "Links", "How (English)", "Every Thursday.")
    assert counts(brought_in(valley, path))[:2] == (0, 1)
    valley.undo()
    assert links(valley)[0].how == Bilingual(en="Every Wednesday.")


def test_a_workbook_does_not_undo_what_was_changed_after_it_was_written(valley, tmp_path):
    path = edited(exported(valley, tmp_path / "a.xlsx"), "Links", "How (English)", "From the old file.")
    valley.apply(records.save, LINK, replace(LINK, co=FourCo.ASSESS), "Change")
    report = brought_in(valley, path)
    assert counts(report)[:2] == (0, 0)
    assert links(valley)[0].how == LINK.how
    assert "From the old file." in messages(report)


@pytest.mark.parametrize("ending", ["xlsx", "json"])
def test_an_export_for_others_empties_nothing(valley, tmp_path, ending):
    told = replace(LINK, claimed_by="Catrin")
    piece = Evidence(
        link_id=LINK.id, kind=EvidenceKind.COUNT, coverage=Coverage.OUTPUT, summary=Bilingual(en="Lunches"),
        source="Catrin", permission=Audience.PUBLIC, n=3, before=1, after=2,
    )  # fmt: skip
    reading = Reading(indicator_id=LONELY.id, on=date(2026, 1, 1), value=3, n=2, collected_by="Gwen", note="shy")
    shown = [replace(asset, visibility=Audience.PUBLIC) for asset in (CLUB, HALL)]
    valley.apply(records.save, LINK, told, "Change")
    for before, after in zip((CLUB, HALL), shown, strict=True):
        valley.apply(records.save, before, after, "Change")
    valley.apply(records.add, piece, reading)
    path = exported(valley, tmp_path / f"a.{ending}", Audience.PARTNERS)
    before = valley.read(lambda uow: [*uow.links.all(), *uow.evidence.all(), *uow.readings.all()])
    report = brought_in(valley, path)
    assert counts(report)[:2] == (0, 0)
    assert valley.read(lambda uow: [*uow.links.all(), *uow.evidence.all(), *uow.readings.all()]) == before


def test_a_published_framework_is_known_again_and_stays_as_it_was_published(valley, tmp_path):
    valley.apply(frameworks.add_framework, "ons4")
    path = exported(valley, tmp_path / "a.xlsx")
    with OpenProject.create(tmp_path / "b.assetmap", Project(title=Bilingual(en="Other"))) as other:
        other.apply(frameworks.add_framework, "ons4")
        published = other.read(lambda uow: {outcome.code: outcome for outcome in uow.outcomes.all()})
        brought_in(other, path)
        now = other.read(lambda uow: list(uow.outcomes.all()))
        assert {outcome.code: outcome for outcome in now if outcome.code in published} == published
        assert {outcome.code for outcome in now} - set(published) == {"L1", "L2"}
    text = "framework,code,name,votes\nons4,ONS1,Mine,7\nons4,X9,Added,\n"
    first = next(iter(published))
    report = brought_in(valley, sheet(tmp_path, text.replace("ONS1", first)))
    assert counts(report) == (0, 1, 0, 1)
    assert "kept as it was published" in messages(report)
    known = valley.read(lambda uow: next(uow.outcomes.where(code=first)))
    assert valley.read(votes.votes_of, known.id) == (VotesAt(None, 7),)


def test_a_trial_changes_nothing_and_says_what_would_be(valley, tmp_path):
    report = brought_in(valley, sheet(tmp_path, "Asset,Outcome\nHall,L2\n"), dry_run=True)
    assert counts(report) == (1, 0, 0, 0)
    assert report.layers[0].changes[0]["action"] == "make"
    assert links(valley) == [valley.read(lambda uow: uow.links.get(LINK.id))]


def test_rows_that_a_person_leaves_out_are_neither_made_nor_refused(valley, tmp_path):
    path = sheet(tmp_path, "Asset,Outcome\nHall,L2\nLunch Club,L2\n")
    report = brought_in(valley, path, decisions=(Decision(row=2, verdict="leave_out"),))
    assert counts(report) == (1, 0, 0, 0)
    assert report.layers[0].left_out == 1


def test_assets_and_what_they_do_come_in_one_workbook(valley, tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    page = book.active
    page.title = "Groups"
    for row in (["Name", "Kind", "Postcode"], ["Knit and Natter", "group", ""], ["Repair Café", "exchange", ""]):
        page.append(row)
    page = book.create_sheet("Links")
    for row in (["Asset", "Outcome", "How"], ["Knit and natter", "L1", "They talk."], ["Hall", "L1", "It is warm."]):
        page.append(row)
    book.save(tmp_path / "b.xlsx")
    assert counts(brought_in(valley, tmp_path / "b.xlsx")) == (4, 0, 0, 0)
    valley.undo()
    assert valley.read(lambda uow: (uow.assets.count(), uow.links.count())) == (2, 1)
