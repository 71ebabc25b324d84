"""A killed process never loses what was stored, and never leaves half a step or half a file."""

from __future__ import annotations

import csv
import multiprocessing
import os
import random
import time
from collections import Counter
from pathlib import Path

import pytest

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.checks import Severity
from asset_mapper.domain.project import Project
from asset_mapper.formats.exporters import csv_table
from asset_mapper.services import checking, exporting, publishing, records
from asset_mapper.services.open_project import OpenProject
from tests.end2end.killing import ROWS, work

KILLS = 100
LOADED_ONCE = ["tests.end2end.killing", "asset_mapper.services.importing", "asset_mapper.services.exporting"]


@pytest.mark.timeout(900)  # a hundred processes are started: a minute and a half, or several on a busy machine
def test_killed_at_any_moment_nothing_stored_is_lost_and_nothing_is_half_done(tmp_path: Path):
    chance = random.Random(2026)
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload([*LOADED_ONCE, "geopandas", "asset_mapper.formats.exporters"])
    with OpenProject.create(tmp_path / "p.assetmap", Project(title=Bilingual(en="P"))) as project:
        project.apply(records.add, Asset(name=Bilingual(en="First"), kind=AssetKind.PLACE))
    begun = Counter[str]()
    for seed in range(KILLS):
        lines = done(tmp_path)
        process = processes.Process(target=work, args=(str(tmp_path), seed))
        process.start()
        wait_for_first_step(tmp_path, len(lines), process)
        time.sleep(chance.random() * 0.08)
        process.kill()
        process.join()
        process.close()
        begun.update(done(tmp_path)[len(lines) :])
        check(tmp_path, done(tmp_path), kills=seed + 1)
    assert min(begun[what] for what in ("edit", "import", "export")) > 5, "All kinds of work were under way."
    with OpenProject.open(tmp_path / "p.assetmap") as project:
        published = project.read(publishing.publication, Audience.TEAM)
    for left in tmp_path.glob(".*"):
        os.utime(left, (0, 0))  # not of this moment, so that nobody can still be at work in it
    exporting.export(published, csv_table.EXPORTER, tmp_path / "out.csv")
    hidden = [path.name for path in tmp_path.iterdir() if path.name.startswith(".")]
    assert not hidden, "The next export clears away what killed ones left."


def done(folder: Path) -> list[str]:
    path = folder / "done.txt"
    return path.read_text().split() if path.exists() else []


def wait_for_first_step(folder: Path, before: int, process: object) -> None:
    limit = time.monotonic() + 120
    while len(done(folder)) <= before:
        assert process.is_alive(), "The process ended by itself."  # type: ignore[attr-defined]
        assert time.monotonic() < limit
        time.sleep(0.002)


def check(folder: Path, steps: list[str], kills: int) -> None:
    """The file opens for writing, is sound, and holds every step that was written down; at most one more a kill."""
    counts = Counter(steps)
    with OpenProject.open(folder / "p.assetmap") as project:
        names = project.read(lambda uow: uow.assets.column("name_en"))
        if kills % 10 == 0:
            wrong = [finding for finding in project.read(checking.findings) if finding.severity is Severity.ERROR]
            assert not wrong
    edits = sum(name.startswith("Edit") for name in names)
    imported = Counter(tuple(name.split()[1:3]) for name in names if name.startswith("Imported"))
    assert counts["edit"] <= edits <= counts["edit"] + kills
    assert set(imported.values()) <= {ROWS}, "An import is there as a whole or not at all."
    assert counts["import"] <= len(imported) <= counts["import"] + kills
    out = folder / "out.csv"
    if counts["export"]:
        with out.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        assert len({len(row) for row in rows}) == 1, "A whole table."
        assert any("First" in row for row in rows)
