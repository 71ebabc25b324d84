"""Excel workbooks (.xlsx, .xlsm, .xls) and OpenDocument sheets (.ods), read by calamine.

Calamine lays a sheet out in memory as one full rectangle, so two cells in far corners would ask for gigabytes. The
extent of every sheet is therefore measured first, from the file itself and piece by piece, and a sheet that is too
large is refused before calamine sees it. Macros are never looked at. Links behind cells are read beside the cells.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from asset_mapper.errors import NotFoundError, UnreadableFileError
from asset_mapper.formats.base import (
    MAX_CELLS,
    Findings,
    Head,
    Importer,
    ImportFinding,
    ReadOptions,
    Severity,
    SourceTable,
    too_large,
)
from asset_mapper.formats.fill_in.guide import own_pages
from asset_mapper.formats.importers.archive import damaged, open_archive, stream
from asset_mapper.formats.importers.grid_of_cells import Row, find_header, table
from asset_mapper.i18n import N_, _
from asset_mapper.progress import Progress

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# Sheets that explain or exemplify, and hold no records. They are read when asked for by name.
_ASIDE = re.compile(
    r"\b(examples?|sample data|schema|templates?|read\s?me|about|instructions?|guidance|notes?|metadata|lookups?"
    r"|lists? of values|validat(e|ion)|drop ?downs?|change ?log|versions?|contents|cover|key|glossary"
    r"|enghr?eifftiau|enghraifft|cyfarwyddiadau|canllawiau|nodiadau|cynnwys|allwedd)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What is known of a sheet of a .xlsx file beside its cells."""

    cells: int  # of the rectangle from A1
    links: dict[tuple[int, int], str]  # row, column from 0 → address


def read(path: Path, options: ReadOptions, progress: Progress) -> tuple[SourceTable, ...]:
    sheets = _measure(path)
    for name, measured in sheets.items():
        if measured.cells > MAX_CELLS and options.sheet in (None, name):
            raise UnreadableFileError(too_large(f"{path.name}: {name}", measured.cells))
    with _open(path) as workbook:
        names = _visible(workbook)
        if options.sheet is not None:
            chosen = [name for name in workbook.sheet_names if name.casefold() == options.sheet.casefold()]
            if not chosen:
                raise NotFoundError(
                    _("“{name}” has no sheet called “{sheet}”. It has: {sheets}.").format(
                        name=path.name, sheet=options.sheet, sheets=", ".join(workbook.sheet_names)
                    )
                )
            names = chosen
        grids = []
        for number, name in enumerate(names):
            progress(number, len(names), _("Reading {name}").format(name=name))
            sheet = sheets.get(name)
            grids.append((name, *_cells(workbook, path, name, sheet.links if sheet else {})))
    hidden = [name for name in workbook.sheet_names if name not in names] if options.sheet is None else []
    return _tables(path, grids, options, _said(path, hidden), hidden)


def _open(path: Path) -> CalamineWorkbook:
    import python_calamine

    try:
        return python_calamine.CalamineWorkbook.from_path(path)
    except python_calamine.PasswordError:
        raise protected(path) from None
    except (python_calamine.CalamineError, OSError, ValueError, IndexError) as error:
        raise damaged(path) from error


def protected(path: Path) -> UnreadableFileError:
    return UnreadableFileError(
        _("“{name}” is protected by a password. Open it, save it without one, and import that.").format(
            name=path.name
        )
    )


def _visible(workbook: CalamineWorkbook) -> list[str]:
    """List the sheets with cells that a person sees; if all are hidden, all."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    cells = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    seen = [sheet.name for sheet in cells if sheet.visible == SheetVisibleEnum.Visible]
    return seen or [sheet.name for sheet in cells]


def _said(path: Path, hidden: Sequence[str]) -> list[ImportFinding]:
    findings = Findings()
    if hidden:
        findings.add(
            "sheet-not-read",
            _("Hidden sheets were not read: {sheets}.").format(sheets=", ".join(hidden)),
        )
    if path.suffix.lower() == ".xlsm":
        findings.add("macros", _("The macros in the workbook were ignored."), Severity.INFO)
    return list(findings.all())


def _cells(
    workbook: CalamineWorkbook, path: Path, name: str, links: dict[tuple[int, int], str]
) -> tuple[list[Row], list[int]]:
    """Give the rows of a sheet as text, and their numbers; links that the text does not show get a column
    beside it."""
    import python_calamine

    try:
        sheet = workbook.get_sheet_by_name(name)
        values: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, ValueError) as error:
        raise damaged(path) from error
    _fill_merged(values, sheet)
    rows: list[Row] = [[_shown(cell) for cell in row] for row in values]
    return _with_links(rows, links), list(range(1, len(rows) + 1))


def _fill_merged(values: list[list[Any]], sheet: CalamineSheet) -> None:
    """Repeat what is written over several rows in each of them: that is what a reader takes it to mean."""
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if bottom == top or right != left:
            continue  # a title over several columns stays one cell
        for row in values[top + 1 : bottom + 1]:
            if left < len(row) and row[left] == "":
                row[left] = values[top][left]


def _with_links(rows: list[Row], links: dict[tuple[int, int], str]) -> list[Row]:
    hidden = {
        place: target
        for place, target in links.items()
        if place[0] < len(rows)
        and place[1] < len(rows[place[0]])
        and not _says(rows[place[0]][place[1]] or "", target)
    }
    columns = sorted({column for _row, column in hidden})
    header = find_header(rows)
    if not columns or header is None:
        return rows
    beside = {}
    for column in columns:
        name = rows[header][column] if column < len(rows[header]) else None
        beside[column] = _("{column} (link)").format(column=name or "")
    return [
        [
            *row,
            *(
                beside[column] if index == header else hidden.get((index, column)) if index > header else None
                for column in columns
            ),
        ]
        for index, row in enumerate(rows)
    ]


def _says(text: str, target: str) -> bool:
    """Tell whether the text of a cell already shows where its link leads."""
    return unquote(target).removeprefix("mailto:").rstrip("/") in unquote(text)


def _shown(value: Any) -> str | None:
    """Write a cell as a person sees it."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes") if not value.second else value.isoformat("seconds")
    if isinstance(value, timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    return None if value is None else str(value)


def _tables(
    path: Path,
    grids: Sequence[tuple[str, list[Row], list[int]]],
    options: ReadOptions,
    said: list[ImportFinding],
    hidden: Sequence[str] = (),
) -> tuple[SourceTable, ...]:
    """Choose the sheets that are tables; name the others."""
    filled = [(name, rows, numbers) for name, rows, numbers in grids if any(any(row) for row in rows)]
    if not filled:
        raise UnreadableFileError(_("“{name}” has no cells with anything in them.").format(name=path.name))
    pages = own_pages((name, rows) for name, rows, _numbers in filled)
    if options.sheet is None and len(filled) > 1:
        chosen = [grid for grid in filled if grid[0] not in pages and _is_table(grid[0], grid[1])] or filled[:1]
    else:
        chosen = filled
    findings = Findings(said)
    left = [name for name, _rows, _numbers in grids if name not in {name for name, *_rest in chosen} | pages]
    if left:
        findings.add(
            "sheet-not-read",
            _("These sheets are empty or hold no list of things, so they were not read: {sheets}.").format(
                sheets=", ".join(left)
            ),
            Severity.INFO,
        )
    layer = len(filled) > 1 or len(grids) > 1
    unread = (*hidden, *(name for name, _rows, _numbers in filled if name in left))
    tables = tuple(
        table(
            rows,
            numbers,
            file=path.name,
            layer=name if layer else "",
            findings=findings if index == 0 else Findings(),
        )
        for index, (name, rows, numbers) in enumerate(chosen)
    )
    return (replace(tables[0], unread=unread), *tables[1:])


def _is_table(name: str, rows: Sequence[Row]) -> bool:
    """Tell whether a sheet of several is a list of records: a header with rows under it, not an explanation."""
    header = find_header(rows)
    if header is None or _ASIDE.search(name):
        return False
    width = sum(1 for cell in rows[header] if cell)
    return width >= 2 and any(any(row) for row in rows[header + 1 :])


# Measuring sheets before they are read


def _measure(path: Path) -> dict[str, _Sheet]:
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


def _measure_xlsx(archive: zipfile.ZipFile) -> dict[str, _Sheet]:
    relations = _relations(archive, "xl/workbook.xml")
    sheets = {}
    for element in _xml(archive, "xl/workbook.xml").iter():
        if _local(element.tag) == "sheet":
            target = relations.get(_by_local(element.attrib, "id", namespaced=True), "")
            if target in archive.namelist():
                sheets[element.attrib.get("name", "")] = _measure_xlsx_sheet(archive, target)
    for info in archive.infolist():  # calamine reads these whole: see that they are as large as they say
        if info.filename.endswith("sharedStrings.xml"):
            for _piece in stream(archive, info):
                pass
    return sheets


_XLSX_CELL = re.compile(rb'<(?:\w+:)?c (?:[^<>]*? )?r="([A-Z]{1,3})([0-9]{1,7})"[^<>]*[^/]>')
_XLSX_LINK = re.compile(rb"<(?:\w+:)?hyperlink [^<>]+>")
_ATTRIBUTE = re.compile(r'(?:\w+:)?(\w+)="([^"]*)"')


def _measure_xlsx_sheet(archive: zipfile.ZipFile, member: str) -> _Sheet:
    last_row = last_column = 0
    found_links = []
    for piece in _whole_tags(stream(archive, member)):
        for letters, digits in _XLSX_CELL.findall(piece):
            column = 0
            for letter in letters:
                column = column * 26 + letter - 64
            if column > last_column:
                last_column = column
            row = int(digits)
            if row > last_row:
                last_row = row
        if b"hyperlink " in piece:
            found_links += _XLSX_LINK.findall(piece)
    return _Sheet(last_row * last_column, _links(archive, member, found_links))


def _links(archive: zipfile.ZipFile, member: str, tags: Sequence[bytes]) -> dict[tuple[int, int], str]:
    """Give the addresses behind the cells of a sheet, by row and column from 0."""
    if not tags:
        return {}
    from html import unescape

    relations = _relations(archive, member, external=True)
    links = {}
    for tag in tags:
        attributes = dict(_ATTRIBUTE.findall(tag.decode("utf-8", "replace")))
        match = re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7})(:.*)?", attributes.get("ref", ""))
        target = relations.get(attributes.get("id", ""))
        if match and target:
            column = 0
            for letter in match[1]:
                column = column * 26 + ord(letter) - 64
            links[int(match[2]) - 1, column - 1] = unescape(target)
    return links


def _relations(archive: zipfile.ZipFile, member: str, *, external: bool = False) -> dict[str, str]:
    """Read what the ids in a part of a workbook stand for."""
    part = PurePosixPath(member)
    name = str(part.parent / "_rels" / f"{part.name}.rels")
    if name not in archive.namelist():
        return {}
    relations = {}
    for element in _xml(archive, name).iter():
        target = element.attrib.get("Target")
        if target is None:
            continue
        if element.attrib.get("TargetMode") != "External":
            target = target.lstrip("/") if target.startswith("/") else str(part.parent / target)
        elif not external:
            continue
        relations[element.attrib.get("Id", "")] = target
    return relations


def _xml(archive: zipfile.ZipFile, member: str) -> Any:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        return fromstring(archive.read(member), forbid_dtd=True)
    except KeyError:
        raise zipfile.BadZipFile(member) from None
    except (ParseError, DefusedXmlException) as error:
        raise zipfile.BadZipFile(member) from error


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _by_local(attributes: dict[str, str], name: str, *, namespaced: bool) -> str:
    return next(
        (value for key, value in attributes.items() if _local(key) == name and ("}" in key) == namespaced), ""
    )


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


_ODS_TAG = re.compile(
    rb"<(/?)table:(table|table-row|table-cell|covered-table-cell)(?=[ />])([^<>]*?)(/?)>", re.DOTALL
)
_ODS_REPEAT = re.compile(rb'table:number-(?:rows|columns)-repeated="([0-9]{1,9})"')


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


_BIFF_CELLS = {0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E, 0x0002, 0x0003, 0x0004, 0x0005}
_BIFF_BOF = {0x0009, 0x0209, 0x0409, 0x0809}


def _measure_xls(path: Path) -> dict[str, _Sheet]:
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


def _recognises(head: Head) -> bool:
    if head.data.startswith(OLE_MAGIC):
        return True
    return any(name.startswith(("xl/workbook.", "content.xml")) for name in head.members)


IMPORTER = Importer(
    key="excel",
    label=N_("Excel or OpenDocument workbook"),
    suffixes=(".xlsx", ".xlsm", ".xls", ".ods"),
    recognises=_recognises,
    read=read,
)
