"""Assets, and what they must never be."""

import pytest

from asset_mapper.domain.asset import Asset, AssetKind, AssetStatus
from asset_mapper.domain.audience import VISIBILITIES, Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.whereabouts import confidential
from asset_mapper.errors import InvalidValueError

REFUGE = Bilingual("Lloches", "Refuge")


def test_a_new_asset_is_the_teams_and_active():
    asset = Asset(name=REFUGE, kind=AssetKind.PLACE)
    assert (asset.visibility, asset.status, asset.confidential) == (Audience.TEAM, AssetStatus.ACTIVE, False)


def test_there_are_six_kinds():
    assert [kind.value for kind in AssetKind] == ["person", "group", "organisation", "place", "exchange", "culture"]


def test_an_asset_is_not_for_the_projector_alone():
    with pytest.raises(InvalidValueError, match="for the team, for partners or for everyone"):
        Asset(name=REFUGE, kind=AssetKind.PLACE, visibility=Audience.ROOM)
    assert Audience.ROOM not in VISIBILITIES


def test_a_confidential_place_keeps_no_imported_columns():
    with pytest.raises(InvalidValueError, match="imported columns"):
        Asset(name=REFUGE, kind=AssetKind.PLACE, whereabouts=confidential(), custom={"Grid": "SN 581 817"})


def test_a_confidential_place_is_confidential():
    assert Asset(name=REFUGE, kind=AssetKind.PLACE, whereabouts=confidential()).confidential


@pytest.mark.parametrize("kind", [kind for kind in AssetKind if kind is not AssetKind.PERSON])
def test_only_a_person_is_under_18(kind):
    with pytest.raises(InvalidValueError, match="Only a person"):
        Asset(name=REFUGE, kind=kind, under_18=True)


@pytest.mark.parametrize("field", ["notes", "source", "checked_by", "source_key"])
@pytest.mark.parametrize("text", ["a\0b", "\udcff"], ids=["NUL", "half a character"])
def test_characters_that_no_file_can_hold_are_refused(field, text):
    with pytest.raises(InvalidValueError, match="cannot be kept"):
        Asset(name=REFUGE, kind=AssetKind.PLACE, **{field: text})


@pytest.mark.parametrize("inside", [{"tags": ("a\0b",)}, {"custom": {"Colour": "\0"}}, {"custom": {"\udcff": "red"}}])
def test_such_characters_are_refused_in_lists_too(inside):
    with pytest.raises(InvalidValueError, match="cannot be kept"):
        Asset(name=REFUGE, kind=AssetKind.PLACE, **inside)
