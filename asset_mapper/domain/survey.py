"""Surveys: statements that people answer on five points, on paper sheets, by group of respondents.

There are two kinds: barriers, whose statements the user writes, and a reflection on the five principles of
co-production, which asks of each principle what we do and how we do it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from asset_mapper.domain.audience import Audience, check_visibility
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.codes import Code
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.indicator import About
from asset_mapper.domain.mapping_session import PRINCIPLES
from asset_mapper.domain.record import Record
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _

ANSWERS = {
    1: N_("Disagree strongly"),
    2: N_("Disagree"),
    3: N_("Neither"),
    4: N_("Agree"),
    5: N_("Agree strongly"),
}
"""The five points, as they are printed on the sheet and kept."""


class SurveyKind(Code):
    BARRIERS = "barriers", N_("Barriers")
    PRINCIPLES = "principles", N_("The five principles")


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey(Record):
    """A sheet of statements; those of a session say so by its ``session_id``."""

    name: Bilingual
    introduction: Bilingual | None = None
    kind: SurveyKind = SurveyKind.BARRIERS
    visibility: Audience = Audience.TEAM  # how far its counts may travel

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        check_visibility(self.visibility)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Record):
    """One statement of a survey."""

    survey_id: RecordId
    position: int = 0  # on the sheet, from 0
    text: Bilingual
    principle: str = ""  # of a reflection: a key of PRINCIPLES
    about: About | None = None  # of a reflection: what we do, or how we do it

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        if self.principle and self.principle not in PRINCIPLES:
            raise InvalidValueError(_("A statement is about one of the five principles, or about none."))


@dataclass(frozen=True, slots=True, kw_only=True)
class RespondentGroup(Record):
    """Those who answer as one group, such as residents or staff."""

    survey_id: RecordId
    position: int = 0
    name: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSheet(Record):
    """What one person answered, without their name. It stays with the team; others see counts."""

    survey_id: RecordId
    group_id: RecordId | None = None
    sheet: str = ""  # the number written on the paper, to find it again
    answers: Mapping[str, int] = field(default_factory=dict)  # id of the statement → 1 to 5
    remarks: str = ""

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        if any(answer not in ANSWERS for answer in self.answers.values()):
            raise InvalidValueError(_("An answer is a number from 1 to 5."))
