"""Making and changing records from what rows say, column by column, as the database has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from functools import cache
from typing import Any

import orjson

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.record import Record
from asset_mapper.domain.records import RECORDS
from asset_mapper.storage.codecs import codec_for
from asset_mapper.storage.mappings import mapping_of

Row = dict[str, Any]

_CENTIMETRE = 1e-7  # degrees, to which files are written


def missing_fields(record: str, values: Mapping[str, Any]) -> list[str]:
    """Name the fields that a record needs, and of which a row says nothing."""
    return [
        name
        for name in _needed(record)
        if not any(values.get(column) not in (None, "") for column in _columns(record, name))
    ]


def made(record: str, record_id: str, values: Mapping[str, Any]) -> Record:
    """Make a record of what a row says; of what it does not say, the record has its own idea.

    Raises
    ------
    InvalidValueError
        A record like this must not be.
    """
    row = _with_first(record, values)
    codecs = mapping_of(record).codecs
    said = {
        name: codec.read({spec.name: row.get(spec.name, "" if spec.default else None) for spec in codec.columns})
        for name, codec in codecs.items()
        if any(spec.name in row for spec in codec.columns)
    }
    return RECORDS[record](**{**said, "id": record_id})


def changed(record: str, before: Row, values: Mapping[str, Any]) -> tuple[Record, Record]:
    """Give a record before and after a row had its say.

    Raises
    ------
    InvalidValueError
        A record like this must not be.
    """
    mapping = mapping_of(record)
    row = {**before, **values}
    for name in _bilingual(record):
        if not row[f"{name}_first"]:
            row[f"{name}_first"] = _first(row, name)
    ours: Record = mapping.from_row(before)
    theirs: Record = mapping.from_row(row)
    return ours, theirs


def differing(record: str, before: Row, values: Mapping[str, Any]) -> list[str]:
    """Name the columns in which a row says something else than a record."""
    plain = mapping_of(record).json_columns
    return [name for name, value in values.items() if not _is_same(before.get(name), value, name in plain)]


def is_empty(value: Any) -> bool:
    return value in (None, "", "[]", "{}")


def _is_same(ours: Any, theirs: Any, is_json: bool) -> bool:
    if ours == theirs:
        return True
    if is_json and ours and theirs:
        return bool(orjson.loads(ours) == orjson.loads(theirs))
    if isinstance(ours, bytes) and isinstance(theirs, bytes):
        return _is_same_shape(ours, theirs)
    if isinstance(ours, str) and isinstance(theirs, str):
        return ours.strip() == theirs.strip()
    return False


def _is_same_shape(ours: bytes, theirs: bytes) -> bool:
    import shapely

    return bool(shapely.equals_exact(shapely.from_wkb(ours), shapely.from_wkb(theirs), tolerance=_CENTIMETRE))


def _with_first(record: str, values: Mapping[str, Any]) -> Row:
    """Say of every text in which language it was given, where the row does not."""
    row = dict(values)
    for name in _bilingual(record):
        if not (row.get(f"{name}_cy") or row.get(f"{name}_en")):
            row.pop(f"{name}_first", None)
        elif not row.get(f"{name}_first"):
            row[f"{name}_first"] = _first(row, name)
    return row


def _first(row: Mapping[str, Any], name: str) -> str:
    return "en" if row.get(f"{name}_en") else "cy" if row.get(f"{name}_cy") else ""


@cache
def _bilingual(record: str) -> tuple[str, ...]:
    bilingual = codec_for("name", Bilingual).columns
    return tuple(
        name
        for name, codec in mapping_of(record).codecs.items()
        if len(codec.columns) == len(bilingual) and codec.columns[0].name == f"{name}_cy"
    )


@cache
def _needed(record: str) -> tuple[str, ...]:
    return tuple(
        field.name
        for field in fields(RECORDS[record])
        if field.default is MISSING and field.default_factory is MISSING
    )


def _columns(record: str, name: str) -> tuple[str, ...]:
    return tuple(spec.name for spec in mapping_of(record).codecs[name].columns if not spec.name.endswith("_first"))


def as_row(record: str, value: Record) -> Row:
    """Give a record as the database has it."""
    return mapping_of(record).to_row(value)
