"""Which audiences see which field. A field that is new fails here until somebody has decided."""

from dataclasses import fields

import pytest

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.exposure import EXPOSURE, fields_for
from asset_mapper.domain.records import NAMES, RECORDS

EVERY_RECORD = {"everyone": "id changed_at", "partners": "session_id at_table", "team": "created_at import_id source"}

DECIDED = {
    "project": {
        "everyone": "title purpose area_id languages publisher contact fictional",
        "team": "default_audience retention_months small_count",
    },
    "session": {
        "everyone": "place on purpose people_present votes",
        "partners": "tables",
        "team": "facilitators notes",
    },
    "import": {"team": "file sha256 made updated unchanged refused"},
    "area": {"everyone": "name level code vintage population geometry"},
    "asset": {
        "everyone": "name kind summary tags status checked_on whereabouts custom",
        "team": "notes checked_by review_due visibility sensitive under_18 source_key",
    },
    "contact": {"everyone": "asset_id kind value person", "team": "audience"},
    "meeting": {
        "everyone": "asset_id venue_id name rule first_on starts_at ends_at when cost who access",
    },
    "talent": {"everyone": "asset_id what kind standing uses hours", "team": "audience"},
    "match": {"team": "offer_id want_id status hours on note"},
    "relation": {"everyone": "from_id to_id kind", "team": "note"},
    "consent": {
        "team": "asset_id purpose given_on how taken_by wording_version language until withdrawn_on",
    },
    "framework": {"everyone": "key name version status source_title source_url licence"},
    "outcome": {
        "everyone": (
            "framework_id code name description text_status parent_id position stage contributes_only personal "
            "chosen_by"
        ),
        "team": "visibility",
    },
    "outcome_votes": {"partners": "outcome_id votes"},
    "link": {"everyone": "outcome_id asset_id from_outcome_id how co direction", "team": "claimed_by"},
    "pathway": {"everyone": "name theme columns cards link_ids lessons"},
    "evidence": {
        "everyone": (
            "link_id kind coverage finding strength summary citation url on n before after unit period "
            "figure figure_to figure_or_more figure_as"
        ),
        "team": "permission",
    },
    "indicator": {
        "everyone": (
            "outcome_id name kind about unit wanted baseline baseline_on baseline_text target target_on"
        ),
        "partners": "proposed_by agreed_by agreed_on",
    },
    "reading": {"everyone": "indicator_id on value words n method", "team": "collected_by note"},
    "journey": {"everyone": "name about outcome_id fictionalised", "team": "made_of permission"},
    "journey_event": {
        "everyone": "journey_id path position when what cost_from cost_to times price_year "
        "year_not_given citation url",
    },
    "hours": {"everyone": "asset_id kind since until hours or_more people what citation url"},
    "survey": {"everyone": "name introduction kind", "team": "visibility"},
    "statement": {"everyone": "survey_id position text principle about"},
    "respondent_group": {"everyone": "survey_id position name"},
    "answer_sheet": {"team": "survey_id group_id sheet answers remarks"},
    "attachment": {
        "everyone": "record_id name media_type sha256 size alt credit",
        "team": "shows_people agreed_on typed_up_on audience",
    },
    "view": {"team": "name title introduction audience where extent"},
    "custom_field": {"everyone": "key label", "team": "audience"},
    "export": {"team": "file format audience language at sha256 size people"},
}  # fmt: skip
"""What was decided, record by record; a record is shown only where the rules of publishing let it out at all."""

SEEN_BY = {
    Audience.TEAM: ("everyone", "partners", "team"),
    Audience.PARTNERS: ("everyone", "partners"),
    Audience.PUBLIC: ("everyone",),
    Audience.ROOM: ("everyone",),
}


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("record", RECORDS)
def test_an_audience_sees_the_fields_that_were_decided_on(record, audience):
    decided = [
        names
        for table in (EVERY_RECORD, DECIDED[record])
        for width in SEEN_BY[audience]
        for names in table.get(width, "").split()
    ]
    assert fields_for(record, audience) == set(decided)


@pytest.mark.parametrize("record", RECORDS)
def test_every_field_of_every_record_was_decided_on(record):
    assert {field.name for field in fields(RECORDS[record])} == set(EXPOSURE[record])


def test_every_record_was_decided_on():
    assert list(EXPOSURE) == list(RECORDS) == list(DECIDED)
    assert {kind: name for name, kind in RECORDS.items()} == NAMES


@pytest.mark.parametrize(
    "name", ["notes", "note", "source", "facilitators", "taken_by", "checked_by", "collected_by"]
)
def test_names_and_notes_of_the_team_stay_with_the_team(name):
    where = [record for record in EXPOSURE if name in EXPOSURE[record]]
    assert where
    assert all(EXPOSURE[record][name] is Audience.TEAM for record in where)
