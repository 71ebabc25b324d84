"""British National Grid references."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_mapper.domain.grid import grid_reference, on_the_grid, parse_grid_reference, square_letters
from asset_mapper.errors import InvalidValueError

eastings = st.integers(0, 699_999)
northings = st.integers(0, 1_299_999)


@pytest.mark.parametrize(
    ("text", "easting_m", "northing_m", "size_m"),
    [
        ("SV000000", 0, 0, 100),
        ("TG 51409 13177", 651_409, 313_177, 1),
        ("sn 581 817", 258_100, 281_700, 100),
        ("HU396753", 439_600, 1_175_300, 100),
        ("SH 61 54", 261_000, 354_000, 1_000),
        ("NN1667 7127", 216_670, 771_270, 10),
        ("SO", 300_000, 200_000, 100_000),
    ],
)
def test_a_reference_is_read_however_it_is_written(text, easting_m, northing_m, size_m):
    square = parse_grid_reference(text)
    assert (square.easting_m, square.northing_m, square.size_m) == (easting_m, northing_m, size_m)


@pytest.mark.parametrize(
    "text", ["", "SN", "SN 12 345", "SN12345", "SI 12 34", "ZZ 12 34", "AB 12 34", "12 34", "SN 12 3A"]
)
def test_what_is_no_reference_is_not_taken_for_one(text):
    assert text == "SN" or parse_grid_reference(text) is None


@given(eastings, northings, st.sampled_from((0, 2, 4, 6, 8, 10)))
def test_a_reference_names_the_square_that_holds_the_point(easting_m, northing_m, digits):
    square = parse_grid_reference(grid_reference(easting_m, northing_m, digits))
    assert square is not None
    assert square.size_m == 10 ** (5 - digits // 2)
    assert square.easting_m <= easting_m < square.easting_m + square.size_m
    assert square.northing_m <= northing_m < square.northing_m + square.size_m


@given(eastings, northings)
def test_ten_digits_give_back_the_metre(easting_m, northing_m):
    assert parse_grid_reference(grid_reference(easting_m, northing_m, 10)).middle == (easting_m, northing_m)


@pytest.mark.parametrize("point", [(-1, 0), (0, -1), (700_000, 0), (0, 1_300_000), (float("nan"), 1)])
def test_a_point_off_the_grid_has_no_letters(point):
    assert not on_the_grid(*point)
    with pytest.raises(InvalidValueError, match="British National Grid"):
        square_letters(*point)


def test_the_middle_of_a_square_stands_for_it():
    assert parse_grid_reference("SN 58 81").middle == (258_500, 281_500)
