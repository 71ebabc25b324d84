"""What every record has: who it is, since when, and where it was recorded."""

from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from asset_mapper.domain.ids import RecordId, new_id
from asset_mapper.domain.text import check_text


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The base of all records. A record that exists is valid; a change makes a new one with ``replace``.

    A kind of record with rules of its own begins its ``__post_init__`` with ``Record.__post_init__(self)``
    (``super()`` does not find its way in a dataclass with slots).
    """

    id: RecordId = field(default_factory=new_id)
    created_at: datetime = field(default_factory=utc_now)  # UTC
    changed_at: datetime = field(default_factory=utc_now)  # UTC; set anew whenever it is written
    session_id: RecordId | None = None  # the mapping session where it was recorded
    at_table: str = ""  # the table of that session at which it was said
    import_id: RecordId | None = None  # the import that made it
    source: str = ""  # who told us

    def __post_init__(self) -> None:
        for name in _names_of_what_was_typed(type(self)):  # type: ignore[arg-type] # mypy asks the instance for its hash
            value = getattr(self, name)
            if value:
                check_text(value)


_OURS = frozenset({"id", "created_at", "changed_at", "session_id", "import_id"})


@lru_cache
def _names_of_what_was_typed(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name not in _OURS)
