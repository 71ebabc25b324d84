"""The columns in which a record stands in a sheet, from the record itself: a ``Bilingual`` *how* is ``how_cy`` …

They are those of the frames of a publication and of the database; a test holds them together.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, time
from enum import Enum, auto
from functools import cache
from typing import Any, Union, get_args, get_origin

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.codes import Code
from asset_mapper.domain.records import RECORDS

LEFT_ALONE = frozenset(("id", "created_at", "import_id"))
"""What a project says of a record by itself."""


class Reads(Enum):
    """How a cell of a column is read."""

    TEXT = auto()
    LANGUAGE = auto()  # cy or en
    NUMBER = auto()
    WHOLE = auto()
    YES_NO = auto()
    DATE = auto()
    TIME = auto()
    CODE = auto()
    LIST = auto()  # of texts or codes
    JSON = auto()  # a list of lists, or a mapping
    SHAPE = auto()  # GeoJSON


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: its name for programs, the field that it is a part of, and how it is read."""

    name: str
    field: str
    reads: Reads
    codes: type[Code] | None = None  # of a code, or of a list of them


@cache
def columns_of(record: str) -> Mapping[str, SheetColumn]:
    """List the columns of a kind of record by their names."""
    kind = RECORDS[record]
    hints = typing.get_type_hints(kind, localns={"BaseGeometry": bytes})
    found = (
        column
        for field in fields(kind)
        if field.name not in LEFT_ALONE
        for column in _columns(field.name, hints[field.name])
    )
    return {column.name: column for column in found}


def _columns(name: str, hint: Any) -> Iterator[SheetColumn]:
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    if hint is Bilingual:
        yield SheetColumn(f"{name}_cy", name, Reads.TEXT)
        yield SheetColumn(f"{name}_en", name, Reads.TEXT)
        yield SheetColumn(f"{name}_first", name, Reads.LANGUAGE)
    elif get_origin(hint) is tuple:
        item = get_args(hint)[0]
        is_plain = item is str or (isinstance(item, type) and issubclass(item, Code))
        codes = item if is_plain and item is not str else None
        yield SheetColumn(name, name, Reads.LIST if is_plain else Reads.JSON, codes)
    elif get_origin(hint) is Mapping:
        yield SheetColumn(name, name, Reads.JSON)
    elif isinstance(hint, type) and issubclass(hint, Code):
        yield SheetColumn(name, name, Reads.CODE, hint)
    elif hint in _PLAIN:
        yield SheetColumn(name, name, _PLAIN[hint])


_PLAIN: dict[Any, Reads] = {
    str: Reads.TEXT,
    float: Reads.NUMBER,
    int: Reads.WHOLE,
    bool: Reads.YES_NO,
    date: Reads.DATE,
    time: Reads.TIME,
    bytes: Reads.SHAPE,  # stands for a geometry
}
