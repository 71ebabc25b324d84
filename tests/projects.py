"""An open project for tests: a real SQLite file, and a schema of its own in a real PostgreSQL."""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.project import Project
from asset_mapper.domain.record import Record
from asset_mapper.domain.records import RECORDS
from asset_mapper.domain.whereabouts import confidential
from asset_mapper.services import records
from asset_mapper.services.open_project import OpenProject
from asset_mapper.storage import project_file
from asset_mapper.storage.unit_of_work import UnitOfWork

TITLE = Bilingual("Cwm Derwen", "Derwen Valley")


@contextmanager
def schema_of_its_own(postgresql_url: str) -> Iterator[str]:
    """Give the address of an empty schema of a database, gone at the end."""
    name = f"s{secrets.token_hex(6)}"
    address = postgresql_url.replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    yield f"{postgresql_url}?options=-csearch_path%3D{name}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA {name} CASCADE")


class TeamProject:
    """A project in a database, as new for each test: to empty its tables takes a tenth of the time of making them."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._connection = psycopg.connect(address.replace("postgresql+psycopg", "postgresql"), autocommit=True)
        self._schema = self._connection.execute("SELECT current_schema()").fetchall()[0][0]
        self._make()

    def _make(self) -> None:
        OpenProject.create(self.address, Project(title=TITLE)).close()
        self._made = self._shape()
        tables = [name for (name, kind) in self._made if kind == "r"]
        filled = [name for name in tables if self._connection.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchall()]
        kept = "".join(f"CREATE TEMP TABLE kept_{name} AS SELECT * FROM {name};" for name in filled)
        self._connection.execute(f"DISCARD TEMP; SET session_replication_role = replica; {kept}")
        self._renew = "".join(f"DELETE FROM {name};" for name in tables) + "".join(
            f"INSERT INTO {name} OVERRIDING SYSTEM VALUE SELECT * FROM kept_{name};" for name in filled
        )

    def renew(self) -> None:
        """Make it as new."""
        if self._shape() != self._made:  # a test took a table or a trigger away
            self._connection.execute(f"DROP SCHEMA {self._schema} CASCADE; CREATE SCHEMA {self._schema}")
            self._make()
        self._connection.execute(f"BEGIN; {self._renew} COMMIT")

    def _shape(self) -> list[tuple[str, str]]:
        """List its tables and indexes, and the triggers with their state."""
        return self._connection.execute(
            """SELECT relname::text, relkind::text FROM pg_class WHERE relnamespace = current_schema()::regnamespace
            UNION ALL SELECT tgname::text, tgenabled::text FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
            WHERE relnamespace = current_schema()::regnamespace AND NOT tgisinternal ORDER BY 1, 2"""
        ).fetchall()

    def close(self) -> None:
        self._connection.close()


BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(params=BOTH)
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Say where a project can be made: a path, and the address of a team's database."""
    if request.param == "sqlite":
        yield str(tmp_path / "prosiect.assetmap")
        return
    with schema_of_its_own(request.getfixturevalue("postgresql_url")) as address:
        yield address


@pytest.fixture(scope="session")
def new_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the file of an empty project, to be copied."""
    path = tmp_path_factory.mktemp("new") / "newydd.assetmap"
    OpenProject.create(path, Project(title=TITLE)).close()
    return path


class RenewableFile:
    """A project in a file, as new for each example of a test: it stays open, with all statements prepared."""

    def __init__(self, new_file: Path, path: Path) -> None:
        self._new_file, self._path = new_file, path
        shutil.copyfile(new_file, path)
        self._database = project_file.open_file(path)

    def renewed(self) -> OpenProject:
        """Give the project, empty again."""
        self._database.engine.dispose()  # nothing of it is held open while it is written over
        shutil.copyfile(self._new_file, self._path)
        return OpenProject(self._database)

    def close(self) -> None:
        self._database.close()


@pytest.fixture(scope="session")
def two_files(new_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RenewableFile, ...]]:
    """Give two projects in files, for what goes from one to the other in every example of a test."""
    folder = tmp_path_factory.mktemp("two")
    made = tuple(RenewableFile(new_file, folder / f"{name}.assetmap") for name in ("a", "b"))
    yield made
    for one in made:
        one.close()


@pytest.fixture(scope="module")
def team_project(postgresql_url: str) -> Iterator[TeamProject]:
    """Give the project of a team, to be renewed."""
    with schema_of_its_own(postgresql_url) as address:
        made = TeamProject(address)
        yield made
        made.close()


@pytest.fixture(params=BOTH)
def just_made(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Say where an empty project is: a path, and the address of a team's database."""
    if request.param == "sqlite":
        return str(shutil.copy(request.getfixturevalue("new_file"), tmp_path / "prosiect.assetmap"))
    team: TeamProject = request.getfixturevalue("team_project")
    team.renew()
    return team.address


@pytest.fixture
def project(just_made: str) -> Iterator[OpenProject]:
    """Give an empty project that is open: a SQLite file, and PostgreSQL."""
    is_file = "://" not in just_made
    with opened_file(Path(just_made)) if is_file else OpenProject.open(just_made) as opened:
        yield opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Say where the file of ``file_project`` is."""
    return tmp_path / "ffeil.assetmap"


@pytest.fixture
def file_project(path: Path, new_file: Path) -> Iterator[OpenProject]:
    """Give an empty project that is open: a SQLite file only."""
    shutil.copy(new_file, path)
    with opened_file(path) as opened:
        yield opened


def opened_file(path: Path) -> OpenProject:
    """Open a project without the backup of the day, as if it was made just now."""
    return OpenProject(project_file.open_file(path))


def an_asset(name: str = "Neuadd", kind: AssetKind = AssetKind.GROUP, **fields: Any) -> Asset:
    """Make an asset of which only the name matters."""
    return Asset(name=Bilingual(en=name), kind=kind, **fields)


def added(project: OpenProject, *new: Record) -> Any:
    """Add records; gives them as they are stored (the only one by itself)."""
    change_set = project.apply(records.add, *new)
    stored = tuple(change.after for change in change_set)
    return stored[0] if len(stored) == 1 else stored


def hide(uow: UnitOfWork, asset_id: RecordId, area: Bilingual | None = None) -> ChangeSet:
    """Make the place of an asset confidential, as its form does: of where it is, only the label of an area stays."""
    return records.edit(uow, Asset, asset_id, whereabouts=confidential(area), custom={})


def everything(project: OpenProject) -> dict[str, Record]:
    """Give all records of a project by their ids."""
    return project.read(lambda uow: {record.id: record for name in RECORDS for record in uow.store_named(name).all()})
