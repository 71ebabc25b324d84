"""The choice of a field for every column of a table: what fits best comes first, and keeps its field to itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from asset_mapper.formats.base import Findings, Severity, SourceTable
from asset_mapper.formats.columns.fields import FIELDS
from asset_mapper.formats.columns.match import Match, own, told_match
from asset_mapper.formats.columns.sampling import Sample, sample_of
from asset_mapper.formats.columns.scoring import confidence_in
from asset_mapper.formats.columns.settling import settled
from asset_mapper.i18n import _

_THRESHOLD = 0.3
"""Below this confidence a column stays without a field."""

_SURE = 0.75
"""From this confidence on, a second column is added to a field that takes several, and reported of any other."""


def match_columns(
    table: SourceTable, told: Mapping[str, Sequence[str]], findings: Findings, *, only_told: bool = False
) -> dict[str, Match]:
    """Choose a field for every column of a table.

    Parameters
    ----------
    told
        Field → columns, as a person said; checked by ``check_told`` before.
    only_told
        Nothing is to be found out: what was not told has no field.
    """
    frame = table.frame
    columns = [sample_of(str(heading), frame[heading].tolist()) for heading in frame.columns]
    matches = _as_told(told, {column.heading for column in columns})
    if not only_told:
        matches |= _found_out(columns, matches, told, table, findings)
    every = {column.heading: matches.get(column.heading) or own() for column in columns}
    return every if only_told else settled(every, columns, told, frame, findings)


def _as_told(told: Mapping[str, Sequence[str]], headings: Iterable[str]) -> dict[str, Match]:
    """Take what a person said of columns that the table has; what was said of a column first holds."""
    matches: dict[str, Match] = {}
    for field, named in told.items():
        for heading in named:
            if heading in headings:
                matches.setdefault(heading, told_match(field))
    return matches


def _found_out(
    columns: Sequence[Sample],
    known: Mapping[str, Match],
    told: Mapping[str, Sequence[str]],
    table: SourceTable,
    findings: Findings,
) -> dict[str, Match]:
    """Choose fields for the columns of which nobody said anything."""
    candidates = []
    for index, column in enumerate(columns):
        if column.heading in known:
            continue
        for field in FIELDS:
            confidence, why = confidence_in(column, field, table)
            if confidence >= _THRESHOLD:
                candidates.append((confidence, -index, field, column.heading, why))
    matches: dict[str, Match] = {}
    taken = {match.field: heading for heading, match in known.items() if match.field}
    for confidence, _place, field, heading, why in sorted(candidates, key=lambda c: (c[0], c[1]), reverse=True):
        if heading in matches:
            continue
        if field.key in taken and not (field.many and confidence >= _SURE):
            if confidence >= _SURE and field.key not in told:
                findings.add(
                    "second-column",
                    _(
                        "“{column}” also looks like “{field}”, which “{other}” has already; it is kept as it is."
                    ).format(column=heading, field=_(field.label), other=taken[field.key]),
                    Severity.INFO,
                    column=heading,
                )
            continue
        taken.setdefault(field.key, heading)
        matches[heading] = Match(field.key, min(confidence, 1.0), why)
    return matches
