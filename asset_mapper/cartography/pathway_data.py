"""The pathways of a publication as the page draws them: where cards and arrows are, and the links behind them.

Everything is said by its place in the tables of outcomes and links, so that nothing is there twice, and nothing that
those do not hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from asset_mapper.analysis.pathway_routes import Place
from asset_mapper.analysis.pathway_shape import STROKES, Joined, Measures, in_reading_order, sensible, shaped
from asset_mapper.cartography.columns import Both, both_of, column, in_both_languages
from asset_mapper.domain.pathway import USUAL_COLUMNS

if TYPE_CHECKING:
    from asset_mapper.domain.publication import Publication

MEASURES = Measures(card=(152, 102), gap=(98, 20), label=(68, 18), harms_label=(68, 34), edge=16, top=44)
"""In pixels at the page's usual size: cards hold five lines of text, labels a number and the ladder."""

LinkPlace = tuple[str, int]
"""``contribution`` or ``step``, and the place in that table."""


def pathways_of(
    publication: Publication,
    rows: Mapping[str, int],
    outcome_place: Mapping[str, int],
    links: Mapping[str, LinkPlace],
) -> dict[str, Any]:
    """Give the pathways, and how their arrows are drawn on each rung of the ladder: nothing where there are none."""
    frame = publication.pathways
    ends = _ends(publication)
    pathways = [
        {"key": key[-10:], "name": name, "lessons": lessons}
        | _drawn(
            {
                card: (int(at), float(row))
                for card, at, row in cards
                if card in outcome_place or rows.get(card, -1) >= 0
            },
            [(links[link], ends[link]) for link in link_ids if link in links],
            rows,
            outcome_place,
            [{"cy": cy, "en": en} for cy, en, _first in heads],
        )
        for key, name, lessons, cards, link_ids, heads in zip(
            column(frame, "id"),
            both_of(publication, frame, "name"),
            both_of(publication, frame, "lessons"),
            column(frame, "cards", ()),
            column(frame, "link_ids", ()),
            column(frame, "columns", ()),
            strict=True,
        )
    ]
    return {"pathways": pathways, "strokes": STROKES} if pathways else {"pathways": []}


def _ends(publication: Publication) -> dict[str, Joined]:
    frame = publication.links
    return {
        link: Joined(asset or outcome, end, direction == "harms")
        for link, asset, outcome, end, direction in zip(
            column(frame, "id"),
            column(frame, "asset_id"),
            column(frame, "from_outcome_id"),
            column(frame, "outcome_id"),
            column(frame, "direction", "helps"),
            strict=True,
        )
    }


def _drawn(
    cards: Mapping[str, Place],
    linked: Sequence[tuple[LinkPlace, Joined]],
    rows: Mapping[str, int],
    outcome_place: Mapping[str, int],
    heads: Sequence[Both],
) -> dict[str, Any]:
    """Draw one pathway: cards and links in the order in which they are read."""
    places, columns = sensible(cards, [joined for _place, joined in linked])
    order = in_reading_order(places, [joined for _place, joined in linked])
    shape = shaped(places, [linked[number][1] for number in order], MEASURES)
    keys = sorted(places, key=lambda key: places[key])
    card_place = {key: place for place, key in enumerate(keys)}
    return {
        "size": shape.size,
        "card": MEASURES.card,
        "heads": [
            {"x": round(x), "name": head} for x, head in zip(shape.columns, _heads(columns, heads), strict=True)
        ],
        "cards": {
            "asset": [rows.get(key, -1) for key in keys],
            "outcome": [outcome_place.get(key, -1) for key in keys],
            "column": [places[key][0] for key in keys],
            "x": [round(shape.boxes[key][0]) for key in keys],
            "y": [round(shape.boxes[key][1], 1) for key in keys],
        },
        "links": {
            "table": [linked[number][0][0] for number in order],
            "entry": [linked[number][0][1] for number in order],
            "from": [card_place[linked[number][1].start] for number in order],
            "to": [card_place[linked[number][1].end] for number in order],
            "line": [arrow.line for arrow in shape.arrows],
            "end": [arrow.end for arrow in shape.arrows],
            "label": [[round(x), round(y, 1)] for x, y in (arrow.label for arrow in shape.arrows)],
        },
    }


def _heads(columns: Sequence[int], given: Sequence[Both]) -> list[Both | None]:
    """Name the columns as somebody did, else as is usual; those that nobody has put in order have no name."""
    names = given or [in_both_languages(label) for label in USUAL_COLUMNS]
    return [names[column] if 0 <= column < len(names) else None for column in columns]
