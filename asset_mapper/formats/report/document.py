"""A report before it is a file: sections of words, tables and drawings, in one language.

What writes it (as a page, for a word processor) knows nothing of assets, and what fills it knows nothing of files.
Every drawing carries its content as a table, so that nobody needs to see it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

_MOST_LEADING = 4  # paragraphs that stay on one sheet with what they lead up to
_UPRIGHT_PX = 720  # what can be read on the short side of a sheet


class Traced(str):
    """A text that leads to what bears it out: *to* is the key of another place of the report.

    It is a text like any other for whoever cannot lead anywhere, such as paper.
    """

    to: str

    def __new__(cls, text: str, to: str) -> Traced:
        made = super().__new__(cls, text)
        made.to = to
        return made


@dataclass(frozen=True, slots=True)
class Words:
    """One paragraph."""

    text: str
    quiet: bool = False
    lead: str = ""  # what it begins with, set apart
    key: str = ""  # by which others lead to it


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading for each column."""

    caption: str  # none where the heading above it names it
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()  # columns that are set to the right

    def without(self, *places: int) -> Table:
        """Leave out columns that say nothing here."""
        kept = [place for place in range(len(self.head)) if place not in places]
        return Table(
            self.caption,
            tuple(self.head[place] for place in kept),
            tuple(tuple(row[place] for place in kept) for row in self.rows),
            frozenset(kept.index(place) for place in self.numbers if place in kept),
        )


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG, with what it shows for those who do not see it."""

    svg: str
    label: str
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing, what it shows in a sentence, and its content as a table.

    A tall one comes in strips, drawn below each other without a gap: a sheet may end between two of them, and the
    first one stands at the head of every sheet.
    """

    strips: tuple[Picture, ...]
    caption: str
    table: Table
    is_alone: bool = False  # its table stands elsewhere

    @property
    def svg(self) -> str:
        """Give the whole of it, strip by strip."""
        return "".join(strip.svg for strip in self.strips)

    @property
    def is_wide(self) -> bool:
        """Say whether it needs the long side of a sheet."""
        return max(strip.width_px for strip in self.strips) > _UPRIGHT_PX


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody told, in their own words, and what it is about."""

    text: str
    about: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where things were published or are kept: a text, and an address that may be followed or ``""``."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Together:
    """What is read as one thing, and stays on one page where that holds it."""

    blocks: tuple[Block, ...]
    key: str = ""


Block = Words | Bullets | Table | Drawing | Quotation | Sources | Together


@dataclass(frozen=True, slots=True)
class Section:
    """A part under a heading. Level 2 stands under the title, level 3 under a section."""

    heading: str
    blocks: tuple[Block, ...] = ()
    parts: tuple[Section, ...] = ()
    key: str = ""

    @property
    def lead(self) -> tuple[Block, ...]:
        """Give the few words between its heading and what they lead up to: a table, a drawing, its first part."""
        words = tuple(takewhile(lambda block: isinstance(block, Words), self.blocks))
        leads_up = len(words) < len(self.blocks) or bool(self.parts)
        return words if leads_up and len(words) <= _MOST_LEADING else ()

    @property
    def keys(self) -> frozenset[str]:
        """Give the keys of all places in it, its own with them."""
        own = {getattr(block, "key", "") for block in self.blocks} | {self.key}
        return frozenset(own - {""}).union(*(part.keys for part in self.parts))

    @property
    def starts_wide(self) -> bool:
        """Say whether it begins with a drawing that needs the long side of a sheet."""
        if self.blocks:
            return isinstance(self.blocks[0], Drawing) and self.blocks[0].is_wide
        return bool(self.parts) and self.parts[0].starts_wide


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report in one language."""

    language: str  # cy or en
    title: str
    kind: str  # what it is, above the title
    audience: str  # for whom it is: every sheet of paper says so
    about: tuple[str, ...]  # by whom, when
    summary: Section  # what somebody reads who reads no more; it stands before the contents
    sections: tuple[Section, ...] = field(default=())

    @property
    def keys(self) -> frozenset[str]:
        """Give the keys of all places that a text can lead to."""
        return frozenset[str]().union(*(section.keys for section in self.sections))


def foot_of(documents: Sequence[Document]) -> str:
    """Say what stands at the foot of every sheet: what it is, of what, and for whom, in each language."""
    if len(documents) == 1:
        (one,) = documents
        return f"{one.kind} – {one.title} · {one.audience}"
    return f"{' / '.join(one.kind for one in documents)} · {' / '.join(one.audience for one in documents)}"
