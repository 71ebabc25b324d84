"""What people agreed to."""

from datetime import date, timedelta

import pytest

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.consent import Consent, ConsentHow, Purpose
from asset_mapper.errors import NotFoundError, WrongUseError
from asset_mapper.services import consents
from tests.projects import added, an_asset

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)


@pytest.fixture
def megan(project):
    return added(project, an_asset("Megan", AssetKind.PERSON))


def agreed(person, purpose, given_on=TODAY - 9 * DAY):
    return Consent(asset_id=person.id, purpose=purpose, given_on=given_on, how=ConsentHow.PAPER)


def standing(project, day=TODAY):
    return {c.purpose for c in project.read(lambda uow: list(uow.consents.all())) if c.stands_on(day)}


def test_only_a_person_agrees(project):
    choir = added(project, an_asset("Choir"))
    with pytest.raises(WrongUseError, match="Only a person"):
        project.apply(consents.give, agreed(choir, Purpose.HOLD))
    with pytest.raises(NotFoundError):
        project.apply(consents.give, agreed(an_asset(), Purpose.HOLD))


def test_an_agreement_is_withdrawn_for_one_purpose(project, megan):
    for purpose in Purpose:
        project.apply(consents.give, agreed(megan, purpose))
    project.apply(consents.withdraw, megan.id, TODAY, Purpose.PHOTO)
    assert standing(project) == set(Purpose) - {Purpose.PHOTO}
    assert standing(project, TODAY - DAY) == set(Purpose)
    project.undo()
    assert standing(project) == set(Purpose)


@pytest.mark.parametrize("purpose", [None, Purpose.HOLD])
def test_who_does_not_want_to_be_kept_is_not_shown_either(project, megan, purpose):
    for given_for in Purpose:
        project.apply(consents.give, agreed(megan, given_for))
    project.apply(consents.withdraw, megan.id, TODAY, purpose)
    assert standing(project) == set()


def test_an_agreement_of_later_is_withdrawn_on_its_first_day(project, megan):
    project.apply(consents.give, agreed(megan, Purpose.HOLD, TODAY + DAY))
    project.apply(consents.withdraw, megan.id, TODAY)
    assert standing(project, TODAY + DAY) == set()


def test_what_was_withdrawn_keeps_its_day(project, megan):
    project.apply(consents.give, agreed(megan, Purpose.HOLD))
    project.apply(consents.withdraw, megan.id, TODAY - DAY)
    assert not project.apply(consents.withdraw, megan.id, TODAY)
    (consent,) = project.read(lambda uow: list(uow.consents.all()))
    assert consent.withdrawn_on == TODAY - DAY


def test_agreements_of_others_stand(project, megan):
    nia = added(project, an_asset("Nia", AssetKind.PERSON))
    project.apply(consents.give, agreed(megan, Purpose.HOLD))
    project.apply(consents.give, agreed(nia, Purpose.HOLD))
    project.apply(consents.withdraw, megan.id, TODAY)
    assert standing(project) == {Purpose.HOLD}
