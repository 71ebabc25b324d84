"""What a pathway looks like on a page or on paper: boxes in columns, arrows between them, a place for every label.

Whoever draws says how large a card and a label are, and draws what is given here: the page, the report and the lists
show the same picture. Lengths are in the drawer's own unit, y grows downwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from asset_mapper.analysis.graph_layout import columns_of, passing_row, rows_of

Place = tuple[int, float]
"""Where a card stands: its column from the left, and its row from the top."""
Point = tuple[float, float]


STROKES = ((1.5, "1 5"), (1.5, "5 4"), (1.5, ""), (2.5, ""), (3.5, ""), (5.0, ""))
"""How an arrow is drawn on each rung of the ladder: width, and dashes."""


@dataclass(frozen=True, slots=True)
class Measures:
    """The sizes of a drawing."""

    card: tuple[float, float]
    gap: tuple[float, float]  # between columns, and between the rows of a column
    label: tuple[float, float]  # of an arrow that helps
    harms_label: tuple[float, float]
    edge: float  # around the drawing
    top: float  # above the first row, for the names of the columns


@dataclass(frozen=True, slots=True)
class Joined:
    """Two cards that a link joins."""

    start: str
    end: str
    harms: bool = False


@dataclass(frozen=True, slots=True)
class Arrow:
    """A link as it is drawn: paths as SVG writes them, and the middle of its label."""

    line: str
    end: str  # a head where it helps, a bar where it harms
    label: Point


@dataclass(frozen=True, slots=True)
class PathwayShape:
    """A whole drawing. Boxes are given by their top left corner, columns by their left edge."""

    size: tuple[int, int]
    columns: tuple[float, ...]
    boxes: Mapping[str, Point]
    arrows: tuple[Arrow, ...]  # one for each link, in the same order


def sensible(places: Mapping[str, Place], links: Iterable[Joined]) -> tuple[dict[str, Place], tuple[int, ...]]:
    """Give every card a place where it covers no other, and the columns of before that are left, from the left.

    Places that are well apart are kept; columns without a card are closed up. Cards that cover one another get rows
    anew, and where all stand in one column although links join them, columns too: those were none of before.
    """
    joined = [(link.start, link.end) for link in links if link.start in places and link.end in places]
    used = tuple(sorted({column for column, _row in places.values()}))
    if len(used) == 1 and joined:
        columns = columns_of(list(places), joined)
        used = (-1,) * (max(columns.values()) + 1)
    else:
        columns = {key: used.index(column) for key, (column, _row) in places.items()}
        if not _covered(places):
            top = min((row for _column, row in places.values()), default=0.0)
            return {key: (columns[key], row - top) for key, (_column, row) in places.items()}, used
    rows = rows_of(columns, joined)
    return {key: (columns[key], rows[key]) for key in places}, used


def in_reading_order(places: Mapping[str, Place], links: Iterable[Joined]) -> list[int]:
    """Give the numbers of the links whose cards are there, from left to right and from top to bottom."""
    there = [(link, number) for number, link in enumerate(links) if link.start in places and link.end in places]
    return [
        number
        for link, number in sorted(there, key=lambda one: (places[one[0].start], places[one[0].end], one[0].harms))
    ]


def shaped(places: Mapping[str, Place], links: Sequence[Joined], measures: Measures) -> PathwayShape:
    """Draw cards at their *places*, and the *links* between them: all of their cards must be there."""
    return _Shaping(places, links, measures).shape()


def _covered(places: Mapping[str, Place]) -> bool:
    """Say whether a card is nearer to the one above it than a card is high, gap included."""
    rows: dict[int, list[float]] = defaultdict(list)
    for column, row in places.values():
        rows[column].append(row)
    return any(below - above < _NEAREST for column in rows.values() for above, below in pairwise(sorted(column)))


_NEAREST = 0.9
"""Of a row: what is nearer was dropped on another card, or never given a place."""


class _Shaping:
    """One drawing on its way."""

    def __init__(self, places: Mapping[str, Place], links: Sequence[Joined], measures: Measures) -> None:
        self.places, self.links, self.measures = places, links, measures
        (self._wide, self._high), (self._gap, self._between) = measures.card, measures.gap
        self._row = self._high + self._between
        self._count = max((column for column, _row in places.values()), default=-1) + 1
        self.boxes = {key: (self._left(column), self._top(row)) for key, (column, row) in places.items()}
        self._labels: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
        self._lowest = max((y + self._high for _x, y in self.boxes.values()), default=measures.top)

    def shape(self) -> PathwayShape:
        starts = self._spread([link.start for link in self.links], [link.end for link in self.links])
        ends = self._spread([link.end for link in self.links], [link.start for link in self.links])
        passes = self._passes()
        arrows = tuple(
            self._arrow(link, start, end, between)
            for link, start, end, between in zip(self.links, starts, ends, passes, strict=True)
        )
        last = self._count - 1
        beside = any(self.places[link.start][0] == self.places[link.end][0] == last for link in self.links)
        columns = tuple(self._left(column) for column in range(self._count))
        right = (columns[-1] + self._wide if columns else 0) + (self._gap if beside else 0)
        size = (round(right + self.measures.edge), round(self._lowest + self.measures.edge))
        return PathwayShape(size, columns, self.boxes, arrows)

    def _left(self, column: int) -> float:
        return self.measures.edge + column * (self._wide + self._gap)

    def _top(self, row: float) -> float:
        return self.measures.top + row * self._row

    def _spread(self, here: Sequence[str], there: Sequence[str]) -> list[float]:
        """Give each link a height of its own on the side of its card, in the order of the cards at the other end."""
        groups: dict[str, list[int]] = defaultdict(list)
        for number, key in enumerate(here):
            groups[key].append(number)
        heights = [0.0] * len(here)
        for key, numbers in groups.items():
            numbers.sort(key=lambda number: (self.places[there[number]][1], self.places[there[number]][0]))
            for place, number in enumerate(numbers, 1):
                heights[number] = self.boxes[key][1] + self._high * place / (len(numbers) + 1)
        return heights

    def _passes(self) -> list[list[float]]:
        """Give the heights at which each link passes the columns between its cards.

        Links go through the gap between two cards that is nearest to their way, side by side.
        """
        taken: dict[int, list[float]] = defaultdict(list)
        for column, row in self.places.values():
            taken[column].append(row)
        share = self._high / self._row
        gaps: dict[tuple[int, float], list[tuple[float, int, int]]] = defaultdict(list)
        heights: list[list[float]] = []
        for number, link in enumerate(self.links):
            (first, first_row), (last, last_row) = self.places[link.start], self.places[link.end]
            step = 1 if last > first else -1
            heights.append([])
            for place, column in enumerate(range(first + step, last, step) if first != last else ()):
                wanted = first_row + (last_row - first_row) * (place + 1) / abs(last - first) + share / 2
                row = passing_row(taken[column], wanted, share)
                heights[-1].append(self._top(row))
                if row != wanted:
                    gaps[column, round(row, 3)].append((wanted, number, place))
        for through in gaps.values():
            for place, (_wanted, number, column) in enumerate(sorted(through), 1):
                heights[number][column] += self._between * (place / (len(through) + 1) - 0.5)
        return heights

    def _arrow(self, link: Joined, start: float, end: float, between: Sequence[float]) -> Arrow:
        """Draw the line of a link, lead it past the cards between, and find room for its label."""
        left, right = self.boxes[link.start][0], self.boxes[link.end][0]
        beside = left == right  # it leaves at the right, and comes in again there
        way = 1 if right > left else -1
        x = left + (self._wide if beside or way > 0 else 0)
        parts, middles = [f"M{_n(x)} {_n(start)}"], []
        for place, (y, below) in enumerate(pairwise((start, *between, end))):
            if place:
                x += way * self._wide
                parts.append(f"H{_n(x)}")
            bend = x + self._gap * 2 / 3 if beside else x + way * self._gap / 2
            middles.append((x + (self._gap / 2 if beside else way * self._gap / 2), (y + below) / 2))
            x += 0 if beside else way * self._gap
            parts.append(f"C{_n(bend)} {_n(y)} {_n(bend)} {_n(below)} {_n(x)} {_n(below)}")
        size = self.measures.harms_label if link.harms else self.measures.label
        label = self._label([middles[0], middles[-1], *middles[1:-1]], size[1])
        return Arrow("".join(parts), _end(x, end, way, harms=link.harms), label)

    def _label(self, wanted: Sequence[Point], high: float) -> Point:
        """Find the place nearest to one of those *wanted*, all between two columns, where no other label is."""
        highest = self.measures.top - self._between + high / 2
        shift = 0.0
        while True:
            for x, y in wanted:
                for moved in (y + shift, y - shift) if shift else (y,):
                    if moved >= highest and self._is_free(x, moved, high):
                        self._labels[round(x), int(moved // _BUCKET)].append((moved, high))
                        self._lowest = max(self._lowest, moved + high / 2)
                        return x, moved
            shift += 2.0

    def _is_free(self, x: float, y: float, high: float) -> bool:
        reach = int(_BUCKET // high + 2)
        bucket = int(y // _BUCKET)
        near = (self._labels.get((round(x), one), ()) for one in range(bucket - reach, bucket + reach + 1))
        return all(abs(y - other) >= (high + its) / 2 + 2 for labels in near for other, its in labels)


_BUCKET = 40.0
"""Labels are looked for by stretches of this height, so that 400 are placed at once."""


def _end(x: float, y: float, way: int, *, harms: bool) -> str:
    """End an arrow that goes to the right (1) or to the left (-1)."""
    if harms:
        return f"M{_n(x - way * 2)} {_n(y - 9)}v18"
    return f"M{_n(x)} {_n(y)}l{_n(-9 * way)} -5v10z"


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
