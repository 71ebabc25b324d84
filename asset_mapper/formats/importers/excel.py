"""Excel workbooks (.xlsx, .xlsm, .xls) and OpenDocument sheets (.ods), read by calamine.

How large the sheets are is measured before (``workbook_size.py``), and one that is too large is refused. Macros are
never looked at. Sheets that explain or exemplify are passed over, and named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

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
from asset_mapper.formats.importers.archive import damaged
from asset_mapper.formats.importers.grid_of_cells import Row, find_header, table
from asset_mapper.formats.importers.sheet_cells import rows_of
from asset_mapper.formats.importers.workbook_size import OLE_MAGIC, measure, protected
from asset_mapper.formats.importers.xlsx_parts import Links
from asset_mapper.i18n import N_, _
from asset_mapper.progress import Progress

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_ASIDE = re.compile(
    r"\b(examples?|sample data|schema|templates?|read\s?me|about|instructions?|guidance|notes?|metadata|lookups?"
    r"|lists? of values|validat(e|ion)|drop ?downs?|change ?log|versions?|contents|cover|key|glossary"
    r"|enghr?eifftiau|enghraifft|cyfarwyddiadau|canllawiau|nodiadau|cynnwys|allwedd)\b",
    re.IGNORECASE,
)
"""Names of sheets that explain or exemplify, and hold no records. They are read when asked for by name."""


def read(path: Path, options: ReadOptions, progress: Progress) -> tuple[SourceTable, ...]:
    sheets = measure(path)
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
            grids.append((name, _rows_of_sheet(workbook, path, name, sheet.links if sheet else {})))
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


def _visible(workbook: CalamineWorkbook) -> list[str]:
    """List the sheets with cells that a person sees; if all are hidden, all."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    cells = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    seen = [sheet.name for sheet in cells if sheet.visible == SheetVisibleEnum.Visible]
    return seen or [sheet.name for sheet in cells]


def _rows_of_sheet(workbook: CalamineWorkbook, path: Path, name: str, links: Links) -> list[Row]:
    """Read a sheet as far as its last cell, so that the number of a row is the one that a person finds it by."""
    import python_calamine

    try:
        sheet = workbook.get_sheet_by_name(name)
        values = sheet.to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, ValueError) as error:
        raise damaged(path) from error
    return rows_of(values, sheet.merged_cell_ranges or (), links)


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


def _tables(
    path: Path,
    grids: Sequence[tuple[str, list[Row]]],
    options: ReadOptions,
    said: list[ImportFinding],
    hidden: Sequence[str] = (),
) -> tuple[SourceTable, ...]:
    """Choose the sheets that are tables; name the others."""
    filled = [(name, rows) for name, rows in grids if any(any(row) for row in rows)]
    if not filled:
        raise UnreadableFileError(_("“{name}” has no cells with anything in them.").format(name=path.name))
    pages = own_pages(filled)
    if options.sheet is None and len(filled) > 1:
        chosen = [grid for grid in filled if grid[0] not in pages and _is_table(grid[0], grid[1])] or filled[:1]
    else:
        chosen = filled
    findings = Findings(said)
    left = [name for name, _rows in grids if name not in {name for name, _rows in chosen} | pages]
    if left:
        findings.add(
            "sheet-not-read",
            _("These sheets are empty or hold no list of things, so they were not read: {sheets}.").format(
                sheets=", ".join(left)
            ),
            Severity.INFO,
        )
    layer = len(filled) > 1 or len(grids) > 1
    unread = (*hidden, *(name for name, _rows in filled if name in left))
    tables = tuple(
        table(
            rows,
            range(1, len(rows) + 1),
            file=path.name,
            layer=name if layer else "",
            findings=findings if index == 0 else Findings(),
        )
        for index, (name, rows) in enumerate(chosen)
    )
    return (replace(tables[0], unread=unread), *tables[1:])


def _is_table(name: str, rows: Sequence[Row]) -> bool:
    """Tell whether a sheet of several is a list of records: a header with rows under it, not an explanation."""
    header = find_header(rows)
    if header is None or _ASIDE.search(name):
        return False
    width = sum(1 for cell in rows[header] if cell)
    return width >= 2 and any(any(row) for row in rows[header + 1 :])


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
