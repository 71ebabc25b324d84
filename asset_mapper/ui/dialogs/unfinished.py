"""Opens the forms again that were not finished when the program ended; each fills itself with what was typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.evidence import Evidence
from asset_mapper.domain.indicator import Indicator, Reading
from asset_mapper.domain.journey import Journey, JourneyEvent
from asset_mapper.domain.link import Link
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.outcome import Outcome
from asset_mapper.domain.survey import Survey, SurveyKind
from asset_mapper.services import indicators
from asset_mapper.services.drafts import Unfinished
from asset_mapper.services.indicators import Measured
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import (
    asset_form,
    attachment_form,
    consent_form,
    contact_form,
    evidence_form,
    hours_form,
    indicator_form,
    journey_form,
    link_form,
    meeting_form,
    outcome_form,
    relation_form,
    session_form,
    survey_form,
    talent_form,
)

_PARTS: dict[str, Any] = {
    "contact": contact_form,
    "meeting": meeting_form,
    "talent": talent_form,
    "relation": relation_form,
    "consent": consent_form,
    "hours": hours_form,
    "attachment": attachment_form,
}
"""The forms of what belongs to an asset: ``add`` to it, or ``edit``."""

_NEW: dict[str, Callable[[Context], None]] = {
    "asset": asset_form.add_new,
    "session": session_form.begin_new,
    "outcome": outcome_form.add_personal,
    **{f"survey-{kind.value}": partial(survey_form.begin, kind=kind) for kind in SurveyKind},
    "journey": journey_form.add,
    "line": lambda context: context.entry_requested.emit(),
}
"""The forms of something new that belongs to nothing, and the line of quick entry."""

_CHANGED: dict[tuple[str, type], Callable[[Context, Any], None]] = {
    ("asset", Asset): lambda context, asset: asset_form.edit(context, asset.id),
    ("session", MappingSession): session_form.change,
    ("outcome", Outcome): outcome_form.edit,
    ("link", Asset): lambda context, asset: link_form.add(context, asset.id),
    ("link", Outcome): lambda context, outcome: link_form.support(context, outcome.id),
    ("step", Outcome): lambda context, outcome: link_form.step(context, outcome.id),
    ("link", Link): lambda context, link: link_form.edit(context, link.id),
    ("evidence", Link): lambda context, link: evidence_form.add(context, link.id),
    ("evidence", Evidence): evidence_form.edit,
    ("indicator", Outcome): lambda context, outcome: indicator_form.add(context, outcome.id),
    ("indicator", Indicator): indicator_form.edit,
    ("reading", Indicator): indicator_form.add_reading,
    ("reading", Reading): lambda context, reading: _change_reading(context, reading),
    ("survey", Survey): lambda context, survey: survey_form.change(context, survey.id),
    ("answer_sheet", Survey): lambda context, survey: _type_up(context, survey),
    ("survey-barriers", MappingSession): lambda context, session: survey_form.begin(
        context, SurveyKind.BARRIERS, session.id
    ),
    ("survey-principles", MappingSession): lambda context, session: survey_form.begin(
        context, SurveyKind.PRINCIPLES, session.id
    ),
    ("journey", Journey): journey_form.edit,
    ("journey_event", Journey): journey_form.add_event,
    ("journey_event", JourneyEvent): journey_form.edit_event,
}
"""The other forms, by what their draft is about: a record to be changed, or one that gets something new."""


def _change_reading(context: Context, reading: Reading) -> None:
    def show(found: Measured | None) -> None:
        if found is not None:
            indicator_form.edit_reading(context, found.indicator, reading)

    context.ask(indicators.measured, reading.indicator_id, done=show)


def _type_up(context: Context, survey: Survey) -> None:
    context.view_requested.emit("sessions")
    context.survey_requested.emit(survey.id, True)


def can_open(one: Unfinished) -> bool:
    """Tell whether the form can be opened from here; any other fills itself when it is opened where it belongs."""
    return _opener(one) is not None


def open_again(context: Context, one: Unfinished) -> None:
    """Open the form on what it was about."""
    opener = _opener(one)
    if opener is not None:
        opener(context)


def _opener(one: Unfinished) -> Callable[[Context], None] | None:
    record, asset = one.record, one.asset
    if record is None:
        return _NEW.get(one.form)
    part = _PARTS.get(one.form)
    if part is not None and asset is not None:
        return lambda context: part.add(context, asset) if record == asset else part.edit(context, asset, record)
    changed = _CHANGED.get((one.form, type(record)))
    return (lambda context: changed(context, record)) if changed is not None else None
