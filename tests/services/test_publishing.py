"""What one audience may see of a project, rule by rule."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import shapely

from asset_mapper.domain.asset import Asset, AssetKind, AssetStatus
from asset_mapper.domain.attachment import Attachment
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.consent import Consent, ConsentHow, Purpose
from asset_mapper.domain.contact import ContactKind, ContactPoint
from asset_mapper.domain.evidence import Coverage, Evidence, EvidenceKind
from asset_mapper.domain.indicator import Indicator, Reading
from asset_mapper.domain.journey import Journey, JourneyEvent, JourneyPath
from asset_mapper.domain.link import Link
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.meeting import Meeting
from asset_mapper.domain.outcome import Framework, Outcome
from asset_mapper.domain.pathway import Card, Pathway
from asset_mapper.domain.project import CustomField, Project, SavedView
from asset_mapper.domain.relation import Relation, RelationKind
from asset_mapper.domain.talent import Talent, TalentKind
from asset_mapper.domain.whereabouts import Whereabouts, WhereKind, confidential, shape
from asset_mapper.errors import NotFoundError, WrongUseError
from asset_mapper.services import consents, records
from asset_mapper.services.publishing import publication
from tests.projects import added, an_asset

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)
TEAM, PARTNERS, PUBLIC, ROOM = Audience.TEAM, Audience.PARTNERS, Audience.PUBLIC, Audience.ROOM
HERE = shape(shapely.Point(-3.9, 52.1))
NAME = Bilingual(en="Something")


def published(project, audience, **how):
    return project.read(publication, audience, today=TODAY, **how)


def held(project, audience, **how):
    return {(h.reason.value, h.record): h.records for h in published(project, audience, **how).held_back}


def shown(project, audience, **how):
    """Name the assets that an audience sees."""
    return list(published(project, audience, **how).assets.name_en)


def agreed(person, purpose, **fields):
    return Consent(asset_id=person.id, purpose=purpose, **{"given_on": TODAY, "how": ConsentHow.PAPER} | fields)


# Which assets ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("visibility", "sees"),
    [(TEAM, {TEAM}), (PARTNERS, {TEAM, PARTNERS}), (PUBLIC, {TEAM, PARTNERS, PUBLIC, ROOM})],
)
@pytest.mark.parametrize("audience", Audience)
def test_an_asset_travels_as_far_as_its_visibility(file_project, visibility, audience, sees):
    added(file_project, an_asset("Hall", visibility=visibility))
    assert shown(file_project, audience) == (["Hall"] if audience in sees else [])
    assert held(file_project, audience) == ({} if audience in sees else {("visibility", "asset"): 1})


@pytest.mark.parametrize("audience", Audience)
def test_a_closed_asset_reaches_nobody(file_project, audience):
    added(file_project, an_asset("Hall", visibility=PUBLIC, status=AssetStatus.CLOSED))
    assert (shown(file_project, audience), held(file_project, audience)) == ([], {("closed", "asset"): 1})


@pytest.mark.parametrize("status", [status for status in AssetStatus if status is not AssetStatus.CLOSED])
def test_an_asset_of_any_other_status_is_shown(file_project, status):
    added(file_project, an_asset("Hall", visibility=PUBLIC, status=status))
    assert shown(file_project, PUBLIC) == ["Hall"]


@pytest.mark.parametrize("audience", [PARTNERS, PUBLIC, ROOM])
def test_a_confidential_place_appears_to_nobody_outside_the_team(file_project, audience):
    added(file_project, an_asset("Refuge", visibility=PUBLIC, whereabouts=confidential(Bilingual(en="North"))))
    assert (shown(file_project, audience), held(file_project, audience)) == ([], {("confidential", "asset"): 1})
    (team,) = published(file_project, TEAM).assets.to_dict("records")
    assert (team["where_area_en"], team["geometry"], team["placed_by"]) == ("North", None, "")


@pytest.mark.parametrize("audience", [PARTNERS, PUBLIC, ROOM])
def test_somebody_under_18_is_never_named_outside_the_team(file_project, audience):
    child = an_asset("Nia", AssetKind.PERSON, visibility=PUBLIC, under_18=True)
    added(file_project, child, *(agreed(child, purpose) for purpose in Purpose))
    assert shown(file_project, audience) == []
    assert held(file_project, audience)["under_18", "asset"] == 1
    assert shown(file_project, TEAM) == ["Nia"]


def test_a_sensitive_group_goes_to_partners_at_most_until_someone_decides(file_project):
    added(file_project, an_asset("Carers", visibility=PARTNERS, sensitive=True))
    assert shown(file_project, PARTNERS) == ["Carers"]
    assert held(file_project, PUBLIC) == {("sensitive", "asset"): 1}


def test_a_sensitive_group_that_was_decided_on_is_shown(file_project):
    added(file_project, an_asset("Carers", visibility=PUBLIC, sensitive=True))
    assert shown(file_project, PUBLIC) == ["Carers"]


def test_the_first_reason_is_the_one_that_is_told(file_project):
    added(
        file_project,
        an_asset("A", status=AssetStatus.CLOSED, sensitive=True),
        an_asset("B", sensitive=True, whereabouts=confidential()),
        an_asset("C", sensitive=True),
        an_asset("D"),
    )
    reasons = [("closed", "asset"), ("confidential", "asset"), ("sensitive", "asset"), ("visibility", "asset")]
    assert held(file_project, PARTNERS) == dict.fromkeys(reasons, 1)


# People ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, None),
        ({"until": TODAY}, None),
        ({"given_on": TODAY - 9 * DAY, "withdrawn_on": TODAY + DAY}, None),
        ({"given_on": TODAY + DAY}, "no_consent"),
        ({"given_on": TODAY - 9 * DAY, "until": TODAY - DAY}, "consent_ended"),
        ({"withdrawn_on": TODAY}, "consent_withdrawn"),
        ({"given_on": TODAY - 9 * DAY, "withdrawn_on": TODAY - DAY}, "consent_withdrawn"),
        ({"given_on": TODAY - 9 * DAY, "until": TODAY - DAY, "withdrawn_on": TODAY - DAY}, "consent_withdrawn"),
    ],
)
@pytest.mark.parametrize(("audience", "purpose"), [(PARTNERS, Purpose.PARTNERS), (PUBLIC, Purpose.PUBLISH)])
def test_a_person_is_shown_on_the_days_on_which_an_agreement_stands(file_project, audience, purpose, fields, reason):
    megan = an_asset("Megan", AssetKind.PERSON, visibility=PUBLIC)
    added(file_project, megan, agreed(megan, purpose, **fields))
    assert shown(file_project, audience) == ([] if reason else ["Megan"])
    expected = {("team_only", "consent"): 1} | ({(reason, "asset"): 1} if reason else {})
    assert held(file_project, audience) == expected


@pytest.mark.parametrize(("audience", "needed"), [(PARTNERS, Purpose.PARTNERS), (PUBLIC, Purpose.PUBLISH)])
def test_one_agreement_does_not_stand_for_another(file_project, audience, needed):
    megan = an_asset("Megan", AssetKind.PERSON, visibility=PUBLIC)
    others = [purpose for purpose in Purpose if purpose is not needed]
    added(file_project, megan, *(agreed(megan, purpose) for purpose in others))
    assert shown(file_project, audience) == []
    assert held(file_project, audience)["no_consent", "asset"] == 1


def test_an_agreement_of_somebody_else_is_no_agreement(file_project):
    megan, nia = (an_asset(name, AssetKind.PERSON, visibility=PUBLIC) for name in ("Megan", "Nia"))
    added(file_project, megan, nia, agreed(nia, Purpose.PUBLISH))
    assert shown(file_project, PUBLIC) == ["Nia"]


def test_somebody_who_agreed_anew_is_shown_again(file_project):
    megan = an_asset("Megan", AssetKind.PERSON, visibility=PUBLIC)
    added(file_project, megan, agreed(megan, Purpose.PUBLISH, given_on=TODAY - 9 * DAY))
    file_project.apply(consents.withdraw, megan.id, TODAY - DAY)
    assert shown(file_project, PUBLIC) == []
    added(file_project, agreed(megan, Purpose.PUBLISH))
    assert shown(file_project, PUBLIC) == ["Megan"]


def test_people_are_not_shown_to_a_room(file_project):
    megan = an_asset("Megan", AssetKind.PERSON, visibility=PUBLIC)
    added(file_project, megan, *(agreed(megan, purpose) for purpose in Purpose))
    assert shown(file_project, ROOM) == []


def test_a_person_is_nowhere_on_the_map_not_even_at_their_venue(file_project):
    hall = an_asset("Hall", AssetKind.PLACE, visibility=PUBLIC, whereabouts=HERE)
    at_hall = Whereabouts(kind=WhereKind.VENUE, venue_id=hall.id)
    megan = an_asset("Megan", AssetKind.PERSON, visibility=PUBLIC, whereabouts=at_hall)
    added(file_project, hall, megan, agreed(megan, Purpose.PUBLISH), agreed(megan, Purpose.PARTNERS))
    for audience in (TEAM, PARTNERS, PUBLIC):
        person = published(file_project, audience).assets.set_index("name_en").loc["Megan"]
        assert (person.geometry, person.placed_by, person.venue_en) == (None, "", "Hall")


# What belongs to an asset ---------------------------------------------------------------------------------------


def test_a_talent_and_a_contact_each_have_an_audience_of_their_own(file_project):
    group = an_asset("Choir", visibility=PUBLIC)
    added(file_project, group)
    for audience in (TEAM, PARTNERS, PUBLIC):
        added(
            file_project,
            Talent(asset_id=group.id, what=NAME, kind=TalentKind.HEART, audience=audience),
            ContactPoint(asset_id=group.id, kind=ContactKind.WEB, value=f"{audience}.example", audience=audience),
        )
    assert [len(published(file_project, audience).talents) for audience in Audience] == [3, 2, 1, 1]
    assert [len(published(file_project, audience).contacts) for audience in Audience] == [3, 2, 1, 0]
    assert held(file_project, PUBLIC) == {("talent", "talent"): 2, ("contact", "contact"): 2}
    assert held(file_project, ROOM) == {("talent", "talent"): 2, ("contact", "contact"): 3}


def test_what_hangs_on_something_held_back_is_held_back_with_it(file_project):
    group, other = an_asset("Secret"), an_asset("Choir", visibility=PUBLIC)
    framework = Framework(key="local", name=NAME)
    outcome = Outcome(framework_id=framework.id, code="1", name=NAME)
    link = Link(asset_id=group.id, outcome_id=outcome.id)
    everyones = {"asset_id": group.id, "audience": PUBLIC}
    added(
        file_project,
        *(group, other, framework, outcome, link),
        Talent(what=NAME, kind=TalentKind.HEART, **everyones),
        ContactPoint(kind=ContactKind.WEB, value="x.example", **everyones),
        Meeting(asset_id=group.id, first_on=TODAY),
        Relation(from_id=other.id, to_id=group.id, kind=RelationKind.KNOWS),
        Relation(from_id=group.id, to_id=other.id, kind=RelationKind.KNOWS),
        Evidence(link_id=link.id, kind=EvidenceKind.STORY, coverage=Coverage.NONE, summary=NAME, permission=PUBLIC),
        Pathway(name=NAME, cards=(Card(record_id=group.id),), link_ids=(link.id,)),
    )
    found = published(file_project, PUBLIC)
    frames = ("talents", "contacts", "meetings", "relations", "links", "evidence", "pathways")
    assert {name: len(getattr(found, name)) for name in frames} == dict.fromkeys(frames, 0)
    hangs = {record: count for (reason, record), count in held(file_project, PUBLIC).items() if reason == "hangs_on"}
    assert hangs == {"talent": 1, "contact": 1, "meeting": 1, "relation": 2, "link": 1, "evidence": 1, "pathway": 1}
    assert len(found.outcomes) == len(found.frameworks) == 1


def test_a_person_is_reached_only_when_they_agreed_to_be(file_project):
    megan = an_asset("Megan", AssetKind.PERSON, visibility=PUBLIC)
    phone = ContactPoint(asset_id=megan.id, kind=ContactKind.PHONE, value="01970 000000", audience=PUBLIC)
    added(file_project, megan, agreed(megan, Purpose.PUBLISH), phone)
    assert len(published(file_project, PUBLIC).contacts) == 0
    assert held(file_project, PUBLIC)["no_consent", "contact"] == 1
    added(file_project, agreed(megan, Purpose.CONTACT))
    assert list(published(file_project, PUBLIC).contacts.value) == ["01970 000000"]


def test_nobody_is_named_as_the_contact_of_a_sensitive_group(file_project):
    group = an_asset("Carers", visibility=PUBLIC, sensitive=True)
    contact = ContactPoint(asset_id=group.id, kind=ContactKind.PHONE, value="1", audience=PUBLIC)
    added(file_project, group, contact, replace(contact, id="c", value="2", person="Megan"))
    assert list(published(file_project, PUBLIC).contacts.value) == ["1"]
    assert held(file_project, PUBLIC) == {("named_contact", "contact"): 1}
    assert len(published(file_project, PARTNERS).contacts) == 2


def attached(project, record, **fields):
    def attach(uow):
        content = b"bytes of " + record.id.encode()
        kept = {"sha256": uow.add_blob(content), "size": len(content), "media_type": "image/jpeg", "name": "llun.jpg"}
        return uow.write(ChangeSet("Attach", (Change(None, Attachment(record_id=record.id, **kept | fields)),)))

    return project.apply(attach)


def test_a_photo_has_an_audience_of_its_own_and_of_a_person_an_agreement(file_project):
    group = an_asset("Choir", visibility=PUBLIC)
    megan = an_asset("Megan", AssetKind.PERSON, visibility=PUBLIC)
    added(file_project, group, megan, agreed(megan, Purpose.PUBLISH))
    attached(file_project, group)
    attached(file_project, group, audience=PUBLIC)
    attached(file_project, megan, audience=PUBLIC)
    found = published(file_project, PUBLIC).attachments
    assert list(found.content) == [b"bytes of " + group.id.encode()]
    assert {key: count for key, count in held(file_project, PUBLIC).items() if key[1] == "attachment"} == {
        ("photo", "attachment"): 1,
        ("no_consent", "attachment"): 1,
    }
    added(file_project, agreed(megan, Purpose.PHOTO))
    assert len(published(file_project, PUBLIC).attachments) == 2
    assert len(published(file_project, TEAM).attachments) == 3


def test_a_photo_of_a_group_leaves_the_team_once_those_on_it_have_agreed(file_project):
    group = an_asset("Choir", visibility=PUBLIC)
    added(file_project, group)
    attached(file_project, group, audience=PUBLIC, shows_people=True)
    attached(file_project, group, audience=PUBLIC, shows_people=True, agreed_on=TODAY + timedelta(days=1))
    assert len(published(file_project, PUBLIC).attachments) == len(published(file_project, PARTNERS).attachments) == 0
    assert held(file_project, PUBLIC) == {("photo_agreement", "attachment"): 2}
    assert len(published(file_project, TEAM).attachments) == 2
    attached(file_project, group, audience=PUBLIC, shows_people=True, agreed_on=TODAY)
    shown = published(file_project, PUBLIC).attachments
    assert len(shown) == 1 and not {"agreed_on", "shows_people"} & set(shown.columns)


def test_imported_columns_are_the_teams_until_someone_shares_them(file_project):
    custom = {"Colour": "red", "Budget": "£5", "Owner": "Megan"}
    added(
        file_project,
        an_asset("Hall", visibility=PUBLIC, custom=custom),
        CustomField(key="Colour", label=NAME, audience=PUBLIC),
        CustomField(key="Budget", label=NAME, audience=PARTNERS),
        CustomField(key="Owner", label=NAME),
    )
    assert [published(file_project, audience).assets.custom[0] for audience in (TEAM, PARTNERS, PUBLIC)] == [
        custom,
        {"Colour": "red", "Budget": "£5"},
        {"Colour": "red"},
    ]
    assert list(published(file_project, PUBLIC).custom_fields.key) == ["Colour"]
    assert held(file_project, PUBLIC) == {("custom_field", "custom_field"): 2}


def test_a_column_that_nobody_described_stays_with_the_team(file_project):
    added(file_project, an_asset("Hall", visibility=PUBLIC, custom={"Colour": "red"}))
    assert published(file_project, PUBLIC).assets.custom[0] == {}
    assert published(file_project, TEAM).assets.custom[0] == {"Colour": "red"}


# Where ----------------------------------------------------------------------------------------------------------


def at(venue):
    return Whereabouts(kind=WhereKind.VENUE, venue_id=venue.id)


def places(project, audience=PUBLIC, **how):
    found = published(project, audience, **how).assets
    return {row.name_en: (row.geometry, row.placed_by, row.venue_en) for row in found.itertuples()}


def test_an_asset_is_where_its_venue_is(file_project):
    hall = an_asset("Hall", AssetKind.PLACE, visibility=PUBLIC, whereabouts=HERE)
    added(file_project, hall, an_asset("Choir", visibility=PUBLIC, whereabouts=at(hall)))
    assert places(file_project) == {
        "Hall": (HERE.geometry, "own", ""),
        "Choir": (HERE.geometry, "venue", "Hall"),
    }
    found = published(file_project, PUBLIC)
    assert (found.located, found.extent) == (2, (-3.9, 52.1, -3.9, 52.1))


def test_a_venue_in_a_venue_is_where_the_outer_one_is(file_project):
    hall = an_asset("Hall", AssetKind.PLACE, visibility=PUBLIC, whereabouts=HERE)
    room = an_asset("Room 2", AssetKind.PLACE, visibility=PUBLIC, whereabouts=at(hall))
    added(file_project, hall, room, an_asset("Choir", visibility=PUBLIC, whereabouts=at(room)))
    assert places(file_project)["Choir"] == (HERE.geometry, "venue", "Room 2")


def test_venues_in_a_circle_are_nowhere(file_project):
    hall = an_asset("Hall", AssetKind.PLACE, visibility=PUBLIC)
    room = an_asset("Room", AssetKind.PLACE, visibility=PUBLIC, whereabouts=at(hall))
    added(file_project, hall, room)
    file_project.apply(records.edit, Asset, hall.id, whereabouts=at(room))
    assert [where[:2] for where in places(file_project).values()] == [(None, ""), (None, "")]


@pytest.mark.parametrize(
    "venue",
    [
        {"visibility": TEAM, "whereabouts": HERE},
        {"visibility": PUBLIC, "whereabouts": confidential(Bilingual(en="North"))},
        {"visibility": PUBLIC, "whereabouts": HERE, "status": AssetStatus.CLOSED},
    ],
)
def test_a_venue_that_is_held_back_is_not_told(file_project, venue):
    hall = an_asset("Hall", AssetKind.PLACE, **venue)
    choir = an_asset("Choir", visibility=PUBLIC, whereabouts=at(hall))
    added(file_project, hall, choir, Meeting(asset_id=choir.id, venue_id=hall.id, first_on=TODAY))
    found = published(file_project, PUBLIC)
    (row,) = found.assets.to_dict("records")
    assert (row["geometry"], row["placed_by"], row["venue_en"], row["where_venue_id"]) == (None, "", "", "")
    assert list(found.meetings.venue_id) == [""]


def test_a_person_who_is_a_venue_by_mistake_places_nobody(file_project):
    hall = an_asset("Hall", AssetKind.PLACE, visibility=PUBLIC, whereabouts=HERE)
    megan = an_asset("Megan", AssetKind.PERSON, visibility=PUBLIC, whereabouts=at(hall))
    choir = an_asset("Choir", visibility=PUBLIC, whereabouts=at(megan))
    added(file_project, hall, megan, choir, agreed(megan, Purpose.PUBLISH))
    assert places(file_project)["Choir"][:2] == (None, "")


# Outcomes, links, evidence --------------------------------------------------------------------------------------


@pytest.fixture
def joy(file_project):
    """Add an outcome with everything that hangs on it."""
    choir = an_asset("Choir", visibility=PUBLIC)
    framework = Framework(key="local", name=NAME)
    joy = Outcome(framework_id=framework.id, code="1", name=Bilingual(en="Joy"))
    link = Link(asset_id=choir.id, outcome_id=joy.id)
    indicator = Indicator(outcome_id=joy.id, name=NAME)
    added(
        file_project, choir, framework, joy, link, indicator, Reading(indicator_id=indicator.id, on=TODAY, value=3.5)
    )
    return joy, link, indicator


def test_a_personal_outcome_stays_with_the_team(file_project, joy):
    file_project.apply(records.edit, Outcome, joy[0].id, personal=True)
    for audience in (PARTNERS, PUBLIC, ROOM):
        found = published(file_project, audience)
        frames = (found.outcomes, found.links, found.indicators, found.readings, found.frameworks)
        assert [len(frame) for frame in frames] == [0, 0, 0, 0, 0]
        assert held(file_project, audience) == {
            ("personal", "outcome"): 1,
            ("hangs_on", "link"): 1,
            ("hangs_on", "indicator"): 1,
            ("hangs_on", "reading"): 1,
        }
    assert len(published(file_project, TEAM).outcomes) == 1


def test_an_outcome_travels_as_far_as_it_may(file_project, joy):
    child = Outcome(framework_id=joy[0].framework_id, code="1.1", name=NAME, parent_id=joy[0].id)
    added(file_project, child)
    file_project.apply(records.edit, Outcome, joy[0].id, visibility=PARTNERS)
    assert list(published(file_project, PUBLIC).outcomes.parent_id) == [""]
    assert held(file_project, PUBLIC)["visibility", "outcome"] == 1
    assert list(published(file_project, PARTNERS).outcomes.parent_id) == ["", joy[0].id]


def test_a_step_between_outcomes_needs_both(file_project, joy):
    end = Outcome(framework_id=joy[0].framework_id, code="2", name=NAME)
    added(file_project, end, Link(from_outcome_id=joy[0].id, outcome_id=end.id))
    assert len(published(file_project, PUBLIC).links) == 2
    file_project.apply(records.edit, Outcome, joy[0].id, visibility=TEAM)
    assert len(published(file_project, PUBLIC).links) == 0
    assert held(file_project, PUBLIC)["hangs_on", "link"] == 2


def test_a_story_travels_as_far_as_who_told_it_allowed(file_project, joy):
    for audience in (TEAM, PARTNERS, PUBLIC):
        story = {"kind": EvidenceKind.STORY, "coverage": Coverage.BELIEF, "summary": NAME}
        added(file_project, Evidence(link_id=joy[1].id, permission=audience, **story))
    assert [len(published(file_project, audience).evidence) for audience in Audience] == [3, 2, 1, 1]
    assert held(file_project, PARTNERS) == {("story", "evidence"): 1}
    assert list(published(file_project, PUBLIC).evidence.rung) == [1]


def test_evidence_that_names_a_person_who_is_not_shown_stays_with_the_team(file_project, joy):
    person = Asset(name=Bilingual("Siân Price"), kind=AssetKind.PERSON, visibility=PUBLIC)
    told = {"link_id": joy[1].id, "coverage": Coverage.BELIEF, "permission": PUBLIC, "kind": EvidenceKind.STORY}
    named = Evidence(summary=Bilingual(en="Everyone thanked SIAN PRICE"), **told)
    quoted = Evidence(summary=NAME, citation="Told by Siân Price, 3 March", **told)
    added(file_project, person, named, quoted, Evidence(summary=Bilingual("Diolchodd pawb i Siân"), **told))
    for audience in (PARTNERS, PUBLIC, ROOM):
        assert list(published(file_project, audience).evidence.summary_cy) == ["Diolchodd pawb i Siân"]
        assert held(file_project, audience)["names_somebody", "evidence"] == 2
    assert len(published(file_project, TEAM).evidence) == 3
    for purpose in (Purpose.HOLD, Purpose.PUBLISH):
        consent = Consent(asset_id=person.id, purpose=purpose, given_on=TODAY - DAY, how=ConsentHow.PAPER)
        added(file_project, consent)
    assert len(published(file_project, PUBLIC).evidence) == 3


def test_a_journey_travels_with_its_events_as_far_as_who_told_it_allowed(file_project, joy):
    for audience in (TEAM, PARTNERS, PUBLIC):
        journey = Journey(name=NAME, permission=audience, fictionalised=True, made_of=4, outcome_id=joy[0].id)
        added(file_project, journey, JourneyEvent(journey_id=journey.id, path=JourneyPath.COULD, what=NAME))
    for audience, there in zip(Audience, (3, 2, 1, 1), strict=True):
        found = published(file_project, audience)
        assert (len(found.journeys), len(found.journey_events)) == (there, there)
        assert ("made_of" in found.journeys) == (audience is TEAM)
    assert held(file_project, PUBLIC) == {("story", "journey"): 2, ("hangs_on", "journey_event"): 2}
    file_project.apply(records.edit, Outcome, joy[0].id, visibility=TEAM)
    assert list(published(file_project, PUBLIC).journeys.outcome_id) == [""]


@pytest.mark.parametrize(("n", "few"), [(0, True), (4, True), (5, False), (500, False), (None, False)])
def test_counts_of_few_people_are_not_told_outside_the_team(file_project, joy, n, few):
    counted = {"kind": EvidenceKind.COUNT, "coverage": Coverage.CHANGE, "summary": NAME, "permission": PUBLIC}
    added(
        file_project,
        Evidence(link_id=joy[1].id, n=n, before=1.0, after=2.0, **counted),
        Reading(indicator_id=joy[2].id, on=TODAY + DAY, value=7.0, n=n),
        MappingSession(place=NAME, on=TODAY, people_present=n, votes={"trust": 3}),
    )

    def told(audience):
        found = published(file_project, audience)
        (evidence,), (session,) = found.evidence.to_dict("records"), found.sessions.to_dict("records")
        reading = found.readings.to_dict("records")[1]
        counts = [evidence["n"], reading["n"], session["people_present"]]
        flags = [evidence["n_few"], reading["n_few"], session["people_present_few"]]
        figures = [evidence["before"], evidence["after"], reading["value"]]
        nothing = [[None if value != value else value for value in values] for values in (counts, figures)]
        return *nothing, flags, session["votes"]

    for audience in (PARTNERS, PUBLIC, ROOM):
        if few:
            assert told(audience) == ([None] * 3, [None] * 3, [True] * 3, {})
            assert {key[1] for key in held(file_project, audience) if key[0] == "small_count"} == {
                "evidence",
                "reading",
                "session",
            }
        else:
            assert told(audience) == ([n] * 3, [1.0, 2.0, 7.0], [False] * 3, {"trust": 3})
    assert told(TEAM) == ([n] * 3, [1.0, 2.0, 7.0], [False] * 3, {"trust": 3})


def test_a_project_says_itself_how_few_is_few(file_project):
    added(file_project, MappingSession(place=NAME, on=TODAY, people_present=7))
    project = file_project.read(lambda uow: uow.project)
    file_project.apply(records.edit, Project, project.id, small_count=10)
    assert published(file_project, PUBLIC).sessions.people_present_few[0]
    file_project.apply(records.edit, Project, project.id, small_count=0)
    assert published(file_project, PUBLIC).sessions.people_present[0] == 7


@pytest.mark.parametrize("audience", Audience)
def test_a_pathway_shows_no_card_of_what_is_not_there(file_project, joy, audience):
    closed = an_asset("Old", status=AssetStatus.CLOSED, visibility=PUBLIC)
    dead = Link(asset_id=closed.id, outcome_id=joy[0].id)
    cards = (Card(record_id=closed.id), Card(record_id=joy[0].id, column=1))
    added(file_project, closed, dead, Pathway(name=NAME, cards=cards, link_ids=(joy[1].id, dead.id)))
    (pathway,) = published(file_project, audience).pathways.to_dict("records")
    assert [card[0] for card in pathway["cards"]] == [joy[0].id]
    assert pathway["link_ids"] == (joy[1].id,)


# Views ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def views(file_project):
    hall = an_asset("Hall", AssetKind.PLACE, visibility=PUBLIC, whereabouts=HERE)
    added(
        file_project,
        *(hall, an_asset("Choir", visibility=PUBLIC, whereabouts=at(hall), tags=("music",))),
        *(an_asset("Secret group"), an_asset("Secret hall", AssetKind.PLACE)),
        SavedView(name="Groups", where={"kind": "group"}, title=Bilingual("Grwpiau", "Groups"), introduction=NAME),
        SavedView(name="Music", where={"kind": "group", "tag": "Music"}, extent=(-4.0, 52.0, -3.0, 53.0)),
        SavedView(name="All"),
        SavedView(name="Wrong", where={"colour": "red"}),
    )


def test_a_view_shows_its_part_and_counts_the_rest(file_project, views):
    assert shown(file_project, PUBLIC, view="Groups") == ["Choir"]
    counts = {key: count for key, count in held(file_project, PUBLIC, view="Groups").items() if key[1] == "asset"}
    assert counts == {("filter", "asset"): 2, ("visibility", "asset"): 1}
    assert shown(file_project, TEAM, view="Groups") == ["Choir", "Secret group"]
    assert shown(file_project, PUBLIC, view="Music") == ["Choir"]
    assert shown(file_project, PUBLIC, view="All") == ["Hall", "Choir"]


def test_a_venue_outside_the_view_still_says_where_a_group_meets(file_project, views):
    assert places(file_project, view="Groups") == {"Choir": (HERE.geometry, "venue", "Hall")}
    assert list(published(file_project, PUBLIC, view="Groups").assets.where_venue_id) == [""]


def test_a_view_has_a_title_an_introduction_and_an_extent_of_its_own(file_project, views):
    groups, music = (published(file_project, PUBLIC, view=name) for name in ("Groups", "Music"))
    assert (groups.title.cy, groups.introduction) == ("Grwpiau", NAME)
    assert (music.title.en, music.introduction) == ("Derwen Valley", None)
    assert (groups.extent, music.extent) == ((-3.9, 52.1, -3.9, 52.1), (-4.0, 52.0, -3.0, 53.0))


def test_an_unknown_view_is_answered_with_those_there_are(file_project, views):
    with pytest.raises(NotFoundError, match=r"no view “Clubs”.*Groups, Music, All, Wrong"):
        published(file_project, PUBLIC, view="Clubs")


def test_a_view_that_asks_for_an_unknown_field_says_so(file_project, views):
    with pytest.raises(WrongUseError, match="no field “colour”"):
        published(file_project, PUBLIC, view="Wrong")


# The bundle -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("audience", Audience)
def test_an_empty_project_has_an_empty_publication_with_all_columns(project, audience):
    found = published(project, audience)
    assert (len(found.assets), found.located, found.extent, found.held_back) == (0, 0, None, ())
    assert found.assets.crs.to_epsg() == found.areas.crs.to_epsg() == 4326
    assert {"geometry", "placed_by", "venue_cy", "venue_en", "name_cy"} <= set(found.assets.columns)
    assert "rung" in found.evidence and "content" in found.attachments and "n_few" in found.readings


def test_what_is_there_is_told_apart_from_what_is_not(project):
    added(project, an_asset("Hall", visibility=PUBLIC), Framework(key="local", name=NAME))
    row = published(project, PUBLIC).assets.to_dict("records")[0]
    assert (row["name_cy"], row["summary_en"], row["checked_on"], row["geometry"]) == ("", "", "", None)
    assert (row["tags"], row["custom"]) == ((), {})


def test_a_language_is_one_of_ours(file_project):
    with pytest.raises(WrongUseError, match="not “fr”"):
        published(file_project, PUBLIC, language="fr")
    assert published(file_project, PUBLIC, language="cy").languages == ("cy",)
    assert published(file_project, PUBLIC).languages == ("cy", "en")


def test_the_day_is_today_unless_said_otherwise(file_project):
    assert file_project.read(publication, PUBLIC).made_on == date.today()  # noqa: DTZ011


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        (Bilingual("Tŷ Ni!", "Our House"), "ty-ni"),
        (Bilingual(en="../../etc/passwd"), "etc-passwd"),
        (Bilingual(en="مرحبا"), "asset-map"),
        (Bilingual(en="x" * 300), "x" * 60),
    ],
)
def test_a_name_for_files_is_safe_everywhere(file_project, title, stem):
    project = file_project.read(lambda uow: uow.project)
    file_project.apply(records.edit, Project, project.id, title=title)
    assert published(file_project, PUBLIC).file_stem == stem
