"""What each row is called; a row without a name is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from asset_mapper.formats.base import Severity
from asset_mapper.formats.columns import EMPTY_WORDS
from asset_mapper.formats.drafting.bilingual import Texts, bilingual, stated_first
from asset_mapper.formats.drafting.cells import Cells
from asset_mapper.formats.drafting.import_draft import Filled
from asset_mapper.i18n import _


@dataclass(frozen=True, slots=True)
class Names:
    """The names of all rows."""

    filled: Filled
    shown: list[str]  # by which a finding calls a row; "" of one without a name
    refused: set[int]  # rows without a name


def names_in(cells: Cells) -> Names:
    plain = _plain(cells)
    welsh: Texts | None = cells.first("name_cy")
    english: Texts | None = cells.first("name_en")
    if plain is not None and welsh is not None and english is None:
        english, plain = plain, None
    elif plain is not None and english is not None and welsh is None:
        welsh, plain = plain, None
    filled = bilingual(cells, "name", plain, welsh, english, cells.tidy.one_line)
    stated_first(filled, "name", cells.said("name_first") or ())
    shown = [cy or en for cy, en in zip(filled.columns["name_cy"], filled.columns["name_en"], strict=True)]
    return Names(filled, shown, _checked(cells, shown))


def _plain(cells: Cells) -> Texts | None:
    """Give the names of no stated language: in one column, or joined of two."""
    plain = cells.first("name")
    if plain is None and ("first_name" in cells or "surname" in cells):
        parts = [cells.first(field) or [None] * len(cells) for field in ("first_name", "surname")]
        return [" ".join(filter(None, map(cells.tidy.one_line, pair))) or None for pair in zip(*parts, strict=True)]
    heading = cells.heading("name")
    if plain is not None and heading and cells.matches[heading].also == "street" and "house" in cells:
        houses = cells.first("house") or ()
        return [" ".join(filter(None, pair)) or None for pair in zip(houses, plain, strict=True)]
    return plain


def _checked(cells: Cells, names: Sequence[str]) -> set[int]:
    """Report what is no name, or hardly one; gives the rows without any."""
    column = cells.heading("name") or cells.heading("name_en") or cells.heading("name_cy")
    nameless = set()
    for row, name in enumerate(names):
        if not name:
            nameless.add(row)
            _report_nameless(cells, row, column)
        elif name.casefold() in EMPTY_WORDS:
            cells.report(
                row,
                "doubtful-name",
                _("It is called “{name}”, which is hardly a name. It was imported; give it a better one.").format(
                    name=name
                ),
                column=column,
            )
    return nameless


def _report_nameless(cells: Cells, row: int, column: str | None) -> None:
    said = (
        _("The row has no name in “{column}”. Write one in the file, or say that another column gives the names.")
        if column
        else _("The row has no name, since no column gives names. Say which one does.")
    )
    cells.report(row, "no-name", said.format(column=column), Severity.ERROR, column)
