"""The pages of the manual, as text: which there are, in what order, and where words stand in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from asset_mapper.domain.filtering import fold
from asset_mapper.paths import resources

FIRST = "index"
_LINK = re.compile(r"\]\(([a-z0-9-]+)\.md\)")
_MOST_FOUND = 60


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page under a heading of its own; the first part is under the title."""

    page: str
    number: int  # of the heading on its page, from 0
    title: str
    text: str


@lru_cache(maxsize=64)
def text_of(page: str, language: str) -> str:
    """Give a page, or the first one where there is none of that name."""
    path = resources("manual", language, f"{page}.md")
    if not re.fullmatch(r"[a-z0-9-]+", page) or not path.is_file():
        path = resources("manual", language, f"{FIRST}.md")
    return path.read_text(encoding="utf-8")


@lru_cache
def names() -> tuple[str, ...]:
    """List the pages: the first one, those that it names in its order, then all others."""
    there = {path.stem for path in resources("manual", "en").glob("*.md")}
    linked = [name for name in _LINK.findall(text_of(FIRST, "en")) if name in there]
    return tuple(dict.fromkeys((FIRST, *linked, *sorted(there))))


def title_of(page: str, language: str) -> str:
    return text_of(page, language).partition("\n")[0].removeprefix("# ").strip()


@lru_cache(maxsize=64)
def sections(page: str, language: str) -> tuple[Section, ...]:
    """Cut a page at its headings."""
    parts = re.split(r"^#+ +(.+)$", text_of(page, language), flags=re.MULTILINE)[1:]
    return tuple(
        Section(page, number, title.strip(), text)
        for number, (title, text) in enumerate(zip(parts[::2], parts[1::2], strict=True))
    )


def found(words: str, language: str) -> list[Section]:
    """Give the sections that hold all of some words, those with them in their title first."""
    wanted = fold(words).split()
    if not wanted:
        return []
    hits = []
    for page in names():
        for section in sections(page, language):
            title, text = fold(section.title), fold(section.text)
            if all(word in title or word in text for word in wanted):
                hits.append((not all(word in title for word in wanted), section))
    return [section for _rank, section in sorted(hits, key=lambda hit: hit[0])][:_MOST_FOUND]
