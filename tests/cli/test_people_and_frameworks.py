"""Withdrawing, erasing, and frameworks of one's own, on the command line."""

from pathlib import Path

import pytest

from asset_mapper.cli.main import main
from asset_mapper.domain.audience import Audience
from asset_mapper.services import publishing, sample, sample_records
from asset_mapper.services.open_project import OpenProject


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "sample.assetmap"
    sample.make(path).close()
    return path


def person_shown_to_everyone(path: Path) -> tuple[str, str]:
    with OpenProject.open(path, read_only=True) as opened:
        shown = opened.read(
            publishing.publication, Audience.PUBLIC, "both", None, sample_records.MADE_AT.date()
        ).assets
    person = shown[shown.kind == "person"].iloc[0]
    return str(person.id), str(person.name_cy or person.name_en)


def test_who_withdraws_is_not_shown_any_more(project: Path, capfd: pytest.CaptureFixture[str]):
    person, name = person_shown_to_everyone(project)
    assert main(["withdraw", str(project), "--asset", person]) == 0
    assert name in capfd.readouterr().out
    with OpenProject.open(project, read_only=True) as opened:
        shown = opened.read(publishing.publication, Audience.PUBLIC)
    assert person not in set(shown.assets.id)
    assert main(["withdraw", str(project), "--asset", person]) == 0
    assert "nothing" in capfd.readouterr().out


def test_erasing_says_first_what_would_go(project: Path, capfd: pytest.CaptureFixture[str]):
    person, name = person_shown_to_everyone(project)
    assert main(["erase", str(project), "--asset", person]) == 0
    assert "--yes" in capfd.readouterr().out
    assert main(["erase", str(project), "--asset", person, "--yes"]) == 0
    assert person.encode() not in project.read_bytes()
    assert name.encode() not in project.read_bytes()
    assert main(["check", str(project)]) == 0


def test_frameworks_are_published_local_or_begun(project: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    table = tmp_path / "plan.csv"
    table.write_text("code,label_en,label_cy\nA1,Safe streets,Strydoedd diogel\nA2,,\n", encoding="utf-8")
    assert main(["framework", str(project), "scotland-npf"]) == 0
    assert main(["framework", str(project), str(table), "--name", "Our plan"]) == 1, "The row without a name is told."
    assert main(["framework", str(project), "--name", "By hand"]) == 0
    assert main(["list", str(project), "frameworks"]) == 0
    listed = capfd.readouterr().out
    assert "Our plan" in listed and "By hand" in listed
    assert main(["link", str(project), "--asset", "Llyfrgell Cwm Derwen", "--outcome", "nowhere:A1"]) != 0


@pytest.mark.parametrize("arguments", [["nonsense"], []])
def test_a_framework_that_is_none_is_refused_with_those_there_are(
    project: Path, arguments: list[str], capfd: pytest.CaptureFixture[str]
):
    assert main(["framework", str(project), *arguments]) == 2
    assert "wfg-goals" in capfd.readouterr().err
