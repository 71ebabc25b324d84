"""CSV: the list of assets in one table, for people, spreadsheet programs and another import.

UTF-8 with a byte order mark, so that Excel shows ŵ and ŷ; comma; lines end in CR LF (RFC 4180). Text that looks like
a formula gets an apostrophe in front, which our import takes off again (``formats/formulas.py``). Numbers stay
numbers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from asset_mapper.domain.publication import Publication
from asset_mapper.formats.exporters.asset_list import asset_list
from asset_mapper.formats.exporters.base import Column, Exporter
from asset_mapper.formats.formulas import all_guarded
from asset_mapper.i18n import N_, _
from asset_mapper.progress import Progress

_ROWS_AT_ONCE = 10_000


def write(publication: Publication, target: Path, progress: Progress) -> None:
    progress(0, len(publication.assets), _("Making the list"))
    assets = asset_list(publication)
    cells = [_cells(column) for column in assets.columns]
    with target.open("wb") as file:
        file.write(b"\xef\xbb\xbf" + _lines([all_guarded(column.heading for column in assets.columns)]))
        for start in range(0, len(assets), _ROWS_AT_ONCE):
            progress(start, len(assets), _("Writing the list"))
            rows = zip(*(column[start : start + _ROWS_AT_ONCE] for column in cells), strict=True)
            file.write(_lines(rows))


def _cells(column: Column) -> Sequence[Any]:
    return all_guarded(column.shown()) if column.is_text and not column.labels else column.shown()


def _lines(rows: Any) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().replace("\0", "").encode("utf-8", "replace")


EXPORTER = Exporter(key="csv", label=N_("CSV table"), suffix=".csv", write=write)
