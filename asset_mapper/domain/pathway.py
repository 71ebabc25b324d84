"""Pathways: a named diagram of outcomes and links for one theme, read from left to right."""

import math
from dataclasses import dataclass

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.outcome import Stage
from asset_mapper.domain.record import Record
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _

USUAL_COLUMNS = (N_("Assets and outputs"), *(stage.label for stage in tuple(Stage)[1:]))
"""What the columns of a pathway are called where nobody has named them: the stages of an outcome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An outcome or an asset on a pathway, and where it stands."""

    record_id: RecordId
    column: int = 0  # from the left
    row: float = 0.0  # from the top

    def __post_init__(self) -> None:
        if not math.isfinite(self.row):
            raise InvalidValueError(_("The place of a card on a pathway must be a number."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pathway(Record):
    """A diagram of outcomes and links for one theme."""

    name: Bilingual
    theme: str = ""  # such as community-safety
    columns: tuple[Bilingual, ...] = ()  # from left to right; empty: the stages of an outcome
    cards: tuple[Card, ...] = ()
    link_ids: tuple[RecordId, ...] = ()
    lessons: Bilingual | None = None
