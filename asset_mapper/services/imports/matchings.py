"""What a person said of the columns of a file, remembered for the next file with the same headings.

Only a fingerprint of the headings is kept, and which column (by its place) holds what: nothing of the file itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from asset_mapper.formats.columns import BY_KEY, KEEP, LEAVE_OUT, squeezed

MOST = 60

Told = tuple[tuple[str, str], ...]
"""Field and column, as in ``ImportOptions.told``."""


def fingerprint(headings: Sequence[str]) -> str:
    """Give a short text that is the same for the same headings in the same order, and tells nothing else."""
    text = "\n".join(squeezed(heading) for heading in headings)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def remembered(kept: Mapping[str, Any], headings: Sequence[str]) -> Told:
    """Give what was said of a file with these headings before; what makes no sense is passed over."""
    places = kept.get(fingerprint(headings))
    if not isinstance(places, Mapping):
        return ()
    told = []
    for place, field in places.items():
        is_known = field in BY_KEY or field in (KEEP, LEAVE_OUT)
        if str(place).isdecimal() and int(place) < len(headings) and is_known:
            told.append((str(field), headings[int(place)]))
    return tuple(told)


def remember(kept: Mapping[str, Any], headings: Sequence[str], told: Told) -> dict[str, Any]:
    """Give what is kept, with what was said now; only the last few dozen files count."""
    mark = fingerprint(headings)
    again = {key: value for key, value in kept.items() if key != mark}
    places = {str(headings.index(column)): field for field, column in told if column in headings}
    if places:
        again[mark] = places
    return dict(list(again.items())[-MOST:])
