"""What a field is: something that a column can hold, how people call such a column, and what is in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Looks = Callable[[str], bool]
"""Whether a value looks like what a field holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """Something that a column can hold."""

    key: str
    label: str  # N_()
    names: tuple[str, ...]  # how people call such a column, in English and Welsh
    endings: tuple[str, ...] = ()  # what the longer name of such a column ends with
    not_after: tuple[str, ...] = ()  # words before an ending that make it something else
    looks: Looks | None = None  # whether a value looks right
    telling: bool = False  # what its values look like is enough, whatever the column is called
    needs_look: float = 0.0  # the share of values that has to look right
    many: bool = False  # takes several columns


def words(text: str) -> tuple[str, ...]:
    """Give the names in a line: ``a | b c | d``."""
    return tuple(word.strip() for word in text.split("|"))
