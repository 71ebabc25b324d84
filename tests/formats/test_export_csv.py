"""CSV for people and for another import."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from asset_mapper.domain.audience import Audience
from asset_mapper.formats.exporters import csv_table
from asset_mapper.formats.exporters.asset_list import SPECS, known_column
from asset_mapper.formats.exporters.base import Wording
from asset_mapper.i18n import _, speaking
from asset_mapper.progress import no_progress
from tests.formats.publications import publication, uid, village


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as content:
        return list(csv.DictReader(content))


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    file = tmp_path_factory.mktemp("csv") / "list.csv"
    csv_table.write(village(Audience.PUBLIC, "en"), file, no_progress)
    return rows_of(file)


def test_excel_sees_that_it_is_utf_8_and_lines_end_as_the_standard_says(village, tmp_path):
    csv_table.write(village, tmp_path / "list.csv", no_progress)
    content = (tmp_path / "list.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert len(content.splitlines()) > len(village.assets)


def test_what_belongs_to_an_asset_is_in_its_row(english):
    hall = english[0]
    assert hall["Kind"] == "Place"
    assert hall["Name (Welsh)"] == "Neuadd y Pentref"
    assert hall["Name (English)"] == "Village Hall"
    assert hall["First given in"] == "Welsh"
    assert hall["Tags"] == "adeilad; cegin"
    assert hall["Phone"] == "+44 1970 000000; 01970 000001"
    assert hall["Contact person"] == "Siân Puw"
    assert hall["Outcomes supported"] == "L1"
    assert hall["Address"] == "1 Stryd Fawr\nCwm Derwen"
    assert hall["Ward"] == "Canol"


def test_a_place_is_told_in_degrees_and_on_the_british_grid(english):
    hall = english[0]
    assert (hall["Longitude"], hall["Latitude"]) == ("-3.9876543", "52.4123457")
    assert abs(int(hall["Easting (m)"]) - 264904) <= 5
    assert abs(int(hall["Northing (m)"]) - 281231) <= 5
    assert hall["Grid reference"] == "SN 6490 8123"
    assert hall["Shape (WKT)"] == ""


def test_lines_and_areas_are_told_as_text_beside_a_point_in_them(english):
    path, field = english[2], english[3]
    assert path["Shape (WKT)"].startswith("LINESTRING (-4 52.4")
    assert field["Shape (WKT)"].startswith("POLYGON ((")
    assert path["Longitude"] and field["Longitude"]


def test_meetings_and_talents_are_said_in_words(english):
    megan, choir = english[4], english[5]
    assert megan["Talents offered (English)"] == "baking bread"
    assert choir["Talents wanted (Welsh)"] == "'=a tenor", "in the language that there is, and no formula"
    assert "19:00" in choir["Meetings (English)"]
    assert "Village Hall" in choir["Meetings (English)"]
    assert "Concert" in choir["Meetings (English)"]
    assert "Cyngerdd" in choir["Meetings (Welsh)"]
    assert choir["Venue (English)"] == "Village Hall"


def test_numbers_and_telephones_are_not_touched_and_formulas_are(english):
    by_name = {row["Name (English)"]: row for row in english}
    assert english[0]["Phone"].startswith("+44")
    assert english[0]["Longitude"].startswith("-")
    for text in ("'=1+1", "'@SUM(A1)", "'+cmd|' /C calc'!A0", "''=HYPERLINK(\"http://example.org\")"):
        assert text in by_name
    assert "'=Seats" in english[0], "a heading is somebody's text too"


def test_the_team_gets_its_own_columns_and_nobody_else(tmp_path):
    teams = {"Notes", "Shown to", "Sensitive", "Under 18", "Confidential place", "Id at the source"}
    for audience in (Audience.TEAM, Audience.PARTNERS, Audience.PUBLIC):
        csv_table.write(village(audience, "en"), tmp_path / "list.csv", no_progress)
        there = teams & set(rows_of(tmp_path / "list.csv")[0])
        assert there == (teams if audience is Audience.TEAM else set())


@pytest.mark.parametrize("language", ["cy", "en", "both"])
def test_every_heading_leads_back_to_its_column(language):
    wording = Wording(publication(language=language))
    for spec in SPECS:
        assert known_column(wording.say(spec.heading)) == spec.key
        assert known_column(spec.key) == spec.key


def test_headings_are_in_the_language_asked_for(tmp_path):
    with speaking("cy"):
        welsh = _("Postcode")
    for language, heading in (("cy", welsh), ("en", "Postcode"), ("both", f"{welsh} / Postcode")):
        csv_table.write(village(Audience.PUBLIC, language), tmp_path / "list.csv", no_progress)
        assert heading in rows_of(tmp_path / "list.csv")[0]


def test_an_imported_column_never_hides_one_of_ours(tmp_path):
    row = {
        "id": uid(1, 1),
        "kind": "group",
        "name_en": "Choir",
        "name_first": "en",
        "custom": {"KIND": "a", "Ward": "b"},
    }
    published = publication(language="en", rows={"assets": [row]})
    csv_table.write(published, tmp_path / "list.csv", no_progress)
    [choir] = rows_of(tmp_path / "list.csv")
    assert choir["Kind"] == "Group"
    assert choir["KIND (2)"] == "a"
    assert choir["Ward"] == "b"


def test_what_an_import_could_not_place_goes_back_into_our_column(tmp_path):
    custom = {"Talents offered (English)": "baking", "Tagiau / Tags": "", "Name (English)": "Choir"}
    row = {"id": uid(1, 1), "kind": "group", "name_en": "Choir", "name_first": "en", "custom": custom}
    csv_table.write(publication(language="en", rows={"assets": [row]}), tmp_path / "list.csv", no_progress)
    [choir] = rows_of(tmp_path / "list.csv")
    assert choir["Talents offered (English)"] == "baking"
    assert not any(heading.endswith("(2)") for heading in choir)


def test_codes_of_two_frameworks_are_told_apart(tmp_path):
    frameworks = [
        {"id": uid(9, n), "key": key, "name_en": key, "name_first": "en"} for n, key in enumerate(("a", "b"))
    ]
    outcomes = [
        {"id": uid(3, n), "framework_id": uid(9, n % 2), "code": code, "name_en": "x", "name_first": "en"}
        for n, code in enumerate(("L1", "L1", "L2"))
    ]
    rows = {
        "assets": [{"id": uid(1, 1), "kind": "group", "name_en": "Choir", "name_first": "en"}],
        "frameworks": frameworks,
        "outcomes": outcomes,
        "links": [{"id": uid(4, n), "asset_id": uid(1, 1), "outcome_id": uid(3, n)} for n in range(3)],
    }
    csv_table.write(publication(language="en", rows=rows), tmp_path / "list.csv", no_progress)
    assert rows_of(tmp_path / "list.csv")[0]["Outcomes supported"] == "a:L1; b:L1; L2"
