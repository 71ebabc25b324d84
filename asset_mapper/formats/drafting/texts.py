"""What people wrote of each row: summary, notes, who checked it and where it is from."""

from __future__ import annotations

from asset_mapper.formats.drafting.bilingual import bilingual, stated_first
from asset_mapper.formats.drafting.cells import Cells
from asset_mapper.formats.drafting.import_draft import Filled


def texts_in(cells: Cells) -> Filled:
    plain, welsh, english = (cells.first(field) for field in ("summary", "summary_cy", "summary_en"))
    filled = bilingual(cells, "summary", plain, welsh, english, cells.tidy.said)
    stated_first(filled, "summary", cells.said("summary_first") or ())
    for field in ("notes", "checked_by", "source"):
        said = cells.said(field)
        filled.fill(field, said if said is not None else [""] * len(cells), given=said is not None)
    return filled
