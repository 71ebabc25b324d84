"""Columns → a table: very many new records in one go, without a value for each.

The columns are those of ``frames.py``: lists as tuples of text, ``custom`` as a dict, geometry as shapely shapes. A
column that is not given has its default. This is for imports, whose drafts keep the rules of the values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import repeat
from typing import Any

from sqlalchemy import Boolean, LargeBinary, Text, insert

from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.project import ImportBatch
from asset_mapper.domain.record import Record, utc_now
from asset_mapper.domain.records import RECORDS
from asset_mapper.storage.codecs import ColumnSpec, dump_json, utc_text
from asset_mapper.storage.mappings import mapping_of
from asset_mapper.storage.tables import table_of
from asset_mapper.storage.unit_of_work import UnitOfWork

Columns = Mapping[str, Sequence[Any]]


def bring_in(
    uow: UnitOfWork,
    batch: ImportBatch,
    made: Iterable[Mapping[str, Columns]],
    label: str,
    updated: ChangeSet,
    records: Iterable[Sequence[Record]] = (),
) -> ChangeSet:
    """Store an import as ``UnitOfWork.bring_in`` does, with the records that it made given in columns.

    *made* gives portions: name of the record → columns. Every portion has its owners before what they own. What
    refers to them comes after them, as *records*.
    """

    def stored() -> Iterable[Sequence[Record]]:
        now = utc_text(utc_now())
        constants = {"import_id": batch.id, "created_at": now, "changed_at": now}
        for portion in made:
            for name in RECORDS:
                if name in portion:
                    insert_columns(uow, name, portion[name], constants)
            yield ()
        yield from records

    return uow.bring_in(batch, stored(), label, updated)


def insert_columns(uow: UnitOfWork, name: str, columns: Columns, constants: Mapping[str, Any]) -> None:
    """Add records, given as columns of the same length."""
    count = len(columns["id"])
    if not count:
        return
    specs = mapping_of(name).columns
    statement = insert(table_of(name)).compile(
        dialect=uow.connection.dialect, column_keys=[spec.name for spec in specs]
    )
    cells: dict[str, Iterable[Any]] = {}
    for spec in specs:
        if spec.name in columns:
            cells[spec.name] = _stored(spec, columns[spec.name])
        else:
            cells[spec.name] = repeat(constants[spec.name] if spec.name in constants else _default(spec), count)
    order = statement.positiontup if statement.positional else list(cells)
    rows: list[Any] = list(zip(*(cells[key] for key in order or ()), strict=True))
    if not statement.positional:
        rows = [dict(zip(cells, row, strict=True)) for row in rows]
    uow.connection.exec_driver_sql(str(statement), rows)


def _default(spec: ColumnSpec) -> Any:
    if spec.nullable:
        return None
    if spec.name in _JSON:
        return _JSON[spec.name]
    if spec.type is Text:
        return ""
    return False if spec.type is Boolean else 0


_JSON = {"tags": "[]", "access": "[]", "custom": "{}"}


def _stored(spec: ColumnSpec, values: Sequence[Any]) -> Iterable[Any]:
    if spec.type is LargeBinary:
        import numpy as np
        import shapely

        shapes = np.full(len(values), None, dtype=object)
        shapes[:] = values
        return shapely.to_wkb(shapes).tolist()  # type: ignore[no-any-return]
    if spec.name in _JSON:
        empty = _JSON[spec.name]
        dump: Callable[[Any], str] = dump_json
        return [dump(value if isinstance(value, dict) else list(value)) if value else empty for value in values]
    return values
