"""Readers and writers at once, and a disk that gives up: sentences, and nothing half done."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from asset_mapper.domain.asset import Asset
from asset_mapper.errors import ProjectFileError
from asset_mapper.services import checking, queries, records
from asset_mapper.services.open_project import OpenProject
from asset_mapper.storage import project_file
from tests.projects import added, an_asset, everything

ROOT = Path(__file__).resolve().parents[2]


def test_a_writer_waits_for_a_reader_and_says_so_when_it_takes_too_long(file_project, path, monkeypatch):
    asset = added(file_project, an_asset("One"))
    before = everything(file_project)
    file_project.close()
    monkeypatch.setattr(project_file, "_BUSY_TIMEOUT_S", 0.1)
    with OpenProject.open(path) as writer, OpenProject.open(path, read_only=True) as reader:
        with reader._database.reading() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM asset").scalar()
            with pytest.raises(ProjectFileError, match="busy"):
                writer.apply(records.edit, Asset, asset.id, notes="Two")
            assert everything(reader) == before
        writer.apply(records.edit, Asset, asset.id, notes="Two")
        assert reader.read(queries.asset, asset.id).notes == "Two"


def test_threads_read_while_another_writes(project):
    asset = added(project, an_asset("One"))

    def read(_number):
        seen = project.read(queries.asset, asset.id)
        assert seen.notes == "" or seen.tags == (seen.notes,)  # never half a step
        return project.read(queries.summary)["assets"]

    with ThreadPoolExecutor(3) as pool:
        counts = pool.map(read, range(60))
        for number in range(20):
            project.apply(records.edit, Asset, asset.id, notes=str(number), tags=(str(number),))
        assert set(counts) == {1}


def test_a_look_is_one_look(project):
    """What is asked within one ``read`` fits together, whatever is stored meanwhile."""
    asset = added(project, an_asset("One"))
    if project._database.is_file:  # where a writer waits until the look is over
        return

    def look(uow):
        first = uow.assets.get(asset.id)
        project.apply(records.edit, Asset, asset.id, notes="Two")
        return first, uow.assets.get(asset.id)

    first, second = project.read(look)
    assert first == second == asset
    assert project.read(queries.asset, asset.id).notes == "Two"


FULL = """
import os, resource, sys
from asset_mapper.errors import AssetMapperError
from asset_mapper.services import records
from asset_mapper.services.open_project import OpenProject
from tests.projects import an_asset
path = sys.argv[1]
with OpenProject.open(path) as project:
    size = os.path.getsize(path) + 20_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    try:
        project.apply(records.add, *(an_asset("x" * 3000) for _ in range(400)))
    except AssetMapperError as told:
        print(told)
"""


def test_a_disk_that_takes_no_more_ends_in_a_sentence_and_changes_nothing(file_project, path):
    added(file_project, an_asset("One"))
    before = everything(file_project)
    file_project.close()
    done = subprocess.run([sys.executable, "-c", FULL, str(path)], cwd=ROOT, capture_output=True, text=True)
    assert done.stderr == ""
    assert "no room left" in done.stdout or "cannot be reached" in done.stdout
    with OpenProject.open(path) as opened:
        assert everything(opened) == before
        assert opened.read(checking.findings) == []
    assert list(path.parent.iterdir()) == [path]
