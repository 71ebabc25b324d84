"""For every field of every record: the widest audience that it may reach.

This says what a field may do at most. Which *records* reach an audience is decided by the rules of
``services/publishing.py``. A field that is missing here fails a test, and so does one without a test of who sees it.
"""

from asset_mapper.domain.audience import Audience, admits

_TEAM, _PARTNERS, _EVERYONE = Audience.TEAM, Audience.PARTNERS, Audience.PUBLIC

_EVERY_RECORD = {
    "id": _EVERYONE,
    "created_at": _TEAM,
    "changed_at": _EVERYONE,
    "session_id": _PARTNERS,
    "at_table": _PARTNERS,
    "import_id": _TEAM,
    "source": _TEAM,
}

_OWN_FIELDS: dict[str, dict[Audience, tuple[str, ...]]] = {
    "project": {
        _EVERYONE: ("title", "purpose", "area_id", "languages", "publisher", "contact", "fictional"),
        _TEAM: ("default_audience", "retention_months", "small_count"),
    },
    "session": {
        _EVERYONE: ("place", "on", "purpose", "people_present", "votes"),
        _PARTNERS: ("tables",),
        _TEAM: ("facilitators", "notes"),
    },
    "import": {_TEAM: ("file", "sha256", "made", "updated", "unchanged", "refused")},
    "area": {_EVERYONE: ("name", "level", "code", "vintage", "population", "geometry")},
    "asset": {
        _EVERYONE: ("name", "kind", "summary", "tags", "status", "checked_on", "whereabouts", "custom"),
        _TEAM: ("notes", "checked_by", "review_due", "visibility", "sensitive", "under_18", "source_key"),
    },
    "contact": {_EVERYONE: ("asset_id", "kind", "value", "person"), _TEAM: ("audience",)},
    "meeting": {
        _EVERYONE: (
            *("asset_id", "venue_id", "name", "rule", "first_on", "starts_at", "ends_at"),
            *("when", "cost", "who", "access"),
        )
    },
    "talent": {_EVERYONE: ("asset_id", "what", "kind", "standing", "uses", "hours"), _TEAM: ("audience",)},
    "match": {_TEAM: ("offer_id", "want_id", "status", "hours", "on", "note")},
    "relation": {_EVERYONE: ("from_id", "to_id", "kind"), _TEAM: ("note",)},
    "consent": {
        _TEAM: (
            *("asset_id", "purpose", "given_on", "how", "taken_by", "wording_version", "language"),
            *("until", "withdrawn_on"),
        )
    },
    "framework": {_EVERYONE: ("key", "name", "version", "status", "source_title", "source_url", "licence")},
    "outcome": {
        _EVERYONE: (
            *("framework_id", "code", "name", "description", "text_status", "parent_id", "position", "stage"),
            *("contributes_only", "personal", "chosen_by"),
        ),
        _TEAM: ("visibility",),
    },
    "outcome_votes": {_PARTNERS: ("outcome_id", "votes")},
    "link": {
        _EVERYONE: ("outcome_id", "asset_id", "from_outcome_id", "how", "co", "direction"),
        _TEAM: ("claimed_by",),
    },
    "pathway": {_EVERYONE: ("name", "theme", "columns", "cards", "link_ids", "lessons")},
    "evidence": {
        _EVERYONE: (
            *("link_id", "kind", "coverage", "finding", "strength", "summary", "citation", "url", "on", "n"),
            *("before", "after", "unit", "period", "figure", "figure_to", "figure_or_more", "figure_as"),
        ),
        _TEAM: ("permission",),
    },
    "indicator": {
        _EVERYONE: (
            *("outcome_id", "name", "kind", "about", "unit", "wanted", "baseline", "baseline_on", "baseline_text"),
            *("target", "target_on"),
        ),
        _PARTNERS: ("proposed_by", "agreed_by", "agreed_on"),
    },
    "reading": {
        _EVERYONE: ("indicator_id", "on", "value", "words", "n", "method"),
        _TEAM: ("collected_by", "note"),
    },
    "journey": {
        _EVERYONE: ("name", "about", "outcome_id", "fictionalised"),
        _TEAM: ("made_of", "permission"),
    },
    "journey_event": {
        _EVERYONE: (
            *("journey_id", "path", "position", "when", "what", "cost_from", "cost_to", "times"),
            *("price_year", "year_not_given", "citation", "url"),
        ),
    },
    "hours": {
        _EVERYONE: ("asset_id", "kind", "since", "until", "hours", "or_more", "people", "what", "citation", "url")
    },
    "survey": {_EVERYONE: ("name", "introduction", "kind"), _TEAM: ("visibility",)},
    "statement": {_EVERYONE: ("survey_id", "position", "text", "principle", "about")},
    "respondent_group": {_EVERYONE: ("survey_id", "position", "name")},
    "answer_sheet": {_TEAM: ("survey_id", "group_id", "sheet", "answers", "remarks")},
    "attachment": {
        _EVERYONE: ("record_id", "name", "media_type", "sha256", "size", "alt", "credit"),
        _TEAM: ("shows_people", "agreed_on", "typed_up_on", "audience"),
    },
    "view": {_TEAM: ("name", "title", "introduction", "audience", "where", "extent")},
    "custom_field": {_EVERYONE: ("key", "label"), _TEAM: ("audience",)},
    "export": {_TEAM: ("file", "format", "audience", "language", "at", "sha256", "size", "people")},
}

EXPOSURE: dict[str, dict[str, Audience]] = {
    name: _EVERY_RECORD | {field: widest for widest, fields in own.items() for field in fields}
    for name, own in _OWN_FIELDS.items()
}
"""Name of the record → name of the field → the widest audience that it may reach."""


def fields_for(record: str, audience: Audience) -> frozenset[str]:
    """List the fields of a kind of record that *audience* may see."""
    return frozenset(field for field, widest in EXPOSURE[record].items() if admits(widest, audience))
