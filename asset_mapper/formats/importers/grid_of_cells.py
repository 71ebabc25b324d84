"""From rows of cells, as CSV files and sheets have them, to a table with column names.

Lists made by people have titles above the header, empty columns, columns without a name or with the same one, rows
with too many or too few cells, blank rows, and the header again on every printed page. Nothing of it costs a row:
what was decided is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from asset_mapper.errors import UnreadableFileError
from asset_mapper.formats.base import MAX_CELLS, Findings, Severity, SourceTable, too_large
from asset_mapper.i18n import _, ngettext

Row = Sequence[str | None]

_LOOK = 60  # rows among which the header is sought
_ROWS_AT_ONCE = 5_000

# What heads no column: numbers, dates, coordinates, addresses of mail and web, postcodes, UUIDs.
_DATA = re.compile(
    r"""
    [-+£$€]?[\d.,:/\s%()-]+ | \d{4}-\d\d-\d\d.* | \S+@\S+\.\S+ | (https?|mailto|ftp):\S+ | www\.\S+ |
    [A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2} | [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]+ | true | false | yes | no | n/?a | unknown
    """,
    re.VERBOSE | re.IGNORECASE,
)


def column_letters(index: int) -> str:
    """Name a column as spreadsheets do: A … Z, AA …"""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _filled(row: Row) -> int:
    return sum(1 for cell in row if cell and not cell.isspace())


def find_header(rows: Sequence[Row]) -> int | None:
    """Find the row that names the columns; ``None`` when the table has no such row.

    It is the first row that is wide enough and holds names, not data; a wider one below it wins when it has
    clearly more names that heads of columns have, as under a row of headings that span several columns.
    """
    sample = [(index, row, filled) for index, row in enumerate(rows[:_LOOK]) if (filled := _filled(row))]
    if not sample:
        return None
    widths = sorted(filled for _index, _row, filled in sample)
    usual = widths[len(widths) // 2]
    least = min(usual, 2) if usual <= 5 else 0.4 * usual
    first: tuple[int, int, int] | None = None  # index, names that are known, cells
    for index, row, filled in sample:
        if filled < least:
            continue  # a title, or a note above the table
        cells = [cell.strip() for cell in row if cell and not cell.isspace()]
        names = [cell for cell in cells if len(cell) <= 120 and not _DATA.fullmatch(cell)]
        known = sum(map(_is_known_heading, cells))
        if first is None:
            if len(names) < 0.8 * len(cells) and known < 2:
                return None
            first = index, known, filled
        elif filled > first[2] and known >= first[1] + 2 and index <= first[0] + 3:
            return index
    return first[0] if first else None


def _is_known_heading(cell: str) -> bool:
    from asset_mapper.formats.columns import is_known_heading

    return is_known_heading(cell)


def table(
    rows: list[Row],
    numbers: Sequence[int],
    *,
    file: str,
    layer: str = "",
    findings: Findings,
) -> SourceTable:
    """Make a table of rows of cells.

    Parameters
    ----------
    numbers
        The number of each row, as a person finds it.
    """
    import pandas as pd

    header_at = find_header(rows)
    if header_at is None:
        titles: Sequence[Row] = ()
        header: Row = ()
        body, body_numbers = rows, list(numbers)
        if rows:
            findings.add(
                "no-header",
                _(
                    "The first row holds data, not the names of columns. The columns are called A, B, C…"
                    " Put a row of names above them, or say what each of them holds."
                ),
                row=numbers[0],
            )
    else:
        titles = rows[:header_at]
        header = rows[header_at]
        if not any(_is_known_heading(cell) for cell in header if cell):
            findings.add(
                "header-doubtful",
                _(
                    "These were taken for the names of columns: {names}. If they are data, put a row of "
                    "names above them."
                ).format(names=", ".join(cell.strip() for cell in header if cell)[:200]),
                row=numbers[header_at],
            )
        body, body_numbers = rows[header_at + 1 :], list(numbers[header_at + 1 :])
        above = sum(1 for row in titles if _filled(row))
        if above:
            findings.add(
                "title-rows",
                ngettext(
                    "{n} row above the header was read as a title.",
                    "{n} rows above the header were read as titles.",
                    above,
                ).format(n=above),
                Severity.INFO,
            )
    width = max((len(row) for row in (header, *body)), default=0)
    if width * len(body) > MAX_CELLS:
        raise UnreadableFileError(too_large(f"{file}: {layer}" if layer else file, width * len(body)))
    body, body_numbers = _only_records(body, body_numbers, header, findings)
    if header_at is not None:
        _report_ragged(body, body_numbers, len(header), findings)
    columns = _columns(body, width)
    names = _names(header, titles, columns, findings, lettered=header_at is None)
    frame = pd.DataFrame(
        {name: pd.Series(column, dtype=object) for name, column in zip(names, columns, strict=True) if name},
        dtype=object,
    )
    return SourceTable(file=file, layer=layer, frame=frame, rows=body_numbers, findings=findings.all())


def _columns(body: Sequence[Row], width: int) -> list[list[str | None]]:
    """Turn rows into columns, a few thousand at a time: one long turn would hold up everything else."""
    columns: list[list[str | None]] = [[] for _column in range(width)]
    nothing: Row = [None] * width
    for start in range(0, len(body), _ROWS_AT_ONCE):
        portion = zip_longest(*body[start : start + _ROWS_AT_ONCE], nothing)
        for column, cells in zip(columns, portion, strict=True):
            # what starts with a sign or letter of ASCII needs no closer look: it saves a second on a large list
            column += [cell if cell and ("!" <= cell < "\x7f" or not cell.isspace()) else None for cell in cells[:-1]]
    return columns


def _only_records(
    body: Sequence[Row], numbers: list[int], header: Row, findings: Findings
) -> tuple[list[Row], list[int]]:
    """Leave out blank rows and repeated headers, and say so."""
    kept: list[Row] = []
    kept_numbers: list[int] = []
    heading = [cell.strip() for cell in header if cell and not cell.isspace()]
    for row, number in zip(body, numbers, strict=True):
        first = row[0] if row else None
        if (not first or first.isspace()) and not _filled(row):
            if row:
                findings.add("blank-row", _("The row is blank; nothing was read from it."), Severity.INFO, number)
        elif (
            heading
            and first == header[0]
            and [cell.strip() for cell in row if cell and not cell.isspace()] == heading
        ):
            findings.add("header-again", _("The row repeats the header; it was left out."), Severity.INFO, number)
        else:
            kept.append(row)
            kept_numbers.append(number)
    return kept, kept_numbers


def _report_ragged(body: Sequence[Row], numbers: Sequence[int], width: int, findings: Findings) -> None:
    """Say which rows have cells beyond the last column that has a name, or fewer cells than the header."""
    for row, number in zip(body, numbers, strict=True):
        if len(row) > width and any(cell and not cell.isspace() for cell in row[width:]):
            findings.add(
                "long-row",
                _(
                    "The row has {n} cells, but there are {width} column names: perhaps a comma or quotation mark is"
                    " missing. The cells beyond were kept in columns without a name."
                ).format(n=len(row), width=width),
                row=number,
            )
        elif len(row) < width:
            findings.add(
                "short-row",
                _("The row has {n} cells where the header has {width}; the rest were read as empty.").format(
                    n=len(row), width=width
                ),
                Severity.INFO,
                number,
            )


def _names(
    header: Row, titles: Sequence[Row], columns: Sequence[Sequence[str | None]], findings: Findings, *, lettered: bool
) -> list[str]:
    """Give each column a name of its own; ``""`` for a column with neither name nor content."""
    names: list[str] = []
    taken: set[str] = set()
    for index, column in enumerate(columns):
        given = " ".join((header[index] or "").split()) if index < len(header) else ""
        if not given:  # a cell merged with the one above it
            above = (row[index] for row in reversed(titles[-2:]) if index < len(row))
            given = next((" ".join(cell.split()) for cell in above if cell and not cell.isspace()), "")
        if not given and not any(column):
            names.append("")
            continue
        name = given or column_letters(index)
        if not given and not lettered:
            findings.add(
                "no-column-name",
                _("The column {letters} has no name; it is called “{letters}”.").format(letters=name),
                Severity.INFO,
                column=name,
            )
        if name in taken:
            number = next(n for n in range(2, len(columns) + 3) if f"{name} ({n})" not in taken)
            findings.add(
                "same-column-name",
                _("Two columns are called “{name}”; the second is called “{other}”.").format(
                    name=name, other=f"{name} ({number})"
                ),
                Severity.INFO,
                column=f"{name} ({number})",
            )
            name = f"{name} ({number})"
        taken.add(name)
        names.append(name)
    return names
