"""Which way the arrows of a pathway go: out of one card, past all others, through its own label, and into the next.

The window, the published page and the report draw the same ways; each says how large its cards and labels are. An
arrow leaves a card at the side that faces the other card, at a height of its own. It bends in the gaps between
columns only, and crosses a column straight on, where no card is; arrows that go through the same place lie side by
side like lanes. Labels stand in the gap where their arrow leaves its card, none on another, and arrows go through
the middle of their own.

Lengths are in the drawer's own unit, y grows downwards. No way depends on what is folded or filtered: what goes out
of sight takes nothing else along.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from asset_mapper.analysis.graph_layout import set_apart

Place = tuple[int, float]
"""Where a card stands: its column from the left, and its row from the top."""
Point = tuple[float, float]
Curve = tuple[Point, Point, Point]
"""A cubic curve from where the last one ended: its two handles, and where it ends."""
Ends = tuple[str, str]
"""The keys of the card where an arrow starts, and of the card where it ends."""

_LANE = 0.3
"""Between two arrows that pass a column side by side, as a part of the gap between two rows; less when many do."""
_NARROWEST = 0.25
"""What arrows still pass between two cards, as a part of the gap between two rows."""


@dataclass(frozen=True, slots=True)
class Grid:
    """How large a card is, how far it is to the next column and row, and where the first card's corner is."""

    card: tuple[float, float]
    gap: tuple[float, float]
    corner: Point = (0.0, 0.0)

    def corner_of(self, place: Place) -> Point:
        """Give the top left corner of the card at a place."""
        column, row = place
        (wide, high), (beside, between) = self.card, self.gap
        return self.corner[0] + column * (wide + beside), self.corner[1] + row * (high + between)


@dataclass(frozen=True, slots=True)
class Route:
    """The way of one arrow, and the middle of its label."""

    begin: Point
    curves: tuple[Curve, ...]
    label: Point

    @property
    def end(self) -> Point:
        return self.curves[-1][-1]

    @property
    def way(self) -> int:
        """Say where its end points: 1 to the right, -1 to the left."""
        return 1 if self.curves[-1][1][0] < self.end[0] else -1


def routes(places: Mapping[str, Place], links: Sequence[Ends], labels: Sequence[float], grid: Grid) -> list[Route]:
    """Lead each of the *links* from card to card.

    Parameters
    ----------
    places
        Of all cards. Cards may cover one another; no arrow passes through them for that.
    links
        Both cards of each must be there.
    labels
        How much height the label of each takes, with the room around it. A label is no wider than a gap.
    grid
        The sizes of the drawing.
    """
    return _Routing(places, links, grid).routes(labels)


def direct(start: Point, end: Point, down: tuple[float, float], grid: Grid) -> Route:
    """Lead an arrow straight on between two cards anywhere, past nothing: for as long as one of them is dragged.

    *start* and *end* are their corners, *down* how far down their sides it begins and ends.
    """
    wide, gap = grid.card[0], grid.gap[0]
    over = abs(end[0] - start[0]) < wide
    begin = (start[0] + (wide if over or end[0] > start[0] else 0), start[1] + down[0])
    into = (end[0] + (wide if over or end[0] < start[0] else 0), end[1] + down[1])
    middle = max(begin[0], into[0]) + gap / 2 if over else (begin[0] + into[0]) / 2
    via = (middle, (begin[1] + into[1]) / 2)
    return Route(begin, _through(begin, via, into), via)


class _Routing:
    """All arrows of one drawing."""

    def __init__(self, places: Mapping[str, Place], links: Sequence[Ends], grid: Grid) -> None:
        self._places, self._links, self._grid = places, links, grid
        self._corners = {key: grid.corner_of(place) for key, place in places.items()}
        self._highest = min((y for _x, y in self._corners.values()), default=0.0) - grid.gap[1]

    def routes(self, labels: Sequence[float]) -> list[Route]:
        passes = self._passes()
        heights = self._heights(passes)
        points = [self._points(*one) for one in zip(self._links, heights, passes, strict=True)]
        middles = self._middles(points, labels)
        return [_route(along, middle) for along, middle in zip(points, middles, strict=True)]

    def _middle(self, key: str) -> float:
        return self._corners[key][1] + self._grid.card[1] / 2

    # --- past the cards between ---------------------------------------------------------------------------------

    def _passes(self) -> list[list[float]]:
        """Give the heights at which each link crosses the columns between its cards."""
        crossing: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for number, (start, end) in enumerate(self._links):
            first, last = self._places[start][0], self._places[end][0]
            begin, into = self._middle(start), self._middle(end)
            for column in range(min(first, last) + 1, max(first, last)):
                crossing[column].append((number, begin + (into - begin) * (column - first) / (last - first)))
        tops: dict[int, list[float]] = defaultdict(list)
        for key, (column, _row) in self._places.items():
            tops[column].append(self._corners[key][1])
        heights: list[dict[int, float]] = [{} for _link in self._links]
        for column, wanted in crossing.items():
            for (number, _y), y in zip(wanted, self._lanes([y for _, y in wanted], tops[column]), strict=True):
                heights[number][column] = y
        passes = []
        for (start, end), own in zip(self._links, heights, strict=True):
            back = self._places[end][0] < self._places[start][0]
            passes.append([own[column] for column in sorted(own, reverse=back)])
        return passes

    def _free(self, tops: Sequence[float]) -> list[tuple[float, float]]:
        """Give the stretches of a column where no card is: the last one has no end."""
        free, at = [], self._highest
        for top in sorted(tops):
            if top - at >= self._grid.gap[1] * _NARROWEST:
                free.append((at, top))
            at = max(at, top + self._grid.card[1])
        return [*free, (at, math.inf)]

    def _lanes(self, wanted: Sequence[float], tops: Sequence[float]) -> list[float]:
        """Lead links through the stretches of a column nearest to where they want to be, side by side."""
        between, free = self._grid.gap[1], self._free(tops)
        through: dict[int, list[int]] = defaultdict(list)
        for link, y in enumerate(wanted):
            away = []
            for number, (top, bottom) in enumerate(free):
                clear = min(between, bottom - top) / 2
                away.append((max(top + clear - y, y - bottom + clear, 0.0), number))
            through[min(away)[1]].append(link)
        heights = [0.0] * len(wanted)
        for number, here in through.items():
            top, bottom = free[number]
            apart = min(between * _LANE, (bottom - top) / (len(here) + 1))
            clear = (min(between, bottom - top - apart * (len(here) - 1)) - apart) / 2
            own = [wanted[link] for link in here]
            found = set_apart(own, [apart] * len(here), low=top + clear, high=bottom - clear)
            for link, y in zip(here, found, strict=True):
                heights[link] = y
        return heights

    # --- at the sides of the cards ------------------------------------------------------------------------------

    def _heights(self, passes: Sequence[Sequence[float]]) -> list[tuple[float, float]]:
        """Give every link a height of its own where it leaves its card and where it comes in.

        At each side of a card links stand in the order in which they come from above and below, those that leave and
        those that come in together.
        """
        sides: dict[tuple[str, bool], list[tuple[float, Place, int, int]]] = defaultdict(list)
        for number, ((start, end), between) in enumerate(zip(self._links, passes, strict=True)):
            first, last = self._places[start], self._places[end]
            near = between[0] if between else self._middle(end), between[-1] if between else self._middle(start)
            sides[start, last[0] >= first[0]].append((near[0], last, number, 0))
            sides[end, last[0] <= first[0]].append((near[1], first, number, 1))
        heights = [[0.0, 0.0] for _link in self._links]
        for (key, _right), here in sides.items():
            for place, (_near, _other, number, which) in enumerate(sorted(here), 1):
                heights[number][which] = self._corners[key][1] + self._grid.card[1] * place / (len(here) + 1)
        return [(start, end) for start, end in heights]

    def _points(self, link: Ends, heights: tuple[float, float], passes: Sequence[float]) -> list[Point]:
        """Give the points where a link comes to the side of a column, from card to card."""
        (start, end), wide = link, self._grid.card[0]
        (left, _top), (column, _row) = self._corners[start], self._places[start]
        step = 1 if self._places[end][0] >= column else -1
        points = [(left + (wide if step > 0 else 0), heights[0])]
        for number, y in enumerate(passes, 1):
            x, _y = self._grid.corner_of((column + step * number, 0.0))
            points += [(x, y), (x + wide, y)][::step]
        right = self._places[end][0] <= column
        return [*points, (self._corners[end][0] + (wide if right else 0), heights[1])]

    # --- labels -------------------------------------------------------------------------------------------------

    def _middles(self, points: Sequence[Sequence[Point]], labels: Sequence[float]) -> list[Point]:
        """Set the labels apart, each in the gap where its link leaves its card."""
        gaps: dict[int, list[int]] = defaultdict(list)
        for number, (start, end) in enumerate(self._links):
            column = self._places[start][0]
            gaps[column - 1 if self._places[end][0] < column else column].append(number)
        middles: list[Point] = [(0.0, 0.0)] * len(self._links)
        for gap, here in gaps.items():
            x = self._grid.corner_of((gap + 1, 0.0))[0] - self._grid.gap[0] / 2
            wanted = [(points[number][0][1] + points[number][1][1]) / 2 for number in here]
            heights = set_apart(wanted, [labels[number] for number in here], low=self._highest)
            for number, y in zip(here, heights, strict=True):
                middles[number] = (x, y)
        return middles


def _route(points: Sequence[Point], label: Point) -> Route:
    """Draw curves through the gaps, the first one through the label, and straight lines across the columns."""
    curves = list(_through(points[0], label, points[1]))
    for number, ((x, y), end) in enumerate(pairwise(points[1:])):
        middle = (x + end[0]) / 2
        curves.append((end, end, end) if number % 2 == 0 else ((middle, y), (middle, end[1]), end))
    return Route(points[0], tuple(curves), label)


def _through(begin: Point, via: Point, end: Point) -> tuple[Curve, Curve]:
    """Go from side to side through a point between, without a corner there."""
    along_x, along_y = (end[0] - begin[0]) / 6, (end[1] - begin[1]) / 6
    out, back = (via[0] - begin[0]) * 0.6, (via[0] - end[0]) * 0.6
    return (
        ((begin[0] + out, begin[1]), (via[0] - along_x, via[1] - along_y), via),
        ((via[0] + along_x, via[1] + along_y), (end[0] + back, end[1]), end),
    )
