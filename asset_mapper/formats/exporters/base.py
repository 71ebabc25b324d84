"""What every exporter is, and the lists of a publication that most of them write.

A list has columns; a column knows its key (for programs, never translated), its heading (for people, in the
publication's language or both), what is in it, and its values. Spreadsheets show labels of codes; formats for
programs keep the codes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from asset_mapper.domain.codes import Code
from asset_mapper.domain.publication import Publication
from asset_mapper.i18n import N_, _, speaking
from asset_mapper.progress import Progress

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """One kind of file that a publication can be written to."""

    key: str
    label: str  # N_()
    suffix: str  # with its dot, in lower case
    write: Callable[[Publication, Path, Progress], None]
    marker: str = (
        ""  # of one that writes a folder where the target has another ending: a file that every such folder has
    )


class Holds(Enum):
    """What the cells of a column hold."""

    TEXT = auto()
    WORDS = auto()  # sentences, which may need several lines
    NUMBER = auto()
    DATE = auto()  # ISO 8601 text
    YES_NO = auto()
    LIST = auto()  # a tuple of texts
    ASSET = auto()  # the id of an asset, shown by its name
    OUTCOME = auto()  # the id of an outcome, shown by its code and name


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a list."""

    key: str
    heading: str  # in the language of the publication, or in both
    values: Sequence[Any]  # text, number, bool, tuple of text or None; "", () and None are empty
    holds: Holds = Holds.TEXT
    labels: Mapping[Any, str] = field(default_factory=dict)  # of codes, ids, yes and no
    links: Sequence[str] = ()  # a safe address behind each cell, or ""
    width: int = 18  # characters, about

    def shown(self) -> Sequence[Any]:
        """Give the values as a person reads them."""
        if self.holds is Holds.LIST:
            return joined(self.values)
        if not self.labels:
            return self.values
        labels = self.labels
        return [labels.get(value, value) for value in self.values]

    @property
    def is_text(self) -> bool:
        """Whether somebody typed what is in it, so that it may look like a formula."""
        return self.holds not in (Holds.NUMBER, Holds.DATE, Holds.YES_NO)


@dataclass(frozen=True, slots=True, kw_only=True)
class List:
    """One list of a publication: assets, links, outcomes and so on."""

    key: str
    title: str
    columns: tuple[Column, ...]

    def __len__(self) -> int:
        return len(self.columns[0].values) if self.columns else 0

    def column(self, key: str) -> Column | None:
        return next((column for column in self.columns if column.key == key), None)


class HasLanguages(Protocol):
    """A publication, or whatever else is written in some languages."""

    @property
    def languages(self) -> tuple[str, ...]: ...


class Wording:
    """Says headings and labels in the languages of a publication, the first one first."""

    def __init__(self, publication: HasLanguages) -> None:
        self.languages = publication.languages

    def say(self, message: str) -> str:
        """Translate a marked text into every language of the publication: ``Enw / Name``."""
        return self.join(self.each(message))

    def each(self, message: str) -> tuple[str, ...]:
        """Translate a marked text into each language."""
        said = []
        for language in self.languages:
            with speaking(language):
                said.append(_(message))
        return tuple(said)

    @staticmethod
    def join(texts: Iterable[str]) -> str:
        """Put the same text in several languages side by side; once where they are alike."""
        return " / ".join(dict.fromkeys(text for text in texts if text))

    def labels(self, codes: type[Code]) -> dict[str, str]:
        """Give the label of every code."""
        return {code.value: self.say(code.label) for code in codes}

    @property
    def yes_no(self) -> dict[Any, str]:
        return {True: self.say(N_("Yes")), False: self.say(N_("No"))}

    def text(self, frame: pd.DataFrame, name: str) -> list[str]:
        """Give the texts of a bilingual field for the readers, the other language where one is missing."""
        cy, en = frame[f"{name}_cy"].tolist(), frame[f"{name}_en"].tolist()
        if self.languages == ("cy",):
            return [welsh or english for welsh, english in zip(cy, en, strict=True)]
        if self.languages == ("en",):
            return [english or welsh for welsh, english in zip(cy, en, strict=True)]
        return [self.join(pair) for pair in zip(cy, en, strict=True)]


SEPARATOR = "; "
"""Between the items of a list that stand in one cell."""


def joined(lists: Iterable[Sequence[str]]) -> list[str]:
    """Write each list as the text of one cell."""
    return [SEPARATOR.join(items) if items else "" for items in lists]


def grouped(frame: pd.DataFrame, by: str, values: Iterable[str]) -> dict[str, list[str]]:
    """Gather *values*, one for each row of *frame*, under the record that they belong to."""
    found: dict[str, list[str]] = {}
    for owner, value in zip(frame[by].tolist(), values, strict=True):
        if value:
            found.setdefault(owner, []).append(value)
    return found
