"""The lists of journeys, of hours given, and of surveys with their statements and the counts of their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asset_mapper.analysis.survey_counts import ALL, OTHERS
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.hours import HoursKind
from asset_mapper.domain.indicator import About
from asset_mapper.domain.journey import JourneyPath
from asset_mapper.domain.mapping_session import PRINCIPLES
from asset_mapper.domain.survey import SurveyKind
from asset_mapper.formats.exporters.base import Holds
from asset_mapper.formats.exporters.list_specs import Facts, ListSpec, Made, Spec, both, named
from asset_mapper.i18n import N_

if TYPE_CHECKING:
    import pandas as pd

_ID = Spec(N_("Id"), "id", width=38)
_NUMBER, _DATE, _WORDS = Holds.NUMBER, Holds.DATE, Holds.WORDS
_NAMES = both("name", N_("Name (Welsh)"), N_("Name (English)"), width=32)


def _principles(facts: Facts, frame: pd.DataFrame) -> list[Any]:
    return [facts.wording.say(PRINCIPLES[key]) if key in PRINCIPLES else "" for key in frame["principle"].tolist()]


def _who_answered(facts: Facts, frame: pd.DataFrame) -> list[Any]:
    """Name the group; the counts of everyone, and of those who were put together because they are few."""
    others = {"": N_("No group"), ALL: N_("Everyone"), OTHERS: N_("The other groups together")}
    said = {key: facts.wording.say(text) for key, text in others.items()}
    return [facts.respondent_groups.get(one) or said.get(one, "") for one in frame["group_id"].tolist()]


def _points(name: str) -> Made:
    """Say how often a point was given, where so many answered that it may be told."""
    return lambda _facts, frame: [
        None if few else count for count, few in zip(frame[name].tolist(), frame["n_few"].tolist(), strict=True)
    ]


STORY_LISTS = (
    ListSpec("journeys", N_("Journeys"), (
        *_NAMES,
        *both("about", N_("About it (Welsh)"), N_("About it (English)"), _WORDS, 40),
        Spec(N_("Outcome"), "outcome_id", Holds.OUTCOME, 32),
        Spec(N_("Turned into fiction"), "fictionalised", Holds.YES_NO, 12),
        Spec(N_("Made of how many stories"), "made_of", _NUMBER, 12),
        Spec(N_("Shown to"), "permission", labels=Audience, width=14),
        _ID,
    )),
    ListSpec("journey_events", N_("Events of journeys"), (
        Spec(N_("Journey"), "journey_id", width=32, made=named("journey_id", "journeys")),
        Spec(N_("Timeline"), "path", labels=JourneyPath, width=24),
        Spec(N_("Place on it"), "position", _NUMBER, 8),
        *both("when", N_("When (Welsh)"), N_("When (English)"), width=20),
        *both("what", N_("What (Welsh)"), N_("What (English)"), _WORDS, 40),
        Spec(N_("Cost from (£)"), "cost_from", _NUMBER, 12),
        Spec(N_("Cost to (£)"), "cost_to", _NUMBER, 12),
        Spec(N_("How many times"), "times", _NUMBER, 10),
        Spec(N_("Year of the prices"), "price_year", _NUMBER, 10),
        Spec(N_("Source gives no year"), "year_not_given", Holds.YES_NO, 12),
        Spec(N_("Citation"), "citation", _WORDS, 30),
        Spec(N_("Web"), "url", width=30),
        _ID,
    )),
    ListSpec("hours", N_("Hours given"), (
        Spec(N_("Asset"), "asset_id", Holds.ASSET, 32),
        Spec(N_("Kind"), "kind", labels=HoursKind, width=20),
        Spec(N_("From"), "since", _DATE, 12),
        Spec(N_("Until"), "until", _DATE, 12),
        Spec(N_("Hours"), "hours", _NUMBER, 10),
        Spec(N_("Hours or more"), "or_more", Holds.YES_NO, 10),
        Spec(N_("Number of people"), "people", _NUMBER, 12),
        *both("what", N_("What (Welsh)"), N_("What (English)"), _WORDS),
        Spec(N_("Citation"), "citation", _WORDS, 30),
        Spec(N_("Web"), "url", width=30),
        _ID,
    )),
    ListSpec("surveys", N_("Surveys"), (
        *_NAMES,
        *both("introduction", N_("Introduction (Welsh)"), N_("Introduction (English)"), _WORDS, 40),
        Spec(N_("Kind"), "kind", labels=SurveyKind, width=20),
        Spec(N_("Shown to"), "visibility", labels=Audience, width=14),
        _ID,
    )),
    ListSpec("statements", N_("Statements"), (
        Spec(N_("Survey"), "survey_id", width=32, made=named("survey_id", "surveys")),
        Spec(N_("Place on the sheet"), "position", _NUMBER, 8),
        *both("text", N_("Statement (Welsh)"), N_("Statement (English)"), _WORDS, 48),
        Spec(N_("Principle"), "principle", width=40, made=_principles),
        Spec(N_("About"), "about", labels=About),
        _ID,
    )),
    ListSpec("respondent_groups", N_("Groups of respondents"), (
        Spec(N_("Survey"), "survey_id", width=32, made=named("survey_id", "surveys")),
        Spec(N_("Place on the sheet"), "position", _NUMBER, 8),
        *_NAMES,
        _ID,
    )),
    ListSpec("answers", N_("Answers, counted"), (
        Spec(N_("Statement"), "statement_id", width=48, made=named("statement_id", "statements")),
        Spec(N_("Group"), "group_id", width=24, made=_who_answered),
        Spec(N_("Number of people"), "n", _NUMBER, 12),
        Spec(N_("Disagree strongly"), "one", _NUMBER, 12, made=_points("one")),
        Spec(N_("Disagree"), "two", _NUMBER, 12, made=_points("two")),
        Spec(N_("Neither"), "three", _NUMBER, 12, made=_points("three")),
        Spec(N_("Agree"), "four", _NUMBER, 12, made=_points("four")),
        Spec(N_("Agree strongly"), "five", _NUMBER, 12, made=_points("five")),
    ), counted=True),
    ListSpec("answer_sheets", N_("Answer sheets"), (
        Spec(N_("Survey"), "survey_id", width=32, made=named("survey_id", "surveys")),
        Spec(N_("Group"), "group_id", width=24, made=named("group_id", "respondent_groups")),
        Spec(N_("Number on the sheet"), "sheet", width=12),
        Spec(N_("Remarks"), "remarks", _WORDS, 40),
        _ID,
    )),
)  # fmt: skip
"""In the order of their sheets, after the pathways."""
