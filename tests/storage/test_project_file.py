"""The project file: plain and encrypted, what is no project, newer and older versions, two at once."""

import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import text

from asset_mapper.domain.project import Project
from asset_mapper.errors import (
    AssetMapperError,
    PassphraseError,
    ProjectFileError,
    ProjectLockedError,
    ReadOnlyError,
)
from asset_mapper.services import records
from asset_mapper.services.open_project import OpenProject
from asset_mapper.storage import backups, migrations, project_file
from tests.projects import TITLE, added, an_asset, everything

SECRET = "dŵr a 'halen' \"mân\"; --"
ROOT = Path(__file__).resolve().parents[2]


def made(path, passphrase=None, assets=3):
    """Make a project of a few assets, and close it."""
    with OpenProject.create(path, Project(title=TITLE), passphrase) as opened:
        return {asset.id: asset for asset in (added(opened, an_asset(f"Neuadd {n}")) for n in range(assets))}


def assets_of(path, passphrase=None, **how):
    with OpenProject.open(path, passphrase, **how) as opened:
        return {asset.id: asset for asset in opened.read(lambda uow: list(uow.assets.all()))}


# Plain and encrypted --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("passphrase", [None, SECRET, "x'" + "ab" * 32 + "'", "Ŵ" * 500])
def test_a_project_is_opened_again_as_it_was(path, passphrase):
    assets = made(path, passphrase)
    assert assets_of(path, passphrase) == assets
    assert assets_of(path, passphrase, read_only=True) == assets


def test_an_encrypted_file_shows_nothing_of_what_is_in_it(path):
    with OpenProject.create(path, Project(title=TITLE), SECRET) as opened:
        added(opened, an_asset("Marker of an encrypted project"))
        assert opened.encrypted
    data = path.read_bytes()
    assert not data.startswith(b"SQLite format 3")
    assert b"Marker" not in data and b"CREATE TABLE" not in data
    repeated = max(data.count(data[place : place + 16]) for place in range(0, len(data), 4096))
    assert repeated == 1


def test_a_plain_file_is_one_that_other_programs_can_read(path):
    made(path)
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("PRAGMA application_id").fetchone() == (project_file.APPLICATION_ID,)
        assert other.execute("PRAGMA user_version").fetchone() == (migrations.NEWEST,)
        assert other.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert other.execute("SELECT count(*) FROM asset").fetchone() == (3,)
    assert path.read_bytes()[68:72] == b"ASMP"


@pytest.mark.parametrize("read_only", [False, True])
def test_a_wrong_passphrase_is_said_to_be_wrong(path, read_only):
    made(path, SECRET)
    with pytest.raises(PassphraseError, match="not right"):
        OpenProject.open(path, "wrong", read_only=read_only)
    assert assets_of(path, SECRET)  # and no lock was left behind


def test_a_missing_passphrase_is_asked_for(path):
    made(path, SECRET)
    with pytest.raises(PassphraseError, match="Give its passphrase"):
        OpenProject.open(path)


def test_a_passphrase_does_no_harm_to_a_plain_project(path):
    assets = made(path)
    assert assets_of(path, SECRET) == assets
    assert not project_file.is_encrypted(path)


@pytest.mark.parametrize("passphrase", [None, SECRET])
def test_the_file_is_safe_on_a_network_drive_and_forgets_what_is_deleted(path, passphrase):
    with OpenProject.create(path, Project(title=TITLE), passphrase) as opened:
        settings = {
            name: opened.read(lambda uow, name=name: uow.connection.execute(text(f"PRAGMA {name}")).scalar())
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    assert settings == {"journal_mode": "delete", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


# What is no project ---------------------------------------------------------------------------------------------


def _sqlite_of_others(path):
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("PRAGMA application_id = 0x47504B47")  # a GeoPackage
        other.execute("CREATE TABLE asset (id TEXT)")


NO_PROJECTS = {
    "empty": lambda path: path.write_bytes(b""),
    "a few bytes": lambda path: path.write_bytes(b"SQLite format 3\0"),
    "text": lambda path: path.write_text("name,kind\nHall,place\n" * 100),
    "of another program": _sqlite_of_others,
    "a header and rubbish": lambda path: path.write_bytes(b"SQLite format 3\0" + random.Random(1).randbytes(5000)),
    "zeros": lambda path: path.write_bytes(bytes(8192)),
    "a zip": lambda path: path.write_bytes(b"PK\3\4" + random.Random(2).randbytes(5000)),
}


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("what", NO_PROJECTS)
@pytest.mark.parametrize("ending", ["assetmap", "sqlite"])
def test_what_is_no_project_is_refused_and_left_as_it_is(tmp_path, what, ending, read_only):
    path = tmp_path / f"peth.{ending}"
    NO_PROJECTS[what](path)
    before = path.read_bytes()
    with pytest.raises(ProjectFileError) as told:
        OpenProject.open(path, read_only=read_only)
    assert str(path) in str(told.value)
    assert "not an Asset Mapper project" in str(told.value) or isinstance(told.value, PassphraseError)
    assert path.read_bytes() == before
    assert not path.with_name(path.name + ".lock").exists()


def test_another_programs_file_is_not_taken_for_an_encrypted_one(tmp_path):
    path = tmp_path / "places.assetmap"
    _sqlite_of_others(path)
    with pytest.raises(ProjectFileError, match="not an Asset Mapper project"):
        OpenProject.open(path, SECRET)


def test_random_bytes_with_a_passphrase_are_not_opened(path):
    path.write_bytes(random.Random(3).randbytes(20_000))
    with pytest.raises(PassphraseError, match="not right"):
        OpenProject.open(path, SECRET)


def test_a_folder_is_no_project(tmp_path):
    with pytest.raises(ProjectFileError, match="is a folder"):
        OpenProject.open(tmp_path)


def test_a_missing_file_is_said_to_be_missing(path):
    with pytest.raises(ProjectFileError, match="There is no project"):
        OpenProject.open(path)
    assert not path.exists()


def test_a_project_is_not_made_over_another_file(path):
    path.write_text("my thesis")
    with pytest.raises(ProjectFileError, match="there already"):
        OpenProject.create(path, Project(title=TITLE))
    assert path.read_text() == "my thesis"


def test_a_project_is_not_made_in_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(ProjectFileError, match="There is no folder"):
        OpenProject.create(tmp_path / "nowhere" / "p.assetmap", Project(title=TITLE))


def test_a_new_project_gets_our_ending(tmp_path):
    with OpenProject.create(tmp_path / "Cwm Derwen 2.0", Project(title=TITLE)) as opened:
        assert opened.name == str(tmp_path / "Cwm Derwen 2.0.assetmap")


@pytest.mark.parametrize("name", ["gyda bwlch.assetmap", "Tŷ #1 ?100%.assetmap", "a;b'c\"d.assetmap"])
def test_a_project_may_have_any_name(tmp_path, name):
    assets = made(tmp_path / name)
    assert assets_of(tmp_path / name) == assets
    assert sorted(path.name for path in tmp_path.iterdir()) == [name]


def test_a_project_may_be_on_a_server_as_windows_names_it(tmp_path):
    """``//server/share/…`` has two slashes, which an address must not take for the name of a host."""
    path = Path("/" + str(tmp_path / "p.assetmap"))
    assert str(path).startswith("//") or os.name == "nt"
    assets = made(path)
    assert assets_of(path) == assets_of(path, read_only=True) == assets


@pytest.mark.parametrize(
    ("path", "address"),
    [
        (PurePosixPath("/home/gwen/Tŷ 1.assetmap"), "file:///home/gwen/T%C5%B7%201.assetmap"),
        (PureWindowsPath("C:/Users/gwen/p#1.assetmap"), "file:///C:/Users/gwen/p%231.assetmap"),
        (PureWindowsPath("//server/share/p.assetmap"), "file:////server/share/p.assetmap"),
    ],
)
def test_a_path_is_written_as_sqlite_reads_it(path, address):
    class Absolute:
        def absolute(self):
            return path

    assert project_file._address_of(Absolute()) == address


# Damage ---------------------------------------------------------------------------------------------------------


def used(path, passphrase):
    """Open a project and use it in every way that reads."""
    from asset_mapper.services import checking, queries

    with OpenProject.open(path, passphrase, read_only=True) as opened:
        found = opened.read(checking.findings)
        opened.read(queries.summary)
        opened.read(queries.listed, "assets")
        opened.read(queries.search, "neuadd")
    return found


@pytest.mark.parametrize("passphrase", [None, SECRET])
@pytest.mark.parametrize("left", [600, 4096, 4097, 20_000, 100_000])
def test_a_truncated_project_is_said_to_be_damaged(path, passphrase, left):
    made(path, passphrase, assets=40)
    assert path.stat().st_size > left
    os.truncate(path, left)
    with pytest.raises(ProjectFileError, match=r"damaged|not right|not an Asset Mapper project") as told:
        used(path, passphrase)
    assert str(path) in str(told.value)


@pytest.mark.parametrize("seed", range(10))
def test_a_damaged_project_ends_in_a_sentence_or_a_finding(path, seed):
    made(path, assets=60)
    chance = random.Random(seed)
    data = bytearray(path.read_bytes())
    for _ in range(6):
        place = chance.randrange(100, len(data) - 200)
        data[place : place + 150] = chance.randbytes(150)
    path.write_bytes(data)
    try:
        used(path, None)
    except AssetMapperError as told:
        assert any(words in str(told) for words in ("damaged", "cannot be", "not an Asset Mapper project", "broken"))


# Versions -------------------------------------------------------------------------------------------------------


def set_version(path, version):
    with closing(sqlcipher.connect(str(path))) as connection:
        connection.execute(f"PRAGMA user_version = {version}")


def test_a_newer_version_says_which_one_is_needed(path):
    made(path)
    set_version(path, migrations.NEWEST + 1)
    for read_only in (False, True):
        with pytest.raises(ProjectFileError, match=f"newer version.*{migrations.NEWEST + 1}"):
            OpenProject.open(path, read_only=read_only)


def older(path):
    """Make the file of a version before the first."""
    with closing(sqlcipher.connect(str(path))) as connection:
        connection.execute(f"PRAGMA application_id = {project_file.APPLICATION_ID}")
        connection.execute("CREATE TABLE before_us (x TEXT)")


def test_an_older_version_is_backed_up_and_brought_up_to_date(path):
    older(path)
    with pytest.raises(ProjectFileError, match="opened for writing once"):
        OpenProject.open(path, read_only=True)
    with OpenProject.open(path) as opened:
        assert opened.read(lambda uow: migrations.version_of(uow.connection)) == migrations.NEWEST
        added(opened, an_asset())
    first = backups.listed(path)[-1]
    assert first.name.endswith("-migration.assetmap")
    with closing(sqlcipher.connect(str(first))) as copy:
        assert copy.execute("SELECT name FROM sqlite_master").fetchall() == [("before_us",)]


def test_a_migration_that_fails_leaves_the_file_as_it_was(path, monkeypatch):
    older(path)
    before = path.read_bytes()

    def half(connection):
        connection.execute(text("CREATE TABLE half (x TEXT)"))
        connection.execute(text("CREATE TABLE before_us (x TEXT)"))  # is there already

    monkeypatch.setattr(migrations, "STEPS", (half,))
    with pytest.raises(ProjectFileError, match="brought up to date"):
        OpenProject.open(path)
    with closing(sqlcipher.connect(str(path))) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("before_us",)]
    assert len(path.read_bytes()) == len(before)
    assert not path.with_name(path.name + ".lock").exists()


# Two at once ----------------------------------------------------------------------------------------------------


def test_a_second_opener_is_told_who_writes_and_may_read(path):
    made(path)
    with OpenProject.open(path) as first:
        with pytest.raises(ProjectLockedError, match=r"open for writing.*can be read") as told:
            OpenProject.open(path)
        from asset_mapper.storage.lock_file import laptop, who

        assert who() in str(told.value) and laptop() in str(told.value)
        with OpenProject.open(path, read_only=True) as second:
            assert second.read_only
            new = added(first, an_asset("Newydd"))
            assert second.read(lambda uow: uow.assets.get(new.id)) == new
            with pytest.raises(ReadOnlyError, match="reading only"):
                second.apply(records.add, an_asset())
            with pytest.raises(ReadOnlyError):
                second.undo()
    assert not path.with_name(path.name + ".lock").exists()
    with OpenProject.open(path) as third:
        added(third, an_asset())


def test_a_reader_cannot_write_even_around_us(path):
    made(path)
    with (
        OpenProject.open(path, read_only=True) as opened,
        opened._database.engine.connect() as connection,
        pytest.raises(Exception, match="readonly"),
    ):
        connection.exec_driver_sql("DELETE FROM asset")
    assert len(assets_of(path)) == 3


HOLDER = """
import sys, time
from asset_mapper.services.open_project import OpenProject
opened = OpenProject.open(sys.argv[1])
print("open", flush=True)
time.sleep(60)
"""


@pytest.fixture
def holder(path):
    """Give another process that has the project open for writing."""
    made(path)
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | {"USER": "gwenllian"},
    )
    assert process.stdout.readline().strip() == b"open"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_another_process_is_kept_out_until_it_ends_however_it_ends(path, holder):
    with pytest.raises(ProjectLockedError):
        OpenProject.open(path)
    assert len(assets_of(path, read_only=True)) == 3
    holder.kill()
    holder.wait()
    assert path.with_name(path.name + ".lock").exists()  # the dead leave it behind
    assert len(assets_of(path)) == 3
    assert not path.with_name(path.name + ".lock").exists()


def test_what_a_lock_says_may_be_rubbish(path, holder):
    path.with_name(path.name + ".lock").write_bytes(b"\xff\xfe[not json")
    with pytest.raises(ProjectLockedError, match="someone unknown"):
        OpenProject.open(path)


# A writer that died in the middle -------------------------------------------------------------------------------

DYING = """
import os, sys
from asset_mapper.services.open_project import OpenProject
from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.bilingual import Bilingual
opened = OpenProject.open(sys.argv[1], os.environ.get("ASSET_MAPPER_PASSPHRASE"))
with opened._database.writing() as connection:
    connection.exec_driver_sql("PRAGMA cache_size = 1")  # so that half of it is in the file already
    connection.exec_driver_sql("PRAGMA cache_spill = 1")
    connection.exec_driver_sql("UPDATE asset SET notes = hex(randomblob(20000)), name_en = 'half'")
    os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize("passphrase", [None, SECRET])
@pytest.mark.parametrize("read_only", [True, False])
def test_a_step_that_was_cut_off_is_as_if_it_had_never_begun(path, passphrase, read_only):
    """Also for somebody who only reads: they find the journal that the dead writer left, and have to roll it back."""
    assets = made(path, passphrase, assets=40)
    environment = os.environ | ({"ASSET_MAPPER_PASSPHRASE": passphrase} if passphrase else {})
    subprocess.run([sys.executable, "-c", DYING, str(path)], cwd=ROOT, env=environment)
    assert path.with_name(path.name + "-journal").stat().st_size > 512
    assert assets_of(path, passphrase, read_only=read_only) == assets


# Disk and permissions -------------------------------------------------------------------------------------------


def test_a_full_disk_ends_in_a_sentence_and_changes_nothing(path):
    with OpenProject.create(path, Project(title=TITLE)) as opened:
        before = everything(opened)

        def too_much(uow):
            pages = uow.connection.exec_driver_sql("PRAGMA page_count").scalar()
            uow.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 1}")
            return records.add(uow, *(an_asset("x" * 5000) for _ in range(50)))

        with pytest.raises(ProjectFileError, match=r"no room left.*Nothing was changed"):
            opened.apply(too_much)
        assert everything(opened) == before


CANNOT = """
import os, sys
from asset_mapper.errors import AssetMapperError
from asset_mapper.services.open_project import OpenProject
from asset_mapper.services import records
from asset_mapper.domain.project import Project
from tests.projects import TITLE, an_asset
what, path = sys.argv[1:]
if os.geteuid() == 0:  # whom no permission stops
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
try:
    if what == "create":
        OpenProject.create(path, Project(title=TITLE))
    elif what == "read":
        OpenProject.open(path, read_only=True)
        print("opened")
    else:
        with OpenProject.open(path) as opened:
            opened.apply(records.add, an_asset())
except AssetMapperError as told:
    print(told)
"""


def as_nobody(what, path):
    done = subprocess.run(
        [sys.executable, "-c", CANNOT, what, str(path)], cwd=ROOT, capture_output=True, text=True, timeout=240
    )
    assert not done.stderr, done.stderr
    return done.stdout


# On Windows a file is kept from others by lists of access rights, which a test cannot set without help.
@pytest.fixture
def locked_away(tmp_path_factory):
    """Give a folder that everyone may look into and only its owner may write to."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="asset-mapper-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        home = folder / "home"
        home.mkdir()
        home.chmod(0o777)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("ASSET_MAPPER_HOME", str(home))
            yield folder


@pytest.mark.parametrize(
    ("what", "mode", "sentence"),
    [
        ("create", 0o444, "may not be written to"),
        ("open", 0o444, "may not be written to"),
        ("open", 0o000, "cannot be read"),
        ("read", 0o000, "cannot be read"),
        ("read", 0o444, "opened"),
    ],
)
def test_what_may_not_be_read_or_written_is_said(locked_away, what, mode, sentence):
    path = locked_away / "p.assetmap"
    if what != "create":
        made(path)
        path.chmod(mode)
    locked_away.chmod(0o555)
    try:
        assert sentence in as_nobody(what, path)
    finally:
        locked_away.chmod(0o755)
