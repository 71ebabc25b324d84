"""A report for sheets of paper: drawings that turn the sheet stand one behind the other.

Each of them leaves the sheet before it empty from where its words end. So those of a section come first, and what
stands below each of them comes after the last.
"""

from __future__ import annotations

from dataclasses import replace

from asset_mapper.formats.report.document import Block, Document, Drawing, Section


def for_sheets(document: Document) -> Document:
    """Give a report in the order in which paper holds it."""
    return replace(document, sections=tuple(map(_gathered, document.sections)))


def _gathered(section: Section) -> Section:
    wide = [part for part in section.parts if part.starts_wide]
    if len(wide) < 2:
        return section
    rest = (_below(part) if part in wide else part for part in section.parts)
    return replace(section, parts=(*map(_drawn, wide), *rest))


def _drawn(part: Section) -> Section:
    """Give a part with its drawing alone."""
    return replace(part, blocks=(replace(_drawing(part), is_alone=True),), parts=())


def _below(part: Section) -> Section:
    """Give what stands below the drawing of a part, its table first, under the name of that."""
    table = _drawing(part).table
    blocks: tuple[Block, ...] = (replace(table, caption=""), *part.blocks[1:])
    return Section(table.caption, blocks, part.parts)


def _drawing(part: Section) -> Drawing:
    drawing = part.blocks[0]
    assert isinstance(drawing, Drawing)  # it starts wide
    return drawing
