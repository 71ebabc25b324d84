"""An open project for tests: a real SQLite file, and a schema of its own in a real PostgreSQL."""

import secrets
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


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Say where a project can be made: a path, and the address of a team's database."""
    if request.param == "sqlite":
        yield str(tmp_path / "prosiect.assetmap")
        return
    with schema_of_its_own(request.getfixturevalue("postgresql_url")) as address:
        yield address


@pytest.fixture
def project(where: str) -> Iterator[OpenProject]:
    """Give an empty project that is open: a SQLite file, and PostgreSQL."""
    with OpenProject.create(where, Project(title=TITLE)) as opened:
        yield opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Say where the file of ``file_project`` is."""
    return tmp_path / "ffeil.assetmap"


@pytest.fixture
def file_project(path: Path) -> Iterator[OpenProject]:
    """Give an empty project that is open: a SQLite file only."""
    with OpenProject.create(path, Project(title=TITLE)) as opened:
        yield opened


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
