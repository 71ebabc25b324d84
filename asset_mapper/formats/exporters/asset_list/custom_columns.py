"""The imported columns of a project as columns of the list, each under the heading that it had in its file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from asset_mapper.domain.publication import Publication
from asset_mapper.formats.exporters.asset_list.headings import known_column
from asset_mapper.formats.exporters.base import Column, Holds


def with_custom_columns(publication: Publication, columns: Sequence[Column]) -> tuple[list[Column], list[Column]]:
    """Make a column of each imported one, headed as it was in the file, so that the next import knows it again.

    What an import of one of our own lists could not put anywhere, such as talents, came into the project as a column
    that is headed like ours. It goes back into ours where that is empty, so that a list that went through another
    project is the same list.

    Returns
    -------
    columns, imported
        Ours, some of them fuller than before, and the imported ones.
    """
    if "custom" not in publication.assets:
        return list(columns), []
    rows: list[dict[str, str]] = publication.assets["custom"].tolist()
    names = dict.fromkeys(publication.custom_fields["key"].tolist())
    for row in rows:
        if row:
            names |= dict.fromkeys(row)
    ours = {column.key: column for column in columns}
    headings = {column.heading.casefold() for column in columns}
    keys = {column.key.casefold() for column in columns}
    imported = []
    for name in names:
        values = [row.get(name, "") if row else "" for row in rows]
        key = known_column(name)
        if key in ours:
            ours[key], values = _merged(ours[key], values)
            if not any(values):
                continue
        imported.append(Column(key=free_name(name, keys), heading=free_name(name, headings), values=values))
    return list(ours.values()), imported


def _merged(column: Column, values: Sequence[str]) -> tuple[Column, list[str]]:
    """Fill the empty cells of a column; gives what found no room in it."""
    shown = column.shown()
    if column.holds in (Holds.TEXT, Holds.WORDS, Holds.LIST) and not column.labels:
        taken = [
            own or ((value,) if column.holds is Holds.LIST else value) if value else own
            for own, value in zip(column.values, values, strict=True)
        ]
        column = replace(column, values=taken, links=())
        shown = column.shown()
    said = [str(cell) if cell is not None else "" for cell in shown]
    return column, ["" if value == cell else value for value, cell in zip(values, said, strict=True)]


def free_name(name: str, taken: set[str]) -> str:
    """Give *name*, with a number where it is taken whatever its case; note it as taken."""
    number, free = 2, name
    while free.casefold() in taken:
        free, number = f"{name} ({number})", number + 1
    taken.add(free.casefold())
    return free
