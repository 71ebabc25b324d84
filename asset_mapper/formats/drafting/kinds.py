"""What kind of asset each row is: as its cell says, as a person said, or a guess that is reported as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from asset_mapper.domain.asset import AssetKind
from asset_mapper.formats.base import Severity
from asset_mapper.formats.columns import spelled_out
from asset_mapper.formats.drafting.cells import Cells
from asset_mapper.formats.drafting.import_draft import Filled
from asset_mapper.formats.drafting.names import Names
from asset_mapper.formats.drafting.tags import Tags
from asset_mapper.formats.kinds import VAGUE, guess_kind, kind_of_list, kind_of_word
from asset_mapper.i18n import _

Guess = tuple[AssetKind, str]
"""A kind, and the word from which it was guessed."""

_NAMELESS = frozenset(("name", "title", "label", "text", "asset", "common", "full", "official", "enw", "teitl"))
"""Words of headings that say nothing of what the names are names of."""


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds of all rows."""

    filled: Filled
    guessed: list[bool]


def kinds_in(
    cells: Cells, names: Names, tags: Sequence[Tags], shapes: Sequence[Any], told: AssetKind | None
) -> Kinds:
    """Say of each row what it is.

    Parameters
    ----------
    shapes
        Where each row is; what has a place and says nothing else of itself is a place.
    told
        What a person said of rows that do not say it themselves.
    """
    heading = cells.heading("kind")
    texts = cells.first("kind") or [None] * len(cells)
    known = {cell: kind_of_word(cell) for cell in set(texts) if cell}
    stated = [known[cell] if cell else None for cell in texts]
    if heading:
        for row, (cell, kind) in enumerate(zip(texts, stated, strict=True)):
            if cell and kind is None:
                cells.keep(heading, row)
    open_rows = [row for row, kind in enumerate(stated) if kind is None]
    kinds: dict[int, AssetKind] = {}
    if told is not None:
        kinds = dict.fromkeys(open_rows, told)
    elif open_rows:
        kinds = _guessed(cells, open_rows, names, texts, tags, shapes)
    filled = Filled()
    codes = {kind: kind.value for kind in AssetKind}
    column = [codes[kind if kind is not None else kinds[row]] for row, kind in enumerate(stated)]
    filled.fill("kind", column, given=heading is not None)
    guessed = [False] * len(cells)
    if told is None:
        for row in open_rows:
            guessed[row] = True
    return Kinds(filled, guessed)


def _guessed(
    cells: Cells,
    rows: Sequence[int],
    names: Names,
    texts: Sequence[str | None],
    tags: Sequence[Tags],
    shapes: Sequence[Any],
) -> dict[int, AssetKind]:
    """Guess the kind from the name of the list, the category and the name; say so of every row."""
    of_list = _kind_of_all(cells)
    heading = cells.heading("name")
    by_name = heading is None or cells.matches[heading].also is None
    if of_list is not None and (of_list[1] not in VAGUE or not by_name):
        cells.findings.add(
            "kind-guessed",
            _(
                "What has no kind was taken for: {kind}, because the list is called “{word}”. If it is "
                "not, say what these are."
            ).format(kind=_(of_list[0].label), word=of_list[1]),
            Severity.INFO,
        )
        return dict.fromkeys(rows, of_list[0])
    guesses = {}
    for row in rows:
        guess = _guess(texts[row], names.shown[row], tags[row]) or of_list
        if guess is not None:
            guesses[row] = guess
    kinds = _with_the_rest(rows, guesses, shapes)
    _report_guesses(cells, kinds, guesses, names)
    return kinds


def _guess(cell: str | None, name: str, tags: Tags) -> Guess | None:
    """Guess from the cell of the kind, the name, or a tag, in this order."""
    guess = (guess_kind(cell) if cell else None) or guess_kind(name)
    return guess or next((found for tag in tags if (found := guess_kind(tag))), None)


def _with_the_rest(rows: Sequence[int], guesses: Mapping[int, Guess], shapes: Sequence[Any]) -> dict[int, AssetKind]:
    """Take what has no guess for what most of the list is; without that, by whether it has a place."""
    usual = Counter(kind for kind, _word in guesses.values()).most_common(1)
    most = usual[0][0] if usual and usual[0][1] >= 0.6 * len(rows) else None
    kinds = {}
    for row in rows:
        if row in guesses:
            kinds[row] = guesses[row][0]
        else:
            kinds[row] = most or (AssetKind.PLACE if shapes[row] is not None else AssetKind.ORGANISATION)
    return kinds


def _report_guesses(cells: Cells, kinds: Mapping[int, AssetKind], guesses: Mapping[int, Guess], names: Names) -> None:
    for row, kind in kinds.items():
        if row in names.refused:
            continue
        if cells.findings.full("kind-guessed"):
            cells.findings.count("kind-guessed")
            continue
        because = (
            _(
                "Taken for: {kind}, because of “{word}”. If it is not, say what these are, or add a column of kinds."
            ).format(kind=_(kind.label), word=guesses[row][1])
            if row in guesses
            else _(
                "Taken for: {kind}, since nothing says what it is. If it is not, say what these are, or add a "
                "column of kinds."
            ).format(kind=_(kind.label))
        )
        cells.report(row, "kind-guessed", because, Severity.INFO)


def _kind_of_all(cells: Cells) -> Guess | None:
    """Say what a list is a list of, by its own name or by what its column of names is called."""
    of_heading = _kind_of_heading(cells)
    if of_heading is not None and of_heading[0] is AssetKind.PERSON:
        return of_heading  # whoever has a surname is a person, whatever the list is called
    return kind_of_list(cells.table.layer) or kind_of_list(cells.table.file) or of_heading


def _kind_of_heading(cells: Cells) -> Guess | None:
    """A column of names may be called after what they are names of: ``Hospital``, ``Group name``."""
    surname, name = cells.heading("surname"), cells.heading("name")
    if surname is not None and name is None:
        return AssetKind.PERSON, surname
    if name is None or cells.matches[name].also is not None:
        return None
    words = spelled_out(name).split()
    return next((found for word in reversed(words) if word not in _NAMELESS and (found := guess_kind(word))), None)
