"""At which sessions the votes on outcomes were given: a table for those who may know of that."""

from __future__ import annotations

from collections import Counter

from asset_mapper.formats.report.document import Table
from asset_mapper.formats.report.reading import ReadPublication, Row, day, rows_of
from asset_mapper.i18n import _, format_number

_MOST_SESSIONS = 4  # beside each other on paper; the votes of those before are put together


def by_session(read: ReadPublication, outcomes: list[Row]) -> Table | None:
    """List the votes of outcomes by session, the latest first; ``None`` where no session is told.

    An outcome of which no votes by session are told, because of a session of a few, is left out.
    """
    given: Counter[tuple[str, str]] = Counter()
    for row in rows_of(read.publication.outcome_votes):
        given[row["outcome_id"], row["session_id"]] += int(row["votes"])
    told = {outcome_id for outcome_id, _session in given}
    voted = {session_id for (_outcome, session_id), votes in given.items() if votes}
    sessions = [row for row in rows_of(read.publication.sessions) if row["id"] in voted]
    sessions = sorted(sessions, key=lambda row: str(row["on"]), reverse=True)[:_MOST_SESSIONS]
    rows = []
    for outcome in outcomes:
        if (total := int(outcome["votes"])) and outcome["id"] in told:
            counts = [given[outcome["id"], session["id"]] for session in sessions]
            rows.append((outcome, [*counts, total - sum(counts), total]))
    if not sessions or not rows:
        return None
    heads = (*(f"{read.text(one, 'place')}, {day(str(one['on']))}" for one in sessions), _("Elsewhere"), _("In all"))
    table = Table(
        _("Votes by session"),
        (_("Outcome"), *heads),
        tuple((read.outcome_name(one["id"]), *map(_said, counts)) for one, counts in rows),
        numbers=frozenset(range(1, len(heads) + 1)),
    )
    is_all_told = all(counts[-2] == 0 for _one, counts in rows)
    return table.without(len(sessions) + 1) if is_all_told else table


def _said(votes: int) -> str:
    return format_number(votes) if votes else ""
