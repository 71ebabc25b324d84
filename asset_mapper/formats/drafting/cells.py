"""The cells of one table by the field that their column holds; what no field takes is kept as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from asset_mapper.formats.base import Findings, Severity, SourceTable
from asset_mapper.formats.columns import Match
from asset_mapper.formats.drafting.wording import AS_PEOPLE_WRITE, TO_THE_LETTER


class Cells:
    """What the steps of a draft read from, and where they put what they cannot take: cells and findings."""

    def __init__(
        self, table: SourceTable, matches: Mapping[str, Match], findings: Findings, *, as_it_is: bool
    ) -> None:
        self.table = table
        self.matches = matches
        self.findings = findings
        self.as_it_is = as_it_is  # a list that this program wrote
        self.tidy = TO_THE_LETTER if as_it_is else AS_PEOPLE_WRITE
        self.kept: list[dict[str, str]] = [{} for _row in range(len(table))]  # of each row, heading → cell
        self._texts: dict[str, list[str | None]] = {}
        self._headings: dict[str, list[str]] = {}
        for heading, match in matches.items():
            for field in (match.field, match.also):
                if field:
                    self._headings.setdefault(field, []).append(heading)

    def __len__(self) -> int:
        return len(self.kept)

    def __contains__(self, field: str) -> bool:
        """Tell whether a column holds a field."""
        return field in self._headings

    def headings(self, field: str) -> Sequence[str]:
        """Give the columns that hold a field."""
        return self._headings.get(field, ())

    def heading(self, field: str) -> str | None:
        """Give the column that holds a field, if there is one."""
        headings = self._headings.get(field)
        return headings[0] if headings else None

    def texts(self, heading: str) -> list[str | None]:
        """Give the cells of a column as they are."""
        if heading not in self._texts:
            self._texts[heading] = self.table.frame[heading].tolist()
        return self._texts[heading]

    def first(self, field: str) -> list[str | None] | None:
        """Give the cells of the column of a field, if there is one."""
        heading = self.heading(field)
        return None if heading is None else self.texts(heading)

    def said(self, field: str) -> list[str] | None:
        """Give the cells of a field, trimmed, ``""`` where they say that there is nothing."""
        cells = self.first(field)
        return None if cells is None else list(map(self.tidy.said, cells))

    def keep(self, heading: str, row: int) -> None:
        """Keep a cell that no field could take."""
        cell = self.texts(heading)[row]
        if cell is not None:
            self.kept[row][heading] = cell

    def keep_unmatched(self) -> None:
        """Keep every column that got no field, under the name that it has in the file."""
        for heading, match in self.matches.items():
            if match.field is None and not match.left_out:
                for kept, cell in zip(self.kept, self.texts(heading), strict=True):
                    if cell is not None:
                        kept[heading] = cell

    def report(
        self,
        row: int,
        code: str,
        message: str,
        severity: Severity = Severity.WARNING,
        column: str | None = None,
    ) -> None:
        """Say something of a row, by the number that a person finds it by."""
        self.findings.add(code, message, severity, self.table.rows[row], column)

    def reject(self, row: int, heading: str, code: str, message: str, severity: Severity = Severity.WARNING) -> None:
        """Keep a cell that its field could not take, and say so."""
        self.keep(heading, row)
        self.report(row, code, message, severity, heading)
