"""The tables as they are today. What is in an older file is brought here by ``migrations``.

The tables of records follow from ``mappings.py``; each has a ``number`` of its own beside the record's id, which
keeps the order of making and ties the search index to it. The others hold what was done (``change_set``,
``change``), the bytes of attachments (``blob``), and what was typed and is not saved yet (``draft``).
"""

from functools import lru_cache

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from asset_mapper.storage.mappings import INDEXED, UNIQUE, Mapping, all_mappings

Number = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself only in an INTEGER

METADATA = MetaData()


def _record_table(mapping: Mapping[object]) -> Table:  # type: ignore[type-var]
    columns = [
        Column(
            spec.name,
            spec.type,
            nullable=spec.nullable,
            server_default=text(spec.default) if spec.default else None,
        )
        for spec in mapping.columns
    ]
    keys = [
        ForeignKeyConstraint([r.column], [f"{r.to}.id"], deferrable=True, initially="DEFERRED")
        for r in mapping.references
    ]
    indexed = [reference.column for reference in mapping.references] + list(INDEXED.get(mapping.name, ()))
    return Table(
        mapping.name,
        METADATA,
        Column("number", Number, primary_key=True),
        *columns,
        UniqueConstraint("id", name=f"{mapping.name}_id"),
        *(UniqueConstraint(column, name=f"{mapping.name}_{column}") for column in UNIQUE.get(mapping.name, ())),
        *keys,
        *(Index(f"{mapping.name}_by_{column}", column) for column in indexed),
    )


RECORD_TABLES: dict[str, Table] = {mapping.name: _record_table(mapping) for mapping in all_mappings()}

CHANGE_SET = Table(
    "change_set",
    METADATA,
    Column("number", Number, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("at", Text, nullable=False),  # hybrid logical clock: UTC, never the same twice on one laptop
    Column("who", Text, nullable=False),
    Column("laptop", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("kind", Text, nullable=False),  # domain.change.StepKind
    Column("state", Text, nullable=False),  # done, undone, or gone: no longer to be undone
    Column("target_id", Text),  # of an undo or redo: the step that it took back or did again
    Column("import_id", Text),  # of an import: the batch whose records it made
)

CHANGE = Table(
    "change",
    METADATA,
    Column("number", Number, primary_key=True),
    Column("change_set_id", Text, ForeignKey("change_set.id"), nullable=False, index=True),
    Column("record", Text, nullable=False),
    Column("record_id", Text, nullable=False, index=True),
    Column("before", Text),  # the row as JSON, bytes in hexadecimal
    Column("after", Text),
)

BLOB = Table(
    "blob",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

DRAFT = Table(
    "draft",
    METADATA,
    Column("laptop", Text, primary_key=True),
    Column("key", Text, primary_key=True),  # of the form
    Column("content", Text, nullable=False),  # what its fields hold, as JSON
    Column("written_at", Text, nullable=False),
)


@lru_cache
def table_of(name: str) -> Table:
    return RECORD_TABLES[name]
