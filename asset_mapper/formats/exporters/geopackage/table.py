"""A table of the file: its columns, what each is called in it, and its values as a database has them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asset_mapper.formats.exporters.asset_list import free_name
from asset_mapper.formats.exporters.base import SEPARATOR, Column, Holds, Wording
from asset_mapper.formats.exporters.list_specs import ListSpec

if TYPE_CHECKING:
    import pandas as pd

_UNSAFE = re.compile(r"[\"'`\[\]\\;\x00-\x1f\x7f]")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the file, and what each of its columns is called in it."""

    name: str
    title: str
    columns: tuple[Column, ...]
    names: tuple[str, ...]
    shapes: str = ""  # points, lines, ...; "" without a place


def names_of(columns: Sequence[Column]) -> tuple[str, ...]:
    """Give each column a name that SQL, GDAL and QGIS bear: no quotes, not too long, each its own."""
    taken = {"fid", "geom", "rowid", "ogc_fid"}
    return tuple(
        free_name(_UNSAFE.sub("_", column.key)[:_LONGEST_NAME].strip() or "column", taken) for column in columns
    )


def stored(column: Column) -> Sequence[Any]:
    """Give the values of a column as a database has them: nothing is NULL, a list is one text."""
    if not any(column.values):
        return column.values if column.holds in (Holds.YES_NO, Holds.NUMBER) else [None] * len(column.values)
    if column.holds is Holds.LIST:
        return [SEPARATOR.join(items) if items else None for items in column.values]
    if column.holds in (Holds.YES_NO, Holds.NUMBER):
        return column.values
    return [value or None for value in column.values]


def columns_of(spec: ListSpec, frame: pd.DataFrame, wording: Wording) -> tuple[Column, ...]:
    """Make a column of each field of a frame, headed as in the spreadsheets where it stands there."""
    shown = {column.field: column for column in reversed(spec.columns) if column.made is None}
    columns = []
    for name in frame.columns:
        series, known = frame[name], shown.get(name)
        values = series.tolist()
        if series.dtype.kind == "f":
            values = [None if value != value else int(value) if value.is_integer() else value for value in values]
        elif any(
            isinstance(value, dict) or (value and isinstance(value, tuple) and not isinstance(value[0], str))
            for value in values
        ):
            values = [_json(value) if value else "" for value in values]
        elif values and isinstance(values[0], tuple):
            values = [SEPARATOR.join(items) for items in values]
        columns.append(
            Column(
                key=name,
                heading=wording.say(known.heading) if known else name,
                values=values,
                holds=_holds(series, known.holds if known else Holds.TEXT),
                labels=wording.labels(known.labels) if known and known.labels else {},
            )
        )
    return tuple(columns)


def _holds(series: pd.Series[Any], wanted: Holds) -> Holds:
    if series.dtype.kind in "fi":
        return Holds.NUMBER
    if series.dtype.kind == "b":
        return Holds.YES_NO
    return wanted if wanted is Holds.DATE else Holds.TEXT


def _json(value: Any) -> str:
    import orjson

    return orjson.dumps(value).decode()
