"""What is known about one link: by which kind of evidence, how strong, and how much of the chain it covers."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from asset_mapper.domain.audience import Audience, check_visibility
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.codes import Code
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.record import Record
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _


class EvidenceKind(Code):
    STORY = "story", N_("Story")
    OBSERVATION = "observation", N_("Observation")
    SURVEY = "survey", N_("Survey")
    COUNT = "count", N_("Count")
    STUDY = "study", N_("Study")
    SCORE = "score", N_("Score of another tool")  # of another tool, as a number only


class EvidenceFinding(Code):
    SUPPORTS = "supports", N_("Supports the link")
    MIXED = "mixed", N_("Mixed")
    CONTRADICTS = "contradicts", N_("Contradicts the link")


class Coverage(Code):
    """The ladder: how much of the way from cause to change the evidence covers. In rising order."""

    NONE = "none", N_("Not yet known")
    BELIEF = "belief", N_("Belief")
    OUTPUT = "output", N_("Data on outputs")
    LEVEL = "level", N_("Data on the level of the outcome")
    CHANGE = "change", N_("Data on change in the outcome")
    CAUSED = "caused", N_("Change caused by the link")

    @property
    def rung(self) -> int:
        """Count the rungs from 0 (not yet known) to 5 (change caused by the link)."""
        return tuple(Coverage).index(self)


def highest(rungs: Iterable[Coverage]) -> Coverage:
    """Give the highest rung of some; not yet known without any."""
    return max(rungs, key=lambda one: one.rung, default=Coverage.NONE)


class FigureAs(Code):
    """What kind of figure a source reports."""

    CHANGE_PERCENT = "change_percent", N_("Change in per cent")
    SHARE_PERCENT = "share_percent", N_("Share in per cent")
    DOWN_TO = "down_to", N_("What it came down to")
    UP_TO = "up_to", N_("What it rose to")
    COUNT = "count", N_("Count")
    RATIO = "ratio", N_("Benefit for each 1 of cost")


STRENGTH_LABELS = {
    1: N_("1: account of impact"),
    2: N_("2: correlation"),
    3: N_("3: causation"),
    4: N_("4: independent replication"),
    5: N_("5: works at scale"),
}
"""The Nesta Standards of Evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Record):
    """What is known about one link. Figures keep their unit, period and number of people."""

    link_id: RecordId
    kind: EvidenceKind
    coverage: Coverage
    finding: EvidenceFinding = EvidenceFinding.SUPPORTS
    strength: int | None = None  # Nesta 1 to 5
    summary: Bilingual
    citation: str = ""  # where it was published or is kept
    url: str = ""
    on: date | None = None
    n: int | None = None  # how many people or cases
    before: float | None = None
    after: float | None = None
    unit: str = ""
    period: str = ""
    figure: float | None = None  # as its source reports it, where that gives no before and after; a fall is negative
    figure_to: float | None = None  # the upper end of a range
    figure_or_more: bool = False  # the upper end is open: 31,000+; of a fall, it is that deep or deeper
    figure_as: FigureAs | None = None
    permission: Audience = Audience.TEAM  # how far whoever told it lets it travel

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        check_visibility(self.permission)
        if self.strength is not None and self.strength not in STRENGTH_LABELS:
            raise InvalidValueError(_("The strength of evidence is 1 to 5, or not said."))
        if self.n is not None and self.n < 0:
            raise InvalidValueError(_("A number of people cannot be less than 0."))
        figures = (self.before, self.after, self.figure, self.figure_to)
        if any(figure is not None and not math.isfinite(figure) for figure in figures):
            raise InvalidValueError(_("A figure must be a number."))
        if self.unit == "%" and self.n is None and (self.before is not None or self.after is not None):
            raise InvalidValueError(_("A percentage needs the number of people that it is of."))
        if (self.figure is None) != (self.figure_as is None):
            raise InvalidValueError(_("A reported figure says what it is: a change, a share, a count or a ratio."))
        if self.figure is not None and not self.citation.strip():
            raise InvalidValueError(_("A reported figure needs its source."))
        if self.figure_to is not None and (self.figure is None or self.figure_to < self.figure):
            raise InvalidValueError(_("A range begins with the lower figure."))
        if self.figure_or_more and (self.figure is None or self.figure_to is not None):
            raise InvalidValueError(_("“Or more” goes with one figure, not with a range."))
        if self.figure_as is FigureAs.SHARE_PERCENT and not _is_share(self.figure, self.figure_to):
            raise InvalidValueError(_("A share is between 0% and 100%."))


def _is_share(*percent: float | None) -> bool:
    return all(one is None or 0 <= one <= _WHOLE for one in percent)


_WHOLE = 100  # per cent
