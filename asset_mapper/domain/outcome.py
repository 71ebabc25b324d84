"""Outcomes, the difference that something makes, and the frameworks that list them."""

from dataclasses import dataclass

from asset_mapper.domain.audience import Audience, check_visibility
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.codes import Code
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.record import Record
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _

OURS_TO_SAY = frozenset(("chosen_by", "stage", "visibility"))
"""What may be said of an outcome of a published framework: its words belong to whoever published them."""

PERSONAL_KEY = "personal"
"""The key of a project's own framework for the outcomes that people decided for themselves."""


class FrameworkStatus(Code):
    OFFICIAL = "official", N_("Official text")
    DRAFT = "draft", N_("Draft text")  # its text has not been checked against the source
    ARCHIVED = "archived", N_("Archived")
    LOCAL = "local", N_("Local")


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework(Record):
    """A published, versioned list of outcomes, or a local one."""

    key: str  # such as wfg-goals
    name: Bilingual
    version: str = ""
    status: FrameworkStatus = FrameworkStatus.LOCAL
    source_title: str = ""
    source_url: str = ""
    licence: str = ""

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        if not self.key.strip():
            raise InvalidValueError(_("A framework needs a short name of its own."))


class Stage(Code):
    """Where on a pathway an outcome stands, from left to right."""

    OUTPUT = "output", N_("Output: what a service does")
    PREVENTION = "prevention", N_("Prevention")
    DETECTION = "detection", N_("Detection")
    TREATMENT = "treatment", N_("Treatment")
    RECOVERY = "recovery", N_("Recovery")
    QUALITY_OF_LIFE = "quality_of_life", N_("Quality of life")


class ChosenBy(Code):
    RESIDENTS = "residents", N_("Chosen by residents")
    STAFF = "staff", N_("Chosen by staff")
    BOTH = "both", N_("Chosen by residents and staff")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Record):
    """The difference that something makes, as against an output, which is what a service does."""

    framework_id: RecordId
    code: str
    name: Bilingual
    description: Bilingual | None = None
    text_status: Bilingual | None = None  # of the text in each language, a FrameworkStatus
    parent_id: RecordId | None = None
    position: int = 0  # among its brothers and sisters
    stage: Stage | None = None
    contributes_only: bool = False  # a national measure that a local project cannot move, only contribute to
    personal: bool = False  # decided by one person; the team's unless they say otherwise
    chosen_by: ChosenBy | None = None
    visibility: Audience = Audience.PUBLIC

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        check_visibility(self.visibility)
        if self.parent_id == self.id:
            raise InvalidValueError(_("An outcome cannot be part of itself."))
        if self.text_status is not None:
            for status in filter(None, (self.text_status.cy, self.text_status.en)):
                if status not in tuple(FrameworkStatus):
                    raise InvalidValueError(
                        _("The text of an outcome is official, draft, archived or local, not “{status}”.").format(
                            status=status
                        )
                    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeVotes(Record):
    """How many dots an outcome was given at one mapping session, or elsewhere: one for each outcome and session."""

    outcome_id: RecordId
    votes: int

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        if self.votes < 0:
            raise InvalidValueError(_("Votes are counted from 0."))
