"""``list outcomes`` and ``list outcome-votes``: all that an outcome was given, and where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from asset_mapper.cli.main import main
from asset_mapper.services import sample


def test_votes_are_listed_in_all_and_by_session(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "valley.assetmap"
    sample.make(path).close()

    def listed(*arguments: str) -> list[str]:
        assert main(["list", str(path), *arguments]) == 0
        return capsys.readouterr().out.splitlines()

    total = next(line.split("\t") for line in listed("outcomes", "--where", "votes>40"))
    assert (total[0], total[2]) == ("CD1", "41")
    by_session = [line.split("\t")[:3] for line in listed("outcome-votes", "--where", "code=CD1")]
    assert by_session == [["CD1", "Pontydderwen Village Hall", "19"], ["CD1", "Tŷ Helyg, Aberhelyg", "22"]]
    rows = json.loads("".join(listed("outcome-votes", "--where", "code=CD1 and on>2026-04-01", "--json")))
    assert [(row["place_cy"], row["votes"]) for row in rows] == [("Tŷ Helyg, Aberhelyg", 22)]
    assert listed("outcome-votes", "--where", "votes>9999") == []
