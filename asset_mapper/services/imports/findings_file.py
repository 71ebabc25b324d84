"""The findings of an import as a list in a file, for whoever mends the list that was brought in."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from asset_mapper.errors import AssetMapperError
from asset_mapper.formats.base import ImportFinding
from asset_mapper.formats.formulas import all_guarded
from asset_mapper.i18n import _


def write_findings(found: Iterable[tuple[str, ImportFinding]], target: Path) -> Path:
    """Write findings, each with the file or sheet that it is about, as CSV that a spreadsheet program opens."""
    try:
        with target.open("w", encoding="utf-8-sig", newline="", errors="replace") as file:
            lines = csv.writer(file, lineterminator="\r\n")
            lines.writerow([_("File"), _("Row"), _("Column"), _("Severity"), _("What to know")])
            for title, finding in found:
                row = "" if finding.row is None else str(finding.row)
                texts = [title, row, finding.column or "", _(finding.severity.label), finding.message]
                lines.writerow(all_guarded(text.replace("\0", "") for text in texts))
    except OSError as error:
        raise AssetMapperError(
            _("“{file}” could not be written: {why}. Close it where it is open, or choose another place.").format(
                file=target, why=error.strerror or error
            )
        ) from error
    return target
