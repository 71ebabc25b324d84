"""Pathways: a named diagram of outcomes and links for one theme, read from left to right."""

from dataclasses import dataclass

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An outcome or an asset on a pathway, and where it stands."""

    record_id: RecordId
    column: int = 0  # from the left
    row: float = 0.0  # from the top


@dataclass(frozen=True, slots=True, kw_only=True)
class Pathway(Record):
    """A diagram of outcomes and links for one theme."""

    name: Bilingual
    theme: str = ""  # such as community-safety
    cards: tuple[Card, ...] = ()
    link_ids: tuple[RecordId, ...] = ()
    lessons: Bilingual | None = None
