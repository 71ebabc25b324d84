"""Votes on outcomes belong to the session at which they were given; the total of an outcome is their sum."""

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from asset_mapper.domain.ids import new_ids

_TABLES = MetaData()
_NUMBER = BigInteger().with_variant(Integer, "sqlite")

for _there in ("import", "outcome", "session"):
    Table(_there, _TABLES, Column("id", Text))

_OUTCOME_VOTES = Table(
    "outcome_votes",
    _TABLES,
    Column("number", _NUMBER, primary_key=True),
    Column("id", Text, nullable=False, server_default=text("''")),
    Column("created_at", Text, nullable=False),
    Column("changed_at", Text, nullable=False),
    Column("session_id", Text),
    Column("at_table", Text, nullable=False, server_default=text("''")),
    Column("import_id", Text),
    Column("source", Text, nullable=False, server_default=text("''")),
    Column("outcome_id", Text, nullable=False, server_default=text("''")),
    Column("votes", BigInteger, nullable=False, server_default=text("0")),
    UniqueConstraint("id", name="outcome_votes_id"),
    ForeignKeyConstraint(["import_id"], ["import.id"], deferrable=True, initially="DEFERRED"),
    ForeignKeyConstraint(["outcome_id"], ["outcome.id"], deferrable=True, initially="DEFERRED"),
    ForeignKeyConstraint(["session_id"], ["session.id"], deferrable=True, initially="DEFERRED"),
    Index("outcome_votes_by_import_id", "import_id"),
    Index("outcome_votes_by_outcome_id", "outcome_id"),
    Index("outcome_votes_by_session_id", "session_id"),
)

_CARRIED = """
    SELECT created_at, changed_at, session_id, import_id, id AS outcome_id, votes
    FROM outcome WHERE votes > 0 ORDER BY number
"""
_VOTED = "SELECT change_set_id, before, after FROM change WHERE record = 'outcome'"
_NO_LONGER_UNDONE = """
    UPDATE change_set SET state = 'gone'
    WHERE state <> 'gone' AND number <= (SELECT max(number) FROM change_set WHERE id IN ({voted}))
"""


def upgrade(connection: Connection) -> None:
    _TABLES.create_all(connection, tables=[_OUTCOME_VOTES])
    carried = connection.execute(text(_CARRIED)).mappings().all()
    if carried:
        ids = new_ids(len(carried))
        connection.execute(
            _OUTCOME_VOTES.insert(), [{"id": one, **row} for one, row in zip(ids, carried, strict=True)]
        )
    _keep_steps_with_votes_from_being_undone(connection)
    connection.exec_driver_sql("ALTER TABLE outcome DROP COLUMN votes")


def _keep_steps_with_votes_from_being_undone(connection: Connection) -> None:
    """Let no step be undone that changed the votes in an outcome, nor one before it: they are elsewhere now."""
    import orjson

    def votes(row: str | None) -> int:
        return int(orjson.loads(row).get("votes") or 0) if row else 0

    voted = [one for one, before, after in connection.execute(text(_VOTED)) if votes(before) != votes(after)]
    for start in range(0, len(voted), 500):
        names = {f"id{place}": one for place, one in enumerate(voted[start : start + 500])}
        chosen = ", ".join(f":{name}" for name in names)
        connection.execute(text(_NO_LONGER_UNDONE.format(voted=chosen)), names)
