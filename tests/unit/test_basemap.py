"""Basemaps from files: what they are, and what is cut out of them."""

import os
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pmtiles.tile import Compression, TileType

from asset_mapper.area_pack import mbtiles
from asset_mapper.area_pack.basemap import open_basemap, schema_of
from asset_mapper.area_pack.clipping import clip
from asset_mapper.area_pack.tile_grid import overview_zoom, tiles_to_keep
from asset_mapper.errors import InvalidValueError, NotFoundError, UnreadableFileError, WrongUseError
from asset_mapper.progress import Cancelled
from tests.unit.basemap_samples import (
    JPG,
    PNG,
    REAL,
    WEBP,
    ZOOMSTACK_LAYERS,
    gz,
    layers_json,
    make_mbtiles,
    make_pmtiles,
    reader_of,
    tiles_of_mbtiles,
    tiles_of_pmtiles,
    vector_tile,
)

HALL = (-4.14, 53.21, -4.13, 53.22)
GWYNEDD = (-4.8, 52.5, -3.4, 53.3)
FLORENCE = (11.2, 43.75, 11.3, 43.8)
PLENTY = 100_000_000

FILES = (make_mbtiles, make_pmtiles)


def pyramid(bounds, deepest, make=lambda z, x, y: gz(vector_tile(filling=f"{z}/{x}/{y}".encode())), first=0):
    """Make every tile that a map of *bounds* could ask for."""
    return {
        (zoom, x, y): make(zoom, x, y)
        for zoom in range(first, deepest + 1)
        for wanted in [tiles_to_keep(bounds, zoom)]
        for columns in wanted.columns
        for x in range(columns[0], columns[1] + 1)
        for y in range(wanted.rows[0], wanted.rows[1] + 1)
    }


# What a file is --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", FILES)
def test_a_vector_basemap_says_what_it_is(make, tmp_path):
    metadata = {"name": "Gwynedd", "attribution": "Made by us"}
    if make is make_mbtiles:
        metadata |= {"bounds": "-4.8,52.5,-3.4,53.3", "json": layers_json(("roads", "water"))}
        header = {}
    else:
        metadata |= {"vector_layers": [{"id": "roads", "fields": {}}, {"id": "water", "fields": {}}]}
        header = {"min_lon_e7": -48000000, "min_lat_e7": 525000000, "max_lon_e7": -34000000, "max_lat_e7": 533000000}
    basemap = open_basemap(make(tmp_path / "file.dat", pyramid(GWYNEDD, 7, first=3), metadata, **header))
    assert basemap.container in make.__name__
    assert basemap.tile_type == "mvt"
    assert basemap.is_vector
    assert basemap.name == "Gwynedd"
    assert basemap.bounds == (-4.8, 52.5, -3.4, 53.3)
    assert (basemap.min_zoom, basemap.max_zoom) == (3, 7)
    assert basemap.vector_layers == ("roads", "water")
    assert basemap.schema == "unknown"
    assert basemap.attribution.text("cy") == basemap.attribution.text("en") == "Made by us"


@pytest.mark.parametrize(("image", "kind"), [(PNG, "png"), (JPG, "jpg"), (WEBP, "webp")])
@pytest.mark.parametrize("shared", [False, True])
def test_images_are_known_by_their_first_bytes_whatever_the_file_says(image, kind, shared, tmp_path):
    tiles = {(0, 0, 0): image, (1, 0, 0): image}
    basemap = open_basemap(make_mbtiles(tmp_path / "a.mbtiles", tiles, {"format": "pbf"}, shared=shared))
    assert basemap.tile_type == kind
    assert not basemap.is_vector
    assert basemap.name == "a"


def test_the_layers_are_found_in_the_tiles_when_nothing_lists_them(tmp_path):
    tiles = {(0, 0, 0): gz(vector_tile(("sea",))), (1, 0, 0): vector_tile(("names", "sea"))}
    assert open_basemap(make_mbtiles(tmp_path / "a.mbtiles", tiles)).vector_layers == ("sea", "names")


def test_pmtiles_made_from_mbtiles_may_list_their_layers_in_a_text(tmp_path):
    made = make_pmtiles(tmp_path / "a", {(0, 0, 0): gz(vector_tile())}, {"json": layers_json(("one", "two"))})
    assert open_basemap(made).vector_layers == ("one", "two")


@pytest.mark.parametrize(
    ("layers", "schema"),
    [
        (ZOOMSTACK_LAYERS, "zoomstack"),
        (("water", "transportation", "place", "poi"), "openmaptiles"),
        (("earth", "water", "roads", "places"), "protomaps"),
        (("earth", "water"), "unknown"),
        (("water", "roads", "buildings", "boundaries"), "unknown"),
        ((), "unknown"),
    ],
)
def test_the_schema_is_known_by_its_layers(layers, schema):
    assert schema_of(layers) == schema


@pytest.mark.parametrize("bounds", ["", "here", "1,2,3", "nan,0,1,1", "5,5,4,4", "-180,-90,180,1e999", "181,0,190,1"])
def test_an_area_that_makes_no_sense_is_the_world(bounds, tmp_path):
    made = make_mbtiles(tmp_path / "a.mbtiles", {(0, 0, 0): PNG}, {"bounds": bounds})
    assert open_basemap(made).bounds == pytest.approx((-180, -85.0511, 180, 85.0511), abs=1e-3)


# Attribution -----------------------------------------------------------------------------------------------------


def test_zoomstack_is_credited_to_ordnance_survey_in_both_languages(tmp_path):
    made = make_mbtiles(
        tmp_path / "z.mbtiles",
        {(0, 0, 0): gz(vector_tile(ZOOMSTACK_LAYERS))},
        {"attribution": '<a href="https://a.example">Contains OS data &copy; Crown copyright 2023</a>'},
    )
    attribution = open_basemap(made).attribution
    assert attribution.text("en") == "Contains OS data © Crown copyright and database right 2023"
    assert attribution.text("cy") == "Yn cynnwys data OS © Hawlfraint y Goron a hawl cronfa ddata 2023"
    assert attribution.draft_cy


def test_zoomstack_without_a_year_takes_that_of_the_file(tmp_path):
    made = make_mbtiles(tmp_path / "z.mbtiles", {(0, 0, 0): gz(vector_tile(ZOOMSTACK_LAYERS))})
    os.utime(made, (1_600_000_000, 1_600_000_000))
    assert open_basemap(made).attribution.text("en").endswith("2020")


def test_whoever_else_zoomstack_names_is_named_too(tmp_path):
    tiles = {(0, 0, 0): gz(vector_tile(ZOOMSTACK_LAYERS))}
    made = make_mbtiles(tmp_path / "z.mbtiles", tiles, {"attribution": "Drawn by Menter Môn"})
    assert open_basemap(made).attribution.text("cy").endswith(" · Drawn by Menter Môn")


@pytest.mark.parametrize("layers", [("earth", "places"), ("transportation", "place")])
def test_maps_made_from_openstreetmap_credit_it_even_when_the_file_does_not(layers, tmp_path):
    made = make_pmtiles(tmp_path / "a", {(0, 0, 0): gz(vector_tile(layers))})
    [piece] = open_basemap(made).attribution.cy
    assert piece.text == "© OpenStreetMap contributors"
    assert piece.href == "https://www.openstreetmap.org/copyright"


# Cutting out -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", FILES)
def test_a_cut_out_map_has_the_tiles_of_its_area_byte_for_byte(make, tmp_path):
    source = pyramid(GWYNEDD, 9) | {(9, 0, 0): gz(vector_tile(filling=b"far away"))}
    clipped = clip(open_basemap(make(tmp_path / "a", source)), HALL, PLENTY, min_zoom=0)
    found = tiles_of_pmtiles(clipped.pmtiles)
    assert found == {at: data for at, data in source.items() if at[1:] in tiles_to_keep(HALL, at[0])}
    assert (clipped.min_zoom, clipped.max_zoom, clipped.tiles) == (0, 9, len(found))
    assert clipped.left_out == ""


def test_both_kinds_of_file_give_the_same_map_and_the_same_bytes_each_time(tmp_path):
    source = pyramid(GWYNEDD, 9)
    layers = {"vector_layers": [{"id": "roads", "fields": {}}]}
    metadata = {"name": "a", "json": layers_json(("roads",))}
    one = open_basemap(make_mbtiles(tmp_path / "a.mbtiles", source, metadata))
    other = open_basemap(make_pmtiles(tmp_path / "a.pmtiles", source, {"name": "a"} | layers))
    first = clip(one, HALL, PLENTY)
    assert first == clip(one, HALL, PLENTY) == clip(other, HALL, PLENTY)


def test_the_archive_is_whole_clustered_and_says_what_it_is(tmp_path):
    source = pyramid(GWYNEDD, 9, first=5)
    basemap = open_basemap(make_mbtiles(tmp_path / "a.mbtiles", source, {"attribution": "Us", "name": "Gwynedd"}))
    clipped = clip(basemap, GWYNEDD, PLENTY)
    reader = reader_of(clipped.pmtiles)
    header = reader.header()
    assert header["clustered"]
    assert header["tile_type"] is TileType.MVT
    assert header["tile_compression"] is header["internal_compression"] is Compression.GZIP
    assert (header["min_zoom"], header["max_zoom"]) == (clipped.min_zoom, clipped.max_zoom)
    assert (header["min_lon_e7"], header["max_lat_e7"]) == (-48000000, 533000000)
    assert header["tile_data_offset"] + header["tile_data_length"] == len(clipped.pmtiles)
    assert reader.metadata() == {
        "name": "Gwynedd",
        "type": "baselayer",
        "attribution": "Us",
        "vector_layers": [{"id": "roads", "fields": {}}],
    }


def test_a_cut_out_map_can_be_opened_and_cut_again(tmp_path):
    basemap = open_basemap(make_mbtiles(tmp_path / "a.mbtiles", pyramid(GWYNEDD, 10)))
    clipped = clip(basemap, GWYNEDD, PLENTY)
    again = tmp_path / "again.pmtiles"
    again.write_bytes(clipped.pmtiles)
    reopened = open_basemap(again)
    assert reopened.bounds == GWYNEDD
    assert reopened.vector_layers == ("roads",)
    assert clip(reopened, GWYNEDD, PLENTY).pmtiles == clipped.pmtiles


def test_equal_tiles_are_stored_once(tmp_path):
    sea = gz(vector_tile(("sea",), filling=os.urandom(5_000)))
    source = pyramid(GWYNEDD, 12, first=8, make=lambda z, x, y: sea)
    for shared in (False, True):
        basemap = open_basemap(make_mbtiles(tmp_path / f"{shared}.mbtiles", source, shared=shared))
        clipped = clip(basemap, GWYNEDD, PLENTY)
        assert clipped.tiles > 200
        assert len(clipped.pmtiles) < 7_000


def test_tiles_that_a_file_keeps_once_are_counted_once_against_the_budget(tmp_path):
    sea = PNG + os.urandom(5_000)
    source = pyramid(GWYNEDD, 11, first=7, make=lambda z, x, y: sea)
    basemap = open_basemap(make_mbtiles(tmp_path / "a.mbtiles", source, shared=True))
    assert clip(basemap, GWYNEDD, 60_000).max_zoom == 11


def test_images_stay_as_they_are_and_are_not_packed_again(tmp_path):
    source = pyramid(GWYNEDD, 8, make=lambda z, x, y: (PNG if x % 2 else JPG) + bytes([z, x % 256, y % 256]))
    basemap = open_basemap(make_mbtiles(tmp_path / "a.mbtiles", source))
    clipped = clip(basemap, GWYNEDD, PLENTY, min_zoom=0)
    assert tiles_of_pmtiles(clipped.pmtiles) == source
    assert reader_of(clipped.pmtiles).header()["tile_compression"] is Compression.NONE


def test_vector_tiles_that_were_not_gzipped_are(tmp_path):
    source = pyramid(GWYNEDD, 8, make=lambda z, x, y: vector_tile(filling=bytes([z, x % 256, y % 256])))
    for made in (
        make_mbtiles(tmp_path / "a.mbtiles", source),
        make_pmtiles(tmp_path / "a.pmtiles", source, tile_compression=Compression.NONE),
    ):
        clipped = clip(open_basemap(made), GWYNEDD, PLENTY, min_zoom=0)
        assert tiles_of_pmtiles(clipped.pmtiles) == {at: gz(data) for at, data in source.items()}


def test_an_area_across_longitude_180_is_cut_out_of_both_sides(tmp_path):
    taveuni = (179.9, -17.0, -179.8, -16.7)
    source = pyramid(taveuni, 8)
    for make in FILES:
        clipped = clip(open_basemap(make(tmp_path / make.__name__, source)), taveuni, PLENTY, min_zoom=0)
        assert tiles_of_pmtiles(clipped.pmtiles) == source
        assert {0, 255} <= {x for z, x, y in source if z == 8}


# How deep --------------------------------------------------------------------------------------------------------


def test_the_budget_decides_the_deepest_zoom_and_a_sentence_says_so(tmp_path):
    source = pyramid(GWYNEDD, 12, make=lambda z, x, y: PNG + os.urandom(1_000))
    basemap = open_basemap(make_mbtiles(tmp_path / "gwynedd.mbtiles", source))
    clipped = clip(basemap, GWYNEDD, 100_000)
    assert len(clipped.pmtiles) <= 100_000
    assert clipped.max_zoom < 12
    one_more = sum(z == clipped.max_zoom + 1 for z, x, y in source) * 1_008
    assert len(clipped.pmtiles) + one_more > 100_000
    assert "gwynedd.mbtiles goes to zoom 12" in clipped.left_out
    assert "0.1 MB" in clipped.left_out
    assert f"to zoom {clipped.max_zoom}" in clipped.left_out


def test_a_small_area_shows_its_neighbourhood_where_there_is_room(tmp_path):
    source = pyramid(HALL, 16, make=lambda z, x, y: PNG + os.urandom(1_000))
    basemap = open_basemap(make_mbtiles(tmp_path / "a.mbtiles", source))
    assert overview_zoom(HALL) > 13
    roomy = clip(basemap, HALL, PLENTY)
    assert (roomy.min_zoom, roomy.max_zoom) == (10, 16)
    enough = len(clip(basemap, HALL, PLENTY, min_zoom=overview_zoom(HALL) - 2).pmtiles)
    tight = clip(basemap, HALL, enough + 1_000)
    assert tight.max_zoom == 16
    assert tight.min_zoom == overview_zoom(HALL) - 2


@pytest.mark.parametrize(
    ("asked", "given_"),
    [
        ({"min_zoom": 0}, (3, 9)),
        ({"min_zoom": 6, "max_zoom": 7}, (6, 7)),
        ({"min_zoom": 22}, (9, 9)),
        ({"max_zoom": 4}, (4, 4)),
        ({"max_zoom": 1}, (3, 3)),
        ({"min_zoom": 8, "max_zoom": 5}, (5, 5)),
    ],
)
def test_zooms_that_are_asked_for_are_given_as_far_as_the_file_has_them(asked, given_, tmp_path):
    basemap = open_basemap(make_mbtiles(tmp_path / "a.mbtiles", pyramid(GWYNEDD, 9, first=3)))
    clipped = clip(basemap, GWYNEDD, PLENTY, **asked)
    assert (clipped.min_zoom, clipped.max_zoom) == given_
    assert clipped.left_out == ""


@pytest.mark.parametrize("budget", [-1, 0, 127, 500])
def test_a_budget_too_small_for_anything_is_refused(budget, tmp_path):
    source = pyramid(GWYNEDD, 9, make=lambda z, x, y: PNG + os.urandom(1_000))
    basemap = open_basemap(make_mbtiles(tmp_path / "a.mbtiles", source))
    with pytest.raises(WrongUseError, match="Allow more"):
        clip(basemap, GWYNEDD, budget)


@pytest.mark.parametrize("make", FILES)
def test_a_basemap_of_elsewhere_is_refused(make, tmp_path):
    source = pyramid(FLORENCE, 9, first=5)
    said = open_basemap(make_mbtiles(tmp_path / "said", source, {"bounds": "11,43,12,44"}))
    silent = open_basemap(make(tmp_path / "silent", source))
    for basemap in (said, silent):
        with pytest.raises(NotFoundError, match="does not reach"):
            clip(basemap, GWYNEDD, PLENTY)


def test_an_area_that_is_none_is_refused(tmp_path):
    basemap = open_basemap(make_mbtiles(tmp_path / "a.mbtiles", {(0, 0, 0): PNG}))
    with pytest.raises(InvalidValueError, match="not one on Earth"):
        clip(basemap, (0, 10, 1, 5), PLENTY)


@pytest.mark.parametrize("make", FILES)
def test_cutting_out_can_be_stopped(make, tmp_path):
    basemap = open_basemap(make(tmp_path / "a", pyramid(GWYNEDD, 9)))
    calls = []

    def stop_soon(done, total, what):
        calls.append(what)
        if len(calls) > 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        clip(basemap, GWYNEDD, PLENTY, progress=stop_soon)
    assert calls[0] == "Cutting out the basemap"


def test_a_long_search_in_the_file_can_be_stopped(tmp_path):
    made = make_mbtiles(tmp_path / "a.mbtiles", {(0, 0, 0): PNG})
    basemap = open_basemap(made)
    with sqlite3.connect(made) as connection:
        connection.executescript("""
            ALTER TABLE tiles RENAME TO stored;
            CREATE VIEW tiles AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
            SELECT 0 AS zoom_level, 0 AS tile_column, i AS tile_row, x'00' AS tile_data FROM n;
        """)
    connection.close()

    def stop_within_the_file(done, total, what):
        if what == "Reading the basemap":
            raise Cancelled

    with pytest.raises(Cancelled):
        clip(basemap, GWYNEDD, PLENTY, progress=stop_within_the_file)


@st.composite
def sources(draw):
    """Make a few tiles here and there, some of them equal."""
    tiles = {}
    for zoom in range(draw(st.integers(0, 2)), draw(st.integers(2, 5)) + 1):
        places = st.tuples(st.integers(0, (1 << zoom) - 1), st.integers(0, (1 << zoom) - 1))
        for x, y in draw(st.sets(places, max_size=12)):
            tiles[zoom, x, y] = PNG + bytes([draw(st.integers(0, 20))]) * draw(st.sampled_from((1, 50, 700)))
    return tiles or {(0, 0, 0): PNG}


def test_a_basemap_whose_only_tiles_there_are_too_big_is_not_said_to_be_elsewhere(tmp_path):
    made = make_mbtiles(
        tmp_path / "a.mbtiles",
        {(0, 0, 0): PNG, (3, 4, 2): PNG + bytes(9_000)},
        {"bounds": "-180,-90,180,90", "minzoom": "1"},
    )
    with pytest.raises(WrongUseError, match="Not even the coarsest part"):
        clip(open_basemap(made), (1.0, 51.0, 1.1, 51.1), 5_000, min_zoom=1)


@settings(max_examples=60)
@given(
    source=sources(),
    south=st.floats(-89, 88),
    height=st.floats(0, 40),
    west=st.floats(-180, 180),
    east=st.floats(-180, 180),
    budget=st.integers(0, 12_000),
)
def test_what_is_cut_out_fits_and_is_whole_zoom_by_zoom(source, south, height, west, east, budget, tmp_path_factory):
    bounds = (west, south, east, min(south + height, 90))
    tmp_path = tmp_path_factory.mktemp("basemaps")
    images = {"tile_type": TileType.PNG, "tile_compression": Compression.NONE}
    for made in (
        make_mbtiles(tmp_path / "a.mbtiles", source, {"bounds": "-180,-90,180,90"}),
        make_mbtiles(tmp_path / "b.mbtiles", source, {"bounds": "-180,-90,180,90"}, shared=True),
        make_pmtiles(tmp_path / "a.pmtiles", source, **images),
    ):
        basemap = open_basemap(made)
        within = {at: data for at, data in source.items() if at[1:] in tiles_to_keep(bounds, at[0])}
        try:
            clipped = clip(basemap, bounds, budget, min_zoom=0)
        except NotFoundError:
            assert not within
        except WrongUseError:
            assert budget < 127 + 300 + sum(len(data) + 8 for data in within.values())
        else:
            assert len(clipped.pmtiles) <= budget
            deepest = clipped.max_zoom
            assert tiles_of_pmtiles(clipped.pmtiles) == {at: data for at, data in within.items() if at[0] <= deepest}
            if not clipped.left_out:
                assert deepest == max(z for z, x, y in within)


@pytest.mark.parametrize("shared", [False, True])
def test_a_large_file_is_searched_by_its_index(shared, tmp_path):
    made = make_mbtiles(tmp_path / "a.mbtiles", pyramid(GWYNEDD, 6), shared=shared)
    asked = []
    with sqlite3.connect(made) as connection:
        for statement in (mbtiles._MEASURE_SHARED if shared else mbtiles._MEASURE, mbtiles._READ):
            values = (5, 0, 9, 0, 9) * statement.count("zoom_level = ?")
            asked += connection.execute(f"EXPLAIN QUERY PLAN {statement}", values).fetchall()
    connection.close()
    steps = [text for *_numbers, text in asked if "SEARCH" in text or "SCAN" in text]
    assert any("zoom_level=? AND tile_column>?" in step for step in steps)
    assert not [step for step in steps if step.startswith(("SCAN tiles", "SCAN map", "SCAN images"))]


# Real files ------------------------------------------------------------------------------------------------------

if REAL.is_dir():

    def test_florence_is_known_as_protomaps_with_its_links():
        basemap = open_basemap(REAL / "basemaps" / "protomaps_vector_firenze.pmtiles")
        assert (basemap.schema, basemap.min_zoom, basemap.max_zoom) == ("protomaps", 0, 14)
        assert basemap.attribution.text("en") == "Protomaps © OpenStreetMap"
        assert [piece.href for piece in basemap.attribution.en if piece.href] == [
            "https://protomaps.com",
            "https://www.openstreetmap.org",
        ]

    @pytest.mark.parametrize("budget", [150_000, 1_000_000, 8_000_000])
    def test_florence_is_cut_out_byte_for_byte(budget):
        path = REAL / "basemaps" / "protomaps_vector_firenze.pmtiles"
        source = tiles_of_pmtiles(path.read_bytes())
        clipped = clip(open_basemap(path), FLORENCE, budget)
        assert len(clipped.pmtiles) <= budget
        kept = range(clipped.min_zoom, clipped.max_zoom + 1)
        assert tiles_of_pmtiles(clipped.pmtiles) == {
            at: data for at, data in source.items() if at[0] in kept and at[1:] in tiles_to_keep(FLORENCE, at[0])
        }

    def test_the_uk_sample_is_the_same_from_both_formats():
        sample = REAL / "derived" / "uk_vector_sample.mbtiles"
        source = tiles_of_mbtiles(sample)
        bounds = (-4.3, 53.1, -4.0, 53.3)
        clipped = clip(open_basemap(sample), bounds, PLENTY, min_zoom=0)
        assert tiles_of_pmtiles(clipped.pmtiles) == {
            at: data for at, data in source.items() if at[1:] in tiles_to_keep(bounds, at[0])
        }
        assert clipped == clip(open_basemap(sample.with_suffix(".pmtiles")), bounds, PLENTY, min_zoom=0)

    @pytest.mark.parametrize(
        ("name", "kind", "deepest"),
        [
            ("geography-class-png.mbtiles", "png", 1),
            ("geography-class-jpg.mbtiles", "jpg", 1),
            ("world_cities.mbtiles", "mvt", 6),
            ("england_counties_vector.mbtiles", "mvt", 3),
            ("stamen_toner_raster_z3.pmtiles", "png", 3),
        ],
    )
    def test_other_peoples_maps_are_cut_out_whole(name, kind, deepest):
        basemap = open_basemap(REAL / "basemaps" / name)
        assert (basemap.tile_type, basemap.min_zoom, basemap.max_zoom) == (kind, 0, deepest)
        clipped = clip(basemap, (-179.9, -80, 179.9, 80), PLENTY, min_zoom=0)
        path = REAL / "basemaps" / name
        source = tiles_of_mbtiles(path) if path.suffix == ".mbtiles" else tiles_of_pmtiles(path.read_bytes())
        assert tiles_of_pmtiles(clipped.pmtiles) == source

    @pytest.mark.parametrize("name", ["invalid.mbtiles", "invalid.pmtiles"])
    def test_files_that_only_have_the_name_are_refused(name):
        with pytest.raises(UnreadableFileError, match=name):
            open_basemap(REAL / "basemaps" / name)

    def test_a_geopackage_is_told_apart():
        with pytest.raises(UnreadableFileError, match="is a GeoPackage"):
            open_basemap(REAL / "derived" / "trafford_assets.gpkg")
