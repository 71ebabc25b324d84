"""What one audience may see: (project, audience, view, language) → ``Publication``, and why the rest is held back.

This is the one way out of a project. Every rule of who may see what is in ``services/publications/`` or in
``domain/exposure.py``; what does not pass is absent from the publication.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.ids import RecordId
from asset_mapper.domain.project import SavedView
from asset_mapper.domain.publication import Publication, Reason
from asset_mapper.errors import NotFoundError, WrongUseError
from asset_mapper.i18n import _
from asset_mapper.services.publications.agreements import Agreements
from asset_mapper.services.publications.assets import (
    assets_frame,
    contacts_frame,
    custom_fields_frame,
    relations_frame,
)
from asset_mapper.services.publications.attachments import attachments_frame
from asset_mapper.services.publications.outcomes import (
    evidence_frame,
    journeys_frame,
    links_frame,
    outcomes_frame,
    pathways_frame,
)
from asset_mapper.services.publications.sessions import answers_frame, sessions_frame
from asset_mapper.services.publications.sieve import Sieve, empty_unknown
from asset_mapper.services.publications.votes import with_votes
from asset_mapper.storage.unit_of_work import UnitOfWork

LANGUAGES = ("both", "cy", "en")
_TEAMS_OWN = ("consent", "match", "import", "export", "view")


def publication(
    uow: UnitOfWork,
    audience: Audience,
    language: str = "both",
    view: str | None = None,
    today: date | None = None,
) -> Publication:
    """Gather what *audience* may see today, less what the saved view called *view* filters out.

    Raises
    ------
    NotFoundError
        There is no view of that name.
    WrongUseError
        The language is none of cy, en and both.
    """
    return publication_and_withheld(uow, audience, language, view, today)[0]


def publication_and_withheld(
    uow: UnitOfWork,
    audience: Audience,
    language: str = "both",
    view: str | None = None,
    today: date | None = None,
) -> tuple[Publication, dict[Reason, dict[str, list[RecordId]]]]:
    """Gather a publication; gives too, for the team alone, which records were held back: reason → record → ids.

    What is the team's own as a whole (agreements, imports, exports) is not listed.
    """
    if language not in LANGUAGES:
        raise WrongUseError(_("A language is cy, en or both, not “{code}”.").format(code=language))
    sieve = Sieve(uow, audience, _view(uow, view), today or date.today())  # noqa: DTZ011 - the user's day
    return _gathered(sieve, language), sieve.withheld()


def _view(uow: UnitOfWork, name: str | None) -> SavedView | None:
    if name is None:
        return None
    for view in uow.views.where(name=name):
        return view
    names = ", ".join(view.name for view in uow.views.all()) or _("none")
    raise NotFoundError(_("There is no view “{name}”. There are: {names}.").format(name=name, names=names))


def _gathered(sieve: Sieve, language: str) -> Publication:
    """Let each kind of record through the sieve, each after those that it hangs on."""
    uow, view, project = sieve.uow, sieve.view, sieve.uow.project
    agreements = Agreements(uow, sieve.today)
    custom_fields = custom_fields_frame(sieve)
    assets = assets_frame(sieve, agreements, custom_fields)
    people = set(assets.id[assets.kind == AssetKind.PERSON.value])
    there = set(assets.id)

    frameworks = sieve.frame("framework")
    outcomes, outcome_votes = with_votes(sieve, outcomes_frame(sieve))
    outcome_ids = set(outcomes.id)
    links = links_frame(sieve, there, outcome_ids)
    link_ids = set(links.id)
    evidence = evidence_frame(sieve, link_ids, people)
    indicators = sieve.hanging(sieve.frame("indicator"), "indicator", outcome_id=outcome_ids)
    readings = sieve.hanging(sieve.frame("reading"), "reading", indicator_id=set(indicators.id))
    sessions = sessions_frame(sieve)
    journeys = journeys_frame(sieve, outcome_ids)
    surveys = sieve.by_audience(sieve.frame("survey"), "survey", Reason.VISIBILITY, "visibility")
    asked = {
        name: sieve.hanging(sieve.frame(name), name, survey_id=set(surveys.id))
        for name in ("statement", "respondent_group")
    }
    pathways = pathways_frame(sieve, there | outcome_ids, link_ids)
    meetings = sieve.hanging(sieve.frame("meeting"), "meeting", asset_id=there)
    empty_unknown(meetings, "venue_id", there)
    contacts = contacts_frame(sieve, assets, people, agreements)
    talents = sieve.by_audience(
        sieve.hanging(sieve.frame("talent"), "talent", asset_id=there), "talent", Reason.TALENT
    )
    visible = there | link_ids | outcome_ids | set(evidence.id) | set(sessions.id) | set(pathways.id)
    visible |= set(journeys.id)
    attachments = attachments_frame(sieve, visible, people, agreements)
    if not sieve.for_team:
        for name in _TEAMS_OWN:
            sieve.held[Reason.TEAM_ONLY, name] += uow.store_named(name).count()

    return Publication(
        audience=sieve.audience,
        language=language,
        made_on=sieve.today,
        title=(view and view.title) or project.title,
        introduction=(view and view.introduction) or project.purpose,
        publisher=project.publisher,
        contact=project.contact,
        fictional=project.fictional,
        small_count=project.small_count,
        extent=view.extent if view and view.extent else _extent(assets),  # type: ignore[arg-type]
        assets=sieve.exposed(assets, "asset", "placed_by", "venue_cy", "venue_en"),
        areas=sieve.exposed(sieve.frame("area"), "area"),
        contacts=sieve.exposed(contacts, "contact"),
        meetings=sieve.exposed(meetings, "meeting"),
        talents=sieve.exposed(talents, "talent"),
        relations=sieve.exposed(
            sieve.hanging(relations_frame(sieve), "relation", from_id=there, to_id=there), "relation"
        ),
        frameworks=sieve.exposed(frameworks[frameworks.id.isin(set(outcomes.framework_id))], "framework"),
        outcomes=sieve.exposed(outcomes, "outcome", "votes"),
        outcome_votes=sieve.exposed(outcome_votes, "outcome_votes"),
        links=sieve.exposed(links, "link"),
        evidence=sieve.exposed(evidence, "evidence", "rung", "n_few"),
        pathways=sieve.exposed(pathways, "pathway"),
        indicators=sieve.exposed(indicators, "indicator"),
        readings=sieve.exposed(sieve.few(readings, "n", "reading", also=("value",)), "reading", "n_few"),
        journeys=sieve.exposed(journeys, "journey"),
        journey_events=sieve.exposed(
            sieve.hanging(sieve.frame("journey_event"), "journey_event", journey_id=set(journeys.id)),
            "journey_event",
        ),
        hours=sieve.exposed(
            sieve.few(sieve.hanging(sieve.frame("hours"), "hours", asset_id=there), "people", "hours"),
            *("hours", "people_few"),
        ),
        surveys=sieve.exposed(surveys, "survey"),
        statements=sieve.exposed(asked["statement"], "statement"),
        respondent_groups=sieve.exposed(asked["respondent_group"], "respondent_group"),
        answers=answers_frame(sieve, asked["statement"], asked["respondent_group"]),
        answer_sheets=sieve.exposed(sieve.frame("answer_sheet")[: None if sieve.for_team else 0], "answer_sheet"),
        sessions=sieve.exposed(sessions, "session", "people_present_few"),
        attachments=sieve.exposed(attachments, "attachment", "content"),
        custom_fields=sieve.exposed(custom_fields, "custom_field"),
        held_back=sieve.held_back(),
    )


def _extent(assets: Any) -> tuple[float, float, float, float] | None:
    if not assets.geometry.notna().any():
        return None
    west, south, east, north = (float(edge) for edge in assets.total_bounds)
    return west, south, east, north
