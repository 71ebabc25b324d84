"""Get a value, write a change: one store for each kind of record."""

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    Select,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from asset_mapper.domain.change import Change
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.record import Record
from asset_mapper.errors import ConflictError, NotFoundError
from asset_mapper.i18n import _
from asset_mapper.storage.codecs import Row, utc_text
from asset_mapper.storage.mappings import Mapping, mapping_of
from asset_mapper.storage.tables import table_of

R = TypeVar("R", bound=Record)

_IDS_AT_ONCE = 500


class Store(Generic[R]):
    """All records of one kind. Rows stay inside; values go in and out."""

    def __init__(self, connection: Connection, mapping: Mapping[R]) -> None:
        self._connection = connection
        self._mapping = mapping
        self._table: Table = table_of(mapping.name)

    def columns_of(self, fields: Iterable[str]) -> frozenset[str]:
        """Name the columns that hold some fields of the record."""
        return frozenset(spec.name for field in fields for spec in self._mapping.codecs[field].columns)

    def get(self, record_id: RecordId) -> R:
        """Give the record of that id.

        Raises
        ------
        NotFoundError
            It is not there, or not any more.
        """
        found = self.find(record_id)
        if found is None:
            raise NotFoundError(_("This record is not there any more. Someone may have removed it."))
        return found

    def find(self, record_id: RecordId) -> R | None:
        return next(self.where(id=record_id), None)

    def where(self, **values: Any) -> Iterator[R]:
        """Give the records whose columns have these values, in order of their making.

        A list or tuple of values admits any of them.
        """
        conditions = [self._condition(column, value) for column, value in values.items()]
        return self._values(*conditions)

    def among(self, column: str, values: Iterable[Any]) -> Iterator[R]:
        """Give the records where *column* is one of any number of values, those of one value in order of making."""
        wanted = list(dict.fromkeys(values))
        for start in range(0, len(wanted), _IDS_AT_ONCE):
            yield from self._values(self._table.c[column].in_(wanted[start : start + _IDS_AT_ONCE]))

    def all(self) -> Iterator[R]:
        return self._values()

    def with_ids(self, ids: Iterable[RecordId]) -> list[R]:
        """Give the records of these ids that are there, in order of their making."""
        return list(self.among("id", ids))

    def count(self, **values: Any) -> int:
        conditions = [self._condition(column, value) for column, value in values.items()]
        statement = select(func.count()).select_from(self._table).where(*conditions)
        return int(self._connection.execute(statement).scalar_one())

    def count_with(self, column: str) -> int:
        """Count the records where *column* is not empty."""
        statement = select(func.count()).select_from(self._table).where(self._table.c[column].is_not(None))
        return int(self._connection.execute(statement).scalar_one())

    def count_by(self, *columns: str) -> dict[tuple[Any, ...], int]:
        """Count the records by the values of some columns."""
        by = [self._table.c[column] for column in columns]
        rows = self._connection.execute(select(*by, func.count()).group_by(*by))
        return {tuple(row[:-1]): int(row[-1]) for row in rows}

    def column(self, name: str) -> list[Any]:
        """Read one column of all records, in order of their making."""
        statement = select(self._table.c[name]).order_by(self._table.c.number)
        return list(self._connection.execute(statement).scalars())

    def write(self, change: Change[R]) -> None:
        """Carry out *change*, provided the record still is as ``change.before`` says."""
        if change.before is None:
            if change.after is not None:
                self.insert([change.after])
            return
        as_read = (
            self._table.c.id == change.before.id,
            self._table.c.changed_at == utc_text(change.before.changed_at),
        )
        if change.after is None:
            statement: Any = delete(self._table).where(*as_read)
        else:
            statement = update(self._table).where(*as_read).values(self._mapping.to_row(change.after))
        if self._connection.execute(statement).rowcount != 1:
            raise self._conflict()

    def insert(self, records: Sequence[R]) -> None:
        """Add many records in one go. The driver is asked directly: that halves the time of a large import."""
        if not records:
            return
        names = [column.name for column in self._table.c if column.name != "number"]
        compiled = insert(self._table).compile(dialect=self._connection.dialect, column_keys=names)
        rows: list[Any] = [self._mapping.to_row(record) for record in records]
        if compiled.positional:
            in_order = itemgetter(*(compiled.positiontup or ()))
            rows = [in_order(row) for row in rows]
        self._connection.exec_driver_sql(str(compiled), rows)

    def delete(self, records: Sequence[R]) -> None:
        """Remove many records in one go, provided that they still are as they were read."""
        if not records:
            return
        table = self._table
        statement = delete(table).where(table.c.id == bindparam("the_id"), table.c.changed_at == bindparam("as_read"))
        rows = [{"the_id": record.id, "as_read": utc_text(record.changed_at)} for record in records]
        if self._connection.execute(statement, rows).rowcount != len(records):
            raise self._conflict()

    @staticmethod
    def _conflict() -> ConflictError:
        return ConflictError(_("Someone else has changed this record. Reload it and try again."))

    def _condition(self, column: str, value: Any) -> ColumnElement[bool]:
        if isinstance(value, (list, tuple, set, frozenset)):
            return self._table.c[column].in_(list(value))
        return self._table.c[column].is_not_distinct_from(value)

    def _values(self, *conditions: ColumnElement[bool]) -> Iterator[R]:
        statement = select(self._table).where(*conditions).order_by(self._table.c.number)
        from_row = self._mapping.from_row
        for row in self._connection.execute(statement).mappings():
            yield from_row(row)  # type: ignore[arg-type]


def rows_of(connection: Connection, name: str, *conditions: ColumnElement[bool]) -> list[Row]:
    """Read rows of a table as dictionaries, for listing."""
    table = table_of(name)
    specs = mapping_of(name).columns
    names = [spec.name for spec in specs]  # plain text, which those of the table are not
    statement = select(*(table.c[column] for column in names)).where(*conditions).order_by(table.c.number)
    rows = [dict(zip(names, row, strict=True)) for row in _fetched(connection, statement)]
    for spec in specs:
        if spec.type is Boolean and rows and not isinstance(rows[0][spec.name], bool):
            for row in rows:
                row[spec.name] = bool(row[spec.name])
    return rows


def _fetched(connection: Connection, statement: Select[Any]) -> Iterable[Sequence[Any]]:
    """Read rows as the driver gives them, which takes half the time when they are very many."""
    with connection.execute(statement) as result:
        cursor: Any = result.cursor
        return list(cursor.fetchall())


def tuples_of(
    connection: Connection,
    name: str,
    columns: Sequence[str],
    ids: Sequence[RecordId] | None = None,
    by: str = "id",
) -> Iterator[Sequence[Any]]:
    """Read a few columns of all records, or of those with some ids *by* a column, in order of their making."""
    table = table_of(name)
    statement = select(*(table.c[column] for column in columns)).order_by(table.c.number)
    portions = (
        [None] if ids is None else [ids[start : start + _IDS_AT_ONCE] for start in range(0, len(ids), _IDS_AT_ONCE)]
    )
    for portion in portions:
        yield from connection.execute(statement if portion is None else statement.where(table.c[by].in_(portion)))
