"""From the files of the sample to records: words become fields, ids, dates and codes."""

from __future__ import annotations

import types
import typing
import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from functools import lru_cache
from hashlib import sha256
from typing import Any, TypeVar, get_args, get_origin

import orjson

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.codes import Code
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.journey import JourneyPath
from asset_mapper.domain.record import Record
from asset_mapper.domain.records import NAMES, RECORDS
from asset_mapper.paths import resources

R = TypeVar("R", bound=Record)
Data = dict[str, Any]

NAME = "cwm-derwen"
MADE_AT = datetime(2026, 10, 12, 9, tzinfo=UTC)

_EVERYONES = {"session": ("session_id", "session"), "import": ("import_id", "import"), "venue": ("venue_id", "asset")}
_REFERENCES: dict[str, dict[str, tuple[str, str]]] = {
    "relation": {"from": ("from_id", "asset"), "to": ("to_id", "asset")},
    "match": {"offer": ("offer_id", "talent"), "want": ("want_id", "talent")},
    "outcome": {"parent": ("parent_id", "outcome"), "framework": ("framework_id", "framework")},
    "outcome_votes": {"outcome": ("outcome_id", "outcome")},
    "indicator": {"outcome": ("outcome_id", "outcome")},
    "journey": {"outcome": ("outcome_id", "outcome")},
    "link": {
        "asset": ("asset_id", "asset"),
        "outcome": ("from_outcome_id", "outcome"),
        "to": ("outcome_id", "outcome"),
    },
}
"""Kind of record → word in the data that names another one → the field that holds its id, and its kind."""

_INSIDE = {
    *("key", "where", "point", "line", "polygon", "area", "drawing", "columns", "purposes"),
    *("groups", "statements", "sheets", "remarks"),
    "votes",
    *("contacts", "meetings", "talents", "hours", "consents", "attachments", "evidence", "readings"),
    *JourneyPath,
}
"""Words of the data that are not fields: they are read apart."""


@lru_cache
def contents_of(name: str) -> Any:
    """Read one of the files of the sample."""
    return orjson.loads(resources("samples", NAME, f"{name}.json").read_bytes())


def id_of(kind: str, key: str) -> RecordId:
    """Make the id of what is called *key*: a UUID of version 7 whose random part follows from the name."""
    digest = int.from_bytes(sha256(f"{NAME}/{kind}/{key}".encode()).digest()[:16], "big")
    millis = int(MADE_AT.timestamp() * 1000)
    version, variant = 0x7, 0b10
    high = millis << 16 | version << 12 | (digest >> 64) & 0xFFF
    return str(uuid.UUID(int=high << 64 | variant << 62 | digest & (1 << 62) - 1))


def coded(code: str) -> str:
    """Name an outcome with its framework: the local one, where none is said."""
    return code if ":" in code else f"{NAME}:{code}"


def link_key(row: Data) -> str:
    """Name a link by its ends."""
    return f"{row.get('asset') or row['outcome']}→{row['to']}"


def each(kind: type[R], rows: Sequence[Data], key: Any = lambda row: row["key"]) -> Iterator[R]:
    """Give a record of each row."""
    return (record_of(kind, row, key=key(row)) for row in rows)


def own(kind: type[R], owner: Data, word: str, **fields: Any) -> Iterator[R]:
    """Give the records that stand inside their owner; one without a key is known by its place."""
    for place, row in enumerate(owner.get(word, ())):
        yield record_of(kind, row, key=f"{owner['key']}/{row.get('key', place)}", **fields)


def record_of(kind: type[R], row: Data, *, key: str = "", **given: Any) -> R:
    """Make a record of a row: its words are the fields of the record, or refer to another one."""
    name = NAMES[kind]
    hints = _hints(name)
    fields: Data = {"id": id_of(name, key or row["key"]), "created_at": MADE_AT, "changed_at": MADE_AT}
    for word, value in (row | given).items():
        field, said = _referring(name, word, value)
        if field in hints:
            fields[field] = _value(hints[field], said)
        elif word not in _INSIDE:
            raise ValueError(f"“{word}” is no field of a record of kind {name}: {row}")
    return kind(**fields)


def _referring(name: str, word: str, value: Any) -> tuple[str, Any]:
    """Turn a word that names another record into the field that holds its id."""
    field, kind = _REFERENCES.get(name, {}).get(word) or _EVERYONES.get(word) or (word, "")
    if not kind or value is None:
        return field, value
    return field, id_of(kind, coded(value) if kind == "outcome" else value)


@lru_cache
def _hints(name: str) -> Mapping[str, Any]:
    from shapely.geometry.base import BaseGeometry

    return typing.get_type_hints(RECORDS[name], localns={"BaseGeometry": BaseGeometry})


def _value(hint: Any, value: Any) -> Any:
    """Turn what JSON can say into what the field holds."""
    if value is None:
        return None
    if get_origin(hint) in (typing.Union, types.UnionType):
        (hint,) = (one for one in get_args(hint) if one is not type(None))
    if get_origin(hint) is tuple:
        return tuple(_value(get_args(hint)[0], item) for item in value)
    if hint is Bilingual:
        return Bilingual(**value)
    if hint in (date, time, datetime):
        return hint.fromisoformat(value)
    if hint is float or (isinstance(hint, type) and issubclass(hint, Code)):
        return hint(value)
    return value
