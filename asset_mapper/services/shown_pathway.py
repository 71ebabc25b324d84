"""The pathways as one looks at them: their names, the one that is drawn, and what can still be put on it."""

from __future__ import annotations

from dataclasses import dataclass

from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.pathway import Pathway
from asset_mapper.services import circulating, drawn_pathways, pathways
from asset_mapper.services.drawn_pathways import DrawnPathway
from asset_mapper.services.names import Named
from asset_mapper.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ShownPathway:
    """What there is to show, read at once."""

    pathways: list[Pathway]
    drawn: DrawnPathway | None
    others: list[Named]  # what can be put on it
    hosts: dict[str, RecordId]  # the tables of the session that have a pathway of their own


def shown(uow: UnitOfWork, wanted: RecordId, session_id: RecordId) -> ShownPathway:
    """Read the pathways, the one that is *wanted* (the first, when that is gone), and what can be put on it."""
    there = pathways.listed(uow)
    keys = [pathway.id for pathway in there]
    key = wanted if wanted in keys else next(iter(keys), "")
    drawn = drawn_pathways.drawn(uow, key) if key else None
    on_it = {card.id for card in drawn.cards} if drawn else set()
    others = [one for one in drawn_pathways.candidates(uow) if one.id not in on_it]
    return ShownPathway(there, drawn, others, circulating.hosts(uow, session_id) if session_id else {})
