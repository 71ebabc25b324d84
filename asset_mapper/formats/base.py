"""What every importer gives: tables as they are in the file, and what is to be said about them.

A file is read in three steps, each knowing only the one before: an importer reads it into ``SourceTable``;
``columns`` says what each column holds; ``drafting`` makes records of the rows, with their places from ``positions``.
``services/imports/reading.py`` takes the three.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asset_mapper.domain.checks import Severity as Severity  # importers say it of their findings
from asset_mapper.i18n import _, ngettext
from asset_mapper.progress import Progress

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

WGS84 = "EPSG:4326"
BRITISH_GRID = "EPSG:27700"

MAX_CELLS = 5_000_000
"""The most cells of one table. More is refused: it would not fit an old laptop, and no asset list is so large."""

MAX_FILE_BYTES = 512 * 1024 * 1024
"""The largest file that is read whole, and the most that an archive may unpack to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFinding:
    """One thing that a person should know about a file, a column or a row."""

    code: str  # for programs, such as ``no-name``
    message: str  # what is wrong, and what to do
    severity: Severity = Severity.WARNING
    row: int | None = None  # as a person finds it: the header of a plain table is row 1
    column: str | None = None

    def as_dict(self) -> dict[str, Any]:
        return {
            "row": self.row,
            "column": self.column,
            "severity": self.severity.value,
            "code": self.code,
            "message": self.message,
        }


class Findings:
    """Collects findings; of one code about one column it keeps the first few dozen and counts the rest.

    Errors are never left out, since each stands for a row that was refused.
    """

    LIMIT = 50

    def __init__(self, start: Sequence[ImportFinding] = ()) -> None:
        self._kept: list[ImportFinding] = list(start)
        self._counts: dict[tuple[str, str | None], int] = {}

    def add(
        self,
        code: str,
        message: str,
        severity: Severity = Severity.WARNING,
        row: int | None = None,
        column: str | None = None,
    ) -> None:
        if severity is not Severity.ERROR and row is not None:
            count = self._counts[code, column] = self._counts.get((code, column), 0) + 1
            if count > self.LIMIT:
                return
        self._kept.append(ImportFinding(code=code, message=message, severity=severity, row=row, column=column))

    def extend(self, findings: Sequence[ImportFinding]) -> None:
        self._kept.extend(findings)

    def full(self, code: str, column: str | None = None) -> bool:
        """Tell whether another finding of this code would only be counted: spares making its message."""
        return self._counts.get((code, column), 0) >= self.LIMIT

    def count(self, code: str, column: str | None = None, more: int = 1) -> None:
        """Count findings whose message would not be kept."""
        self._counts[code, column] = self._counts.get((code, column), 0) + more

    def all(self) -> tuple[ImportFinding, ...]:
        """Give all, with one more for each code that had too many."""
        rest = []
        for (code, column), count in self._counts.items():
            more = count - self.LIMIT
            if more > 0:
                text = ngettext("The same holds for {n} more row.", "The same holds for {n} more rows.", more).format(
                    n=more
                )
                rest.append(ImportFinding(code=code, message=text, severity=Severity.INFO, column=column))
        return (*self._kept, *rest)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTable:
    """One table or layer as it is in the file.

    ``frame`` has one column of text for each column of the file (object dtype, ``None`` where empty), written as a
    person sees it there: dates ISO, whole numbers without ``.0``, leading zeros kept.
    """

    file: str  # the name of the file, without its folder
    layer: str = ""  # "" when the file holds one table
    frame: pd.DataFrame
    rows: Sequence[int]  # the number of each row, as a person finds it
    geometry: np.ndarray[Any, Any] | None = None  # shapely geometries or None, one for each row
    crs: str | None = None  # of the geometry; None when nobody said
    ids: Sequence[str | None] | None = None  # where the file itself has stable ones
    findings: tuple[ImportFinding, ...] = ()
    unread: tuple[str, ...] = ()  # of the first table: sheets that were passed over, and can be asked for

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def title(self) -> str:
        return f"{self.file}: {self.layer}" if self.layer else self.file


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What the user said about the file."""

    sheet: str | None = None  # of a workbook, or a layer
    crs: str | None = None  # of coordinates that do not say theirs


@dataclass(frozen=True, slots=True, kw_only=True)
class Importer:
    """One kind of file that can be read."""

    key: str
    label: str  # N_()
    suffixes: tuple[str, ...]  # usual endings, for file dialogs; the content decides
    recognises: Callable[[Head], bool]
    read: Callable[[Path, ReadOptions, Progress], tuple[SourceTable, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The beginning of a file, from which its kind is told."""

    name: str
    data: bytes  # the first 64 KiB
    members: tuple[str, ...] = field(default=())  # of a ZIP archive

    @property
    def text(self) -> str:
        """The beginning as lower-case text without its BOM, for XML and JSON."""
        raw = self.data
        if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return raw.decode("utf-16", "replace").lstrip("\ufeff \t\r\n").lower()
        return raw.decode("utf-8", "replace").lstrip("\ufeff \t\r\n").lower()


def too_large(name: str, cells: int) -> str:
    """Say that a table has too many cells."""
    return _(
        "“{name}” has {cells:,} cells; at most {most:,} are read. Save the part that you need as a file of its own."
    ).format(name=name, cells=cells, most=MAX_CELLS)
