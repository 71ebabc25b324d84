"""GeoJSON as RFC 7946 has it: WGS 84, longitude first, one feature an asset, outer rings anticlockwise.

Properties are flat, with the codes of the product; lists are lists of text. An asset without a place is a feature
without a geometry. Coordinates have 7 decimals, about a centimetre.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.publication import Publication
from asset_mapper.formats.exporters.asset_list import asset_list
from asset_mapper.formats.exporters.base import Column, Exporter, Holds
from asset_mapper.formats.exporters.places import rounded
from asset_mapper.i18n import N_, _
from asset_mapper.progress import Progress

_FEATURES_AT_ONCE = 10_000


def write(publication: Publication, target: Path, progress: Progress) -> None:
    import orjson

    rows = len(publication.assets)
    progress(0, rows, _("Making the list"))
    columns = asset_list(publication, for_programs=True).columns
    names = [column.key for column in columns]
    values = [_plain(column) for column in columns]
    ids: list[str] = publication.assets["id"].tolist()
    head = orjson.dumps({"type": "FeatureCollection", **described(publication)})
    with target.open("wb") as file:
        file.write(head[:-1] + b',"features":[\n')
        for start in range(0, rows, _FEATURES_AT_ONCE):
            progress(start, rows, _("Writing the list"))
            end = start + _FEATURES_AT_ONCE
            geometries = geometry_objects(publication.assets.geometry.array[start:end])
            features = [
                {"type": "Feature", "id": one, "geometry": geometry, "properties": dict(zip(names, row, strict=True))}
                for one, geometry, row in zip(
                    ids[start:end],
                    geometries,
                    zip(*(column[start:end] for column in values), strict=True),
                    strict=True,
                )
            ]
            file.write((b",\n" if start else b"") + b",\n".join(map(orjson.dumps, features)))
        file.write(b"\n]}\n")


def described(publication: Publication) -> dict[str, Any]:
    """Say what a file is, in members that stand beside its data."""
    return {
        "title": bilingual(publication.title),
        "audience": publication.audience.value,
        "language": publication.language,
        "made_on": publication.made_on.isoformat(),
        "publisher": publication.publisher,
        "contact": publication.contact,
        "fictional": publication.fictional,
    }


def bilingual(text: Bilingual | None) -> dict[str, str] | None:
    return None if text is None else {"cy": text.cy, "en": text.en, "first": text.first}


def _plain(column: Column) -> Sequence[Any]:
    """Give the values as JSON has them: nothing is null, a list is a list."""
    if column.holds is Holds.LIST:
        return [list(items) if items else None for items in column.values]
    if column.holds is Holds.YES_NO:
        return [bool(value) for value in column.values]
    return [None if value == "" else value for value in column.values]


def geometry_objects(shapes: Any) -> Iterator[Any]:
    """Give each shape as something that orjson writes: points as objects, the others ready made."""
    import numpy as np
    import orjson
    import shapely

    geometry = np.asarray(shapes, dtype=object)
    kinds = shapely.get_type_id(geometry)
    geometry = rounded(geometry)
    points = iter(shapely.get_coordinates(geometry[kinds == 0]).tolist())
    others = iter(shapely.to_geojson(geometry[kinds > 0]).tolist())
    for kind in kinds.tolist():
        if kind == 0:
            yield {"type": "Point", "coordinates": next(points)}
        else:
            yield None if kind < 0 else orjson.Fragment(next(others))


EXPORTER = Exporter(key="geojson", label=N_("GeoJSON"), suffix=".geojson", write=write)
