"""The record of a day: a publication of one mapping session and of what was recorded at it, for one audience."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.publication import Publication
from asset_mapper.errors import NotFoundError
from asset_mapper.i18n import _
from asset_mapper.services.publishing import publication
from asset_mapper.services.sessions import recorded_at
from asset_mapper.storage.unit_of_work import UnitOfWork


def publication_of_day(
    uow: UnitOfWork, session_id: RecordId, audience: Audience, language: str = "both", today: date | None = None
) -> Publication:
    """Gather what *audience* may see of one session: the publication of the project, less all of other days.

    Raises
    ------
    NotFoundError
        The session is not there any more.
    """
    whole = publication(uow, audience, language, today=today)
    sessions = whole.sessions[whole.sessions.id == session_id].reset_index(drop=True)
    if not len(sessions):
        raise NotFoundError(_("This session is not there any more. Someone may have removed it."))
    here = set(recorded_at(uow, session_id))
    assets = whole.assets[whole.assets.id.isin(here)].reset_index(drop=True)
    there = set(assets.id)
    links = whole.links[whole.links.asset_id.isin(there)].reset_index(drop=True)
    votes = whole.outcome_votes  # of those who may know of which session they are, else without rows
    votes = (votes[votes.session_id == session_id] if len(votes) else votes).reset_index(drop=True)
    outcome_ids = {*links.outcome_id, *(votes.outcome_id if len(votes) else ())}
    surveys = whole.surveys[whole.surveys.id.isin(_surveys_of(uow, session_id))].reset_index(drop=True)

    def asked(frame: Any) -> Any:
        return frame[frame.survey_id.isin(set(surveys.id))].reset_index(drop=True)

    return replace(
        whole,
        assets=assets,
        sessions=sessions,
        links=links,
        contacts=whole.contacts.iloc[:0],
        meetings=whole.meetings.iloc[:0],
        talents=whole.talents[whole.talents.asset_id.isin(there)].reset_index(drop=True),
        relations=whole.relations.iloc[:0],
        outcomes=whole.outcomes[whole.outcomes.id.isin(outcome_ids)].reset_index(drop=True),
        outcome_votes=votes,
        evidence=whole.evidence.iloc[:0],
        pathways=whole.pathways.iloc[:0],
        indicators=whole.indicators.iloc[:0],
        readings=whole.readings.iloc[:0],
        journeys=whole.journeys.iloc[:0],
        journey_events=whole.journey_events.iloc[:0],
        hours=whole.hours.iloc[:0],
        surveys=surveys,
        statements=asked(whole.statements),
        respondent_groups=asked(whole.respondent_groups),
        answers=asked(whole.answers),
        answer_sheets=whole.answer_sheets.iloc[:0],
        attachments=whole.attachments.iloc[:0],
    )


def _surveys_of(uow: UnitOfWork, session_id: RecordId) -> set[RecordId]:
    return {survey.id for survey in uow.surveys.where(session_id=session_id)}
