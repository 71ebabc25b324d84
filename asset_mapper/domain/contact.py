"""Ways to reach an asset, each with its own audience."""

from dataclasses import dataclass

from asset_mapper.domain.audience import Audience, check_visibility
from asset_mapper.domain.codes import Code
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.record import Record
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _


class ContactKind(Code):
    PHONE = "phone", N_("Phone")
    EMAIL = "email", N_("E-mail")
    WEB = "web", N_("Web")
    SOCIAL = "social", N_("Social media")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPoint(Record):
    """A phone number, an address of mail or web, and whom it belongs to."""

    asset_id: RecordId
    kind: ContactKind
    value: str
    person: str = ""  # the name of whoever answers; dropped for the public where membership is sensitive
    audience: Audience = Audience.TEAM

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        check_visibility(self.audience)
        if not self.value.strip():
            raise InvalidValueError(_("A way to reach an asset cannot be empty."))
