"""At which table of a session something was said, and which photos of sheets are typed up."""

from sqlalchemy import Connection

_RECORDS = (
    *("project", "session", "import", "area", "asset", "contact", "meeting", "talent", "match", "relation"),
    *("consent", "framework", "outcome", "link", "pathway", "evidence", "indicator", "reading", "attachment", "view"),
    *("custom_field", "export"),
)


def upgrade(connection: Connection) -> None:
    for name in _RECORDS:
        connection.exec_driver_sql(f"ALTER TABLE \"{name}\" ADD COLUMN at_table TEXT NOT NULL DEFAULT ''")
    connection.exec_driver_sql("ALTER TABLE attachment ADD COLUMN typed_up_on TEXT")
