"""What sheets there are: the table behind the rest."""

from __future__ import annotations

from asset_mapper.formats.record_sheets.sheet import Needs, Sheet
from asset_mapper.i18n import N_


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|"))


def _needs(*alternatives: str) -> Needs:
    """Say what a sheet needs: of each group of columns one or more."""
    return tuple(frozenset(group.split()) for group in alternatives)


_NAMES = {"name_cy": _names("enw | enw cymraeg"), "name_en": _names("english name"), "name": _names("name | title")}
_SOURCE = {"citation": _names("source | ffynhonnell | reference"), "url": _names("link to source | website | url")}
_ENDS = {
    "asset": _names("asset | ased | group | supported by"),
    "from_outcome": _names("from outcome | o ganlyniad"),
    "outcome": _names("outcome | to outcome | outcome code | canlyniad | cod canlyniad | i ganlyniad"),
}
_OF_OUTCOME = {"outcome": _names("outcome | outcome code | canlyniad | cod canlyniad")}

SHEETS: tuple[Sheet, ...] = (
    Sheet(
        record="session",
        key="sessions",
        label=N_("Sessions"),
        least=_needs("place place_cy place_en", "on"),
        names={"place": _names("place | venue"), "on": _names("date | day | dyddiad"), "place_cy": _names("lle")},
    ),
    Sheet(
        record="area",
        key="areas",
        label=N_("Areas"),
        least=_needs("name_cy name_en", "level"),
        names={"name_cy": _names("name (Welsh)"), "name_en": _names("name (English)")},
    ),
    Sheet(
        record="contact",
        key="contacts",
        label=N_("Contacts"),
        least=_needs("asset_id asset", "kind", "value"),
        refers={"asset_id": "asset"},
    ),
    Sheet(
        record="meeting",
        key="meetings",
        label=N_("Meetings"),
        least=_needs("asset_id asset", "rule first_on when_cy when_en"),
        refers={"asset_id": "asset", "venue_id": "asset"},
    ),
    Sheet(
        record="talent",
        key="talents",
        label=N_("Talents"),
        least=_needs("asset_id asset", "what_cy what_en", "kind"),
        refers={"asset_id": "asset"},
    ),
    Sheet(
        record="relation",
        key="relations",
        label=N_("Relations"),
        least=_needs("from_id from", "kind", "to_id to"),
        tells=_needs("from_id from", "kind", "to_id to"),
        refers={"from_id": "asset", "to_id": "asset"},
        names={
            "from": _names("asset | from | ased"),
            "to": _names("to asset | to | i ased"),
            "kind": _names("relation"),
        },
    ),
    Sheet(
        record="framework",
        key="frameworks",
        label=N_("Frameworks"),
        least=_needs("key", "name name_cy name_en"),
        tells=_needs("key", "name name_cy name_en", "version status source_title licence"),
        names={
            **_NAMES,
            "key": _names("key | short name | allwedd"),
            "source_title": _names("source | ffynhonnell"),
            "source_url": _names("source url | website | gwefan"),
        },
    ),
    Sheet(
        record="outcome",
        key="outcomes",
        label=N_("Outcomes"),
        called=_names("outcome | framework | fframwaith"),
        least=_needs("name name_cy name_en"),
        tells=_needs("code", "name name_cy name_en", "framework framework_id parent parent_id stage chosen_by votes"),
        tallies={"votes": "outcome_votes"},
        refers={"framework_id": "framework", "parent_id": "outcome"},
        names={
            "code": _names("code | outcome code | cod | cod canlyniad | ref"),
            "name": _names("name | outcome | label"),
            "name_en": _names("label en | outcome en | outcome (English) | English"),
            "name_cy": _names("label cy | outcome cy | outcome (Welsh) | Welsh | enw | canlyniad | Cymraeg"),
            "description": _names("description"),
            "description_cy": _names("disgrifiad"),
            "parent": _names("parent | parent code | part of | rhiant | rhan o"),
            "stage": _names("stage | cam | cyfnod"),
            "framework": _names("framework | fframwaith"),
            "chosen_by": _names("chosen by | dewiswyd gan"),
            "votes": _names("votes | pleidleisiau"),
        },
    ),
    Sheet(
        record="outcome_votes",
        key="outcome_votes",
        label=N_("Votes at sessions"),
        called=_names("votes | pleidleisiau"),
        least=_needs("outcome outcome_id", "votes"),
        tells=_needs("outcome outcome_id", "votes", "session session_id"),
        refers={"outcome_id": "outcome", "session_id": "session"},
        names={
            **_OF_OUTCOME,
            "session": _names("session | at | sesiwn"),
            "votes": _names("votes | dots | pleidleisiau"),
        },
    ),
    Sheet(
        record="link",
        key="links",
        label=N_("Links"),
        called=_names("contributions | steps | cyfraniadau | camau"),
        least=_needs("asset asset_id from_outcome from_outcome_id", "outcome outcome_id"),
        tells=_needs("asset asset_id from_outcome from_outcome_id", "outcome outcome_id"),
        refers={"asset_id": "asset", "from_outcome_id": "outcome", "outcome_id": "outcome"},
        names={
            **_ENDS,
            "how": _names("how | how? | how it helps"),
            "how_cy": _names("sut | sut?"),
            "co": _names("co | four cos | four co s | which co | together by | pa gyd"),
            "claimed_by": _names("claimed by | honnir gan"),
            "direction": _names("helps or harms | direction | helpu neu niweidio"),
        },
    ),
    Sheet(
        record="evidence",
        key="evidence",
        label=N_("Evidence"),
        least=_needs("link link_id asset from_outcome", "summary summary_cy summary_en"),
        tells=_needs(
            "link link_id asset from_outcome", "summary summary_cy summary_en", "coverage finding strength kind"
        ),
        refers={"link_id": "link"},
        parts={"asset": "asset", "from_outcome": "outcome", "outcome": "outcome"},
        names={
            **_ENDS,
            **_SOURCE,
            "summary": _names("summary | evidence | what is known"),
            "summary_cy": _names("crynodeb | tystiolaeth"),
            "coverage": _names("coverage | what it covers | cwmpas"),
            "strength": _names("strength | nesta | cryfder"),
            "on": _names("date | dyddiad"),
            "n": _names("n | number of people | nifer"),
            "before": _names("before | cyn"),
            "after": _names("after | wedyn"),
        },
    ),
    Sheet(
        record="pathway",
        key="pathways",
        label=N_("Pathways"),
        least=_needs("name name_cy name_en", "theme cards link_ids lessons lessons_cy lessons_en"),
        tells=_needs("name name_cy name_en", "theme", "cards link_ids lessons lessons_cy lessons_en"),
        names={
            **_NAMES,
            "theme": _names("theme | thema"),
            "lessons": _names("lessons"),
            "lessons_cy": _names("gwersi"),
        },
    ),
    Sheet(
        record="indicator",
        key="indicators",
        label=N_("Indicators"),
        least=_needs("outcome outcome_id", "name name_cy name_en"),
        tells=_needs("outcome outcome_id", "name name_cy name_en", "unit wanted baseline target"),
        refers={"outcome_id": "outcome"},
        names={
            **_NAMES,
            **_OF_OUTCOME,
            "name": _names("name | indicator | what is measured"),
            "name_cy": _names("enw | dangosydd"),
            "unit": _names("unit | uned"),
            "wanted": _names("wanted | wanted direction | direction"),
            "baseline": _names("baseline | llinell sylfaen"),
            "target": _names("target | targed"),
        },
    ),
    Sheet(
        record="reading",
        key="readings",
        label=N_("Readings"),
        called=_names("measurements | darlleniadau"),
        least=_needs("on", "value words words_cy words_en"),
        tells=_needs("on", "value words words_cy words_en", "indicator indicator_id"),
        refers={"indicator_id": "indicator"},
        parts={"outcome": "outcome"},
        names={
            **_OF_OUTCOME,
            "indicator": _names("indicator | measure | dangosydd"),
            "on": _names("date | day | on | dyddiad | diwrnod"),
            "value": _names("value | reading | figure | result | gwerth | darlleniad | ffigur"),
            "words": _names("in words | words | text"),
            "n": _names("n | number of people | sample | sample size | people | nifer | nifer y bobl"),
            "method": _names("method | how measured | dull"),
            "collected_by": _names("collected by | who | casglwyd gan"),
            "note": _names("note | notes | comment | nodyn | nodiadau"),
        },
    ),
    Sheet(
        record="journey",
        key="journeys",
        label=N_("Journeys"),
        least=_needs("name name_cy name_en", "about_cy about_en fictionalised made_of permission"),
        refers={"outcome_id": "outcome"},
        names={**_NAMES, **_OF_OUTCOME},
    ),
    Sheet(
        record="journey_event",
        key="journey_events",
        label=N_("Events of journeys"),
        called=_names("events | digwyddiadau"),
        least=_needs("journey journey_id", "path", "what what_cy what_en"),
        tells=_needs("journey journey_id", "path", "what what_cy what_en"),
        refers={"journey_id": "journey"},
        names={
            **_SOURCE,
            "journey": _names("journey | story | taith | stori"),
            "path": _names("path | timeline | llinell amser"),
            "what": _names("what | what happened | event"),
            "what_cy": _names("beth | digwyddiad"),
            "when": _names("when"),
            "when_cy": _names("pryd"),
            "cost_from": _names("cost | cost from"),
            "price_year": _names("year | price year | blwyddyn"),
        },
    ),
    Sheet(
        record="hours",
        key="hours",
        label=N_("Hours given"),
        called=_names("time credits | volunteering | hours | oriau | gwirfoddoli"),
        least=_needs("asset asset_id", "hours", "since", "until"),
        tells=_needs("asset asset_id", "hours", "since", "until"),
        refers={"asset_id": "asset"},
        names={
            **_SOURCE,
            "asset": _names("asset | ased | group"),
            "since": _names("since | from | start | o | oddi ar"),
            "until": _names("until | to | end | hyd at"),
            "hours": _names("hours | oriau | credits"),
            "people": _names("people | number of people | volunteers | nifer y bobl"),
            "what": _names("what"),
            "what_cy": _names("beth"),
        },
    ),
    Sheet(
        record="survey",
        key="surveys",
        label=N_("Surveys"),
        least=_needs("name name_cy name_en", "introduction_cy introduction_en kind visibility"),
        names=_NAMES,
    ),
    Sheet(
        record="statement",
        key="statements",
        label=N_("Statements"),
        called=_names("barriers | rhwystrau"),
        least=_needs("survey survey_id", "text text_cy text_en"),
        tells=_needs("survey survey_id", "text text_cy text_en"),
        refers={"survey_id": "survey"},
        names={
            "survey": _names("survey | arolwg"),
            "text": _names("statement | text"),
            "text_cy": _names("gosodiad | datganiad"),
        },
    ),
    Sheet(
        record="respondent_group",
        key="respondent_groups",
        label=N_("Groups of respondents"),
        least=_needs("survey survey_id", "name name_cy name_en"),
        refers={"survey_id": "survey"},
        names={**_NAMES, "survey": _names("survey | arolwg"), "name": _names("group | name")},
    ),
    Sheet(
        record="answer_sheet",
        key="answer_sheets",
        label=N_("Answer sheets"),
        least=_needs("survey survey_id", "answers sheet remarks"),
        refers={"survey_id": "survey", "group_id": "respondent_group"},
    ),
)  # fmt: skip
"""Owners before what they own, as ``RECORDS`` has them."""

BY_RECORD = {sheet.record: sheet for sheet in SHEETS}
