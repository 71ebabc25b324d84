"""When and where a group meets or an activity happens."""

from dataclasses import dataclass
from datetime import date, time

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.record import Record
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Record):
    """A schedule of an asset, and the venue where it is kept."""

    asset_id: RecordId
    venue_id: RecordId | None = None
    name: Bilingual | None = None  # when it differs from the asset's
    rule: str = ""  # RFC 5545 recurrence, such as FREQ=WEEKLY;BYDAY=TU; empty for a single day
    first_on: date | None = None
    starts_at: time | None = None  # local time
    ends_at: time | None = None
    when: Bilingual | None = None  # in words, when no rule says it
    cost: Bilingual | None = None
    who: Bilingual | None = None  # who may come
    access: tuple[str, ...] = ()  # step-free, hearing loop, ...

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        if not (self.rule or self.first_on or self.when):
            raise InvalidValueError(_("Say when it meets: a rule, a day, or words."))
        if self.rule and not is_rule(self.rule):
            raise InvalidValueError(_("“{rule}” is not a recurrence rule.").format(rule=self.rule))


def is_rule(rule: str) -> bool:
    """Tell whether *rule* is a recurrence of RFC 5545 without its ``RRULE:``."""
    from datetime import datetime

    from dateutil.rrule import rrulestr

    if "\n" in rule or not rule.upper().startswith("FREQ="):
        return False
    try:
        rrulestr(rule, dtstart=datetime(2026, 1, 1))  # noqa: DTZ001 - a local time without a zone
    except (ValueError, TypeError, KeyError, OverflowError):
        return False
    return True
