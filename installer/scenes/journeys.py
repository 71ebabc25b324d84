"""Journeys: two timelines, the same as a table, the forms, and none yet."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from asset_mapper.domain.journey import JourneyPath
from asset_mapper.services import journeys
from scenes import Scene, Stage


def page(stage: Stage) -> Any:
    """Bring the journeys up."""
    view: Any = stage.view("outcomes")
    stage.context.journey_requested.emit("")
    stage.idle()
    return view.journeys


def timelines(stage: Stage) -> QWidget:
    shown = page(stage)
    shown.timelines.lines[JourneyPath.HAPPENED].setFocus()
    shown.timelines.lines[JourneyPath.HAPPENED].setCurrentRow(1)
    stage.idle()
    return stage.window


def table(stage: Stage) -> QWidget:
    page(stage).as_table.setChecked(True)
    stage.idle()
    return stage.window


def drawn_again(stage: Stage) -> None:
    page(stage).as_table.setChecked(False)
    back(stage)


def back(stage: Stage) -> None:
    view: Any = stage.view("outcomes")
    view.look(0)


def event(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs import journey_form

    shown = page(stage)
    events = shown.timelines.lines[JourneyPath.COULD].cards()
    told = stage.project.read(lambda uow: uow.journey_events.get(events[3].id))
    journey_form.edit_event(stage.context, told)
    return stage.dialog(journey_form.EventForm)


def journey(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs import journey_form

    page(stage)
    (first, *_others) = stage.project.read(journeys.all_journeys)
    journey_form.edit(stage.context, first)
    return stage.dialog(journey_form.JourneyForm)


def none_yet(stage: Stage) -> QWidget:
    """Show what a project without journeys says."""
    shown = page(stage)
    shown._on_read(((), None))
    stage.idle()
    return stage.window


SCENES = (
    Scene("journeys", timelines, back, manual=True),
    Scene("journeys-table", table, drawn_again),
    Scene("journey-event", event, back),
    Scene("journey", journey, back),
    Scene("journeys-none", none_yet, back),
)
