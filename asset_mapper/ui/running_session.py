"""The mapping session that runs on this laptop: what is recorded belongs to it, also after the program was ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.mapping_session import MappingSession, Recording
from asset_mapper.i18n import _, language

if TYPE_CHECKING:
    from asset_mapper.services.open_project import OpenProject
    from asset_mapper.storage.unit_of_work import UnitOfWork
    from asset_mapper.ui.context import Context

_KEY = "sessions.running"  # id of the project → id of the session, name of the table


class RunningSession(QObject):
    """Which session runs, and which of its tables is speaking. It is remembered for each project."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._context = context
        self._project_id: RecordId = ""
        self.running: MappingSession | None = None
        self.table = ""
        context.project_changed.connect(self._come_back)
        context.records_changed.connect(self._follow)

    @property
    def text(self) -> str:
        """Say which session runs, for the status bar; ``""`` when none does."""
        if self.running is None:
            return ""
        place = self.running.place.text(language())
        if not self.table:
            return _("Session: {place}").format(place=place)
        return _("Session: {place}, {table}").format(place=place, table=self.table)

    @property
    def tables(self) -> tuple[str, ...]:
        return self.running.tables if self.running is not None else ()

    def begin(self, session: MappingSession, table: str = "") -> None:
        """Let what is recorded from now on belong to *session*; also to type up what is left of an earlier one."""
        self._set(session, table or next(iter(session.tables), ""))

    def end(self) -> None:
        """What is recorded from now on belongs to no session."""
        self._set(None, "")

    def use_table(self, table: str) -> None:
        """Listen to another table."""
        if self.running is not None and table != self.table:
            self._set(self.running, table)

    def use_table_number(self, number: int) -> None:
        """Listen to the table of that number, counted from 1, if there is one."""
        if 1 <= number <= len(self.tables):
            self.use_table(self.tables[number - 1])

    def use_next_table(self) -> None:
        """Listen to the next table, round and round."""
        if self.tables:
            at = self.tables.index(self.table) if self.table in self.tables else -1
            self.use_table(self.tables[(at + 1) % len(self.tables)])

    def _set(self, session: MappingSession | None, table: str) -> None:
        self.running, self.table = session, table
        self._tell_project()
        known = dict(self._context.settings[_KEY])
        known.pop(self._project_id, None)
        if session is not None and self._project_id:
            known[self._project_id] = [session.id, table]
        self._context.settings[_KEY] = known
        self.changed.emit()

    def _tell_project(self) -> None:
        """Tell the project in its own thread, so that what was typed before still belongs to the table before."""
        project = self._context.project
        if project is None or project.read_only:
            return
        recording = Recording(self.running.id, self.table) if self.running is not None else None
        self._context.jobs.run(lambda: setattr(project, "recording", recording))

    @Slot()
    def _come_back(self) -> None:
        self.running, self.table, self._project_id = None, "", ""
        project, known = self._context.project, dict(self._context.settings[_KEY])

        def left_off(uow: UnitOfWork) -> tuple[RecordId, MappingSession | None, str]:
            project_id = uow.project.id
            match known.get(project_id):
                case [str(session_id), str(table)]:
                    return project_id, uow.sessions.find(session_id), table
            return project_id, None, ""

        if project is not None:
            self._context.ask(left_off, done=lambda found: self._on_found(project, *found))
        self.changed.emit()

    def _on_found(
        self, project: OpenProject, project_id: RecordId, session: MappingSession | None, table: str
    ) -> None:
        if project is not self._context.project:
            return
        self._project_id = project_id
        if session is not None and not project.read_only:
            self.running, self.table = session, table
            self._tell_project()
            self.changed.emit()

    @Slot(object)
    def _follow(self, change_set: ChangeSet) -> None:
        """Keep up with what becomes of the session that runs."""
        for change in change_set:
            if self.running is None or change.record.id != self.running.id:
                continue
            if isinstance(change.after, MappingSession):
                gone = self.table and self.table not in change.after.tables
                self._set(change.after, next(iter(change.after.tables), "") if gone else self.table)
            else:
                self.end()
