"""The project itself, the views of it that are published, its own columns, and what came in and went out."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from asset_mapper.domain.audience import Audience, check_visibility
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.record import Record, utc_now
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Record):
    """What the whole file is about. There is exactly one in each project."""

    title: Bilingual
    purpose: Bilingual | None = None
    area_id: RecordId | None = None
    languages: tuple[str, ...] = ("cy", "en")
    publisher: str = ""  # who makes the map
    contact: str = ""  # where to have an entry corrected or removed
    default_audience: Audience = Audience.TEAM
    retention_months: int | None = None  # after which a record is due to be checked or removed
    small_count: int = 5  # counts of people under this are shown as "fewer than" outside the team
    fictional: bool = False  # a sample: says so on its face

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        if self.small_count < 0:
            raise InvalidValueError(_("The smallest count shown cannot be less than 0."))


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView(Record):
    """What one published map shows."""

    name: str
    title: Bilingual | None = None
    introduction: Bilingual | None = None
    audience: Audience = Audience.PUBLIC
    where: Mapping[str, str] = field(default_factory=dict)  # a filter: field → value
    extent: tuple[float, ...] = ()  # west, south, east, north, WGS 84 degrees

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        if len(self.extent) not in (0, 4) or not all(math.isfinite(edge) for edge in self.extent):
            raise InvalidValueError(_("An extent has a west, a south, an east and a north."))


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomField(Record):
    """A column that an import brought and no field of ours holds. The team's until someone shares it."""

    key: str  # as in the file
    label: Bilingual
    audience: Audience = Audience.TEAM

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        check_visibility(self.audience)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportBatch(Record):
    """One import: from which file, and how many records it made."""

    file: str  # without its folder
    sha256: str = ""
    made: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRecord(Record):
    """One file that left the project, so that a withdrawal can name the files that held a person."""

    file: str
    format: str
    audience: Audience
    language: str
    at: datetime = field(default_factory=utc_now)
    sha256: str = ""
    size: int = 0  # bytes
    people: tuple[RecordId, ...] = ()  # the assets of kind person that it held
