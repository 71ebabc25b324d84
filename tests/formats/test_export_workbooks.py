"""Excel and OpenDocument: the same sheets, typed cells, links that work, nothing that runs."""

from __future__ import annotations

import re
import warnings
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from shapely.geometry import LineString

from asset_mapper.domain.audience import Audience
from asset_mapper.formats.exporters import excel, ods
from asset_mapper.formats.exporters.sheets import sheet_name
from asset_mapper.progress import no_progress
from tests.formats.publications import nothing, publication, uid, village


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    file = tmp_path_factory.mktemp("excel") / "list.xlsx"
    excel.write(village(Audience.PUBLIC, "en"), file, no_progress)
    return openpyxl.load_workbook(file)


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("ods") / "list.ods"
    ods.write(village(Audience.PUBLIC, "en"), file, no_progress)
    return file


def headings(sheet) -> dict[str, int]:
    return {cell.value: cell.column for cell in sheet[1]}


def test_each_list_has_a_sheet_and_the_last_says_what_the_file_is(workbook):
    assert workbook.sheetnames[:3] == ["Assets", "Links", "Outcomes"]
    assert {"Evidence", "Talents", "Contacts", "Meetings", "Indicators", "Readings"} <= set(workbook.sheetnames)
    assert workbook.sheetnames[-1] == "About this file"


def test_an_empty_list_has_a_sheet_only_where_a_reader_would_look_for_it(tmp_path):
    excel.write(nothing("en"), tmp_path / "list.xlsx", no_progress)
    names = openpyxl.load_workbook(tmp_path / "list.xlsx").sheetnames
    assert names == ["Assets", "Links", "Outcomes", "About this file"]


def test_headers_stay_in_sight_and_can_be_filtered(workbook):
    for sheet in workbook.worksheets[:-1]:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")


def test_cells_have_their_types(workbook):
    sheet = workbook["Assets"]
    place = headings(sheet)
    assert sheet.cell(2, place["Last checked"]).value == datetime(2026, 10, 1)  # noqa: DTZ001 - Excel has no zones
    assert sheet.cell(2, place["Longitude"]).value == pytest.approx(-3.9876543)
    assert sheet.cell(2, place["UPRN"]).value == "010001234567"
    evidence = workbook["Evidence"]
    assert evidence.cell(2, headings(evidence)["Number of people"]).value == 40


def test_nothing_typed_is_a_formula(workbook):
    texts = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not any(cell.data_type == "f" for cell in texts)
    assert any(cell.value == "=1+1" for cell in texts)


def test_links_lead_to_the_rows_of_assets_and_outcomes(workbook):
    links, assets, outcomes = workbook["Links"], workbook["Assets"], workbook["Outcomes"]
    place = headings(links)
    for heading, sheet in (("Asset", assets), ("To outcome", outcomes)):
        cell = links.cell(2, place[heading])
        name, row = re.fullmatch(r"'(.+)'!A(\d+)", cell.hyperlink.location).groups()
        assert name == sheet.title
        names = {sheet.cell(int(row), headings(sheet)[part]).value for part in ("Name (Welsh)", "Name (English)")}
        assert any(one and one in cell.value for one in names)


def test_only_web_and_mail_can_be_followed(workbook):
    targets = [
        link.target
        for sheet in workbook
        for row in sheet.iter_rows()
        for cell in row
        if (link := cell.hyperlink) is not None and link.target
    ]
    assert targets
    assert all(target.startswith(("https://", "http://", "mailto:")) for target in targets)


def test_the_file_says_what_it_is_and_what_was_held_back(workbook):
    sheet = workbook["About this file"]
    said = " | ".join(str(row[0].value) for row in sheet.iter_rows() if row[0].value)
    for words in ("Derwen Valley", "Everyone", "22 November 2026", "invented", "map@cwmderwen.example", "OGL v3.0"):
        assert words in said
    assert "Assets: fewer than 5. The person has not agreed." in said


def test_the_team_is_told_exact_counts(tmp_path):
    excel.write(village(Audience.TEAM, "en"), tmp_path / "list.xlsx", no_progress)
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx")["About this file"]
    assert "Assets: 2 records. The person has not agreed." in {row[0].value for row in sheet.iter_rows()}


def test_a_count_of_few_people_is_told_as_few(workbook):
    sheet = workbook["Readings"]
    assert sheet.cell(3, headings(sheet)["Number of people"]).value == "fewer than 5"


def test_texts_too_long_for_excel_are_cut_and_the_file_says_so(tmp_path):
    line = LineString([(-4 + n / 10_000, 52 + n % 7 / 1000) for n in range(4000)])
    row = {
        "id": uid(1, 1),
        "kind": "place",
        "name_en": "River",
        "name_first": "en",
        "geometry": line,
        "where_kind": "shape",
    }
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        excel.write(publication(language="en", rows={"assets": [row]}), tmp_path / "list.xlsx", no_progress)
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx")["About this file"]
    assert any("1 text was longer" in str(cell.value) for (cell,) in sheet.iter_rows(max_col=1))


def test_more_links_than_excel_takes_become_text(tmp_path, monkeypatch):
    monkeypatch.setattr(excel, "_MOST_LINKS", 2)
    excel.write(village(Audience.PUBLIC, "en"), tmp_path / "list.xlsx", no_progress)
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx")["Links"]
    linked = [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert len(linked) == 2
    assert sheet.cell(4, headings(sheet)["Asset"]).value == "Village Hall"


def test_both_workbooks_hold_the_same(document, tmp_path):
    excel.write(village(Audience.PUBLIC, "en"), tmp_path / "list.xlsx", no_progress)
    one, other = CalamineWorkbook.from_path(tmp_path / "list.xlsx"), CalamineWorkbook.from_path(document)
    assert one.sheet_names == other.sheet_names
    for name in one.sheet_names:
        first, second = (
            [[cell for cell in row if cell != ""] for row in book.get_sheet_by_name(name).to_python()]
            for book in (one, other)
        )
        assert first == second


def test_an_open_document_is_what_its_media_type_says_first(document):
    with zipfile.ZipFile(document) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype").decode() == ods.MEDIA_TYPE
        assert not any(b"table:formula" in archive.read(name) for name in archive.namelist())


def test_links_of_an_open_document_lead_to_rows_and_safe_addresses(document):
    with zipfile.ZipFile(document) as archive:
        content = archive.read("content.xml").decode()
    targets = set(re.findall(r'xlink:href="([^"]*)"', content))
    assert "#'Outcomes'.A2" in targets
    assert "tel:+441970000000" in targets
    assert all(target.startswith(("#'", "https://", "mailto:", "tel:")) for target in targets)


@given(st.lists(st.text(), max_size=6))
def test_names_of_sheets_are_safe_and_their_own(titles):
    taken: set[str] = set()
    names = [sheet_name(title, taken) for title in titles]
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name) <= 31
        assert not set(name) & set("[]:*?/\\\x00\n")
        assert not name.startswith("'")
        assert not name.endswith("'")
