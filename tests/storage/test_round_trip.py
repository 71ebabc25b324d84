"""What is stored comes back as it was: every kind of record, in a file and in a team's database."""

from dataclasses import fields

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from asset_mapper.domain.change import Change
from asset_mapper.domain.project import Project
from asset_mapper.domain.records import RECORDS
from asset_mapper.services.open_project import OpenProject
from asset_mapper.storage.frames import frame
from asset_mapper.storage.history import _dump, _parse
from asset_mapper.storage.mappings import mapping_of
from asset_mapper.storage.store import Store
from asset_mapper.storage.tables import table_of
from tests.projects import TITLE, schema_of_its_own
from tests.strategies import records

few = settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def shared(request, tmp_path_factory):
    """Give a project that all examples write to, each of which is rolled back."""
    if request.param == "sqlite":
        with OpenProject.create(tmp_path_factory.mktemp("p") / "p.assetmap", Project(title=TITLE)) as opened:
            yield opened
        return
    with (
        schema_of_its_own(request.getfixturevalue("postgresql_url")) as address,
        OpenProject.create(address, Project(title=TITLE)) as opened,
    ):
        yield opened


@pytest.fixture(scope="module", autouse=True)
def _home_of_module(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASSET_MAPPER_HOME", str(tmp_path_factory.mktemp("home")))
        yield


class RolledBackError(Exception):
    pass


def trying(project, work):
    """Do *work* on a connection, and take it back."""
    with pytest.raises(RolledBackError), project._database.writing() as connection:
        work(connection)
        raise RolledBackError


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_comes_back_as_it_was_made_and_as_it_was_changed(shared, name):
    @few
    @given(st.data())
    def check(data):
        before, after = data.draw(records(RECORDS[name])), data.draw(records(RECORDS[name]))
        object.__setattr__(after, "id", before.id)

        def work(connection):
            store = Store(connection, mapping_of(name))
            store.insert([before])
            assert store.get(before.id) == before
            store.write(Change(before, after))
            assert list(store.where(id=[before.id])) == [after]
            store.write(Change(after, None))
            assert store.find(before.id) is None

        trying(shared, work)

    check()


@pytest.mark.parametrize("name", RECORDS)
def test_the_log_holds_a_record_as_it_was(name):
    @few
    @given(records(RECORDS[name]))
    def check(record):
        assert _parse(name, _dump(record)) == record

    check()


@pytest.mark.parametrize("name", RECORDS)
def test_the_driver_is_asked_for_what_the_tables_say(shared, name):
    """``Store.insert`` goes around SQLAlchemy for speed: the rows must be the same as if it had not."""

    @settings(few, max_examples=10)
    @given(st.data())
    def check(data):
        record, other = data.draw(records(RECORDS[name])), data.draw(records(RECORDS[name]))
        mapping, table = mapping_of(name), table_of(name)

        def work(connection):
            def row():
                found = connection.execute(select(table).where(table.c.id == record.id)).mappings().one()
                return {key: value for key, value in found.items() if key != "number"}

            Store(connection, mapping).insert([record, other])
            ours = row()
            Store(connection, mapping).delete([record, other])
            connection.execute(insert(table), [mapping.to_row(record)])
            assert row() == ours

        trying(shared, work)

    check()


@pytest.mark.parametrize("name", RECORDS)
def test_a_frame_has_the_columns_of_the_table_and_the_values_of_the_records(shared, name):
    mapping = mapping_of(name)

    def expected(column, value):
        spec = next(spec for spec in mapping.columns if spec.name == column)
        if column in mapping.json_columns:
            loaded = orjson.loads(value)
            return tuple(loaded) if isinstance(loaded, list) else loaded
        return "" if value is None and spec.type.__name__ == "Text" else value

    @settings(few, max_examples=15)
    @given(st.lists(records(RECORDS[name]), max_size=3, unique_by=lambda record: record.id))
    def check(made):
        def work(connection):
            connection.execute(table_of(name).delete())
            Store(connection, mapping).insert(made)
            found = frame(connection, name)
            assert list(found.columns) == [spec.name for spec in mapping.columns]
            assert list(found.id) == [record.id for record in made]
            for number, record in enumerate(made):
                row = mapping.to_row(record)
                for column in found.columns:
                    if column == "geometry":
                        shape = found.geometry.iloc[number]
                        assert (None if shape is None else shape.wkb) == row["geometry"]
                    elif row[column] is None and found[column].dtype == "float64":
                        assert found[column].isna().iloc[number]
                    else:
                        assert found[column].iloc[number] == expected(column, row[column]), column

        trying(shared, work)

    check()


def test_only_some_fields_of_a_frame_are_read(shared):
    with shared._database.reading() as connection:
        found = frame(connection, "asset", frozenset({"name", "kind"}))
    assert list(found.columns) == ["name_cy", "name_en", "name_first", "kind"]


@pytest.mark.parametrize("name", RECORDS)
def test_every_field_is_kept(name):
    assert set(mapping_of(name).codecs) == {field.name for field in fields(RECORDS[name])}


def test_a_long_text_is_kept_whole(shared):
    record = Project(title=TITLE, publisher="Ŵ" * 1_000_000)

    def work(connection):
        store = Store(connection, mapping_of("project"))
        store.insert([record])
        assert store.get(record.id) == record

    trying(shared, work)


def test_records_are_found_among_more_values_than_a_statement_can_hold(shared):
    project = shared.read(lambda uow: uow.project)
    values = [*(str(number) for number in range(40_000)), project.id]
    assert shared.read(lambda uow: list(uow.store(Project).among("id", values))) == [project]
