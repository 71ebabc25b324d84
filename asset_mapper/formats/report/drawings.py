"""The drawings of a report, as SVG without script, link or font of its own: a map, bars, readings, a pathway."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from asset_mapper.analysis.pathway_shape import STROKES, Joined, Measures, shaped
from asset_mapper.domain.evidence import Coverage
from asset_mapper.domain.figures import number
from asset_mapper.formats.exporters.looks import Look, boundary, ring
from asset_mapper.formats.exporters.xml_text import attribute, content
from asset_mapper.formats.report.document import Picture
from asset_mapper.formats.report.other_language import bare
from asset_mapper.i18n import _

INK, QUIET, LINE, PAPER, ACCENT, STOP, CARD = (
    "#1F2328", "#57606A", "#D8D5CE", "#FBFAF7", "#0B5C7A", "#B3261E", "#FFFFFF",
)  # fmt: skip
WIDTH_PX = 640
_HALO: dict[str, Any] = {"stroke": PAPER, "stroke_width": 4, "stroke_linejoin": "round"}
"""Drawn below a text, it keeps it readable where a line runs behind it."""
_LETTER_PX = 6.6  # of the body's letters at 13 px, on average

_LEGEND_PX = 24  # a row of what the lines mean
_CARD_PX, _CARD_LETTERS, _CARD_LINES, _LINE_PX = 160, 20, 5, 15.5


class Canvas:
    """Collects the parts of one drawing."""

    def __init__(self, width: float, height: float, title: str) -> None:
        self.width, self.height = round(width), round(height)
        self._title = bare(title)
        self._parts: list[str] = []

    def add(self, tag: str, text: str = "", **attributes: Any) -> None:
        said = "".join(f' {key.replace("_", "-")}="{attribute(str(value))}"' for key, value in attributes.items())
        self._parts.append(f"<{tag}{said}>{content(bare(text))}</{tag}>")

    def text(self, x: float, y: float, text: str, *, anchor: str = "start", colour: str = INK, **more: Any) -> None:
        self.add("text", text, x=_n(x), y=_n(y), text_anchor=anchor, fill=colour, **{"font_size": 13, **more})

    def svg(self) -> str:
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" '
            f'width="{self.width}" height="{self.height}" role="img" aria-label="{attribute(self._title)}" '
            f'font-family="Segoe UI, Noto Sans, Liberation Sans, Arial, sans-serif">{"".join(self._parts)}</svg>'
        )

    def picture(self) -> Picture:
        return Picture(self.svg(), self._title, self.width, self.height)


def bars(rows: Sequence[tuple[str, float, str]], title: str, written: Sequence[str] = ()) -> Canvas:
    """Draw amounts as bars: a label, a number and a colour each, and how the number is written, if not as it is.

    The number stands before its bar: on a phone, where the drawing is moved sideways, it is seen first.
    """
    written = written or [str(count) for _text, count, _colour in rows]
    label = min(240, max((len(text) for text, _count, _colour in rows), default=0) * _LETTER_PX + 16)
    most = max((count for _text, count, _colour in rows), default=0) or 1
    canvas = Canvas(WIDTH_PX, len(rows) * 30 + 8, title)
    left = label + max((len(text) for text in written), default=0) * 1.1 * _LETTER_PX + 16
    for place, ((text, count, colour), amount) in enumerate(zip(rows, written, strict=True)):
        y = place * 30 + 6
        short = textwrap.shorten(text, round(label / _LETTER_PX), placeholder=" …")
        canvas.text(label - 8, y + 16, short, anchor="end")
        canvas.text(left - 8, y + 16, amount, anchor="end", font_weight=600)
        length = max(2.0, (WIDTH_PX - left) * count / most)
        canvas.add("rect", x=_n(left), y=y, width=_n(length), height=22, rx=3, fill=colour)
    return canvas


@dataclass(frozen=True, slots=True)
class Reading:
    """A value on a day, as days since 1 January of year 1."""

    day: int
    value: float
    label: str
    when: str


def readings(
    points: Sequence[Reading], target: float | None, target_label: str, title: str, beside: str = ""
) -> Canvas:
    """Draw readings over time with the target as a line across, and a scale that begins at nothing.

    The scale goes below nothing only where a value does: a small change is never drawn as a large one. *beside*
    stands beside the numbers of the scale.
    """
    height, right, top, bottom = 204, 120, 28, 44
    values = [0.0, *(point.value for point in points), *([target] if target is not None else [])]
    marks = _marks(min(values), max(values))
    labels = [f"{number(mark)}{beside}" for mark in marks]
    left = 16 + max(len(text) for text in labels) * _LETTER_PX
    canvas = Canvas(WIDTH_PX, height, title)
    first, last = points[0].day, max(points[-1].day, points[0].day + 1)

    def up(value: float) -> float:
        return height - bottom - (height - top - bottom) * (value - marks[0]) / (marks[-1] - marks[0])

    for mark, text in zip(marks, labels, strict=True):
        canvas.add("line", x1=_n(left), x2=WIDTH_PX - right, y1=_n(up(mark)), y2=_n(up(mark)), stroke=LINE)
        canvas.text(left - 8, up(mark) + 4, text, anchor="end", colour=QUIET)
    if target is not None:
        y = up(target)
        canvas.add("line", x1=_n(left), x2=WIDTH_PX - right, y1=_n(y), y2=_n(y), stroke=QUIET, stroke_dasharray="6 4")
        canvas.text(WIDTH_PX - right + 8, y + 4, target_label, colour=QUIET)
    inner = left + 16  # the first point stands clear of the scale
    places = [
        (inner + (WIDTH_PX - inner - right) * (point.day - first) / (last - first), up(point.value))
        for point in points
    ]
    if len(places) > 1:
        line = " ".join(f"{_n(x)},{_n(y)}" for x, y in places)
        canvas.add("polyline", points=line, fill="none", stroke=ACCENT, stroke_width=2.5)
    shown_until = -math.inf  # days that would be written over each other are left out: the table has them all
    for place, (point, (x, y)) in enumerate(zip(points, places, strict=True)):
        canvas.add("circle", cx=_n(x), cy=_n(y), r=5, fill=ACCENT, stroke=PAPER, stroke_width=2)
        anchor = "start" if place == 0 else "middle"
        half = max(len(point.when), len(point.label)) * _LETTER_PX / 2
        if x - (0 if anchor == "start" else half) > shown_until:
            canvas.text(x, y - 12, point.label, anchor=anchor, colour=PAPER, **_HALO)
            canvas.text(x, y - 12, point.label, anchor=anchor)
            canvas.text(x, height - bottom + 20, point.when, anchor=anchor, colour=QUIET)
            shown_until = x + (2 * half if anchor == "start" else half) + 8
    return canvas


def _marks(low: float, high: float) -> list[float]:
    """Give round numbers from at most *low* to at least *high*, three to six of them."""
    if low == high:
        high = low + 1
    rough = (high - low) / 4
    power = 10.0 ** math.floor(math.log10(rough))
    steps = (1, 2, 5, 10) if power == 1 else (1, 2, 2.5, 5, 10)  # no mark lies between whole numbers that are counted
    step = next(power * times for times in steps if power * times >= rough)
    start, end = math.floor(low / step), math.ceil(high / step)
    return [round(step * place, 10) for place in range(start, end + 1)]


def area_map(
    rings: Sequence[Sequence[tuple[float, float]]],
    symbols: Sequence[tuple[float, float, Look]],
    title: str,
    legend: Sequence[tuple[str, Look]] = (),
) -> Canvas:
    """Draw boundaries and symbols, all in degrees (longitude, latitude; WGS 84), north at the top.

    *legend* says below the map what the symbols stand for.

    Degrees of longitude are shortened by the cosine of the middle latitude, which keeps shapes true over an area of
    this size.
    """
    xs = [lon for one in rings for lon, _lat in one] + [lon for lon, _lat, _look in symbols]
    ys = [lat for one in rings for _lon, lat in one] + [lat for _lon, lat, _look in symbols]
    if not xs:
        return Canvas(WIDTH_PX, 0, title)
    west, east, south, north = min(xs), max(xs), min(ys), max(ys)
    shorten = math.cos(math.radians((south + north) / 2))
    wide, high = max((east - west) * shorten, 1e-3), max(north - south, 1e-3)
    scale = min((WIDTH_PX - 32) / wide, 460 / high)
    canvas = Canvas(WIDTH_PX, high * scale + 32 + (32 if legend else 0), title)
    left = (WIDTH_PX - wide * scale) / 2

    def at(lon: float, lat: float) -> tuple[float, float]:
        return left + (lon - west) * shorten * scale, 16 + (north - lat) * scale

    for one in rings:
        path = "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in (at(lon, lat) for lon, lat in one)) + "Z"
        canvas.add("path", d=path, fill="#F6F4EE", stroke=boundary(), stroke_width=1)
    for lon, lat, look in symbols:
        _symbol(canvas, *at(lon, lat), look)
    x, y = 12.0, high * scale + 48
    for text, look in legend:
        _symbol(canvas, x, y - 4, look)
        canvas.text(x + 12, y, text)
        x += len(text) * _LETTER_PX + 44
    return canvas


def _symbol(canvas: Canvas, x: float, y: float, look: Look, r: float = 6) -> None:
    paint: dict[str, Any] = {"fill": look.colour, "stroke": ring(), "stroke_width": 1.5}
    if look.shape in ("circle", "drop"):
        canvas.add("circle", cx=_n(x), cy=_n(y), r=r, **paint)
        if look.shape == "drop":
            canvas.add("path", d=f"M{_n(x - 4)} {_n(y + 4)}L{_n(x)} {_n(y + 11)}L{_n(x + 4)} {_n(y + 4)}Z", **paint)
        return
    turns = {"triangle": (3, -90), "square": (4, 45), "diamond": (4, 0), "hexagon": (6, 0)}
    count, start = turns.get(look.shape, (8, 0))
    corners = (math.radians(start + 360 * place / count) for place in range(count))
    points = " ".join(f"{_n(x + 1.3 * r * math.cos(a))},{_n(y + 1.3 * r * math.sin(a))}" for a in corners)
    canvas.add("polygon", points=points, **paint)


@dataclass(frozen=True, slots=True)
class PathCard:
    """A card of a pathway: what it is, in which column and row it stands, and its colour."""

    key: str
    text: str
    column: int
    row: float
    colour: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow of a pathway: from card to card, its number in the list beside it, its rung, and whether it harms."""

    start: str
    end: str
    number: int
    rung: int
    harms: bool


def pathway(cards: Sequence[PathCard], arrows: Sequence[Arrow], heads: Sequence[str], title: str) -> Canvas:
    """Draw a pathway in columns, from left to right. Arrows carry the numbers of the list that goes with it."""
    joined = [Joined(arrow.start, arrow.end, arrow.harms) for arrow in arrows]
    said = {card.key: _wrapped(card.text) for card in cards}
    card_w, card_h = _CARD_PX, 12 + _LINE_PX * max(map(len, said.values()), default=1)
    sizes = Measures((card_w, card_h), gap=(36, 10), label=(16, 16), harms_label=(16, 16), edge=8, top=32)
    shape = shaped({card.key: (card.column, card.row) for card in cards}, joined, sizes)
    wide, high = shape.size
    legend = _legend_of_lines(wide, harms=any(arrow.harms for arrow in arrows))
    canvas = Canvas(wide, high + 16 + _LEGEND_PX * (1 + max(row for _x, row, *_said in legend)), title)
    for x, head in zip(shape.columns, heads, strict=True):
        canvas.text(x, 20, head, colour=QUIET)
    for arrow, drawn in zip(arrows, shape.arrows, strict=True):
        width, dashes = STROKES[arrow.rung]
        colour = STOP if arrow.harms else INK
        dashed: dict[str, Any] = {"stroke_dasharray": dashes, "stroke_linecap": "round"} if dashes else {}
        canvas.add("path", d=drawn.line, fill="none", stroke=colour, stroke_width=width, **dashed)
        end: dict[str, Any] = {"stroke": colour, "stroke_width": 4} if arrow.harms else {"fill": colour}
        canvas.add("path", d=drawn.end, **end)
    for card in cards:
        x, y = shape.boxes[card.key]
        canvas.add("rect", x=_n(x), y=_n(y), width=card_w, height=card_h, rx=6, fill=CARD, stroke=QUIET)
        canvas.add("rect", x=_n(x), y=_n(y), width=6, height=card_h, rx=3, fill=card.colour)
        first = y + (card_h - len(said[card.key]) * _LINE_PX) / 2 + 11
        for place, words in enumerate(said[card.key]):
            canvas.text(x + 14, first + place * _LINE_PX, words)
    for arrow, drawn in zip(arrows, shape.arrows, strict=True):
        x, y = drawn.label
        canvas.add("circle", cx=_n(x), cy=_n(y), r=8, fill=CARD, stroke=STOP if arrow.harms else INK)
        canvas.text(x, y + 4, str(arrow.number), anchor="middle", font_size=11)
    for x, row, label, (thick, dots), colour in legend:
        y = high + 20 + row * _LEGEND_PX
        dotted: dict[str, Any] = {"stroke_dasharray": dots, "stroke_linecap": "round"} if dots else {}
        canvas.add("line", x1=x, x2=x + 32, y1=y, y2=y, stroke=colour, stroke_width=thick, **dotted)
        if colour == STOP:
            canvas.add("line", x1=x + 32, x2=x + 32, y1=y - 7, y2=y + 7, stroke=colour, stroke_width=4)
        canvas.text(x + 42, y + 4, label, colour=QUIET)
    return canvas


def _legend_of_lines(wide: float, *, harms: bool) -> list[tuple[float, int, str, tuple[float, str], str]]:
    """Place what the lines mean below a pathway: from the left, the row, the words, and the line with its colour."""
    lines = [(_(rung.label), STROKES[rung.rung], INK) for rung in Coverage]
    if harms:
        lines.append((_("harms"), STROKES[2], STOP))
    placed, x, row = [], 8.0, 0
    for label, stroke, colour in lines:
        room = 42 + len(label) * _LETTER_PX + 24
        if x > 8 and x + room > wide:
            x, row = 8.0, row + 1
        placed.append((x, row, label, stroke, colour))
        x += room
    return placed


def _wrapped(text: str) -> list[str]:
    """Break the words of a card into lines of what fits."""
    return textwrap.wrap(text, _CARD_LETTERS, max_lines=_CARD_LINES, placeholder=" …", break_long_words=True)


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
