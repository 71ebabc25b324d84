"""One Windows for all tests: the version before is installed on it, then this one over it, and at last removed.

``installer/build.py test`` starts these with what was made: the real installers, or some of a few files ("stub").
What must be known of each state is written down when it is reached, so that the order of the tests does not matter.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from windows import trying
from windows.product import ID, PROGRAM, Target
from windows.states import State, everything_on, look
from windows.wine import Done, Wine, temporary

PROGRAMS = "AppData/Local/Programs"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--made", required=True, help="stub or full, the folder of the build and that of the installers")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take only the tests that suit what was made."""
    kind = str(config.getoption("--made")).split(":")[0]
    other = {"stub": "only_full", "full": "only_stub"}[kind]
    items[:] = [item for item in items if not item.get_closest_marker(other)]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "only_stub: quick, and nothing more is learnt with the real program")
    config.addinivalue_line("markers", "only_full: asks the real program")


@pytest.fixture(scope="session")
def is_stub(request: pytest.FixtureRequest) -> bool:
    return str(request.config.getoption("--made")).startswith("stub:")


@pytest.fixture(scope="session")
def current(request: pytest.FixtureRequest) -> Target:
    from windows.product import version

    _, work, dist = str(request.config.getoption("--made")).split(":")
    return Target(version(), Path(work), Path(dist))


@pytest.fixture(scope="session")
def older(current: Target, is_stub: bool) -> Target:
    return trying.make_older(current, current.work / "older", is_stub=is_stub)


@pytest.fixture(scope="session")
def wine() -> Iterator[Wine]:
    with temporary() as folder:
        windows = Wine(Path(folder))
        windows.make()
        yield windows
        windows.stop()


@pytest.fixture(scope="session")
def home(wine: Wine) -> Path:
    """Give the folder that the program is installed in."""
    return wine.profile / PROGRAMS / ID


@pytest.fixture(scope="session")
def untouched(wine: Wine) -> set[str]:
    """Give what there is before anything of ours, with a project and a setting that a user has from elsewhere."""
    (wine.profile / "Documents").mkdir(exist_ok=True)
    (wine.profile / "Documents" / "Ein tref ŵyl.assetmap").write_bytes(b"whatever a user has")
    (wine.local / ID).mkdir(parents=True)
    (wine.local / ID / "settings.json").write_text('{"window.language": "cy"}', encoding="utf-8")
    return everything_on(wine)


@pytest.fixture(scope="session")
def before(wine: Wine, home: Path, older: Target, untouched: set[str]) -> State:
    """Install the version before."""
    since = time.monotonic()
    done = wine.run_for_status(wine.windows_path(older.setup), "/S")
    return look(wine, home, done, time.monotonic() - since)


@pytest.fixture(scope="session")
def refused(wine: Wine, home: Path, current: Target, before: State) -> Done:
    """Try to install this version while the program is open."""
    program = wine.windows_path(home / PROGRAM)
    with wine.start(program, "--wait", ASSET_MAPPER_LOG="C:\\waiting.txt"):
        wine.wait_for(wine.drive / "waiting.txt")
        try:
            return wine.run_for_status(wine.windows_path(current.setup), "/S")
        finally:
            (wine.drive / "waiting.txt").unlink()


@pytest.fixture(scope="session")
def upgraded(wine: Wine, home: Path, current: Target, before: State) -> State:
    """Install this version over the one before."""
    (home / "runtime" / "notes of a user.txt").write_text("mine", encoding="utf-8")
    (home / "app" / "mine").mkdir(exist_ok=True)
    (home / "app" / "mine" / "list.txt").write_text("mine", encoding="utf-8")
    since = time.monotonic()
    done = wine.run_for_status(wine.windows_path(current.setup), "/S")
    return look(wine, home, done, time.monotonic() - since)


@pytest.fixture(scope="session")
def removed(wine: Wine, home: Path, upgraded: State) -> State:
    """Remove it again."""
    since = time.monotonic()
    done = wine.run_for_status(wine.windows_path(home / "Uninstall.exe"), "/S")
    wine.wait_until_gone(home / "Uninstall.exe")
    return look(wine, home, done, time.monotonic() - since)
