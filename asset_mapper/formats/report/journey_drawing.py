"""Two timelines drawn beside each other: events as cards down a line, each with its cost, and the totals below."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from asset_mapper.formats.report.drawings import ACCENT, CARD, LINE, QUIET, WIDTH_PX, Canvas

_BETWEEN, _GUTTER, _PAD, _GAP, _TOP = 16, 24, 10, 8, 34
_STEP, _SMALL, _BODY = 17, 12, 13  # pixels: from line to line, and letters
_COLUMN = (WIDTH_PX - _BETWEEN) / 2
_LETTERS = int((_COLUMN - _GUTTER - 2 * _PAD) / 6.5)  # that fit into a card: most are narrower


@dataclass(frozen=True, slots=True)
class Event:
    """What a card says."""

    when: str
    what: str
    cost: str

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Break it into lines, each with what it is: when, what or cost."""
        parts = (("when", self.when), ("what", self.what), ("cost", self.cost))
        return [(part, line) for part, text in parts for line in textwrap.wrap(text, _LETTERS)]

    @property
    def height(self) -> int:
        return len(self.lines) * _STEP + 2 * _PAD


@dataclass(frozen=True, slots=True)
class Timeline:
    """A timeline: its heading, its events, and what stands below them."""

    heading: str
    events: tuple[Event, ...]
    total: str

    @property
    def height(self) -> int:
        return sum(event.height + _GAP for event in self.events)


def drawing(timelines: Sequence[Timeline], title: str) -> Canvas:
    """Draw timelines beside each other, all as tall as the tallest."""
    totals = [textwrap.wrap(one.total, _LETTERS + 4) for one in timelines]
    tallest = max(one.height for one in timelines)
    canvas = Canvas(WIDTH_PX, _TOP + tallest + max(map(len, totals)) * _STEP + _PAD, title)
    for place, (timeline, total) in enumerate(zip(timelines, totals, strict=True)):
        left = place * (_COLUMN + _BETWEEN)
        canvas.text(left, 18, timeline.heading, font_weight=600, font_size=14)
        _cards(canvas, timeline.events, left)
        for number, line in enumerate(total):
            canvas.text(left, _TOP + tallest + _PAD + number * _STEP + 4, line, font_weight=600)
    return canvas


def _cards(canvas: Canvas, events: Sequence[Event], left: float) -> None:
    x, top = left + 8, _TOP
    places = []
    for event in events:
        places.append(top + _PAD + 9)
        top += event.height + _GAP
    if len(places) > 1:
        canvas.add("line", x1=x, x2=x, y1=places[0], y2=places[-1], stroke=LINE, stroke_width=2)
    for event, y in zip(events, places, strict=True):
        card = y - _PAD - 9
        canvas.add("circle", cx=x, cy=y, r=5, fill=ACCENT)
        box: dict[str, Any] = {
            "x": left + _GUTTER,
            "y": card,
            "width": _COLUMN - _GUTTER,
            "height": event.height,
            "rx": 6,
        }
        canvas.add("rect", fill=CARD, stroke=LINE, **box)
        for number, (part, line) in enumerate(event.lines):
            below = card + _PAD + number * _STEP + 13
            if part == "when":
                canvas.text(left + _GUTTER + _PAD, below, line, colour=QUIET, font_size=_SMALL)
            else:
                weight: dict[str, Any] = {"font_weight": 600} if part == "cost" else {}
                canvas.text(left + _GUTTER + _PAD, below, line, font_size=_BODY, **weight)
