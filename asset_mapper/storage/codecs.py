"""How each type of field is kept in columns: the one place to teach the database a new type.

A record's columns follow from its dataclass: a ``Bilingual`` *name* becomes ``name_cy``, ``name_en`` and
``name_first``; the whereabouts of an asset become ``where_kind``, ``where_postcode`` … and ``geometry`` (WKB,
WGS 84); dates and times are ISO 8601 text in UTC; lists and mappings are JSON text. It is the same on SQLite and
PostgreSQL.
"""

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any, Union, get_args, get_origin

import orjson
from sqlalchemy import BigInteger, Boolean, Double, LargeBinary, Text
from sqlalchemy.types import TypeEngine

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.codes import Code
from asset_mapper.domain.pathway import Card
from asset_mapper.domain.whereabouts import NOWHERE, Whereabouts
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import _

Row = dict[str, Any]
Type = type[TypeEngine[Any]]


class _Geometry:
    """Stands for shapely's ``BaseGeometry``, so that listing records does not wait for shapely to be loaded."""


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column of a table."""

    name: str
    type: Type
    nullable: bool
    default: str | None = None  # in SQL, for columns added to rows that are there already


@dataclass(frozen=True, slots=True)
class FieldCodec:
    """How one field goes into a row and comes out of it."""

    columns: tuple[ColumnSpec, ...]
    write: Callable[[Any, Row], None]
    read: Callable[[Mapping[str, Any]], Any]
    is_json: bool = False


def dump_json(value: Any) -> str:
    return orjson.dumps(value).decode()


@lru_cache(maxsize=256)  # all rows of an import have the same one
def utc_text(moment: datetime) -> str:
    """Write a time in UTC with microseconds, so that text sorts as time does."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def utc_time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _plain(name: str, kind: Type, nullable: bool, default: str | None) -> FieldCodec:
    def write(value: Any, row: Row) -> None:
        row[name] = value

    def read(row: Mapping[str, Any]) -> Any:
        return row[name]

    return FieldCodec((ColumnSpec(name, kind, nullable, default),), write, read)


def _converted(
    name: str,
    nullable: bool,
    dump: Callable[[Any], Any],
    load: Callable[[Any], Any],
    kind: Type = Text,
    is_json: bool = False,
    default: str | None = None,
) -> FieldCodec:
    """Keep a value in one column as what *dump* makes of it; ``None`` stays ``None`` where it may be."""

    def write(value: Any, row: Row) -> None:
        row[name] = None if value is None else dump(value)

    def read(row: Mapping[str, Any]) -> Any:
        value = row[name]
        return None if value is None else load(value)

    return FieldCodec((ColumnSpec(name, kind, nullable, default),), write, read, is_json)


def _bilingual(name: str, nullable: bool) -> FieldCodec:
    cy, en, first = f"{name}_cy", f"{name}_en", f"{name}_first"

    def write(value: Bilingual | None, row: Row) -> None:
        if value is None and not nullable:
            raise InvalidValueError(_("A text is needed, in Welsh or in English."))
        row[cy], row[en], row[first] = ("", "", "") if value is None else (value.cy, value.en, value.first)

    def read(row: Mapping[str, Any]) -> Bilingual | None:
        return Bilingual(row[cy], row[en], row[first]) if row[first] else None

    return FieldCodec(tuple(ColumnSpec(column, Text, False, "''") for column in (cy, en, first)), write, read)


def _whereabouts(_name: str) -> FieldCodec:
    inner = [
        (field, codec_for("geometry" if field.name == "geometry" else f"where_{field.name}", hint))
        for field, hint in _hinted_fields(Whereabouts)
    ]
    names = [(field.name, codec.write) for field, codec in inner]
    empty: Row = {}
    for field_name, write_part in names:
        write_part(getattr(NOWHERE, field_name), empty)

    def write(value: Whereabouts, row: Row) -> None:
        if value is NOWHERE:
            row.update(empty)
            return
        for field_name, write_part in names:
            write_part(getattr(value, field_name), row)

    def read(row: Mapping[str, Any]) -> Whereabouts:
        return Whereabouts(**{field.name: codec.read(row) for field, codec in inner})

    return FieldCodec(tuple(column for _, codec in inner for column in codec.columns), write, read)


def _load_geometry(wkb: bytes) -> Any:
    import shapely

    return shapely.from_wkb(bytes(wkb))


def _tuple_of(name: str, item: Any) -> FieldCodec:
    if item is Card:
        return _converted(
            name,
            False,
            lambda cards: dump_json([[card.record_id, card.column, card.row] for card in cards]),
            lambda text: tuple(Card(record_id=c[0], column=c[1], row=c[2]) for c in orjson.loads(text)),
            is_json=True,
        )
    if item is Bilingual:
        return _converted(
            name,
            False,
            lambda texts: dump_json([[text.cy, text.en, text.first] for text in texts]),
            lambda text: tuple(Bilingual(*parts) for parts in orjson.loads(text)),
            is_json=True,
            default="'[]'",
        )
    make: Callable[[str], Any] | None = item if isinstance(item, type) and issubclass(item, Code) else None

    def load(text: str) -> tuple[Any, ...]:
        if text == "[]":
            return ()
        return tuple(make(code) for code in orjson.loads(text)) if make else tuple(orjson.loads(text))

    return _converted(name, False, lambda items: "[]" if not items else dump_json(list(items)), load, is_json=True)


def _mapping_of(name: str) -> FieldCodec:
    return _converted(
        name,
        False,
        lambda items: "{}" if not items else dump_json(dict(items)),
        lambda text: {} if text == "{}" else orjson.loads(text),
        is_json=True,
    )


_PLAIN: dict[Any, tuple[Type, str]] = {
    str: (Text, "''"),
    int: (BigInteger, "0"),
    float: (Double, "0"),
    bool: (Boolean, "false"),
}


def codec_for(name: str, hint: Any) -> FieldCodec:
    """Choose how a field called *name* of the type *hint* is kept."""
    nullable = False
    if get_origin(hint) in (Union, types.UnionType):
        alternatives = [alternative for alternative in get_args(hint) if alternative is not type(None)]
        nullable = len(alternatives) < len(get_args(hint))
        (hint,) = alternatives
    if get_origin(hint) is typing.Literal:
        hint = str
    if hint is Bilingual:
        return _bilingual(name, nullable)
    if hint is Whereabouts:
        return _whereabouts(name)
    if get_origin(hint) is tuple:
        return _tuple_of(name, get_args(hint)[0])
    if get_origin(hint) is Mapping:
        return _mapping_of(name)
    if hint in _PLAIN:
        kind, default = _PLAIN[hint]
        return _plain(name, kind, nullable, None if nullable else default)
    if issubclass(hint, Code):
        return _converted(name, nullable, str, hint)
    if hint is datetime:
        return _converted(name, nullable, utc_text, utc_time)
    if hint is date or hint is time:
        return _converted(name, nullable, lambda moment: moment.isoformat(), hint.fromisoformat)
    if hint is _Geometry:
        return _converted(name, nullable, lambda shape: shape.wkb, _load_geometry, LargeBinary)
    raise TypeError(f"No way to keep {hint} of {name}.")


def _hinted_fields(record: type) -> list[tuple[Any, Any]]:
    hints = typing.get_type_hints(record, localns={"BaseGeometry": _Geometry})
    return [(field, hints[field.name]) for field in fields(record)]


def codecs_of(record: type) -> dict[str, FieldCodec]:
    """List the fields of a record with how each is kept."""
    return {field.name: codec_for(field.name, hint) for field, hint in _hinted_fields(record)}
