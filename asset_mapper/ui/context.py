"""What all of the window shares: the open project, selection, filter and language, and ways to say things."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.ids import RecordId
from asset_mapper.errors import UnreachableProjectError
from asset_mapper.i18n import N_, _, language, set_language
from asset_mapper.settings import Settings
from asset_mapper.ui.drafts import Drafts
from asset_mapper.ui.jobs import Job, JobRunner
from asset_mapper.ui.running_session import RunningSession
from asset_mapper.ui.texts import LiveTexts

if TYPE_CHECKING:
    from asset_mapper.services.open_project import OpenProject


@dataclass(frozen=True, slots=True)
class Message:
    """Something to tell in the message bar: what happened, and what one can do about it."""

    text: str
    action: str = ""  # on its button, such as Undo: N_()
    act: Callable[[], None] | None = None
    kind: str = "done"  # done, caution, stop


@dataclass(frozen=True, slots=True)
class AssetFilter:
    """Which assets list and map show. Empty fields admit everything."""

    words: str = ""
    kinds: frozenset[str] = frozenset()
    outcome_id: RecordId | None = None  # what supports it
    tag: str = ""
    session_id: RecordId | None = None  # where it was recorded
    place: str = ""  # words of an area, an address or a postcode
    status: str = ""
    visibility: str = ""
    queue: str = ""  # due, unplaced, untranslated, duplicates

    @property
    def is_empty(self) -> bool:
        return self == AssetFilter()


@dataclass
class _Shared:
    selection: tuple[RecordId, ...] = ()
    filter: AssetFilter = field(default_factory=AssetFilter)
    storing: int = 0  # steps on their way to the disk


class Context(QObject):
    """The one thing that views and actions are given."""

    project_changed = Signal()  # another project, or none
    records_changed = Signal(object)  # ChangeSet: something was stored, undone or done again
    selection_changed = Signal(tuple)  # ids of assets
    filter_changed = Signal(object)  # AssetFilter
    language_changed = Signal(str)
    theme_changed = Signal(str)
    said = Signal(object)  # Message
    entry_requested = Signal()  # the quick entry line
    view_requested = Signal(str)  # a view of the rail, by its key
    outcome_requested = Signal(str)  # to be shown in its view, by its id
    journey_requested = Signal(str)  # to be shown in its view, by its id ("" for the one before)
    survey_requested = Signal(str, bool)  # to be shown in its view, by its id ("" for the list); its sheets typed up
    map_requested = Signal(str)  # something to be done on the map: a tool, find, picture, everything
    part_requested = Signal(str)  # the keyboard goes to it: search, view, message, next, previous
    storing_changed = Signal(bool)  # a step is on its way to the disk, or none is any more
    reach_changed = Signal(bool)  # the project can be stored in, or is out of reach
    session_changed = Signal()  # another mapping session runs, or none, or another table speaks
    _heard = Signal(object)  # from the project's thread

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.jobs = JobRunner(self)
        self.texts = LiveTexts(self)
        self.project: OpenProject | None = None
        self.window: QWidget | None = None  # the owner of dialogs
        self.companions: dict[str, QWidget] = {}  # windows beside the main one, by their names; kept when closed
        self._shared = _Shared()
        self._heard.connect(self.records_changed)
        self.session = RunningSession(self)  # its ``text`` is for the status bar
        self.session.changed.connect(self.session_changed)
        self.drafts = Drafts(self)  # what was typed and is not saved

    # --- the project --------------------------------------------------------------------------------------------

    def use(self, project: OpenProject | None) -> None:
        """Work on *project* from now on; the one before is closed."""
        self.drafts.write()
        before, self.project = self.project, project
        if before is not None:
            self.jobs.run(before.close)
        if project is not None:
            project.subscribe(self._heard.emit)
        self.select(())
        self.set_filter(AssetFilter())
        self.project_changed.emit()

    def apply(
        self,
        step: Callable[..., ChangeSet],
        *args: Any,
        done: Callable[[ChangeSet], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        say: bool = False,
        **kwargs: Any,
    ) -> Job | None:
        """Do one step in the project, in its thread. With *say*, the message bar offers to undo it."""
        project = self.project
        if project is None:
            return None

        def on_done(change_set: ChangeSet) -> None:
            if say and change_set.changes:
                self.say_undoable(change_set.label)
            if done is not None:
                done(change_set)

        job = self.jobs.run(
            lambda: project.apply(step, *args, **kwargs), done=on_done, failed=failed or self.show_error
        )
        self._on_storing(1)
        job.finished.connect(lambda: self._on_storing(-1))
        return job

    def ask(
        self,
        query: Callable[..., Any],
        *args: Any,
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None = None,
        **kwargs: Any,
    ) -> Job | None:
        """Ask the project something, in its thread; the answer goes to *done*."""
        project = self.project
        if project is None:
            return None
        return self.jobs.run(
            lambda: project.read(query, *args, **kwargs), done=done, failed=failed or self.show_error
        )

    def _on_storing(self, more: int) -> None:
        self._shared.storing += more
        self.storing_changed.emit(self._shared.storing > 0)

    def undo(self) -> None:
        """Take back the last step, and offer to do it again."""
        if self.project is not None:
            self.jobs.run(self.project.undo, done=self._say_undone, failed=self.show_error)

    def redo(self) -> None:
        if self.project is not None:
            self.jobs.run(self.project.redo, done=self._say_redone, failed=self.show_error)

    # --- what is shared -----------------------------------------------------------------------------------------

    @property
    def selection(self) -> tuple[RecordId, ...]:
        return self._shared.selection

    def select(self, ids: Sequence[RecordId]) -> None:
        """Select assets, in list and map alike."""
        if tuple(ids) != self._shared.selection:
            self._shared.selection = tuple(ids)
            self.selection_changed.emit(self._shared.selection)

    @property
    def filter(self) -> AssetFilter:
        return self._shared.filter

    def set_filter(self, chosen: AssetFilter) -> None:
        """Show only some assets, in list and map alike."""
        if chosen != self._shared.filter:
            self._shared.filter = chosen
            self.filter_changed.emit(chosen)

    def speak(self, code: str, *, keep: bool = True) -> None:
        """Change the language of the whole window; with *keep*, for the next start too."""
        if code != language():
            set_language(code)
            if keep:
                self.settings["window.language"] = code
            self.texts.again()
            self.language_changed.emit(code)

    # --- saying things ------------------------------------------------------------------------------------------

    def say(self, text: str, action: str = "", act: Callable[[], None] | None = None, kind: str = "done") -> None:
        """Tell something in the message bar."""
        self.said.emit(Message(text, action, act, kind))

    def say_undoable(self, label: str) -> None:
        """Tell that a step was done, and offer to take it back."""
        self.say(_("Done: {step}.").format(step=label), N_("Undo"), self.undo)

    def _say_undone(self, step: ChangeSet | None) -> None:
        if step is None:
            self.say(_("There is nothing to undo."))
        else:
            self.say(_("Taken back: {step}.").format(step=step.label), N_("Do it again"), self.redo)

    def _say_redone(self, step: ChangeSet | None) -> None:
        if step is None:
            self.say(_("There is nothing to do again."))
        else:
            self.say_undoable(step.label)

    def show_error(self, error: BaseException) -> None:
        """Show an error where the user looks."""
        from asset_mapper.ui.errors import message_of

        if isinstance(error, UnreachableProjectError):
            self.reach_changed.emit(False)
        self.said.emit(message_of(error, self))
