"""From the tables of an older version to those of today: one step a file, never edited once released.

The number of the last step done is kept in the file's header (``user_version``), or in a table of PostgreSQL.
All steps that are due run in one transaction.
"""

from collections.abc import Callable

from sqlalchemy import Connection, inspect, text

from asset_mapper.storage.migrations import (
    m0001_first_tables,
    m0002_tables_of_sessions,
    m0003_drafts,
    m0004_stories,
    m0005_votes_of_sessions,
)

STEPS: tuple[Callable[[Connection], None], ...] = (
    m0001_first_tables.upgrade,
    m0002_tables_of_sessions.upgrade,
    m0003_drafts.upgrade,
    m0004_stories.upgrade,
    m0005_votes_of_sessions.upgrade,
)

NEWEST = len(STEPS)

_VERSION_TABLE = "asset_mapper_version"


def version_of(connection: Connection) -> int:
    """Tell how many steps the database has behind it; 0 is an empty one."""
    if connection.dialect.name == "sqlite":
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)
    if not inspect(connection).has_table(_VERSION_TABLE):
        return 0
    return int(connection.execute(text(f"SELECT version FROM {_VERSION_TABLE}")).scalar() or 0)  # noqa: S608


def bring_up_to_date(connection: Connection) -> None:
    """Do the steps that are due, in the transaction of *connection*."""
    for step in STEPS[version_of(connection) :]:
        step(connection)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version = {NEWEST}")
        return
    connection.execute(text(f"CREATE TABLE IF NOT EXISTS {_VERSION_TABLE} (version INTEGER NOT NULL)"))
    connection.execute(text(f"DELETE FROM {_VERSION_TABLE}"))  # noqa: S608
    connection.execute(text(f"INSERT INTO {_VERSION_TABLE} VALUES ({NEWEST})"))  # noqa: S608
