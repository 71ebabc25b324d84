"""Sheets of records are known by their titles and headings, in either language, and read cell by cell."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_mapper.domain.evidence import Coverage
from asset_mapper.domain.link import FourCo
from asset_mapper.domain.outcome import Stage
from asset_mapper.errors import InvalidValueError
from asset_mapper.formats.base import Findings, Severity, SourceTable
from asset_mapper.formats.exporters.json_document import FRAMES
from asset_mapper.formats.exporters.record_lists import LISTS
from asset_mapper.formats.record_sheets.cells import codes_by_word, read_cell, says_only_few
from asset_mapper.formats.record_sheets.columns import LEFT_ALONE, Reads, SheetColumn, columns_of
from asset_mapper.formats.record_sheets.drafting import draft
from asset_mapper.formats.record_sheets.recognising import sheet_of
from asset_mapper.formats.record_sheets.sheet import fields_of
from asset_mapper.formats.record_sheets.sheets import BY_RECORD, SHEETS
from asset_mapper.i18n import LANGUAGES, _, speaking
from asset_mapper.services.imports.shelves import NATURAL
from asset_mapper.storage.mappings import mapping_of

each_sheet = pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.record)


def table(cells: dict[str, list[str | None]], file: str = "list.xlsx", layer: str = "") -> SourceTable:
    frame = pd.DataFrame({heading: pd.Series(column, dtype=object) for heading, column in cells.items()})
    return SourceTable(file=file, layer=layer, frame=frame, rows=range(2, len(frame) + 2))


def drafted(record: str, cells: dict[str, list[str | None]]) -> Any:
    return draft(table(cells), BY_RECORD[record], {}, frozenset(), Findings())


def of(reads: Reads, codes: Any = None) -> SheetColumn:
    return SheetColumn("value", "value", reads, codes)


@each_sheet
def test_the_columns_of_a_sheet_are_those_of_the_database(sheet):
    ours = {spec.name for spec in mapping_of(sheet.record).columns} - LEFT_ALONE - {"changed_at"}
    assert set(columns_of(sheet.record)) == ours


@each_sheet
def test_every_sheet_is_a_list_of_ours_and_says_how_a_row_is_known_again(sheet):
    assert sheet.key in FRAMES
    assert sheet.key in {spec.key for spec in LISTS}
    columns = {column for group in NATURAL[sheet.record] for key in group for column in key}
    assert columns <= set(columns_of(sheet.record))


@each_sheet
def test_everything_that_a_sheet_names_is_a_column_or_words_for_a_record(sheet):
    fields = set(fields_of(sheet))
    needed = {column for needs in (sheet.least, sheet.tells or ()) for group in needs for column in group}
    assert set(sheet.names) <= fields
    assert needed <= fields
    assert set(sheet.refers) <= set(sheet.columns)


@each_sheet
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_headings_of_our_lists_are_known_again_in_either_language(sheet, language):
    spec = next(spec for spec in LISTS if spec.key == sheet.key)
    with speaking(language):
        headings = [_(column.heading) for column in spec.columns]
    assert [heading for heading in headings if sheet.column_of(heading) is None] == []
    assert sheet.column_of(headings[-1]) == "id"


@pytest.mark.parametrize(
    ("file", "headings", "record"),
    [
        ("Dolenni.csv", ("Ased", "Canlyniad", "Sut?"), "link"),
        ("list.csv", ("Asset", "Outcome code", "How", "Co"), "link"),
        ("list.csv", ("Indicator", "Date", "Value", "n"), "reading"),
        ("Readings 2026.csv", ("Dangosydd", "Dyddiad", "Gwerth"), "reading"),
        ("readings.csv", ("Date", "Value"), "reading"),
        ("outcomes.csv", ("Outcome",), "outcome"),
        ("list.csv", ("code", "label_en", "label_cy", "parent", "stage"), "outcome"),
        ("list.csv", ("Asset", "Outcome", "Summary", "Coverage"), "evidence"),
        ("list.csv", ("Outcome", "Indicator", "Unit", "Baseline"), "indicator"),
        ("list.csv", ("Asset", "Hours", "From", "Until", "What"), "hours"),
        ("list.csv", ("Journey", "Timeline", "What", "Cost", "Year", "Source"), "journey_event"),
        ("groups.csv", ("Name", "Kind", "Phone", "Postcode"), None),
        ("pathways.csv", ("Name", "Latitude", "Longitude"), None),
        ("events.csv", ("Name", "Date", "Venue", "Cost"), None),
        ("projects.csv", ("Name", "Outcome", "Address", "Postcode", "Phone", "Web"), None),
        ("list.csv", ("Date", "Value"), None),
    ],
)
def test_a_sheet_is_known_by_its_title_or_by_its_headings(file, headings, record):
    found = sheet_of(table({heading: ["x"] for heading in headings}, file))
    assert (found and found.record) == record


def test_a_sheet_is_what_a_person_says():
    found = sheet_of(table({"A": ["1"], "B": ["2"]}), "reading")
    assert found is BY_RECORD["reading"]


@pytest.mark.parametrize(
    ("text", "column", "value"),
    [
        ("1,234.5", of(Reads.NUMBER), 1234.5),
        ("12,5", of(Reads.NUMBER), 12.5),
        ("31 %", of(Reads.NUMBER), 31.0),
        ("£4,000", of(Reads.NUMBER), 4000.0),
        ("−3", of(Reads.NUMBER), -3.0),
        ("2: correlation", of(Reads.WHOLE), 2),
        ("84", of(Reads.WHOLE), 84),
        ("31/3/2026", of(Reads.DATE), "2026-03-31"),
        ("2026-03-31", of(Reads.DATE), "2026-03-31"),
        ("9:30", of(Reads.TIME), "09:30:00"),
        ("half past nine", of(Reads.TIME), None),
        ("Oes / Yes", of(Reads.YES_NO), True),
        ("FALSE", of(Reads.YES_NO), False),
        ("perhaps", of(Reads.YES_NO), None),
        ("Cyd-ddarparu", of(Reads.CODE, FourCo), "co-deliver"),
        ("Co-deliver", of(Reads.CODE, FourCo), "co-deliver"),
        ("deliver together", of(Reads.CODE, FourCo), None),
        ("quality of life", of(Reads.CODE, Stage), "quality_of_life"),
        ("Ansawdd bywyd", of(Reads.CODE, Stage), "quality_of_life"),
        ("a; b|c", of(Reads.LIST), '["a","b","c"]'),
        ('["a; b"]', of(Reads.LIST), '["a; b"]'),
        ("[1, 2", of(Reads.JSON), None),
        ("eighty", of(Reads.NUMBER), None),
        ("1e999", of(Reads.NUMBER), None),
        ("2.5", of(Reads.WHOLE), None),
        ("31/2/2026", of(Reads.DATE), None),
        ("Cymraeg / Welsh", of(Reads.LANGUAGE), "cy"),
        ("Breton", of(Reads.LANGUAGE), None),
    ],
)
def test_a_cell_is_read_as_people_write_it_or_refused(text, column, value):
    if value is None:
        with pytest.raises(InvalidValueError, match="“"):
            read_cell(text, column)
    else:
        assert read_cell(text, column) == value


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_that_a_program_wrote_is_read_to_the_last_digit(number):
    assert read_cell(repr(number), of(Reads.NUMBER)) == number


def test_how_far_a_text_was_checked_is_read_from_its_label_and_from_nothing_else():
    rows = {"Outcome": ["Trust", "Health"], "Code": ["T", "H"], "English text": ["Official text", "quite official"]}
    found = drafted("outcome", rows)
    assert [row.values["text_status_en"] for row in found.rows] == ["official"]
    assert ["“quite official” cannot stand here" in finding.message for finding in found.findings.all()] == [True]


def test_every_rung_of_the_ladder_is_known_by_its_words():
    words = codes_by_word(Coverage)
    for language in LANGUAGES:
        with speaking(language):
            assert all(words[_(rung.label).casefold()] == rung.value for rung in Coverage if _(rung.label).isascii())


def test_a_count_that_was_too_small_to_tell_says_nothing():
    assert says_only_few("fewer than 5")
    assert not says_only_few("5")
    row = drafted(
        "reading", {"Indicator": ["I"], "Date": ["2026-01-02"], "Value": ["3"], "n": ["fewer than 5"]}
    ).rows[0]
    assert "n" not in row.values


def test_a_row_with_a_cell_that_cannot_be_read_is_refused_whole():
    found = drafted("reading", {"Indicator": ["I", "I"], "Date": ["soon", "2026-01-02"], "Value": ["3", "4"]})
    assert (found.refused, [row.number for row in found.rows]) == (1, [3])
    (finding,) = found.findings.all()
    assert (finding.row, finding.column, finding.severity) == (2, "Date", Severity.ERROR)
    assert "31/03/2026" in finding.message


def test_a_text_of_no_stated_language_goes_where_it_belongs():
    rows = drafted(
        "link",
        {
            "Asset": ["A", "B", "C"],
            "Outcome": ["1", "1", "1"],
            "How": ["Mae pobl yn dod at ei gilydd", "People come together", "Yn wythnosol"],
            "how_cy": [None, "Daw pobl ynghyd", None],
        },
    ).rows
    assert rows[0].values["how_cy"] == "Mae pobl yn dod at ei gilydd"
    assert rows[1].values == {"how_cy": "Daw pobl ynghyd", "how_en": "People come together"}
    assert rows[2].words == {"asset": "C", "outcome": "1"}


def test_a_column_that_no_field_holds_is_named():
    found = drafted("link", {"Asset": ["A"], "Outcome": ["1"], "Colour": ["red"], "Best evidence": ["Belief"]})
    assert [(finding.code, finding.column) for finding in found.findings.all()] == [("column-not-used", "Colour")]
