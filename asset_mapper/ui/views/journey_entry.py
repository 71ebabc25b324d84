"""The line in which events are typed one after another: Enter keeps one and begins the next, Tab goes to its cost."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.journey import JourneyEvent, JourneyPath
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _, language
from asset_mapper.services.journeys import typed_cost, typed_year
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.choice import Choice
from asset_mapper.ui.widgets.form import code_choice

_SHORT = 8  # letters
_BESIDE = 24  # of the words in a field: its frame, and the space within
_YEAR = N_("Year of the prices, ? where the source gives none")


class JourneyEntry(QWidget):
    """Year and source stay from one event to the next: several costs often come from one source."""

    wanted = Signal(object)  # JourneyEvent

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._journey_id: RecordId = ""
        self.path: Choice[JourneyPath] = code_choice(context, JourneyPath)
        context.texts.say(self.path.setAccessibleName, N_("Timeline of the new event"))
        self.when, self.what, self.cost, self.year, self.citation = (QLineEdit() for _field in range(5))
        self.add = QPushButton()
        context.texts.say(self.add.setText, N_("Add"))
        context.texts.say(self.add.setAccessibleName, N_("Add the event"))
        self.problem = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.problem.setProperty("role", "problem")
        self.problem.hide()
        for field, name, example, hint in (
            (self.when, N_("When, in the story"), N_("When"), N_("When, in the story")),
            (self.what, N_("What happens"), N_("What happens"), N_("What happens: type it and press Enter")),
            (self.cost, N_("Cost in pounds"), N_("Cost: 20 × 305"), N_("Cost: 305 or 20 × 2,000")),
            (self.year, _YEAR, N_("Year or ?"), _YEAR),
            (self.citation, N_("Source of the cost"), N_("Source"), N_("Source: where the cost was published")),
        ):
            context.texts.say(field.setAccessibleName, name)
            context.texts.say(field.setPlaceholderText, example)
            context.texts.say(field.setToolTip, hint)
            field.returnPressed.connect(self._on_enter)
        em = self.fontMetrics().horizontalAdvance("m")
        self.when.setMinimumWidth(em * _SHORT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for parts in (
            ((self.path, 0), (self.when, 1), (self.what, 6)),
            ((self.cost, 3), (self.year, 3), (self.citation, 4), (self.add, 0)),
        ):
            row = QHBoxLayout()
            row.setSpacing(8)
            for widget, stretch in parts:
                row.addWidget(widget, stretch)
            column.addLayout(row)
        column.addWidget(self.problem)
        context.texts.call(self._fit)
        context.theme_changed.connect(self._fit)  # and with it the size of the text
        self.add.clicked.connect(self._on_enter)
        in_order = (self.path, self.when, self.what, self.cost, self.year, self.citation, self.add)
        for before, after in pairwise(in_order):
            QWidget.setTabOrder(before, after)

    @Slot()
    def _fit(self, *_theme: str) -> None:
        """Leave the names of the timelines, and what cost and year look like, their whole width."""
        wide = self.fontMetrics().horizontalAdvance
        texts = [self.path.itemText(row) for row in range(self.path.count())]
        self.path.setMinimumWidth(max(map(wide, texts)) + 3 * self.fontMetrics().height())
        for field in (self.cost, self.year):
            field.setMinimumWidth(wide(field.placeholderText()) + _BESIDE)

    def show_journey(self, journey_id: RecordId) -> None:
        """Add to another journey: what was typed for the one before is not for it."""
        if journey_id == self._journey_id:
            return
        self._journey_id = journey_id
        for field in (self.when, self.what, self.cost, self.year, self.citation):
            field.clear()
        self._say("")

    def begin(self, path: JourneyPath) -> None:
        """Begin an event of a timeline."""
        self.path.choose(path)
        self.what.setFocus()

    def made(self) -> JourneyEvent:
        """Give the event that was typed.

        Raises
        ------
        InvalidValueError
            Something is missing or cannot be.
        """
        cost, (year, not_given) = typed_cost(self.cost.text()), typed_year(self.year.text())
        has_cost = cost.cost_from is not None
        return JourneyEvent(
            journey_id=self._journey_id,
            path=self.path.value,
            when=_spoken(self.when.text()) if self.when.text().strip() else None,
            what=_spoken(self.what.text()),
            cost_from=cost.cost_from,
            cost_to=cost.cost_to,
            times=cost.times,
            price_year=year if has_cost else None,
            year_not_given=not_given and has_cost,
            citation=self.citation.text().strip() if has_cost else "",
        )

    def kept(self) -> None:
        """Go on with the next event."""
        for field in (self.when, self.what, self.cost):
            field.clear()
        self.what.setFocus()

    @Slot()
    def _on_enter(self) -> None:
        """Keep the event, or say what it lacks and go there."""
        if not self.what.text().strip():
            self._say(_("Say what happens, in Welsh or in English."))
            self.what.setFocus()
            return
        try:
            event = self.made()
        except InvalidValueError as error:
            self._say(str(error))
            self._lacking().setFocus()
            return
        self._say("")
        self.wanted.emit(event)

    def _lacking(self) -> QLineEdit:
        """Say in which field something is missing."""
        try:
            typed_cost(self.cost.text())
        except InvalidValueError:
            return self.cost
        try:
            year = typed_year(self.year.text())
        except InvalidValueError:
            return self.year
        return (
            self.year if year == (None, False) else self.citation if not self.citation.text().strip() else self.cost
        )

    def _say(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))


def _spoken(text: str) -> Bilingual:
    typed = text.strip()
    return Bilingual(cy=typed, first="cy") if language() == "cy" else Bilingual(en=typed)
