"""The map under the assets, from a file: opened, recognised, and cut out for one published map.

``open_basemap`` says what a file is; ``clip`` cuts out what a map of some area needs, as deep as a budget of bytes
allows, as one PMTiles archive that a page can carry. What is cut out is as deep as the file or the budget goes and
no deeper: a page draws closer zooms by enlarging the deepest one, which keeps vector maps sharp.

Such a map need not begin at the world. It begins two zooms further out than all of it at once; what room is
left when it is as deep as it can be shows the neighbourhood.
"""

import json
import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from asset_mapper.area_pack.attribution import Attribution, attribution_of, plain
from asset_mapper.area_pack.mbtiles import MbtilesFile
from asset_mapper.area_pack.pmtiles import MAGIC, PmtilesFile, write_archive
from asset_mapper.area_pack.tile_grid import (
    WORLD,
    Bounds,
    TileRange,
    checked_bounds,
    meet,
    overview_zoom,
    tiles_to_keep,
)
from asset_mapper.area_pack.tiles import RASTER_TYPES, TileType, gzipped, layer_names, type_of
from asset_mapper.errors import NotFoundError, UnreadableFileError, WrongUseError
from asset_mapper.i18n import _
from asset_mapper.progress import Progress, no_progress

Schema = Literal["zoomstack", "openmaptiles", "protomaps", "unknown"]
Container = Literal["mbtiles", "pmtiles"]

ZOOMS_ABOVE_OVERVIEW = 2
NEIGHBOURHOOD_ZOOM = 10
"""A window at this zoom shows some 50 km: where a village lies. What room is left goes into zooms down to it."""

MOST_TILES_A_ZOOM = 250_000
_HEADER_BYTES = 127
_BYTES_PER_ENTRY = 4  # what a tile adds to the directory, packed; measured
_SAMPLES = 3
_MOST_LAYERS = 200

_SQLITE = b"SQLite format 3\x00"
_GEOPACKAGE = b"GPKG"  # its application id, in SQLite's header
_ZIP = b"PK\x03\x04"

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ClippedBasemap:
    """A basemap cut out for one map, ready to be carried in a page."""

    pmtiles: bytes
    min_zoom: int  # of the tiles in it; a page may draw closer by enlarging the last
    max_zoom: int
    bounds: Bounds
    tile_type: TileType
    schema: Schema
    vector_layers: tuple[str, ...]
    attribution: Attribution
    name: str
    tiles: int
    left_out: str = ""  # a sentence, when the budget decided how deep it goes


class _TileFile(Protocol):
    def metadata(self) -> dict[str, Any]: ...
    def zooms(self) -> tuple[int, int] | None: ...
    def samples(self, count: int) -> Iterator[bytes]: ...
    def bounds(self) -> Bounds | None: ...
    def measure(self, tiles: TileRange) -> tuple[int, int]: ...
    def read(self, tiles: TileRange) -> Iterator[tuple[int, bytes]]: ...


class _Cutting:
    """What was taken so far: the tiles of each zoom by their numbers."""

    def __init__(self, basemap: Basemap, bounds: Bounds, room: int, progress: Progress) -> None:
        self.tiles: dict[int, dict[int, bytes]] = {}
        self._basemap = basemap
        self._bounds = bounds
        self._room = room
        self._progress = progress

    def take(self, file: _TileFile, zoom: int) -> bool:
        """Take all tiles of *zoom*, if there is room."""
        wanted = tiles_to_keep(self._bounds, zoom)
        if len(wanted) > MOST_TILES_A_ZOOM:
            return False
        count, size = file.measure(wanted)
        size += count * _BYTES_PER_ENTRY
        if size > self._room:
            return False
        self._room -= size
        self.tiles[zoom] = {}
        for number, tile in file.read(wanted):
            if len(self.tiles[zoom]) % 100 == 99:
                self._progress(0, 0, _("Cutting out the basemap"))
            if tile:
                self.tiles[zoom].setdefault(number, _fit(tile, self._basemap))
        return True

    def together(self) -> dict[int, bytes]:
        """Give all tiles by number."""
        return {number: tile for tiles in self.tiles.values() for number, tile in tiles.items()}


def open_basemap(path: Path) -> Basemap:
    """Look at a file of map tiles and say what it is.

    Raises
    ------
    NotFoundError
        There is no such file.
    UnreadableFileError
        It is not MBTiles or PMTiles 3, it is damaged or empty, or its tiles cannot be drawn in a page.
    """
    container = _container_of(path)
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


def clip(
    basemap: Basemap,
    bounds: Bounds,
    budget_bytes: int,
    *,
    min_zoom: int | None = None,
    max_zoom: int | None = None,
    progress: Progress = no_progress,
) -> ClippedBasemap:
    """Cut out of *basemap* what a map of *bounds* needs, in at most *budget_bytes*.

    Tiles are taken zoom by zoom from *min_zoom* on, until the next zoom would not fit. The sizes are known before
    tiles are read; a zoom that does not fit is not read.

    Parameters
    ----------
    bounds
        West, south, east and north in degrees, WGS 84; west is greater than east across longitude 180.
    min_zoom
        Without one, two zooms further out than the zoom at which all of *bounds* is seen at once, and then further
        out to the neighbourhood as far as there is room.
    max_zoom
        Without one, as deep as the file goes.

    Raises
    ------
    NotFoundError
        The basemap does not reach the area.
    WrongUseError
        Not even the first zoom fits in the budget.
    UnreadableFileError
        The file changed, or is damaged where it was not looked at before.
    """
    bounds = checked_bounds(bounds)
    if not meet(basemap.bounds, bounds):
        raise _elsewhere(basemap)
    overview = overview_zoom(bounds) - ZOOMS_ABOVE_OVERVIEW
    last = basemap.max_zoom if max_zoom is None else min(max_zoom, basemap.max_zoom)
    first = max(min(overview if min_zoom is None else min_zoom, last), basemap.min_zoom)
    last = max(first, last)
    inwards = range(first, last + 1)
    outwards = range(first - 1, max(NEIGHBOURHOOD_ZOOM, basemap.min_zoom) - 1, -1) if min_zoom is None else range(0)
    metadata = _metadata_of(basemap)
    cutting = _Cutting(basemap, bounds, budget_bytes - len(json.dumps(metadata)) - _HEADER_BYTES, progress)
    with opened(basemap.path, basemap.container, progress) as file:
        for zooms in (inwards, outwards):
            for zoom in zooms:
                progress(len(cutting.tiles), len(inwards) + len(outwards), _("Cutting out the basemap"))
                if not cutting.take(file, zoom):
                    break
    if set(inwards) <= cutting.tiles.keys() and not any(cutting.tiles.values()):
        raise _elsewhere(basemap)
    while any(cutting.tiles.values()):
        archive = write_archive(cutting.together(), basemap.tile_type, bounds, metadata)
        if len(archive) <= budget_bytes:
            break
        cutting.tiles.popitem()
    else:
        raise _too_small(basemap, budget_bytes)
    reached = max(cutting.tiles)
    found = [zoom for zoom, tiles in cutting.tiles.items() if tiles]
    return ClippedBasemap(
        pmtiles=archive,
        min_zoom=min(found),
        max_zoom=max(found),
        bounds=bounds,
        tile_type=basemap.tile_type,
        schema=basemap.schema,
        vector_layers=basemap.vector_layers,
        attribution=basemap.attribution,
        name=basemap.name,
        tiles=len(cutting.together()),
        left_out=_left_out(basemap, reached, last, budget_bytes) if reached < last else "",
    )


def schema_of(layers: tuple[str, ...]) -> Schema:
    """Recognise how a vector map names its layers, which decides how it is drawn."""
    names = {name.lower() for name in layers}
    return next((schema for schema, marks, enough in _SCHEMAS if len(marks & names) >= enough), "unknown")


def _container_of(path: Path) -> Container:
    """Recognise a file by its first bytes; say what it is when it is something else."""
    try:
        with path.open("rb") as file:
            start = file.read(100)
    except FileNotFoundError as error:
        raise NotFoundError(_("There is no basemap at {path}. Choose the file again.").format(path=path)) from error
    except OSError as error:
        raise UnreadableFileError(
            _("{file} cannot be opened: {reason}.").format(file=path.name, reason=error.strerror or error)
        ) from error
    if start.startswith(MAGIC):
        return "pmtiles"
    if start[68:72] == _GEOPACKAGE:
        raise UnreadableFileError(
            _("{file} is a GeoPackage. A basemap is MBTiles or PMTiles: download that kind of file instead.").format(
                file=path.name
            )
        )
    if start.startswith(_SQLITE):
        return "mbtiles"
    if start.startswith(_ZIP):
        raise UnreadableFileError(
            _("{file} is a zip file. Unpack it, and choose the MBTiles or PMTiles file in it.").format(file=path.name)
        )
    raise UnreadableFileError(
        _("{file} is neither MBTiles nor PMTiles. Choose a basemap in one of these formats.").format(file=path.name)
    )


@contextmanager
def opened(path: Path, container: Container, progress: Progress = no_progress) -> Iterator[_TileFile]:
    """Open a file of tiles for reading."""
    try:
        if container == "mbtiles":
            with MbtilesFile(path, progress) as mbtiles:
                yield mbtiles
        else:
            with PmtilesFile(path, progress) as pmtiles:
                yield pmtiles
    except OSError as error:  # it was there a moment ago, or its disk was
        raise UnreadableFileError(
            _("{file} cannot be opened: {reason}.").format(file=path.name, reason=error.strerror or error)
        ) from error


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


def _metadata_of(basemap: Basemap) -> dict[str, Any]:
    """Give what the cut-out archive says of itself."""
    metadata: dict[str, Any] = {"name": basemap.name, "type": "baselayer"}
    if attribution := basemap.attribution.text("en"):
        metadata["attribution"] = attribution
    if basemap.is_vector:
        metadata["vector_layers"] = [{"id": name, "fields": {}} for name in basemap.vector_layers]
    return metadata


def _fit(tile: bytes, basemap: Basemap) -> bytes:
    """Give a tile as the archive holds it; images as they are, vector tiles gzipped.

    A stranger's file may hold anything in the place of an image: what is not one does not go into a page.
    """
    if basemap.is_vector:
        return gzipped(tile)
    if type_of(tile[:16]) not in RASTER_TYPES:
        raise UnreadableFileError(
            _("{file} holds something else among its images. Choose another basemap.").format(file=basemap.path.name)
        )
    return tile


def _elsewhere(basemap: Basemap) -> NotFoundError:
    return NotFoundError(
        _("The basemap {file} does not reach the area of this map. Choose one that covers it.").format(
            file=basemap.path.name
        )
    )


def _too_small(basemap: Basemap, budget_bytes: int) -> WrongUseError:
    return WrongUseError(
        _(
            "Not even the coarsest part of the basemap {file} fits in {budget}. "
            "Allow more, show a smaller area, or publish without a basemap."
        ).format(file=basemap.path.name, budget=_megabytes(budget_bytes))
    )


def _left_out(basemap: Basemap, reached: int, last: int, budget_bytes: int) -> str:
    return _(
        "The basemap {file} goes to zoom {last}; within {budget} there was room to zoom {reached}. "
        "Closer in, it is enlarged. Allow more for finer detail."
    ).format(file=basemap.path.name, last=last, reached=reached, budget=_megabytes(budget_bytes))


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.3g} MB"
