"""Where the arrows of a pathway go: along the sides of their cards, past other cards, and through their labels.

Labels stand in the gaps between columns, where no card is, and are set apart there: none lies on another, nor on a
card.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from PySide6.QtCore import QPointF

from asset_mapper.analysis.graph_layout import set_apart
from asset_mapper.domain.ids import RecordId
from asset_mapper.ui.views.pathway_items import ArrowItem, CardItem

_BETWEEN = 0.2
"""Of a line, between two labels."""


def lay(cards: Iterable[CardItem], arrows: Iterable[ArrowItem]) -> None:
    """Lead every arrow from its card to its card."""
    leaving: dict[RecordId, list[ArrowItem]] = defaultdict(list)
    coming: dict[RecordId, list[ArrowItem]] = defaultdict(list)
    taken: dict[int, list[float]] = defaultdict(list)
    gaps: dict[int, list[ArrowItem]] = defaultdict(list)
    for card in cards:
        taken[card.card.column].append(card.card.row)
    for arrow in arrows:
        leaving[arrow.start.card.id].append(arrow)
        coming[arrow.end.card.id].append(arrow)
        gaps[arrow.gap].append(arrow)
    starts, ends = _spread(leaving, lambda arrow: arrow.end), _spread(coming, lambda arrow: arrow.start)
    for here in gaps.values():
        for arrow in here:
            key = arrow.link.link.id
            arrow.set_course((starts[key], ends[key]), taken)
        between = here[0].measures.line * _BETWEEN
        wanted = [arrow.label_wanted for arrow in here]
        middles = set_apart([at.y() for at in wanted], [arrow.label.size[1] + between for arrow in here])
        for arrow, at, middle in zip(here, wanted, middles, strict=True):
            arrow.lead_through(QPointF(at.x(), middle))


def _spread(groups: dict[RecordId, list[ArrowItem]], other: Callable[[ArrowItem], CardItem]) -> dict[RecordId, float]:
    """Say how far down the side of its card each arrow is, in the order of the cards at the other ends."""
    places = {}
    for arrows in groups.values():
        ordered = sorted(arrows, key=lambda arrow: (other(arrow).card.row, other(arrow).card.column))
        for place, arrow in enumerate(ordered):
            places[arrow.link.link.id] = (place + 1) / (len(ordered) + 1)
    return places
