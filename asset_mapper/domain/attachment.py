"""Photos and documents of any record."""

from dataclasses import dataclass
from datetime import date

from asset_mapper.domain.audience import Audience, check_visibility
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.record import Record
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment(Record):
    """A photo or document. Its bytes are kept once, under their checksum; a photo's position was removed before."""

    record_id: RecordId  # what it belongs to
    name: str  # of the file, without a folder
    media_type: str  # such as image/jpeg
    sha256: str
    size: int  # bytes
    alt: Bilingual | None = None  # what is to be seen, for those who do not
    credit: str = ""
    shows_people: bool = False  # then it needs the agreement of those shown
    agreed_on: date | None = None  # when those shown agreed; of a person's own photo the consent says it
    typed_up_on: date | None = None  # of the photo of a sheet: when what is on it was all recorded
    audience: Audience = Audience.TEAM

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        check_visibility(self.audience)
        if "/" in self.name or "\\" in self.name or self.name.strip() in ("", ".", ".."):
            raise InvalidValueError(_("The name of an attachment is the name of a file, without a folder."))
