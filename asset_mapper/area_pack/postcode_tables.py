"""From the free files of Ordnance Survey and ONS to an index of postcodes.

Read are Code-Point Open (no header; British grid), ONSPD and NSPL (whose headers change by the year and are known by
pattern), and any table with a postcode and a position, as a file, a folder of files or the zip as downloaded.

Great Britain's grid is turned into degrees by PROJ, to 5 m without the national grid file. Postcodes that ended have
no position today, and those of Northern Ireland come under another licence: both are left out and counted.
"""

import csv
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from asset_mapper.area_pack.postcodes import DAMAGED_ZIP, DEGREE, POSTCODE, PostcodeIndex, Source, compact_postcode
from asset_mapper.errors import NotFoundError, UnreadableFileError
from asset_mapper.i18n import _
from asset_mapper.progress import Progress, no_progress

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

BRITISH_GRID = "EPSG:27700"

_ROWS_AT_ONCE = 200_000
_NOTHING_FOUND = 255

_DAMAGED = (*DAMAGED_ZIP, csv.Error)

# Which column holds what, most telling first. The names of ONS carry the year of the areas; these do not change.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "postcode": ("pcds", "pcd8", "pcd7", "pcd2", "pcd", "postcode", "pc"),
    "lat": ("lat", "latitude"),
    "lon": ("long", "lon", "lng", "longitude"),
    "easting": ("oseast1m", "east1m", "eastings", "easting", "ea"),
    "northing": ("osnrth1m", "north1m", "northings", "northing", "no"),
    "quality": ("osgrdind", "gridind", "positional_quality_indicator", "pq"),
    "ended": ("doterm",),
}
_SOURCES = (("pcds", "ons"), ("positional_quality_indicator", "code-point-open"))  # by a column that only they have
_CODE_POINT_OPEN = {"postcode": 0, "quality": 1, "easting": 2, "northing": 3}
_CODE_POINT_OPEN_WIDTH = 10
_FOLDERS_PASSED_OVER = {"doc", "documents", "multi_csv", "__macosx"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PostcodesRead:
    """An index, and what became of every row: ``rows`` is the sum of the others and of the postcodes kept."""

    index: PostcodeIndex
    rows: int
    ended: int  # no longer in use
    nowhere: int  # without a position
    other_licence: int  # Northern Ireland
    unreadable: int  # not a postcode, or not a number where one is needed
    repeated: int


class _Table(NamedTuple):
    """One table of postcodes: how to open it, and which of its columns hold what."""

    file: IO[bytes]
    columns: dict[str, int]
    has_header: bool
    source: str


def read_postcodes(
    path: Path, *, year: int, northern_ireland: bool = False, progress: Progress = no_progress
) -> PostcodesRead:
    """Read postcodes from a file, a folder or a zip.

    Parameters
    ----------
    year
        Of the data, for the credits.
    northern_ireland
        Whether to keep postcodes that begin with BT, whose licence is another one.

    Raises
    ------
    UnreadableFileError
        Nothing in it is a table of postcodes that is known.
    """
    import numpy as np

    parts: list[PostcodeIndex] = []
    counts = {"rows": 0, "ended": 0, "nowhere": 0, "other_licence": 0, "unreadable": 0}
    sources: list[Source] = []
    with _trouble_said(path):
        for table in _tables(path):
            sources.append(Source(table.source, year))
            for rows in _rows(table):
                progress(counts["rows"], 0, _("Reading postcodes"))
                parts.append(_positions(rows, counts, northern_ireland=northern_ireland))
    if not sources:
        raise UnreadableFileError(
            _(
                "{file} holds no postcodes that can be read. "
                "Choose Code-Point Open as CSV, the ONS Postcode Directory, or a table with postcode, lat and long."
            ).format(file=path.name)
        )
    names = ("codes", "lons", "lats", "qualities")
    kept = [np.concatenate([getattr(part, name) for part in (_no_postcodes(), *parts)]) for name in names]
    index = replace(_ordered(*kept), sources=tuple(dict.fromkeys(sources)))
    return PostcodesRead(index=index, repeated=len(kept[0]) - len(index), **counts)


def _no_postcodes() -> PostcodeIndex:
    import numpy as np

    places = np.empty(0, dtype=np.int32)
    return PostcodeIndex(np.empty(0, dtype="S7"), places, places, np.empty(0, dtype=np.uint8))


def _tables(path: Path) -> Iterator[_Table]:
    """Open each table of postcodes in *path*, one after the other; what is something else is passed over."""
    for file in _files(path):
        with file:
            table = _recognised(file)
            if table is not None:
                yield table


@contextmanager
def _trouble_said(path: Path) -> Iterator[None]:
    """Say in a sentence what a disk, a zip or a table could not do."""
    try:
        yield
    except FileNotFoundError as error:
        raise NotFoundError(_("There is no file at {path}. Choose it again.").format(path=path)) from error
    except _DAMAGED as error:
        raise UnreadableFileError(
            _("{file} cannot be read: it is damaged, or not complete. Download or copy it again.").format(
                file=path.name
            )
        ) from error


def _files(path: Path) -> Iterator[IO[bytes]]:
    def is_wanted(parts: Iterable[str]) -> bool:
        *folders, name = (part.lower() for part in parts)
        return name.endswith((".csv", ".txt")) and not _FOLDERS_PASSED_OVER & set(folders)

    if path.is_dir():
        for file in sorted(path.rglob("*")):
            if file.is_file() and is_wanted(file.relative_to(path).parts):
                yield file.open("rb")
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            for name in sorted(packed.namelist()):
                if is_wanted(name.split("/")):
                    yield packed.open(name)
    else:
        yield path.open("rb")


def _recognised(file: IO[bytes]) -> _Table | None:
    """See by the first line what a file is, and go back to its beginning."""
    line = file.readline(100_000).decode("utf-8-sig", "replace")
    file.seek(0)
    first = next(csv.reader(line.splitlines()[:1]), [])
    if len(first) == _CODE_POINT_OPEN_WIDTH and compact_postcode(first[0]) and all(c.isdigit() for c in first[1:4]):
        return _Table(file, _CODE_POINT_OPEN, has_header=False, source="code-point-open")
    names = [cell.strip().lower() for cell in first]
    columns = {
        what: next(names.index(known) for known in candidates if known in names)
        for what, candidates in _COLUMNS.items()
        if set(candidates) & set(names)
    }
    if "postcode" not in columns or not ({"lat", "lon"} <= set(columns) or {"easting", "northing"} <= set(columns)):
        return None
    source = next((key for mark, key in _SOURCES if mark in names), "table")
    return _Table(file, columns, has_header=True, source=source)


def _rows(table: _Table) -> Iterator["pd.DataFrame"]:
    """Read the columns that matter, as text, some rows at a time."""
    import pandas as pd

    by_place = sorted((place, what) for what, place in table.columns.items())
    try:
        with pd.read_csv(
            table.file,
            encoding="utf-8-sig",
            encoding_errors="replace",
            header=None,
            skiprows=int(table.has_header),
            usecols=[place for place, _what in by_place],
            dtype=str,
            keep_default_na=False,
            na_filter=False,
            chunksize=_ROWS_AT_ONCE,
        ) as chunks:
            for rows in chunks:
                yield rows.rename(columns=dict(by_place)).fillna("")
    except pd.errors.EmptyDataError:
        return


def _positions(rows: "pd.DataFrame", counts: dict[str, int], *, northern_ireland: bool) -> PostcodeIndex:
    """Take the postcodes with a position out of some rows, and count the others by why not."""
    import numpy as np
    import pandas as pd

    text = rows["postcode"].str.replace(r"\s+", "", regex=True).str.upper()
    good = text.str.fullmatch(POSTCODE).to_numpy(dtype=bool)
    if "ended" in rows:
        ended = good & (rows["ended"].str.strip() != "").to_numpy(dtype=bool)
    else:
        ended = np.zeros(len(rows), dtype=bool)
    foreign = good & ~ended & (not northern_ireland) & text.str.startswith("BT").to_numpy(dtype=bool)

    def numbers(what: str) -> "np.ndarray[Any, Any]":
        return pd.to_numeric(rows[what].str.strip(), errors="coerce").to_numpy(dtype=float)

    if "lat" in rows and "lon" in rows:
        lons, lats = numbers("lon"), numbers("lat")
        placed = (np.abs(lats) <= 90) & (np.abs(lons) <= 180)  # 99.999999 is ONS's word for nowhere
        blank = (rows["lat"].str.strip() == "").to_numpy(dtype=bool) | (lats > 90)
    else:
        eastings, northings = numbers("easting"), numbers("northing")
        lons, lats = _degrees(eastings, northings)
        placed = np.isfinite(lons) & ((eastings > 0) | (northings > 0))
        blank = (eastings == 0) & (northings == 0)
    quality = numbers("quality") if "quality" in rows else np.zeros(len(rows))
    quality = np.where(quality < 10, quality * 10, quality)  # ONS writes 1 where Ordnance Survey writes 10
    quality = np.where((quality >= 0) & (quality < _NOTHING_FOUND), quality, 0).astype(np.uint8)
    nowhere = good & ~ended & ~foreign & ~placed & blank
    kept = good & ~ended & ~foreign & placed
    counts["rows"] += len(rows)
    counts["ended"] += int(ended.sum())
    counts["other_licence"] += int(foreign.sum())
    counts["nowhere"] += int(nowhere.sum())
    counts["unreadable"] += int((~(ended | foreign | nowhere | kept)).sum())
    return PostcodeIndex(
        codes=np.array(text[kept].tolist(), dtype="S7"),
        lons=np.rint(lons[kept] * DEGREE).astype(np.int32),
        lats=np.rint(lats[kept] * DEGREE).astype(np.int32),
        qualities=quality[kept],
    )


def _degrees(
    eastings: "np.ndarray[Any, Any]", northings: "np.ndarray[Any, Any]"
) -> "tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]":
    """Turn metres of the British National Grid into degrees of WGS 84; not-a-number beyond the grid."""
    import numpy as np
    import pyproj

    lons, lats = pyproj.Transformer.from_crs(BRITISH_GRID, "EPSG:4326", always_xy=True).transform(eastings, northings)
    on_grid = (eastings >= 0) & (eastings < 700_000) & (northings >= 0) & (northings < 1_300_000)
    return np.where(on_grid, lons, np.nan), np.where(on_grid, lats, np.nan)


def _ordered(
    codes: "np.ndarray[Any, Any]",
    lons: "np.ndarray[Any, Any]",
    lats: "np.ndarray[Any, Any]",
    qualities: "np.ndarray[Any, Any]",
) -> PostcodeIndex:
    """Sort by postcode and keep each once: the best known position, then the first."""
    import numpy as np

    worth = np.where(qualities == 0, _NOTHING_FOUND, qualities)
    order = np.lexsort((np.arange(len(codes)), worth, codes))
    codes = codes[order]
    first = np.ones(len(codes), dtype=bool)
    first[1:] = codes[1:] != codes[:-1]
    chosen = order[first]
    return PostcodeIndex(codes[first].astype("S7"), lons[chosen], lats[chosen], qualities[chosen])
