"""The votes of a publication: all that each outcome was given, and for some at which session."""

from __future__ import annotations

from typing import Any

from asset_mapper.domain.exposure import fields_for
from asset_mapper.domain.publication import Reason
from asset_mapper.services.publications.sieve import Sieve


def with_votes(sieve: Sieve, outcomes: Any) -> tuple[Any, Any]:
    """Give the outcomes with their ``votes`` in all, and the votes by session for those who may know them.

    What was voted at a session of a few is in the sum alone: it would tell what they think. So are the other votes
    on the same outcome, or it could be worked out from them and the sum.
    """
    votes = sieve.hanging(sieve.frame("outcome_votes"), "outcome_votes", outcome_id=set(outcomes.id))
    total = votes.groupby("outcome_id").votes.sum()
    outcomes = outcomes.assign(votes=outcomes.id.map(total).fillna(0).astype("int64"))
    if "votes" not in fields_for("outcome_votes", sieve.audience):
        sieve.hold(Reason.VISIBILITY, "outcome_votes", votes)
        return outcomes, votes[:0]
    sessions = sieve.frame("session")
    by_few = votes.session_id.isin(set(sessions.id[sessions.people_present < sieve.small_count]))
    few = votes.outcome_id.isin(set(votes.outcome_id[by_few]))
    sieve.hold(Reason.SMALL_COUNT, "outcome_votes", votes[few])
    return outcomes, votes[~few]
