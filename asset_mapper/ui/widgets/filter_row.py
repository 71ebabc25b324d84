"""The row above list and map that says which assets they show: compact fields, one shared filter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QSizePolicy, QWidget

from asset_mapper.domain.asset import Asset, AssetKind, AssetStatus
from asset_mapper.domain.audience import VISIBILITIES
from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.link import Link
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.outcome import Outcome
from asset_mapper.domain.project import ImportBatch
from asset_mapper.i18n import N_, _, language
from asset_mapper.services import overview
from asset_mapper.services.overview import Choices
from asset_mapper.ui.context import AssetFilter, Context
from asset_mapper.ui.models.sifting import QUEUES
from asset_mapper.ui.widgets.choice import ElidedBox
from asset_mapper.ui.widgets.flow import FlowLayout

_PAUSE_MS = 120
_LONGEST = 60  # letters of an entry
_NOTHING = Choices((), (), ())

Options = Sequence[tuple[Any, str]]


class Pick(ElidedBox):
    """One value out of a few, or any. What it lists follows the project and the language; the choice stays."""

    def __init__(self, name: str, anything: str, options: Callable[[], Options], context: Context) -> None:
        super().__init__()
        self._anything, self._options = anything, options
        self._values: list[Any] = [None]
        self.setSizeAdjustPolicy(ElidedBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(13)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.view().setTextElideMode(Qt.TextElideMode.ElideRight)
        context.texts.say(self.setAccessibleName, name)
        context.texts.call(self.fill)

    @property
    def value(self) -> Any:
        """The value that is chosen; ``None`` for any."""
        return self._values[max(self.currentIndex(), 0)]

    def choose(self, value: Any) -> None:
        """Choose *value*, also one that is not offered."""
        with QSignalBlocker(self):
            if value is not None and value not in self._values:
                self._values.append(value)
                self.addItem(_("As chosen"))
            self.setCurrentIndex(self._values.index(value))
            self.setToolTip(self.currentText())

    def fill(self) -> None:
        """List what can be chosen now, in the language in force."""
        chosen, options = self.value, self._options()
        with QSignalBlocker(self):
            self.clear()
            self._values = [None, *(value for value, _text in options)]
            self.addItem(_(self._anything))
            self.addItems([text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…" for _value, text in options])
        self.choose(chosen)


class FilterRow(QWidget):
    """Kind, tag and queue; with one more key the outcome, the session, the place, status and audience.

    The words of a search are typed in the line above all views, and belong to the same filter.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._choices = _NOTHING
        self._showing = False
        say = context.texts.say
        self.place = QLineEdit(clearButtonEnabled=True)
        say(self.place.setPlaceholderText, N_("Area, street or postcode"))
        say(self.place.setAccessibleName, N_("Area, street or postcode"))
        self.place.setMinimumWidth(self.fontMetrics().averageCharWidth() * 30)
        self.kind = Pick(
            N_("Kind"), N_("Any kind"), lambda: [(kind.value, _(kind.label)) for kind in AssetKind], context
        )
        self.tag = Pick(N_("Tag"), N_("Any tag"), lambda: [(tag, tag) for tag in self._choices.tags], context)
        self.queue = Pick(
            N_("Queue"), N_("No queue"), lambda: [(key, _(text)) for key, text in QUEUES.items()], context
        )
        self.outcome = Pick(N_("Outcome"), N_("Any outcome"), self._outcomes, context)
        self.session = Pick(N_("Mapping session"), N_("Any session"), self._sessions, context)
        self.status = Pick(
            N_("Status"), N_("Any status"), lambda: [(one.value, _(one.label)) for one in AssetStatus], context
        )
        self.visibility = Pick(
            N_("Shown to"),
            N_("Shown to anyone"),
            lambda: [(one.value, _(one.label)) for one in VISIBILITIES],
            context,
        )
        self.more = QPushButton()
        self.more.setCheckable(True)
        context.texts.call(self._say_more)
        self.everything = QPushButton()
        say(self.everything.setText, N_("Show everything"))

        row = FlowLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._further = (self.outcome, self.session, self.place, self.status, self.visibility)
        for widget in (self.kind, self.tag, self.queue, self.more, *self._further, self.everything):
            row.addWidget(widget)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._set_filter)
        self.place.textEdited.connect(self._pause.start)
        self.place.textChanged.connect(self._on_cleared)
        self.place.returnPressed.connect(self._set_filter)
        for pick in (self.kind, self.tag, self.queue, self.outcome, self.session, self.status, self.visibility):
            pick.activated.connect(self._set_filter)
        self.more.toggled.connect(self._show_further)
        self.everything.clicked.connect(self._clear)
        context.filter_changed.connect(self._show_filter)
        context.records_changed.connect(self._on_records)
        context.project_changed.connect(self._read_choices)
        self._show_further(False)
        self._show_filter(context.filter)
        self._read_choices()

    # --- what can be chosen -------------------------------------------------------------------------------------

    def _outcomes(self) -> Options:
        return [(one, f"{code} {name.text(language())}".strip()) for one, code, name in self._choices.outcomes]

    def _sessions(self) -> Options:
        return [(one, f"{place.text(language())}, {day}") for one, day, place in self._choices.sessions]

    @Slot()
    def _read_choices(self) -> None:
        if self._context.project is None:
            self._on_choices(_NOTHING)
        else:
            self._context.ask(overview.choices, done=self._on_choices)

    def _on_choices(self, choices: Choices) -> None:
        if choices != self._choices:
            self._choices = choices
            for pick in (self.tag, self.outcome, self.session):
                pick.fill()

    @Slot(object)
    def _on_records(self, change_set: ChangeSet) -> None:
        """Read the choices again where a step can have changed them."""
        for change in change_set:
            before, after = change.before, change.after
            if isinstance(change.record, Asset):
                if (before.tags if before else ()) != (after.tags if after else ()):
                    self._read_choices()
                    return
            elif isinstance(change.record, (Outcome, Link, MappingSession, ImportBatch)):
                self._read_choices()
                return

    # --- the filter ---------------------------------------------------------------------------------------------

    @Slot()
    def _set_filter(self, *_news: object) -> None:
        self._pause.stop()
        kinds = self._context.filter.kinds
        if self.kind.value != _SEVERAL:
            kinds = frozenset([self.kind.value]) if self.kind.value else frozenset()
        self._context.set_filter(
            replace(
                self._context.filter,
                place=self.place.text().strip(),
                kinds=kinds,
                tag=self.tag.value or "",
                queue=self.queue.value or "",
                outcome_id=self.outcome.value,
                session_id=self.session.value,
                status=self.status.value or "",
                visibility=self.visibility.value or "",
            )
        )

    @Slot(str)
    def _on_cleared(self, text: str) -> None:
        """The cross in the field empties it without typing."""
        if not text and not self._showing:
            self._pause.start()

    @Slot(object)
    def _show_filter(self, chosen: AssetFilter) -> None:
        """Show the filter that is in force, whoever set it."""
        self._showing = True
        if self.place.text().strip() != chosen.place:
            self.place.setText(chosen.place)
        self.kind.choose(next(iter(chosen.kinds)) if len(chosen.kinds) == 1 else _SEVERAL if chosen.kinds else None)
        self.tag.choose(chosen.tag or None)
        self.queue.choose(chosen.queue or None)
        self.outcome.choose(chosen.outcome_id)
        self.session.choose(chosen.session_id)
        self.status.choose(chosen.status or None)
        self.visibility.choose(chosen.visibility or None)
        self._showing = False
        if any((chosen.outcome_id, chosen.session_id, chosen.place, chosen.status, chosen.visibility)):
            self.more.setChecked(True)
        self.everything.setVisible(not chosen.is_empty)

    @Slot(bool)
    def _show_further(self, shown: bool) -> None:
        for widget in self._further:
            widget.setVisible(shown)
        self._say_more()

    def _say_more(self) -> None:
        self.more.setText(_("Fewer filters") if self.more.isChecked() else _("More filters"))

    @Slot()
    def _clear(self) -> None:
        self._context.set_filter(AssetFilter())
        self.kind.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape and not self._context.filter.is_empty:
            self._clear()
        else:
            super().keyPressEvent(event)


_SEVERAL = "several"
"""Several kinds, which another view chose."""
