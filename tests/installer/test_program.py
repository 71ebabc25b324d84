"""What the installed program must be able to do: say who it is, test itself, and live without its web engine."""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path
from typing import Any

import pytest

import asset_mapper
from asset_mapper.__main__ import main
from asset_mapper.cli.verbs import self_test
from asset_mapper.errors import PrintingError
from asset_mapper.formats import exporters
from asset_mapper.formats.exporters import EXPORTERS
from asset_mapper.formats.exporters.base import Exporter
from asset_mapper.printing import probe
from asset_mapper.services import exporting


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("ASSET_MAPPER_HOME", str(tmp_path / "home"))
    monkeypatch.delenv(probe.VARIABLE, raising=False)
    return tmp_path / "home"


@pytest.fixture
def streams(monkeypatch) -> None:
    """Put the streams back afterwards: a log takes their place."""
    monkeypatch.setattr(sys, "stdout", sys.stdout)
    monkeypatch.setattr(sys, "stderr", sys.stderr)


def test_what_is_said_goes_into_the_log_that_is_named(tmp_path, monkeypatch, streams):
    log = tmp_path / "a folder that is not there yet" / "log.txt"
    monkeypatch.setenv("ASSET_MAPPER_LOG", str(log))
    assert main(["--version"]) == 0
    sys.stdout.close()
    assert log.read_text("utf-8") == f"asset-mapper {asset_mapper.__version__}\n"


def test_where_there_is_no_console_it_goes_into_the_users_own_folder(home, monkeypatch, streams):
    monkeypatch.delenv("ASSET_MAPPER_LOG", raising=False)
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["there-is-no-such-verb"]) == 2
    sys.stdout.close()
    assert "there-is-no-such-verb" in (home / "logs" / "command.txt").read_text("utf-8")


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path, monkeypatch, streams, capsys):
    monkeypatch.setenv("ASSET_MAPPER_LOG", str(tmp_path))
    assert main(["--version"]) == 0
    said = capsys.readouterr()
    assert asset_mapper.__version__ in said.out
    assert "ASSET_MAPPER_LOG" in said.err


# --- the self-test ----------------------------------------------------------------------------------------


def tried(monkeypatch, keys: tuple[str, ...], failing: Exception | None = None) -> int:
    """Run the self-test with some formats; the PDF fails as told."""
    chosen = tuple(exporter for exporter in EXPORTERS if exporter.key in keys)
    monkeypatch.setattr(exporters, "EXPORTERS", chosen)
    export = exporting.export

    def exporting_as_told(publication: Any, exporter: Exporter, target: Path) -> Any:
        if exporter.key == "pdf" and failing:
            raise failing
        return export(publication, exporter, target)

    monkeypatch.setattr(exporting, "export", exporting_as_told)
    return self_test.run(argparse.Namespace(verbose=True))


def test_without_the_web_engine_all_else_is_tried_and_the_lack_is_said(home, monkeypatch, capsys):
    assert tried(monkeypatch, ("pdf", "csv"), PrintingError("A PDF needs Qt WebEngine.")) == 0
    said = capsys.readouterr()
    assert said.err == "asset-mapper: A PDF needs Qt WebEngine.\n"
    assert said.out.splitlines()[-1] == "All is well but for that."
    assert "write pdf for team in both: not possible here" in said.out
    assert "write csv for room in en: well" in said.out


def test_another_fault_of_a_pdf_is_a_fault(home, monkeypatch, capsys):
    assert tried(monkeypatch, ("pdf", "csv"), KeyError("paper")) == 3
    said = capsys.readouterr()
    assert "write pdf for team in both: KeyError: 'paper'" in said.err
    assert "All is well" not in said.out


# --- the web engine ---------------------------------------------------------------------------------------


def test_an_engine_that_starts_is_asked_once_for_a_version(home, monkeypatch):
    asked = []
    monkeypatch.setattr(probe, "print_page", lambda *arguments, **_options: asked.append(arguments))
    assert [probe.starts(), probe.starts()] == [True, True]
    assert len(asked) == 1
    monkeypatch.setattr(probe, "__version__", "99.0.0")
    assert probe.starts()
    assert len(asked) == 2


def test_an_engine_that_does_not_start_is_asked_again_next_time(home, monkeypatch):
    def fail(*_arguments: Any, **_options: Any) -> None:
        raise PrintingError("It crashed.")

    monkeypatch.setattr(probe, "print_page", fail)
    assert not probe.starts()
    assert not home.exists()
    monkeypatch.setattr(probe, "print_page", lambda *_arguments, **_options: None)
    assert probe.starts()


@pytest.mark.parametrize(("chosen", "answer"), [("off", False), ("on", True), ("OFF", False)])
def test_it_can_be_decided_without_asking(home, monkeypatch, chosen, answer):
    monkeypatch.setenv(probe.VARIABLE, chosen)
    monkeypatch.setattr(probe, "print_page", pytest.fail)
    assert probe.starts() is answer


def test_doing_without_it_is_like_not_having_it(monkeypatch):
    for module in probe.MODULES:
        monkeypatch.setitem(sys.modules, module, object())
    probe.do_without()
    for module in probe.MODULES:
        with pytest.raises(ImportError):
            importlib.import_module(module)


def test_the_page_that_is_asked_about_is_really_printed(home):
    assert probe.starts()
    assert "starts" in (home / "web-engine.json").read_text("utf-8")
