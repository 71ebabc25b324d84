"""When something meets, in words: “every Tuesday, 14:00 to 16:00”, “bob dydd Mawrth, 14:00 i 16:00”.

Recurrence rules (RFC 5545) that people in a hall use become words; a rule that is stranger than that is shown as it is,
since words that are nearly right would send someone to a closed door.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from asset_mapper.i18n import N_, _, format_date, speaking

_DAYS = {
    "MO": ("Llun", "Monday"),
    "TU": ("Mawrth", "Tuesday"),
    "WE": ("Mercher", "Wednesday"),
    "TH": ("Iau", "Thursday"),
    "FR": ("Gwener", "Friday"),
    "SA": ("Sadwrn", "Saturday"),
    "SU": ("Sul", "Sunday"),
}

_WHICH = {
    1: N_("the first {day}"),
    2: N_("the second {day}"),
    3: N_("the third {day}"),
    4: N_("the fourth {day}"),
    5: N_("the fifth {day}"),
    -1: N_("the last {day}"),
}
_PATTERNS = {  # frequency → each time, and every so many
    "DAILY": (N_("every day"), N_("every {n} days")),
    "WEEKLY": (N_("every {days}"), N_("{days}, every {n} weeks")),
    "MONTHLY": (N_("{days} of each month"), N_("{days}, every {n} months")),
}


def schedule_words(
    rule: str, first_on: str = "", starts_at: str = "", ends_at: str = "", *, language: str = "en"
) -> str:
    """Say when something meets.

    Parameters
    ----------
    rule
        RFC 5545 without ``RRULE:``; empty for a single day.
    first_on
        ISO 8601 date or ``""``. It is named when there is no rule.
    starts_at, ends_at
        Local times, ISO 8601 or ``""``.
    """
    with speaking(language):
        day = rule_words(rule, language) if rule else _day_words(first_on, language)
        return _with_hours(day, starts_at[:5], ends_at[:5])


@lru_cache(maxsize=1024)
def rule_words(rule: str, language: str) -> str:
    """Say how something recurs, or give the rule itself when it is not one of the usual."""
    with speaking(language):
        return _usual(rule, language) or rule


def _usual(rule: str, language: str) -> str | None:
    parts = dict(part.partition("=")[::2] for part in rule.upper().removeprefix("RRULE:").split(";"))
    until = parts.pop("UNTIL", "")
    parts.pop("WKST", None)
    frequency, interval, days = parts.pop("FREQ", ""), parts.pop("INTERVAL", "1"), parts.pop("BYDAY", "")
    if "BYSETPOS" in parts and days and "," not in days:  # another way to say 1TU
        days = parts.pop("BYSETPOS") + days
    if parts or frequency not in _PATTERNS or not interval.isdecimal() or not days and frequency != "DAILY":
        return None
    named = [_named(day, frequency, language) for day in days.split(",")] if days else []
    if None in named or (named and frequency == "DAILY"):
        return None
    each, every_n = _PATTERNS[frequency]
    words = _(each if int(interval) == 1 else every_n).format(days=_listed(named), n=interval)
    if not until:
        return words
    try:
        last = date(int(until[:4]), int(until[4:6]), int(until[6:8]))
    except ValueError:
        return None
    return _("{days}, until {date}").format(days=words, date=format_date(last, language))


def _named(day: str, frequency: str, language: str) -> str | None:
    place, code = day[:-2], day[-2:]
    if code not in _DAYS or (frequency == "MONTHLY") != bool(place):
        return None
    welsh, english = _DAYS[code]
    name = welsh if language == "cy" else english
    if not place:
        return f"dydd {name}" if language == "cy" else name
    try:
        which = _WHICH[int(place)]
    except (KeyError, ValueError):
        return None
    return _(which).format(day=name)


def _listed(names: list[str | None]) -> str:
    texts = [name for name in names if name]
    if len(texts) < 2:
        return "".join(texts)
    return _("{first} and {last}").format(first=", ".join(texts[:-1]), last=texts[-1])


def _day_words(first_on: str, language: str) -> str:
    return format_date(date.fromisoformat(first_on), language) if first_on else ""


def _with_hours(day: str, start: str, end: str) -> str:
    if start and end:
        hours = _("{start} to {end}").format(start=start, end=end)
    elif start:
        hours = _("from {start}").format(start=start)
    elif end:
        hours = _("until {end}").format(end=end)
    else:
        return day
    return f"{day}, {hours}" if day else hours
