"""What a draft of an import is: columns of records, and what is known of each row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.formats.base import Findings, SourceTable
from asset_mapper.formats.columns import Match

Column = list[Any]
Columns = dict[str, Column]
"""Columns of records, all of the same length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftOptions:
    """What the user said about what the rows are."""

    kind: AssetKind | None = None
    visibility: Audience | None = None
    crs: str | None = None
    as_it_is: bool = False  # a list that this program wrote: every text is taken to the letter


@dataclass(slots=True, kw_only=True)
class ImportDraft:
    """What one table would become. The lists of all columns are as long as ``rows``."""

    table: SourceTable
    columns: Mapping[str, Match]
    rows: list[int]  # the number of each accepted row, as a person finds it
    assets: Columns
    contacts: Columns  # with ``row``: which of the accepted rows each belongs to
    meetings: Columns  # likewise
    given: frozenset[str]  # the columns of assets about which the file says something
    guessed: list[bool]  # rows whose kind is a guess
    own_ids: list[str | None]  # ids of this program, where the file has them
    at_venue: list[str | None] = field(default_factory=list)  # ids of venues, where they were found
    ids: list[str] = field(default_factory=list)  # of the assets, should they be made
    is_own: bool = False  # a list that this program wrote
    only_for_new: frozenset[str] = frozenset()  # columns that say again what a known asset has in other records
    venues: list[str | None]  # the name of a venue, not yet looked up
    venue_column: str | None
    refused: int
    findings: Findings = field(default_factory=Findings)

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Filled:
    """Columns of assets that a step has filled, and those of them about which the file says something."""

    columns: Columns = field(default_factory=dict)
    given: set[str] = field(default_factory=set)

    def fill(self, name: str, column: Column, *, given: bool) -> None:
        self.columns[name] = column
        if given:
            self.given.add(name)

    def add(self, more: Filled) -> None:
        self.columns.update(more.columns)
        self.given.update(more.given)
