"""``empty`` writes a workbook to fill in, which ``import`` reads."""

from __future__ import annotations

import json

import openpyxl

from asset_mapper.cli.main import COULD_NOT, DONE, WRONG_USE, main


def test_a_workbook_goes_out_is_filled_in_and_comes_in(tmp_path, capfd):
    project, path = str(tmp_path / "p.assetmap"), tmp_path / "ours.xlsx"
    assert main(["new", project, "--title", "Cwm Celyn"]) == DONE
    assert main(["empty", str(path), "--language", "en"]) == DONE
    assert str(path) in capfd.readouterr().out
    book = openpyxl.load_workbook(path)
    book["Assets"]["B4"], book["Assets"]["D4"] = "Group", "Bowls club"
    book.save(path)
    assert main(["import", project, str(path)]) == DONE
    capfd.readouterr()
    assert main(["list", project, "assets", "--json"]) == DONE
    assert [asset["name_en"] for asset in json.loads(capfd.readouterr().out)] == ["Bowls club"]


def test_one_that_nobody_filled_in_is_said_to_be_empty(tmp_path, capfd):
    project, path = str(tmp_path / "p.assetmap"), str(tmp_path / "ours.xlsx")
    main(["new", project])
    assert main(["empty", path, "--json"]) == DONE
    assert main(["import", project, path]) == COULD_NOT
    assert "Nobody has filled in “ours.xlsx” yet" in capfd.readouterr().err


def test_anything_but_a_workbook_is_wrong_use(tmp_path, capfd):
    assert main(["empty", str(tmp_path / "ours.csv")]) == WRONG_USE
    assert ".xlsx" in capfd.readouterr().err
    assert list(tmp_path.iterdir()) == []
