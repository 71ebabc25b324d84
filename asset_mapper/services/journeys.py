"""Journeys: a made-up story in two timelines, its events put in order, and what it says about itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.ids import RecordId, new_id
from asset_mapper.domain.journey import Journey, JourneyEvent, JourneyPath, told_in
from asset_mapper.domain.journey_costs import (
    JourneyCosts,
    cost_in_words,
    costs_of,
    year_in_words,
)
from asset_mapper.domain.outcome import Outcome
from asset_mapper.domain.story_names import People
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _, language, ngettext
from asset_mapper.services import records
from asset_mapper.services.evidence import figure_of
from asset_mapper.services.removing import removal
from asset_mapper.services.what_goes import label_of
from asset_mapper.storage.unit_of_work import UnitOfWork

# --- reading ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ToldJourney:
    """A journey with its events, each timeline in its order, and who of the project is named in it."""

    journey: Journey
    outcome: Outcome | None
    costs: JourneyCosts
    named: tuple[str, ...] = ()  # people of the project whose names are in the story

    def events(self, path: JourneyPath) -> tuple[JourneyEvent, ...]:
        return self.costs.events(path)

    def find(self, event_id: RecordId) -> JourneyEvent | None:
        return next((event for path in JourneyPath for event in self.events(path) if event.id == event_id), None)


def all_journeys(uow: UnitOfWork) -> tuple[Journey, ...]:
    """List the journeys, in the order of their making."""
    return tuple(uow.journeys.all())


def told(uow: UnitOfWork, journey_id: RecordId) -> ToldJourney | None:
    """Read a journey with all that belongs to it; ``None`` when it is not there any more."""
    journey = uow.journeys.find(journey_id)
    if journey is None:
        return None
    events = list(uow.journey_events.where(journey_id=journey_id))
    people = people_but(uow)
    named = [person.name.given for person in uow.assets.with_ids(people.named_in(told_in(journey, events)))]
    outcome = uow.outcomes.find(journey.outcome_id) if journey.outcome_id else None
    return ToldJourney(journey, outcome, costs_of(events), tuple(sorted(named)))


def with_events(uow: UnitOfWork) -> Mapping[RecordId, tuple[Journey, tuple[JourneyEvent, ...]]]:
    """Give every journey with its events."""
    events: dict[RecordId, list[JourneyEvent]] = {}
    for event in uow.journey_events.all():
        events.setdefault(event.journey_id, []).append(event)
    return {journey.id: (journey, tuple(events.get(journey.id, ()))) for journey in uow.journeys.all()}


def journeys_that_name_somebody(uow: UnitOfWork) -> frozenset[RecordId]:
    """Find the journeys in which the name of a person of the project stands."""
    people = people_but(uow)
    found = with_events(uow)
    return frozenset(key for key, (journey, events) in found.items() if people.named_in(told_in(journey, events)))


def people_but(uow: UnitOfWork, left_out: Collection[RecordId] = ()) -> People:
    """Give the names of the people of the project, but for those left out."""
    people = uow.assets.where(kind=AssetKind.PERSON)
    return People({person.id: (person.name.cy, person.name.en) for person in people if person.id not in left_out})


# --- steps --------------------------------------------------------------------------------------------------------


def add(uow: UnitOfWork, journey: Journey) -> ChangeSet:
    """Begin a journey."""
    return uow.write(ChangeSet(_labelled(_("Add the journey “{name}”"), journey), (Change(None, journey),)))


def remove(uow: UnitOfWork, journey_id: RecordId) -> ChangeSet:
    """Remove a journey with its events."""
    journey = uow.journeys.get(journey_id)
    changes = removal(uow, [journey])
    label = _labelled(_("Remove the journey “{name}”"), journey)
    return uow.write(ChangeSet(label_of(label, changes, {journey.id}), changes))


def add_event(uow: UnitOfWork, event: JourneyEvent, after: RecordId | None = None) -> ChangeSet:
    """Add an event to its timeline: behind the event *after* where that is on it, else at its end."""
    uow.journeys.get(event.journey_id)
    line = _line(uow, event.journey_id, event.path)
    place = next((number for number, one in enumerate(line, 1) if one.id == after), len(line))
    line.insert(place, event)
    return uow.write(ChangeSet(_("Add an event to the journey"), _in_order(line, new=(event,))))


def change_event(uow: UnitOfWork, after: JourneyEvent, before: JourneyEvent) -> ChangeSet:
    """Keep what a form changed in an event; on another timeline it goes to the end.

    Raises
    ------
    ConflictError
        The same was changed elsewhere meanwhile.
    """
    label = _("Change an event of the journey")
    if after.path is not before.path:
        after = replace(after, position=len(_line(uow, before.journey_id, after.path)))
    return records.save(uow, before, after, label)


def remove_event(uow: UnitOfWork, event_id: RecordId) -> ChangeSet:
    """Remove an event."""
    event = uow.journey_events.get(event_id)
    return uow.write(ChangeSet(_("Remove an event of the journey"), removal(uow, [event])))


def move_event(uow: UnitOfWork, event_id: RecordId, steps: int) -> ChangeSet:
    """Move an event along its timeline: earlier with less than 0, later with more. At an end it stays."""
    event = uow.journey_events.get(event_id)
    line = _line(uow, event.journey_id, event.path)
    at = next(place for place, one in enumerate(line) if one.id == event_id)
    to = min(max(at + steps, 0), len(line) - 1)
    line.insert(to, line.pop(at))
    changes = _in_order(line) if to != at else ()
    return uow.write(ChangeSet(_("Move an event earlier") if steps < 0 else _("Move an event later"), changes))


def switch_event(uow: UnitOfWork, event_id: RecordId) -> ChangeSet:
    """Move an event to the other timeline, to the place that it had."""
    event = uow.journey_events.get(event_id)
    other = JourneyPath.COULD if event.path is JourneyPath.HAPPENED else JourneyPath.HAPPENED
    at = next(place for place, one in enumerate(_line(uow, event.journey_id, event.path)) if one.id == event_id)
    line = _line(uow, event.journey_id, other)
    place = min(at, len(line))
    moved = replace(event, path=other, position=place)
    line.insert(place, moved)
    changes = (Change(event, moved), *(change for change in _in_order(line) if change.record.id != event_id))
    return uow.write(ChangeSet(_("Move an event to the other timeline"), changes))


def copy_beginning(uow: UnitOfWork, journey_id: RecordId, last_id: RecordId) -> ChangeSet:
    """Tell the beginning of what happened, as far as the event *last_id*, in what could have happened too.

    What already stands at the beginning of the other timeline, told alike, is not told twice.

    Raises
    ------
    InvalidValueError
        The event is not one of what happened.
    """
    happened = _line(uow, journey_id, JourneyPath.HAPPENED)
    at = next((place for place, event in enumerate(happened) if event.id == last_id), None)
    if at is None:
        raise InvalidValueError(_("Choose the last event that both timelines share, among those that happened."))
    could = _line(uow, journey_id, JourneyPath.COULD)
    beginning = happened[: at + 1]
    alike = 0
    while alike < min(len(beginning), len(could)) and _as_told(could[alike]) == _as_told(beginning[alike]):
        alike += 1
    copies = [
        replace(event, id=new_id(), path=JourneyPath.COULD, session_id=None, import_id=None)
        for event in beginning[alike:]
    ]
    line = [*could[:alike], *copies, *could[alike:]]
    label = ngettext("Copy {n} event to the other timeline", "Copy {n} events to the other timeline", len(copies))
    return uow.write(ChangeSet(label.format(n=len(copies)), _in_order(line, new=copies)))


def _labelled(label: str, journey: Journey) -> str:
    return label.format(name=journey.name.text(language()))


def _line(uow: UnitOfWork, journey_id: RecordId, path: JourneyPath) -> list[JourneyEvent]:
    return list(costs_of(uow.journey_events.where(journey_id=journey_id)).events(path))


def _in_order(line: Sequence[JourneyEvent], new: Sequence[JourneyEvent] = ()) -> tuple[Change[JourneyEvent], ...]:
    """Give every event its place as its position: what is new is added, what moved is changed."""
    added = {event.id for event in new}
    changes: list[Change[JourneyEvent]] = []
    for place, event in enumerate(line):
        placed = event if event.position == place else replace(event, position=place)
        if event.id in added:
            changes.append(Change(None, placed))
        elif placed is not event:
            changes.append(Change(event, placed))
    return tuple(changes)


def _as_told(event: JourneyEvent) -> tuple[object, ...]:
    return (event.when, event.what, event.cost_from, event.cost_to, event.times)


# --- in words -----------------------------------------------------------------------------------------------------


HEADINGS = (N_("Timeline"), N_("When"), N_("What"), N_("Cost"), N_("Prices of"), N_("Source"))


def table(shown: ToldJourney) -> list[tuple[str, ...]]:
    """Give both timelines as rows: timeline, when, what, cost, year of the prices, source."""
    return [
        (
            _(path.label),
            event.when.text(language()) if event.when else "",
            event.what.text(language()),
            cost_in_words(event),
            year_in_words(event),
            event.citation,
        )
        for path in JourneyPath
        for event in shown.events(path)
    ]


# --- as it is typed -----------------------------------------------------------------------------------------------

_NOT_GIVEN = ("?", "-", "–", "—")
_TIMES = re.compile(r"^(?P<times>[^x×*]+?)\s*[x×*]\s*(?P<once>.+)$", re.IGNORECASE)
_UP_TO = re.compile(r"\s*(?:–|—|-|\bto\b|\bi\b)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TypedCost:
    """A cost as somebody types it in one line."""

    cost_from: float | None = None
    cost_to: float | None = None
    times: float = 1.0


def typed_cost(text: str) -> TypedCost:
    """Read a cost as people write it: ``£305``, ``60 – 305``, ``20 × £2,000``; nothing where nothing was typed.

    Raises
    ------
    InvalidValueError
        It is no cost.
    """
    plain = text.replace("£", "").strip()
    if not plain:
        return TypedCost()
    times = _TIMES.match(plain)
    once = times["once"] if times else plain
    figures = [figure_of(part) for part in _UP_TO.split(once)]
    count = figure_of(times["times"]) if times else 1.0
    if len(figures) > 2 or None in figures or count is None:
        raise InvalidValueError(
            _("“{text}” is not a cost. Write for example 305, 60 – 305 or 20 × 2,000.").format(text=text.strip())
        )
    return TypedCost(figures[0], figures[1] if len(figures) > 1 else None, count)


def typed_year(text: str) -> tuple[int | None, bool]:
    """Read the year of prices, and whether the source gives none, which is written as ``?`` or a dash.

    Raises
    ------
    InvalidValueError
        It is no year.
    """
    plain = text.strip()
    if plain in _NOT_GIVEN:
        return None, True
    if not plain:
        return None, False
    if not re.fullmatch(r"\d{4}", plain, re.ASCII):
        raise InvalidValueError(
            _("“{text}” is not a year. Write four digits, or ? where the source gives no year.").format(text=plain)
        )
    return int(plain), False
