"""Where the cards of a pathway stand: columns are given or follow from the links, rows so that few links cross.

The layered method of Sugiyama, Tagawa and Toda ("Methods for visual understanding of hierarchical system structures",
IEEE Trans. SMC 11 (1981) 109–125): links that pass a column count in its order, orders are improved by the medians
of neighbours, and rows are then the best fit to the rows of neighbours that keeps the order (isotonic regression,
by pooling adjacent violators). No library with wheels for Windows and a licence that we may use does this for columns
that are given and cards that must not move.

A column is a whole number from the left, a row a number from the top; a card is one row high.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)

_SWEEPS = 12
_FITS = 6
_CLOSE = 1e-6


@dataclass(frozen=True, slots=True)
class _Passing:
    """Where a link passes a column between its two cards."""

    link: int
    column: int


def columns_of(nodes: Sequence[Node], links: Sequence[tuple[Node, Node]]) -> dict[Node, int]:
    """Give each node a column right of all that lead to it; links that close a circle are left out of account."""
    after: dict[Node, list[Node]] = defaultdict(list)
    for start, end in links:
        if start != end:
            after[start].append(end)
    ordered, state = [], dict.fromkeys(nodes, 0)  # 0 new, 1 on the way, 2 done
    forward: set[tuple[Node, Node]] = set()
    for root in nodes:
        stack = [(root, iter(after[root]))] if state[root] == 0 else []
        state[root] = state[root] or 1
        while stack:
            node, rest = stack[-1]
            for end in rest:
                if state.get(end) == 1:
                    continue  # this link closes a circle
                forward.add((node, end))
                if state.get(end) == 0:
                    state[end] = 1
                    stack.append((end, iter(after[end])))
                    break
            else:
                state[node] = 2
                ordered.append(node)
                stack.pop()
    columns = dict.fromkeys(nodes, 0)
    for node in reversed(ordered):
        for end in after[node]:
            if (node, end) in forward:
                columns[end] = max(columns[end], columns[node] + 1)
    return columns


def rows_of(
    columns: Mapping[Node, int],
    links: Sequence[tuple[Node, Node]],
    before: Mapping[Node, float] | None = None,
    wished: Mapping[Node, float] | None = None,
) -> dict[Node, float]:
    """Give each node of *columns* a row, at least one apart from the others in its column.

    Nodes with a row *before* keep it, and the others find a free place near the row that is *wished* for them, or
    near what they are linked to: adding a card moves no other. Without any, all are arranged anew. The same input
    gives the same rows.
    """
    fixed = {node: row for node, row in (before or {}).items() if node in columns}
    if fixed or wished:
        return _fitted_in(columns, links, fixed, wished or {})
    layers, passes = _layers(columns, links)
    neighbours = _neighbours(columns, links)
    _improve(layers, neighbours)
    rows: dict[Hashable, float] = {}
    for layer in layers:
        rows.update((node, float(place)) for place, node in enumerate(layer))
    for sweep in range(_FITS):
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            wanted = [
                fmean(rows[one] for one in neighbours[node]) if neighbours[node] else rows[node] for node in layer
            ]
            sizes = [_SLIM if node in passes else 1.0 for node in layer]
            rows.update(zip(layer, _nearest(wanted, sizes), strict=True))
    top = min((rows[node] for node in columns), default=0.0)
    return {node: round(rows[node] - top, 3) for node in columns}


def crossings(columns: Mapping[Node, int], links: Sequence[tuple[Node, Node]], rows: Mapping[Node, float]) -> int:
    """Count the pairs of links between the same two columns that cross."""
    between: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    for start, end in links:
        if columns[start] != columns[end]:
            left, right = sorted((start, end), key=lambda node: columns[node])
            between[columns[left], columns[right]].append((rows[left], rows[right]))
    return sum(
        (one[0] - other[0]) * (one[1] - other[1]) < 0
        for pairs in between.values()
        for place, one in enumerate(pairs)
        for other in pairs[:place]
    )


_SLIM = 0.35
"""How much of a row a passing link takes in the order of a column."""


def _layers(
    columns: Mapping[Node, int], links: Sequence[tuple[Node, Node]]
) -> tuple[list[list[Hashable]], set[Hashable]]:
    """Give the nodes of each column, with the links that pass it."""
    count = max(columns.values(), default=-1) + 1
    layers: list[list[Hashable]] = [[] for _column in range(count)]
    for node, column in columns.items():
        layers[column].append(node)
    passes: set[Hashable] = set()
    for number, (start, end) in enumerate(links):
        low, high = sorted((columns[start], columns[end]))
        for column in range(low + 1, high):
            passing = _Passing(number, column)
            passes.add(passing)
            layers[column].append(passing)
    return layers, passes


def _neighbours(columns: Mapping[Node, int], links: Sequence[tuple[Node, Node]]) -> dict[Hashable, list[Hashable]]:
    """Give what each node and passing is joined to in the columns beside it."""
    joined: dict[Hashable, list[Hashable]] = defaultdict(list)
    for number, (start, end) in enumerate(links):
        left, right = sorted((start, end), key=lambda node: columns[node])
        if columns[left] == columns[right]:
            continue
        chain: list[Hashable] = [left]
        chain += [_Passing(number, column) for column in range(columns[left] + 1, columns[right])]
        chain.append(right)
        for one, other in pairwise(chain):
            joined[one].append(other)
            joined[other].append(one)
    return joined


def _improve(layers: list[list[Hashable]], neighbours: Mapping[Hashable, list[Hashable]]) -> None:
    """Order every layer by the medians of neighbours, to and fro, and keep the best order that was seen."""
    best, fewest = [list(layer) for layer in layers], _crossings_of(layers, neighbours)
    for sweep in range(_SWEEPS):
        order = range(1, len(layers)) if sweep % 2 == 0 else range(len(layers) - 2, -1, -1)
        for column in order:
            beside = layers[column - 1 if sweep % 2 == 0 else column + 1]
            places = {node: place for place, node in enumerate(beside)}
            own = {node: place for place, node in enumerate(layers[column])}
            middle = {}
            for node in layers[column]:
                there = [places[one] for one in neighbours[node] if one in places]
                middle[node] = median(there) if there else own[node] * len(beside) / max(1, len(own))
            layers[column].sort(key=lambda node, middle=middle: middle[node])  # type: ignore[misc]
        found = _crossings_of(layers, neighbours)
        if found < fewest:
            best, fewest = [list(layer) for layer in layers], found
    layers[:] = best


def _crossings_of(layers: Sequence[Sequence[Hashable]], neighbours: Mapping[Hashable, list[Hashable]]) -> int:
    """Count the crossings between each layer and the next, by counting inversions in a tree of sums."""
    total = 0
    for left, right in pairwise(layers):
        places = {node: place for place, node in enumerate(right)}
        tree = [0] * (len(right) + 1)
        seen = 0
        for node in left:
            ends = sorted(places[one] for one in neighbours[node] if one in places)
            for end in ends:
                place, before = end + 1, 0
                while place > 0:
                    before += tree[place]
                    place -= place & -place
                total += seen - before
            for end in ends:
                place = end + 1
                while place < len(tree):
                    tree[place] += 1
                    place += place & -place
            seen += len(ends)
    return total


def _nearest(
    wanted: Sequence[float], sizes: Sequence[float], low: float = -math.inf, high: float = math.inf
) -> list[float]:
    """Give the rows nearest to those *wanted* (least squares) that keep the order, the distances and the bounds."""
    offsets, at = [], 0.0
    for place, size in enumerate(sizes):
        at += (sizes[place - 1] + size) / 2 if place else 0.0
        offsets.append(at)
    pools: list[tuple[float, int]] = []  # mean and number
    for want, offset in zip(wanted, offsets, strict=True):
        mean, count = want - offset, 1
        while pools and pools[-1][0] > mean:
            before, many = pools.pop()
            mean, count = (mean * count + before * many) / (count + many), count + many
        pools.append((mean, count))
    if wanted:
        low, high = low + sizes[0] / 2, high - offsets[-1] - sizes[-1] / 2
    levels = [max(low, min(mean, high)) for mean, count in pools for _one in range(count)]
    return [level + offset for level, offset in zip(levels, offsets, strict=True)]


def _fitted_in(
    columns: Mapping[Node, int],
    links: Sequence[tuple[Node, Node]],
    fixed: Mapping[Node, float],
    wished: Mapping[Node, float],
) -> dict[Node, float]:
    """Put the nodes without a row into free places near where they are wished, else near their neighbours."""
    rows: dict[Node, float] = dict(fixed)
    joined: dict[Node, list[Node]] = defaultdict(list)
    for start, end in links:
        joined[start].append(end)
        joined[end].append(start)
    for node in (node for node in columns if node not in fixed):
        taken = [rows[one] for one in rows if columns[one] == columns[node]]
        near = [rows[one] for one in joined[node] if one in rows]
        wanted = fmean(near) if near else max(taken, default=-1.0) + 1
        wanted = wished.get(node, wanted)
        free = [
            place
            for place in (wanted, *(row + step for row in taken for step in (-1.0, 1.0)))
            if place >= 0 and all(abs(place - row) >= 1 - _CLOSE for row in taken)
        ]
        nearest: float = min(free, key=lambda place: (abs(place - wanted), place))
        rows[node] = round(nearest, 3)
    return {node: rows[node] for node in columns}


def reachable_from(ends: Iterable[tuple[Node, Node]], node: Node, *, back: bool = False) -> set[Node]:
    """Give all that *node* leads to over one link or more, or with *back*, all that leads to it; never itself."""
    following: dict[Node, list[Node]] = defaultdict(list)
    for start, end in ends:
        one, other = (end, start) if back else (start, end)
        following[one].append(other)
    found, waiting = {node}, [node]
    while waiting:
        for other in following[waiting.pop()]:
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found - {node}


def set_apart(
    wanted: Sequence[float], sizes: Sequence[float], *, low: float = -math.inf, high: float = math.inf
) -> list[float]:
    """Give the places nearest to those *wanted* at which things of these *sizes* do not touch, in that order.

    Places are those of the middles; what is wanted further up stays further up. Nothing goes beyond *low*, nor beyond
    *high* where there is the room.
    """
    order = sorted(range(len(wanted)), key=lambda place: (wanted[place], place))
    found = _nearest([wanted[place] for place in order], [sizes[place] for place in order], low, high)
    places = [0.0] * len(wanted)
    for place, middle in zip(order, found, strict=True):
        places[place] = middle
    return places
