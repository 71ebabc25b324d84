"""What every record has: who it is, since when, and where it was recorded."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from asset_mapper.domain.ids import RecordId, new_id


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The base of all records. A record that exists is valid; a change makes a new one with ``replace``."""

    id: RecordId = field(default_factory=new_id)
    created_at: datetime = field(default_factory=utc_now)  # UTC
    changed_at: datetime = field(default_factory=utc_now)  # UTC; set anew whenever it is written
    session_id: RecordId | None = None  # the mapping session where it was recorded
    import_id: RecordId | None = None  # the import that made it
    source: str = ""  # who told us
