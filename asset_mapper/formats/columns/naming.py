"""How well a heading names a field, by the names that people give to columns in English and Welsh."""

from __future__ import annotations

import re
from functools import lru_cache

from asset_mapper.formats.columns.field import Field
from asset_mapper.formats.columns.fields import FIELDS
from asset_mapper.formats.columns.headings import spelled_out, squeezed

_ONS_NAME = re.compile(r"(?:lad|wd|ctry|lsoa|msoa|par|rgn|cty|ced|pcon)\d\dnm(w?)", re.IGNORECASE)


@lru_cache
def _names() -> dict[str, tuple[str, ...]]:
    """Squeezed name of a heading → the fields that it may stand for."""
    table: dict[str, tuple[str, ...]] = {}
    for field in FIELDS:
        for name in (*field.names, field.key.replace("_", " ")):
            key = squeezed(name)
            if field.key not in table.get(key, ()):
                table[key] = (*table.get(key, ()), field.key)
    return table


def is_known_heading(text: str) -> bool:
    """Tell whether a text is one of the names that people give to columns."""
    return len(text) <= 120 and any(squeezed(part) in _names() for part in (text, *text.split("/")))


def score_of_name(heading: str, field: Field) -> float:
    """Say how well a heading names a field, from 0 to 1; −1 when it names something that only looks alike."""
    parts = [part for part in re.split(r"\s*[/|]\s*", heading) if part]
    scores = [_score_of_name(part, field) for part in (heading, *(parts if len(parts) > 1 else ()))]
    return max(scores)


def _score_of_name(heading: str, field: Field) -> float:
    key = squeezed(heading)
    if field.key in _names().get(key, ()):
        return 1.0 if field.key != "name" or key not in ("title", "label") else 0.9
    if field.key in ("name", "name_cy") and (match := _ONS_NAME.fullmatch(key)):
        return 0.85 if bool(match[1]) == (field.key == "name_cy") else 0.0
    if len(heading) == 10 and any(name.startswith(key) for name in map(squeezed, field.names)):
        return 0.85  # a shapefile cut it off
    words = spelled_out(heading)
    for ending in field.endings:
        plain = spelled_out(ending)
        if words.endswith(" " + plain):
            before = words[: -len(plain) - 1]
            if any(before == one or before.endswith(" " + one) for one in field.not_after):
                return -1.0
            return 0.75
    if len(key) >= 6 and key not in _names():
        from rapidfuzz import fuzz, process

        found = process.extractOne(key, [squeezed(name) for name in field.names], scorer=fuzz.ratio, score_cutoff=88)
        if found is not None and found[0][:1] == key[:1]:
            return 0.7
    return 0.0
