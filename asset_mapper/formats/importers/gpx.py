"""GPX: waypoints, routes and tracks, each a layer. Routes and tracks stay lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from asset_mapper.errors import NotFoundError, UnreadableFileError
from asset_mapper.formats.base import MAX_FILE_BYTES, Findings, Head, Importer, ReadOptions, SourceTable
from asset_mapper.formats.importers import features, xml
from asset_mapper.i18n import N_, _
from asset_mapper.progress import Progress

_LAYERS = {"wpt": "waypoints", "rte": "routes", "trk": "tracks"}


def read(path: Path, options: ReadOptions, progress: Progress) -> tuple[SourceTable, ...]:
    import numpy as np

    if path.stat().st_size > MAX_FILE_BYTES // 2:
        raise UnreadableFileError(_("“{name}” is too large to be read.").format(name=path.name))
    progress(0, 1, path.name)
    records: dict[str, list[dict[str, str | None]]] = {kind: [] for kind in _LAYERS}
    shapes: dict[str, list[Any]] = {kind: [] for kind in _LAYERS}
    findings = {kind: Findings() for kind in _LAYERS}
    for event, element, around in xml.walk(xml.with_prefixes(path.read_bytes()), path.name):
        kind = xml.local(element)
        if event == "end" and kind in _LAYERS and len(around) == 1:
            record, shape = _read_one(element, kind)
            if shape is None:
                findings[kind].add(
                    "bad-shape",
                    _("The shape is not complete and could not be read; the row has no place yet."),
                    row=len(records[kind]) + 1,
                )
            records[kind].append(record)
            shapes[kind].append(shape)
            around[-1].remove(element)
    filled = [kind for kind in _LAYERS if records[kind] and options.sheet in (None, _LAYERS[kind])]
    if not filled:
        if options.sheet is not None:
            raise NotFoundError(
                _("“{name}” has no layer called “{layer}”.").format(name=path.name, layer=options.sheet)
            )
        raise UnreadableFileError(_("“{name}” has no waypoints, routes or tracks.").format(name=path.name))
    tables = []
    for kind in filled:
        geometry = np.full(len(shapes[kind]), None, dtype=object)
        geometry[:] = shapes[kind]
        tables.append(
            features.table(
                records[kind],
                geometry,
                file=path.name,
                layer=_LAYERS[kind] if len(filled) > 1 else "",
                findings=findings[kind],
            )
        )
    return tuple(tables)


def _read_one(element: Element, kind: str) -> tuple[dict[str, str | None], Any]:
    record: dict[str, str | None] = {}
    stops: list[str] = []
    for one in element:
        name = xml.local(one)
        if name in ("rtept", "trkseg"):
            stop = xml.text(xml.child(one, "name")) if name == "rtept" else None
            if stop:
                stops.append(stop)
        elif name == "link":
            record["link"] = "; ".join(filter(None, (record.get("link"), one.attrib.get("href") or xml.text(one))))
        elif name == "extensions":
            for extra in one.iter():
                if not len(extra) and (said := xml.text(extra)):
                    record[xml.local(extra)] = said
        elif said := xml.text(one):
            record[name] = xml.plain(said) if name in ("desc", "cmt") else said
    if stops:
        record["stops"] = "; ".join(stops)
    return record, _shape(element, kind)


def _shape(element: Element, kind: str) -> Any:
    import shapely

    try:
        if kind == "wpt":
            return shapely.Point(_position(element))
        lines = [xml.children(segment, "trkpt") for segment in xml.children(element, "trkseg")]
        if kind == "rte":
            lines = [xml.children(element, "rtept")]
        made = [shapely.LineString([_position(point) for point in line]) for line in lines if len(line) > 1]
    except (ValueError, KeyError):
        return None
    if not made:
        single = [point for line in lines for point in line]
        return shapely.Point(_position(single[0])) if single else None
    return made[0] if len(made) == 1 else shapely.multilinestrings(made)


def _position(point: Element) -> tuple[float, float]:
    lon, lat = float(point.attrib["lon"]), float(point.attrib["lat"])
    if not (abs(lon) < 1e9 and abs(lat) < 1e9):
        raise ValueError(point.attrib)
    return lon, lat


def _recognises(head: Head) -> bool:
    return head.text.startswith("<") and "<gpx" in head.text


IMPORTER = Importer(key="gpx", label=N_("GPX"), suffixes=(".gpx",), recognises=_recognises, read=read)
