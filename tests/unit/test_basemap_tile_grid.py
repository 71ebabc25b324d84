"""Which tiles touch an area, and how they are numbered."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pmtiles.tile import tileid_to_zxy

from asset_mapper.area_pack import tile_grid
from asset_mapper.area_pack.tile_grid import TileRange, tiles_to_keep, tiles_touching
from asset_mapper.errors import InvalidValueError

longitudes = st.floats(-180, 180)
latitudes = st.floats(-90, 90)
zooms = st.integers(0, 6)


@st.composite
def areas(draw: st.DrawFn) -> tile_grid.Bounds:
    south, north = sorted((draw(latitudes), draw(latitudes)))
    return tile_grid.checked_bounds((draw(longitudes), south, draw(longitudes), north))


def edges(zoom: int, column: int, row: int) -> tile_grid.Bounds:
    """Give the west, south, east and north of a tile."""
    size = 1 << zoom

    def lat(line: int) -> float:
        return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * line / size))))

    return column / size * 360 - 180, lat(row + 1), (column + 1) / size * 360 - 180, lat(row)


@given(areas(), zooms)
def test_every_tile_that_overlaps_is_there_and_none_that_is_apart(area, zoom):
    found = tiles_touching(area, zoom)
    near = 1e-9
    for column in range(1 << zoom):
        for row in range(1 << zoom):
            west, south, east, north = edges(zoom, column, row)
            inner = (west + near, south + near, east - near, north - near)
            outer = (max(west - near, -180), south - near, min(east + near, 180), north + near)
            if (column, row) in found:
                assert tile_grid.meet(area, outer)
            else:
                assert not tile_grid.meet(area, inner)


@given(areas(), zooms, st.integers(0, 3))
def test_the_length_of_a_range_is_the_number_of_its_tiles(area, zoom, margin):
    found = tiles_touching(area, zoom, margin)
    assert len(found) == sum((x, y) in found for x in range(1 << zoom) for y in range(1 << zoom))


@given(areas(), zooms, st.integers(0, 3))
def test_the_runs_of_numbers_are_exactly_the_tiles_of_the_range(area, zoom, margin):
    found = tiles_touching(area, zoom, margin)
    spans = found.id_spans()
    numbers = [number for first, last in spans for number in range(first, last + 1)]
    tiles = [tileid_to_zxy(number) for number in numbers]
    assert all(z == zoom and (x, y) in found for z, x, y in tiles)
    assert len(set(numbers)) == len(numbers) == len(found)
    assert numbers == sorted(numbers)
    assert all(after[0] > before[1] + 1 for before, after in itertools.pairwise(spans))


@given(st.integers(0, 22), st.data())
def test_a_deep_zoom_has_the_numbers_of_the_pmtiles_package(zoom, data):
    last = (1 << zoom) - 1
    column, row = data.draw(st.integers(0, last)), data.draw(st.integers(0, last))
    columns, rows = (column, min(column + 5, last)), (row, min(row + 5, last))
    spans = TileRange(zoom, (columns,), rows).id_spans()
    tiles = [(x, y) for x in range(columns[0], columns[1] + 1) for y in range(rows[0], rows[1] + 1)]
    assert {number for first, final in spans for number in range(first, final + 1)} == {
        tile_grid.tile_id(zoom, x, y) for x, y in tiles
    }


def test_a_large_range_has_few_runs():
    wide = TileRange(14, ((8000, 8500),), (5000, 5500))
    assert sum(last - first + 1 for first, last in wide.id_spans()) == len(wide) == 501 * 501
    assert len(wide.id_spans()) < 2_000


@given(longitudes, latitudes, zooms)
def test_a_single_place_touches_one_tile(lon, lat, zoom):
    found = tiles_touching((lon, lat, lon, lat), zoom)
    assert len(found) == 1
    assert tile_grid.tile_at(lon, lat, zoom) in found


def test_an_area_across_longitude_180_has_two_parts():
    fiji = tiles_touching((177.0, -19.0, -179.0, -16.0), 6)
    assert fiji.columns == ((0, 0), (63, 63))
    assert (63, fiji.rows[0]) in fiji
    assert (32, fiji.rows[0]) not in fiji


def test_a_margin_goes_round_the_world_but_not_over_the_poles():
    corner = tiles_touching((-180, 84, -170, 85), 3, margin=1)
    assert corner.columns == ((0, 1), (7, 7))
    assert corner.rows == (0, 1)


def test_a_margin_wider_than_the_world_is_the_world():
    assert tiles_touching((-180, -85, 180, 85), 2, margin=1) == TileRange(2, ((0, 3),), (0, 3))


def test_the_poles_are_in_the_outermost_rows():
    assert tiles_touching((0, 90, 0, 90), 4).rows == (0, 0)
    assert tiles_touching((0, -90, 0, -90), 4).rows == (15, 15)


def test_a_small_area_keeps_its_surroundings_and_a_large_one_does_not():
    bangor = (-4.15, 53.2, -4.1, 53.24)
    assert len(tiles_to_keep(bangor, 10)) == 9
    wide = tiles_touching(bangor, 18)
    assert tiles_to_keep(bangor, 18) == wide


@given(areas())
def test_the_overview_shows_all_of_an_area_in_two_by_two_tiles(area):
    zoom = tile_grid.overview_zoom(area)
    assert zoom == 0 or len(tiles_touching(area, zoom)) <= 4


@pytest.mark.parametrize(
    "bounds",
    [
        (-4, 53, -3, 52),  # south of itself
        (-181, 50, 0, 51),
        (0, 50, 180.5, 51),
        (-4, -91, -3, 52),
        (float("nan"), 50, 0, 51),
        (-4, 50, float("inf"), 51),
    ],
)
def test_what_is_not_an_area_on_earth_is_refused(bounds):
    with pytest.raises(InvalidValueError, match="not one on Earth"):
        tile_grid.checked_bounds(bounds)


@given(areas(), areas())
def test_areas_meet_both_ways(one, other):
    assert tile_grid.meet(one, other) == tile_grid.meet(other, one)
    assert tile_grid.meet(one, one)
