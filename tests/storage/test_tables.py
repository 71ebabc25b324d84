"""The tables of today are those that the migrations make, in a file and in a team's database."""

import sqlalchemy
from sqlalchemy import inspect

from asset_mapper.domain.records import RECORDS
from asset_mapper.storage.codecs import codecs_of
from asset_mapper.storage.mappings import OnDelete, all_mappings
from asset_mapper.storage.migrations import NEWEST, STEPS, version_of
from asset_mapper.storage.tables import METADATA


def described(engine: sqlalchemy.Engine, dialect):
    """Describe all tables: columns, keys, indexes."""
    found = {}
    look = inspect(engine)
    for table in look.get_table_names():
        found[table] = {
            "columns": {
                column["name"]: (
                    str(column["type"]).replace("DOUBLE PRECISION", "DOUBLE"),
                    column["nullable"],
                    (column["default"] or "").replace("::text", "").replace("'0'::bigint", "0"),
                )
                for column in look.get_columns(table)
                if column["name"] != "number"
            },
            "key": look.get_pk_constraint(table)["constrained_columns"],
            "foreign": sorted(
                (key["constrained_columns"], key["referred_table"], key["options"].get("deferrable"))
                for key in look.get_foreign_keys(table)
            ),
            "unique": sorted(tuple(key["column_names"]) for key in look.get_unique_constraints(table)),
            "indexes": sorted(
                (index["name"], tuple(index["column_names"]), bool(index["unique"]))
                for index in look.get_indexes(table)
                if not index.get("duplicates_constraint")
            ),
        }
    return found


def ours(found):
    return {name: table for name, table in found.items() if not name.startswith(("asset_search", "asset_mapper"))}


def test_the_tables_of_today_are_those_that_the_migrations_make(project):
    engine = project._database.engine
    made = ours(described(engine, engine.dialect))
    with engine.connect() as connection:
        transaction = connection.begin()
        METADATA.drop_all(connection)
        METADATA.create_all(connection)
        today = ours(described(connection, engine.dialect))
        transaction.rollback()
    assert made.keys() == today.keys() >= set(RECORDS)
    for name in made:
        assert made[name] == today[name], name


def test_a_new_project_is_of_the_newest_version(project):
    assert project.read(lambda uow: version_of(uow.connection)) == NEWEST == len(STEPS)


def test_every_reference_names_a_column_and_a_kind_of_record():
    for mapping in all_mappings():
        columns = {spec.name: spec for spec in mapping.columns}
        for reference in mapping.references:
            assert reference.to in RECORDS
            if reference.on_delete is OnDelete.FORGETS:
                assert columns[reference.column].nullable, (mapping.name, reference.column)


def test_every_field_that_holds_an_id_is_a_reference():
    """But for what may belong to a record of any kind, or remembers one that is gone."""
    free = {("attachment", "record_id")}
    for mapping in all_mappings():
        referring = {reference.column for reference in mapping.references}
        holding = {spec.name for spec in mapping.columns if spec.name.endswith("_id")}
        missing = {(mapping.name, column) for column in holding - referring} - free
        assert missing <= {("session", "session_id"), ("session", "import_id"), ("import", "import_id")}


def test_the_database_is_taught_every_type_of_field():
    for kind in RECORDS.values():
        assert codecs_of(kind)
