"""The sieve of one publication: it keeps what may pass to an audience, and counts what does not, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from asset_mapper.domain.audience import Audience, admitting
from asset_mapper.domain.exposure import fields_for
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.project import SavedView
from asset_mapper.domain.publication import HeldBack, Reason
from asset_mapper.storage.unit_of_work import UnitOfWork


@dataclass
class Sieve:
    """For whom a publication is, and what has been held back from it so far."""

    uow: UnitOfWork
    audience: Audience
    view: SavedView | None
    today: date
    held: Counter[tuple[Reason, str]] = field(default_factory=Counter)
    held_ids: dict[tuple[Reason, str], list[RecordId]] = field(default_factory=dict)  # never in a publication

    @property
    def for_team(self) -> bool:
        return self.audience is Audience.TEAM

    @cached_property
    def small_count(self) -> int:
        """Say from how many people on a count may be told to this audience."""
        return 0 if self.for_team else self.uow.project.small_count

    def frame(self, name: str) -> Any:
        from asset_mapper.storage.frames import frame

        return frame(self.uow.connection, name)

    def exposed(self, frame: Any, record: str, *derived: str) -> Any:
        """Keep the columns that the audience may see, and those that we derived for it."""
        columns = self.uow.store_named(record).columns_of(fields_for(record, self.audience))
        return frame[[column for column in frame.columns if column in columns or column in derived]].reset_index(
            drop=True
        )

    def keep(self, frame: Any, reasons: Any, record: str) -> Any:
        """Keep the rows without a reason to hold them back; count the others by their reason."""
        for reason in dict.fromkeys(reasons[reasons != ""]):
            self.hold(Reason(reason), record, frame[reasons == reason])
        return frame[reasons == ""]

    def hold(self, reason: Reason, record: str, rows: Any) -> None:
        """Count rows that are held back, and remember which they are."""
        self.held[reason, record] += len(rows)
        self.held_ids.setdefault((reason, record), []).extend(rows["id"].tolist())

    def hanging(self, frame: Any, record: str, **owners: Collection[RecordId]) -> Any:
        """Keep the rows whose owners are all there."""
        kept = everywhere(frame, True)
        for column, there in owners.items():
            kept &= frame[column].isin(set(there))
        self.hold(Reason.HANGS_ON, record, frame[~kept])
        return frame[kept]

    def by_audience(self, frame: Any, record: str, reason: Reason, column: str = "audience") -> Any:
        """Keep the rows that say themselves that this audience may see them."""
        admitted = frame[column].isin(admitting(self.audience))
        self.hold(reason, record, frame[~admitted])
        return frame[admitted]

    def few(self, frame: Any, column: str, record: str, also: tuple[str, ...] = ()) -> Any:
        """Take out the counts of people that are so small that they could tell who they are."""
        few = frame[column].notna() & (frame[column] < self.small_count)
        self.hold(Reason.SMALL_COUNT, record, frame[few])
        return frame.assign(
            **{f"{column}_few": few}, **{name: frame[name].mask(few, float("nan")) for name in (column, *also)}
        )

    def held_back(self) -> tuple[HeldBack, ...]:
        return tuple(
            HeldBack(reason, record, count) for (reason, record), count in sorted(self.held.items()) if count
        )

    def withheld(self) -> dict[Reason, dict[str, list[RecordId]]]:
        """Say, for the team alone, which records were held back: reason → record → ids."""
        withheld: dict[Reason, dict[str, list[RecordId]]] = {}
        for (reason, record), ids in sorted(self.held_ids.items()):
            if ids:
                withheld.setdefault(reason, {})[record] = ids
        return withheld


def empty_unknown(frame: Any, column: str, known: set[RecordId]) -> None:
    """Empty what *column* says wherever it names a record that is not there."""
    frame[column] = frame[column].where(frame[column].isin(known), "")


def everywhere(frame: Any, value: bool) -> Any:
    import pandas

    return pandas.Series(value, index=frame.index, dtype=bool)


def objects(frame: Any, values: list[Any]) -> Any:
    import pandas

    return pandas.Series(values, index=frame.index, dtype=object)
