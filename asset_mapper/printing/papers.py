"""The sizes of paper that a page can be printed on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paper:
    """A size of paper, upright or turned."""

    key: str  # as the page's address and the command line write it
    width_mm: int
    height_mm: int


PAPERS = (Paper("a4", 210, 297), Paper("a3", 297, 420))


def paper_named(key: str) -> Paper:
    """Give the paper called *key*, in small or capital letters."""
    return next(paper for paper in PAPERS if paper.key == key.lower())
