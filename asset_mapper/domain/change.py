"""What was done: every record before and after."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from asset_mapper.domain.record import Record

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Change(Generic[R]):
    """One record before and after. Without *before* it was created, without *after* deleted."""

    before: R | None
    after: R | None

    def __post_init__(self) -> None:
        if self.before is None and self.after is None:
            raise ValueError("A change of nothing.")
        if self.before is not None and self.after is not None and self.before.id != self.after.id:
            raise ValueError("A change of one record into another.")

    @property
    def record(self) -> R:
        """The record as it is afterwards, or was before it went."""
        return self.after if self.after is not None else self.before  # type: ignore[return-value]

    def inverted(self) -> "Change[R]":
        return Change(self.after, self.before)


class StepKind(StrEnum):
    """What a stored step is, for the history."""

    STEP = "step"
    IMPORT = "import"  # remembers its batch, not its rows
    UNDO = "undo"
    REDO = "redo"
    ERASURE = "erasure"  # is not undone, and holds no content


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """One step that a user did, in order."""

    label: str  # what was done, in the words of a menu: "Undo {label}"
    changes: tuple[Change[Any], ...] = ()

    def __iter__(self) -> Iterator[Change[Any]]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    def inverted(self) -> "ChangeSet":
        """Give the step that takes this one back."""
        return ChangeSet(self.label, tuple(change.inverted() for change in reversed(self.changes)))

    def __add__(self, other: "ChangeSet") -> "ChangeSet":
        return ChangeSet(self.label, self.changes + other.changes)
