"""The map under the assets, from a file: what it is, how it is drawn, and who is to be credited."""

import json
import math
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from asset_mapper.area_pack.attribution import Attribution, attribution_of, plain
from asset_mapper.area_pack.tile_file import Container, container_of, opened
from asset_mapper.area_pack.tile_grid import WORLD, Bounds
from asset_mapper.area_pack.tiles import TileType, layer_names, type_of
from asset_mapper.errors import UnreadableFileError
from asset_mapper.i18n import _

Schema = Literal["zoomstack", "openmaptiles", "protomaps", "unknown"]

_SAMPLES = 3
_MOST_LAYERS = 200

# Each schema by layers that no other has, and how many of them a file must have.
_SCHEMAS: tuple[tuple[Schema, frozenset[str], int], ...] = (
    (
        "zoomstack",
        frozenset(
            (
                "national_parks",
                "urban_areas",
                "greenspaces",
                "surfacewater",
                "foreshore",
                "waterlines",
                "etl",
                "railwaystations",
            )
        ),
        3,
    ),
    (
        "openmaptiles",
        frozenset(("transportation", "transportation_name", "water_name", "aerodrome_label", "place")),
        2,
    ),
    ("protomaps", frozenset(("earth", "places", "pois", "transit", "physical_line", "physical_point")), 2),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basemap:
    """What a file of map tiles is, without the tiles."""

    path: Path
    container: Container
    tile_type: TileType
    name: str
    attribution: Attribution
    bounds: Bounds  # as far as known; the world when the file does not say
    min_zoom: int
    max_zoom: int
    vector_layers: tuple[str, ...] = ()
    schema: Schema = "unknown"

    @property
    def is_vector(self) -> bool:
        """Say whether the page draws it from shapes, and not from images."""
        return self.tile_type == "mvt"


def open_basemap(path: Path) -> Basemap:
    """Look at a file of map tiles and say what it is.

    Raises
    ------
    NotFoundError
        There is no such file.
    UnreadableFileError
        It is not MBTiles or PMTiles 3, it is damaged or empty, or its tiles cannot be drawn in a page.
    """
    container = container_of(path)
    with opened(path, container) as file:
        metadata = file.metadata()
        zooms = file.zooms()
        if zooms is None:
            raise UnreadableFileError(_("{file} holds no map tiles. Choose another basemap.").format(file=path.name))
        samples = list(file.samples(_SAMPLES))
        declared = file.bounds()
    tile_type = next((kind for kind in map(type_of, samples) if kind), None)
    if tile_type is None:
        raise UnreadableFileError(
            _(
                "The map tiles in {file} are of a kind that cannot be drawn. "
                "Choose a basemap of PNG, JPEG or WebP images, or of vector tiles."
            ).format(file=path.name)
        )
    layers = _layers(metadata, samples) if tile_type == "mvt" else ()
    schema = schema_of(layers)
    return Basemap(
        path=path,
        container=container,
        tile_type=tile_type,
        name=plain(_said(metadata, "name")) or path.stem,
        attribution=attribution_of(_said(metadata, "attribution"), schema, _year(path)),
        bounds=_bounds(declared, _said(metadata, "bounds")),
        min_zoom=zooms[0],
        max_zoom=zooms[1],
        vector_layers=layers,
        schema=schema,
    )


def schema_of(layers: tuple[str, ...]) -> Schema:
    """Recognise how a vector map names its layers, which decides how it is drawn."""
    names = {name.lower() for name in layers}
    return next((schema for schema, marks, enough in _SCHEMAS if len(marks & names) >= enough), "unknown")


def _said(metadata: dict[str, Any], key: str) -> str:
    value = metadata.get(key)
    return value if isinstance(value, str) else ""


def _layers(metadata: dict[str, Any], samples: list[bytes]) -> tuple[str, ...]:
    """Name the layers as the metadata lists them, else as they are found in some tiles."""
    described: object = metadata
    if "vector_layers" not in metadata:  # MBTiles have it as JSON in one value, and so do some PMTiles
        try:
            described = json.loads(_said(metadata, "json") or "{}")
        except (ValueError, RecursionError):
            described = {}
    listed = described.get("vector_layers") if isinstance(described, dict) else None
    names = [layer.get("id") for layer in listed if isinstance(layer, dict)] if isinstance(listed, list) else []
    if not names:
        names = [name for tile in samples for name in layer_names(tile) or ()]
    known = dict.fromkeys(plain(name) for name in names if isinstance(name, str))
    return tuple(name for name in known if name)[:_MOST_LAYERS]


def _bounds(declared: Bounds | None, said: str) -> Bounds:
    """Give the area of a file when what it says can be one, else the world."""
    if declared is None:
        try:
            west, south, east, north = (float(number) for number in said.split(","))
        except ValueError:
            return WORLD
        declared = west, south, east, north
    west, south, east, north = declared
    if not all(math.isfinite(number) for number in declared) or west >= east or south >= north:
        return WORLD
    west, east = max(west, -180.0), min(east, 180.0)
    south, north = max(south, WORLD[1]), min(north, WORLD[3])
    return (west, south, east, north) if west < east and south < north else WORLD


def _year(path: Path) -> int:
    """Give the year of a file's data as far as it shows: when it was written."""
    return time.localtime(path.stat().st_mtime).tm_year
