"""Going back to an earlier version, and bringing back what was removed."""

from dataclasses import replace
from datetime import date

import pytest
import shapely

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.consent import Consent, ConsentHow, Purpose
from asset_mapper.domain.contact import ContactKind, ContactPoint
from asset_mapper.domain.meeting import Meeting
from asset_mapper.domain.relation import Relation, RelationKind
from asset_mapper.domain.talent import Match, Standing, Talent, TalentKind
from asset_mapper.domain.whereabouts import Whereabouts, WhereKind, shape
from asset_mapper.errors import WrongUseError
from asset_mapper.services import assets, consents, erasing, people, queries, records, restoring
from tests.projects import added, an_asset, everything, hide

DAY = date(2026, 11, 22)


def versions_of(project, record):
    return project.read(restoring.versions, type(record), record.id)


def removed_names(project):
    return [one.asset.name.en for one in project.read(restoring.removed)]


@pytest.fixture
def choir(project):
    return added(project, an_asset("Choir", notes="first"))


def test_every_step_is_a_version_the_last_first(project, choir):
    project.apply(records.edit, Asset, choir.id, notes="second")
    second, first = versions_of(project, choir)
    assert (first.after.notes, second.after.notes) == ("first", "second")
    assert (first.is_now, second.is_now) == (False, True)
    (difference,) = second.differences
    assert (difference.field, difference.before, difference.after) == ("notes", "first", "second")


def test_an_earlier_version_comes_back_as_a_step_like_any_other(project, choir):
    project.apply(records.edit, Asset, choir.id, notes="second")
    first = versions_of(project, choir)[-1].after
    project.apply(restoring.restore, first)
    assert project.read(queries.asset, choir.id).notes == "first"
    assert not project.apply(restoring.restore, first)
    project.undo()
    assert project.read(queries.asset, choir.id).notes == "second"


def test_a_venue_that_is_gone_is_left_out_of_what_comes_back(project, choir):
    hall = added(project, an_asset("Hall", AssetKind.PLACE))
    project.apply(assets.place, choir.id, Whereabouts(kind=WhereKind.VENUE, venue_id=hall.id))
    at_the_hall = versions_of(project, choir)[0].after
    project.apply(records.remove, Asset, [hall.id])
    project.apply(restoring.restore, at_the_hall)
    assert project.read(queries.asset, choir.id).whereabouts.kind is WhereKind.NONE


def test_a_place_that_became_confidential_stays_so(project, choir):
    project.apply(assets.place, choir.id, shape(shapely.Point(-3.9, 52.1), address="7 High Street"))
    project.apply(records.edit, Asset, choir.id, notes="second")
    before = versions_of(project, choir)[1].after
    assert before.whereabouts.geometry is not None
    project.apply(hide, choir.id, Bilingual(en="The valley"))
    project.apply(restoring.restore, before)  # read before it was made confidential
    now = project.read(queries.asset, choir.id)
    assert (now.notes, now.confidential, now.whereabouts.address) == ("first", True, "")


def test_an_agreement_is_never_put_back(project):
    megan = an_asset("Megan", AssetKind.PERSON)
    agreed = Consent(asset_id=megan.id, purpose=Purpose.HOLD, given_on=DAY, how=ConsentHow.PAPER)
    project.apply(people.add_person, megan, [agreed])
    project.apply(consents.withdraw, megan.id, DAY)
    with pytest.raises(WrongUseError, match="Ask the person"):
        project.apply(restoring.restore, agreed)


def test_what_was_removed_comes_back_with_all_that_went_with_it(project, choir):
    hall = added(project, an_asset("Hall", AssetKind.PLACE))
    person = added(project, an_asset("Gwen", AssetKind.PERSON))
    added(project, ContactPoint(asset_id=choir.id, kind=ContactKind.PHONE, value="01597 000001"))
    added(project, Meeting(asset_id=choir.id, venue_id=hall.id, rule="FREQ=DAILY"))
    added(project, Relation(from_id=person.id, to_id=choir.id, kind=RelationKind.MEMBER_OF))
    offer, want = added(
        project,
        Talent(asset_id=choir.id, what=Bilingual(en="Singing"), kind=TalentKind.HANDS),
        Talent(asset_id=person.id, what=Bilingual(en="To sing"), kind=TalentKind.HEART, standing=Standing.WANTED),
    )
    added(project, Match(offer_id=offer.id, want_id=want.id))
    before = everything(project)
    project.apply(records.remove, Asset, [choir.id, hall.id])
    assert sorted(removed_names(project)) == ["Choir", "Hall"]
    project.apply(restoring.bring_back, choir.id)
    meeting = next(one for one in everything(project).values() if isinstance(one, Meeting))
    assert meeting.venue_id is None and removed_names(project) == ["Hall"]
    project.apply(restoring.bring_back, hall.id)
    assert everything(project).keys() == before.keys() and removed_names(project) == []


def test_who_was_erased_never_comes_back(project):
    megan = added(project, an_asset("Megan", AssetKind.PERSON))
    project.apply(erasing.erase, megan.id)
    assert removed_names(project) == []
    with pytest.raises(WrongUseError, match="erased"):
        project.apply(restoring.bring_back, megan.id)


def test_who_was_removed_can_still_be_erased(project):
    megan = added(project, an_asset("Megan", AssetKind.PERSON))
    added(project, Talent(asset_id=megan.id, what=Bilingual(en="Bread"), kind=TalentKind.HANDS))
    project.apply(records.remove, Asset, [megan.id])
    project.apply(restoring.erase_removed, megan.id)
    assert removed_names(project) == [] and project.read(queries.history, megan.id) == []
    assert not any(isinstance(one, (Asset, Talent)) for one in everything(project).values())


def test_a_form_keeps_what_others_changed_in_other_fields(project, choir):
    project.apply(records.edit, Asset, choir.id, notes="by another")
    project.apply(assets.save, choir, replace(choir, tags=("music",)))
    now = project.read(queries.asset, choir.id)
    assert (now.notes, now.tags) == ("by another", ("music",))
