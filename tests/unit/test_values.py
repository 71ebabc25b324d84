"""What the other records must never be."""

import math
from datetime import date

import pytest
import shapely

from asset_mapper.domain.area import Area
from asset_mapper.domain.attachment import Attachment
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.consent import Consent, ConsentHow, Purpose
from asset_mapper.domain.contact import ContactKind, ContactPoint
from asset_mapper.domain.evidence import Coverage, Evidence, EvidenceKind
from asset_mapper.domain.indicator import Indicator, Reading
from asset_mapper.domain.link import Link
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.meeting import Meeting
from asset_mapper.domain.outcome import Framework, Outcome, OutcomeVotes
from asset_mapper.domain.pathway import Card
from asset_mapper.domain.project import CustomField, Project, SavedView
from asset_mapper.domain.relation import Relation, RelationKind
from asset_mapper.domain.talent import Match, Talent, TalentKind
from asset_mapper.errors import InvalidValueError

NAME, TODAY = Bilingual(en="Something"), date(2026, 11, 22)
EVIDENCE = {"link_id": "l", "kind": EvidenceKind.COUNT, "coverage": Coverage.OUTPUT, "summary": NAME}
CONSENT = {"asset_id": "a", "purpose": Purpose.HOLD, "given_on": TODAY, "how": ConsentHow.PAPER}
PHOTO = {"record_id": "a", "name": "llun.jpg", "media_type": "image/jpeg", "sha256": "0" * 64, "size": 1}
CONTACT = {"asset_id": "a", "kind": ContactKind.PHONE, "value": "01970 000000"}
TALENT = {"asset_id": "a", "what": NAME, "kind": TalentKind.HANDS}
OUTCOME = {"framework_id": "f", "code": "1", "name": NAME}

EVERYONE = "for the team, for partners or for everyone"

IMPOSSIBLE = [
    (Area, {"name": NAME, "geometry": shapely.Point(0, 0)}, "polygon"),
    (Area, {"name": NAME, "population": -1}, "less than 0"),
    (Attachment, PHOTO | {"name": "../secret.jpg"}, "without a folder"),
    (Attachment, PHOTO | {"name": "C:\\llun.jpg"}, "without a folder"),
    (Attachment, PHOTO | {"name": ".."}, "without a folder"),
    (Attachment, PHOTO | {"name": " "}, "without a folder"),
    (Attachment, PHOTO | {"audience": Audience.ROOM}, EVERYONE),
    (ContactPoint, CONTACT | {"value": " "}, "empty"),
    (ContactPoint, CONTACT | {"audience": Audience.ROOM}, EVERYONE),
    (Consent, CONSENT | {"until": date(2026, 11, 21)}, "end before"),
    (Consent, CONSENT | {"withdrawn_on": date(2026, 11, 21)}, "withdrawn before"),
    (Evidence, EVIDENCE | {"strength": 0}, "1 to 5"),
    (Evidence, EVIDENCE | {"strength": 6}, "1 to 5"),
    (Evidence, EVIDENCE | {"n": -1}, "less than 0"),
    (Evidence, EVIDENCE | {"before": math.nan}, "must be a number"),
    (Evidence, EVIDENCE | {"after": math.inf}, "must be a number"),
    (Evidence, EVIDENCE | {"unit": "%", "after": 12.0}, "that it is of"),
    (Evidence, EVIDENCE | {"permission": Audience.ROOM}, EVERYONE),
    (Indicator, {"outcome_id": "o", "name": NAME, "baseline": math.nan}, "must be a number"),
    (Indicator, {"outcome_id": "o", "name": NAME, "target": -math.inf}, "must be a number"),
    (Reading, {"indicator_id": "i", "on": TODAY}, "number or words"),
    (Reading, {"indicator_id": "i", "on": TODAY, "value": math.nan}, "must be a number"),
    (Reading, {"indicator_id": "i", "on": TODAY, "value": 1.0, "n": -1}, "less than 0"),
    (Link, {"outcome_id": "o"}, "starts at"),
    (Link, {"outcome_id": "o", "asset_id": "a", "from_outcome_id": "p"}, "starts at"),
    (Link, {"outcome_id": "o", "from_outcome_id": "o"}, "lead to itself"),
    (MappingSession, {"place": NAME, "on": TODAY, "people_present": -1}, "less than 0"),
    (MappingSession, {"place": NAME, "on": TODAY, "votes": {"trust": -1}}, "from 0"),
    (MappingSession, {"place": NAME, "on": TODAY, "votes": {"love": 1}}, "five principles"),
    (Meeting, {"asset_id": "a"}, "when it meets"),
    (Meeting, {"asset_id": "a", "rule": "FREQ=SOMETIMES"}, "recurrence"),
    (Meeting, {"asset_id": "a", "rule": "FREQ=DAILY\nEXDATE:20260101"}, "recurrence"),
    (Meeting, {"asset_id": "a", "rule": "every Tuesday"}, "recurrence"),
    (Framework, {"key": " ", "name": NAME}, "short name"),
    (OutcomeVotes, {"outcome_id": "o", "votes": -1}, "from 0"),
    (Outcome, OUTCOME | {"id": "o", "parent_id": "o"}, "part of itself"),
    (Outcome, OUTCOME | {"visibility": Audience.ROOM}, EVERYONE),
    (Outcome, OUTCOME | {"text_status": Bilingual(cy="draft", en="Local")}, "not “Local”"),
    (Card, {"record_id": "o", "row": math.nan}, "number"),
    (Project, {"title": NAME, "small_count": -1}, "less than 0"),
    (SavedView, {"name": "x", "extent": (1.0, 2.0)}, "west"),
    (SavedView, {"name": "x", "extent": (1.0, 2.0, math.nan, 3.0)}, "west"),
    (CustomField, {"key": "x", "label": NAME, "audience": Audience.ROOM}, EVERYONE),
    (Relation, {"from_id": "a", "to_id": "a", "kind": RelationKind.KNOWS}, "itself"),
    (Talent, TALENT | {"hours": -1.0}, "between 0 and 744"),
    (Talent, TALENT | {"hours": math.nan}, "between 0 and 744"),
    (Talent, TALENT | {"audience": Audience.ROOM}, EVERYONE),
    (Match, {"offer_id": "t", "want_id": "t"}, "itself"),
    (Match, {"offer_id": "t", "want_id": "u", "hours": -0.5}, "less than 0"),
    (Match, {"offer_id": "t", "want_id": "u", "hours": math.inf}, "less than 0"),
]


@pytest.mark.parametrize(
    ("kind", "fields", "why"), IMPOSSIBLE, ids=[f"{kind.__name__}-{why}" for kind, _fields, why in IMPOSSIBLE]
)
def test_a_value_that_must_never_exist_is_refused_with_a_sentence(kind, fields, why):
    with pytest.raises(InvalidValueError, match=why):
        kind(**fields)


def test_a_percentage_of_known_people_is_evidence():
    assert Evidence(**EVIDENCE | {"unit": "%", "n": 40, "after": 12.0}).after == 12.0


def test_the_ladder_has_six_rungs_in_rising_order():
    assert [coverage.rung for coverage in Coverage] == [0, 1, 2, 3, 4, 5]
    assert Coverage.NONE.rung < Coverage.BELIEF.rung < Coverage.CAUSED.rung


@pytest.mark.parametrize(
    "rule",
    ["FREQ=WEEKLY;BYDAY=TU", "freq=monthly;byday=1sa", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1", "FREQ=DAILY;COUNT=2"],
)
def test_a_recurrence_of_rfc_5545_says_when_it_meets(rule):
    assert Meeting(asset_id="a", rule=rule).rule == rule
