"""A file of map tiles, recognised by its first bytes and opened for reading, whatever its format."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, Protocol

from asset_mapper.area_pack.mbtiles import MbtilesFile
from asset_mapper.area_pack.pmtiles import MAGIC, PmtilesFile
from asset_mapper.area_pack.tile_grid import Bounds, TileRange
from asset_mapper.errors import NotFoundError, UnreadableFileError
from asset_mapper.i18n import _
from asset_mapper.progress import Progress, no_progress

Container = Literal["mbtiles", "pmtiles"]

_SQLITE = b"SQLite format 3\x00"
_GEOPACKAGE = b"GPKG"  # its application id, in SQLite's header
_ZIP = b"PK\x03\x04"


class TileFile(Protocol):
    """What can be asked of a file of tiles."""

    def metadata(self) -> dict[str, Any]: ...
    def zooms(self) -> tuple[int, int] | None: ...
    def samples(self, count: int) -> Iterator[bytes]: ...
    def bounds(self) -> Bounds | None: ...
    def measure(self, tiles: TileRange) -> tuple[int, int]: ...
    def read(self, tiles: TileRange) -> Iterator[tuple[int, bytes]]: ...


def container_of(path: Path) -> Container:
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
def opened(path: Path, container: Container, progress: Progress = no_progress) -> Iterator[TileFile]:
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
