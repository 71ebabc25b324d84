"""From a sheet of records to rows: each cell read, each row taken whole or refused with a reason."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from asset_mapper.domain.text import storable
from asset_mapper.errors import InvalidValueError
from asset_mapper.formats.base import Findings, Severity, SourceTable
from asset_mapper.formats.columns import Match
from asset_mapper.formats.language import language_of
from asset_mapper.formats.record_sheets.cells import read_cell, says_only_few
from asset_mapper.formats.record_sheets.columns import Reads, SheetColumn
from asset_mapper.formats.record_sheets.recognising import columns_in
from asset_mapper.formats.record_sheets.sheet import Sheet, label_of
from asset_mapper.i18n import _

OWN_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class SheetRow:
    """What one row says."""

    number: int  # as a person finds it
    key: str = ""  # what the file calls the record: our id, or any other
    values: dict[str, Any] = field(default_factory=dict)  # column → as the database holds it
    words: dict[str, str] = field(default_factory=dict)  # column → how it names another record
    changed_at: str = ""  # when the record had last changed as the file was written

    @property
    def own_id(self) -> str | None:
        """The id that a project of ours gave the record."""
        return self.key.lower() if OWN_ID.fullmatch(self.key) else None


@dataclass(slots=True, kw_only=True)
class SheetDraft:
    """The rows of one sheet that can be read."""

    table: SourceTable
    sheet: Sheet
    columns: Mapping[str, Match]  # heading → what it holds
    rows: list[SheetRow]
    refused: int
    findings: Findings

    def heading_of(self, column: str) -> str | None:
        """Give the heading over a column, for a finding about it."""
        return next((heading for heading, match in self.columns.items() if match.field == column), None)

    def label_of(self, column: str) -> str:
        return label_of(self.sheet, column)


def draft(
    table: SourceTable, sheet: Sheet, told: Mapping[str, str], left_out: frozenset[str], findings: Findings
) -> SheetDraft:
    """Read every row of a sheet.

    Parameters
    ----------
    told
        Heading → column, as a person said.
    left_out
        Headings of which a person wants nothing.
    """
    headings = [str(heading) for heading in table.frame.columns]
    chosen = columns_in(sheet, (heading for heading in headings if heading not in left_out), told)
    _report_unused(sheet, chosen, table, findings)
    matches = {heading: _match(chosen.get(heading), heading in told, heading in left_out) for heading in headings}
    cells = {heading: table.frame[heading].tolist() for heading, column in chosen.items() if column}
    reading = _Reading(
        sheet,
        [(cells[heading], heading, column) for heading, column in chosen.items() if column],
        findings,
        is_ours="changed_at" in chosen.values(),
    )
    read = [reading.row(place, number) for place, number in enumerate(table.rows)]
    rows = [row for row in read if row is not None]
    if table.geometry is not None and "geometry" in sheet.columns:
        _take_shapes(table, read)
    refused = len(read) - len(rows)
    return SheetDraft(table=table, sheet=sheet, columns=matches, rows=rows, refused=refused, findings=findings)


def _match(column: str | None, is_told: bool, is_left_out: bool) -> Match:
    if is_left_out:
        return Match(None, 1.0, _("as you said"), left_out=True, is_told=True)
    if not column:
        return Match(None, 0.0, _("no field holds it"))
    return Match(column, 1.0, _("as you said") if is_told else _("by its heading"), is_told=is_told)


def _report_unused(sheet: Sheet, chosen: Mapping[str, str | None], table: SourceTable, findings: Findings) -> None:
    for heading, column in chosen.items():
        if column is None and any(table.frame[heading].tolist()):
            findings.add(
                "column-not-used",
                _("No field of “{sheet}” holds the column “{name}”, so it was not read.").format(
                    sheet=_(sheet.label), name=heading
                ),
                column=heading,
            )


def _take_shapes(table: SourceTable, rows: Sequence[SheetRow | None]) -> None:
    import shapely

    for row, shape in zip(rows, shapely.to_wkb(table.geometry).tolist(), strict=True):
        if row is not None and shape is not None:
            row.values["geometry"] = shape


class _Reading:
    """The reading of one sheet, row by row."""

    def __init__(
        self, sheet: Sheet, cells: list[tuple[list[str | None], str, str]], findings: Findings, *, is_ours: bool
    ) -> None:
        self._cells = cells
        self._columns, self._words, self._bilingual = sheet.columns, sheet.words, sheet.bilingual
        self._findings = findings
        self._is_ours = is_ours  # a list that we wrote: every text is taken to the letter

    def row(self, place: int, number: int) -> SheetRow | None:
        """Read a row; ``None`` when one of its cells cannot be read."""
        row = SheetRow(number=number)
        plain: dict[str, str] = {}
        is_sound = True
        for cells, heading, column in self._cells:
            text = cells[place]
            if not text or not (self._is_ours or text.strip()):
                continue
            if column == "id":
                row.key = text.strip()
            elif column == "changed_at":
                row.changed_at = text.strip()
            elif column in self._columns:
                is_sound &= self._take(row, self._columns[column], text, heading)
            elif column in self._words:
                row.words[column] = " ".join(storable(text).split())
            elif column in self._bilingual:
                plain[column] = storable(text)
        for name, text in plain.items():
            _take_plain(row, name, text)
        return row if is_sound else None

    def _take(self, row: SheetRow, column: SheetColumn, text: str, heading: str) -> bool:
        if column.reads in (Reads.NUMBER, Reads.WHOLE) and says_only_few(text):
            return True  # whoever wrote the file was not told either
        try:
            row.values[column.name] = read_cell(text if self._is_ours else text.strip(), column)
        except InvalidValueError as error:
            self._findings.add("not-read", str(error), Severity.ERROR, row.number, heading)
            return False
        return True


def _take_plain(row: SheetRow, name: str, text: str) -> None:
    """Take a text of no stated language where that language has none yet."""
    language: str = language_of(text)
    there = {code for code in ("cy", "en") if row.values.get(f"{name}_{code}")}
    if len(there) == 1:
        language = "en" if there == {"cy"} else "cy"
    row.values.setdefault(f"{name}_{language}", text)
