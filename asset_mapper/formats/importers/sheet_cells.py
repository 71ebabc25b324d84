"""The cells of a sheet as a person sees them: as text, merged ones filled, links beside what they stand behind."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import unquote

from asset_mapper.formats.importers.grid_of_cells import Row, find_header
from asset_mapper.formats.importers.xlsx_parts import Links
from asset_mapper.i18n import _

Area = tuple[tuple[int, int], tuple[int, int]]
"""The first and the last cell of a rectangle, each by its row and column from 0."""


def rows_of(values: list[list[Any]], merged: Iterable[Area], links: Links) -> list[Row]:
    """Give the rows of a sheet as text; links that the text does not show get a column beside it."""
    _fill_merged(values, merged)
    return _with_links([[_shown(cell) for cell in row] for row in values], links)


def _fill_merged(values: list[list[Any]], merged: Iterable[Area]) -> None:
    """Repeat what is written over several rows in each of them: that is what a reader takes it to mean."""
    for (top, left), (bottom, right) in merged:
        if bottom == top or right != left:
            continue  # a title over several columns stays one cell
        for row in values[top + 1 : bottom + 1]:
            if left < len(row) and row[left] == "":
                row[left] = values[top][left]


def _with_links(rows: list[Row], links: Links) -> list[Row]:
    hidden = {
        place: target
        for place, target in links.items()
        if place[0] < len(rows)
        and place[1] < len(rows[place[0]])
        and not _says(rows[place[0]][place[1]] or "", target)
    }
    columns = sorted({column for _row, column in hidden})
    header = find_header(rows)
    if not columns or header is None:
        return rows
    beside = {}
    for column in columns:
        name = rows[header][column] if column < len(rows[header]) else None
        beside[column] = _("{column} (link)").format(column=name or "")
    return [
        [
            *row,
            *(
                beside[column] if index == header else hidden.get((index, column)) if index > header else None
                for column in columns
            ),
        ]
        for index, row in enumerate(rows)
    ]


def _says(text: str, target: str) -> bool:
    """Tell whether the text of a cell already shows where its link leads."""
    return unquote(target).removeprefix("mailto:").rstrip("/") in unquote(text)


def _shown(value: Any) -> str | None:
    """Write a cell as a person sees it."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes") if not value.second else value.isoformat("seconds")
    if isinstance(value, timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    return None if value is None else str(value)
