"""What a pathway looks like on a page or on paper: boxes in columns, arrows between them, a place for every label.

Whoever draws says how large a card and a label are, and draws what is given here: the page, the report and the lists
show the same picture. Lengths are in the drawer's own unit, y grows downwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from asset_mapper.analysis.graph_layout import columns_of, rows_of
from asset_mapper.analysis.pathway_routes import Grid, Place, Point, Route, routes

_APART = 2.0
"""Between two labels."""

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
    (wide, high), gap = measures.card, measures.gap[0]
    grid = Grid(measures.card, measures.gap, (measures.edge, measures.top))
    labels = [(measures.harms_label if link.harms else measures.label)[1] for link in links]
    ways = routes(places, [(link.start, link.end) for link in links], [label + _APART for label in labels], grid)
    arrows = tuple(
        Arrow(_svg(way), _end(way.end, way.way, harms=link.harms), way.label)
        for link, way in zip(links, ways, strict=True)
    )
    boxes = {key: grid.corner_of(place) for key, place in places.items()}
    count = max((column for column, _row in places.values()), default=-1) + 1
    beside = any(places[link.start][0] == places[link.end][0] == count - 1 for link in links)
    columns = tuple(grid.corner_of((column, 0.0))[0] for column in range(count))
    right = (columns[-1] + wide if columns else 0) + (gap if beside else 0)
    lowest = [y + high for _x, y in boxes.values()]
    lowest += [way.label[1] + label / 2 for way, label in zip(ways, labels, strict=True)]
    lowest += [end[1] for way in ways for _out, _back, end in way.curves]
    size = (round(right + measures.edge), round(max(lowest, default=measures.top) + measures.edge))
    return PathwayShape(size, columns, boxes, arrows)


def _covered(places: Mapping[str, Place]) -> bool:
    """Say whether a card is nearer to the one above it than a card is high, gap included."""
    rows: dict[int, list[float]] = defaultdict(list)
    for column, row in places.values():
        rows[column].append(row)
    return any(below - above < _NEAREST for column in rows.values() for above, below in pairwise(sorted(column)))


_NEAREST = 0.9
"""Of a row: what is nearer was dropped on another card, or never given a place."""


def _svg(route: Route) -> str:
    """Write a way as SVG does."""
    (_x, height), parts = route.begin, ["M" + _at(route.begin)]
    for number, (out, back, end) in enumerate(route.curves):
        if out == back == end and end[1] == height:
            parts.append(f"H{_n(end[0])}")
        elif number == 1:  # it goes on through its label without a corner: the handle follows from the one before
            parts.append(f"S{_at(back)} {_at(end)}")
        else:
            parts.append(f"C{_at(out)} {_at(back)} {_at(end)}")
        height = end[1]
    return "".join(parts)


def _end(point: Point, way: int, *, harms: bool) -> str:
    """End an arrow that goes to the right (1) or to the left (-1)."""
    x, y = point
    if harms:
        return f"M{_n(x - way * 2)} {_n(y - 9)}v18"
    return f"M{_at(point)}l{_n(-9 * way)} -5v10z"


def _at(point: Point) -> str:
    return f"{_n(point[0])} {_n(point[1])}"


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
