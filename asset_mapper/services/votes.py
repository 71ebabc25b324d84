"""Votes on outcomes: the dots that people give at a mapping session, kept by session and added up when shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.outcome import OutcomeVotes
from asset_mapper.i18n import _, format_date, format_number, language, ngettext
from asset_mapper.storage.store import tuples_of
from asset_mapper.storage.unit_of_work import UnitOfWork

BySession = Mapping[RecordId | None, int]
"""Id of a session → the votes of one outcome there; ``None``: those that were given at no session."""


@dataclass(frozen=True, slots=True)
class VotesAt:
    """The votes that one outcome was given at a session, or at none."""

    session: MappingSession | None
    votes: int


def vote(uow: UnitOfWork, outcome_id: RecordId, votes: int, session: MappingSession | None = None) -> ChangeSet:
    """Note how many dots an outcome was given at *session*, or at none; what it got elsewhere stays.

    Raises
    ------
    InvalidValueError
        There are fewer than none.
    """
    outcome = uow.outcomes.get(outcome_id)
    label = ngettext("Give “{name}” {n} vote", "Give “{name}” {n} votes", votes).format(
        name=outcome.name.text(language()), n=votes
    )
    if session is not None:
        label = _("{step}, at {session}").format(step=label, session=session.place.text(language()))
    session_id = session.id if session is not None else None
    there = [one for one in uow.outcome_votes.where(outcome_id=outcome_id) if one.session_id == session_id]
    kept = there[0] if there else None
    after = (
        replace(kept, votes=votes)
        if kept
        else OutcomeVotes(outcome_id=outcome_id, session_id=session_id, votes=votes)
    )
    changes: list[Change[OutcomeVotes]] = [Change(one, None) for one in there[1:]]
    if votes == 0:
        changes += [Change(kept, None)] if kept else []
    elif after != kept:
        changes.append(Change(kept, after))
    return uow.write(ChangeSet(label, tuple(changes)))


def by_session(uow: UnitOfWork) -> dict[RecordId, dict[RecordId | None, int]]:
    """Add up the votes of all outcomes: outcome → session → votes."""
    found: dict[RecordId, dict[RecordId | None, int]] = {}
    for outcome_id, session_id, votes in tuples_of(
        uow.connection, "outcome_votes", ("outcome_id", "session_id", "votes")
    ):
        own = found.setdefault(outcome_id, {})
        own[session_id or None] = own.get(session_id or None, 0) + votes
    return found


def by_place(uow: UnitOfWork) -> dict[tuple[RecordId | None], int]:
    """Add up the votes of all sessions: session → votes on any outcome."""
    counts: Counter[tuple[RecordId | None]] = Counter()
    for session_id, votes in tuples_of(uow.connection, "outcome_votes", ("session_id", "votes")):
        counts[session_id or None,] += votes
    return dict(counts)


def votes_of(uow: UnitOfWork, outcome_id: RecordId) -> tuple[VotesAt, ...]:
    """Give the votes of one outcome by session, the latest first; those of no session last."""
    counts: dict[RecordId | None, int] = {}
    for one in uow.outcome_votes.where(outcome_id=outcome_id):
        counts[one.session_id] = counts.get(one.session_id, 0) + one.votes
    sessions = {session.id: session for session in uow.sessions.with_ids(key for key in counts if key)}
    known = [VotesAt(sessions[key], votes) for key, votes in counts.items() if key and votes]
    known.sort(key=lambda one: (one.session.on, one.session.created_at) if one.session else (), reverse=True)
    return (*known, *(VotesAt(None, votes) for key, votes in counts.items() if not key and votes))


def sessions_to_vote_at(uow: UnitOfWork) -> tuple[MappingSession, ...]:
    """List the sessions to which votes can belong, the latest first."""
    return tuple(sorted(uow.sessions.all(), key=lambda one: (one.on, one.created_at), reverse=True))


def in_words(given: Iterable[VotesAt]) -> str:
    """Say votes with where they were given: “12 votes: 7 at Llan hall, 3 March 2026; 5 elsewhere”."""
    votes = tuple(given)
    total = sum(one.votes for one in votes)
    text = ngettext("{n} vote", "{n} votes", total).format(n=format_number(total))
    if not any(one.session for one in votes):
        return text
    parts = "; ".join(_where(one) for one in votes)
    return _("{votes}: {where}").format(votes=text, where=parts)


def session_in_words(session: MappingSession) -> str:
    """Name a session by its place and day."""
    return _("{place}, {day}").format(place=session.place.text(language()), day=format_date(session.on))


def _where(one: VotesAt) -> str:
    n = format_number(one.votes)
    if one.session is None:
        return _("{n} at no session").format(n=n)
    return _("{n} at {session}").format(n=n, session=session_in_words(one.session))
