"""Putting assets on the map: people and confidential places never, everything else by hand or by words."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from asset_mapper.analysis.measuring import area_in_words, area_m2, measured, way_in_words, way_m
from asset_mapper.area_pack.postcode_tables import read_postcodes
from asset_mapper.domain.area import Area
from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.place import LonLat, lon_lat
from asset_mapper.domain.whereabouts import Precision, Whereabouts, WhereKind, confidential, shape
from asset_mapper.errors import InvalidValueError
from asset_mapper.services import overview, placing
from asset_mapper.services.finding_places import FoundPlace, find_places
from asset_mapper.services.placing import NotPlaceableError
from tests.projects import added, an_asset

HERE = LonLat(-3.9, 52.1)
SQUARE = (LonLat(-4, 52), LonLat(-3.9, 52), LonLat(-3.9, 52.1), LonLat(-4, 52.1))


def where(project, asset):
    return project.read(lambda uow: uow.assets.get(asset.id)).whereabouts


def test_an_asset_is_placed_by_a_click_and_keeps_its_address(file_project):
    hall = an_asset("Hall", whereabouts=Whereabouts(address="1 Heol y Felin", postcode="LD1 5AA"))
    added(file_project, hall)
    file_project.apply(placing.place_at, hall.id, HERE)
    there = where(file_project, hall)
    assert (there.geometry.x, there.geometry.y, there.precision) == (-3.9, 52.1, Precision.EXACT)
    assert (there.address, there.postcode) == ("1 Heol y Felin", "LD1 5AA")
    file_project.undo()
    assert where(file_project, hall) == hall.whereabouts


def test_what_was_at_a_venue_has_a_place_of_its_own_afterwards(file_project):
    hall = an_asset("Hall", AssetKind.PLACE)
    club = an_asset("Club", whereabouts=Whereabouts(kind=WhereKind.VENUE, venue_id=hall.id))
    added(file_project, hall, club)
    file_project.apply(placing.place_at, club.id, HERE)
    assert where(file_project, club).kind is WhereKind.SHAPE and where(file_project, club).venue_id is None


@pytest.mark.parametrize(
    "step",
    [
        lambda uow, asset: placing.place_at(uow, asset.id, HERE),
        lambda uow, asset: placing.draw(uow, asset.id, SQUARE, closed=True),
        lambda uow, asset: placing.place_where_found(
            uow, asset.id, FoundPlace("Here", shapely.Point(HERE), Precision.EXACT)
        ),
    ],
    ids=["by click", "by drawing", "by words"],
)
@pytest.mark.parametrize(
    ("asset", "sentence"),
    [
        (an_asset("Megan", AssetKind.PERSON), "is a person"),
        (an_asset("Refuge", whereabouts=confidential(Bilingual(en="The valley"))), "is confidential"),
    ],
    ids=["a person", "a confidential place"],
)
def test_people_and_confidential_places_never_get_a_point(file_project, step, asset, sentence):
    added(file_project, asset)
    with pytest.raises(NotPlaceableError, match=sentence):
        file_project.apply(step, asset)
    assert where(file_project, asset) == asset.whereabouts


def test_an_area_and_a_route_are_drawn(file_project):
    park, walk = an_asset("Park"), an_asset("Walk")
    added(file_project, park, walk)
    file_project.apply(placing.draw, park.id, SQUARE, closed=True)
    file_project.apply(placing.draw, walk.id, SQUARE[:3], closed=False)
    assert where(file_project, park).geometry.equals(shapely.box(-4, 52, -3.9, 52.1))
    assert where(file_project, walk).geometry.geom_type == "LineString"


@pytest.mark.parametrize(
    ("ring", "closed", "sentence"),
    [
        (SQUARE[:2], True, "three corners"),
        ((HERE, HERE, HERE), True, "three corners"),
        ((HERE, HERE), False, "two corners"),
        ((SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3]), True, "crosses"),
    ],
)
def test_what_is_no_area_and_no_route_is_refused_in_a_sentence(file_project, ring, closed, sentence):
    park = an_asset("Park")
    added(file_project, park)
    with pytest.raises(InvalidValueError, match=sentence):
        file_project.apply(placing.draw, park.id, ring, closed=closed)


SHAPES = (
    shapely.LineString([(-4, 52), (-3.9, 52.1), (-3.8, 52)]),
    shapely.box(-4, 52, -3.9, 52.1),
    shapely.Polygon(shapely.box(-4, 52, -3, 53).exterior, [shapely.box(-3.6, 52.4, -3.5, 52.5).exterior]),
    shapely.MultiPolygon([shapely.box(-4, 52, -3.9, 52.1), shapely.box(-3.7, 52, -3.6, 52.1)]),
    shapely.MultiLineString([[(-4, 52), (-3.9, 52)], [(-3.8, 52), (-3.7, 52)]]),
)


@pytest.mark.parametrize("geometry", SHAPES, ids=lambda geometry: geometry.geom_type)
def test_a_shape_that_is_edited_stays_what_it_is(file_project, geometry):
    park = an_asset("Park", whereabouts=shape(geometry, Precision.STREET))
    added(file_project, park)
    outline = file_project.read(placing.outline, park.id)
    assert outline.closed == ("Polygon" in geometry.geom_type)
    file_project.apply(placing.reshape, park.id, outline.rings)
    assert where(file_project, park).geometry.equals(geometry)
    assert where(file_project, park).precision is Precision.STREET
    rings = [list(ring) for ring in outline.rings]
    rings[0][rings[0].index((-4, 52))] = LonLat(-4.05, 51.95)
    file_project.apply(placing.reshape, park.id, rings)
    moved = where(file_project, park).geometry
    assert moved.bounds[0] == -4.05 and moved.geom_type == geometry.geom_type


def test_rings_that_are_others_by_now_are_refused(file_project):
    park = an_asset("Park", whereabouts=shape(SHAPES[1]))
    added(file_project, park)
    with pytest.raises(InvalidValueError, match="meanwhile"):
        file_project.apply(placing.reshape, park.id, [SQUARE, SQUARE])


def test_a_point_has_no_outline(file_project):
    hall = an_asset("Hall", whereabouts=shape(shapely.Point(HERE)))
    added(file_project, hall)
    with pytest.raises(NotPlaceableError, match="no area or route"):
        file_project.read(placing.outline, hall.id)


def test_assets_are_taken_off_the_map_together_and_keep_their_addresses(file_project):
    hall = an_asset("Hall", whereabouts=shape(shapely.Point(HERE), address="1 Heol y Felin"))
    refuge = an_asset("Refuge", whereabouts=confidential(Bilingual(en="The valley")))
    added(file_project, hall, refuge)
    done = file_project.apply(placing.take_off, [hall.id, refuge.id])
    assert len(done) == 1
    assert where(file_project, hall) == Whereabouts(address="1 Heol y Felin")
    assert where(file_project, refuge) == refuge.whereabouts


def test_who_waits_for_a_place(file_project):
    waits = an_asset("Hall")
    others = (
        an_asset("Megan", AssetKind.PERSON),
        an_asset("Refuge", whereabouts=confidential()),
        an_asset("Placed", whereabouts=shape(shapely.Point(HERE))),
        an_asset("Gone", status="closed"),
    )
    added(file_project, waits, *others)
    lines = file_project.read(overview.asset_lines)
    assert [line.id for line in lines if placing.waits_for_a_place(line)] == [waits.id]


def test_places_are_found_by_grid_reference_and_coordinates(file_project):
    (square,) = file_project.read(find_places, "sn 581 817")
    assert square.precision is Precision.STREET and abs(square.at.lat - 52.41) < 0.02
    (spot,) = file_project.read(find_places, "52.41, -4.08")
    assert spot.at == LonLat(-4.08, 52.41)


def test_places_are_found_by_postcode_in_the_index_or_where_something_is_recorded(file_project, tmp_path):
    table = tmp_path / "postcodes.csv"
    table.write_text("postcode,lat,long\nLD1 5AA,52.2,-3.4\n", encoding="utf-8")
    index = read_postcodes(table, year=2026).index
    (found,) = file_project.read(find_places, "ld15aa", index)
    assert (found.postcode, found.precision) == ("LD1 5AA", Precision.POSTCODE)
    assert found.at == pytest.approx((-3.4, 52.2))
    assert file_project.read(find_places, "LD1 5AA") == []
    hall = an_asset("Hall", whereabouts=shape(shapely.Point(HERE), postcode="LD1 5AA", address="1 Heol y Felin"))
    added(file_project, hall)
    (found,) = file_project.read(find_places, "LD1 5AA")
    assert (found.at, found.precision, found.address) == (HERE, Precision.POSTCODE, "")


def test_an_address_is_found_where_something_is_recorded_there(file_project):
    hall = an_asset("Neuadd", whereabouts=shape(shapely.Point(HERE), address="1 Heol y Felin, Pontydderwen"))
    added(file_project, hall, an_asset("Heol Las", whereabouts=Whereabouts(address="1 Heol y Felin")))
    (found,) = file_project.read(find_places, "heol y felin, pontydderwen")
    assert found.at == HERE and "Neuadd" in found.name
    assert file_project.read(find_places, "No Such Street") == []
    assert file_project.read(find_places, "  ") == []


def test_an_area_is_found_by_either_name_and_says_that_it_is_an_area(file_project):
    added(file_project, Area(name=Bilingual(cy="Dyffryn Uchaf", en="Upper Valley"), geometry=SHAPES[1]))
    (found,) = file_project.read(find_places, "upper val")
    assert found.precision is Precision.AREA and SHAPES[1].contains(found.geometry)


def test_a_confidential_place_is_never_found(file_project):
    added(file_project, an_asset("Refuge", whereabouts=confidential(Bilingual(en="The valley"))))
    assert file_project.read(find_places, "Refuge") == []


# --- measuring --------------------------------------------------------------------------------------------------


def test_a_degree_of_latitude_is_some_111_km():
    assert way_m([LonLat(-4, 52), LonLat(-4, 53)]) == pytest.approx(111_267, rel=1e-3)
    assert way_m([HERE]) == 0 and area_m2([HERE, HERE]) == 0


def test_a_square_of_a_tenth_of_a_degree():
    assert area_m2(SQUARE) == pytest.approx(0.1 * 111_267 * 0.1 * 68_600, rel=5e-3)
    assert area_m2(SQUARE[::-1]) == pytest.approx(area_m2(SQUARE))


@given(st.lists(st.tuples(st.floats(-179, 179), st.floats(-85, 85)), min_size=2, max_size=8))
def test_a_way_is_as_long_backwards_and_never_shorter_than_straight(pairs):
    corners = [LonLat(*pair) for pair in pairs]
    assert way_m(corners) == pytest.approx(way_m(corners[::-1]), abs=1e-3)
    assert way_m(corners) >= way_m([corners[0], corners[-1]]) - 1e-3


@pytest.mark.parametrize(
    ("metres", "words"),
    [(0, "0 m"), (849.6, "850 m"), (999.7, "1 km"), (1250, "1.25 km"), (12_540, "12.5 km"), (140_200, "140 km")],
)
def test_lengths_are_said_as_people_do(metres, words):
    assert way_in_words(metres) == words


@pytest.mark.parametrize(
    ("square_metres", "words"),
    [(850, "850 m²"), (9_999, "9,999 m²"), (32_000, "3.2 ha"), (1_250_000, "1.25 km²"), (2.5e9, "2,500 km²")],
)
def test_areas_are_said_as_people_do(square_metres, words):
    assert area_in_words(square_metres) == words


def test_an_area_is_measured_with_the_way_around_it():
    assert measured(SQUARE, closed=True).endswith("around") and "km²" in measured(SQUARE, closed=True)
    assert measured(SQUARE[:1], closed=True) == ""


@pytest.mark.parametrize("pair", [(181, 0), (0, 91), (float("nan"), 0), (0, float("inf"))])
def test_a_place_is_on_earth(pair):
    with pytest.raises(InvalidValueError):
        lon_lat(*pair)
