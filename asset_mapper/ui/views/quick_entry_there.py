"""What is there already, beside the line: what it is understood by, what it may go on with, what may be the same."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from asset_mapper.domain.change import ChangeSet
from asset_mapper.i18n import _, language
from asset_mapper.services import familiar, quick_entry
from asset_mapper.services.completing import Completed
from asset_mapper.services.familiar import Familiar, Known
from asset_mapper.storage.unit_of_work import UnitOfWork
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.flow import FlowLayout

_MOST_OFFERS = 4
_MOST_ALIKE = 3
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class WhatIsThere(QObject):
    """What lines are understood by, for all of the window: read when a line or a session is begun, then followed.

    Before that, the window does without the names of all assets and without what understands them.
    """

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._context = context
        self.known = Known()
        self.is_reading = False
        self._is_needed = False
        context.records_changed.connect(self._follow)
        context.project_changed.connect(self._read)
        context.session_changed.connect(self._on_session)
        self._on_session()

    @classmethod
    def of(cls, context: Context) -> WhatIsThere:
        """Give the one of *context*."""
        found = context.findChild(cls)
        return found if isinstance(found, cls) else cls(context)

    def need(self) -> None:
        """Read what is there, unless that was done: a line is about to be typed."""
        if not self._is_needed:
            self._is_needed = True
            self._read()

    @Slot()
    def _on_session(self) -> None:
        if self._context.session.running is not None:
            self.need()

    @Slot(object)
    def _follow(self, change_set: ChangeSet) -> None:
        if not self._is_needed:
            return
        if self.known.follow(change_set):
            self.changed.emit()
        else:
            self._read()

    @Slot()
    def _read(self) -> None:
        if self._context.project is None:
            self._take(Known())
        elif self._is_needed:
            self.is_reading = True
            self._context.ask(_known, done=self._take, failed=self._on_failed)

    def _take(self, known: Known) -> None:
        self.known, self.is_reading = known, False
        self.changed.emit()

    def _on_failed(self, error: BaseException) -> None:
        self.is_reading = False
        self._context.show_error(error)


def _known(uow: UnitOfWork) -> Known:
    """Read what is there, and load what understanding a line needs, before the first line is typed."""
    there = familiar.known(uow)
    quick_entry.understand("Hall, SN 972 665, Tuesdays 2pm, at the hall", there)
    return there


class OfferRow(QWidget):
    """What the part that is being typed may become. Tab takes the first; arrow keys and Enter choose."""

    taken = Signal(int)
    left = Signal()  # the keyboard is to go back to the line

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = FlowLayout(self)
        flow.setContentsMargins(0, 0, 0, 0)
        self.buttons = [QPushButton() for _place in range(_MOST_OFFERS)]
        for place, button in enumerate(self.buttons):
            button.setProperty("role", "chip")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, place=place: self.taken.emit(place))
            button.installEventFilter(self)
            flow.addWidget(button)
        self.hide()

    def offer(self, options: Sequence[Completed]) -> None:
        for place, button in enumerate(self.buttons):
            button.setVisible(place < len(options))
            if place < len(options):
                label = options[place].label.replace("&", "&&")
                button.setText(_("{name} (Tab)").format(name=label) if place == 0 else label)
        self.setVisible(bool(options))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        place = next(number for number, button in enumerate(self.buttons) if button is watched)
        step = _STEPS.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit(place)
        elif event.key() == Qt.Key.Key_Escape or (step == -1 and place == 0):
            self.left.emit()
        elif step is not None:
            following = self.buttons[min(place + step, len(self.buttons) - 1)]
            if following.isVisible():
                following.setFocus()
        else:
            return False
        return True


class AlikeRow(QWidget):
    """What is recorded already under nearly the same name: to be opened, or to be added to."""

    opened = Signal(int)
    merged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = FlowLayout(self)
        flow.setContentsMargins(0, 0, 0, 0)
        self.buttons = [QPushButton() for _place in range(_MOST_ALIKE)]
        self.merge = QPushButton()
        for place, button in enumerate(self.buttons):
            button.clicked.connect(lambda _checked=False, place=place: self.opened.emit(place))
        self.merge.clicked.connect(self.merged)
        for button in (*self.buttons, self.merge):
            button.setAutoDefault(False)
            flow.addWidget(button)
        self.hide()

    def show_alike(self, alike: Sequence[Familiar], known: Known) -> None:
        for place, button in enumerate(self.buttons):
            button.setVisible(place < len(alike))
            if place < len(alike):
                text = _("Already here? “{name}” – open it (Alt+{n})")
                button.setText(text.format(name=_named(alike[place], known), n=place + 1))
        if alike:
            name = alike[0].name.text(language()).replace("&", "&&")
            self.merge.setText(_("Add this to “{name}” (Alt+M)").format(name=name))
        self.setVisible(bool(alike))


def _named(found: Familiar, known: Known) -> str:
    """Name an asset with the venue where it is, so that two of the same name are told apart."""
    venue = known.assets.get(found.venue_id or "")
    names = [found.name.text(language()), *([venue.name.text(language())] if venue is not None else [])]
    return ", ".join(names).replace("&", "&&")
