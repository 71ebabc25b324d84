"""``installer/dev.py``: what it does, when it does nothing, and what it says."""

import ast
import importlib.util
import subprocess
import sys

import pytest

from tests.unit.test_repository import ROOT


@pytest.fixture
def dev(tmp_path, monkeypatch):
    """Give the program, turned to an empty folder, and with its calls of pip and venv written down instead."""
    spec = importlib.util.spec_from_file_location("dev", ROOT / "installer" / "dev.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in ("ROOT", "VENV", "LOG", "SAMPLE", "VENV_PYTHON"):
        here = tmp_path / getattr(module, name).relative_to(ROOT)
        monkeypatch.setattr(module, name, here)
    (tmp_path / "installer").mkdir()
    for name in ("installer/constraints.txt", "installer/dev.py", "pyproject.toml"):
        (tmp_path / name).write_text("one")
    module.done = []

    def logged(*command):
        module.done.append("venv" if "venv" in command else "packages" if "--requirement" in command else "project")
        module.VENV_PYTHON.parent.mkdir(parents=True, exist_ok=True)
        module.VENV_PYTHON.touch()

    monkeypatch.setattr(module, "logged", logged)
    return module


def test_the_first_time_everything_is_set_up_and_the_second_time_nothing(dev):
    dev.set_up(())
    assert dev.done == ["venv", "packages", "project"]
    dev.done.clear()
    dev.set_up(())
    assert dev.done == []


@pytest.mark.parametrize(
    ("changed", "done_again"),
    [("installer/constraints.txt", ["packages", "project"]), ("pyproject.toml", ["project"]), ("README.md", [])],
)
def test_a_change_repeats_only_what_depends_on_it(dev, changed, done_again):
    dev.set_up(())
    dev.done.clear()
    (dev.ROOT / changed).write_text("two")
    dev.set_up(())
    assert dev.done == done_again


def test_another_python_or_another_folder_needs_a_new_environment(dev):
    dev.set_up(())
    for changed in ({"python": "3.10"}, {"root": "/elsewhere"}):
        dev.done.clear()
        dev.write_memory({**dev.read_memory(), **changed})
        dev.set_up(())
        assert dev.done == ["venv", "packages", "project"]


def test_a_memory_that_cannot_be_read_is_no_memory(dev):
    dev.set_up(())
    (dev.VENV / "asset-mapper-setup.json").write_text("{")
    assert dev.read_memory() == {}


def test_the_python_that_is_found_is_one_of_those_that_the_project_runs_on(dev):
    version, command = dev.find_python()
    told = subprocess.run([*command, "--version"], capture_output=True, check=True, text=True).stdout
    assert told.startswith(f"Python {version}.")


def test_without_a_suitable_python_it_says_which_are(dev, monkeypatch, capsys):
    monkeypatch.setattr(dev, "PYTHONS", ("4.0",))
    with pytest.raises(SystemExit, match="3"):
        dev.find_python()
    assert "3.11, 3.12 or 3.13" in capsys.readouterr().err


def test_what_a_machine_lacks_is_said_in_one_sentence_where_it_cannot_be_installed(dev, monkeypatch, capsys):
    monkeypatch.setattr(dev, "can_install", lambda: False)
    needs = [dev.Need(name, lambda: False, ((name.lower(),),)) for name in ("Chromium", "Xvfb")]
    dev.install_system_packages([*needs, dev.Need("a font", lambda: True, (("fonts",),))])
    (sentence,) = capsys.readouterr().out.splitlines()
    assert sentence.startswith("This machine lacks Chromium and Xvfb")
    assert "apt-get install chromium xvfb" in sentence


@pytest.mark.parametrize("arguments", [[], ["dance"], ["run", "too", "much"]])
def test_a_request_that_makes_no_sense_is_answered_with_what_does(dev, arguments, capsys):
    assert dev.main(arguments) == 2
    assert "dev.py test" in capsys.readouterr().out


def test_arguments_of_test_go_to_pytest_as_they_are(dev, monkeypatch):
    calls = []
    monkeypatch.setattr(dev, "set_up", lambda needs: None)
    monkeypatch.setattr(dev, "call", lambda *command: calls.append(command[1:]) or 0)
    dev.test(["-k", "link"])
    dev.test([])
    assert calls == [("-m", "pytest", "-k", "link"), ("-m", "pytest", *dev.TWO_AT_A_TIME)]


def test_with_no_screen_the_sample_is_made_and_published(dev, monkeypatch, capsys):
    calls = []
    monkeypatch.setattr(dev, "set_up", lambda needs: None)
    monkeypatch.setattr(dev, "has_screen", lambda: False)
    monkeypatch.setattr(dev, "call", lambda *command: calls.append([str(word) for word in command[3:]]) or 0)
    assert dev.run([]) == 0
    assert [call[0] for call in calls] == ["sample", "export"]
    assert [word.rpartition(".")[2] for word in calls[1][2:5]] == ["html", "csv", "xlsx"]
    assert "map.html" in capsys.readouterr().out


def test_with_a_screen_the_window_opens_on_the_sample_and_keeps_it_the_next_time(dev, monkeypatch):
    calls = []

    def call(*command):
        calls.append(command[3])
        if command[3] == "sample":
            command[4].touch()
        return 0

    monkeypatch.setattr(dev, "set_up", lambda needs: None)
    monkeypatch.setattr(dev, "has_screen", lambda: True)
    monkeypatch.setattr(dev, "call", call)
    window = dev.ROOT / "asset_mapper" / "ui" / "app.py"
    window.parent.mkdir(parents=True)
    window.touch()
    assert (dev.run([]), calls) == (0, ["sample", "open"])
    assert (dev.run([]), calls) == (0, ["sample", "open", "open"])


def test_a_sample_that_could_not_be_made_is_not_published(dev, monkeypatch, capsys):
    monkeypatch.setattr(dev, "set_up", lambda needs: None)
    monkeypatch.setattr(dev, "has_screen", lambda: False)
    monkeypatch.setattr(dev, "call", lambda *command: 3)
    assert dev.run([]) == 3
    assert capsys.readouterr().out == ""


def test_an_old_python_with_nothing_installed_can_start_it():
    program = ast.parse((ROOT / "installer" / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 8))
    imported = {alias.name for node in program.body if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module for node in program.body if isinstance(node, ast.ImportFrom)}
    assert imported <= sys.stdlib_module_names
