"""The workbook to fill in has the columns of our own lists, explains each, and holds nothing that runs."""

from __future__ import annotations

import re
import zipfile

import openpyxl
import pytest

from asset_mapper.formats.exporters.asset_list import known_column
from asset_mapper.formats.fill_in import workbook
from asset_mapper.formats.fill_in.contents import CONTENTS
from asset_mapper.formats.fill_in.examples import EXAMPLES
from asset_mapper.formats.fill_in.sheets import fill_sheets
from asset_mapper.formats.own_lists import FIELDS
from asset_mapper.formats.record_sheets.cells import codes_by_word, read_cell
from asset_mapper.formats.record_sheets.columns import Reads
from asset_mapper.formats.record_sheets.sheet import Sheet
from asset_mapper.formats.record_sheets.sheets import SHEETS
from asset_mapper.i18n import LANGUAGES

each_way = pytest.mark.parametrize("languages", (LANGUAGES, ("cy",), ("en",)), ids="-".join)


def sheet_of(key: str) -> Sheet:
    return next(sheet for sheet in SHEETS if sheet.key == key)


@pytest.fixture
def book(tmp_path, languages):
    path = tmp_path / "empty.xlsx"
    workbook.write(languages, path)
    return openpyxl.load_workbook(path)


@each_way
def test_every_heading_is_known_again_as_the_column_that_it_is(languages):
    for sheet in fill_sheets(languages):
        if sheet.key == "assets":
            found = [known_column(column.heading) for column in sheet.columns]
        else:
            found = [sheet_of(sheet.key).column_of(column.heading) for column in sheet.columns]
        assert found == [column.key for column in sheet.columns]


def test_a_column_that_an_import_could_not_put_anywhere_is_not_asked_for():
    (assets,) = (one for one in CONTENTS if one.key == "assets")
    assert set(assets.hints) <= set(FIELDS) | {"status"}
    for one in CONTENTS[1:]:
        sheet = sheet_of(one.key)
        assert set(one.hints) <= {*sheet.columns, *sheet.words}


def test_what_is_needed_of_a_row_is_asked_for():
    for one in CONTENTS[1:]:
        assert all(group & set(one.hints) for group in sheet_of(one.key).least)


def test_personal_outcomes_and_ids_are_not_asked_for():
    asked = {column for one in CONTENTS for column in one.hints}
    assert not asked & {"id", "personal", "created_at", "changed_at", "import_id"}
    assert not any(column.endswith("_id") for column in asked)


def test_an_example_says_something_of_every_sheet_and_nothing_that_is_not_asked_for():
    assert {one.key: set(EXAMPLES[one.key]) <= set(one.hints) for one in CONTENTS} == dict.fromkeys(EXAMPLES, True)


@each_way
def test_every_choice_is_one_that_the_import_reads(languages):
    for sheet in fill_sheets(languages)[1:]:
        columns = sheet_of(sheet.key).columns
        for column in sheet.columns:
            reads = columns.get(column.key)
            if not column.choices or reads is None:
                continue
            read = [read_cell(choice, reads) for choice in column.choices]
            assert len(set(read)) == len(column.choices)
            if reads.reads is Reads.CODE:
                assert set(read) <= set(codes_by_word(reads.codes).values())


@each_way
def test_each_sheet_says_what_to_write_and_marks_its_example(book, languages):
    said = fill_sheets(languages)
    assert len(book.worksheets) == len(said) + 2
    for page, sheet in zip(book.worksheets[1:-1], said, strict=True):
        heading, hint, example = (page.cell(row, 1).value for row in (1, 2, 3))
        assert heading and hint and example
        for place, column in enumerate(sheet.columns, 2):
            assert page.cell(1, place).value == column.heading
            assert page.cell(2, place).value == (column.hint or None)
            assert page.column_dimensions[page.cell(1, place).column_letter].hidden is column.hidden
        assert all(cell.value is None for row in page.iter_rows(min_row=4) for cell in row)


@each_way
def test_every_fixed_code_is_offered_as_a_list_by_its_label(book, languages):
    choices = book.worksheets[-1]
    for page, sheet in zip(book.worksheets[1:-1], fill_sheets(languages), strict=True):
        offered = {
            str(rule.sqref).split(":")[0]: rule
            for rule in page.data_validations.dataValidation
            if rule.type == "list"
        }
        for place, column in enumerate(sheet.columns, 2):
            rule = offered.get(page.cell(4, place).coordinate)
            assert (rule is not None) == bool(column.choices), column.key
            if rule is not None:
                area = rule.formula1.split("!")[1].replace("$", "")
                assert tuple(row[0].value for row in choices[area]) == column.choices


@each_way
def test_what_excel_shows_at_a_cell_fits_and_is_whole(book, languages):
    for page, sheet in zip(book.worksheets[1:-1], fill_sheets(languages), strict=True):
        rules = page.data_validations.dataValidation
        assert len(rules) == sum(not column.hidden for column in sheet.columns)
        for rule, column in zip(rules, sheet.columns, strict=False):
            assert rule.prompt and len(rule.prompt) <= 255 and len(rule.promptTitle) <= 32
            assert rule.prompt in (column.hint, column.hint.split(" / ")[0])


@each_way
def test_the_first_page_is_to_be_read_in_each_language(book, languages):
    first = book.worksheets[0]
    texts = [cell.value for row in first.iter_rows() for cell in row if cell.value]
    for language, words in (("en", "You need nothing but this workbook."), ("cy", "Nid oes angen dim ond")):
        assert any(words in text for text in texts) is (language in languages)


@each_way
def test_there_is_no_formula_macro_or_link_in_it(tmp_path, languages):
    path = tmp_path / "empty.xlsx"
    workbook.write(languages, path)
    with zipfile.ZipFile(path) as archive:
        assert not any("vba" in name or "externalLink" in name for name in archive.namelist())
        for name in archive.namelist():
            text = archive.read(name).decode("utf-8", "replace")
            assert not re.search(r"<f[ >]|<hyperlink ", text), name
