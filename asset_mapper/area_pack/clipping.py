"""The part of a basemap that a map of some area needs, cut out as one PMTiles archive that a page can carry.

What is cut out is as deep as the file or a budget of bytes goes and no deeper: a page draws closer zooms by enlarging
the deepest one, which keeps vector maps sharp. It need not begin at the world: it begins two zooms further out than
all of the area at once; what room is left when it is as deep as it can be shows the neighbourhood.
"""

import json
from dataclasses import dataclass
from typing import Any

from asset_mapper.area_pack.attribution import Attribution
from asset_mapper.area_pack.basemap import Basemap, Schema
from asset_mapper.area_pack.pmtiles import write_archive
from asset_mapper.area_pack.tile_file import TileFile, opened
from asset_mapper.area_pack.tile_grid import Bounds, checked_bounds, meet, overview_zoom, tiles_to_keep
from asset_mapper.area_pack.tiles import RASTER_TYPES, TileType, gzipped, type_of
from asset_mapper.errors import NotFoundError, UnreadableFileError, WrongUseError
from asset_mapper.i18n import _
from asset_mapper.progress import Progress, no_progress

ZOOMS_ABOVE_OVERVIEW = 2
NEIGHBOURHOOD_ZOOM = 10
"""A window at this zoom shows some 50 km: where a village lies. What room is left goes into zooms down to it."""

MOST_TILES_A_ZOOM = 250_000
_HEADER_BYTES = 127
_BYTES_PER_ENTRY = 4  # what a tile adds to the directory, packed; measured


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


class _Cutting:
    """What was taken so far: the tiles of each zoom by their numbers."""

    def __init__(self, basemap: Basemap, bounds: Bounds, room: int, progress: Progress) -> None:
        self.tiles: dict[int, dict[int, bytes]] = {}
        self._basemap = basemap
        self._bounds = bounds
        self._room = room
        self._progress = progress

    def take(self, file: TileFile, zoom: int) -> bool:
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
