"""The small program that starts Python."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from windows import pe
from windows.product import COMMAND, PROGRAM, PYTHON_DLL, Target
from windows.wine import Wine

pytestmark = pytest.mark.only_stub
CANNOT_START = 70


@pytest.fixture
def copy(wine: Wine, current: Target) -> Path:
    """Give a folder of the program at a place with spaces and letters beyond ASCII."""
    place = wine.drive / "Ffeiliau'r tŷ" / "Asset Mapper café"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(current.payload, place)
    return place


@pytest.mark.parametrize("program", [PROGRAM, COMMAND])
def test_it_hands_every_argument_over_as_it_is(program: str, copy: Path, wine: Wine) -> None:
    words = ["Neuadd y Dref, tŷ & gardd", "", "--where", "kind = 'place'", "Ŵ ŷ é"]
    wine.run(wine.windows_path(copy / program), *words, ASSET_MAPPER_LOG="C:\\words.txt")
    given = (wine.drive / "words.txt").read_text("utf-8").split("\n")[:-1]
    assert given == [wine.windows_path(copy / program), "-X", "utf8", "-B", "-m", "asset_mapper", *words]


@pytest.mark.parametrize("program", [PROGRAM, COMMAND])
def test_it_ends_as_the_program_does(program: str, copy: Path, wine: Wine) -> None:
    assert wine.run(wine.windows_path(copy / program), "--fail").status == 3
    assert wine.run(wine.windows_path(copy / program)).status == 0


def test_without_its_python_it_says_so_and_where_it_looked(copy: Path, wine: Wine) -> None:
    (copy / "runtime" / PYTHON_DLL).unlink()
    done = wine.run(wine.windows_path(copy / COMMAND), "info")
    assert done.status == CANNOT_START
    assert "missing or damaged" in done.said
    assert PYTHON_DLL in done.said


def test_a_damaged_python_is_not_loaded(copy: Path, wine: Wine) -> None:
    (copy / "runtime" / PYTHON_DLL).write_bytes(b"MZ" + bytes(1000))
    assert wine.run(wine.windows_path(copy / PROGRAM)).status == CANNOT_START


def test_a_python_in_the_folder_one_stands_in_is_not_loaded(copy: Path, wine: Wine, tmp_path: Path) -> None:
    shutil.copyfile(copy / "runtime" / PYTHON_DLL, tmp_path / PYTHON_DLL)
    (copy / "runtime" / PYTHON_DLL).unlink()
    assert wine.run(wine.windows_path(copy / PROGRAM), cwd=tmp_path).status == CANNOT_START


def test_it_states_its_version_and_asks_for_no_rights(current: Target) -> None:
    for program in (PROGRAM, COMMAND):
        file = current.payload / program
        assert pe.version(file) == (*map(int, current.version.split(".")), 0)
        content = file.read_bytes()
        assert b'level="asInvoker"' in content
        assert b"PerMonitorV2" in content
        assert b"longPathAware" in content


def test_it_needs_nothing_but_windows(current: Target) -> None:
    needs = pe.imports(current.payload / PROGRAM) | pe.imports(current.payload / COMMAND)
    assert needs <= {"kernel32.dll", "msvcrt.dll", "shell32.dll", "user32.dll"}
