"""One transaction, with a store for each kind of record: the one way to write."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Any, TypeVar

from sqlalchemy import Connection, delete, insert, select

from asset_mapper.domain.area import Area
from asset_mapper.domain.asset import Asset
from asset_mapper.domain.attachment import Attachment
from asset_mapper.domain.change import Change, ChangeSet, StepKind
from asset_mapper.domain.consent import Consent
from asset_mapper.domain.contact import ContactPoint
from asset_mapper.domain.evidence import Evidence
from asset_mapper.domain.hours import HoursGiven
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.indicator import Indicator, Reading
from asset_mapper.domain.journey import Journey, JourneyEvent
from asset_mapper.domain.link import Link
from asset_mapper.domain.mapping_session import MappingSession, Recording
from asset_mapper.domain.meeting import Meeting
from asset_mapper.domain.outcome import Framework, Outcome, OutcomeVotes
from asset_mapper.domain.pathway import Pathway
from asset_mapper.domain.project import CustomField, ExportRecord, ImportBatch, Project, SavedView
from asset_mapper.domain.record import Record
from asset_mapper.domain.records import NAMES, RECORDS, SAID_AT_SESSIONS
from asset_mapper.domain.relation import Relation
from asset_mapper.domain.survey import AnswerSheet, RespondentGroup, Statement, Survey
from asset_mapper.domain.talent import Match, Talent
from asset_mapper.errors import ConflictError, NotFoundError
from asset_mapper.i18n import _
from asset_mapper.storage import search_index
from asset_mapper.storage.drafts import DraftStore
from asset_mapper.storage.history import DONE, UNDONE, History, Step
from asset_mapper.storage.mappings import mapping_of
from asset_mapper.storage.store import Store
from asset_mapper.storage.tables import BLOB, table_of

R = TypeVar("R", bound=Record)

_VERY_MANY = 2000


class UnitOfWork:
    """All stores in one transaction. What a service writes here is stored with its history, or not at all.

    While a session runs (*recording*), what is made belongs to it and to its table, unless it says otherwise. What is
    brought in from a file was not said there: only the import itself says that it was done during the session.
    """

    def __init__(self, connection: Connection, who: str, laptop: str, recording: Recording | None = None) -> None:
        self.connection = connection
        self._recording = recording
        self.history = History(connection, who, laptop)
        self.drafts = DraftStore(connection, laptop)
        self._now = self.history.clock.tick()
        self.forgot = False  # something was erased or made confidential: older copies must go
        self._stores: dict[str, Store[Any]] = {}
        self.assets = self.store(Asset)
        self.contacts = self.store(ContactPoint)
        self.meetings = self.store(Meeting)
        self.talents = self.store(Talent)
        self.matches = self.store(Match)
        self.relations = self.store(Relation)
        self.consents = self.store(Consent)
        self.frameworks = self.store(Framework)
        self.outcomes = self.store(Outcome)
        self.outcome_votes = self.store(OutcomeVotes)
        self.links = self.store(Link)
        self.pathways = self.store(Pathway)
        self.evidence = self.store(Evidence)
        self.indicators = self.store(Indicator)
        self.readings = self.store(Reading)
        self.journeys = self.store(Journey)
        self.journey_events = self.store(JourneyEvent)
        self.hours = self.store(HoursGiven)
        self.surveys = self.store(Survey)
        self.statements = self.store(Statement)
        self.respondent_groups = self.store(RespondentGroup)
        self.answer_sheets = self.store(AnswerSheet)
        self.sessions = self.store(MappingSession)
        self.attachments = self.store(Attachment)
        self.areas = self.store(Area)
        self.views = self.store(SavedView)
        self.custom_fields = self.store(CustomField)
        self.imports = self.store(ImportBatch)
        self.exports = self.store(ExportRecord)

    def store(self, kind: type[R]) -> Store[R]:
        """Give the store of one kind of record."""
        return self.store_named(NAMES[kind])

    def store_named(self, name: str) -> Store[Any]:
        if name not in self._stores:
            self._stores[name] = Store(self.connection, mapping_of(name))
        return self._stores[name]

    @property
    def project(self) -> Project:
        """The project itself."""
        for project in self.store(Project).all():
            return project
        raise NotFoundError(_("This project has no title page. Run the check with --repair."))

    def write(self, change_set: ChangeSet) -> ChangeSet:
        """Carry out one step of a user, and remember it for Undo."""
        stamped = self._carry_out(change_set)
        if stamped.changes:
            self.history.remember(stamped, StepKind.STEP, self._now)
            self._forget_hidden_places(stamped)
        return stamped

    def bring_in(
        self, batch: ImportBatch, made: Iterable[Sequence[Record]], label: str, updated: ChangeSet | None = None
    ) -> ChangeSet:
        """Store an import: the batch, the records that it made, and its updates of others.

        *made* gives records in portions, owners before what they own; each is told the id of the batch. The log
        remembers the batch and the updates, not the records that were made: they say themselves where they come from.
        """
        tick = self.history.clock.tick()
        running = self._running()
        batch = replace(batch, created_at=tick, changed_at=tick, **(_belonging(running) if running else {}))
        self.imports.insert([batch])
        with search_index.filled_afterwards(self.connection):
            for portion in made:
                self._insert_imported(portion, batch.id, tick)
        stamped = self._carry_out(updated or ChangeSet(label))
        remembered = ChangeSet(label, (Change(None, batch), *stamped.changes))
        self.history.remember(remembered, StepKind.IMPORT, tick, import_id=batch.id)
        self._forget_hidden_places(remembered)
        return remembered

    def erase(self, change_set: ChangeSet) -> ChangeSet:
        """Delete records and everything that the log knows of them. This is not undone."""
        stamped = self._carry_out(change_set)
        gone = [change.record.id for change in stamped if change.after is None]
        self.history.forget_records(gone)
        self.drafts.drop_all()  # what somebody half typed may name them, in whichever form
        self._drop_unused_blobs()
        search_index.rebuild(self.connection)  # it marks words as gone, and keeps them until some later day
        self._has_forgotten(change_set.label)
        return stamped

    def undo(self) -> ChangeSet | None:
        """Take back the last step of this laptop; ``None`` when there is none."""
        step = self.history.to_undo()
        if step is None:
            return None
        inverse = self.history.changes_of(step).inverted()
        if step.import_id is not None:
            inverse = self._without_imported(step, inverse)
        self._restore(inverse)
        self.history.remember(inverse, StepKind.UNDO, self.history.clock.tick(), target_id=step.id)
        self.history.mark(step, UNDONE)
        self._forget_hidden_places(inverse)
        return inverse

    def redo(self) -> ChangeSet | None:
        """Do again what was undone last; ``None`` when there is nothing."""
        step = self.history.to_redo()
        if step is None:
            return None
        again = self.history.changes_of(self.history.last_undo_of(step)).inverted()
        self._restore(again)
        self.history.remember(again, StepKind.REDO, self.history.clock.tick(), target_id=step.id)
        self.history.mark(step, DONE)
        self._forget_hidden_places(again)
        return again

    def add_blob(self, content: bytes) -> str:
        """Keep the bytes of an attachment; gives their checksum."""
        sha256 = hashlib.sha256(content).hexdigest()
        known = self.connection.execute(select(BLOB.c.sha256).where(BLOB.c.sha256 == sha256)).first()
        if known is None:
            self.connection.execute(insert(BLOB).values(sha256=sha256, content=content))
        return sha256

    def blob(self, sha256: str) -> bytes:
        content = self.connection.execute(select(BLOB.c.content).where(BLOB.c.sha256 == sha256)).scalar()
        if content is None:
            raise NotFoundError(_("The contents of this attachment are missing."))
        return bytes(content)

    def _insert_imported(self, records: Sequence[Record], import_id: RecordId, tick: datetime) -> None:
        by_kind: dict[str, list[Record]] = {}
        for record in records:  # they were made a moment ago for this, and nobody else has seen them
            object.__setattr__(record, "import_id", import_id)
            object.__setattr__(record, "created_at", tick)
            object.__setattr__(record, "changed_at", tick)
            by_kind.setdefault(NAMES[type(record)], []).append(record)
        for name in RECORDS:
            if name in by_kind:
                self.store_named(name).insert(by_kind[name])

    def _carry_out(self, change_set: ChangeSet) -> ChangeSet:
        self._now = self.history.clock.tick()
        running = self._running()
        if any(change.before is None and isinstance(change.after, Framework) for change in change_set):
            running = None  # a published list of outcomes is not what a table said
        stamped = tuple(
            change if change.after is None else Change(change.before, self._stamped(change, running))
            for change in change_set
        )
        for change in stamped:
            self.store(type(change.record)).write(change)
        return ChangeSet(change_set.label, stamped)

    def _stamped(self, change: Change[Any], running: Recording | None) -> Any:
        after: Any = change.after
        if change.before is not None:
            return replace(after, changed_at=self._now)
        belongs = running is not None and after.session_id is None and type(after) in SAID_AT_SESSIONS
        belonging = _belonging(running) if running is not None and belongs else {}
        return replace(after, created_at=self._now, changed_at=self._now, **belonging)

    def _running(self) -> Recording | None:
        """Give the session that is running, unless it was removed meanwhile."""
        recording = self._recording
        return recording if recording and self.sessions.count(id=recording.session_id) else None

    def _restore(self, change_set: ChangeSet) -> None:
        """Carry out a stored step again or backwards: many records made or gone in a row in one go."""
        if len(change_set) > _VERY_MANY:
            with search_index.rebuilt_afterwards(self.connection):
                self._restore_each(change_set)
        else:
            self._restore_each(change_set)

    def _restore_each(self, change_set: ChangeSet) -> None:
        for (kind, made, gone), changes in groupby(change_set, _sort_of_change):
            store: Store[Any] = self.store(kind)
            if made:
                store.insert([change.after for change in changes])
            elif gone:
                store.delete([change.before for change in changes])
            else:
                for change in changes:
                    store.write(change)

    def _forget_hidden_places(self, change_set: ChangeSet) -> None:
        """Take what tells the places that are confidential from now on out of the log, this step included."""
        for change in change_set:
            before, after = change.before, change.after
            if isinstance(after, Asset) and after.confidential and before is not None and not before.confidential:
                self.history.forget_where(after.id)
                self.drafts.drop_about(after.id)
                self._has_forgotten(change_set.label)

    def _has_forgotten(self, label: str) -> None:
        """Note when something was forgotten: copies from before have to go."""
        self.history.remember(ChangeSet(label), StepKind.ERASURE, self.history.clock.tick())
        self.forgot = True

    def _without_imported(self, step: Step, inverse: ChangeSet) -> ChangeSet:
        """Add to the undoing of an import that all records which it made go."""
        gone: list[Change[Any]] = []
        for name in reversed(RECORDS):
            if name == "import":
                continue
            for record in reversed(list(self.store_named(name).where(import_id=step.import_id))):
                if record.changed_at != record.created_at:
                    raise ConflictError(
                        _("Records of this import have been changed by someone since, so it cannot be undone.")
                    )
                gone.append(Change(record, None))
        return ChangeSet(inverse.label, (*gone, *inverse.changes))

    def _drop_unused_blobs(self) -> None:
        used = select(table_of("attachment").c.sha256)
        self.connection.execute(delete(BLOB).where(BLOB.c.sha256.not_in(used)))


def _belonging(recording: Recording) -> dict[str, Any]:
    return {"session_id": recording.session_id, "at_table": recording.at_table}


def _sort_of_change(change: Change[Any]) -> tuple[type[Record], bool, bool]:
    return type(change.record), change.before is None, change.after is None
