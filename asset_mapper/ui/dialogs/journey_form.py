"""The form of a journey, and of one of its events."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit

from asset_mapper.domain.audience import VISIBILITIES
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.journey import Journey, JourneyEvent, JourneyPath
from asset_mapper.domain.outcome import Outcome
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _
from asset_mapper.services import journeys, records
from asset_mapper.services.evidence import as_typed, check_address, count_of, figure_of
from asset_mapper.services.names import named
from asset_mapper.storage.unit_of_work import UnitOfWork
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.record_form import RecordForm
from asset_mapper.ui.widgets.record_field import RecordField


def add(context: Context) -> None:
    """Open the form on a new journey."""
    context.ask(_outcomes, done=lambda found: JourneyForm(context, None, found).show())


def edit(context: Context, journey: Journey) -> None:
    """Open the form on a journey that is there."""
    context.ask(_outcomes, done=lambda found: JourneyForm(context, journey, found).show())


def add_event(context: Context, journey: Journey) -> None:
    """Open the form on a new event."""
    EventForm(context, journey.id, None).show()


def edit_event(context: Context, event: JourneyEvent) -> None:
    """Open the form on an event that is there."""
    EventForm(context, event.journey_id, event).show()


def _outcomes(uow: UnitOfWork) -> list[Outcome]:
    return list(uow.outcomes.all())


class JourneyForm(RecordForm):
    """What the story is called and about, that it is fiction, of how many stories, and how far it may travel."""

    def __init__(self, context: Context, journey: Journey | None, outcomes: list[Outcome]) -> None:
        super().__init__(context, N_("Change a journey") if journey else N_("Add a journey"), manual="journeys")
        self._journey = journey
        self.hint(
            N_(
                "A journey is fiction, put together from several people's stories, so that nobody can be recognised. "
                "Give the person in it a name that nobody here has."
            )
        )
        self.name = self.bilingual("name", N_("Name of the journey"))
        self.about = self.bilingual("about", N_("What it is about"), long=True)
        self.outcome = self.row("outcome", N_("The outcome that it shows"), RecordField(named(outcomes)))
        self.fictionalised = self.tick("fictionalised", N_("It is fiction, made of several stories"))
        self.made_of = self.row(
            "made_of", N_("Of how many people's stories it is made (seen by the team only)"), QLineEdit()
        )
        self.permission = self.codes("permission", N_("How far it may travel"), VISIBILITIES)
        if journey is not None:
            self._fill(journey)
        self.outcome.chosen.connect(self._on_edited)
        self.begin(620, draft=f"journey:{journey.id if journey else 'new'}")
        self.name.focus()

    def _fill(self, journey: Journey) -> None:
        self.name.set_value(journey.name)
        self.about.set_value(journey.about)
        self.outcome.choose(journey.outcome_id)
        self.fictionalised.setChecked(journey.fictionalised)
        self.made_of.setText(as_typed(journey.made_of))
        self.permission.choose(journey.permission)
        self.existing(journey, journeys.remove, journey.id)

    def made(self) -> Journey:
        name = self.name.value
        if name is None:
            raise InvalidValueError(_("Give the journey a name, in Welsh or in English."))
        if self.outcome.text().strip() and self.outcome.value is None:
            raise InvalidValueError(_("Choose the outcome from the list, or leave the field empty."))
        fields: dict[str, Any] = {
            "name": name,
            "about": self.about.value,
            "outcome_id": self.outcome.value,
            "fictionalised": self.fictionalised.isChecked(),
            "made_of": count_of(self.made_of.text()),
            "permission": self.permission.value,
        }
        return replace(self._journey, **fields) if self._journey is not None else Journey(**fields)

    def keep(self) -> None:
        made = self.made()
        if self._journey is None:
            self.apply(journeys.add, made)
        else:
            self.apply(records.save, self._journey, made)


class EventForm(RecordForm):
    """One event: on which timeline, when and what, and its cost with the year of the prices and the source."""

    def __init__(self, context: Context, journey_id: RecordId, event: JourneyEvent | None) -> None:
        super().__init__(context, N_("Change an event") if event else N_("Add an event"), manual="journeys")
        self._journey_id, self._event = journey_id, event
        self.path = self.codes("path", N_("Timeline"), tuple(JourneyPath))
        self.when = self.bilingual("when", N_("When, in the story's own time,"))
        self.what = self.bilingual("what", N_("What happens"), long=True)
        self.cost_from = self.row("cost_from", N_("Cost in pounds, for once or for a year"), QLineEdit())
        self.cost_to = self.row("cost_to", N_("Up to, where the source gives a range"), QLineEdit())
        self.times = self.row("times", N_("How often, or for how many years"), QLineEdit())
        self.price_year = self.row("price_year", N_("Year of the prices"), QLineEdit())
        self.year_not_given = self.tick("year_not_given", N_("The source does not give the year of its prices"))
        self.citation = self.row("citation", N_("Source: where the cost was published"), QLineEdit())
        self.url = self.row("url", N_("Address of the source"), QLineEdit())
        self.times.setText("1")
        if event is not None:
            self._fill(event)
        self.begin(700, draft=f"journey_event:{event.id if event else journey_id}")
        self.what.focus()

    def _fill(self, event: JourneyEvent) -> None:
        self.path.choose(event.path)
        self.when.set_value(event.when)
        self.what.set_value(event.what)
        self.cost_from.setText(as_typed(event.cost_from))
        self.cost_to.setText(as_typed(event.cost_to))
        self.times.setText(as_typed(event.times))
        self.price_year.setText(as_typed(event.price_year))
        self.year_not_given.setChecked(event.year_not_given)
        self.citation.setText(event.citation)
        self.url.setText(event.url)
        self.existing(event, journeys.remove_event, event.id)

    def arrange(self) -> None:
        self.price_year.setEnabled(not self.year_not_given.isChecked())

    def made(self) -> JourneyEvent:
        what = self.what.value
        if what is None:
            raise InvalidValueError(_("Say what happens, in Welsh or in English."))
        not_given = self.year_not_given.isChecked()
        year = None if not_given else journeys.typed_year(self.price_year.text())[0]
        fields: dict[str, Any] = {
            "path": self.path.value,
            "when": self.when.value,
            "what": what,
            "cost_from": figure_of(self.cost_from.text()),
            "cost_to": figure_of(self.cost_to.text()),
            "times": figure_of(self.times.text()) or 1.0,
            "price_year": year,
            "year_not_given": not_given,
            "citation": self.citation.text().strip(),
            "url": check_address(self.url.text()),
        }
        if self._event is not None:
            return replace(self._event, **fields)
        return JourneyEvent(journey_id=self._journey_id, **fields)

    def keep(self) -> None:
        made = self.made()
        if self._event is None:
            self.apply(journeys.add_event, made)
        else:
            self.apply(partial(journeys.change_event, before=self._event), made)
