"""The column of votes in a list of outcomes: a sum, where votes are kept by session; read where a file says no more.

A file that has the votes of each session says them there; its sums say nothing new. Else a sum is the votes of the
session that the outcome names, or of the one that has votes already; where several have, what is over or missing goes
to the votes of no session.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from asset_mapper.domain.change import Change
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.outcome import OutcomeVotes
from asset_mapper.services.imports.shelves import Row, Shelves
from asset_mapper.storage.mappings import mapping_for


class Tallies:
    """Turns sums of votes into the votes of a session."""

    def __init__(self, shelves: Shelves, *, are_listed: bool) -> None:
        self._shelves = shelves
        self._are_listed = are_listed  # by session, in the file itself
        self._there: dict[RecordId, list[Row]] | None = None
        self._said: set[RecordId] = set()

    def total(self, outcome_id: RecordId) -> int:
        """Add up the votes that the project has."""
        return sum(row["votes"] for row in self._of(outcome_id))

    def says_more(self, outcome_id: RecordId, votes: int | None) -> bool:
        """Tell whether a sum is another than that of the project."""
        if votes is None or self._are_listed or outcome_id in self._said:
            return False
        return votes != self.total(outcome_id)

    def new(self, outcome_id: RecordId, votes: int, session_id: RecordId | None) -> OutcomeVotes:
        """Make the votes of an outcome that has none yet."""
        self._said.add(outcome_id)
        return OutcomeVotes(outcome_id=outcome_id, votes=votes, session_id=session_id)

    def change(
        self, outcome_id: RecordId, votes: int, session_id: RecordId | None, may_change: Callable[[Row], bool]
    ) -> Change[Any] | None:
        """Let an outcome have so many votes in all; ``None`` where the votes of the project stay.

        Parameters
        ----------
        session_id
            Where they were given, if the project has none yet.
        may_change
            Tells whether a file may change such votes.
        """
        there = self._of(outcome_id)
        if not there:
            return Change(None, self.new(outcome_id, votes, session_id))
        found = there if len(there) == 1 else [row for row in there if not row["session_id"]]
        rest = votes - self.total(outcome_id) + sum(row["votes"] for row in found)
        if rest < 0 or not all(map(may_change, found or there)):
            return None
        self._said.add(outcome_id)
        if not found:
            return Change(None, self.new(outcome_id, rest, None))
        before = mapping_for(OutcomeVotes).from_row(found[0])
        return Change(before, replace(before, votes=rest - sum(row["votes"] for row in found[1:])))

    def _of(self, outcome_id: RecordId) -> list[Row]:
        if self._there is None:
            self._there = {}
            for row in self._shelves["outcome_votes"].rows.values():
                self._there.setdefault(row["outcome_id"], []).append(row)
        return self._there.get(outcome_id, [])
