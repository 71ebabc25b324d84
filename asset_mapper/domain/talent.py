"""Talents: what people can do, know and care about; offers, wants and their matches."""

import math
from dataclasses import dataclass
from datetime import date

from asset_mapper.domain.audience import Audience, check_visibility
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.codes import Code
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.record import Record
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _


class TalentKind(Code):
    HANDS = "hands", N_("Hands: can do")  # can do
    HEAD = "head", N_("Head: knows about")  # knows about
    HEART = "heart", N_("Heart: cares about")  # cares about


class Standing(Code):
    OFFERED = "offered", N_("Offered")
    WANTED = "wanted", N_("Wanted")
    HIDDEN = "hidden", N_("Hidden: not used at present")  # not used at present


class TalentUse(Code):
    """How a talent may be used."""

    WORK = "work", N_("For work")
    NEIGHBOURS = "neighbours", N_("For neighbours")
    TEACHING = "teaching", N_("To teach others")


@dataclass(frozen=True, slots=True, kw_only=True)
class Talent(Record):
    """Something that a person or a group can do, knows or cares about."""

    asset_id: RecordId  # whose
    what: Bilingual
    kind: TalentKind
    standing: Standing = Standing.OFFERED
    uses: tuple[TalentUse, ...] = ()
    hours: float | None = None  # a month
    audience: Audience = Audience.TEAM

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        check_visibility(self.audience)
        if self.hours is not None and not 0 <= self.hours <= 744:
            raise InvalidValueError(_("Hours a month are between 0 and 744."))


class MatchStatus(Code):
    PROPOSED = "proposed", N_("Proposed")
    AGREED = "agreed", N_("Agreed")
    DONE = "done", N_("Done")
    DECLINED = "declined", N_("Declined")


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(Record):
    """An offer brought together with a want."""

    offer_id: RecordId
    want_id: RecordId
    status: MatchStatus = MatchStatus.PROPOSED
    hours: float | None = None  # given
    on: date | None = None
    note: str = ""

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        if self.offer_id == self.want_id:
            raise InvalidValueError(_("An offer cannot be matched with itself."))
        if self.hours is not None and not 0 <= self.hours < math.inf:
            raise InvalidValueError(_("Hours given cannot be less than 0."))
