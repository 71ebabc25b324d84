"""Links that contradict each other stand side by side; what cannot be is refused with its reason, by command too."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from asset_mapper.cli.main import main
from asset_mapper.services import sample


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "valley.assetmap"
    sample.make(made).close()
    return made


def links_between(path: Path, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str]]:
    capsys.readouterr()
    assert main(["list", str(path), "links", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    return [(row["how_en"], row["direction"]) for row in rows]


def test_harm_is_linked_beside_help_and_once(path: Path, capsys: pytest.CaptureFixture[str]):
    said = ["link", str(path), "--asset", "Wednesday Lunch Club", "--outcome", "CD2.3", "--how", "It is too far"]
    for _time in range(2):
        assert main([*said, "--direction", "harms"]) == 0
        assert main([*said, "--direction", "helps"]) == 0
    found = [way for how, way in links_between(path, capsys) if how == "It is too far"]
    assert sorted(found) == ["harms", "helps"]


def test_a_sheet_with_a_step_to_itself_has_that_row_refused_with_the_reason_and_a_circle_goes_in(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Links"
    sheet.append(["From outcome", "To outcome", "Helps or harms", "How (English)"])
    sheet.append(["CD2.3", "CD2.3", "helps", "To itself"])
    sheet.append(["CD2.3", "CD7", "helps", "There"])
    sheet.append(["CD7", "CD2.3", "helps", "And back"])
    book.save(tmp_path / "links.xlsx")
    assert main(["import", str(path), str(tmp_path / "links.xlsx"), "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["made"], report["refused"]) == (2, 1)
    (refused,) = [one for one in report["files"][0]["findings"] if one["severity"] == "error"]
    assert refused["row"] == 2 and "cannot lead to itself" in refused["message"]
    found = [how for how, _way in links_between(path, capsys)]
    assert "There" in found and "And back" in found and "To itself" not in found
