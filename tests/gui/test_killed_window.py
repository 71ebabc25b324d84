"""Killed at any moment, the window loses at most the field that was being typed, and comes back to where it was."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.project import Project
from asset_mapper.services import checking
from asset_mapper.services.open_project import OpenProject

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_name("typing_away.py")


def started(home: Path, *arguments: str) -> subprocess.Popen[str]:
    surroundings = os.environ | {
        "ASSET_MAPPER_HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
        "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox --disable-gpu",
    }
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), *arguments],
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )


@pytest.mark.parametrize("after", ["typed", "entered", "stored"])
def test_killed_while_typing_it_loses_no_entry_and_comes_back(home: Path, tmp_path: Path, after: str) -> None:
    path = tmp_path / "bro.assetmap"
    OpenProject.create(path, Project(title=Bilingual("Bro", "Area"))).close()
    stored: list[str] = []
    lines = 0
    with started(home, "type", str(path)) as window:
        assert window.stdout is not None
        for line in window.stdout:
            lines += line.strip() == "typed"
            if line.strip() != "typed":
                stored.append(json.loads(line))
            if len(stored) >= 4 and (after == "stored" or line.strip() == "typed"):
                break
        if after == "entered":  # somewhere between Enter and the disk
            window.stdout.readline()
        window.kill()
    with OpenProject.open(path) as project:
        kept = project.read(lambda uow: {asset.name.given for asset in uow.assets.all()})
        assert not [finding for finding in project.read(checking.findings) if finding.severity.value == "error"]
    assert set(stored) <= kept
    assert len(kept) >= lines - 1  # only what was being typed is lost

    with started(home, "look") as window:
        said, _nothing = window.communicate(timeout=200)
    assert json.loads(said) == {"project": "bro.assetmap", "view": "assets"}


def test_killed_while_a_form_is_filled_it_loses_the_last_field_at_most(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "bro.assetmap"
    OpenProject.create(path, Project(title=Bilingual("Bro", "Area"))).close()
    typed: list[str] = []
    with started(home, "fill", str(path)) as window:
        assert window.stdout is not None
        for line in window.stdout:
            typed.append(line.strip())
            if len(typed) == 4:
                break
        window.kill()
    with OpenProject.open(path) as project:
        assert not [finding for finding in project.read(checking.findings) if finding.severity.value == "error"]
        assert not project.read(lambda uow: list(uow.assets.all()))

    with started(home, "take-up") as window:
        said, _nothing = window.communicate(timeout=200)
    found = json.loads(said)
    assert len(typed) == 4
    for name in typed[:-1]:
        assert found[name] == f"typed into {name}"
    assert found[typed[-1]] in ("", f"typed into {typed[-1]}")
