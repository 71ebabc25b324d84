"""``list … --json`` for every kind of record."""

import json
from pathlib import Path

import pytest

from asset_mapper.cli.main import main
from asset_mapper.domain.records import RECORDS
from asset_mapper.services import sample
from asset_mapper.services.queries import LISTS


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("sample") / "sample.assetmap"
    sample.make(path).close()
    return str(path)


def test_there_is_a_list_of_every_kind_of_record():
    assert set(LISTS.values()) | {"project"} == set(RECORDS)


@pytest.mark.parametrize("what", [*LISTS, "findings"])
def test_every_list_is_json(project: str, what: str, capfd: pytest.CaptureFixture[str]):
    assert main(["list", project, what, "--json"]) == 0
    rows = json.loads(capfd.readouterr().out)
    assert isinstance(rows, list)
    assert rows or what in ("imports", "exports"), "The sample is complete in every feature."
    assert all("id" in row or what == "findings" for row in rows)


def test_a_list_is_chosen_from(project: str, capfd: pytest.CaptureFixture[str]):
    assert main(["list", project, "assets", "--where", "kind=person", "--json"]) == 0
    people = json.loads(capfd.readouterr().out)
    assert people and {row["kind"] for row in people} == {"person"}
    assert {row["lon"] for row in people} == {None}
    assert main(["list", project, "people", "--json"]) == 0
    assert json.loads(capfd.readouterr().out) == people


def test_a_list_for_people_has_a_line_for_each(project: str, capfd: pytest.CaptureFixture[str], tmp_path: Path):
    assert main(["list", project, "frameworks"]) == 0
    assert len(capfd.readouterr().out.splitlines()) >= 4
