"""The columns of a pathway: the stages of an outcome, or those that its makers name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from asset_mapper.analysis.graph_layout import rows_of
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.outcome import Stage
from asset_mapper.domain.pathway import USUAL_COLUMNS, Pathway
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _, speaking
from asset_mapper.storage.unit_of_work import UnitOfWork

COLUMN_OF_STAGE = {stage: column for column, stage in enumerate(Stage)}
"""Outputs stand at the left, as assets do, and quality of life at the right."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it shall be: its name, and at which place from the left it *was*; ``None`` for a new one."""

    name: Bilingual
    was: int | None = None


def heads_of(pathway: Pathway) -> tuple[Bilingual, ...]:
    """Name the columns of a pathway from left to right, with a number those that cards stand in beyond the named."""
    named = pathway.columns or _stages()
    last = max((card.column for card in pathway.cards), default=0)
    return (*named, *(_numbered(place + 1) for place in range(len(named), last + 1)))


def set_columns(uow: UnitOfWork, pathway_id: RecordId, columns: Sequence[Column], label: str = "") -> ChangeSet:
    """Give a pathway these columns. Cards go with their column; those of one that goes, to its neighbour.

    No card that stays in its column changes its row; those that come find free rows near where they were.

    Raises
    ------
    InvalidValueError
        There is no column left.
    """
    if not columns:
        raise InvalidValueError(_("A pathway needs a column at least."))
    before = uow.pathways.get(pathway_id)
    goes = {column.was: place for place, column in enumerate(columns) if column.was is not None}
    new = {card.record_id: _place_of(card.column, goes) for card in before.cards}
    stay = {card.record_id for card in before.cards if card.column in goes}
    return _moved(uow, before, tuple(column.name for column in columns), new, stay, label or _("Change the columns"))


def add_column(uow: UnitOfWork, pathway_id: RecordId, at: int, name: Bilingual) -> ChangeSet:
    """Put in a new column at a place, counted from 0; those from there on go one to the right."""
    columns = _columns_of(uow, pathway_id)
    columns.insert(at, Column(name))
    return set_columns(uow, pathway_id, columns, _("Add a column"))


def rename_column(uow: UnitOfWork, pathway_id: RecordId, at: int, name: Bilingual) -> ChangeSet:
    """Give a column another name."""
    columns = _columns_of(uow, pathway_id)
    columns[at] = replace(columns[at], name=name)
    return set_columns(uow, pathway_id, columns, _("Rename a column"))


def move_column(uow: UnitOfWork, pathway_id: RecordId, at: int, to: int) -> ChangeSet:
    """Put a column, with its cards, at another place."""
    columns = _columns_of(uow, pathway_id)
    columns.insert(min(max(0, to), len(columns) - 1), columns.pop(at))
    return set_columns(uow, pathway_id, columns, _("Move a column"))


def remove_column(uow: UnitOfWork, pathway_id: RecordId, at: int) -> ChangeSet:
    """Take a column out; its cards go to its neighbour at the left, or at the right where there is none."""
    columns = _columns_of(uow, pathway_id)
    del columns[at]
    return set_columns(uow, pathway_id, columns, _("Remove a column"))


def use_stages(uow: UnitOfWork, pathway_id: RecordId) -> ChangeSet:
    """Go back to the stages of an outcome as columns: an outcome with a stage goes to it."""
    before = uow.pathways.get(pathway_id)
    stages = {one.id: one.stage for one in uow.outcomes.with_ids([card.record_id for card in before.cards])}
    new = {}
    for card in before.cards:
        stage = stages.get(card.record_id)
        new[card.record_id] = COLUMN_OF_STAGE[stage] if stage else min(card.column, len(COLUMN_OF_STAGE) - 1)
    stay = {card.record_id for card in before.cards if new[card.record_id] == card.column}
    return _moved(uow, before, (), new, stay, _("Use the usual columns"))


def _columns_of(uow: UnitOfWork, pathway_id: RecordId) -> list[Column]:
    heads = heads_of(uow.pathways.get(pathway_id))
    return [Column(name, place) for place, name in enumerate(heads)]


def _place_of(column: int, goes: dict[int, int]) -> int:
    """Say where the cards of a column go: with it, else to the nearest that stays at the left, else at the right."""
    left = [was for was in goes if was <= column]
    right = [was for was in goes if was > column]
    return goes[max(left)] if left else goes[min(right)] if right else 0


def _moved(
    uow: UnitOfWork,
    before: Pathway,
    names: tuple[Bilingual, ...],
    columns: dict[RecordId, int],
    stay: set[RecordId],
    label: str,
) -> ChangeSet:
    """Store columns, and their cards where *columns* says; those that do not *stay* in theirs get free rows."""
    wished = {card.record_id: card.row for card in before.cards}
    fixed = {key: row for key, row in wished.items() if key in stay}
    ordered = {card.record_id: columns[card.record_id] for card in sorted(before.cards, key=lambda card: card.row)}
    rows = rows_of(ordered, (), fixed, wished)
    cards = tuple(replace(card, column=columns[card.record_id], row=rows[card.record_id]) for card in before.cards)
    after = replace(before, columns=names, cards=cards)
    return uow.write(ChangeSet(label, () if after == before else (Change(before, after),)))


@lru_cache
def _stages() -> tuple[Bilingual, ...]:
    return tuple(Bilingual(cy=_in("cy", label), en=_in("en", label)) for label in USUAL_COLUMNS)


@lru_cache
def _numbered(number: int) -> Bilingual:
    text = N_("Column {n}")
    return Bilingual(cy=_in("cy", text).format(n=number), en=_in("en", text).format(n=number))


def _in(code: str, message: str) -> str:
    with speaking(code):
        return _(message)
