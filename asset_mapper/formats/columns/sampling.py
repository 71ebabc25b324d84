"""A column as it is looked at: its heading, some of its different values, and how many it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from asset_mapper.formats.columns.field import Looks
from asset_mapper.formats.columns.looks import EMPTY_WORDS

_MOST = 400
"""How many different values of a column are looked at."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What is known of one column."""

    heading: str
    values: tuple[str, ...]  # different ones, without those that say that there is nothing
    filled: int
    distinct: int

    def share(self, looks: Looks) -> float:
        """Say how many of the values look right, from 0 to 1."""
        return sum(map(looks, self.values)) / len(self.values) if self.values else 0.0


def sample_of(heading: str, cells: Sequence[str | None]) -> Sample:
    """Look at a column: at a value here and there when it is long."""
    filled = [cell for cell in cells if cell is not None]
    step = max(1, len(filled) // (4 * _MOST))
    seen = filled[::step]
    different = dict.fromkeys(value.strip() for value in seen)
    values = tuple(value for value in different if value.casefold() not in EMPTY_WORDS)[:_MOST]
    distinct = round(len(filled) * len(different) / len(seen)) if seen else 0
    return Sample(heading, values, len(filled), distinct)
