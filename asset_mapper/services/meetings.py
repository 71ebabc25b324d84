"""Meetings: plain words become a rule, and a rule plain words; when it is next; kept as one step.

``First Monday of the month 2-4pm``, ``bob dydd Mawrth 2yp tan 17 Rhagfyr 2026`` and ``3 May 2027, 14:00`` are
understood, and so is everything that ``schedule_in_words`` says. Nothing is guessed: what is not plain stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from asset_mapper.cartography.schedules import schedule_in_words
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.meeting import Meeting
from asset_mapper.formats import schedules
from asset_mapper.i18n import _
from asset_mapper.services.removing import removal
from asset_mapper.services.spoken_times import spoken_times
from asset_mapper.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Schedule:
    """When something is: a recurrence of RFC 5545 or a single day, and from when to when, in local time."""

    rule: str = ""
    first_on: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None

    def in_words(self, language: str) -> str:
        """Say it in a language; ``""`` when no words are known for the rule."""
        first = self.first_on.isoformat() if self.first_on else ""
        starts, ends = (moment.isoformat() if moment else "" for moment in (self.starts_at, self.ends_at))
        return schedule_in_words(language, self.rule, first, starts, ends)

    @property
    def needs_first_day(self) -> bool:
        """Whether the rule says nothing as long as nobody knows when it began."""
        parts = _parts(self.rule)
        return self.first_on is None and ("COUNT" in parts or parts.get("INTERVAL", "1") != "1")


def schedule_of(meeting: Meeting) -> Schedule:
    return Schedule(meeting.rule, meeting.first_on, meeting.starts_at, meeting.ends_at)


def next_days(schedule: Schedule, today: date, n: int = 3) -> list[date]:
    """Give the next *n* days, *today* included; fewer when it ends before, none when that cannot be known."""
    from dateutil.rrule import rrulestr

    if not schedule.rule:
        return [schedule.first_on] if schedule.first_on and schedule.first_on >= today else []
    if schedule.needs_first_day:
        return []
    parts = _parts(schedule.rule)
    start = schedule.first_on or today
    if "COUNT" not in parts and parts.get("INTERVAL", "1") == "1":
        start = max(start, today)
    if len(parts.get("UNTIL", "")) > 8:
        parts["UNTIL"] = parts["UNTIL"][:8]
    rule = ";".join(f"{key}={value}" for key, value in parts.items())
    midnight = datetime(start.year, start.month, start.day)  # noqa: DTZ001 - a day, not a moment
    found = rrulestr(rule, dtstart=midnight)
    days = (moment.date() for moment in islice(found, _MOST_LOOKED_AT) if moment.date() >= today)
    return list(islice(days, n))


def understood(text: str) -> tuple[Schedule, ...]:
    """Read when something is, in Welsh or English; nothing when any part of it is not plain.

    Several schedules come of times that differ by day: ``Mon-Fri 9am-5pm; Sat 10-12``.
    """
    plain = re.sub(r"\s+", " ", text.replace("’", "'")).strip().rstrip(".")
    plain, ends = _without_ends(plain)
    if (day := _single_day(plain)) is not None:
        return (day,) if not ends else ()
    found = _spoken(plain)
    rules = [replace(one, rule=one.rule + ends.get("rule", ""), first_on=ends.get("first_on")) for one in found]
    return tuple(rules)


def save(uow: UnitOfWork, before: Meeting | None, after: Sequence[Meeting]) -> ChangeSet:
    """Keep what a form says of one meeting, which may be said to be several, as one step."""
    first, *others = after
    changes: list[Change[Any]] = [Change(None, meeting) for meeting in others]
    if before is None:
        changes.insert(0, Change(None, first))
    elif first != before:
        changes.insert(0, Change(before, first))
    return uow.write(ChangeSet(_("Add a meeting") if before is None else _("Change a meeting"), tuple(changes)))


def remove(uow: UnitOfWork, meeting: Meeting) -> ChangeSet:
    return uow.write(ChangeSet(_("Remove a meeting"), removal(uow, [meeting])))


# --- words to a rule ------------------------------------------------------------------------------------------------

_MOST_LOOKED_AT = 5000
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DATE = r"(?:\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{4}|\d{1,2}(?:st|nd|rd|th|af|ain|fed|eg)? [^\W\d]+ \d{4})"
_ENDS = re.compile(
    rf"(?P<rest>.*?),?\s*\b(?:(?:until|till|up to|tan|hyd at|hyd) (?P<until>{_DATE})"
    rf"|(?P<count>\d{{1,3}}) (?:times?|g?waith|o weithiau)"
    rf"|(?:from|starting|starting on|gan ddechrau|o) (?P<first>{_DATE}))",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    rf"(?:on |ar )?(?:[^\W\d]+ )?(?:[^\W\d]+ )?(?P<day>{_DATE})(?:,?\s+(?:at |am )?(?P<hours>.+))?", re.I
)
_HOURS = re.compile(
    r"(?P<days>.*?\D),?\s+(?:at |am |from |o )?(?P<hours>(?:\d|noon\b|midday\b|hanner dydd\b).*)", re.I
)
_WEEKS = (
    (re.compile(r"^(?:every (?:other|second) week|fortnightly|every fortnight)\b[:,]?\s*(?:on )?", re.I), 2),
    (re.compile(r"^every third week\b[:,]?\s*(?:on )?", re.I), 3),
    (re.compile(r"^every fourth week\b[:,]?\s*(?:on )?", re.I), 4),
    (re.compile(r",?\s*bob yn ail wythnos$|,?\s*bob pythefnos$", re.I), 2),
    (re.compile(r",?\s*bob (?:tryd|dryd)edd wythnos$", re.I), 3),
    (re.compile(r",?\s*bob (?:ped|bed)waredd wythnos$", re.I), 4),
)
_ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5,
    "last": -1, "cyntaf": 1, "ail": 2, "yr ail": 2, "trydydd": 3, "y trydydd": 3, "pedwerydd": 4, "y pedwerydd": 4,
    "pumed": 5, "y pumed": 5, "olaf": -1,
}  # fmt: skip
_NTH = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_OF_MONTH = (
    re.compile(rf"(?:every )?(?P<nth>{_NTH}) (?P<day>[^\W\d]+) (?:of|in) (?:the|each|every) month", re.I),
    re.compile(rf"(?:dydd |nos )?(?P<day>[^\W\d]+) \((?P<nth>{_NTH}) yn y mis\)", re.I),
    re.compile(rf"(?:dydd |nos )?(?P<day>[^\W\d]+) (?P<nth>{_NTH}) (?:y|o'r|bob) mis", re.I),
)
_MUTATED = {"ddydd": "dydd", "lun": "llun", "fawrth": "mawrth", "fercher": "mercher", "wener": "gwener"}
_MUTATION = re.compile(r"\b(?:" + "|".join(_MUTATED) + r")\b", re.IGNORECASE)


def _parts(rule: str) -> dict[str, str]:
    return dict(part.upper().split("=", 1) for part in rule.split(";") if "=" in part)


def _without_ends(text: str) -> tuple[str, dict[str, Any]]:
    """Take from when, how often and until when off the end of a text."""
    found: dict[str, Any] = {}
    while match := _ENDS.fullmatch(text):
        if match["until"] and (day := schedules.date_of(_plain_day(match["until"]))):
            found["rule"] = f";UNTIL={day:%Y%m%d}"
        elif match["count"] and int(match["count"]) > 0:
            found["rule"] = f";COUNT={int(match['count'])}" + found.get("rule", "")
        elif match["first"] and (day := schedules.date_of(_plain_day(match["first"]))):
            found["first_on"] = day
        else:
            break
        text = match["rest"]
    return text, found


def _plain_day(text: str) -> str:
    """Write a day as files write it: without the endings of Welsh ordinals, numbers parted by slashes."""
    return re.sub(r"(?<=\d)(?:af|ain|fed|eg)\b", "", text).replace(".", "/")


def _single_day(text: str) -> Schedule | None:
    match = _SINGLE.fullmatch(text)
    day = schedules.date_of(_plain_day(match["day"])) if match else None
    if match is None or day is None:
        return None
    hours = _hours(match["hours"])
    return Schedule("", day, *hours) if hours is not None else None


def _spoken(text: str) -> tuple[Schedule, ...]:
    found = tuple(Schedule(one.rule, None, one.starts_at, one.ends_at) for one in spoken_times(text))
    if found:
        return found
    match = _HOURS.fullmatch(text)
    hours = _hours(match["hours"]) if match else (None, None)
    rule = _rule(match["days"] if match else text)
    return (Schedule(rule, None, *hours),) if rule and hours is not None else ()


def _hours(text: str | None) -> tuple[time | None, time | None] | None:
    """Read ``14:00 i 16:00`` or ``2-4pm``; ``None`` when it is something else."""
    if not text:
        return None, None
    read = spoken_times("Monday " + re.sub(r"\s+i\s+", " - ", text))
    return (read[0].starts_at, read[0].ends_at) if len(read) == 1 else None


def _rule(text: str) -> str:
    """Read days as ``schedule_in_words`` says them, and a little more freely."""
    plain = _MUTATION.sub(lambda match: _MUTATED[match[0].casefold()], text.strip())
    weeks = 1
    for pattern, number in _WEEKS:
        shorter = pattern.sub("", plain)
        if shorter != plain:
            plain, weeks = shorter, number
    if plain.casefold() in ("every day", "daily", "bob dydd", "yn ddyddiol"):
        return "FREQ=DAILY" if weeks == 1 else ""
    phrases = [phrase for phrase in re.split(r",\s*|\s+(?:and|&|a|ac)\s+", plain) if phrase]
    of_month = [_of_month(phrase) for phrase in phrases]
    if of_month and all(of_month):
        return f"FREQ=MONTHLY;BYDAY={','.join(of_month)}" if weeks == 1 else ""
    days = [
        schedules.days_of(re.sub(r"^(?:every|each|bob|pob|nos) (?:nos )?", "", one, flags=re.I)) for one in phrases
    ]
    if not days or not all(days):
        return ""
    codes = sorted({code for some in days for code in some}, key=_CODES.index)
    interval = f";INTERVAL={weeks}" if weeks > 1 else ""
    return f"FREQ=WEEKLY{interval};BYDAY={','.join(codes)}"


def _of_month(phrase: str) -> str:
    for pattern in _OF_MONTH:
        if match := pattern.fullmatch(phrase):
            days = schedules.days_of(match["day"])
            if len(days) == 1:
                return f"{_ORDINALS[match['nth'].casefold()]}{days[0]}"
    return ""
