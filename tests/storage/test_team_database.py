"""A team's PostgreSQL in place of the file: what differs in opening it."""

import pytest
from sqlalchemy import create_engine, text

from asset_mapper.domain.project import Project
from asset_mapper.errors import ProjectFileError
from asset_mapper.services.open_project import OpenProject
from asset_mapper.storage import migrations
from tests.projects import TITLE, added, an_asset, everything, schema_of_its_own


@pytest.fixture
def address(postgresql_url):
    with schema_of_its_own(postgresql_url) as own:
        yield own


def test_a_teams_project_is_opened_again_as_it_was(address):
    with OpenProject.create(address, Project(title=TITLE)) as opened:
        added(opened, an_asset())
        then = everything(opened)
        assert "tester" in opened.name and "***" in opened.name and not opened.encrypted
    with OpenProject.open(address) as opened:
        assert everything(opened) == then and opened.undo_label


def test_an_empty_database_holds_no_project(address):
    with pytest.raises(ProjectFileError, match="There is no project in"):
        OpenProject.open(address)


def test_a_project_is_not_made_over_another(address):
    OpenProject.create(address, Project(title=TITLE)).close()
    with pytest.raises(ProjectFileError, match=r"a project in .* already"):
        OpenProject.create(address, Project(title=TITLE))


def set_version(address, version):
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE asset_mapper_version SET version = {version}"))
    engine.dispose()


def test_a_newer_version_is_not_touched(address):
    OpenProject.create(address, Project(title=TITLE)).close()
    set_version(address, migrations.NEWEST + 1)
    with pytest.raises(ProjectFileError, match="newer version"):
        OpenProject.open(address)


def test_an_older_version_is_brought_up_to_date_by_who_may_write(address, monkeypatch):
    OpenProject.create(address, Project(title=TITLE)).close()

    def second(connection):
        connection.execute(text("CREATE TABLE second (x TEXT)"))

    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, second))
    monkeypatch.setattr(migrations, "NEWEST", migrations.NEWEST + 1)
    with pytest.raises(ProjectFileError, match="opened for writing once"):
        OpenProject.open(address, read_only=True)
    with OpenProject.open(address) as opened:
        assert opened.read(lambda uow: migrations.version_of(uow.connection)) == migrations.NEWEST


def test_a_migration_that_fails_leaves_the_database_as_it_was(address, monkeypatch):
    OpenProject.create(address, Project(title=TITLE)).close()

    def half(connection):
        connection.execute(text("CREATE TABLE half (x TEXT)"))
        connection.execute(text("CREATE TABLE asset (x TEXT)"))  # is there already

    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, half))
    monkeypatch.setattr(migrations, "NEWEST", migrations.NEWEST + 1)
    with pytest.raises(ProjectFileError, match="cannot be made or brought up to date"):
        OpenProject.open(address)
    monkeypatch.undo()
    with OpenProject.open(address) as opened:
        assert not opened.read(lambda uow: uow.connection.exec_driver_sql("SELECT to_regclass('half')").scalar())


def test_a_password_is_never_repeated():
    for address in ("postgresql://gwen:hunter2@127.0.0.1:1/x", "postgresql://gwen:hunter2@here:port/x"):
        with pytest.raises(ProjectFileError) as told:
            OpenProject.open(address)
        assert "hunter2" not in str(told.value)


def test_a_server_that_is_gone_is_said(address, postgresql_url):
    with OpenProject.create(address, Project(title=TITLE)) as opened:
        engine = create_engine(postgresql_url)
        with engine.connect() as other:
            other.execute(text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                               " AND datname = current_database()"))  # fmt: skip
        engine.dispose()
        with pytest.raises(ProjectFileError, match="cannot be reached any more"):
            everything(opened)
        assert everything(opened)  # and the next look finds it again
