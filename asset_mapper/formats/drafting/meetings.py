"""When each row meets or is open: rules where the file is plain, else words."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any

from asset_mapper.formats.drafting.cells import Cells
from asset_mapper.formats.drafting.import_draft import Columns
from asset_mapper.formats.drafting.wording import trimmed
from asset_mapper.formats.language import language_of
from asset_mapper.formats.schedules import clock_of, date_of, days_of, slots

_SCHEDULE = ("rule", "day", "starts_at", "ends_at", "first_on", "frequency")


def meetings_in(cells: Cells) -> Columns:
    """Read all meetings, and what they cost, who may come and how to get in."""
    found = _Meetings()
    _read_schedules(cells, found)
    _read_opening(cells, found)
    _read_bilingual(cells, found)
    for field in ("cost", "who", "access"):
        heading = cells.heading(field)
        for row, text in enumerate(cells.said(field) or ()):
            if text and heading and not found.tell(row, field, text):
                cells.keep(heading, row)
    return found.columns()


class _Meetings:
    """The meetings that a table tells of."""

    def __init__(self) -> None:
        self._all: list[dict[str, Any]] = []
        self._of_row: dict[int, list[dict[str, Any]]] = {}

    def add(
        self,
        row: int,
        *,
        rule: str = "",
        first_on: date | None = None,
        starts_at: time | str | None = None,
        ends_at: time | str | None = None,
        words: str = "",
        cy: str = "",
        en: str = "",
    ) -> None:
        if words:
            cy, en = (words, "") if language_of(words) == "cy" else ("", words)
        meeting = {
            "row": row,
            "rule": rule,
            "first_on": _iso(first_on),
            "starts_at": _iso(starts_at),
            "ends_at": _iso(ends_at),
            "when_cy": cy,
            "when_en": en,
            "when_first": "en" if en else "cy" if cy else "",
            **{f"{key}_{part}": "" for key in ("cost", "who") for part in ("cy", "en", "first")},
            "access": (),
        }
        self._all.append(meeting)
        self._of_row.setdefault(row, []).append(meeting)

    def tell(self, row: int, key: str, text: str) -> bool:
        """Say the cost, who may come, or how to get in, of all meetings of a row; false when it has none."""
        meetings = self._of_row.get(row, ())
        for meeting in meetings:
            if key == "access":
                meeting["access"] = tuple(part for part in re.split(r"\s*[;\n]\s*", text) if part)
            else:
                language = language_of(text)
                meeting[f"{key}_{language}"], meeting[f"{key}_first"] = text, language
        return bool(meetings)

    def columns(self) -> Columns:
        names = list(self._all[0]) if self._all else ["row"]
        return {name: [meeting[name] for meeting in self._all] for name in names}


def _iso(moment: date | time | str | None) -> str | None:
    return moment if moment is None or isinstance(moment, str) else moment.isoformat()


def _read_schedules(cells: Cells, found: _Meetings) -> None:
    """Read days, times and recurrence in columns of their own."""
    columns = {field: cells.first(field) for field in _SCHEDULE}
    if not any(columns[field] for field in ("rule", "day", "starts_at")):
        return
    from asset_mapper.domain.meeting import is_rule

    sound: dict[str, bool] = {}
    nothing: list[str | None] = [None] * len(cells)
    for row, values in enumerate(zip(*(columns[field] or nothing for field in _SCHEDULE), strict=True)):
        rule, day, start, end, first, often = values
        if not any(values):
            continue
        starts_at, ends_at, days, first_on = clock_of(start), clock_of(end), days_of(day), date_of(first)
        plain = (rule or "").strip().upper().removeprefix("RRULE:")
        if plain and plain not in sound:
            sound[plain] = is_rule(plain)
        unread: dict[str, Any] = {}
        if plain and sound[plain]:
            if days and "BYDAY" not in plain and "WEEKLY" in plain:
                plain += f";BYDAY={','.join(days)}"
            found.add(row, rule=plain, first_on=first_on, starts_at=starts_at, ends_at=ends_at)
            unread = {
                "day": day and not days,
                "starts_at": start and not starts_at,
                "first_on": first and not first_on,
                "ends_at": end and not ends_at,
                "frequency": often,
            }
        elif days and starts_at and not rule and not often and not first:
            found.add(row, rule=f"FREQ=WEEKLY;BYDAY={','.join(days)}", starts_at=starts_at, ends_at=ends_at)
            unread = {"ends_at": end and not ends_at}
        else:
            words = [day, _hours(start, end), often, rule, first_on.isoformat() if first_on else first]
            found.add(row, words=", ".join(word.strip() for word in words if word))
        for field, is_unread in unread.items():
            if is_unread and (heading := cells.heading(field)):
                cells.keep(heading, row)


def _hours(start: str | None, end: str | None) -> str:
    """Say from when to when, as a person reads it: ``10.45`` is ``10:45``."""
    texts = [
        moment.strftime("%H:%M") if (moment := clock_of(text)) is not None else (text or "").strip()
        for text in (start, end)
    ]
    return "–".join(text for text in texts if text)


def _read_opening(cells: Cells, found: _Meetings) -> None:
    """Read opening and meeting times in one cell: rules where they are plain, else words."""
    heading, other = cells.heading("opening"), cells.heading("opening_text")
    opening = cells.said("opening") or [""] * len(cells)
    if heading:
        for row, (text, cell) in enumerate(zip(opening, cells.texts(heading), strict=True)):
            plain = slots(text) if text else ()
            for slot in plain:
                found.add(row, rule=slot.rule, starts_at=slot.starts_at, ends_at=slot.ends_at)
            if text and not plain:
                found.add(row, words=trimmed(cell))
    if other:
        for row, text in enumerate(cells.said("opening_text") or ()):
            if opening[row]:
                cells.keep(other, row)
            elif text:
                found.add(row, words=text)


def _read_bilingual(cells: Cells, found: _Meetings) -> None:
    """Read when it is, in words of a stated language."""
    welsh, english = cells.said("opening_cy"), cells.said("opening_en")
    if welsh is None and english is None:
        return
    nothing = [""] * len(cells)
    for row, (cy, en) in enumerate(zip(welsh or nothing, english or nothing, strict=True)):
        if cy or en:
            found.add(row, cy=cy if cy != en else "", en=en)
