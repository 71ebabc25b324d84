"""Indicators: how a change is seen, and the readings taken."""

import math
from dataclasses import dataclass
from datetime import date

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.codes import Code
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.record import Record
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _


class IndicatorKind(Code):
    QUANTITATIVE = "quantitative", N_("A number")
    QUALITATIVE = "qualitative", N_("A description")
    STORY = "story", N_("A story")


class About(Code):
    WHAT = "what", N_("What we do")
    HOW = "how", N_("How we do it")


class Wanted(Code):
    """Which way a reading should go."""

    UP = "up", N_("Up")
    DOWN = "down", N_("Down")
    KEEP = "keep", N_("Keep as it is")


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Record):
    """What is measured to see whether an outcome changes, and who chose to."""

    outcome_id: RecordId
    name: Bilingual
    kind: IndicatorKind = IndicatorKind.QUANTITATIVE
    about: About = About.WHAT
    unit: str = ""
    wanted: Wanted = Wanted.UP
    baseline: float | None = None
    baseline_on: date | None = None
    baseline_text: Bilingual | None = None  # a baseline may be a sentence
    target: float | None = None
    target_on: date | None = None
    proposed_by: str = ""
    agreed_by: str = ""
    agreed_on: date | None = None

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        if any(figure is not None and not math.isfinite(figure) for figure in (self.baseline, self.target)):
            raise InvalidValueError(_("A baseline or target must be a number."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Record):
    """One reading of an indicator."""

    indicator_id: RecordId
    on: date
    value: float | None = None
    words: Bilingual | None = None  # for what is not a number
    n: int | None = None
    method: str = ""
    collected_by: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        if self.value is None and self.words is None:
            raise InvalidValueError(_("A reading needs a number or words."))
        if self.value is not None and not math.isfinite(self.value):
            raise InvalidValueError(_("A reading must be a number."))
        if self.n is not None and self.n < 0:
            raise InvalidValueError(_("A number of people cannot be less than 0."))
