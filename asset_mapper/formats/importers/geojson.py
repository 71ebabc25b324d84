"""GeoJSON (RFC 7946, and the older form that names its reference system), and uMap's backups of whole maps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asset_mapper.errors import NotFoundError, UnreadableFileError
from asset_mapper.formats.base import WGS84, Findings, Head, Importer, ReadOptions, Severity, SourceTable
from asset_mapper.formats.collections_of_shapes import simplified_collection
from asset_mapper.formats.importers import features
from asset_mapper.i18n import N_, _, ngettext
from asset_mapper.progress import Progress

if TYPE_CHECKING:
    import numpy as np

MAX_BYTES = 256 * 1024 * 1024
MAX_VALUES = 15_000_000  # numbers, texts, lists: each is an object in memory
_SHAPES = {"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"}
_STYLE = "_umap_options"


def load(path: Path, findings: Findings) -> Any:
    """Read JSON, within bounds.

    Raises
    ------
    UnreadableFileError
        It is not JSON, is nested too deeply, or holds more than fits.
    """
    import orjson

    if path.stat().st_size > MAX_BYTES:
        raise _too_large(path)
    data = path.read_bytes()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16", "replace").encode()
    data = data.removeprefix(b"\xef\xbb\xbf")
    if sum(map(data.count, (b",", b"[", b"{"))) > MAX_VALUES:
        raise _too_large(path)
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as error:
        return _load_leniently(path, data, findings, error)


def _too_large(path: Path) -> UnreadableFileError:
    return UnreadableFileError(
        _("“{name}” is too large to be read. Save the part that you need as a file of its own.").format(
            name=path.name
        )
    )


def _load_leniently(path: Path, data: bytes, findings: Findings, first: Exception) -> Any:
    """Read JSON that has ``NaN`` or ``Infinity`` where JSON has no such numbers, or letters of an old encoding."""
    import json

    strange: list[str] = []

    def nothing(constant: str) -> None:
        strange.append(constant)

    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
        findings.add("encoding", _("The file is not UTF-8, as JSON should be; it was read as Windows-1252."))
    try:
        content = json.loads(text, parse_constant=nothing)
    except RecursionError:
        raise UnreadableFileError(
            _("“{name}” is nested too deeply to be a list of assets.").format(name=path.name)
        ) from None
    except ValueError as error:
        raise UnreadableFileError(
            _("“{name}” is not complete JSON ({reason}). Fetch or save it again.").format(
                name=path.name, reason=error
            )
        ) from first
    if strange:
        findings.add(
            "not-a-number",
            ngettext(
                "{n} value is {example}, which is no number; it was read as empty.",
                "{n} values are {example} or the like, which is no number; they were read as empty.",
                len(strange),
            ).format(n=len(strange), example=strange[0]),
        )
    return content


def read(path: Path, options: ReadOptions, progress: Progress) -> tuple[SourceTable, ...]:
    findings = Findings()
    content = load(path, findings)
    kind = content.get("type") if isinstance(content, dict) else None
    if kind == "FeatureCollection":
        found = content.get("features")
    elif kind == "Feature":
        found = [content]
    elif kind in _SHAPES:
        found = [{"type": "Feature", "properties": {}, "geometry": content}]
    elif kind == "Topology":
        raise UnreadableFileError(
            _("“{name}” is TopoJSON. Save it as GeoJSON (mapshaper and QGIS can), and import that.").format(
                name=path.name
            )
        )
    else:
        found = None
    if not isinstance(found, list):
        raise UnreadableFileError(_("“{name}” is JSON, but not GeoJSON.").format(name=path.name))
    progress(0, 1, path.name)
    return (_table(found, path.name, "", _crs(content), findings),)


def read_umap(path: Path, options: ReadOptions, progress: Progress) -> tuple[SourceTable, ...]:
    findings = Findings()
    content = load(path, findings)
    layers = content.get("layers") if isinstance(content, dict) else None
    if not isinstance(layers, list):
        raise UnreadableFileError(_("“{name}” is not a complete uMap backup.").format(name=path.name))
    findings.add("styles", _("Colours, icons and other styles of the map were not imported."), Severity.INFO)
    tables = []
    for number, layer in enumerate(layers, 1):
        if not isinstance(layer, dict):
            continue
        settings = {**_dict(layer.get("properties")), **_dict(layer.get(_STYLE))}
        name = str(settings.get("name") or _("Layer {n}").format(n=number))
        if options.sheet is not None and name.casefold() != options.sheet.casefold():
            continue
        progress(number, len(layers), name)
        if _dict(settings.get("remoteData")).get("url"):
            findings.add(
                "remote-layer",
                _(
                    "The layer “{name}” is fetched from elsewhere and is not in the file; save it there and "
                    "import it."
                ).format(name=name),
            )
        found = layer.get("features")
        tables.append(_table(found if isinstance(found, list) else [], path.name, name, WGS84, findings))
        findings = Findings()
    if not tables:
        raise NotFoundError(_("“{name}” has no layer of that name.").format(name=path.name))
    return tuple(tables)


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _crs(content: dict[str, Any]) -> str | None:
    """Tell the reference system: WGS 84, unless the file, in the older form, names another."""
    named = _dict(content.get("crs"))
    if not named:
        return WGS84
    name = str(_dict(named.get("properties")).get("name", ""))
    if "CRS84" in name.upper():
        return WGS84
    match = re.search(r"EPSG:[0-9.:]*?(\d{4,6})$", name, re.IGNORECASE)
    return f"EPSG:{match[1]}" if match else None


def _table(found: Sequence[Any], file: str, layer: str, crs: str | None, findings: Findings) -> SourceTable:
    records: list[dict[str, str | None]] = []
    shapes: list[Any] = []
    ids: list[str | None] = []
    for number, feature in enumerate(found, 1):
        feature = _dict(feature)
        record: dict[str, str | None] = {}
        properties = {key: value for key, value in _dict(feature.get("properties")).items() if key != _STYLE}
        features.flatten(properties, record)
        if not properties and not feature.get("geometry"):
            findings.add("empty-feature", _("The feature has neither properties nor a place."), row=number)
        records.append(record)
        shapes.append(feature.get("geometry"))
        ids.append(features.text_of(feature.get("id")))
    geometry = features.flat_shapes(_geometries(shapes, findings), records, findings)
    return features.table(records, geometry, file=file, layer=layer, crs=crs, ids=ids, findings=findings)


def _geometries(shapes: Sequence[Any], findings: Findings) -> np.ndarray[Any, Any]:
    """Make shapes of GeoJSON geometries, points all at once."""
    import numpy as np
    import orjson
    import shapely

    made = np.full(len(shapes), None, dtype=object)
    places: list[int] = []
    points: list[tuple[float, float, float]] = []
    others: list[int] = []
    texts: list[bytes] = []
    for index, shape in enumerate(shapes):
        if shape is None:
            continue
        kind = shape.get("type") if isinstance(shape, dict) else None
        coordinates = shape.get("coordinates") if isinstance(shape, dict) else None
        if kind == "Point" and isinstance(coordinates, list) and _is_position(coordinates):
            places.append(index)
            points.append((coordinates[0], coordinates[1], coordinates[2] if len(coordinates) > 2 else float("nan")))
        elif kind == "Point" and coordinates in ([], [None, None], None):
            findings.add("no-position", _("The point has no coordinates; the row has no place yet."), row=index + 1)
        elif kind in _SHAPES and kind != "Point":
            try:
                texts.append(orjson.dumps(shape))
                others.append(index)
            except orjson.JSONEncodeError:
                _bad_shape(findings, index)
        else:
            _bad_shape(findings, index)
    if points:
        xyz = np.array(points, dtype=float)
        flat = shapely.points(xyz[:, :2])
        high = np.isfinite(xyz[:, 2])
        if high.any():
            flat[high] = shapely.points(xyz[high])
        made[places] = flat
    if others:
        read_shapes = shapely.from_geojson(np.array(texts, dtype=object), on_invalid="ignore")
        for index, geometry in zip(others, read_shapes, strict=True):
            if geometry is None or geometry.is_empty:
                _bad_shape(findings, index)
            else:
                made[index] = simplified_collection(geometry)
    return made


def _is_position(coordinates: list[Any]) -> bool:
    return len(coordinates) >= 2 and all(
        isinstance(number, int | float) and not isinstance(number, bool) and abs(number) < 1e12
        for number in coordinates[:3]
    )


def _bad_shape(findings: Findings, index: int) -> None:
    findings.add(
        "bad-shape", _("The shape is not complete and could not be read; the row has no place yet."), row=index + 1
    )


def _recognises_umap(head: Head) -> bool:
    text = head.text
    return text.startswith("{") and (
        re.match(r'\{\s*"type"\s*:\s*"umap"', text) is not None
        or (head.name.lower().endswith(".umap") and "features" in text)
    )


def _recognises(head: Head) -> bool:
    return head.text.startswith(("{", "["))


UMAP = Importer(key="umap", label=N_("uMap backup"), suffixes=(".umap",), recognises=_recognises_umap, read=read_umap)
IMPORTER = Importer(
    key="geojson", label=N_("GeoJSON"), suffixes=(".geojson", ".json"), recognises=_recognises, read=read
)
