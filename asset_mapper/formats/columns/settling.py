"""What depends on several columns or on all values: X and Y, kinds and categories, whole schedules, the name.

Columns called X and Y, and their like, are told apart by their values: metres on the British grid and degrees do not
overlap. Where the values leave a doubt, the columns stay unread and a finding says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from asset_mapper.formats.base import Findings
from asset_mapper.formats.columns.headings import spelled_out
from asset_mapper.formats.columns.looks import has_letters, in_british_isles, number_of, on_british_grid
from asset_mapper.formats.columns.match import Match, own
from asset_mapper.formats.columns.sampling import Sample
from asset_mapper.formats.kinds import kind_of_word
from asset_mapper.i18n import _

if TYPE_CHECKING:
    import pandas as pd

Matches = Mapping[str, Match]
"""Heading → what its column holds. Each rule below gives only what it changes."""

_NAMES = frozenset(("name", "name_cy", "name_en", "first_name", "surname"))
_SCHEDULE = frozenset(("rule", "day", "starts_at", "ends_at", "first_on", "frequency"))

_STANDS_FOR_NAME = {
    "site name address": 0.5,
    "location text": 0.45,
    "location": 0.45,
    "place": 0.45,
    "lleoliad": 0.45,
    "site address": 0.4,
    "property address": 0.4,
    "area name": 0.4,
    "ward name": 0.4,
    "address": 0.35,
    "cyfeiriad": 0.35,
    "location address": 0.35,
    "street": 0.31,
    "street name": 0.31,
}
"""Headings whose column is taken for the name when no column is one, with a warning that says so."""


def settled(
    found: Matches,
    columns: Sequence[Sample],
    told: Mapping[str, Sequence[str]],
    frame: pd.DataFrame,
    findings: Findings,
) -> dict[str, Match]:
    """Decide what one column alone could not."""
    matches = dict(found)
    matches |= _x_and_y(matches, frame, findings)
    matches |= _kinds_and_categories(matches, columns)
    matches |= _parts_of_schedules(matches)
    matches |= _houses_without_street(matches)
    if not _NAMES & _fields(matches).keys():
        matches |= _stand_in_for_name(matches, columns)
    by_field = _fields(matches)
    matches |= _halves_of_positions(by_field, findings)
    _report_on_names(matches, by_field, told, findings)
    return matches


def _fields(matches: Matches) -> dict[str, str]:
    """Give field → the last column that holds it."""
    return {match.field: heading for heading, match in matches.items() if match.field}


def _x_and_y(matches: Matches, frame: pd.DataFrame, findings: Findings) -> dict[str, Match]:
    """Say of columns X and Y whether they hold metres or degrees."""
    by_field = _fields(matches)
    headings = [by_field[half] for half in ("x", "y") if half in by_field]
    if len(headings) < 2:
        return {heading: own() for heading in headings}
    heading_x, heading_y = headings
    others = any(match.field in ("longitude", "latitude", "easting", "northing") for match in matches.values())
    pairs = [
        (x, y)
        for x, y in zip(map(number_of, frame[heading_x]), map(number_of, frame[heading_y]), strict=True)
        if x is not None and y is not None and (x or y)
    ]
    if not pairs or others:
        return {heading: own() for heading in headings}
    metres = sum(1 for x, y in pairs if on_british_grid(x, y))
    degrees = sum(1 for x, y in pairs if in_british_isles(x, y))
    swapped = sum(1 for x, y in pairs if in_british_isles(y, x))
    if metres >= 0.5 * len(pairs):
        fields = ("easting", "northing")
    elif degrees >= 0.5 * len(pairs) or swapped >= 0.9 * len(pairs):
        fields = ("longitude", "latitude")
    else:
        findings.add(
            "coordinates-unclear",
            _(
                "“{x}” and “{y}” could be metres or degrees of anywhere, so they were not used."
                " Say which they are: easting and northing, or longitude and latitude."
            ).format(x=heading_x, y=heading_y),
            column=heading_x,
        )
        return {heading: own() for heading in headings}
    sure = max(metres, degrees, swapped) / len(pairs)
    why = _("called X and Y; told apart by their values")
    return {heading: Match(field, sure, why) for heading, field in zip(headings, fields, strict=True)}


def _kinds_and_categories(matches: Matches, columns: Sequence[Sample]) -> dict[str, Match]:
    """Take a column of categories for the kind where its values are kinds, and the other way round."""
    now = dict(matches)
    for column in columns:
        match = now[column.heading]
        if match.field not in ("kind", "tags") or match.is_told:
            continue
        share = column.share(_is_kind)
        if match.field == "kind" and column.values and share < 0.5:
            now[column.heading] = Match("tags", 0.7, _("called a kind, but its values are categories"))
        elif match.field == "tags" and share >= 0.8 and not any(other.field == "kind" for other in now.values()):
            now[column.heading] = Match("kind", 0.8 * share, _("its values are kinds"))
    return now


def _is_kind(text: str) -> bool:
    return kind_of_word(text) is not None


def _parts_of_schedules(matches: Matches) -> dict[str, Match]:
    """Read days and times only where they say together when something is."""
    found = _fields(matches).keys()
    if "rule" in found or "day" in found or {"starts_at", "first_on"} <= found:
        return {}
    return {heading: own() for heading, match in matches.items() if match.field in _SCHEDULE and not match.is_told}


def _houses_without_street(matches: Matches) -> dict[str, Match]:
    """A column of numbers belongs to an address only beside a street."""
    if {"street", "address_1", "address"} & _fields(matches).keys():
        return {}
    return {heading: own() for heading, match in matches.items() if match.field == "house" and not match.is_told}


def _stand_in_for_name(matches: Matches, columns: Sequence[Sample]) -> dict[str, Match]:
    """Take for the name what says best which thing a row is, where no column is a name."""
    best, heading = 0.0, ""
    for column in columns:
        confidence = (
            0.0 if matches[column.heading].is_told else _STANDS_FOR_NAME.get(spelled_out(column.heading), 0.0)
        )
        if confidence and column.filled:
            confidence *= 0.5 + 0.5 * min(1.0, column.distinct / column.filled)
            confidence *= column.share(has_letters)
        if confidence > best:
            best, heading = confidence, column.heading
    if not best:
        return {}
    holds = matches[heading].field
    also = holds if holds in ("address", "street", "area") else None
    why = _("no column is called a name; this says which one it is")
    return {heading: Match("name", best, why, also=also)}


def _halves_of_positions(by_field: Mapping[str, str], findings: Findings) -> dict[str, Match]:
    """Keep a latitude without a longitude, and its like, as a column of its own."""
    halves = {}
    for one, other in (("longitude", "latitude"), ("easting", "northing")):
        if (one in by_field) != (other in by_field):
            alone = by_field.get(one) or by_field[other]
            findings.add(
                "half-a-position",
                _("“{column}” gives half a position; no column gives the other half.").format(column=alone),
                column=alone,
            )
            halves[alone] = own(_("half a position"))
    return halves


def _report_on_names(
    matches: Matches, by_field: Mapping[str, str], told: Mapping[str, Sequence[str]], findings: Findings
) -> None:
    """Say so where no column gives names, or one that is not called so."""
    if not _NAMES & by_field.keys():
        findings.add(
            "no-name-column",
            _("No column gives names. Say which one does; the columns are: {columns}.").format(
                columns=", ".join(matches)
            ),
        )
    elif "name" in by_field and matches[by_field["name"]].confidence < 0.6 and "name" not in told:
        findings.add(
            "name-guessed",
            _(
                "No column is called a name, so “{column}” was taken for it. If another gives the names, say so."
            ).format(column=by_field["name"]),
            column=by_field["name"],
        )
