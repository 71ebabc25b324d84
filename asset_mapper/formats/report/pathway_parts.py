"""The part of a report that draws the pathways, each with the same links as a table."""

from __future__ import annotations

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.link import Direction
from asset_mapper.domain.outcome import Stage
from asset_mapper.formats.exporters.looks import looks
from asset_mapper.formats.report import drawings
from asset_mapper.formats.report.document import Block, Drawing, Section, Table, Words
from asset_mapper.formats.report.reading import ReadPublication, Row, rows_of
from asset_mapper.i18n import _


def pathways(read: ReadPublication) -> Section | None:
    """Draw every pathway that this audience may see something of."""
    rows = rows_of(read.publication.pathways)
    parts = [Section(read.text(row, "name"), tuple(_pathway(read, row))) for row in rows]
    return Section(_("Pathways"), (), tuple(parts)) if parts else None


def _pathway(read: ReadPublication, row: Row) -> list[Block]:
    blocks: list[Block] = []
    cards = [card for key, column, place in row["cards"] if (card := _card(read, key, int(column), float(place)))]
    there = {card.key for card in cards}
    links = [read.links[key] for key in row["link_ids"] if key in read.links]
    links = [link for link in links if {link["asset_id"] or link["from_outcome_id"], link["outcome_id"]} <= there]
    if cards and links:
        blocks.append(_drawing(read, read.text(row, "name"), cards, links))
    if lessons := read.text(row, "lessons"):
        blocks.append(Words(_("What the tables learned: {lessons}").format(lessons=lessons)))
    return blocks or [Words(_("Links: not yet recorded."), quiet=True)]


def _card(read: ReadPublication, key: str, column: int, row: float) -> drawings.PathCard | None:
    if (asset := read.assets.get(key)) is not None:
        return drawings.PathCard(key, read.text(asset, "name"), column, row, looks()[AssetKind(asset["kind"])].colour)
    if key in read.outcomes:
        return drawings.PathCard(key, read.outcome_name(key), column, row, drawings.ACCENT)
    return None


def _drawing(read: ReadPublication, title: str, cards: list[drawings.PathCard], links: list[Row]) -> Drawing:
    arrows = [
        drawings.Arrow(
            str(link["asset_id"] or link["from_outcome_id"]),
            str(link["outcome_id"]),
            number,
            read.coverage(link["id"]).rung,
            link["direction"] == Direction.HARMS.value,
        )
        for number, link in enumerate(links, 1)
    ]
    canvas = drawings.pathway(cards, arrows, _heads(read, cards), title)
    rows = tuple(
        (
            str(number),
            read.start_name(link),
            _("harms") if link["direction"] == Direction.HARMS.value else _("helps"),
            read.outcome_name(link["outcome_id"]),
            read.text(link, "how"),
            _(read.coverage(link["id"]).label),
        )
        for number, link in enumerate(links, 1)
    )
    head = ("", _("From"), _("Helps or harms"), _("To"), _("How"), _("What is known"))
    caption = _("What leads to what. The numbers are those of the table.")
    table = Table(_("The links of “{pathway}”").format(pathway=title), head, rows, frozenset({0}))
    return Drawing(canvas.svg(), caption, table, canvas.width, canvas.height)


def _heads(read: ReadPublication, cards: list[drawings.PathCard]) -> list[str]:
    """Name each column by the stage that its outcomes share; assets and mixed columns have no name."""
    heads = []
    for column in range(max(card.column for card in cards) + 1):
        stages = {
            str(read.outcomes[card.key]["stage"])
            for card in cards
            if card.column == column and card.key in read.outcomes
        }
        (stage,) = stages if len(stages) == 1 else ("",)
        heads.append(_(Stage(stage).label).partition(":")[0] if stage else "")
    return heads
