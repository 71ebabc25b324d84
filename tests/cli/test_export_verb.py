"""``asset-mapper export``: what it writes, what it says, how it ends."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from asset_mapper.cli.main import main
from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.project import Project, SavedView
from asset_mapper.services import records
from asset_mapper.services.open_project import OpenProject
from tests.projects import TITLE, an_asset


@pytest.fixture
def village(tmp_path: Path) -> Path:
    """Give a closed project with a choir for everyone, a group of the team's own, and a view."""
    path = tmp_path / "pentref.assetmap"
    with OpenProject.create(path, Project(title=TITLE)) as project:
        project.apply(
            records.add,
            an_asset("Côr y Cwm", visibility=Audience.PUBLIC),
            an_asset("Grŵp y tîm"),
            an_asset("Cwch", AssetKind.EXCHANGE, visibility=Audience.PUBLIC),
            SavedView(
                name="corau", title=Bilingual("Corau", "Choirs"), audience=Audience.PUBLIC, where={"kind": "group"}
            ),
        )
    return path


def report_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict:
    assert main(["export", *arguments, "--json"]) == 0
    return orjson.loads(capsys.readouterr().out)


def test_several_files_of_one_publication_in_one_run(village, tmp_path, capsys):
    outs = [str(tmp_path / name) for name in ("map.html", "list.csv", "list.xlsx", "list.geojson", "all.json")]
    report = report_of(capsys, str(village), *outs, "--audience", "public")
    assert [file["format"] for file in report["files"]] == ["html", "csv", "excel", "geojson", "json"]
    assert [file["file"] for file in report["files"]] == outs
    assert all(Path(out).stat().st_size == file["bytes"] for out, file in zip(outs, report["files"], strict=True))
    assert (report["audience"], report["language"], report["assets"], report["located"]) == ("public", "both", 2, 0)
    assert {"reason": "visibility", "records": 1} in report["held_back"]


def test_what_goes_and_what_is_held_back_is_said_before_anything_is_written(village, tmp_path, capsys):
    assert main(["export", str(village), str(tmp_path / "list.csv"), "--audience", "public"]) == 0
    said = capsys.readouterr().out
    assert said.index("Everyone") < said.index("2 assets") < said.index("Held back:") < said.index("Written: ")
    assert "1 record: It is not meant for this audience" in said


def test_the_report_is_written_to_a_file_too(village, tmp_path, capsys):
    report = report_of(capsys, str(village), str(tmp_path / "l.csv"), "--report", str(tmp_path / "report.json"))
    assert orjson.loads((tmp_path / "report.json").read_bytes()) == report


def test_without_an_audience_it_is_that_of_the_project_or_the_view(village, tmp_path, capsys):
    assert report_of(capsys, str(village), str(tmp_path / "l.csv"))["audience"] == "team"
    of_view = report_of(capsys, str(village), str(tmp_path / "l.csv"), "--view", "corau")
    assert (of_view["audience"], of_view["assets"]) == ("public", 1)


def test_the_language_of_headings_is_chosen(village, tmp_path, capsys):
    report = report_of(capsys, str(village), str(tmp_path / "l.csv"), "--language", "cy")
    assert report["language"] == "cy"
    assert b"Enw (Cymraeg)," in (tmp_path / "l.csv").read_bytes()


def test_the_format_can_be_said_instead_of_the_ending(village, tmp_path, capsys):
    report_of(capsys, str(village), str(tmp_path / "rhestr.dat"), "--format", "geojson")
    assert (tmp_path / "rhestr.dat").read_bytes().startswith(b'{"type":"FeatureCollection"')


def test_the_project_remembers_what_left_it(village, tmp_path, capsys):
    report_of(capsys, str(village), str(tmp_path / "a.csv"), str(tmp_path / "b.json"), "--audience", "partners")
    with OpenProject.open(village, read_only=True) as project:
        exports = project.read(lambda uow: list(uow.exports.all()))
    assert [(one.file, one.audience) for one in exports] == [("a.csv", "partners"), ("b.json", "partners")]


def test_a_project_that_somebody_works_in_is_exported_all_the_same(village, tmp_path, capsys):
    with OpenProject.open(village):
        assert main(["export", str(village), str(tmp_path / "list.csv")]) == 0
    assert "cannot note" in capsys.readouterr().err
    assert (tmp_path / "list.csv").is_file()


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["list.docx"], 2, ".xlsx"),
        (["list.csv", "--format", "word"], 2, "geopackage"),
        (["list.csv", "--view", "dim"], 3, "There is no view"),
        (["dim-yma/list.csv"], 3, "dim-yma"),
        (["map.html", "--basemap", "dim.pmtiles"], 3, "There is no basemap"),
        (["list.csv", "--audience", "nobody"], 2, "nobody"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    arguments, status, said, village, tmp_path, capsys, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    assert main(["export", str(village), *arguments]) == status
    assert said in capsys.readouterr().err
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("size", ["much", "8 GB", "-1MB", ""])
def test_a_budget_is_a_size(size, village, tmp_path, capsys):
    (tmp_path / "base.pmtiles").touch()
    arguments = [str(village), str(tmp_path / "m.html"), "--basemap", str(tmp_path / "base.pmtiles")]
    assert main(["export", *arguments, f"--basemap-budget={size}"]) == 2
    assert "is not a size" in capsys.readouterr().err
