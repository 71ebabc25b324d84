"""Times as they are said: ``Tuesdays 2pm``, ``first Monday of the month``, ``bob dydd Mawrth 2yp``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from asset_mapper.formats import schedules


@dataclass(frozen=True, slots=True)
class When:
    """A time that was said: a recurrence and from when to when."""

    rule: str
    starts_at: time | None = None
    ends_at: time | None = None


_ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1,
    "cyntaf": 1, "ail": 2, "trydydd": 3, "pedwerydd": 4, "olaf": -1,
}  # fmt: skip
_MONTHLY = re.compile(
    rf"(?:every\s+|bob\s+)?(?P<nth>{'|'.join(_ORDINALS)})\s+(?P<day>\w+)(?:\s+(?:of|in)\s+(?:the|each|every)\s+month"
    r"|\s+(?:y|o'r|bob)\s+mis|\s+monthly)?(?:\s+(?:at\s+|am\s+)?(?P<hours>.+))?",
    re.IGNORECASE,
)
_MONTHLY_CY = re.compile(
    rf"(?:dydd\s+|nos\s+)?(?P<day>\w+)\s+(?P<nth>{'|'.join(_ORDINALS)})\s+(?:y|o'r|bob)\s+mis(?:\s+(?:am\s+)?(?P<hours>.+))?",
    re.IGNORECASE,
)
_WEEKLY = re.compile(
    r"(?P<every>every\s+other|every\s+second|alternate|every|each|bob\s+yn\s+ail|pob|bob)?\s*(?:dydd\s+|nos\s+)?"
    r"(?P<days>[a-z]+(?:\s*(?:,|&|\+|/|and|a|ac|-|–|to|i)\s*(?:dydd\s+|nos\s+)?[a-z]+)*?)"
    r"(?:\s+(?:at\s+|am\s+|from\s+|o\s+)?(?P<hours>(?:\d|noon|midday|hanner).*))?",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\s*(?:-|–|to|until|till|tan)\s*")
_OTHER = ("every other", "every second", "alternate", "bob yn ail")

_WRITTEN = {"fercher": "mercher", "wener": "gwener", "yh": "yp", "yr hwyr": "yp", "y bore": "yb", "y prynhawn": "yp"}
_SPOKEN = re.compile(rf"(?<![^\W\d])(?:{'|'.join(_WRITTEN)})\b", re.IGNORECASE)
"""As it is said after ``nos`` and after a time, and as tables of opening times write it."""


def spoken_times(text: str) -> tuple[When, ...]:
    """Read a time as it is said: ``Tuesdays 2pm``, ``first Monday of the month``, ``bob dydd Mawrth 2yp``."""
    plain = _SPOKEN.sub(lambda match: _WRITTEN[match[0].casefold()], text.strip().rstrip("."))
    if found := schedules.slots(plain):
        clock = time.fromisoformat
        return tuple(When(slot.rule, clock(slot.starts_at), clock(slot.ends_at)) for slot in found)
    for pattern in (_MONTHLY, _MONTHLY_CY):
        match = pattern.fullmatch(plain)
        days = _days(match["day"]) if match else ()
        if match and len(days) == 1 and (hours := _hours(match["hours"])) is not None:
            return (When(f"FREQ=MONTHLY;BYDAY={_ORDINALS[match['nth'].casefold()]}{days[0]}", *hours),)
    if plain.casefold() in ("daily", "every day", "bob dydd", "yn ddyddiol"):
        return (When("FREQ=DAILY"),)
    match = _WEEKLY.fullmatch(plain)
    days = _days(match["days"]) if match else ()
    if not match or not days or (hours := _hours(match["hours"])) is None:
        return ()
    fortnight = ";INTERVAL=2" if re.sub(r"\s+", " ", (match["every"] or "").casefold()) in _OTHER else ""
    return (When(f"FREQ=WEEKLY{fortnight};BYDAY={','.join(days)}", *hours),)


def _days(text: str) -> tuple[str, ...]:
    return schedules.days_of(text) or schedules.days_of(text.rstrip("s"))


def _hours(text: str | None) -> tuple[time | None, time | None] | None:
    """Read ``2pm`` or ``2-4pm``; without any text, no time is said; ``None`` when it is something else."""
    if not text:
        return None, None
    first, *second = _UNTIL.split(text.strip(), maxsplit=1)
    half = re.search(r"(am|pm|yb|yp)\s*$", second[0], re.I) if second else None
    starts = _clock_in_the_day(first if re.search(r"[a-z:.]", first, re.I) or not half else first + half[1])
    ends = _clock_in_the_day(second[0]) if second else None
    if starts is None or (second and ends is None):
        return None
    return (starts, ends) if ends is None or starts < ends else None


def _clock_in_the_day(text: str) -> time | None:
    """Read a time; ``2`` alone is two in the afternoon, since nobody meets at two at night."""
    read = schedules.clock_of(text.strip())
    if read is not None and re.fullmatch(r"[1-7](?:[:.]\d\d)?", text.strip()):
        return read.replace(hour=read.hour + 12)
    return read
