"""Links: an asset contributes to an outcome, or one outcome is a step to the next."""

from dataclasses import dataclass

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.codes import Code
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.record import Record
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _


class FourCo(Code):
    """The Four Co's: how people and services work together."""

    COMMISSION = "co-commission", N_("Co-commission: decide together what matters")
    DESIGN = "co-design", N_("Co-design: shape it together")
    DELIVER = "co-deliver", N_("Co-deliver: do it together")
    ASSESS = "co-assess", N_("Co-assess: judge together how it went")


class Direction(Code):
    HELPS = "helps", N_("helps")
    HARMS = "harms", N_("harms")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Record):
    """A contribution (from an asset) or a step (from an outcome) to an outcome."""

    outcome_id: RecordId
    asset_id: RecordId | None = None
    from_outcome_id: RecordId | None = None
    how: Bilingual | None = None  # in one sentence
    co: FourCo | None = None
    claimed_by: str = ""
    direction: Direction = Direction.HELPS

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        if (self.asset_id is None) == (self.from_outcome_id is None):
            raise InvalidValueError(_("A link starts at an asset or at an outcome."))
        if self.from_outcome_id == self.outcome_id:
            raise InvalidValueError(_("An outcome cannot lead to itself."))
