"""Postcodes without the internet: a small index of where each one is, kept as one file.

A postcode stands for some fifteen addresses: its point is near them and not at one of them.
"""

import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asset_mapper.area_pack.attribution import Attribution, postcodes_attribution
from asset_mapper.errors import UnreadableFileError
from asset_mapper.i18n import _

if TYPE_CHECKING:
    import numpy as np

SUFFIX = ".postcodes"

POSTCODE = r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}"
"""What one looks like, in capitals without blanks."""

DEGREE = 1_000_000  # positions are kept in millionths of a degree, a tenth of a metre
_VERSION = 1
_LARGEST_PART = 256 * 1024 * 1024

DAMAGED_ZIP = (OSError, ValueError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)
"""What reading a damaged zip ends in."""

_DAMAGED = (*DAMAGED_ZIP, KeyError, TypeError, AttributeError, SyntaxError, MemoryError)  # so do numpy's columns


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
        lon, lat = int(self.lons[at]) / DEGREE, int(self.lats[at]) / DEGREE
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
        except _DAMAGED as error:
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
            and np.all(np.abs(self.lons.astype(np.int64)) <= 180 * DEGREE)
            and np.all(np.abs(self.lats.astype(np.int64)) <= 90 * DEGREE)
        )


def compact_postcode(text: str) -> str | None:
    """Give a postcode in capitals without blanks; ``None`` when it cannot be one."""
    compact = "".join(text.split()).upper()
    return compact if re.fullmatch(POSTCODE, compact, re.ASCII) else None


def written_postcode(compact: str) -> str:
    """Give a postcode as people write it: ``CF10 1AA``."""
    return f"{compact[:-3]} {compact[-3:]}"
