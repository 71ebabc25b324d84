"""The steps from the rows of a table to a draft, in their order: what each takes is what it is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ParamSpec, TypeVar

from asset_mapper.domain.audience import Audience
from asset_mapper.formats.base import Findings, SourceTable
from asset_mapper.formats.columns import Match
from asset_mapper.formats.drafting.cells import Cells
from asset_mapper.formats.drafting.contact_points import contacts_in
from asset_mapper.formats.drafting.guarding import hide_confidential, keep_people_for_the_team, look_closer
from asset_mapper.formats.drafting.ids import ids_in
from asset_mapper.formats.drafting.import_draft import Columns, DraftOptions, Filled, ImportDraft
from asset_mapper.formats.drafting.kinds import kinds_in
from asset_mapper.formats.drafting.meetings import meetings_in
from asset_mapper.formats.drafting.names import names_in
from asset_mapper.formats.drafting.states import hidden_in, states_in
from asset_mapper.formats.drafting.tags import tags_in
from asset_mapper.formats.drafting.texts import texts_in
from asset_mapper.formats.drafting.whereabouts import whereabouts_in
from asset_mapper.i18n import _
from asset_mapper.progress import Progress, no_progress

_STEPS = 12
"""How often ``draft`` takes a step."""

_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")


class _Steps:
    """Takes one step after the other, and reports each before it begins: there the work can be cancelled."""

    def __init__(self, progress: Progress, title: str) -> None:
        self._progress, self._title = progress, title
        self._taken = 0

    def __call__(self, step: Callable[_Given, _Found], *given: _Given.args, **named: _Given.kwargs) -> _Found:
        self._progress(self._taken, _STEPS, _("Reading {name}").format(name=self._title))
        self._taken += 1
        return step(*given, **named)


def draft(
    table: SourceTable,
    columns: Mapping[str, Match],
    options: DraftOptions,
    findings: Findings,
    progress: Progress = no_progress,
) -> ImportDraft:
    """Make a draft of every row of a table.

    Raises
    ------
    UnknownCrsError
        There are coordinates, and nobody has said in which system.
    """
    cells = Cells(table, columns, findings, as_it_is=options.as_it_is)
    take = _Steps(progress, table.title)
    names = take(names_in, cells)
    texts = take(texts_in, cells)
    where = take(whereabouts_in, cells, options.crs)
    tags = take(tags_in, cells)
    kinds = kinds_in(cells, names, tags.columns["tags"], where.filled.columns["geometry"], options.kind)
    states = take(states_in, cells, options.visibility or Audience.TEAM)
    hidden = hidden_in(cells)
    contacts = take(contacts_in, cells, states.columns["visibility"])
    meetings = take(meetings_in, cells)
    ids = take(ids_in, cells)
    take(cells.keep_unmatched)

    assets = Filled()
    for part in (names.filled, texts, where.filled, tags, kinds.filled, states, ids.filled):
        assets.add(part)
    take(keep_people_for_the_team, cells, assets, names, options.visibility)
    take(hide_confidential, cells, assets.columns, hidden, where.venues)
    take(look_closer, cells, assets.columns, names, hidden)
    assets.fill("custom", cells.kept, given=any(cells.kept))

    kept = [row for row in range(len(cells)) if row not in names.refused]
    if names.refused:
        contacts, meetings = _moved(contacts, kept), _moved(meetings, kept)
    return ImportDraft(
        table=table,
        columns=columns,
        rows=[table.rows[row] for row in kept],
        assets={name: _only(column, kept) for name, column in assets.columns.items()},
        contacts=contacts,
        meetings=meetings,
        given=frozenset(assets.given),
        guessed=_only(kinds.guessed, kept),
        own_ids=_only(ids.own, kept),
        venues=_only(where.venues, kept),
        venue_column=cells.heading("venue"),
        refused=len(names.refused),
        findings=findings,
    )


_Cell = TypeVar("_Cell")


def _only(column: list[_Cell], kept: list[int]) -> list[_Cell]:
    """Leave refused rows out of a column."""
    return column if len(kept) == len(column) else [column[row] for row in kept]


def _moved(columns: Columns, kept: list[int]) -> Columns:
    """Leave out what belongs to refused rows, and count rows anew."""
    place = {row: index for index, row in enumerate(kept)}
    left = [index for index, row in enumerate(columns["row"]) if row in place]
    moved = {name: [column[index] for index in left] for name, column in columns.items()}
    moved["row"] = [place[row] for row in moved["row"]]
    return moved
