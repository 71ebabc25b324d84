"""What was done, kept with the data: for undo and redo, for the history of a record, and for the audit.

The log is only added to: undoing is a step of its own. Two things are taken out of it again, because they must not be
anywhere: what was erased, and where a confidential place is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import Connection, delete, func, insert, select, update

from asset_mapper.domain.change import Change, ChangeSet, StepKind
from asset_mapper.domain.ids import RecordId, new_id
from asset_mapper.domain.record import Record, utc_now
from asset_mapper.domain.records import NAMES
from asset_mapper.storage.codecs import Row, utc_text, utc_time
from asset_mapper.storage.mappings import mapping_of
from asset_mapper.storage.tables import CHANGE, CHANGE_SET, table_of

DONE, UNDONE, GONE = "done", "undone", "gone"
_TELLS_WHERE = {
    "geometry": None,
    "where_precision": None,
    "where_venue_id": None,
    "where_address": "",
    "where_postcode": "",
    "where_uprn": "",
    "where_area_code": "",
    "custom": "{}",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One stored step."""

    id: str
    at: datetime
    who: str
    laptop: str
    label: str
    kind: StepKind
    state: str
    target_id: str | None = None
    import_id: RecordId | None = None


class Clock:
    """A hybrid logical clock: UTC in microseconds, but never the same nor earlier than what was written before.

    References
    ----------
    S. Kulkarni et al., "Logical Physical Clocks", OPODIS 2014, with the logical part in the microseconds.
    """

    def __init__(self, last: datetime | None = None) -> None:
        self._last = last

    def tick(self) -> datetime:
        now = utc_now()
        if self._last is not None and now <= self._last:
            now = self._last + timedelta(microseconds=1)
        self._last = now
        return now


class History:
    """The steps that are stored in a project."""

    def __init__(self, connection: Connection, who: str, laptop: str) -> None:
        self._connection = connection
        self._who = who
        self._laptop = laptop
        last = connection.execute(select(func.max(CHANGE_SET.c.at))).scalar()
        self.clock = Clock(utc_time(last) if last else None)

    def remember(
        self,
        change_set: ChangeSet,
        kind: StepKind,
        at: datetime,
        *,
        target_id: str | None = None,
        import_id: RecordId | None = None,
    ) -> str:
        """Add a step to the log."""
        if kind in (StepKind.STEP, StepKind.IMPORT):
            self._set_states(UNDONE, GONE)  # what was undone cannot be done again after something new
        step_id = new_id()
        self._connection.execute(
            insert(CHANGE_SET).values(
                id=step_id,
                at=utc_text(at),
                who=self._who,
                laptop=self._laptop,
                label=change_set.label,
                kind=kind,
                state=DONE if kind in (StepKind.STEP, StepKind.IMPORT) else GONE,
                target_id=target_id,
                import_id=import_id,
            )
        )
        rows = [
            {
                "change_set_id": step_id,
                "record": NAMES[type(change.record)],
                "record_id": change.record.id,
                "before": _dump(change.before),
                "after": _dump(change.after),
            }
            for change in change_set
        ]
        if rows and kind is not StepKind.ERASURE:
            self._connection.execute(insert(CHANGE), rows)
        return step_id

    def to_undo(self) -> Step | None:
        """Give the last step of this laptop that has not been undone."""
        return self._step(CHANGE_SET.c.state == DONE, newest=True)

    def to_redo(self) -> Step | None:
        """Give the step that was undone last."""
        return self._step(CHANGE_SET.c.state == UNDONE, newest=False)

    def last_undo_of(self, step: Step) -> Step:
        """Give the step that took *step* back."""
        taken_back = self._step(
            CHANGE_SET.c.target_id == step.id, CHANGE_SET.c.kind == StepKind.UNDO.value, newest=True
        )
        assert taken_back is not None, "An undone step without its undoing."
        return taken_back

    def mark(self, step: Step, state: str) -> None:
        self._connection.execute(update(CHANGE_SET).where(CHANGE_SET.c.id == step.id).values(state=state))

    def changes_of(self, step: Step) -> ChangeSet:
        """Read the records before and after a step."""
        rows = self._connection.execute(
            select(CHANGE).where(CHANGE.c.change_set_id == step.id).order_by(CHANGE.c.number)
        ).mappings()
        return ChangeSet(step.label, tuple(_load(row) for row in rows))

    def of_record(self, record_id: RecordId) -> Iterator[tuple[Step, Change[Any]]]:
        """Give all that happened to one record, the oldest first."""
        joined = (
            select(CHANGE, *(column.label(f"step_{column.name}") for column in CHANGE_SET.c))
            .join(CHANGE_SET, CHANGE.c.change_set_id == CHANGE_SET.c.id)
            .where(CHANGE.c.record_id == record_id)
            .order_by(CHANGE.c.number)
        )
        for row in self._connection.execute(joined).mappings():
            step = {name.removeprefix("step_"): value for name, value in row.items() if name.startswith("step_")}
            yield _as_step(step), _load(row)

    def removals(self, name: str) -> Iterator[tuple[Step, Change[Any]]]:
        """Give all removals of records of one kind that are not there any more, the last first."""
        table = table_of(name)
        joined = (
            select(CHANGE, *(column.label(f"step_{column.name}") for column in CHANGE_SET.c))
            .join(CHANGE_SET, CHANGE.c.change_set_id == CHANGE_SET.c.id)
            .where(CHANGE.c.record == name, CHANGE.c.after.is_(None), CHANGE.c.record_id.not_in(select(table.c.id)))
            .order_by(CHANGE.c.number.desc())
        )
        for row in self._connection.execute(joined).mappings():
            step = {key.removeprefix("step_"): value for key, value in row.items() if key.startswith("step_")}
            yield _as_step(step), _load(row)

    def forget_records(self, ids: Iterable[RecordId]) -> None:
        """Take all that happened to some records out of the log; nothing from before can be undone any more."""
        for record_id in ids:  # the label of a step may name them, too
            steps = select(CHANGE.c.change_set_id).where(CHANGE.c.record_id == record_id)
            self._connection.execute(update(CHANGE_SET).where(CHANGE_SET.c.id.in_(steps)).values(label="…"))
            self._connection.execute(delete(CHANGE).where(CHANGE.c.record_id == record_id))
        self._connection.execute(update(CHANGE_SET).values(state=GONE))

    def forgot_at(self) -> datetime | None:
        """Tell when something was last taken out of the log; ``None`` when nothing ever was."""
        forgetting = CHANGE_SET.c.kind == StepKind.ERASURE.value
        last = self._connection.execute(select(func.max(CHANGE_SET.c.at)).where(forgetting)).scalar()
        return utc_time(last) if last else None

    def forget_where(self, record_id: RecordId) -> None:
        """Take all that tells where an asset is or was out of the log."""
        rows = self._connection.execute(select(CHANGE).where(CHANGE.c.record_id == record_id)).mappings().all()
        for row in rows:
            cleaned = {side: _without_where(row[side]) for side in ("before", "after")}
            self._connection.execute(update(CHANGE).where(CHANGE.c.number == row["number"]).values(**cleaned))

    def _set_states(self, old: str, new: str) -> None:
        self._connection.execute(
            update(CHANGE_SET).where(CHANGE_SET.c.state == old, CHANGE_SET.c.laptop == self._laptop).values(state=new)
        )

    def _step(self, *conditions: Any, newest: bool) -> Step | None:
        order = CHANGE_SET.c.number.desc() if newest else CHANGE_SET.c.number
        mine = CHANGE_SET.c.laptop == self._laptop
        statement = select(CHANGE_SET).where(*conditions, mine).order_by(order).limit(1)
        row = self._connection.execute(statement).mappings().first()
        return _as_step(row) if row else None


def _as_step(row: Any) -> Step:
    return Step(
        id=row["id"],
        at=utc_time(row["at"]),
        who=row["who"],
        laptop=row["laptop"],
        label=row["label"],
        kind=StepKind(row["kind"]),
        state=row["state"],
        target_id=row["target_id"],
        import_id=row["import_id"],
    )


def _dump(record: Record | None) -> str | None:
    if record is None:
        return None
    row = mapping_of(NAMES[type(record)]).to_row(record)
    if isinstance(row.get("geometry"), bytes):
        row["geometry"] = row["geometry"].hex()
    return orjson.dumps(row).decode()


_ADDED: Row = {"at_table": "", "typed_up_on": None}
"""What the columns hold that came later, in the rows of steps that were stored before."""


def _parse(name: str, stored: str | None) -> Record | None:
    if stored is None:
        return None
    row: Row = _ADDED | orjson.loads(stored)
    if row.get("geometry"):
        row["geometry"] = bytes.fromhex(row["geometry"])
    record: Record = mapping_of(name).from_row(row)
    return record


def _load(row: Any) -> Change[Any]:
    return Change(_parse(row["record"], row["before"]), _parse(row["record"], row["after"]))


def _without_where(stored: str | None) -> str | None:
    if stored is None:
        return None
    row: Row = orjson.loads(stored)
    if row["where_kind"] in ("shape", "venue", "area"):
        row["where_kind"] = "none"
    return orjson.dumps(row | _TELLS_WHERE).decode()
