"""Two timelines drawn beside each other, row by row: events as cards down a line, each with its cost, and the totals.

Every row is a strip by itself, so that a sheet of paper may end between two of them.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from asset_mapper.formats.report.document import Picture
from asset_mapper.formats.report.drawings import ACCENT, CARD, LINE, QUIET, WIDTH_PX, Canvas

_BETWEEN, _GUTTER, _PAD, _GAP, _TOP = 16, 24, 10, 8, 34
_STEP, _SMALL, _BODY = 17, 12, 13  # pixels: from line to line, and letters
_COLUMN = (WIDTH_PX - _BETWEEN) / 2
_LETTERS = int((_COLUMN - _GUTTER - 2 * _PAD) / 6.5)  # that fit into a card: most are narrower
_MOST_LINES = 10  # of a text: a card is never as high as a sheet
_DOT = _PAD + 9  # from the top of a card to the middle of its first line


@dataclass(frozen=True, slots=True)
class Event:
    """What a card says."""

    when: str
    what: str
    cost: str

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Break it into lines, each with what it is: when, what or cost. The table has the rest of a long text."""
        parts = (("when", self.when), ("what", self.what), ("cost", self.cost))
        return [
            (part, line)
            for part, text in parts
            for line in textwrap.wrap(text, _LETTERS, max_lines=_MOST_LINES, placeholder=" …")
        ]

    @property
    def height(self) -> int:
        return len(self.lines) * _STEP + 2 * _PAD

    @property
    def said(self) -> str:
        return " ".join(text for text in (self.when, self.what, self.cost) if text)


@dataclass(frozen=True, slots=True)
class Timeline:
    """A timeline: its heading, its events, and what stands below them."""

    heading: str
    events: tuple[Event, ...]
    total: str


def drawing(timelines: Sequence[Timeline], title: str) -> tuple[Picture, ...]:
    """Draw timelines beside each other: their headings, a row for each event, the totals with the last of them."""
    heads = Canvas(WIDTH_PX, _TOP, title)
    for place, timeline in enumerate(timelines):
        heads.text(_left(place), 18, timeline.heading, font_weight=600, font_size=14)
    rows = list(zip_longest(*(timeline.events for timeline in timelines)))
    strips = [heads.picture()]
    for number, row in enumerate(rows):
        ends = [number + 1 == len(timeline.events) for timeline in timelines]
        totals = [timeline.total for timeline in timelines] if number + 1 == len(rows) else []
        strips.append(_row(row, totals, begins=number == 0, ends=ends))
    return tuple(strips)


def _row(events: Sequence[Event | None], totals: Sequence[str], *, begins: bool, ends: Sequence[bool]) -> Picture:
    """Draw the events that stand beside each other; a line leads from each to the one below it."""
    high = max(event.height for event in events if event is not None)
    below = [textwrap.wrap(total, _LETTERS + 4) for total in totals]
    label = " · ".join((*(event.said for event in events if event is not None), *totals))
    canvas = Canvas(WIDTH_PX, high + _GAP + (max(map(len, below)) * _STEP + _PAD if below else 0), label)
    for place, event in enumerate(events):
        if event is not None:
            x = _left(place) + 8
            start, end = _DOT if begins else 0, _DOT if ends[place] else canvas.height
            canvas.add("line", x1=x, x2=x, y1=start, y2=end, stroke=LINE, stroke_width=2)
            canvas.add("circle", cx=x, cy=_DOT, r=5, fill=ACCENT)
            _card(canvas, event, _left(place) + _GUTTER, high)
    for place, lines in enumerate(below):
        for number, line in enumerate(lines):
            canvas.text(_left(place), high + _GAP + _PAD + number * _STEP + 4, line, font_weight=600)
    return canvas.picture()


def _card(canvas: Canvas, event: Event, left: float, high: float) -> None:
    width = _COLUMN - _GUTTER - 1  # and its edge
    canvas.add("rect", x=left, y=0.5, width=width, height=high - 1, rx=6, fill=CARD, stroke=LINE)
    for number, (part, line) in enumerate(event.lines):
        y = _PAD + number * _STEP + 13
        if part == "when":
            canvas.text(left + _PAD, y, line, colour=QUIET, font_size=_SMALL)
        else:
            weight: dict[str, Any] = {"font_weight": 600} if part == "cost" else {}
            canvas.text(left + _PAD, y, line, font_size=_BODY, **weight)


def _left(place: int) -> float:
    return place * (_COLUMN + _BETWEEN)
