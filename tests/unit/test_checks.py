"""Rules across records."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.checks import Everything, Severity, broken
from asset_mapper.domain.consent import Consent, ConsentHow, Purpose
from asset_mapper.domain.meeting import Meeting
from asset_mapper.domain.outcome import Outcome
from asset_mapper.domain.whereabouts import Whereabouts, WhereKind, confidential

TODAY = date(2026, 11, 22)
MEGAN = Asset(name=Bilingual("Megan"), kind=AssetKind.PERSON)
HALL = Asset(name=Bilingual("Neuadd"), kind=AssetKind.PLACE)


def at(venue, asset):
    return replace(asset, whereabouts=Whereabouts(kind=WhereKind.VENUE, venue_id=venue.id))


def agreed(purpose, **fields):
    given = {"given_on": TODAY, "how": ConsentHow.PAPER} | fields
    return Consent(asset_id=MEGAN.id, purpose=purpose, **given)


def found(*assets, consents=(), meetings=(), outcomes=()):
    everything = Everything(
        TODAY,
        {asset.id: asset for asset in assets},
        {MEGAN.id: tuple(consents)},
        tuple(meetings),
        {outcome.id: outcome for outcome in outcomes},
    )
    return [(finding.severity, finding.code, finding.record) for finding in broken(everything)]


def test_a_project_that_keeps_the_rules_has_no_findings():
    group = at(HALL, Asset(name=Bilingual("Côr"), kind=AssetKind.GROUP))
    assert found(HALL, group, MEGAN, consents=[agreed(Purpose.HOLD)]) == []


@pytest.mark.parametrize(
    "consents",
    [
        (),
        (agreed(Purpose.PUBLISH),),
        (agreed(Purpose.HOLD, given_on=TODAY - timedelta(days=9), withdrawn_on=TODAY),),
        (agreed(Purpose.HOLD, given_on=TODAY + timedelta(days=1)),),
    ],
)
def test_a_person_who_has_not_agreed_to_be_kept_is_found(consents):
    assert found(MEGAN, consents=consents) == [(Severity.ERROR, "no-consent", MEGAN.id)]


@pytest.mark.parametrize(
    ("visibility", "purpose"), [(Audience.PARTNERS, Purpose.PARTNERS), (Audience.PUBLIC, Purpose.PUBLISH)]
)
def test_a_person_who_is_to_be_shown_needs_to_have_agreed_to_that(visibility, purpose):
    shown = replace(MEGAN, visibility=visibility)
    assert found(shown, consents=[agreed(Purpose.HOLD)]) == [(Severity.WARNING, "held-back", MEGAN.id)]
    assert found(shown, consents=[agreed(Purpose.HOLD), agreed(purpose)]) == []


def test_venues_in_a_circle_are_found():
    room = Asset(name=Bilingual("Ystafell"), kind=AssetKind.PLACE)
    one, other = at(room, HALL), at(HALL, room)
    third = at(HALL, Asset(name=Bilingual("Côr"), kind=AssetKind.GROUP))
    codes = {(code, record) for _severity, code, record in found(one, other, third)}
    assert ("venue-circle", HALL.id) in codes and ("venue-circle", room.id) in codes


def test_a_place_that_is_its_own_venue_is_found():
    assert (Severity.ERROR, "venue-circle", HALL.id) in found(at(HALL, HALL))


def test_nobody_is_a_venue():
    group = at(MEGAN, Asset(name=Bilingual("Côr"), kind=AssetKind.GROUP))
    meeting = Meeting(asset_id=HALL.id, venue_id=MEGAN.id, first_on=TODAY)
    codes = found(MEGAN, HALL, group, consents=[agreed(Purpose.HOLD)], meetings=[meeting])
    assert codes == [(Severity.ERROR, "venue-person", group.id), (Severity.ERROR, "venue-person", HALL.id)]


def test_a_confidential_venue_is_said():
    refuge = replace(HALL, whereabouts=confidential())
    group = at(refuge, Asset(name=Bilingual("Côr"), kind=AssetKind.GROUP))
    assert found(refuge, group) == [(Severity.WARNING, "venue-confidential", group.id)]


def test_what_is_sensitive_and_public_is_asked_about():
    asset = replace(HALL, sensitive=True, visibility=Audience.PUBLIC)
    assert found(asset) == [(Severity.WARNING, "sensitive-public", HALL.id)]
    assert found(replace(asset, visibility=Audience.PARTNERS)) == []


@pytest.mark.parametrize(("due", "codes"), [(TODAY, ["review-due"]), (TODAY + timedelta(days=1), [])])
def test_a_check_is_due_on_its_day(due, codes):
    assert [code for _severity, code, _record in found(replace(HALL, review_due=due))] == codes


def test_an_outcome_that_is_part_of_itself_is_found():
    parent = Outcome(framework_id="f", code="1", name=Bilingual("Un"))
    child = Outcome(framework_id="f", code="1.1", name=Bilingual("Un un"), parent_id=parent.id)
    assert found(outcomes=[parent, child]) == []
    circle = found(outcomes=[replace(parent, parent_id=child.id), child])
    assert {record for _severity, _code, record in circle} == {parent.id, child.id}


def test_a_finding_says_what_to_do_in_the_language_in_force():
    from asset_mapper.i18n import speaking

    everything = Everything(TODAY, {MEGAN.id: MEGAN}, {}, (), {})
    (english,) = broken(everything)
    with speaking("cy"):
        (welsh,) = broken(everything)
    assert "“Megan” has not agreed to be kept." in english.message
    assert welsh.message != english.message and "Megan" in welsh.message
    assert set(english.as_json()) == {"severity", "code", "record", "message"}
