"""Tries the installers out, by the tests in ``installer/tests``; says in the end what that does not prove."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from windows import launcher, setup, stub
from windows.product import COMMAND, PROGRAM, ROOT, Target
from windows.tools import fresh, say

TESTS = ROOT / "installer" / "tests"
OLDER = "0.0.9"  # no earlier version was released; what an upgrade does is the same
OLD_FILE = "app/only-in-0.0.9.txt"

NOT_PROVED = """Not proved by this: Wine is not Windows. What Windows itself decides (SmartScreen, Defender,
AppLocker, UAC, Intune), the map drawn by the web engine, graphics drivers and remote desktops, screen readers,
printing, the double-click on a project in a user's own keys, how long it takes to start: for all of that there is
installer/windows-checklist.md."""
STUB_NOT_PROVED = (
    """These were installers of a few files: Python, the packages and the program itself were not in them."""
)


def run(made: Target, *, is_stub: bool, more: Sequence[str] = ()) -> int:
    """Run the tests; gives the status of pytest."""
    import pytest

    kind = "stub" if is_stub else "full"
    os.chdir(ROOT)
    arguments = [
        "-v", "-p", "no:cacheprovider", "-p", "no:xdist", "--rootdir", str(ROOT), "--import-mode", "importlib",
        "--timeout", "900", "--durations", "15", "--made", f"{kind}:{made.work}:{made.dist}",
    ]  # fmt: skip
    chosen = list(more) or [str(TESTS)]
    status = int(pytest.main([*arguments, *chosen]))
    say("")
    if is_stub:
        say(STUB_NOT_PROVED)
    say(NOT_PROVED)
    return status


def make_older(made: Target, work: Path, *, is_stub: bool) -> Target:
    """Make an installer of a version before *made*, to upgrade from: the same with another number and a file more."""
    older = Target(OLDER, work, work / "dist")
    if is_stub:
        work.mkdir(parents=True, exist_ok=True)
        stub.build(older)
    else:
        shutil.copytree(made.payload, fresh(work) / "payload", copy_function=os.link)
        for name in (PROGRAM, COMMAND):
            (older.payload / name).unlink()
        launcher.build(OLDER, fresh(work / "programs"), work / "launcher")
        for name in (PROGRAM, COMMAND):
            shutil.copyfile(work / "programs" / name, older.payload / name)
        (older.payload / OLD_FILE).write_text("older\n", encoding="utf-8")
    setup.build(older, fast=True)
    return older
