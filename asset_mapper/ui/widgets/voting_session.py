"""At which mapping session the votes that are typed were given: the one that runs, unless another is chosen."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.i18n import N_, _
from asset_mapper.services import votes
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.choice import Choice


class VotingSession(QWidget):
    """Offers the sessions of the project, and none; nothing is to be seen of it while there are no sessions."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._sessions: dict[RecordId, MappingSession] = {}
        self._chosen: RecordId | None = None
        self.choice: Choice[RecordId | None] = Choice("", ((None, ""),))
        self.choice.setMinimumContentsLength(20)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.choice, 1)
        self.setProperty("stretches", True)
        self.hide()
        context.texts.say(self.choice.setAccessibleName, N_("The session at which the votes were given"))
        context.texts.call(self._offer)
        self.choice.activated.connect(self._on_chosen)
        context.session_changed.connect(self._follow_running)
        context.project_changed.connect(self._read)
        context.records_changed.connect(self._follow)
        self._read()

    @property
    def session(self) -> MappingSession | None:
        """The session to which votes belong that are typed now; ``None``: to none."""
        return self._sessions.get(self._chosen or "") or self._running

    @property
    def session_id(self) -> RecordId | None:
        session = self.session
        return session.id if session is not None else None

    @property
    def _running(self) -> MappingSession | None:
        running = self._context.session.running
        return running if running is not None and running.id == self._chosen else None

    def choose(self, session_id: RecordId | None) -> None:
        """Let votes belong to another session, or to none."""
        self._chosen = session_id
        self.choice.choose(session_id)
        self.changed.emit()

    @Slot()
    def _read(self) -> None:
        if self._context.project is not None:
            self._context.ask(votes.sessions_to_vote_at, done=self._on_read)

    def _on_read(self, sessions: tuple[MappingSession, ...]) -> None:
        self._sessions = {session.id: session for session in sessions}
        if self._chosen not in self._sessions:
            self._chosen = None
            self._follow_running()
        self._offer()
        self.changed.emit()

    @Slot()
    def _offer(self) -> None:
        known = [(key, votes.session_in_words(session)) for key, session in self._sessions.items()]
        self.choice.before = _("Votes given at:")
        self.choice.fill([(None, _("no session")), *known])
        self.choice.choose(self._chosen)
        self.setVisible(bool(known))

    @Slot()
    def _follow_running(self) -> None:
        """Let votes belong to the session that runs, from when it begins until it ends."""
        running = self._context.session.running
        self.choose(running.id if running is not None else None)

    @Slot(object)
    def _follow(self, change_set: ChangeSet) -> None:
        if any(isinstance(change.record, MappingSession) for change in change_set):
            self._read()

    @Slot(int)
    def _on_chosen(self, _row: int) -> None:
        self.choose(self.choice.value)
