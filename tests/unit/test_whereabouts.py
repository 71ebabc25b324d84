"""Where an asset is, and what must never be known."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.whereabouts import (
    NOWHERE,
    Precision,
    Whereabouts,
    WhereKind,
    confidential,
    shape,
    tidy_postcode,
)
from asset_mapper.errors import InvalidValueError
from tests.strategies import shapes, whereabouts

HERE = shapely.Point(-3.9, 52.0)


def _line(*coordinates):
    with np.errstate(invalid="ignore"):
        return shapely.LineString(coordinates)


@given(shapes, st.sampled_from([kind for kind in WhereKind if kind is not WhereKind.SHAPE]))
def test_only_a_place_with_a_shape_of_its_own_has_coordinates(geometry, kind):
    with pytest.raises(InvalidValueError):
        Whereabouts(kind=kind, geometry=geometry, area=Bilingual(en="Splott"))


def test_a_place_on_the_map_has_coordinates():
    with pytest.raises(InvalidValueError, match="needs them"):
        Whereabouts(kind=WhereKind.SHAPE)


@pytest.mark.parametrize(
    "known", [{"address": "1 High Street"}, {"postcode": "CF10 1AA"}, {"uprn": "1234"}, {"area_code": "W05001"}]
)
def test_a_confidential_place_keeps_the_label_of_an_area_and_nothing_else(known):
    with pytest.raises(InvalidValueError, match="nothing else"):
        Whereabouts(kind=WhereKind.CONFIDENTIAL, area=Bilingual(en="Splott"), **known)
    assert confidential(Bilingual(en="Splott")).area.en == "Splott"


@pytest.mark.parametrize("kind", [kind for kind in WhereKind if kind is not WhereKind.VENUE])
def test_only_an_asset_at_a_venue_names_a_venue(kind):
    with pytest.raises(InvalidValueError):
        Whereabouts(kind=kind, venue_id="x", area=Bilingual(en="Splott"), geometry=HERE if kind == "shape" else None)
    with pytest.raises(InvalidValueError, match="names a venue"):
        Whereabouts(kind=WhereKind.VENUE)


def test_an_area_has_a_name():
    with pytest.raises(InvalidValueError, match="name of the area"):
        Whereabouts(kind=WhereKind.AREA, area_code="W05001")


@pytest.mark.parametrize(
    "geometry",
    [
        shapely.Point(),
        shapely.Polygon(),
        shapely.Point(math.nan, math.nan),
        shapely.Point(math.inf, 0),
        shapely.Point(-3.9, math.nan),
        _line((0, 0), (math.nan, math.nan), (1, 1)),
        _line((0, 0), (1, math.inf)),
        shapely.Point(318_000, 176_000),  # metres of the British grid
        shapely.Point(181, 0),
        shapely.Point(0, 90.1),
    ],
    ids=str,
)
def test_what_is_no_place_on_earth_is_refused(geometry):
    with pytest.raises(InvalidValueError):
        shape(geometry)


@pytest.mark.parametrize("uprn", ["12345678901234", "12a", "-1", "１２", "1.0", " 1"])
def test_a_uprn_has_up_to_twelve_digits(uprn):
    with pytest.raises(InvalidValueError, match="12 digits"):
        Whereabouts(uprn=uprn)


@given(whereabouts())
def test_a_person_is_at_a_venue_in_an_area_or_nowhere(where):
    def person():
        return Asset(name=Bilingual(en="Megan"), kind=AssetKind.PERSON, whereabouts=where)

    if where.geometry is not None or where.address or where.postcode or where.uprn:
        with pytest.raises(InvalidValueError, match="no point on the map"):
            person()
    else:
        assert person().whereabouts.geometry is None


def test_a_person_is_never_pinned_however_their_kind_is_written():
    with pytest.raises(InvalidValueError, match="no point on the map"):
        Asset(name=Bilingual(en="Megan"), kind="person", whereabouts=shape(HERE))


def test_a_shape_says_how_exact_it_is():
    assert shape(HERE).precision is Precision.EXACT
    assert shape(HERE, Precision.POSTCODE, postcode="CF10 1AA").postcode == "CF10 1AA"
    assert not NOWHERE.tells_a_home


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        ("ll574fa", "LL57 4FA"),
        ("LL57 4FA", "LL57 4FA"),
        (" cf10-1aa ", "CF10 1AA"),
        ("w1a 0ax", "W1A 0AX"),
        ("m1 1ae", "M1 1AE"),
        ("CF10", None),
        ("LL57 4FAA", None),
        ("1 High Street", None),
        ("", None),
    ],
)
def test_a_postcode_is_written_as_usual(typed, tidy):
    assert tidy_postcode(typed) == tidy
