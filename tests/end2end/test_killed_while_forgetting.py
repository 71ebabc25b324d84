"""A process that is killed while it erases: whoever was erased is nowhere any more after the next opening."""

from __future__ import annotations

import multiprocessing
import random
import time
from pathlib import Path

from asset_mapper.domain.project import Project
from asset_mapper.services import checking
from asset_mapper.services.open_project import OpenProject
from asset_mapper.storage import backups
from tests.end2end.forgetting import work
from tests.projects import TITLE, everything

KILLS = 12


def test_what_was_erased_stays_erased_whenever_the_process_is_killed(tmp_path: Path, home: Path):
    chance = random.Random(7)
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(
        ["tests.end2end.forgetting", "asset_mapper.services.erasing", "asset_mapper.services.assets"]
    )
    path = tmp_path / "p.assetmap"
    OpenProject.create(path, Project(title=TITLE)).close()
    for seed in range(KILLS):
        before = len(told(tmp_path))
        process = processes.Process(target=work, args=(str(tmp_path), str(home), seed))
        process.start()
        limit = time.monotonic() + 120
        while len(told(tmp_path)) <= before:
            assert process.is_alive() and time.monotonic() < limit
            time.sleep(0.002)
        time.sleep(chance.random() * 0.15)
        process.kill()
        process.join()
        process.close()
        with OpenProject.open(path) as project:
            there = {record.id for record in everything(project).values()}
            found = [finding.code for finding in project.read(checking.findings) if finding.code != "no-consent"]
        assert there and found == []
        files = [*tmp_path.glob("p.assetmap*"), *(file for file in home.rglob("*") if file.is_file())]
        kept = b"".join(file.read_bytes() for file in files).lower()
        assert [name for name in told(tmp_path) if name.lower().encode() in kept] == []
    with OpenProject.open(path) as project:
        project.back_up("import")
    assert all(copy.suffix == ".assetmap" for copy in backups.folder_of(path).iterdir())


def told(folder: Path) -> list[str]:
    path = folder / "gone.txt"
    return path.read_text().split() if path.exists() else []
