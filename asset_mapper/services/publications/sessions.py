"""What people said together: the mapping sessions of a publication, and the counted answers to its surveys."""

from __future__ import annotations

from typing import Any

from asset_mapper.analysis.survey_counts import ALL, counted
from asset_mapper.domain.publication import ANSWER_COLUMNS, Reason
from asset_mapper.services.publications.sieve import Sieve, objects


def sessions_frame(sieve: Sieve) -> Any:
    sessions = sieve.few(sieve.frame("session"), "people_present", "session")
    votes = zip(sessions.votes, sessions.people_present_few, strict=True)
    return sessions.assign(votes=objects(sessions, [{} if few else given for given, few in votes]))


def answers_frame(sieve: Sieve, statements: Any, groups: Any) -> Any:
    """Count the answers to the statements that are there; who answered what stays here.

    How many sheets there are is not told outside the team: less those that are counted, it would be how many a
    small group has. So only those that are counted are said to be held back.
    """
    import pandas

    sheets = sieve.frame("answer_sheet")
    rows = []
    for survey_id, asked in statements.sort_values("position").groupby("survey_id", sort=False):
        given = sheets[sheets.survey_id == survey_id]
        groups_there = groups[groups.survey_id == survey_id].sort_values("position").id
        found = counted(zip(given.group_id, given.answers, strict=True), asked.id, groups_there, sieve.small_count)
        rows += [(survey_id, one.statement_id, one.group_id, one.n, one.few, *one.points) for one in found]
        if not sieve.for_team:
            few = {one.group_id for one in found if one.few}
            sieve.hold(Reason.SMALL_COUNT, "respondent_group", groups[groups.id.isin(few)])
            told = max((one.n for one in found if one.group_id == ALL), default=0)
            sieve.held[Reason.TEAM_ONLY, "answer_sheet"] += told
    return pandas.DataFrame(rows, columns=list(ANSWER_COLUMNS))
