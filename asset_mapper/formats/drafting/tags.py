"""The tags and categories of each row."""

from __future__ import annotations

from asset_mapper.formats.columns import EMPTY_WORDS, squeezed
from asset_mapper.formats.drafting.cells import Cells
from asset_mapper.formats.drafting.import_draft import Filled
from asset_mapper.formats.drafting.wording import split_each

Tags = tuple[str, ...]


def tags_in(cells: Cells) -> Filled:
    tags: list[Tags] = [()] * len(cells)
    for heading in cells.headings("tags"):
        for row, found in enumerate(_tags_of_column(cells, heading)):
            if found:
                tags[row] = (*tags[row], *(tag for tag in found if tag not in tags[row]))
    filled = Filled()
    filled.fill("tags", tags, given="tags" in cells)
    return filled


def _tags_of_column(cells: Cells, heading: str) -> list[Tags]:
    """Part the tags in each cell; in a list that we wrote, “none” is a tag as any other."""
    nothing = frozenset[str]() if cells.as_it_is else EMPTY_WORDS
    return split_each(cells.texts(heading), _between_tags(cells, heading), nothing)


def _between_tags(cells: Cells, heading: str) -> str:
    """Say what parts the tags in a cell; commas do only where the column is called nothing but tags."""
    if cells.as_it_is:
        return "; "
    if squeezed(heading) in ("tags", "tag", "tagiau", "keywords", "allweddeiriau"):
        return r"\s*[;|,\n]\s*"
    return r"\s*[;|\n]\s*"
