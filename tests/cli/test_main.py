"""The command line as a whole: statuses, messages, languages, and what it must not wait for."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from asset_mapper import __version__
from asset_mapper.cli import main as cli
from asset_mapper.cli.main import COULD_NOT, DONE, FINDINGS, VERBS, WRONG_USE, main
from asset_mapper.i18n import set_language
from asset_mapper.progress import Cancelled
from asset_mapper.services.open_project import OpenProject
from tests.projects import added, an_asset

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("sqlalchemy", "pandas", "geopandas", "numpy", "shapely", "folium", "PySide6", "sqlcipher3", "psycopg")


@pytest.fixture(autouse=True)
def _speaking_english(monkeypatch):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ASSET_MAPPER_LANGUAGE", "en")


@pytest.fixture
def said(capsys):
    """Run a command; gives its status, what it printed, and what it said on standard error."""

    def run(*arguments):
        capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.out + printed.err
        return status, printed.out, printed.err

    return run


def run(*arguments, **environment):
    """Run the program as a process of its own."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG"))}
    return subprocess.run(
        [sys.executable, "-m", "asset_mapper", *map(str, arguments)],
        cwd=ROOT, env=clean | environment, capture_output=True, timeout=120,
    )  # fmt: skip


# Help -----------------------------------------------------------------------------------------------------------


def test_help_lists_every_verb(said):
    status, out, _err = said("--help")
    assert status == DONE
    assert all(f"  {verb} " in out for verb in VERBS)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_every_verb_explains_itself_in_both_languages(said, monkeypatch, verb, flag):
    status, english, _err = said(verb, flag)
    assert status == DONE and f"asset-mapper {verb}" in english and cli._(VERBS[verb]) in english
    monkeypatch.setenv("ASSET_MAPPER_LANGUAGE", "cy")
    status, welsh, _err = said(verb, flag)
    assert status == DONE and welsh != english


def test_the_version_is_told(said):
    assert said("--version") == (DONE, f"asset-mapper {__version__}\n", "")


@pytest.mark.parametrize("arguments", [["--help"], *([verb, "--help"] for verb in VERBS), ["nonsense"], ["info"]])
def test_help_and_wrong_use_wait_for_no_heavy_library(arguments):
    code = (
        "import sys; from asset_mapper.cli.main import main; status = main(sys.argv[1:]);"
        f"print('HEAVY', [name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr); sys.exit(status)"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True)
    assert done.stderr.splitlines()[-1] == "HEAVY []"
    assert done.returncode in (DONE, WRONG_USE)


# Wrong use ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["dance"], "There is no verb “dance”. There are: new, sample"),
        (["list"], "PROJECT"),
        (["list", "p", "--colour", "red"], "--colour"),
        (["--colour"], "--colour"),
        (["link", "p"], "--asset"),
        (["link", "p", "--asset", "a", "--outcome", "o", "--co", "dance"], "dance"),
        (["new", "p", "--framework", "dance"], "There is no framework “dance”. There are: "),
        (["new", "p", "--encrypt"], "ASSET_MAPPER_PASSPHRASE"),
    ],
)
def test_wrong_use_is_answered_with_what_is_right(said, tmp_path, monkeypatch, arguments, words):
    monkeypatch.chdir(tmp_path)
    status, out, err = said(*arguments)
    assert (status, out) == (WRONG_USE, "")
    assert words in err
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_list_and_an_unknown_condition_are_wrong_use(said, file_project, path):
    for arguments in (["horses"], ["assets", "--where", "colour=red"], ["assets", "--where", "red"]):
        assert said("list", path, *arguments)[0] == WRONG_USE
    assert said("list", path, "findings", "--where", "colour=red")[0] == WRONG_USE


# What could not be done -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["info", "list", "check", "undo", "redo", "migrate"])
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("missing.assetmap", "There is no project"),
        ("text.assetmap", "is encrypted, or is not a project at all"),
        ("text.csv", "is not an Asset Mapper project"),
        (".", "is a folder"),
        ("postgresql://nobody@127.0.0.1:1/x", "cannot be reached"),
        ("postgresql+nonsense", "is not the address of a database"),
        ("postgresql://here:port/x", "is not the address of a database"),
    ],
)
def test_what_is_no_project_is_said_in_a_sentence(said, tmp_path, verb, name, words):
    for ending in ("assetmap", "csv"):
        (tmp_path / f"text.{ending}").write_text("name\nHall\n" * 100)
    status, out, err = said(verb, name if name.startswith("postgresql") else tmp_path / name)
    assert (status, out) == (COULD_NOT, "")
    assert words in err and err.startswith("asset-mapper: ")


def test_a_password_in_an_address_is_not_repeated(said):
    _status, _out, err = said("info", "postgresql://gwen:hunter2@127.0.0.1:1/x")
    assert "gwen" in err and "hunter2" not in err


def test_a_wrong_passphrase_is_said(said, tmp_path, monkeypatch):
    monkeypatch.setenv("ASSET_MAPPER_PASSPHRASE", "right")
    assert said("new", tmp_path / "p", "--encrypt")[0] == DONE
    monkeypatch.setenv("ASSET_MAPPER_PASSPHRASE", "wrong")
    status, _out, err = said("info", tmp_path / "p.assetmap")
    assert (status, "is not right" in err) == (COULD_NOT, True)
    monkeypatch.delenv("ASSET_MAPPER_PASSPHRASE")
    status, _out, err = said("info", tmp_path / "p.assetmap")
    assert (status, "ASSET_MAPPER_PASSPHRASE" in err) == (COULD_NOT, True)


def test_a_project_that_is_open_elsewhere_is_said_and_can_be_read(said, file_project, path):
    status, _out, err = said("undo", path)
    assert (status, "open for writing" in err) == (COULD_NOT, True)
    assert said("info", path)[0] == said("list", path)[0] == said("check", path)[0] == DONE


@pytest.mark.parametrize("error", [Cancelled(), KeyboardInterrupt()])
def test_stopping_is_said(said, monkeypatch, file_project, path, error):
    def stop(*_args, **_how):
        raise error

    monkeypatch.setattr(OpenProject, "read", stop)
    status, _out, err = said("info", path)
    assert (status, err) == (COULD_NOT, "asset-mapper: Stopped. Nothing was changed.\n")


def test_a_file_that_cannot_be_written_is_said(said, file_project, path, monkeypatch):
    def full(*_args, **_how):
        raise OSError(28, "No space left on device", "out.json")

    monkeypatch.setattr(OpenProject, "read", full)
    status, _out, err = said("info", path)
    assert (status, "“out.json” cannot be read or written: No space left on device" in err) == (COULD_NOT, True)


def test_a_defect_of_ours_is_no_traceback_but_a_report_without_anybodys_words(
    said, file_project, path, monkeypatch, home
):
    def broken(*_args, **_how):
        raise RuntimeError("Megan Jones, 07700 900999")

    monkeypatch.setattr(OpenProject, "read", broken)
    status, _out, err = said("info", path)
    assert status == COULD_NOT and "Something went wrong that should not have" in err
    (report,) = (home / "logs").iterdir()
    assert str(report) in err
    told = report.read_text()
    assert "RuntimeError" in told and "info.py" in told
    assert "Megan" not in told + err and str(path) not in told


def test_a_backup_that_could_not_be_made_is_said_and_stops_nothing(said, file_project, path, home):
    file_project.close()
    (home / "backups").write_text("in the way")
    status, out, err = said("undo", path)
    assert (status, out) == (DONE, "There is nothing to undo.\n")
    assert "No backup" in err


# Words ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"ASSET_MAPPER_LANGUAGE": "cy"}, "cy"),
        ({"LANG": "cy_GB.UTF-8"}, "cy"),
        ({"ASSET_MAPPER_LANGUAGE": "en", "LANG": "cy_GB.UTF-8"}, "en"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "cy_GB.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_command_line_speaks_the_language_of_its_user(said, monkeypatch, variables, language):
    set_language("en")
    monkeypatch.delenv("ASSET_MAPPER_LANGUAGE")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    _status, _out, err = said("info", "nowhere.assetmap")
    assert ("There is no project" in err) is (language == "en")


def test_welsh_is_spoken_in_messages_and_lists(said, monkeypatch, file_project, path):
    added(file_project, an_asset("Hall"))
    monkeypatch.setenv("ASSET_MAPPER_LANGUAGE", "cy")
    status, out, _err = said("info", path)
    assert status == DONE and "Cwm Derwen" in out and "Asedau" in out


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_letters_that_a_console_lacks_stop_nothing(tmp_path, encoding, file_project, path):
    added(file_project, an_asset("Tŷ Coffi → مرحبا"))
    for arguments in (["info", path], ["info", "dim byd ŵ"]):
        done = run(*arguments, PYTHONIOENCODING=encoding, PYTHONUTF8="0", ASSET_MAPPER_LANGUAGE="cy")
        assert done.returncode in (DONE, COULD_NOT) and b"Traceback" not in done.stderr
    done = run("list", path, PYTHONIOENCODING=encoding)
    assert "Tŷ Coffi → مرحبا" in done.stdout.decode("utf-8")


def test_whoever_reads_the_output_may_stop_reading(file_project, path):
    for n in range(50):
        added(file_project, an_asset(f"Hall {n}" + "x" * 2000))
    process = subprocess.Popen(
        [sys.executable, "-m", "asset_mapper", "list", str(path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.read(10)
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) in (DONE, 120) and b"Traceback" not in said


def test_reports_go_to_standard_output_and_nothing_else_does(file_project, path):
    done = run("check", path, "--json")
    assert (done.returncode, json.loads(done.stdout), done.stderr) == (DONE, {"findings": []}, b"")


def test_findings_that_are_errors_have_a_status_of_their_own(said, file_project, path):
    from asset_mapper.domain.asset import AssetKind

    added(file_project, an_asset("Megan", AssetKind.PERSON))
    status, out, _err = said("check", path)
    assert status == FINDINGS and "has not agreed to be kept" in out


def test_the_package_is_imported_in_an_instant():
    code = "import sys; import asset_mapper; print(len([n for n in sys.modules if n.startswith('asset_mapper')]))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True).stdout.strip() == b"1"
