"""CSV and its relations: any usual encoding, any usual delimiter, quoted line breaks, titles above the header."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from asset_mapper.errors import UnreadableFileError
from asset_mapper.formats.base import (
    MAX_CELLS,
    MAX_FILE_BYTES,
    Findings,
    Importer,
    ReadOptions,
    SourceTable,
    too_large,
)
from asset_mapper.formats.formulas import released
from asset_mapper.formats.importers.grid_of_cells import Row, table
from asset_mapper.formats.importers.text import decode
from asset_mapper.i18n import N_, _
from asset_mapper.progress import Progress

DELIMITERS = (",", ";", "\t", "|")
_LONGEST_CELL = 16 * 1024 * 1024  # boundaries as text are long
_MOST_REPAIRS = 20
_GUARDED = re.compile(r"""(?:^|[,;\t|"])'+[=+\-@\t\r\n＝＋－＠]""", re.MULTILINE)  # a formula that was made harmless


def find_delimiter(text: str) -> str:
    """Choose the delimiter that cuts the first hundred rows most evenly into most cells."""
    first = text[:10].replace('"', "").lower()
    if first.startswith("sep=") and len(first) > 4:
        return first[4]
    sample = text[: 1 << 18]
    if len(text) > len(sample):
        sample = sample[: sample.rfind("\n") + 1] or sample
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        widths = Counter(len(row) for row in islice(_rows(io.StringIO(sample, newline=""), delimiter), 100) if row)
        if not widths:
            continue
        width, often = max(widths.items(), key=lambda item: (item[1], item[0]))
        score = (often / widths.total()) * min(width - 1, 8) if width > 1 else 0.0
        if score > best_score:
            best, best_score = delimiter, score
    return best


class _Lines:
    """The lines of a text, and whether the reader has asked for more than there are."""

    def __init__(self, text: str) -> None:
        self._text = io.StringIO(text, newline="")
        self.over = False

    def __iter__(self) -> Iterator[str]:
        yield from self._text
        self.over = True


def _rows(lines: Iterable[str], delimiter: str, quoting: int = csv.QUOTE_MINIMAL) -> csv._reader:  # type: ignore[name-defined]
    csv.field_size_limit(_LONGEST_CELL)
    return csv.reader(lines, delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]


def read(path: Path, options: ReadOptions, progress: Progress) -> tuple[SourceTable, ...]:
    if path.stat().st_size > MAX_FILE_BYTES:
        raise UnreadableFileError(
            _("“{name}” is larger than {size} MB. Save the part that you need as a file of its own.").format(
                name=path.name, size=MAX_FILE_BYTES >> 20
            )
        )
    findings = Findings()
    try:
        text, said = decode(path.read_bytes())
    except ValueError:
        raise UnreadableFileError(_("“{name}” is not text, so it is not a table.").format(name=path.name)) from None
    findings.extend(said)
    longest = max((text.count(delimiter, 0, 1 << 24) for delimiter in DELIMITERS), default=0)
    if longest > MAX_CELLS:
        raise UnreadableFileError(too_large(path.name, longest))
    try:
        delimiter = find_delimiter(text)
        rows = _read_rows(text, delimiter, path.name, findings)
    except csv.Error as error:
        raise UnreadableFileError(
            _("“{name}” has a cell that is longer than {size} million characters, so it is no list.").format(
                name=path.name, size=_LONGEST_CELL >> 20
            )
        ) from error
    if _GUARDED.search(text):
        rows = [[released(cell) if cell and cell[0] == "'" else cell for cell in row] for row in rows]
    numbers = range(1, len(rows) + 1)
    if rows and rows[0] and (rows[0][0] or "").lower().startswith("sep="):
        rows, numbers = rows[1:], range(2, len(rows) + 1)
    if not any(rows):
        raise UnreadableFileError(_("“{name}” is empty.").format(name=path.name))
    return (table(rows, numbers, file=path.name, findings=findings),)


def _read_rows(text: str, delimiter: str, name: str, findings: Findings) -> list[Row]:
    """Read all rows; a quotation mark that is never closed does not swallow the rest of the file."""
    rows: list[Row] = []
    for repair in range(_MOST_REPAIRS + 1):
        quoting = csv.QUOTE_NONE if repair == _MOST_REPAIRS else csv.QUOTE_MINIMAL
        open_at = _read_until_open_quote(text, delimiter, quoting, rows, name)
        if open_at is None:
            break
        findings.add(
            "open-quote",
            _(
                "A quotation mark that opens in this row is never closed. The row was read as it stands;"
                " check its cells, and those of the rows after it."
            ),
            row=len(rows) + 1,
        )
        lines = io.StringIO(text, newline="")
        line = next(islice(lines, open_at, None))
        rows.append(next(_rows([line], delimiter, csv.QUOTE_NONE)))
        text = lines.read()
    return rows


def _read_until_open_quote(text: str, delimiter: str, quoting: int, rows: list[Row], name: str) -> int | None:
    """Add the rows of *text* to *rows*; give the line where a row starts that never ends."""
    lines = _Lines(text)
    reader = _rows(lines, delimiter, quoting)
    started_at = cells = 0
    try:
        for row in reader:
            if lines.over:
                return started_at
            rows.append(row)
            started_at = reader.line_num
            cells += len(row)
            if cells > MAX_CELLS:
                raise UnreadableFileError(too_large(name, cells))
    except csv.Error:  # a cell that is longer than any
        return started_at
    return None


IMPORTER = Importer(
    key="csv",
    label=N_("CSV table"),
    suffixes=(".csv", ".tsv", ".txt", ".tab"),
    recognises=lambda head: False,
    read=read,
)
