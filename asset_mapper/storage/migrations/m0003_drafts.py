"""What was typed into forms and is not saved yet, so that it outlives a program that was killed."""

from sqlalchemy import Connection


def upgrade(connection: Connection) -> None:
    connection.exec_driver_sql(
        "CREATE TABLE draft (laptop TEXT NOT NULL, key TEXT NOT NULL, content TEXT NOT NULL, "
        "written_at TEXT NOT NULL, PRIMARY KEY (laptop, key))"
    )
