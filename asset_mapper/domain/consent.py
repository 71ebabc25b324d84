"""A person's agreement, per purpose; it can be withdrawn."""

from dataclasses import dataclass
from datetime import date

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Language
from asset_mapper.domain.codes import Code
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.record import Record
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _


class Purpose(Code):
    """What a person can agree to, each on its own."""

    HOLD = "hold", N_("Keep what I said")
    CONTACT = "contact", N_("Get in touch with me")
    PARTNERS = "partners", N_("Show it to partners")
    PUBLISH = "publish", N_("Show it to everyone")
    PHOTO = "photo", N_("Use my photo")


class ConsentHow(Code):
    PAPER = "paper", N_("On paper")
    SPOKEN = "spoken", N_("Spoken")
    ONLINE = "online", N_("Online")


PURPOSE_FOR = {
    Audience.PARTNERS: Purpose.PARTNERS,
    Audience.PUBLIC: Purpose.PUBLISH,
    Audience.ROOM: Purpose.PUBLISH,
}
"""The agreement that a person needs to have given before an audience sees them; the team needs none of these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent(Record):
    """What a person agreed to, when, how, and in which words."""

    asset_id: RecordId  # whose; an asset of kind person
    purpose: Purpose
    given_on: date
    how: ConsentHow
    taken_by: str = ""
    wording_version: str = ""
    language: Language = "en"
    until: date | None = None  # the last day that it stands
    withdrawn_on: date | None = None

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        if self.until is not None and self.until < self.given_on:
            raise InvalidValueError(_("An agreement cannot end before it was given."))
        if self.withdrawn_on is not None and self.withdrawn_on < self.given_on:
            raise InvalidValueError(_("An agreement cannot be withdrawn before it was given."))

    def stands_on(self, day: date) -> bool:
        """Tell whether it holds on *day*: given, not run out, not withdrawn."""
        return (
            self.given_on <= day
            and (self.until is None or day <= self.until)
            and (self.withdrawn_on is None or day < self.withdrawn_on)
        )
