"""By what each row is known again: our own id, or the one that it has at its source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from asset_mapper.formats.columns import squeezed
from asset_mapper.formats.drafting.cells import Cells
from asset_mapper.formats.drafting.import_draft import Filled

_OWN_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids of all rows."""

    filled: Filled
    own: list[str | None]  # of this program


def ids_in(cells: Cells) -> Ids:
    own: list[str | None] = [None] * len(cells)
    keys = [""] * len(cells)
    if cells.table.ids is not None:
        keys = [f"id:{one}" if one else "" for one in cells.table.ids]
    heading = cells.heading("source_id")
    if heading:
        texts = cells.texts(heading)
        prefix = squeezed(heading)
        keys = [f"{prefix}:{text.strip()}" if text else "" for text in texts]
        if _are_own(texts):
            own = [text.strip().lower() if text else None for text in texts]
            keys = [""] * len(cells)
    stated = cells.said("source_key")
    if stated:
        keys = [one or key for one, key in zip(stated, keys, strict=True)]
    filled = Filled()
    filled.fill("source_key", keys, given=any(keys))
    return Ids(filled, own)


def _are_own(texts: Sequence[str | None]) -> bool:
    return bool(texts) and all(text and _OWN_ID.fullmatch(text.strip()) for text in texts)
