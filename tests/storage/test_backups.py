"""Backups: daily, before imports and migrations, the last ten, encrypted if the project is."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from asset_mapper.domain.project import Project
from asset_mapper.errors import PassphraseError, ProjectFileError
from asset_mapper.services.open_project import OpenProject
from asset_mapper.storage import backups, project_file
from tests.projects import TITLE, added, an_asset, everything

SECRET = "cyfrinach"


@pytest.fixture
def clock(monkeypatch):
    """Give a clock that can be turned."""

    class Clock:
        now = datetime(2026, 11, 22, 9, tzinfo=UTC)

        def __call__(self):
            self.now += timedelta(seconds=1)
            return self.now

    clock = Clock()
    monkeypatch.setattr(backups, "utc_now", clock)
    return clock


def test_the_first_opening_of_a_day_makes_a_backup(path, clock):
    OpenProject.create(path, Project(title=TITLE)).close()
    assert backups.listed(path) == []
    for _ in range(3):
        OpenProject.open(path).close()
    assert [copy.name for copy in backups.listed(path)] == ["2026-11-22T090001.000000-daily.assetmap"]
    clock.now += timedelta(days=1)
    OpenProject.open(path).close()
    assert len(backups.listed(path)) == 2


def test_reading_makes_no_backup(path):
    OpenProject.create(path, Project(title=TITLE)).close()
    OpenProject.open(path, read_only=True).close()
    assert backups.listed(path) == []


def test_the_last_ten_are_kept(path, clock):
    OpenProject.create(path, Project(title=TITLE)).close()
    for _ in range(13):
        clock.now += timedelta(days=1)
        OpenProject.open(path).close()
    kept = [copy.name[:10] for copy in backups.listed(path)]
    assert kept == [f"2026-12-{day:02}" for day in range(5, 0, -1)] + [f"2026-11-{day}" for day in range(30, 25, -1)]


@pytest.mark.parametrize("passphrase", [None, SECRET])
def test_a_backup_opens_as_the_project_was(path, passphrase):
    with OpenProject.create(path, Project(title=TITLE), passphrase) as opened:
        added(opened, an_asset())
        then = everything(opened)
        opened.back_up("import")
        added(opened, an_asset("Later"))
    (copy,) = backups.listed(path)
    assert copy.name.endswith("-import.assetmap")
    assert project_file.is_encrypted(copy) is (passphrase is not None)
    assert (b"Neuadd" in copy.read_bytes()) is (passphrase is None)
    with OpenProject.open(copy, passphrase, read_only=True) as opened:
        assert everything(opened) == then
        assert opened.undo_label
    if passphrase:
        with pytest.raises(PassphraseError):
            OpenProject.open(copy, "wrong", read_only=True)


def test_a_backup_is_made_while_a_reader_reads(path):
    with OpenProject.create(path, Project(title=TITLE)) as opened:
        added(opened, an_asset())
    with OpenProject.open(path, read_only=True) as reader, reader._database.reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM asset").scalar()
        OpenProject.open(path).close()
    assert len(backups.listed(path)) == 1


def test_projects_of_one_name_in_two_folders_have_backups_of_their_own(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        with OpenProject.create(tmp_path / folder / "p.assetmap", Project(title=TITLE)) as opened:
            opened.back_up("daily")
    assert len(backups.listed(tmp_path / "a" / "p.assetmap")) == 1
    assert backups.folder_of(tmp_path / "a" / "p.assetmap") != backups.folder_of(tmp_path / "b" / "p.assetmap")


@pytest.fixture
def no_room(home):
    """Put a file where the folder of backups would be, so that none can be made."""
    (home / "backups").write_text("in the way")


def test_a_backup_that_cannot_be_made_is_said_and_does_not_keep_the_project_shut(path, no_room):
    OpenProject.create(path, Project(title=TITLE)).close()
    with OpenProject.open(path) as opened:
        assert "No backup" in opened.backup_problem and str(path) in opened.backup_problem
        added(opened, an_asset())
        with pytest.raises(ProjectFileError, match="No backup"):
            opened.back_up("import")


def test_a_backup_that_is_cut_off_leaves_nothing_that_looks_like_one(path, monkeypatch):
    OpenProject.create(path, Project(title=TITLE)).close()

    def full(*_args):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(ProjectFileError, match="No space left"):
        backups.make(path, None, "import")
    assert list(backups.folder_of(path).iterdir()) == []


def test_what_others_put_into_the_folder_does_no_harm(path):
    OpenProject.create(path, Project(title=TITLE)).close()
    folder = backups.folder_of(path)
    folder.mkdir(parents=True)
    (folder / "copy of mine.assetmap").write_text("?")
    with OpenProject.open(path) as opened:
        assert opened.backup_problem is None
