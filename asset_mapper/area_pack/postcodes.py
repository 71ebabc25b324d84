"""Postcodes without the internet: from the free files of Ordnance Survey and ONS to a small index, and places by it.

Read are Code-Point Open (no header; British grid), ONSPD and NSPL (whose headers change by the year and are known by
pattern), and any table with a postcode and a position, as a file, a folder of files or the zip as downloaded.

A postcode stands for some fifteen addresses: its point is near them and not at one of them. Great Britain's grid is
turned into degrees by PROJ, to 5 m without the national grid file. Postcodes that ended have no position today, and
those of Northern Ireland come under another licence: both are left out and counted.
"""

import csv
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from asset_mapper.area_pack.attribution import Attribution, postcodes_attribution
from asset_mapper.errors import NotFoundError, UnreadableFileError
from asset_mapper.i18n import _
from asset_mapper.progress import Progress, no_progress

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

SUFFIX = ".postcodes"
BRITISH_GRID = "EPSG:27700"

_POSTCODE = r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}"
_ROWS_AT_ONCE = 200_000
_DEGREE = 1_000_000  # positions are kept in millionths of a degree, a tenth of a metre
_VERSION = 1
_LARGEST_PART = 256 * 1024 * 1024
_NOTHING_FOUND = 255

# What damaged zips and tables end in, and what numpy's columns do beside.
_DAMAGE = (OSError, ValueError, EOFError, RuntimeError, csv.Error, zipfile.BadZipFile, zlib.error)
_DAMAGED_COLUMNS = (*_DAMAGE, KeyError, TypeError, AttributeError, SyntaxError, MemoryError)

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


@dataclass(frozen=True, slots=True)
class FoundPostcode:
    """Where a postcode is."""

    postcode: str  # as people write it
    lon: float  # degrees, WGS 84
    lat: float
    quality: int
    """How good the position is: 10 best, 20 and 30 within some 50 m, 40 and 50 from what was there or is around,
    60 the middle of the postcode sector; 0 not known."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where postcodes came from, to be credited."""

    key: str  # code-point-open, ons or table
    year: int


@dataclass(frozen=True, slots=True, eq=False)
class PostcodeIndex:
    """Postcodes in order, each with its position: three columns of numbers beside one of names."""

    codes: "np.ndarray[Any, Any]"  # bytes without blank, such as b"CF101AA", sorted, each once
    lons: "np.ndarray[Any, Any]"  # millionths of a degree
    lats: "np.ndarray[Any, Any]"
    qualities: "np.ndarray[Any, Any]"
    sources: tuple[Source, ...] = ()

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def attribution(self) -> Attribution:
        """What must be printed wherever these positions are shown."""
        return postcodes_attribution(tuple((source.key, source.year) for source in self.sources))

    def find(self, postcode: str) -> FoundPostcode | None:
        """Find one postcode however it is typed; ``None`` when it is not known, or not a postcode."""
        import numpy as np

        compact = compact_postcode(postcode)
        if compact is None:
            return None
        at = int(np.searchsorted(self.codes, compact.encode()))
        if at == len(self.codes) or self.codes[at] != compact.encode():
            return None
        lon, lat = int(self.lons[at]) / _DEGREE, int(self.lats[at]) / _DEGREE
        return FoundPostcode(written_postcode(compact), lon, lat, int(self.qualities[at]))

    def save(self, path: Path) -> None:
        """Write the index as one file, whole or not at all."""
        import numpy as np

        credits = np.array([f"{source.key} {source.year}" for source in self.sources], dtype="S40")
        half = path.with_name(path.name + ".part")
        try:
            with half.open("wb") as file:
                np.savez_compressed(
                    file,
                    version=np.array([_VERSION]),
                    codes=self.codes,
                    lons=self.lons,
                    lats=self.lats,
                    qualities=self.qualities,
                    sources=credits,
                )
            half.replace(path)
        finally:
            half.unlink(missing_ok=True)

    @staticmethod
    def load(path: Path) -> "PostcodeIndex":
        """Read an index that ``save`` wrote.

        Raises
        ------
        UnreadableFileError
            It is not one, or it is damaged.
        """
        import numpy as np

        wrong = UnreadableFileError(
            _("{file} is not a postcode index, or it is damaged. Make it again from the postcode files.").format(
                file=path.name
            )
        )
        try:
            with zipfile.ZipFile(path) as packed:
                if any(part.file_size > _LARGEST_PART for part in packed.infolist()):
                    raise wrong
            with np.load(path, allow_pickle=False) as parts:
                if parts["version"].tolist() != [_VERSION]:
                    raise wrong
                credits = [text.decode("ascii").split() for text in parts["sources"].tolist()]
                index = PostcodeIndex(
                    codes=parts["codes"],
                    lons=parts["lons"],
                    lats=parts["lats"],
                    qualities=parts["qualities"],
                    sources=tuple(Source(key, int(year)) for key, year in credits),
                )
        except _DAMAGED_COLUMNS as error:
            raise wrong from error
        if not index._is_sound():
            raise wrong
        return index

    def _is_sound(self) -> bool:
        """Say whether the columns are of the right kind and length, in order, and on Earth."""
        import numpy as np

        columns = (self.codes, self.lons, self.lats, self.qualities)
        if [column.dtype.str.lstrip("<|>=") for column in columns] != ["S7", "i4", "i4", "u1"]:
            return False
        if {column.shape for column in columns} != {(len(self.codes),)}:
            return False
        return bool(
            np.all(self.codes[1:] > self.codes[:-1])
            and np.all(np.abs(self.lons.astype(np.int64)) <= 180 * _DEGREE)
            and np.all(np.abs(self.lats.astype(np.int64)) <= 90 * _DEGREE)
        )


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


def compact_postcode(text: str) -> str | None:
    """Give a postcode in capitals without blanks; ``None`` when it cannot be one."""
    compact = "".join(text.split()).upper()
    return compact if re.fullmatch(_POSTCODE, compact, re.ASCII) else None


def written_postcode(compact: str) -> str:
    """Give a postcode as people write it: ``CF10 1AA``."""
    return f"{compact[:-3]} {compact[-3:]}"


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
    except _DAMAGE as error:
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
    good = text.str.fullmatch(_POSTCODE).to_numpy(dtype=bool)
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
        lons=np.rint(lons[kept] * _DEGREE).astype(np.int32),
        lats=np.rint(lats[kept] * _DEGREE).astype(np.int32),
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
