"""The part of a report that draws the pathways, each with the same links as a table."""

from __future__ import annotations

from typing import Any

from asset_mapper.analysis.pathway_shape import Joined, in_reading_order, sensible
from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.link import Direction
from asset_mapper.domain.pathway import USUAL_COLUMNS
from asset_mapper.formats.exporters.looks import looks
from asset_mapper.formats.report import drawings
from asset_mapper.formats.report.document import Block, Drawing, Section, Table, Traced, Words
from asset_mapper.formats.report.reading import ReadPublication, Row, rows_of
from asset_mapper.i18n import _


def pathways(read: ReadPublication) -> Section | None:
    """Draw every pathway that this audience may see something of."""
    rows = rows_of(read.publication.pathways)
    parts = [Section(read.text(row, "name"), tuple(_pathway(read, row))) for row in rows]
    return Section(_("Pathways"), (), tuple(parts)) if parts else None


def _pathway(read: ReadPublication, row: Row) -> list[Block]:
    blocks: list[Block] = []
    there = {key: (int(column), float(place)) for key, column, place in row["cards"] if _is_there(read, key)}
    linked = [read.links[key] for key in row["link_ids"] if key in read.links]
    places, columns = sensible(there, [_joined(link) for link in linked])
    links = [linked[number] for number in in_reading_order(places, [_joined(link) for link in linked])]
    if links:
        cards = [_card(read, key, *place) for key, place in places.items()]
        heads = _heads(read, columns, row["columns"])
        blocks.append(_drawing(read, read.text(row, "name"), cards, links, heads))
    if lessons := read.text(row, "lessons"):
        blocks.append(Words(_("What the tables learned: {lessons}").format(lessons=lessons)))
    return blocks or [Words(_("Links: not yet recorded."), quiet=True)]


def _is_there(read: ReadPublication, key: str) -> bool:
    return key in read.assets or key in read.outcomes


def _joined(link: Row) -> Joined:
    start = str(link["asset_id"] or link["from_outcome_id"])
    return Joined(start, str(link["outcome_id"]), link["direction"] == Direction.HARMS.value)


def _card(read: ReadPublication, key: str, column: int, row: float) -> drawings.PathCard:
    if (asset := read.assets.get(key)) is not None:
        return drawings.PathCard(key, read.text(asset, "name"), column, row, looks()[AssetKind(asset["kind"])].colour)
    return drawings.PathCard(key, read.outcome_name(key), column, row, drawings.ACCENT)


def _drawing(
    read: ReadPublication, title: str, cards: list[drawings.PathCard], links: list[Row], heads: list[str]
) -> Drawing:
    arrows = [
        drawings.Arrow(
            *(_joined(link).start, _joined(link).end, number, read.coverage(link["id"]).rung, _joined(link).harms)
        )
        for number, link in enumerate(links, 1)
    ]
    canvas = drawings.pathway(cards, arrows, heads, title)
    rows = tuple(
        (
            Traced(str(number), read.key_of_link(link)),
            read.start_name(link),
            _("harms") if link["direction"] == Direction.HARMS.value else _("helps"),
            read.outcome_name(link["outcome_id"]),
            read.text(link, "how"),
            Traced(_(read.coverage(link["id"]).label), read.key_of_link(link)),
        )
        for number, link in enumerate(links, 1)
    )
    head = (_("Link"), _("From"), _("Helps or harms"), _("To"), _("How"), _("What is known"))
    caption = _(
        "What leads to what. The numbers are those of the table; the stronger a line, the more is known, and a "
        "dotted one is not yet known."
    )
    table = Table(_("The links of “{pathway}”").format(pathway=title), head, rows, frozenset({0}))
    if not any(arrow.harms for arrow in arrows):
        table = table.without(head.index(_("Helps or harms")))
    return Drawing((canvas.picture(),), caption, table)


def _heads(read: ReadPublication, columns: tuple[int, ...], given: Any) -> list[str]:
    """Name each column as somebody did, else as is usual; those that nobody has put in order have no name."""
    names = [Bilingual(*name).text(read.language) for name in given] or [_(label) for label in USUAL_COLUMNS]
    return [names[column] if 0 <= column < len(names) else "" for column in columns]
