"""``list hours``: the period, the hours and whether they are open upwards, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from asset_mapper.cli.main import main
from asset_mapper.services import sample


def test_hours_are_listed_with_their_period(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "valley.assetmap"
    sample.make(path).close()
    assert main(["list", str(path), "hours", "--where", "kind=earned"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[:3] for line in lines] == [
        ["earned", "2024-04-01 – 2025-03-31", "1180"],
        ["earned", "2025-04-01 – 2026-03-31", "1640+"],
    ]
    assert main(["list", str(path), "hours", "--where", "kind=earned", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["hours"], row["or_more"], row["people"]) for row in rows] == [(1180, False, 64), (1640, True, 88)]
