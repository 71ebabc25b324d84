"""When something meets, in words: a recurrence rule becomes "Tuesdays, 14:00 to 16:00"."""

from __future__ import annotations

from functools import lru_cache

from asset_mapper.cartography.texts import DAYS, MONTHS
from asset_mapper.i18n import N_, _, ngettext, speaking

_WEEKLY = {
    "MO": N_("Mondays"),
    "TU": N_("Tuesdays"),
    "WE": N_("Wednesdays"),
    "TH": N_("Thursdays"),
    "FR": N_("Fridays"),
    "SA": N_("Saturdays"),
    "SU": N_("Sundays"),
}
_MONTHLY = {
    1: N_("first {day} of the month"),
    2: N_("second {day} of the month"),
    3: N_("third {day} of the month"),
    4: N_("fourth {day} of the month"),
    5: N_("fifth {day} of the month"),
    -1: N_("last {day} of the month"),
}
_EVERY_NTH = {
    2: N_("every other week: {days}"),
    3: N_("every third week: {days}"),
    4: N_("every fourth week: {days}"),
}


@lru_cache(maxsize=4096)
def schedule_in_words(language: str, rule: str, first_on: str = "", starts_at: str = "", ends_at: str = "") -> str:
    """Say a schedule in *language*; ``""`` when the rule is of a kind that no words are known for.

    Parameters
    ----------
    rule
        RFC 5545 recurrence without its ``RRULE:``, or ``""`` for a single day.
    first_on, starts_at, ends_at
        ISO 8601 date and local times, or ``""``.
    """
    with speaking(language):
        days = _rule_in_words(rule) if rule else _day_in_words(first_on)
        if not days:
            return ""
        times = days[0].upper() + days[1:]
        if starts_at and ends_at:
            times = _("{days}, {start} to {end}").format(days=times, start=starts_at[:5], end=ends_at[:5])
        elif starts_at:
            times = _("{days}, {start}").format(days=times, start=starts_at[:5])
        return _with_its_end(times, rule, first_on)


@lru_cache(maxsize=4096)
def weekdays(rule: str, first_on: str = "") -> int:
    """Give the days of the week as bits, Monday the lowest."""
    parts = _parts(rule)
    codes = tuple(DAYS)
    bits = 0
    for day in parts.get("BYDAY", "").split(","):
        if day[-2:] in codes:
            bits |= 1 << codes.index(day[-2:])
    if not bits and parts.get("FREQ") == "DAILY" and parts.get("INTERVAL", "1") == "1":
        return 0b1111111
    if not bits and first_on and (not rule or parts.get("FREQ") == "WEEKLY"):
        from datetime import date

        bits = 1 << date.fromisoformat(first_on[:10]).weekday()
    return bits


def _parts(rule: str) -> dict[str, str]:
    return dict(part.upper().split("=", 1) for part in rule.split(";") if "=" in part)


def _rule_in_words(rule: str) -> str:
    parts = _parts(rule)
    frequency, interval = parts.get("FREQ", ""), parts.get("INTERVAL", "1")
    days = [day for day in parts.get("BYDAY", "").split(",") if day]
    if frequency == "DAILY" and interval == "1":
        return _("every day")
    if frequency == "WEEKLY" and days and all(day in _WEEKLY for day in days):
        if days == ["MO", "TU", "WE", "TH", "FR"]:
            named = _("Monday to Friday")
        else:
            named = ", ".join(_(_WEEKLY[day]) for day in days)
        if interval == "1":
            return named
        every = _EVERY_NTH.get(int(interval)) if interval.isdigit() else None
        return _(every).format(days=named) if every else ""
    if frequency == "MONTHLY" and interval == "1" and days:
        positions = parts.get("BYSETPOS", "")
        named_days = []
        for day in days:
            nth, code = (day[:-2] or positions), day[-2:]
            if code not in DAYS or not nth.lstrip("+-").isdigit() or int(nth) not in _MONTHLY:
                return ""
            named_days.append(_(_MONTHLY[int(nth)]).format(day=_(DAYS[code])))
        return ", ".join(named_days)
    return ""


def _with_its_end(times: str, rule: str, first_on: str) -> str:
    """Add from when, how often and until when, where the rule depends on it."""
    parts = _parts(rule)
    count, until = parts.get("COUNT", ""), parts.get("UNTIL", "")[:8]
    if first_on and (count or parts.get("INTERVAL", "1") != "1"):
        times = _("{times}, from {day}").format(times=times, day=_day_in_words(first_on))
    if count.isdigit():
        times = ngettext("{times}, {n} time", "{times}, {n} times", int(count)).format(times=times, n=int(count))
    if len(until) == 8 and until.isdigit():
        day = _day_in_words(f"{until[:4]}-{until[4:6]}-{until[6:]}")
        times = _("{times}, until {day}").format(times=times, day=day)
    return times


def _day_in_words(day: str) -> str:
    if not day:
        return ""
    year, month, number = (int(part) for part in day[:10].split("-"))
    return _("{day} {month} {year}").format(day=number, month=_(MONTHS[month - 1]), year=year)
