"""The round of tables: each table speaks in turn, and goes on to the pathways of the others.

At a round, some of each table stay to present what they wrote, and the others go on. On one laptop one table speaks
at a time; when all have spoken, every table goes on to the pathway of the table next to where it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.mapping_session import TableSign
from asset_mapper.i18n import _
from asset_mapper.services.drawn_pathways import DrawnPathway
from asset_mapper.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is, and at which pathway."""

    table: str
    pathway_id: RecordId


def hosts(uow: UnitOfWork, session_id: RecordId) -> dict[str, RecordId]:
    """Say which pathway each table of a session is host to: the last that it began or was given."""
    return {one.at_table: one.id for one in uow.pathways.where(session_id=session_id) if one.at_table}


def host(uow: UnitOfWork, pathway_id: RecordId, session_id: RecordId, table: str) -> ChangeSet:
    """Give a pathway to a table of a session, or with ``""`` to none; a table is host to one pathway at a time."""
    before = uow.pathways.get(pathway_id)
    after = replace(before, session_id=session_id, at_table=table)
    others = [
        one for one in uow.pathways.where(session_id=session_id) if one.at_table == table and one.id != pathway_id
    ]
    changes = [Change(before, after)] if after != before else []
    changes += [Change(one, replace(one, at_table="")) for one in others if table]
    return uow.write(ChangeSet(_("Say which table a pathway is at"), tuple(changes)))


def turn_after(tables: Sequence[str], hosted: Mapping[str, RecordId], table: str, pathway_id: RecordId) -> Turn:
    """Say whose turn is next, and at which pathway, when *table* has spoken about *pathway_id*.

    Where fewer than two tables are hosts, all speak about the same pathway. Else every table begins at its own; after
    the last one has spoken, each goes on to the pathway of the next host, round and round.
    """
    at = tables.index(table) if table in tables else -1
    following = tables[(at + 1) % len(tables)]
    stops = [hosted[one] for one in tables if one in hosted]
    if len(stops) < 2:
        return Turn(following, stops[0] if stops else pathway_id)
    here = stops.index(pathway_id) if pathway_id in stops else max(at, 0)
    rounds = here - max(at, 0)  # how far the tables have gone on
    if at == len(tables) - 1:
        rounds += 1
    return Turn(following, stops[((at + 1) % len(tables) + rounds) % len(stops)])


def to_read(drawn: DrawnPathway, table: str) -> dict[TableSign, int]:
    """Count what the other tables wrote on a pathway, which *table* reads before it goes on."""
    found: dict[TableSign, int] = {}
    for link in drawn.links:
        for slip in link.slips:
            if slip.table is not None and slip.table.name != table:
                found[slip.table] = found.get(slip.table, 0) + 1
    return dict(sorted(found.items(), key=lambda item: item[0].order()))
