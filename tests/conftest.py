"""What every test may count on in its surroundings: a home of its own, English, a browser, a PostgreSQL server.

Tests that need PostgreSQL ask for ``postgresql_url`` or carry the mark ``postgresql``. Where no server is installed
they are left out, and the closing lines say so; under ``CI=true`` they fail instead.
"""

import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from glob import glob
from pathlib import Path
from socket import socket
from typing import Any

import hypothesis
import psycopg
import pytest
from pytestqt.qtbot import QtBot

from asset_mapper import i18n

CI = os.environ.get("CI") == "true"
IS_WINDOWS = os.name == "nt"

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge")
WINDOWS_BROWSERS = ("Microsoft/Edge/Application/msedge.exe", "Google/Chrome/Application/chrome.exe")
POSTGRESQL_FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "C:/Program Files/PostgreSQL/*/bin")

# Programs that came with the packages, node and npm among them, are found first.
os.environ["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))

hypothesis.settings.register_profile("asset_mapper", deadline=None, print_blob=CI)
hypothesis.settings.load_profile("asset_mapper")


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of all homes: pytest reads a folder through before it adds one, and there are thousands."""
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def home(homes: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a folder of its own for settings, backups and logs."""
    folder = Path(tempfile.mkdtemp(dir=homes))
    monkeypatch.setenv("ASSET_MAPPER_HOME", str(folder))
    monkeypatch.delenv("ASSET_MAPPER_PASSPHRASE", raising=False)
    return folder


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Start in English, whatever the test before spoke."""
    i18n.set_language("en")
    yield
    i18n.set_language("en")


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """Give the program file of a Chromium browser, for playwright or a subprocess."""
    for name in BROWSERS:
        if found := shutil.which(name):
            return Path(found)
    for folder in (os.environ.get("PROGRAMFILES(X86)"), os.environ.get("PROGRAMFILES")):
        for place in WINDOWS_BROWSERS:
            if folder and Path(folder, place).is_file():
                return Path(folder, place)
    pytest.fail("No Chromium, Chrome or Edge is installed. `python3 installer/dev.py test` says what is missing.")


# The window -----------------------------------------------------------------------------------------------------

PATIENCE_MS = 60_000
"""For what may take long on a slow, busy machine; what is there sooner is not waited for."""


class PatientBot(QtBot):
    """Waits for a state as long as a slow machine may need to come there."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **how: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **how)


@pytest.fixture
def qtbot(qapp: Any, request: pytest.FixtureRequest) -> PatientBot:
    """Give the hands of the tests; letters that they type in a list are one word, however slowly they come."""
    qapp.setKeyboardInputInterval(PATIENCE_MS)
    return PatientBot(request)


# PostgreSQL -----------------------------------------------------------------------------------------------------


class PostgresqlServer:
    """A server of our own: an empty cluster in a temporary folder, on a free loopback port, gone at the end."""

    def __init__(self, programs: Path) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="asset-mapper-postgresql-"))
        self._password = secrets.token_hex(8)
        password_file = self._folder / "password"
        password_file.write_text(self._password)
        # The server refuses to run as root: Debian's user for it takes over.
        self._as_user: dict[str, Any] = {"cwd": self._folder, "stdin": subprocess.DEVNULL}
        if not IS_WINDOWS and os.geteuid() == 0:
            self._as_user |= {"user": "postgres", "group": "postgres", "extra_groups": []}
            for path in (self._folder, password_file):
                shutil.chown(path, "postgres", "postgres")
        self._log = (self._folder / "log").open("wb")
        self._process = self._start(programs)

    def _start(self, programs: Path) -> "subprocess.Popen[bytes]":
        locale = "C" if IS_WINDOWS else "C.UTF-8"
        subprocess.run(
            [programs / "initdb", "--pgdata=data", "--username=tester", "--pwfile=password", "--no-sync",
             "--auth=scram-sha-256", "--encoding=UTF8", f"--locale={locale}"],
            check=True, stdout=self._log, stderr=subprocess.STDOUT, **self._as_user,
        )  # fmt: skip
        with socket() as free:  # only now: another might take the port while the cluster is made
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        settings = ("listen_addresses=127.0.0.1", f"port={self._port}", "unix_socket_directories=", "fsync=off")
        options = [f"--{setting}" for setting in settings]
        server = [str(programs / "postgres"), "-D", "data", *options]
        return subprocess.Popen(server, stdout=self._log, stderr=subprocess.STDOUT, **self._as_user)

    def url(self, database: str, scheme: str = "postgresql+psycopg") -> str:
        return f"{scheme}://tester:{self._password}@127.0.0.1:{self._port}/{database}"

    def execute(self, statement: str, patience_s: float = 120) -> None:
        """Run one statement as the owner of the server, waiting for it to start first."""
        give_up_at = time.monotonic() + patience_s
        while True:
            try:
                with psycopg.connect(self.url("postgres", "postgresql"), autocommit=True) as connection:
                    connection.execute(statement)
                return
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > give_up_at:
                    pytest.fail(f"PostgreSQL does not answer:\n{(self._folder / 'log').read_text(errors='replace')}")
                time.sleep(0.05)

    def stop(self) -> None:
        if IS_WINDOWS:
            self._process.terminate()
        else:
            self._process.send_signal(signal.SIGINT)  # "fast shutdown": open transactions are rolled back
        self._process.wait(timeout=120)
        self._log.close()
        shutil.rmtree(self._folder)


def find_postgresql() -> Path | None:
    """Find the folder of the newest server program; Debian keeps it off the PATH."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += [Path(place) for pattern in POSTGRESQL_FOLDERS for place in glob(pattern)]  # noqa: PTH207 - absolute
    return max(folders, key=lambda folder: [int(digits) for digits in re.findall(r"\d+", str(folder))], default=None)


@pytest.fixture(scope="session")
def _postgresql_server() -> Iterator[PostgresqlServer]:
    programs = find_postgresql()
    if programs is None:
        pytest.fail("PostgreSQL is not installed. On Debian and Ubuntu: apt-get install postgresql")
    server = PostgresqlServer(programs)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def postgresql_url(_postgresql_server: PostgresqlServer) -> Iterator[str]:
    """Give the address of a database that is empty at the start of each test module."""
    name = f"test_{secrets.token_hex(6)}"
    _postgresql_server.execute(f'CREATE DATABASE "{name}"')
    yield _postgresql_server.url(name)
    _postgresql_server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _needs_postgresql(item: pytest.Item) -> bool:
    return "postgresql_url" in getattr(item, "fixturenames", ()) or item.get_closest_marker("postgresql") is not None


WITH_A_SCREEN = frozenset(("qtbot", "chromium_path"))
"""What a test asks for that waits for a window or a browser (docs/decisions/0023)."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if CI and not WITH_A_SCREEN.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.flaky(reruns=1))
    if CI or find_postgresql():
        return
    left_out = [item for item in items if _needs_postgresql(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not _needs_postgresql(item)]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not (CI or find_postgresql()):
        terminalreporter.write_line("PostgreSQL is not installed: the tests that need it were left out.", red=True)
