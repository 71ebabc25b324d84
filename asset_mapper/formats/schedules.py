"""Opening and meeting times as people write them: plain days and hours become rules, the rest stays in words.

Words that are nearly understood would send someone to a closed door, so a text is turned into rules only when every
part of it is plain: days, and from when to when.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NAMES = (
    ("mo", "mon", "monday", "mondays", "llun"),
    ("tu", "tue", "tues", "tuesday", "tuesdays", "mawrth"),
    ("we", "wed", "weds", "wednesday", "wednesdays", "mercher"),
    ("th", "thu", "thur", "thurs", "thursday", "thursdays", "iau"),
    ("fr", "fri", "friday", "fridays", "gwener"),
    ("sa", "sat", "saturday", "saturdays", "sadwrn"),
    ("su", "sun", "sunday", "sundays", "sul"),
)
_BY_NAME = {name: place for place, names in enumerate(_NAMES) for name in names}
_DAY = r"(?:dydd\s+)?(?:" + "|".join(sorted(_BY_NAME, key=len, reverse=True)) + r")\b"
_TO = r"\s*(?:-|–|—|to|until|till|i|tan)\s*"
_AND = r"\s*(?:,|&|\+|/|and|a|ac)\s*"
_TIME = r"(?:\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm|a\.m\.|p\.m\.|yb|yp|noon)?|noon|midday|hanner dydd)"
_PART = re.compile(
    rf"(?:every\s+|bob\s+|open\s+)?(?P<days>{_DAY}(?:{_TO}{_DAY}|(?:{_AND}{_DAY})+)?|daily|every day|bob "
    rf"dydd)\s*[,:-]?\s*"
    rf"(?:from\s+|o\s+)?(?P<start>{_TIME}){_TO}(?P<end>{_TIME})\.?",
    re.IGNORECASE,
)
_BETWEEN_PARTS = re.compile(r"\s*(?:;|\n|\.\s+(?=[A-Z])|\|)\s*")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{1,2}))?\s*(am|pm|a\.m\.|p\.m\.|yb|yp|noon)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Slot:
    """Some days of each week, and from when to when."""

    rule: str
    starts_at: str  # ISO 8601
    ends_at: str


@lru_cache(maxsize=16384)
def slots(text: str) -> tuple[Slot, ...]:
    """Read plain days and hours, such as ``Mon-Fri 9am - 5pm; Sat 10:00-12:00``; none when any part is not plain."""
    parts = [part for part in _BETWEEN_PARTS.split(text.strip()) if part.strip()]
    found = []
    for part in parts:
        match = _PART.fullmatch(part.strip())
        hours = _hours(match["start"], match["end"]) if match else None
        if match is None or hours is None:
            return ()
        days = _days(match["days"])
        rule = "FREQ=DAILY" if len(days) == 7 else f"FREQ=WEEKLY;BYDAY={','.join(days)}"
        found.append(Slot(rule, hours[0].isoformat(), hours[1].isoformat()))
    return tuple(found)


def _days(text: str) -> tuple[str, ...]:
    words = [_BY_NAME[word] for word in re.findall(r"[a-z]+", text.casefold()) if word in _BY_NAME]
    if not words:
        return _DAYS
    is_span = re.fullmatch(rf"{_DAY}{_TO}{_DAY}", text.strip(), re.IGNORECASE) is not None
    if is_span:
        first, last = words
        span = range(first, last + 1) if first <= last else (*range(first, 7), *range(last + 1))
        return tuple(_DAYS[place] for place in sorted(span))
    return tuple(_DAYS[place] for place in sorted(set(words)))


def _hours(start: str, end: str) -> tuple[time, time] | None:
    """Read two times; where only one has am or pm, the other is the one that makes sense before or after it."""
    last = _clock(end)
    first = _clock(start)
    if first is None or last is None:
        return None
    (first_time, first_sure), (last_time, last_sure) = first, last
    if not first_sure and last_sure:
        later = _shift(first_time)
        if later is not None and last_time.hour >= 12 and later < last_time:
            first_time = later
    elif not first_sure or not last_sure:
        return None
    return (first_time, last_time) if first_time < last_time else None


def _shift(moment: time) -> time | None:
    return moment.replace(hour=moment.hour + 12) if 1 <= moment.hour < 12 else None


def _clock(text: str) -> tuple[time, bool] | None:
    """Read a time, and whether it is sure which half of the day it is in."""
    plain = text.strip().casefold()
    if plain in ("noon", "midday", "hanner dydd"):
        return time(12), True
    match = _CLOCK.fullmatch(plain)
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if hour > 24 or minute > 59 or (half and hour > 12):
        return None
    if half in ("pm", "p.m.", "yp", "noon"):
        hour = hour % 12 + 12
    elif half in ("am", "a.m.", "yb"):
        hour %= 12
    sure = bool(half) or (match[2] is not None and (len(match[1]) == 2 or ":" in plain))
    return time(hour % 24, minute), sure


def clock_of(text: str | None) -> time | None:
    """Read a time of day in a column of its own: ``9:20``, ``10.45``, ``2pm``; a number that lost its last 0 too."""
    if not text:
        return None
    plain = text.strip().casefold()
    match = re.fullmatch(r"(\d{1,2})[.](\d)", plain)
    if match:
        plain = f"{match[1]}:{match[2]}0"
    match = re.fullmatch(r"(\d{1,2}:\d{2}):\d{2}(?:\.\d+)?", plain)
    if match:
        plain = match[1]
    if re.fullmatch(r"\d{1,2}", plain):
        plain += ":00"
    read = _clock(plain)
    return read[0] if read else None


def days_of(text: str | None) -> tuple[str, ...]:
    """Read the days of the week in a column of their own, as RFC 5545 writes them."""
    if not text:
        return ()
    if re.fullmatch(rf"{_DAY}(?:{_TO}{_DAY}|(?:{_AND}{_DAY})+)?", text.strip(), re.IGNORECASE) is None:
        return ()
    return _days(text)


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("jan january ionawr", "feb february chwefror", "mar march mawrth", "apr april ebrill", "may mai"),
            *("jun june mehefin", "jul july gorffennaf", "aug august awst", "sep sept september medi"),
            *("oct october hydref", "nov november tachwedd", "dec december rhagfyr"),
        ),
        1,
    )
    for name in names.split()
}


@lru_cache(maxsize=16384)
def date_of(text: str | None) -> date | None:
    """Read a date: ISO 8601, or day first as it is written here; ``None`` when it is none or only a month."""
    if not text:
        return None
    plain = text.strip()
    try:
        if match := re.match(r"(\d{4})-(\d\d)-(\d\d)(?:$|[T ])", plain):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := re.match(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d\d)(?:$|[T ,])", plain):
            year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
            return date(year, int(match[2]), int(match[1]))
        if match := re.fullmatch(r"(?:[A-Za-z]+,? )?(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]+) (\d{4})", plain):
            month = _MONTHS.get(match[2].casefold())
            return date(int(match[3]), month, int(match[1])) if month else None
    except ValueError:
        return None
    return None


def month_of(text: str) -> int | None:
    """Give the number of a month by its name or its first three letters, in Welsh or English."""
    return _MONTHS.get(text.strip().rstrip(".").casefold())
