"""From features, as GeoJSON, uMap, KML and GPX have them, to a table: nested properties flat, values as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from asset_mapper.domain.text import storable
from asset_mapper.errors import UnreadableFileError
from asset_mapper.formats.base import MAX_CELLS, WGS84, Findings, Severity, SourceTable, too_large
from asset_mapper.i18n import _

if TYPE_CHECKING:
    import numpy as np

_DEEPEST = 6  # levels of nested properties that become columns; what lies deeper stays JSON


def text_of(value: Any) -> str | None:
    """Write a value as a person would."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        value = storable(value)
        return value if value and not value.isspace() else None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            return None
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, list | tuple):
        if all(not isinstance(item, list | tuple | dict) for item in value):
            return "; ".join(text for item in value if (text := text_of(item))) or None
        return _json(value)
    if isinstance(value, dict):
        return _json(value) if value else None
    return str(value)


def _json(value: Any) -> str:
    import orjson

    try:
        return orjson.dumps(value).decode()
    except orjson.JSONEncodeError as error:
        raise UnreadableFileError(_("A value in the file is nested too deeply to be read.")) from error


def flatten(properties: Mapping[str, Any], into: dict[str, str | None], prefix: str = "", depth: int = 0) -> None:
    """Turn nested properties into columns: ``hours: {opening: …}`` becomes ``hours.opening``."""
    for key, value in properties.items():
        name = storable(f"{prefix}{key}")
        if isinstance(value, dict) and value and depth < _DEEPEST:
            flatten(value, into, f"{name}.", depth + 1)
        else:
            into[name] = text_of(value)


def table(
    records: Sequence[Mapping[str, str | None]],
    geometry: np.ndarray[Any, Any] | None,
    *,
    file: str,
    layer: str = "",
    crs: str | None = WGS84,
    ids: Sequence[str | None] | None = None,
    findings: Findings,
) -> SourceTable:
    """Make a table of features. Their numbers count from 1, in the order of the file."""
    import pandas as pd

    names = list(dict.fromkeys(key for record in records for key in record))
    if len(names) * len(records) > MAX_CELLS:
        raise UnreadableFileError(too_large(f"{file}: {layer}" if layer else file, len(names) * len(records)))
    frame = pd.DataFrame(
        {name: pd.Series([record.get(name) for record in records], dtype=object) for name in names},
        index=range(len(records)),
        dtype=object,
    )
    return SourceTable(
        file=file,
        layer=layer,
        frame=frame,
        rows=range(1, len(records) + 1),
        geometry=geometry,
        crs=crs,
        ids=_telling(ids),
        findings=findings.all(),
    )


def _telling(ids: Sequence[str | None] | None) -> Sequence[str | None] | None:
    """Give ids that tell features apart; none when they only count the features."""
    if ids is None or not any(ids):
        return None
    given = [one for one in ids if one is not None]
    counts = ([str(number) for number in range(start, start + len(ids))] for start in (0, 1))
    if len(set(given)) != len(given) or any(list(ids) == count for count in counts):
        return None
    return ids


def flat_shapes(
    geometry: np.ndarray[Any, Any], records: Sequence[dict[str, str | None]], findings: Findings
) -> np.ndarray[Any, Any]:
    """Leave out heights: a point's becomes a column, those of lines and polygons a finding."""
    import numpy as np
    import shapely

    high = shapely.has_z(geometry)
    if not high.any():
        return geometry
    points = high & (shapely.get_type_id(geometry) == 0)
    heights = shapely.get_z(geometry)
    if (points & np.isfinite(heights) & (heights != 0)).any():
        for index in np.flatnonzero(points & np.isfinite(heights)).tolist():
            records[index].setdefault("altitude", text_of(float(heights[index])))
    with_heights = [
        index
        for index in np.flatnonzero(high & ~points)
        if (shapely.get_coordinates(geometry[index], include_z=True)[:, 2] != 0).any()
    ]
    if with_heights:
        findings.add(
            "heights", _("The heights of lines and polygons were left out: a map of assets is flat."), Severity.INFO
        )
    return shapely.force_2d(geometry)  # type: ignore[no-any-return]
