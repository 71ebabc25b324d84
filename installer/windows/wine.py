"""A Windows of its own to try the installers in: Wine, with home and prefix in a folder that is deleted afterwards.

Wine lacks a few functions that our libraries ask for before they do anything. They are put into that Windows, never
into what is shipped; ``wine_gaps.py`` makes them.
"""

from __future__ import annotations

import getpass
import os
import re
import shutil
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from windows import wine_gaps

LIBRARIES = Path("/usr/lib/x86_64-linux-gnu/wine/x86_64-windows")
OVERRIDES = "mscoree,mshtml,winedbg.exe,winemenubuilder.exe,wbemprox=;ucrtbase,mscms=n,b"
SETTLED_S = 60
LAST_WORDS_S = 0.5
ROOTS = {"HKCU": "HKEY_CURRENT_USER", "HKLM": "HKEY_LOCAL_MACHINE"}


@dataclass(frozen=True)
class Done:
    """How a program ended, and what it said."""

    status: int
    said: str


@dataclass
class Wine:
    """One Windows 10 with one user."""

    folder: Path
    user: str = field(default_factory=getpass.getuser)
    prefix_command: tuple[str, ...] = ()  # what starts Wine as somebody else
    variables: dict[str, str] = field(default_factory=dict)
    _resident: subprocess.Popen[bytes] | None = None

    @property
    def drive(self) -> Path:
        return self.folder / "prefix" / "drive_c"

    @property
    def profile(self) -> Path:
        return self.drive / "users" / self.user

    @property
    def local(self) -> Path:
        return self.profile / "AppData" / "Local"

    @property
    def menu(self) -> Path:
        return self.profile / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs"

    def environment(self) -> dict[str, str]:
        home = self.folder / "home"
        kept = {name: os.environ[name] for name in ("PATH", "TERM") if name in os.environ}
        return {
            **kept, "HOME": str(home), "XDG_RUNTIME_DIR": str(home / "run"), "LC_ALL": "C.UTF-8", "USER": self.user,
            "LOGNAME": self.user, "WINEPREFIX": str(self.folder / "prefix"), "WINEARCH": "win64", "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": OVERRIDES, "ASSET_MAPPER_NO_DIALOGS": "1", "TMPDIR": str(self.folder),
            **self.variables,
        }  # fmt: skip

    def make(self) -> None:
        """Make the Windows; takes about ten seconds."""
        home = self.folder / "home"
        for name in ("", "run", "Desktop", "Documents"):
            (home / name).mkdir(parents=True, exist_ok=True, mode=0o700)
        self._own()
        self._run(["wineboot", "-i"], 180)
        self._run(["winecfg", "-v", "win10"], 60)
        self.settle()
        for name in ("Desktop", "Documents", "Downloads", "Music", "Pictures", "Videos"):
            place = self.profile / name
            if place.is_symlink():  # nothing may lead out of the prefix
                place.unlink()
                place.mkdir()
        gaps = wine_gaps.make(LIBRARIES, self.folder / "gaps")
        for library in gaps:
            shutil.copyfile(library, self.drive / "windows" / "system32" / library.name)
        self._own()
        self.stay()

    def stay(self) -> None:
        """Keep one program running: as long as there is one, Windows' own services need not start each time.

        They also keep hold of what their first program wrote to; here that is nowhere.
        """
        nowhere = subprocess.DEVNULL
        self._resident = subprocess.Popen(
            [*self.prefix_command, "wine", "cmd"], env=self.environment(), cwd=self.folder,
            stdin=subprocess.PIPE, stdout=nowhere, stderr=nowhere,
        )  # fmt: skip
        subprocess.run(
            [*self.prefix_command, "wine", "start", "/wait", "cmd", "/c", "exit"], env=self.environment(),
            cwd=self.folder, stdin=nowhere, stdout=nowhere, stderr=nowhere, check=False, timeout=SETTLED_S,
        )  # fmt: skip

    def _own(self) -> None:
        """Give all to the user that Wine runs as."""
        if self.prefix_command:
            subprocess.run(["chown", "-R", f"{self.user}:", str(self.folder)], check=True)

    def run(self, *command: str, patience_s: float = 300, cwd: Path | None = None, **variables: str) -> Done:
        """Run a Windows program until it ends; its exit status is cut to a byte."""
        return self._run(["wine", *command], patience_s, cwd, variables)

    def _run(
        self, words: list[str], patience_s: float, cwd: Path | None = None, variables: dict[str, str] | None = None
    ) -> Done:
        process = subprocess.Popen(
            [*self.prefix_command, *words], env=self.environment() | (variables or {}), cwd=cwd or self.folder,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        said: list[bytes] = []
        with process:
            assert process.stdout is not None
            reader = threading.Thread(target=_read, args=(process.stdout.fileno(), said), daemon=True)
            reader.start()
            try:
                status = process.wait(patience_s)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
            reader.join(LAST_WORDS_S)  # a service that it started may hold the pipe open for ever
        return Done(status, b"".join(said).decode("utf-8", "replace"))

    def run_for_status(self, *command: str, patience_s: float = 300, **variables: str) -> Done:
        """Like ``run``, by the command interpreter, which knows statuses above 255."""
        script = self.drive / "status.bat"
        script.write_text('@start /wait "" %WHAT_TO_RUN%\r\n@echo status=%ERRORLEVEL%\r\n', "ascii", newline="")
        line = " ".join(_quoted(word) for word in command)
        done = self._run(
            ["wine", "cmd", "/c", "C:\\status.bat"], patience_s, None, {**variables, "WHAT_TO_RUN": line}
        )
        found = re.search(r"status=(-?\d+)", done.said)
        return Done(int(found[1]) if found else -1, done.said)

    def start(self, *command: str, **variables: str) -> subprocess.Popen[bytes]:
        """Start a Windows program and go on."""
        return subprocess.Popen(
            [*self.prefix_command, "wine", *command], env=self.environment() | variables, cwd=self.folder,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def settle(self) -> None:
        """Wait until nothing runs any more."""
        subprocess.run(
            [*self.prefix_command, "wineserver", "-w"], env=self.environment(), check=False, timeout=SETTLED_S
        )

    def stop(self) -> None:
        subprocess.run([*self.prefix_command, "wineserver", "-k"], env=self.environment(), check=False)
        if self._resident:
            self._resident.communicate()

    def wait_for(self, path: Path) -> None:
        """Wait for what a program writes that goes on running."""
        give_up = time.monotonic() + SETTLED_S
        while not path.exists() and time.monotonic() < give_up:
            time.sleep(0.1)

    # Looking -----------------------------------------------------------------------------------------------------

    def keys_under(self, path: str) -> dict[str, dict[str, str]]:
        """Give all keys of the registry from *path* on, by their full names, with their texts; "" is a key's own."""
        exported = self.drive / "keys.reg"
        exported.unlink(missing_ok=True)
        self.run("reg", "export", path, "C:\\keys.reg", "/y", "/reg:64")
        if not exported.exists():
            return {}
        keys = {}
        for part in exported.read_text("utf-16").split("\n[")[1:]:
            name, _, body = part.partition("]")
            found = re.findall(r'^(?:@|"((?:[^"\\]|\\.)+)")=(?:"(.*)"|dword:([0-9a-f]+))\s*$', body, re.MULTILINE)
            keys[name] = {name: re.sub(r"\\(.)", r"\1", text) if text else number for name, text, number in found}
        return keys

    def key(self, path: str) -> dict[str, str] | None:
        """Give the texts in one key, or nothing when there is no such key."""
        root, _, rest = path.partition("\\")
        return self.keys_under(path).get(f"{ROOTS[root]}\\{rest}")

    def windows_path(self, path: Path) -> str:
        if self.drive in path.parents or path == self.drive:
            return "C:\\" + str(path.relative_to(self.drive)).replace("/", "\\")
        return "Z:" + str(path).replace("/", "\\")

    def wait_until_gone(self, path: Path) -> bool:
        """Wait for what a program deletes after it has ended."""
        give_up = time.monotonic() + SETTLED_S
        while path.exists() and time.monotonic() < give_up:
            time.sleep(0.2)
        return not path.exists()


def _read(pipe: int, into: list[bytes]) -> None:
    """Read what comes, as long as something may."""
    try:
        while part := os.read(pipe, 65536):
            into.append(part)
    except OSError:
        pass  # closed meanwhile


def _quoted(word: str) -> str:
    """Quote an argument, but for ``/D=``, which NSIS wants bare."""
    return f'"{word}"' if " " in word and not word.startswith("/D=") else word


def temporary() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="asset-mapper-wine-", ignore_cleanup_errors=True)
