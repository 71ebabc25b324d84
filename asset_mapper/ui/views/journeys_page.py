"""Journeys: what happened and what could have happened, side by side, with what each event cost."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.journey import Journey, JourneyEvent
from asset_mapper.domain.outcome import Outcome
from asset_mapper.i18n import N_, language
from asset_mapper.services import journeys
from asset_mapper.services.journeys import ToldJourney
from asset_mapper.storage.unit_of_work import UnitOfWork
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import journey_form
from asset_mapper.ui.views.journey_entry import JourneyEntry
from asset_mapper.ui.views.journey_lines import JourneyLines
from asset_mapper.ui.views.journey_side import JourneySide
from asset_mapper.ui.widgets.choice import Choice
from asset_mapper.ui.widgets.empty_page import EmptyPage
from asset_mapper.ui.widgets.leading import Leading

_FOLLOWED = (Journey, JourneyEvent, Outcome, Asset)


class JourneysPage(QWidget):
    """A journey is chosen above; its timelines are in the middle, and beside them what they say about costs."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._journeys: tuple[Journey, ...] = ()
        self._chosen: RecordId = ""
        self._shown: ToldJourney | None = None
        self._is_stale = True
        self.setProperty("manual", "journeys")
        self.timelines, self.entry = JourneyLines(context), JourneyEntry(context)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(self._make_top())
        column.addWidget(self.timelines, 1)
        column.addWidget(self.entry)
        self.side = JourneySide()
        self.side.change_wanted.connect(self._on_change)
        self.side.removal_wanted.connect(lambda: self._do(journeys.remove, self._chosen))
        context.texts.say(self.side.setAccessibleName, N_("The journey and its costs, in words"))
        self.splitter = QSplitter()
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.side)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setSizes([880, 400])
        self.pages = QStackedWidget()
        self.pages.addWidget(self.splitter)
        self.none_yet = EmptyPage(
            context,
            N_("One story, told twice"),
            N_(
                "A journey tells what happened to somebody, and beside it what could have happened with help at the "
                "right time, each event with what it cost and where that is published. It is fiction, put together "
                "from several people's stories, so that nobody can be recognised."
            ),
        )
        self.first = self.none_yet.offer(N_("Add a journey …"), lambda: journey_form.add(context))
        self.pages.addWidget(self.none_yet)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)
        self._leading = Leading(self, self.timelines)
        self.timelines.opened.connect(self._open)
        self.timelines.removed.connect(lambda key: self._do(journeys.remove_event, key))
        self.timelines.moved.connect(lambda key, steps: self._do(journeys.move_event, key, steps, say=False))
        self.timelines.switched.connect(self._switch)
        self.timelines.copied.connect(lambda key: self._do(journeys.copy_beginning, self._chosen, key))
        self.timelines.path_chosen.connect(self.entry.path.choose)
        self.entry.wanted.connect(self._on_wanted)
        context.records_changed.connect(self._follow)
        context.texts.call(self._write)

    # --- parts --------------------------------------------------------------------------------------------------

    def _make_top(self) -> QHBoxLayout:
        say = self._context.texts.say
        self.choice: Choice[RecordId] = Choice("", [])
        say(self.choice.setAccessibleName, N_("Journey"))
        self.choice.currentIndexChanged.connect(self._on_choice)
        self.as_table = QToolButton()
        self.as_table.setCheckable(True)
        say(self.as_table.setText, N_("As a table"))
        self.as_table.toggled.connect(self.timelines.show_as_table)
        self.add = QPushButton()
        say(self.add.setText, N_("Add a journey …"))
        self.add.clicked.connect(lambda: journey_form.add(self._context))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.choice, 1)
        row.addWidget(self.as_table)
        row.addWidget(self.add)
        return row

    # --- reading ------------------------------------------------------------------------------------------------

    @Slot(str)
    def show_journey(self, journey_id: str) -> None:
        """Show a journey; ``""`` shows the one that was shown last."""
        self._chosen = journey_id or self._chosen
        self._read(now=True)

    @Slot(object)
    def _follow(self, change_set: ChangeSet) -> None:
        for change in change_set:
            if isinstance(change.record, Journey) and change.before is None:
                self._chosen = change.record.id
        if any(isinstance(change.record, _FOLLOWED) for change in change_set):
            self._read()

    def _read(self, *, now: bool = False) -> None:
        self._is_stale = True
        if now or self.isVisible():
            self._is_stale = False
            self._context.ask(_everything, self._chosen, done=self._on_read)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        if self._is_stale:
            self._read()

    def _on_read(self, found: tuple[tuple[Journey, ...], ToldJourney | None]) -> None:
        self._journeys, self._shown = found
        self._chosen = self._shown.journey.id if self._shown else ""
        self.entry.show_journey(self._chosen)
        self._write()

    # --- showing ------------------------------------------------------------------------------------------------

    def _write(self) -> None:
        shown, page = self._shown, self.splitter if self._shown is not None else self.none_yet
        focused = QApplication.focusWidget()
        has_focus = focused is not None and self.isAncestorOf(focused) and not page.isAncestorOf(focused)
        self._leading.main = self.timelines if shown is not None else self.none_yet
        self.pages.setCurrentWidget(page)
        self.first.setEnabled(self._can_write)
        if has_focus:
            self.setFocus()  # the page that had the keyboard is hidden
        if shown is None:
            return
        self.choice.blockSignals(True)
        self.choice.fill([(journey.id, journey.name.text(language())) for journey in self._journeys])
        self.choice.choose(self._chosen)
        self.choice.blockSignals(False)
        self.timelines.show_journey(shown, can_write=self._can_write)
        self.side.show_journey(shown, can_write=self._can_write)
        self.entry.setVisible(self._can_write)
        self.add.setEnabled(self._can_write)

    @property
    def _can_write(self) -> bool:
        return self._context.project is not None and not self._context.project.read_only

    # --- what one does ------------------------------------------------------------------------------------------

    @Slot(int)
    def _on_choice(self, _row: int) -> None:
        if self.choice.count():
            self.show_journey(self.choice.value)

    def _open(self, event_id: RecordId) -> None:
        event = self._shown.find(event_id) if self._shown is not None else None
        if event is not None and self._can_write:
            journey_form.edit_event(self._context, event)

    @Slot()
    def _on_change(self) -> None:
        if self._shown is not None:
            journey_form.edit(self._context, self._shown.journey)

    def _do(self, step: object, *args: object, say: bool = True) -> None:
        if self._can_write and all(args):
            self._context.apply(step, *args, say=say)  # type: ignore[arg-type] # a step of services/journeys.py

    def _switch(self, event_id: RecordId) -> None:
        """Move an event to the other timeline; the keyboard goes with it."""
        event = self._shown.find(event_id) if self._shown is not None else None
        if event is None or not self._can_write:
            return

        def done(_change_set: ChangeSet) -> None:
            self._context.ask(_everything, self._chosen, done=shown)

        def shown(found: tuple[tuple[Journey, ...], ToldJourney | None]) -> None:
            self._on_read(found)
            self.timelines.choose(event_id)
            self.timelines.setFocus()

        self._context.apply(journeys.switch_event, event_id, done=done)

    @Slot(object)
    def _on_wanted(self, event: JourneyEvent) -> None:
        """Add the event that was typed, behind the chosen one of its timeline."""
        chosen = self._shown.find(self.timelines.current_id) if self._shown is not None else None
        after = chosen.id if chosen is not None and chosen.path is event.path else None

        def done(_change_set: ChangeSet) -> None:
            self.entry.kept()
            self._context.ask(_everything, self._chosen, done=shown)

        def shown(found: tuple[tuple[Journey, ...], ToldJourney | None]) -> None:
            self._on_read(found)
            self.timelines.choose(event.id)

        self._context.apply(journeys.add_event, event, after, done=done, say=True)


def _everything(uow: UnitOfWork, chosen: RecordId) -> tuple[tuple[Journey, ...], ToldJourney | None]:
    """Read the journeys, and the one that is shown (the first, when that is gone)."""
    there = journeys.all_journeys(uow)
    keys = [journey.id for journey in there]
    wanted = chosen if chosen in keys else next(iter(keys), "")
    return there, journeys.told(uow, wanted) if wanted else None
