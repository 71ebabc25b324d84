"""Hours given: what volunteers and time credits add up to, by asset and period."""

import calendar
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Protocol, TypeVar

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.codes import Code
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.record import Record
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _, format_date


class HoursKind(Code):
    """What the hours are. One hour is one credit, whatever is done in it."""

    GIVEN = "given", N_("Hours given")
    EARNED = "earned", N_("Time credits earned")
    SPENT = "spent", N_("Time credits spent")


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursGiven(Record):
    """The hours that people gave to (or spent with) one asset in one period."""

    asset_id: RecordId
    kind: HoursKind = HoursKind.GIVEN
    since: date
    until: date  # the last day of the period
    hours: float
    or_more: bool = False  # the source says “31,000+”
    people: int | None = None  # how many gave them
    what: Bilingual | None = None
    citation: str = ""  # where the figure was published or is kept
    url: str = ""

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        if self.until < self.since:
            raise InvalidValueError(_("A period ends on its first day or later."))
        if not math.isfinite(self.hours) or self.hours < 0:
            raise InvalidValueError(_("Hours are a number, 0 or more."))
        if self.people is not None and self.people < 0:
            raise InvalidValueError(_("A number of people cannot be less than 0."))


class OverDays(Protocol):
    """What hours are noted of: an asset, a kind, days from the first to the last, and what for."""

    @property
    def id(self) -> RecordId: ...
    @property
    def asset_id(self) -> RecordId: ...
    @property
    def kind(self) -> HoursKind: ...
    @property
    def since(self) -> date: ...
    @property
    def until(self) -> date: ...
    @property
    def what(self) -> Any: ...


Noted = TypeVar("Noted", bound=OverDays)


def overlaps(hours: Iterable[Noted]) -> Iterator[tuple[Noted, Noted]]:
    """Find hours of one asset and kind for days that overlap: they may count twice.

    Where both say for what they were given, and it is not the same, they are two things on the same days.
    """

    def owner(one: Noted) -> tuple[RecordId, str]:
        return one.asset_id, one.kind.value

    for _owner, group in groupby(sorted(hours, key=lambda one: (*owner(one), one.since, one.id)), owner):
        own = list(group)
        for place, one in enumerate(own):
            for later in own[place + 1 :]:
                if later.since > one.until:
                    break
                if not (one.what and later.what) or one.what == later.what:
                    yield one, later


_YEAR = ((1, 1), (12, 31))  # months and days


def period_in_words(since: date, until: date) -> str:
    """Say from when to when, shortly: ``2025``, ``March 2026``, ``April 2025 – March 2026``, else days."""
    if since.year == until.year and ((since.month, since.day), (until.month, until.day)) == _YEAR:
        return str(since.year)
    if since.day == 1 and until == last_day(until.year, until.month):
        first, last = _month_in_words(since), _month_in_words(until)
        return first if first == last else f"{first} – {last}"
    return format_date(since) if since == until else f"{format_date(since)} – {format_date(until)}"


def last_day(year: int, month: int) -> date:
    """Give the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def _month_in_words(day: date) -> str:
    return format_date(day).partition(" ")[2]
