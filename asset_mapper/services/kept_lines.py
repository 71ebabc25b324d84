"""The lines of quick entry that were kept, so that undoing one brings its line back to be typed over."""

from __future__ import annotations

from dataclasses import dataclass

from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.ids import RecordId

REMEMBERED = 30


@dataclass(frozen=True, slots=True)
class Typed:
    """A line as it was typed, and which of its parts were to be plain words."""

    line: str
    as_words: frozenset[str]


class KeptLines:
    """The last of them, each with the step that kept it."""

    def __init__(self) -> None:
        self._kept: list[tuple[str, frozenset[RecordId], Typed]] = []

    def remember(self, typed: Typed, step: ChangeSet) -> None:
        self._kept.append((*_known_by(step), typed))
        del self._kept[:-REMEMBERED]

    def taken_back(self, step: ChangeSet) -> Typed | None:
        """Give the line that *step* takes back, and forget it; ``None`` where it is about something else."""
        for place in reversed(range(len(self._kept))):
            *known_by, typed = self._kept[place]
            if tuple(known_by) == _known_by(step):
                del self._kept[place]
                return typed
        return None

    def clear(self) -> None:
        self._kept.clear()


def _known_by(step: ChangeSet) -> tuple[str, frozenset[RecordId]]:
    return step.label, frozenset(change.record.id for change in step)
