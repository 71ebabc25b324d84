"""A publication as a report reads it: names by id, links by outcome, evidence by link, in one language."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from asset_mapper.domain.evidence import Coverage, FigureAs
from asset_mapper.domain.figures import Figures, known
from asset_mapper.domain.publication import Publication
from asset_mapper.domain.reported import Reported
from asset_mapper.formats.exporters.addresses import web_link
from asset_mapper.formats.report.other_language import marked
from asset_mapper.i18n import format_date, format_number, ngettext

Row = dict[str, Any]
MOST = 30  # of a list that nobody reads to its end
BARE = "bare"  # the place where the outcomes are listed of which nothing is known yet


@dataclass(frozen=True)
class ReadPublication:
    """Rows of a publication by what they hang on. A name in the other language stands in where one is missing."""

    publication: Publication
    language: str
    marks: bool = False  # whether a text in the other language has marks around it

    def text(self, row: Row, field: str) -> str:
        """Give a text in the language of the report, else in the other one."""
        cy, en = str(row[f"{field}_cy"]), str(row[f"{field}_en"])
        own, other = (cy, en) if self.language == "cy" else (en, cy)
        return own or (marked(other) if self.marks else other)

    @cached_property
    def assets(self) -> dict[str, Row]:
        return _by_id(self.publication.assets)

    @cached_property
    def outcomes(self) -> dict[str, Row]:
        return _by_id(self.publication.outcomes)

    @cached_property
    def links(self) -> dict[str, Row]:
        return _by_id(self.publication.links)

    @cached_property
    def evidence(self) -> dict[str, list[Row]]:
        """Evidence by link, the highest rung first."""
        return _grouped(sorted(rows_of(self.publication.evidence), key=lambda row: -int(row["rung"])), "link_id")

    @cached_property
    def supports(self) -> dict[str, list[Row]]:
        """Links by the outcome that they lead to."""
        return _grouped(rows_of(self.publication.links), "outcome_id")

    @cached_property
    def indicators(self) -> dict[str, list[Row]]:
        """Indicators by outcome."""
        return _grouped(rows_of(self.publication.indicators), "outcome_id")

    @cached_property
    def readings(self) -> dict[str, list[Row]]:
        """Readings by indicator, the oldest first."""
        return _grouped(sorted(rows_of(self.publication.readings), key=lambda row: str(row["on"])), "indicator_id")

    @cached_property
    def chosen_outcomes(self) -> list[Row]:
        """The outcomes that somebody chose, voted for or linked, by votes and then in their own order."""
        rows = [
            row
            for row in rows_of(self.publication.outcomes)
            if row["chosen_by"] or row["votes"] or row["id"] in self.supports or row["id"] in self.indicators
        ]
        return sorted(rows, key=lambda row: -int(row["votes"] or 0))

    def outcome_name(self, outcome_id: str) -> str:
        row = self.outcomes.get(outcome_id)
        return f"{row['code']} {self.text(row, 'name')}".strip() if row else ""

    def start_name(self, link: Row) -> str:
        """Name what a link starts at: an asset or an outcome."""
        asset = self.assets.get(link["asset_id"])
        return self.text(asset, "name") if asset else self.outcome_name(link["from_outcome_id"])

    def coverage(self, link_id: str) -> Coverage:
        """Give the highest rung that evidence for a link reaches."""
        pieces = self.evidence.get(link_id)
        return Coverage(pieces[0]["coverage"]) if pieces else Coverage.NONE

    def best_known(self, outcome_id: str) -> Coverage:
        """Give the highest rung that any link to an outcome reaches."""
        rungs = (self.coverage(link["id"]) for link in self.supports.get(outcome_id, ()))
        return max(rungs, key=lambda rung: rung.rung, default=Coverage.NONE)

    def series(self, indicator: Row) -> list[Row]:
        """Give the readings of an indicator that are numbers; its baseline first, where that is another figure."""
        rows = [row for row in self.readings.get(indicator["id"], []) if known(row["value"]) is not None]
        baseline, on = known(indicator["baseline"]), str(indicator["baseline_on"])
        if baseline is None or any(row["value"] == baseline and str(row["on"])[:10] == on[:10] for row in rows):
            return rows
        return [{"on": on, "value": baseline, "n": math.nan, "n_few": False, "method": "", "baseline": True}, *rows]

    def change(self, indicator: Row) -> Figures | None:
        """Give the first and the last figure of an indicator; ``None`` where there are no two."""
        rows = self.series(indicator)
        if len(rows) < 2:
            return None
        first, last = rows[0], rows[-1]
        period = " – ".join(day(str(row["on"])) for row in (first, last) if row["on"])
        unit = str(indicator["unit"])
        return Figures(first["value"], last["value"], unit, last["n"], bool(last["n_few"]), period)

    @cached_property
    def sources(self) -> dict[str, tuple[int, str]]:
        """Where things were published or are kept: a number and an address or ``""``, by its text."""
        found: dict[str, str] = {}
        others = (self.publication.hours, self.publication.journey_events)
        for row in (
            *(row for rows in self.evidence.values() for row in rows),
            *(row for frame in others for row in rows_of(frame)),
        ):
            if name := source_of(row):
                found[name] = found.get(name) or web_link(str(row["url"]))
        return {name: (number, found[name]) for number, name in enumerate(sorted(found), 1)}

    @cached_property
    def _keys(self) -> dict[str, str]:
        published = self.publication
        frames = (published.outcomes, published.links, published.evidence, published.indicators)
        ids = (str(one) for frame in frames for one in frame["id"])
        return {record_id: f"k{number}" for number, record_id in enumerate(ids, 1)}

    def key(self, record_id: str) -> str:
        """Give the key of the place where an outcome, a link, a piece of evidence or an indicator is told of."""
        return self._keys.get(record_id, "")

    def key_of_outcome(self, outcome_id: str) -> str:
        """Give the key of the place where an outcome is told of: its own, once anything is known of a link to it."""
        known_of = any(self.evidence.get(link["id"]) for link in self.supports.get(outcome_id, ()))
        return self.key(outcome_id) if known_of else BARE

    def key_of_link(self, link: Row) -> str:
        """Give the key of the place where a link is told of; one without evidence stands under its outcome."""
        if self.evidence.get(link["id"]):
            return self.key(str(link["id"]))
        return self.key_of_outcome(str(link["outcome_id"]))

    def figures(self, row: Row) -> Figures:
        """Give the figures of a piece of evidence."""
        return Figures(
            row["before"], row["after"], str(row["unit"]), row["n"], bool(row["n_few"]), str(row["period"])
        )

    def reported(self, row: Row) -> Reported:
        """Give the figure of a piece of evidence that its source reports."""
        figure_as = FigureAs(row["figure_as"]) if row["figure_as"] else None
        or_more, few = bool(row["figure_or_more"]), bool(row["n_few"])
        return Reported(row["figure"], row["figure_to"], or_more, figure_as, str(row["unit"]), row["n"], few)


def source_of(row: Row) -> str:
    """Name the source of a piece of evidence, as far as it is recorded."""
    return str(row["citation"] or row["url"])


def at_most(items: Sequence[str], most: int = MOST) -> tuple[str, ...]:
    """Give the first of many items, and say how many more there are."""
    more = len(items) - most
    if more <= 1:
        return tuple(items)
    return (*items[:most], more_of(more))


def more_of(count: int) -> str:
    """Say how many more there are."""
    return ngettext("and {n} more", "and {n} more", count).format(n=format_number(count))


def rows_of(frame: Any) -> list[Row]:
    """Give a frame as plain rows; geometry is left out."""
    columns = [column for column in frame.columns if column != "geometry"]
    rows: list[Row] = frame[columns].to_dict("records")
    return rows


def _by_id(frame: Any) -> dict[str, Row]:
    return {str(row["id"]): row for row in rows_of(frame)}


def _grouped(rows: list[Row], key: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[str(row[key])].append(row)
    return groups


def day(text: str) -> str:
    """Write a date, given as ISO 8601 text, in the language in force; ``""`` without one."""
    return format_date(date.fromisoformat(text[:10])) if text else ""
