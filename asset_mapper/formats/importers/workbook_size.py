"""How large the sheets of a workbook are, measured from the file itself and piece by piece.

Calamine lays a sheet out in memory as one full rectangle, so two cells in far corners would ask for gigabytes: this
is asked before calamine sees the file.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from asset_mapper.errors import UnreadableFileError
from asset_mapper.formats.base import MAX_CELLS, too_large
from asset_mapper.formats.importers.archive import damaged, open_archive, stream
from asset_mapper.formats.importers.xlsx_parts import Links, column_number, links_of, sheets_of
from asset_mapper.i18n import _

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What an .xls file begins with, and a workbook that is protected."""

_XLSX_CELL = re.compile(rb'<(?:\w+:)?c (?:[^<>]*? )?r="([A-Z]{1,3})([0-9]{1,7})"[^<>]*[^/]>')
_XLSX_LINK = re.compile(rb"<(?:\w+:)?hyperlink [^<>]+>")

_ODS_TAG = re.compile(
    rb"<(/?)table:(table|table-row|table-cell|covered-table-cell)(?=[ />])([^<>]*?)(/?)>", re.DOTALL
)
_ODS_REPEAT = re.compile(rb'table:number-(?:rows|columns)-repeated="([0-9]{1,9})"')

_BIFF_CELLS = {0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E, 0x0002, 0x0003, 0x0004, 0x0005}
_BIFF_BOF = {0x0009, 0x0209, 0x0409, 0x0809}


@dataclass(frozen=True, slots=True)
class Measured:
    """What is known of a sheet of an .xlsx file beside its cells."""

    cells: int  # of the rectangle from A1
    links: Links


def measure(path: Path) -> dict[str, Measured]:
    """Measure the sheets of an .xlsx file; any other workbook is refused here when it is too large.

    Raises
    ------
    UnreadableFileError
        It is too large, damaged, protected by a password, or no workbook.
    """
    with path.open("rb") as file:
        magic = file.read(8)
    if magic == OLE_MAGIC:
        return _measure_xls(path)
    with open_archive(path) as archive:
        members = set(archive.namelist())
        if "content.xml" in members:
            cells = _ods_cells(archive)
            if cells > MAX_CELLS:
                raise UnreadableFileError(too_large(path.name, cells))
            return {}
        if "xl/workbook.bin" in members:
            raise UnreadableFileError(
                _("“{name}” is a binary workbook (.xlsb). Save it as .xlsx, and import that.").format(name=path.name)
            )
        return _measure_xlsx(archive)


def protected(path: Path) -> UnreadableFileError:
    return UnreadableFileError(
        _("“{name}” is protected by a password. Open it, save it without one, and import that.").format(
            name=path.name
        )
    )


def _measure_xlsx(archive: zipfile.ZipFile) -> dict[str, Measured]:
    sheets = {name: _measure_xlsx_sheet(archive, member) for name, member in sheets_of(archive)}
    for info in archive.infolist():  # calamine reads these whole: see that they are as large as they say
        if info.filename.endswith("sharedStrings.xml"):
            for _piece in stream(archive, info):
                pass
    return sheets


def _measure_xlsx_sheet(archive: zipfile.ZipFile, member: str) -> Measured:
    last_row = last_column = 0
    found_links = []
    for piece in _whole_tags(stream(archive, member)):
        for letters, digits in _XLSX_CELL.findall(piece):
            column = column_number(letters)
            if column > last_column:
                last_column = column
            row = int(digits)
            if row > last_row:
                last_row = row
        if b"hyperlink " in piece:
            found_links += _XLSX_LINK.findall(piece)
    return Measured(last_row * last_column, links_of(archive, member, found_links))


def _whole_tags(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Cut pieces so that no tag is in two of them."""
    rest = b""
    for piece in pieces:
        whole, mark, begun = (rest + piece).rpartition(b"<")
        if mark and len(begun) < 1 << 16:
            yield whole
            rest = mark + begun
        else:
            yield rest + piece
            rest = b""
    yield rest


def _ods_cells(archive: zipfile.ZipFile) -> int:
    """Count the cells of the rectangle that the largest table of an ODS file fills."""
    largest = row = column = last_row = last_column = repeat_row = filled_to = 0
    for piece in _whole_tags(stream(archive, "content.xml")):
        for closing, tag, attributes, empty in _ODS_TAG.findall(piece):
            if tag == b"table":
                largest = max(largest, last_row * last_column)
                row = last_row = last_column = 0
            elif tag == b"table-row":
                if closing or empty:
                    if filled_to and closing:
                        last_row = row + repeat_row
                        last_column = max(last_column, filled_to)
                    row += repeat_row if closing else _repeat(attributes)
                else:
                    repeat_row, column, filled_to = _repeat(attributes), 0, 0
            elif not closing:
                column += _repeat(attributes)
                if not empty or b"office:value" in attributes:
                    filled_to = column
    return max(largest, last_row * last_column)


def _repeat(attributes: bytes) -> int:
    match = _ODS_REPEAT.search(attributes)
    return int(match[1]) if match else 1


def _measure_xls(path: Path) -> dict[str, Measured]:
    """Measure an .xls file: calamine lays out all sheets when it opens one, so the sum counts."""
    import olefile

    try:
        with olefile.OleFileIO(path) as ole:
            if ole.exists("EncryptedPackage"):
                raise protected(path)
            stream_name = next((name for name in ("Workbook", "Book") if ole.exists(name)), None)
            if stream_name is None:
                raise UnreadableFileError(
                    _("“{name}” is an old Office document, but not a workbook.").format(name=path.name)
                )
            data = ole.openstream(stream_name).read()
    except (OSError, ValueError, IndexError, RecursionError) as error:
        raise damaged(path) from error
    cells = last_row = last_column = at = 0
    while at + 4 <= len(data):
        kind, length = int.from_bytes(data[at : at + 2], "little"), int.from_bytes(data[at + 2 : at + 4], "little")
        if kind in _BIFF_BOF:
            cells += last_row * last_column
            last_row = last_column = 0
        elif kind == 0x002F:  # FILEPASS
            raise protected(path)
        elif kind in _BIFF_CELLS and length >= 4:
            last_row = max(last_row, int.from_bytes(data[at + 4 : at + 6], "little") + 1)
            last_column = max(last_column, int.from_bytes(data[at + 6 : at + 8], "little") + 1)
        at += 4 + length
    cells += last_row * last_column
    if cells > MAX_CELLS:
        raise UnreadableFileError(too_large(path.name, cells))
    return {}
