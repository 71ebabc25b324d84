"""The two timelines of a journey side by side, or the same as a table, and what can be done with the chosen event."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QGridLayout, QLabel, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from asset_mapper.domain import journey_costs
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.journey import JourneyEvent, JourneyPath
from asset_mapper.i18n import N_, _, language
from asset_mapper.services.journeys import ToldJourney
from asset_mapper.ui.context import Context
from asset_mapper.ui.views.journey_table import JourneyTable
from asset_mapper.ui.widgets.button_menu import offer_on
from asset_mapper.ui.widgets.event_line import EventCard, EventLine
from asset_mapper.ui.widgets.flow import FlowLayout
from asset_mapper.ui.widgets.leading import Leading

_TOP = Qt.AlignmentFlag.AlignTop


class JourneyLines(QWidget):
    """Has one chosen event, wherever it stands, and emits what is wished for it."""

    opened = Signal(str)
    removed = Signal(str)
    moved = Signal(str, int)  # the event, and how far along its timeline
    switched = Signal(str)  # to the other timeline
    copied = Signal(str)  # the events as far as this one
    path_chosen = Signal(object)  # JourneyPath, the one where the keyboard is

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._shown: ToldJourney | None = None
        self._can_write = False
        self.path = JourneyPath.HAPPENED  # where the keyboard was last
        self.lines = {path: EventLine() for path in JourneyPath}
        self.totals: dict[JourneyPath, QLabel] = {}
        self.table = JourneyTable(context)
        self.table.opened.connect(self.opened)
        self.table.removed.connect(self.removed)
        self.table.currentCellChanged.connect(self._say_steps)
        self._middle = QStackedWidget()
        self._middle.addWidget(self._make_lines())
        self._middle.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._middle, 1)
        column.addLayout(self._make_steps())
        for view in (*self.lines.values(), self.table):
            offer_on(view, self.steps.values)
        self._leading = Leading(self, self.lines[JourneyPath.HAPPENED])
        self._go_to(JourneyPath.HAPPENED)

    # --- parts --------------------------------------------------------------------------------------------------

    def _make_lines(self) -> QWidget:
        both = QWidget()
        grid = QGridLayout(both)  # both end at one height, however long the totals below are
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setRowStretch(1, 1)
        say = self._context.texts.say
        for place, (path, line) in enumerate(self.lines.items()):
            heading, total = QLabel(), QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
            font = heading.font()
            font.setBold(True)
            heading.setFont(font)
            total.setFont(font)
            heading.setBuddy(line)
            say(heading.setText, path.label)
            say(line.setAccessibleName, path.label)
            say(line.setToolTip, N_("Enter opens an event, Delete removes it, Alt with the arrow keys moves it."))
            self.totals[path] = total
            grid.addWidget(heading, 0, place)
            grid.addWidget(line, 1, place)
            grid.addWidget(total, 2, place, _TOP)
            grid.setColumnStretch(place, 1)
            line.opened.connect(self.opened)
            line.removed.connect(self.removed)
            line.moved.connect(self.moved)
            line.switched.connect(self.switched)
            line.crossed.connect(partial(self._cross, path))
            line.currentRowChanged.connect(partial(self._on_current, path))
        return both

    def _make_steps(self) -> FlowLayout:
        say, row = self._context.texts.say, FlowLayout()
        self.steps: dict[str, QPushButton] = {}
        acts: tuple[tuple[str, str, Callable[[RecordId], Any] | None], ...] = (
            ("open", N_("Change …"), self.opened.emit),
            ("move", N_("Move"), None),
            ("copy", N_("Both begin so"), self.copied.emit),
            ("remove", N_("Remove"), self.removed.emit),
        )
        for key, text, act in acts:
            button = QPushButton()
            say(button.setText, text)
            if act is not None:
                button.clicked.connect(lambda _checked=False, act=act: act(self.current_id))
            self.steps[key] = button
            row.addWidget(button)
        say(self.steps["copy"].setToolTip, N_("Copy the events as far as this one to what could have happened"))
        menu = QMenu(self.steps["move"])
        self.moves: dict[str, QAction] = {}
        moves: tuple[tuple[str, str, str, Callable[[], Any]], ...] = (
            ("earlier", N_("Earlier"), "Alt+Up", lambda: self.moved.emit(self.current_id, -1)),
            ("later", N_("Later"), "Alt+Down", lambda: self.moved.emit(self.current_id, 1)),
            ("switch", N_("To the other timeline"), "Alt+Right", lambda: self.switched.emit(self.current_id)),
        )
        for key, text, keys, move in moves:
            self.moves[key] = menu.addAction("")
            say(self.moves[key].setText, text)
            self.moves[key].setShortcut(QKeySequence(keys))
            self.moves[key].setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # the timelines hear it themselves
            self.moves[key].triggered.connect(lambda _checked=False, move=move: move())
        self.steps["move"].setMenu(menu)
        return row

    # --- showing ------------------------------------------------------------------------------------------------

    def show_journey(self, shown: ToldJourney, *, can_write: bool) -> None:
        """Show the events of a journey; the one that is chosen stays chosen."""
        self._shown, self._can_write = shown, can_write
        for path, line in self.lines.items():
            line.fill([_card(event) for event in shown.events(path)])
            self.totals[path].setText(journey_costs.total_in_words(shown.costs, path))
        if not self.lines[self.path].count():
            self._go_to(next((path for path, line in self.lines.items() if line.count()), self.path))
        self.table.show_journey(shown)
        self._say_steps()

    @Slot(bool)
    def show_as_table(self, as_table: bool) -> None:
        """Show the same as a table, or drawn again; the chosen event stays chosen."""
        chosen = self.current_id
        self._middle.setCurrentIndex(1 if as_table else 0)
        self.choose(chosen)
        self._leading.main = self.table if as_table else self.lines[self.path]
        self._say_steps()

    @property
    def is_table(self) -> bool:
        return self._middle.currentWidget() is self.table

    @property
    def current_id(self) -> RecordId:
        """The event that is chosen, ``""`` when none is."""
        return self.table.current_id if self.is_table else self.lines[self.path].current_id

    def choose(self, event_id: RecordId) -> None:
        """Choose an event, wherever it stands."""
        if self.is_table:
            self.table.choose(event_id)
        else:
            for line in self.lines.values():
                line.choose(event_id)

    @Slot()
    def _say_steps(self, *_cells: int) -> None:
        """Say what can be done with the chosen event."""
        event = self._shown.find(self.current_id) if self._shown is not None else None
        possible = event is not None and self._can_write
        for button in self.steps.values():
            button.setEnabled(possible)
        self.steps["copy"].setEnabled(possible and event is not None and event.path is JourneyPath.HAPPENED)

    # --- what one does ------------------------------------------------------------------------------------------

    def _on_current(self, path: JourneyPath, row: int) -> None:
        """Choose in one timeline: the other lets go of its own choice."""
        if row < 0:
            return
        self._go_to(path)
        for other, line in self.lines.items():
            if other is not path:
                line.blockSignals(True)
                line.setCurrentRow(-1)
                line.blockSignals(False)
        self.path_chosen.emit(path)
        self._say_steps()

    def _go_to(self, path: JourneyPath) -> None:
        """Tab comes to one timeline, or it would take the choice away from the other; left and right go between."""
        self.path = path
        for one, line in self.lines.items():
            line.setFocusPolicy(Qt.FocusPolicy.StrongFocus if one is path else Qt.FocusPolicy.ClickFocus)
        if not self.is_table:
            self._leading.main = self.lines[path]

    def _cross(self, path: JourneyPath) -> None:
        """Go to the event beside the chosen one, in the other timeline."""
        (other,) = (line for one, line in self.lines.items() if one is not path)
        if other.count():
            row = min(max(self.lines[path].currentRow(), 0), other.count() - 1)
            other.setFocus()
            other.setCurrentRow(row)


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
