"""Answers on five points as diverging bars, as SVG: disagreement left of the middle of “neither”, agreement right.

“Strongly” is solid, the milder points are hatched, “neither” is hollow, and every stretch has its number: nothing is
told by colour alone.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from asset_mapper.analysis.survey_blocks import Bar, Block, segments
from asset_mapper.domain.survey import ANSWERS
from asset_mapper.formats.report.document import Picture
from asset_mapper.formats.report.drawings import ACCENT, CARD, INK, QUIET, WIDTH_PX, Canvas
from asset_mapper.i18n import _, ngettext

_CAUTION = "#9A5B00"
_SIDES = {1: _CAUTION, 2: _CAUTION, 3: QUIET, 4: ACCENT, 5: ACCENT}
_SOLID = (1, 5)
_LETTERS = 88  # of a heading on one line
_LABEL_LETTERS, _LABEL_PX, _COUNT_PX = 26, 176, 96
_HEADING_PX, _BAR_PX, _GAP_PX, _LEGEND_PX = 18, 26, 12, 32
_HATCH_PX = 5.0
_MOST_BARS = 20  # of a strip, which is on one sheet


def diverging(blocks: Sequence[Block], room: tuple[float, float], floor: int, title: str) -> tuple[Picture, ...]:
    """Draw the legend, and a strip for each block, all about one middle.

    *room* is how far all bars of the survey go (``survey_blocks.reach``). A block of very many groups goes on in
    another strip.
    """
    legend = Canvas(WIDTH_PX, _LEGEND_PX, title)
    _legend(legend)
    strips = [legend.picture()]
    for block in blocks:
        for start in range(0, max(1, len(block.bars)), _MOST_BARS):
            lines = [] if start else _wrapped(block.title)
            strips.append(_strip(block.title, lines, block.bars[start : start + _MOST_BARS], room, floor))
    return tuple(strips)


def _strip(title: str, lines: Sequence[str], bars: Sequence[Bar], room: tuple[float, float], floor: int) -> Picture:
    canvas = Canvas(WIDTH_PX, len(lines) * _HEADING_PX + len(bars) * _BAR_PX + _GAP_PX, title)
    scale = (WIDTH_PX - _LABEL_PX - _COUNT_PX) / sum(room)
    middle = _LABEL_PX + room[0] * scale
    y = 0.0
    for line in lines:
        canvas.text(0, y + 13, line, font_weight="600")
        y += _HEADING_PX
    end = y + len(bars) * _BAR_PX
    canvas.add("line", x1=_n(middle), x2=_n(middle), y1=_n(y), y2=_n(end), stroke=INK, stroke_width=1)
    for bar in bars:
        _bar(canvas, bar, y, middle, scale, floor)
        y += _BAR_PX
    return canvas.picture()


def _bar(canvas: Canvas, bar: Bar, y: float, middle: float, scale: float, floor: int) -> None:
    label = textwrap.shorten(bar.drawn, _LABEL_LETTERS, placeholder=" …")
    canvas.text(_LABEL_PX - 8, y + 16, label, anchor="end", font_size=12)
    if bar.counts.few:
        told = _("fewer than {n} answered").format(n=floor)
        canvas.text(_LABEL_PX + 4, y + 16, told, colour=QUIET, font_size=12)
        return
    answered = ngettext("{n} answer", "{n} answers", bar.counts.n).format(n=bar.counts.n)
    canvas.text(WIDTH_PX, y + 16, answered, anchor="end", colour=QUIET, font_size=12)
    for part in segments(bar.counts):
        x, wide = middle + part.start * scale, (part.end - part.start) * scale
        _stretch(canvas, x, y + 2, wide, _BAR_PX - 5, part.point)
        text = str(part.count)
        if wide > len(text) * 8 + 4:
            at, solid = x + wide / 2, part.point in _SOLID
            if not solid:
                half = len(text) * 4 + 3
                canvas.add("rect", x=_n(at - half), y=_n(y + 4), width=_n(half * 2), height=_BAR_PX - 9, fill=CARD)
            canvas.text(at, y + 17, text, anchor="middle", colour=CARD if solid else INK, font_size=12)


def _stretch(canvas: Canvas, x: float, y: float, wide: float, high: float, point: int) -> None:
    colour = _SIDES[point]
    fill = colour if point in _SOLID else CARD
    canvas.add("rect", x=_n(x), y=_n(y), width=_n(wide), height=_n(high), fill=fill, stroke=colour)
    if point in (2, 4):
        lines = "".join(
            f"M{_n(x1)} {_n(y1)}L{_n(x2)} {_n(y2)}" for x1, y1, x2, y2 in _hatch(x, y, wide, high, rising=point == 2)
        )
        if lines:
            canvas.add("path", d=lines, stroke=colour, stroke_width=1, fill="none")


def _hatch(
    x: float, y: float, wide: float, high: float, *, rising: bool
) -> Iterator[tuple[float, float, float, float]]:
    """Give the lines of a hatching at 45 degrees, cut off at the edges of the box."""
    along = _HATCH_PX
    while along < wide + high:
        start, end = max(0.0, along - high), min(along, wide)
        x1, x2 = x + start, x + end
        y1, y2 = y + along - start, y + along - end
        yield (x1, y1, x2, y2) if rising else (x1, 2 * y + high - y1, x2, 2 * y + high - y2)
        along += _HATCH_PX


def _legend(canvas: Canvas) -> None:
    x = 0.0
    for point, label in ANSWERS.items():
        text = _(label)
        _stretch(canvas, x + 1, 3, 20, 14, point)
        canvas.text(x + 26, 15, text, font_size=11, colour=QUIET)
        x += 26 + len(text) * 6 + 12


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _LETTERS, max_lines=3, placeholder=" …") or [""]


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
