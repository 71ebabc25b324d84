"""Hours given, and time credits earned and spent: typed period by period, listed, and added up by asset."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from asset_mapper.analysis import hours_table
from asset_mapper.analysis.hours_table import Hours, HoursTable, Step
from asset_mapper.domain.asset import Asset
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.figures import number
from asset_mapper.domain.hours import HoursGiven, last_day, overlaps, period_in_words
from asset_mapper.domain.ids import RecordId
from asset_mapper.errors import InvalidValueError
from asset_mapper.formats.schedules import date_of, month_of
from asset_mapper.i18n import _, ngettext
from asset_mapper.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Typed:
    """What one line says: a period, hours, and how many people gave them."""

    since: date
    until: date
    hours: float
    or_more: bool = False
    people: int | None = None


@dataclass(frozen=True, slots=True)
class Summed:
    """The hours of a project, added up, with what one needs to read them."""

    tables: tuple[HoursTable, ...]
    assets: Mapping[RecordId, Asset]
    noted: Mapping[RecordId, HoursGiven]
    doubled: frozenset[RecordId]  # of which days are noted twice


def add(uow: UnitOfWork, asset_id: RecordId, noted: Sequence[HoursGiven]) -> ChangeSet:
    """Note hours of an asset, for several periods in one step."""
    asset = uow.assets.get(asset_id)
    label = _("Note hours of “{name}”").format(name=asset.name.given)
    return uow.write(ChangeSet(label, tuple(Change(None, one) for one in noted)))


def summed(uow: UnitOfWork, step: Step = Step.YEAR) -> Summed:
    """Add up all hours by asset and period."""
    noted = {one.id: one for one in uow.hours.all()}
    assets = {asset.id: asset for asset in uow.assets.with_ids({one.asset_id for one in noted.values()})}
    doubled = frozenset(one.id for pair in overlaps(noted.values()) for one in pair)
    return Summed(hours_table.tables(map(_plain, noted.values()), step), assets, noted, doubled)


def _plain(one: HoursGiven) -> Hours:
    return Hours(one.id, one.asset_id, one.kind, one.since, one.until, one.hours, one.or_more)


# --- in words -----------------------------------------------------------------------------------------------------


def amount(hours: float, *, or_more: bool) -> str:
    """Write hours in the language in force: ``310 hours``, ``31,000 or more hours``."""
    if or_more:
        return _("{figure} or more {unit}").format(figure=number(hours), unit=_("hours"))
    whole = int(hours) if hours == int(hours) else 5
    return ngettext("{amount} hour", "{amount} hours", whole).format(amount=number(hours))


def in_words(one: HoursGiven | Typed) -> str:
    """Say hours with their period: ``March 2026: 310 hours, 12 people``."""
    said = f"{period_in_words(one.since, one.until)}: {amount(one.hours, or_more=one.or_more)}"
    if one.people is None:
        return said
    people = ngettext("{n} person", "{n} people", one.people).format(n=number(one.people))
    return f"{said}, {people}"


# --- as it is typed -----------------------------------------------------------------------------------------------

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_LINE = re.compile(
    rf"(?P<period>.+?)\s*(?:[:=;]|\s|,\s)\s*(?P<over>(?:over|more than|at least|dros|mwy na|o leiaf)\s+)?"
    rf"(?P<hours>{_NUMBER})\s*(?P<more>\+|or more\b|neu fwy\b)?\s*"
    r"(?:hours?|hrs?|h|credits?|awr|oriau|credyd(?:au)?)?\s*(?P<more_after>or more\b|neu fwy\b)?"
    r"(?:\s*[,;]\s*(?P<people>\d{1,3}(?:,\d{3})+|\d+)\s*"
    r"(?:people|[bp]h?erson|volunteers?|(?:o )?bobl|[gw]*irfoddol\w+)?)?",
    re.IGNORECASE,
)
_TO = re.compile(r"\s*(?:\s-\s|–|—|\bto\b|\bhyd at\b|\bi\b|\btan\b)\s*", re.IGNORECASE)
_YEARS = re.compile(r"(\d{4})\s*[-/–]\s*(\d{2}|\d{4})")
_MONTHS = re.compile(r"([^\W\d]+)\s*-\s*([^\W\d]+\s+\d{4})")
_MONTH = re.compile(r"([^\W\d]+)\.?(?:\s+(\d{4}))?")
_APRIL, _MARCH, _LAST_MONTH = 4, 3, 12


def understood(text: str) -> list[Typed]:
    """Read hours, one period a line, in Welsh or English: ``2025: 1,240`` or ``April - June 2025 310, 12 people``.

    Raises
    ------
    InvalidValueError
        A line is not wholly understood; the message says which.
    """
    lines = [" ".join(line.replace("\t", " : ").split()) for line in text.splitlines()]
    return [_line(line) for line in lines if line]


def _line(line: str) -> Typed:
    match = _LINE.fullmatch(line)
    span = span_of(match["period"]) if match is not None else None
    if match is not None and span is not None:
        people = int(match["people"].replace(",", "")) if match["people"] else None
        more = any(match[name] for name in ("over", "more", "more_after"))
        return Typed(*span, float(match["hours"].replace(",", "")), more, people)
    raise InvalidValueError(
        _(
            "“{line}” is not understood. Write a period and the hours, for example: 2025: 1,240 · "
            "April 2025 - March 2026: 31,000+ · 1/4/2025 - 30/6/2025: 310, 12 people."
        ).format(line=line)
    )


def span_of(text: str) -> tuple[date, date] | None:
    """Read a period: a year, ``2025-26`` from April on, a month, several, or days; ``None`` when it is none."""
    plain = text.strip().rstrip(":,")
    if match := _YEARS.fullmatch(plain):
        first = int(match[1])
        if int(match[2]) in (first + 1, (first + 1) % 100):
            return date(first, _APRIL, 1), date(first + 1, _MARCH, 31)
    ends = [part for part in _TO.split(plain) if part]
    if match := _MONTHS.fullmatch(plain):
        ends = [match[1], match[2]]
    if len(ends) != 2:
        return _part(plain)
    last = _part(ends[1])
    first_part = _part(ends[0]) or (_part(f"{ends[0]} {last[0].year}") if last else None)
    if first_part is None or last is None or last[1] < first_part[0]:
        return None
    return first_part[0], last[1]


def _part(text: str) -> tuple[date, date] | None:
    """Read a year, a month with its year, or a day."""
    if re.fullmatch(r"(?:19|20)\d\d", text):
        return date(int(text), 1, 1), date(int(text), _LAST_MONTH, 31)
    if (day := date_of(text)) is not None:
        return day, day
    if match := re.fullmatch(r"(\d{4})-(\d\d)", text):
        return _month(int(match[1]), int(match[2]))
    if match := re.fullmatch(r"(\d{1,2})/(\d{4})", text):
        return _month(int(match[2]), int(match[1]))
    match = _MONTH.fullmatch(text)
    number_of_month = month_of(match[1]) if match else None
    if match is None or number_of_month is None or not match[2]:
        return None
    return _month(int(match[2]), number_of_month)


def _month(year: int, number_of_month: int) -> tuple[date, date] | None:
    if not 1 <= number_of_month <= _LAST_MONTH:
        return None
    return date(year, number_of_month, 1), last_day(year, number_of_month)


def made(asset_id: RecordId, typed: Typed, **fields: Any) -> HoursGiven:
    """Make the record of what a line says."""
    return HoursGiven(
        asset_id=asset_id,
        since=typed.since,
        until=typed.until,
        hours=typed.hours,
        or_more=typed.or_more,
        people=typed.people,
        **fields,
    )
