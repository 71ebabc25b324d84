"""An empty workbook goes out, is filled in without this program, and comes back by the ordinary import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asset_mapper.domain.asset import AssetKind, AssetStatus
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.evidence import Coverage, EvidenceFinding
from asset_mapper.domain.outcome import Framework
from asset_mapper.domain.project import Project
from asset_mapper.domain.text import storable
from asset_mapper.errors import AssetMapperError, NotFoundError, UnreadableFileError, WrongUseError
from asset_mapper.formats.exporters.sheets import sheet_name
from asset_mapper.formats.fill_in.sheets import FillSheet, fill_sheets
from asset_mapper.i18n import LANGUAGES, speaking
from asset_mapper.services import empty_workbook, records
from asset_mapper.services.importing import ImportOptions, ImportReport, import_files
from asset_mapper.services.open_project import OpenProject

OF_THE_GUIDE = 2  # rows under the headings
each_language = pytest.mark.parametrize("language", ("cy", "en", "both"))


def languages_of(language: str) -> tuple[str, ...]:
    return LANGUAGES if language == "both" else (language,)


def sheets_of(language: str) -> dict[str, FillSheet]:
    return {sheet.key: sheet for sheet in fill_sheets(languages_of(language))}


def written(folder: Path, language: str) -> Path:
    path = folder / "empty.xlsx"
    empty_workbook.write(path, language)
    return path


def fill(path: Path, language: str, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> Path:
    """Type rows into the sheets of a workbook, as a person would in Excel."""
    book = openpyxl.load_workbook(path)
    taken: set[str] = set()
    for key, sheet in sheets_of(language).items():
        page = book[sheet_name(sheet.title, taken)]
        places = {column.key: place for place, column in enumerate(sheet.columns, 2)}
        for number, row in enumerate(rows.get(key, ()), OF_THE_GUIDE + 2):
            for name, value in row.items():
                page.cell(number, places[name]).value = value
    filled = path.with_name("filled.xlsx")
    book.save(filled)
    return filled


def choice(language: str, sheet: str, column: str, place: int) -> str:
    """Give what stands at a place of the list that a cell offers."""
    return next(one for one in sheets_of(language)[sheet].columns if one.key == column).choices[place]


def examples(language: str) -> dict[str, list[dict[str, Any]]]:
    """Give the examples as rows that somebody typed; what they refer to is there."""
    rows = {
        key: [{column.key: column.example for column in sheet.columns if column.example is not None}]
        for key, sheet in sheets_of(language).items()
    }
    hall = {"name_cy": "Neuadd Cwm Celyn", "name_en": "Cwm Celyn Hall"}
    chosen = {
        "kind": choice(language, "assets", "kind", 3),
        "visibility": choice(language, "assets", "visibility", 0),
    }
    rows["assets"].append({**hall, **chosen})
    return rows


@pytest.fixture
def project(tmp_path):
    with OpenProject.create(tmp_path / "p.assetmap", Project(title=Bilingual(en="Cwm Celyn"))) as opened:
        yield opened


def bring_in(project: OpenProject, path: Path) -> ImportReport:
    return import_files(project, [path], ImportOptions(visibility=Audience.PUBLIC))


def findings(report: ImportReport) -> list[tuple[str, str]]:
    return [(layer.layer, finding.code) for layer in report.layers for finding in layer.findings]


@each_language
def test_a_workbook_that_is_filled_in_comes_in_whole_without_a_finding(project, tmp_path, language):
    with speaking("cy" if language == "cy" else "en"):
        name = examples(language)["outcomes"][0]["framework"]
        project.apply(records.add, Framework(key="celyn", name=Bilingual(cy=name, first="cy")))
        report = bring_in(project, fill(written(tmp_path, language), language, examples(language)))
    assert findings(report) == []
    assert [layer.record for layer in report.layers] == [
        *("asset", "talent", "relation", "outcome", "link", "evidence", "indicator", "reading"),
        *("hours", "journey", "journey_event"),
    ]
    assert [layer.made for layer in report.layers] == [2, *[1] * 10]


@each_language
def test_what_was_chosen_from_a_list_is_what_the_record_says(project, tmp_path, language):
    bring_in(project, fill(written(tmp_path, language), language, examples(language)))
    choir, hall = project.read(lambda uow: list(uow.assets.all()))
    assert (choir.name.cy, choir.name.en) == ("Côr Cwm Celyn", "Cwm Celyn Choir")
    assert (choir.kind, choir.status, choir.visibility) == (AssetKind.GROUP, AssetStatus.ACTIVE, Audience.PUBLIC)
    assert (hall.kind, hall.visibility) == (AssetKind.PLACE, Audience.TEAM)
    assert choir.custom == {}
    (evidence,) = project.read(lambda uow: list(uow.evidence.all()))
    assert (evidence.coverage, evidence.finding, evidence.strength) == (Coverage.CHANGE, EvidenceFinding.SUPPORTS, 1)
    assert (evidence.n, evidence.before, evidence.after, str(evidence.on)) == (24, 9.0, 4.0, "2026-03-31")
    (link,) = project.read(lambda uow: list(uow.links.all()))
    assert (evidence.link_id, link.asset_id) == (link.id, choir.id)
    (contact, *_rest) = project.read(lambda uow: list(uow.contacts.where(kind="phone")))
    assert contact.value == "01632 960123"
    (journey,) = project.read(lambda uow: list(uow.journeys.all()))
    assert journey.fictionalised is True
    (talent,) = project.read(lambda uow: list(uow.talents.all()))
    assert talent.asset_id == choir.id


@each_language
def test_nothing_of_the_guide_or_the_examples_is_read(project, tmp_path, language):
    rows = {"assets": [{"kind": choice(language, "assets", "kind", 1), "name_en": "Over 60s club"}]}
    report = bring_in(project, fill(written(tmp_path, language), language, rows))
    assert project.read(lambda uow: [asset.name.en for asset in uow.assets.all()]) == ["Over 60s club"]
    assert [(layer.record, layer.rows, layer.made) for layer in report.layers] == [("asset", 1, 1)]
    assert findings(report) == []


@each_language
def test_a_workbook_in_which_nobody_wrote_says_so_in_a_sentence(project, tmp_path, language):
    path = written(tmp_path, language)
    with pytest.raises(UnreadableFileError, match=r"Nobody has filled in “empty\.xlsx” yet"):
        bring_in(project, path)
    assert project.read(lambda uow: uow.assets.count()) == 0


def test_what_somebody_wrote_over_the_example_is_not_dropped_without_a_word(project, tmp_path):
    path = written(tmp_path, "en")
    book = openpyxl.load_workbook(path)
    page = book["Assets"]
    page.cell(3, 4).value = "Over 60s club"
    page.cell(4, 2).value, page.cell(4, 4).value = "Group", "Bowls club"
    book.save(path)
    report = bring_in(project, path)
    (finding,) = report.layers[0].findings
    assert (finding.code, finding.row, finding.severity.value) == ("guide-changed", 3, "warning")
    assert project.read(lambda uow: [asset.name.en for asset in uow.assets.all()]) == ["Bowls club"]


def test_an_example_that_was_written_over_and_unmarked_is_somebodys_own(project, tmp_path):
    path = written(tmp_path, "en")
    book = openpyxl.load_workbook(path)
    page = book["Assets"]
    page.delete_rows(2)
    page.cell(2, 1).value = None
    page.cell(2, 3).value, page.cell(2, 4).value = None, "Over 60s club"
    book.save(path)
    assert findings(bring_in(project, path)) == []
    assert project.read(lambda uow: [asset.name.en for asset in uow.assets.all()]) == ["Over 60s club"]


def test_what_is_noted_in_the_column_of_marks_is_kept(project, tmp_path):
    path = written(tmp_path, "en")
    book = openpyxl.load_workbook(path)
    page = book["Assets"]
    page.cell(4, 1).value, page.cell(4, 2).value, page.cell(4, 4).value = "ask Mair", "Group", "Bowls club"
    book.save(path)
    bring_in(project, path)
    (asset,) = project.read(lambda uow: list(uow.assets.all()))
    assert dict(asset.custom) == {"Guide": "ask Mair"}


def test_the_same_workbook_again_changes_nothing(project, tmp_path):
    path = fill(written(tmp_path, "both"), "both", examples("both"))
    bring_in(project, path)
    again = bring_in(project, path)
    assert [(layer.record, layer.made, layer.updated, layer.refused) for layer in again.layers] == [
        (layer.record, 0, 0, 0) for layer in again.layers
    ]


def test_another_name_for_the_file_and_another_order_of_the_sheets_break_nothing(project, tmp_path):
    path = fill(written(tmp_path, "cy"), "cy", examples("cy"))
    book = openpyxl.load_workbook(path)
    book.move_sheet("Dolenni", -4)
    renamed = tmp_path / "rhestr y pentref.xlsx"
    book.save(renamed)
    report = bring_in(project, renamed)
    assert sum(layer.refused for layer in report.layers) == 0
    assert project.read(lambda uow: (uow.assets.count(), uow.links.count())) == (2, 1)


SIGNS = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), min_size=1, max_size=30)


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.sampled_from("=+-@"), rest=SIGNS)
def test_what_looks_like_a_formula_is_text_from_the_cell_to_the_record(tmp_path, start, rest):
    text = f"{start}x{rest}".rstrip()
    path = written(tmp_path, "en")
    book = openpyxl.load_workbook(path)
    cell = book["Assets"].cell(4, 4)
    cell.value = text
    cell.data_type = "s"  # as Excel keeps what is typed into a cell of text
    book["Assets"].cell(4, 2).value = "Group"
    book.save(path)
    target = tmp_path / "p.assetmap"
    target.unlink(missing_ok=True)
    with OpenProject.create(target, Project(title=Bilingual(en="x"))) as project:
        bring_in(project, path)
        (name,) = project.read(lambda uow: [asset.name.given for asset in uow.assets.all()])
    assert " ".join(name.split()) == " ".join(storable(text).split())


def test_only_a_workbook_in_a_folder_that_is_there_is_written(tmp_path):
    with pytest.raises(WrongUseError, match=r"\.xlsx"):
        empty_workbook.write(tmp_path / "empty.ods", "both")
    with pytest.raises(NotFoundError):
        empty_workbook.write(tmp_path / "nowhere" / "empty.xlsx", "both")
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(AssetMapperError):
        empty_workbook.write(tmp_path / "folder.xlsx", "both")
    assert [path.name for path in tmp_path.iterdir()] == ["folder.xlsx"]
