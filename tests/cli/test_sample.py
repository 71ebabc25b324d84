"""``sample`` makes the fictional project; ``self-test`` tries everything with it and leaves nothing behind."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from asset_mapper.cli.main import main
from asset_mapper.cli.verbs import self_test
from asset_mapper.domain.audience import Audience
from asset_mapper.errors import AssetMapperError
from asset_mapper.formats import exporters
from asset_mapper.formats.exporters import EXPORTERS
from asset_mapper.formats.exporters.base import Exporter
from asset_mapper.services import exporting, importing, publishing
from asset_mapper.services.importing import ImportReport, LayerReport


def test_a_sample_is_made_and_says_where_it_is_and_what_next(tmp_path, capsys):
    assert main(["sample", str(tmp_path / "cwm.assetmap")]) == 0
    said = capsys.readouterr().out
    assert str(tmp_path / "cwm.assetmap") in said
    assert "fictional" in said
    command = next(line.split(":  ")[1] for line in said.splitlines() if "export" in line)
    assert command.startswith("asset-mapper export")
    assert main(["check", str(tmp_path / "cwm.assetmap")]) == 0


def test_the_ending_is_added(tmp_path, capsys):
    assert main(["sample", str(tmp_path / "cwm")]) == 0
    assert (tmp_path / "cwm.assetmap").is_file()
    assert "cwm.assetmap" in capsys.readouterr().out


def test_its_report_is_the_one_of_info(tmp_path, capsys):
    project = str(tmp_path / "cwm.assetmap")
    assert main(["sample", project, "--json"]) == 0
    made = orjson.loads(capsys.readouterr().out)
    assert made.pop("project") == project
    assert main(["info", project, "--json"]) == 0
    info = orjson.loads(capsys.readouterr().out)
    assert info.pop("encrypted") is False
    assert made == info


def test_it_is_encrypted_when_there_is_a_passphrase(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("ASSET_MAPPER_PASSPHRASE", "derwen")
    assert main(["sample", str(tmp_path / "cwm.assetmap")]) == 0
    assert b"SQLite format" not in (tmp_path / "cwm.assetmap").read_bytes()
    assert b"Merched" not in (tmp_path / "cwm.assetmap").read_bytes()
    capsys.readouterr()


def test_a_file_that_is_there_is_refused(tmp_path, capsys):
    target = tmp_path / "mine.assetmap"
    target.write_text("mine")
    assert main(["sample", str(target)]) == 3
    assert "is there already" in capsys.readouterr().err
    assert target.read_text() == "mine"


def test_it_speaks_welsh(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("ASSET_MAPPER_LANGUAGE", "cy")
    assert main(["sample", str(tmp_path / "cwm.assetmap")]) == 0
    assert "asset-mapper info" in capsys.readouterr().out


# --- self-test --------------------------------------------------------------------------------------------


@pytest.fixture
def only_lists(monkeypatch) -> None:
    """Leave out the formats that take long: they have tests of their own."""
    quick = tuple(exporter for exporter in EXPORTERS if exporter.key in ("csv", "geojson", "json"))
    monkeypatch.setattr(exporters, "EXPORTERS", quick)


def test_all_is_well_silent_and_gone_afterwards(capfd, home, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    written = []
    export = exporting.export

    def noting(publication: Any, exporter: Exporter, target: Path) -> Any:
        written.append((publication.audience, publication.language, exporter.key))
        return export(publication, exporter, target)

    monkeypatch.setattr(exporting, "export", noting)
    status = main(["self-test"])
    said = capfd.readouterr()
    assert (status, said.out, said.err) == (0, "", "")
    often = {exporter.key for exporter in EXPORTERS} - set(self_test.ONCE)
    everything = {(audience, code, key) for audience in Audience for code in publishing.LANGUAGES for key in often}
    assert everything <= set(written)
    assert list(tmp_path.iterdir()) == []
    assert list(home.iterdir()) == []


def test_a_format_that_fails_is_named_and_the_others_go_on(capsys, only_lists, monkeypatch):
    def failing(publication: Any, exporter: Exporter, target: Path) -> None:
        if exporter.key == "json":
            raise AssetMapperError("No room.")
        target.write_text("")

    monkeypatch.setattr(exporting, "export", failing)
    monkeypatch.setattr(self_test, "READ_BACK", ())
    assert main(["self-test"]) == 3
    said = capsys.readouterr().err.splitlines()
    assert len(said) == len(Audience) * len(publishing.LANGUAGES)
    assert said[0] == "asset-mapper: write json for team in both: No room."


def test_a_defect_is_said_with_its_place(capsys, only_lists, monkeypatch):
    def broken(*_arguments: Any) -> None:
        raise KeyError("where_kind")

    monkeypatch.setattr(publishing, "publication", broken)
    assert main(["self-test"]) == 3
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("asset-mapper: publish for team in both: KeyError: 'where_kind' (test_sample.py:")


def test_rows_that_are_not_known_again_are_counted(capsys, only_lists, monkeypatch):
    report = ImportReport([LayerReport(file="x.csv", rows=5, made=2, updated=3)])
    monkeypatch.setattr(importing, "import_files", lambda *_arguments, **_options: report)
    assert main(["self-test"]) == 3
    assert "team-both.csv: 3 of 127 assets were known again" in capsys.readouterr().err


def test_a_sample_that_cannot_be_made_is_told(capsys, monkeypatch):
    def fail(_where: Path) -> None:
        raise AssetMapperError("The disk is full.")

    monkeypatch.setattr("asset_mapper.services.sample.make", fail)
    assert main(["self-test"]) == 3
    assert capsys.readouterr().err == "asset-mapper: make the sample project: The disk is full.\n"
