"""What one cell says: trimmed, without the words that say that there is nothing, parted where it holds several."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from asset_mapper.domain.codes import Code
from asset_mapper.formats.columns import EMPTY_WORDS, squeezed
from asset_mapper.i18n import LANGUAGES, _, speaking

_YES = frozenset(
    ("yes", "y", "true", "1", "ydy", "ie", "oes", "✓", "x", "confidential", "cyfrinachol", "sensitive", "sensitif")
)

Tidy = Callable[[str | None], str]
"""From a cell to what it says, ``""`` when it says nothing."""


def trimmed(cell: str | None) -> str:
    return cell.strip() if cell else ""


def said(cell: str | None) -> str:
    """Give what a cell says, ``""`` when it says that there is nothing."""
    if cell is None:
        return ""
    text = cell.strip()
    return "" if text.casefold() in EMPTY_WORDS else text


def one_line(cell: str | None) -> str:
    """Give a name without line breaks, double blanks and the quotation marks around it."""
    if not cell:
        return ""
    text = cell.strip()
    if "\n" in text or "  " in text or "\r" in text:
        text = " ".join(text.split())
    if len(text) > 2 and text[0] == text[-1] == '"' and '"' not in text[1:-1]:
        text = text[1:-1].strip()
    return text


def part(cell: str | None) -> str:
    """Give a part of an address in one line."""
    if not cell:
        return ""
    text = cell.strip()
    if text.casefold() in EMPTY_WORDS:
        return ""
    if "\n" in text or "\r" in text:
        text = ", ".join(part.strip(" ,") for part in text.splitlines() if part.strip(" ,"))
    if "  " in text or "," in text:
        text = re.sub(r"\s*,(?:\s*,)*\s*", ", ", " ".join(text.split())).strip(" ,")
    return text.strip('"') if text[:1] == '"' else text


@dataclass(frozen=True, slots=True)
class Tidying:
    """How the cells of a table are tidied: any text, a name, a part of an address."""

    said: Tidy
    one_line: Tidy
    part: Tidy


AS_PEOPLE_WRITE = Tidying(said, one_line, part)
TO_THE_LETTER = Tidying(trimmed, trimmed, trimmed)
"""Of lists that this program wrote: there “none” is a text as any other."""


def is_yes(text: str) -> bool:
    return text.casefold() in _YES or text.split("/")[0].strip().casefold() in _YES


def split_each(
    cells: Sequence[str | None], separators: str, nothing: frozenset[str] = EMPTY_WORDS
) -> list[tuple[str, ...]]:
    """Split each cell, equal ones only once; words that say that there is *nothing* are left out."""
    known: dict[str, tuple[str, ...]] = {}
    result: list[tuple[str, ...]] = []
    for cell in cells:
        if not cell:
            result.append(())
            continue
        if cell not in known:
            parts = (one.strip() for one in re.split(separators, cell.strip()))
            known[cell] = tuple(dict.fromkeys(one for one in parts if one and one.casefold() not in nothing))
        result.append(known[cell])
    return result


def labels_of(codes: Iterable[Code]) -> dict[str, str]:
    """Give code by every way to say it: the code, and its label in both languages, alone or side by side."""
    table = {}
    for code in codes:
        labels = []
        for language in LANGUAGES:
            with speaking(language):
                labels.append(_(code.label))
        for text in (code.value, *labels, " / ".join(labels)):
            table[squeezed(text)] = code.value
    return table
