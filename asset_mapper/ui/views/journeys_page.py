"""Journeys: what happened and what could have happened, side by side, with what each event cost."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from asset_mapper.domain import journey_costs
from asset_mapper.domain.asset import Asset
from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.journey import Journey, JourneyEvent, JourneyPath
from asset_mapper.domain.outcome import Outcome
from asset_mapper.i18n import N_, _, language
from asset_mapper.services import journeys
from asset_mapper.services.journeys import ToldJourney
from asset_mapper.storage.unit_of_work import UnitOfWork
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import journey_form
from asset_mapper.ui.views.journey_entry import JourneyEntry
from asset_mapper.ui.views.journey_side import JourneySide
from asset_mapper.ui.views.journey_table import JourneyTable
from asset_mapper.ui.widgets.choice import Choice
from asset_mapper.ui.widgets.event_line import EventCard, EventLine
from asset_mapper.ui.widgets.flow import FlowLayout
from asset_mapper.ui.widgets.form import quiet_label

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
        self.entry = JourneyEntry(context)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(self._make_top())
        column.addWidget(self._make_lines(), 1)
        column.addLayout(self._make_steps())
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
        self.pages.addWidget(self._make_empty())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)
        self.setFocusProxy(self.lines[JourneyPath.HAPPENED])
        self.entry.wanted.connect(self._on_wanted)
        context.records_changed.connect(self._follow)
        context.session_changed.connect(self._say_steps)
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
        self.as_table.toggled.connect(self._on_as_table)
        self.add = QPushButton()
        say(self.add.setText, N_("Add a journey …"))
        self.add.clicked.connect(lambda: journey_form.add(self._context))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.choice, 1)
        row.addWidget(self.as_table)
        row.addWidget(self.add)
        return row

    def _make_lines(self) -> QStackedWidget:
        """Make the two timelines, and the same as a table."""
        self.lines = {path: EventLine() for path in JourneyPath}
        self.totals: dict[JourneyPath, QLabel] = {}
        both = QWidget()
        grid = QGridLayout(both)  # both end at one height, however long the totals below are
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setRowStretch(1, 1)
        for place, (path, line) in enumerate(self.lines.items()):
            heading, total = QLabel(), QLabel(wordWrap=True)
            font = heading.font()
            font.setBold(True)
            heading.setFont(font)
            total.setFont(font)
            heading.setBuddy(line)
            self._context.texts.say(heading.setText, path.label)
            self._context.texts.say(line.setAccessibleName, path.label)
            self._context.texts.say(
                line.setToolTip,
                N_("Enter opens an event, Delete removes it, Alt with the arrow keys moves it."),
            )
            self.totals[path] = total
            for row, widget in enumerate((heading, line, total)):
                grid.addWidget(widget, row, place)
            grid.setColumnStretch(place, 1)
            line.opened.connect(self._open)
            line.removed.connect(lambda key: self._do(journeys.remove_event, key))
            line.moved.connect(lambda key, steps: self._do(journeys.move_event, key, steps, say=False))
            line.switched.connect(self._switch)
            line.crossed.connect(lambda path=path: self._cross(path))
            line.currentRowChanged.connect(lambda row, path=path: self._on_current(path, row))
        self.table = JourneyTable(self._context)
        self.table.opened.connect(self._open)
        self.table.currentCellChanged.connect(self._say_steps)
        self.middle = QStackedWidget()
        self.middle.addWidget(both)
        self.middle.addWidget(self.table)
        return self.middle

    def _make_steps(self) -> FlowLayout:
        say, row = self._context.texts.say, FlowLayout()
        self.steps: dict[str, QPushButton] = {}
        for key, text, act in (
            ("open", N_("Change …"), lambda: self._open(self.current_id)),
            ("move", N_("Move"), None),
            ("copy", N_("Both begin so"), self._on_copy),
            ("remove", N_("Remove"), lambda: self._do(journeys.remove_event, self.current_id)),
        ):
            button = QPushButton()
            say(button.setText, text)
            if act is not None:
                button.clicked.connect(lambda _checked=False, act=act: act())
            self.steps[key] = button
            row.addWidget(button)
        say(self.steps["copy"].setToolTip, N_("Copy the events as far as this one to what could have happened"))
        menu = QMenu(self)
        self.moves: dict[str, QAction] = {}
        for key, text, keys in (
            ("earlier", N_("Earlier"), "Alt+Up"),
            ("later", N_("Later"), "Alt+Down"),
            ("switch", N_("To the other timeline"), "Alt+Right"),
        ):
            self.moves[key] = menu.addAction("")
            say(self.moves[key].setText, text)
            self.moves[key].setShortcut(QKeySequence(keys))
            self.moves[key].setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # the timelines hear it themselves
            self.moves[key].triggered.connect(lambda _checked=False, key=key: self._move(key))
        self.steps["move"].setMenu(menu)
        return row

    def _make_empty(self) -> QWidget:
        say = self._context.texts.say
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        title = QLabel(wordWrap=True)
        title.setProperty("role", "heading")
        say(title.setText, N_("One story, told twice"))
        words = quiet_label()
        say(
            words.setText,
            N_(
                "A journey tells what happened to somebody, and beside it what could have happened with help at the "
                "right time, each event with what it cost and where that is published. It is fiction, put together "
                "from several people's stories, so that nobody can be recognised."
            ),
        )
        self.first = QPushButton()
        self.first.setProperty("role", "primary")
        say(self.first.setText, N_("Add a journey …"))
        self.first.clicked.connect(lambda: journey_form.add(self._context))
        row = QHBoxLayout()
        row.addWidget(self.first)
        row.addStretch(1)
        column.addWidget(title)
        column.addWidget(words)
        column.addLayout(row)
        column.addStretch(1)
        return page

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
        shown = self._shown
        self.pages.setCurrentIndex(0 if shown is not None else 1)
        self.first.setEnabled(self._can_write)
        if shown is None:
            return
        self.choice.blockSignals(True)
        self.choice.fill([(journey.id, journey.name.text(language())) for journey in self._journeys])
        self.choice.choose(self._chosen)
        self.choice.blockSignals(False)
        for path, line in self.lines.items():
            line.fill([_card(event) for event in shown.events(path)])
            self.totals[path].setText(journey_costs.total_in_words(shown.costs, path))
        self.table.show_journey(shown)
        self.side.show_journey(shown, can_write=self._can_write)
        self._say_steps()

    @property
    def _can_write(self) -> bool:
        return self._context.project is not None and not self._context.project.read_only

    @Slot()
    def _say_steps(self, *_cells: int) -> None:
        """Say what can be done with the chosen event."""
        shown = self._shown
        event = shown.find(self.current_id) if shown is not None else None
        for key, button in self.steps.items():
            possible = event is not None and self._can_write
            button.setEnabled(possible and (key != "copy" or event.path is JourneyPath.HAPPENED))  # type: ignore[union-attr]
        self.entry.setVisible(self._can_write)
        self.add.setEnabled(self._can_write)

    # --- what one does ------------------------------------------------------------------------------------------

    _path = JourneyPath.HAPPENED  # where the keyboard was last

    @property
    def current_id(self) -> RecordId:
        """The event that is chosen, ``""`` when none is."""
        if self.as_table.isChecked():
            return self.table.current_id
        return self.lines[self._path].current_id

    def _on_current(self, path: JourneyPath, row: int) -> None:
        """Choose in one timeline: the other lets go of its own choice."""
        if row < 0:
            return
        self._path = path
        self.entry.path.choose(path)
        for other, line in self.lines.items():
            if other is not path:
                line.blockSignals(True)
                line.setCurrentRow(-1)
                line.blockSignals(False)
        self._say_steps()

    def _cross(self, path: JourneyPath) -> None:
        """Go to the event beside the chosen one, in the other timeline."""
        (other,) = (line for one, line in self.lines.items() if one is not path)
        if other.count():
            row = min(max(self.lines[path].currentRow(), 0), other.count() - 1)
            other.setFocus()
            other.setCurrentRow(row)

    @Slot(int)
    def _on_choice(self, _row: int) -> None:
        if self.choice.count():
            self.show_journey(self.choice.value)

    @Slot(bool)
    def _on_as_table(self, checked: bool) -> None:
        self.middle.setCurrentIndex(1 if checked else 0)
        self._say_steps()

    def _open(self, event_id: RecordId) -> None:
        event = self._shown.find(event_id) if self._shown is not None else None
        if event is not None and self._can_write:
            journey_form.edit_event(self._context, event)

    @Slot()
    def _on_change(self) -> None:
        if self._shown is not None:
            journey_form.edit(self._context, self._shown.journey)

    def _do(self, step: object, *args: object, say: bool = True) -> None:
        if self._can_write and args[0]:
            self._context.apply(step, *args, say=say)  # type: ignore[arg-type] # a step of services/journeys.py

    def _move(self, key: str) -> None:
        if key == "switch":
            self._switch(self.current_id)
        else:
            self._do(journeys.move_event, self.current_id, -1 if key == "earlier" else 1, say=False)

    def _switch(self, event_id: RecordId) -> None:
        """Move an event to the other timeline; the keyboard goes with it."""
        event = self._shown.find(event_id) if self._shown is not None else None
        if event is None or not self._can_write:
            return
        other = JourneyPath.COULD if event.path is JourneyPath.HAPPENED else JourneyPath.HAPPENED

        def done(_change_set: ChangeSet) -> None:
            self._context.ask(_everything, self._chosen, done=shown)

        def shown(found: tuple[tuple[Journey, ...], ToldJourney | None]) -> None:
            self._on_read(found)
            if not self.as_table.isChecked():
                self.lines[other].choose(event_id)
                self.lines[other].setFocus()

        self._context.apply(journeys.switch_event, event_id, done=done)

    @Slot()
    def _on_copy(self) -> None:
        if self.current_id and self._can_write:
            self._context.apply(journeys.copy_beginning, self._chosen, self.current_id, say=True)

    @Slot(object)
    def _on_wanted(self, event: JourneyEvent) -> None:
        """Add the event that was typed, behind the chosen one of its timeline."""
        after = self.current_id if self._path is event.path else None

        def done(_change_set: ChangeSet) -> None:
            self.entry.kept()
            self._context.ask(_everything, self._chosen, done=shown)

        def shown(found: tuple[tuple[Journey, ...], ToldJourney | None]) -> None:
            self._on_read(found)
            self.lines[event.path].choose(event.id)

        self._context.apply(journeys.add_event, event, after, done=done, say=True)


def _everything(uow: UnitOfWork, chosen: RecordId) -> tuple[tuple[Journey, ...], ToldJourney | None]:
    """Read the journeys, and the one that is shown (the first, when that is gone)."""
    there = journeys.all_journeys(uow)
    keys = [journey.id for journey in there]
    wanted = chosen if chosen in keys else next(iter(keys), "")
    return there, journeys.told(uow, wanted) if wanted else None


def _card(event: JourneyEvent) -> EventCard:
    cost, year = journey_costs.cost_in_words(event), journey_costs.year_in_words(event)
    if event.price_year is not None and cost:
        year = _("prices of {year}").format(year=event.price_year)
    return EventCard(
        id=event.id,
        when=event.when.text(language()) if event.when else "",
        what=event.what.text(language()),
        cost=cost,
        year=year if cost else "",
    )
