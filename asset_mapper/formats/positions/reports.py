"""What more than one way to say a place has to report."""

from __future__ import annotations

from asset_mapper.formats.base import Findings
from asset_mapper.i18n import _


def report_zero(findings: Findings, row: int, column: str | None = None) -> None:
    findings.add(
        "zero-coordinates",
        _("Its coordinates are 0, 0, which is in the Gulf of Guinea; the row has no place yet."),
        row=row,
        column=column,
    )


def report_bad(findings: Findings, message: str, row: int, column: str | None = None) -> None:
    findings.add("bad-coordinates", message, row=row, column=column)
