"""What in a workbook to fill in is ours: a column that marks two rows of each sheet, and two pages to read.

An import leaves them out. A marked row in which somebody has written is left out too, since the mark says so, but the
finding says it: nothing that a person wrote goes without a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from asset_mapper.errors import UnreadableFileError
from asset_mapper.formats.base import ImportFinding, SourceTable
from asset_mapper.formats.exporters.sheets import sheet_name
from asset_mapper.formats.fill_in.sheets import fill_sheets, texts_of
from asset_mapper.i18n import LANGUAGES, N_, _, speaking

HEADING = N_("Guide")
WHAT_TO_WRITE, EXAMPLE = N_("What to write"), N_("Example, not read")
READ_FIRST, CHOICES = N_("Read this first"), N_("Choices")

IN_ANY = (LANGUAGES, *((language,) for language in LANGUAGES))
"""The languages in which a workbook can be."""


@cache
def said(*messages: str) -> frozenset[str]:
    """Give all that marked texts may be called, in either language or both."""
    found = set()
    for message in messages:
        texts = []
        for language in LANGUAGES:
            with speaking(language):
                texts.append(_(message))
        found |= {*texts, " / ".join(dict.fromkeys(texts))}
    return frozenset(found)


def own_pages(sheets: Iterable[tuple[str, Sequence[Sequence[str | None]]]]) -> frozenset[str]:
    """Name the pages of a workbook to fill in that hold no records; none of any other workbook."""
    grids = list(sheets)
    if not any(rows and rows[0] and (rows[0][0] or "") in said(HEADING) for _name, rows in grids):
        return frozenset()
    pages = {sheet_name(title, set()) for title in said(READ_FIRST, CHOICES)}
    return frozenset(name for name, _rows in grids if name in pages)


def only_filled(tables: Sequence[SourceTable]) -> tuple[SourceTable, ...]:
    """Leave out of a workbook to fill in what we wrote and the sheets in which nobody wrote; any other is as it is.

    Raises
    ------
    UnreadableFileError
        Nobody has written anything.
    """
    if not any(_guide_of(table) for table in tables):
        return tuple(tables)
    cleaned = [_without_guide(table) for table in tables]
    filled = [table for table in cleaned if len(table)]
    if not filled:
        raise UnreadableFileError(
            _("Nobody has filled in “{name}” yet: it holds nothing but the guide and the examples.").format(
                name=tables[0].file
            )
        )
    told = [finding for table in cleaned if not len(table) for finding in table.findings]
    filled[0] = replace(filled[0], findings=(*told, *filled[0].findings), unread=tables[0].unread)
    return tuple(filled)


def _guide_of(table: SourceTable) -> str | None:
    """Give the heading over the column of marks, where a table has one."""
    first = next(map(str, table.frame.columns), "")
    return first if first in said(HEADING) else None


def _without_guide(table: SourceTable) -> SourceTable:
    heading = _guide_of(table)
    if heading is None:
        return table
    frame = table.frame
    marks = [" ".join((mark or "").split()) for mark in frame[heading].tolist()]
    kept = [place for place, mark in enumerate(marks) if mark not in said(WHAT_TO_WRITE, EXAMPLE)]
    rest = frame.drop(columns=heading)
    changed = [place for place in range(len(marks)) if place not in set(kept) and not _is_ours(rest.iloc[place])]
    findings = [_changed(table.rows[place], marks[place], heading) for place in changed]
    chosen = (rest if not any(marks[place] for place in kept) else frame).iloc[kept].reset_index(drop=True)
    return replace(
        table,
        frame=chosen,
        rows=[table.rows[place] for place in kept],
        findings=(*table.findings, *findings),
    )


def _is_ours(row: Iterable[str | None]) -> bool:
    """Tell whether a row holds nothing but what we wrote."""
    return all(not cell or " ".join(cell.split()) in _own_texts() for cell in row)


@cache
def _own_texts() -> frozenset[str]:
    return frozenset(
        " ".join(text.split()) for languages in IN_ANY for sheet in fill_sheets(languages) for text in texts_of(sheet)
    )


def _changed(row: int, mark: str, heading: str) -> ImportFinding:
    return ImportFinding(
        code="guide-changed",
        message=_(
            "The row is marked “{mark}”, so it was not read, but somebody has written in it. Empty its cell under "
            "“{heading}” to have it read."
        ).format(mark=mark, heading=heading),
        row=row,
        column=heading,
    )
