"""Many records at once: a table → a frame, in one query.

Columns are those of the table, less ``number``. Lists come as tuples of text, ``custom`` as a dict, texts that are
not there as ``""``, numbers that are not there as NaN; geometry is decoded, so that a table with one becomes a
``GeoDataFrame`` in WGS 84 (EPSG:4326).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import BigInteger, Boolean, ColumnElement, Connection, Double, LargeBinary, select

from asset_mapper.storage.mappings import mapping_of
from asset_mapper.storage.tables import BLOB, table_of

if TYPE_CHECKING:
    from pandas import DataFrame

WGS84 = "EPSG:4326"
_AT_ONCE = 500  # a database takes only so many values in one statement
_JSON_DEFAULTS: dict[str, Any] = {"[]": (), "{}": {}}


def frame(
    connection: Connection, name: str, fields: frozenset[str] | None = None, *conditions: ColumnElement[bool]
) -> DataFrame:
    """Read the records called *name*, with only the columns of *fields* (all when ``None``), in order of making."""
    import geopandas
    import pandas
    import shapely

    codecs = mapping_of(name).codecs
    table = table_of(name)
    specs = [spec for field, codec in codecs.items() if fields is None or field in fields for spec in codec.columns]
    statement = select(*(table.c[spec.name] for spec in specs)).where(*conditions).order_by(table.c.number)
    rows = connection.execute(statement).fetchall()
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(specs)
    data: dict[str, Any] = {}
    for spec, values in zip(specs, columns, strict=True):
        if spec.type is LargeBinary:
            data[spec.name] = geopandas.GeoSeries(
                shapely.from_wkb([None if value is None else bytes(value) for value in values]), crs=WGS84
            )
        elif spec.name in mapping_of(name).json_columns:
            data[spec.name] = pandas.Series([_listed(value) for value in values], dtype=object)
        elif spec.type in (Double, BigInteger) and (spec.nullable or spec.type is Double):
            data[spec.name] = pandas.Series(values, dtype="float64")
        elif spec.type is BigInteger:
            data[spec.name] = pandas.Series(values, dtype="int64")
        elif spec.type is Boolean:
            data[spec.name] = pandas.Series(values, dtype="bool")
        else:
            texts = ["" if value is None else value for value in values] if spec.nullable else list(values)
            data[spec.name] = pandas.Series(texts, dtype=object)
    result = pandas.DataFrame(data)
    if "geometry" in data:
        result = geopandas.GeoDataFrame(result, geometry="geometry", crs=WGS84)
    return result


def blobs(connection: Connection, checksums: list[str]) -> dict[str, bytes]:
    """Read the bytes of attachments by their checksums."""
    found: dict[str, bytes] = {}
    for start in range(0, len(checksums), _AT_ONCE):
        rows = connection.execute(select(BLOB).where(BLOB.c.sha256.in_(checksums[start : start + _AT_ONCE])))
        found |= {row.sha256: bytes(row.content) for row in rows}
    return found


def _listed(value: str) -> Any:
    if value in _JSON_DEFAULTS:
        return _JSON_DEFAULTS[value]
    loaded = orjson.loads(value)
    return tuple(loaded) if isinstance(loaded, list) else loaded
