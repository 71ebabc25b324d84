"""GeoJSON, GeoPackage and KML: places, codes, styles, and nothing that runs."""

from __future__ import annotations

import sqlite3
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import defusedxml.ElementTree
import orjson
import pyogrio
import pytest
import shapely

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.formats.exporters import geojson, geopackage, json_document, kml
from asset_mapper.formats.exporters.looks import looks
from asset_mapper.progress import no_progress
from tests.formats.publications import HOSTILE, points_at, publication, uid, village

KML = "{http://www.opengis.net/kml/2.2}"


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> dict:
    file = tmp_path_factory.mktemp("geojson") / "list.geojson"
    geojson.write(village(), file, no_progress)
    return orjson.loads(file.read_bytes())


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("geopackage") / "list.gpkg"
    geopackage.write(village(), file, no_progress)
    return file


@pytest.fixture
def database(package) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(package)) as opened:
        yield opened


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> ElementTree.Element:
    file = tmp_path_factory.mktemp("kml") / "list.kml"
    kml.write(village(), file, no_progress)
    return defusedxml.ElementTree.parse(file).getroot()


# GeoJSON


def test_each_asset_is_a_feature_placed_or_not(collection):
    assert collection["type"] == "FeatureCollection"
    assert len(collection["features"]) == len(village().assets)
    assert all(set(feature) == {"type", "id", "geometry", "properties"} for feature in collection["features"])
    assert collection["features"][4]["geometry"] is None, "nobody is pinned to a place"


def test_coordinates_are_longitude_first_with_seven_decimals(collection):
    assert collection["features"][0]["geometry"] == {"type": "Point", "coordinates": [-3.9876543, 52.4123457]}


def test_outer_rings_run_anticlockwise_and_inner_ones_clockwise(collection):
    outer, inner = collection["features"][3]["geometry"]["coordinates"]
    assert shapely.LinearRing(outer).is_ccw
    assert not shapely.LinearRing(inner).is_ccw


def test_properties_are_flat_and_lists_are_lists(collection):
    hall = collection["features"][0]["properties"]
    assert hall["kind"] == "place"
    assert hall["tags"] == ["adeilad", "cegin"]
    assert hall["phone"] == ["+44 1970 000000", "01970 000001"]
    assert hall["outcomes"] == ["L1"]
    assert hall["Ward"] == "Canol"
    assert hall["id"] == collection["features"][0]["id"]
    assert not any(
        isinstance(value, dict) for feature in collection["features"] for value in feature["properties"].values()
    )


def test_an_asset_at_a_venue_says_that_the_place_is_the_venues(collection):
    choir = collection["features"][5]["properties"]
    assert choir["placed_by"] == "venue"
    assert choir["venue_id"] == uid(1, 0)


# GeoPackage


def test_shapes_have_layers_by_their_kind_and_the_rest_a_table(package):
    layers = dict(pyogrio.list_layers(package).tolist())
    assert layers["assets_points"] == "Point"
    assert layers["assets_lines"] == "LineString"
    assert layers["assets_polygons"] == "Polygon"
    assert layers["assets_unplaced"] is None
    assert layers["areas"] == "Polygon"
    expected = {"contacts", "meetings", "talents", "links", "outcomes", "evidence", "indicators", "readings", "about"}
    assert expected <= set(layers)


def test_shapes_with_and_without_parts_share_a_layer_of_parts(tmp_path):
    shapes = (shapely.Point(-4, 52), points_at((-4, 52), (-4.1, 52.1)))
    rows = [
        {
            "id": uid(1, n),
            "kind": "place",
            "name_en": "x",
            "name_first": "en",
            "where_kind": "shape",
            "geometry": shape,
        }
        for n, shape in enumerate(shapes)
    ]
    geopackage.write(publication(rows={"assets": rows}), tmp_path / "list.gpkg", no_progress)
    assert dict(pyogrio.list_layers(tmp_path / "list.gpkg").tolist())["assets_points"] == "MultiPoint"
    assert len(pyogrio.read_dataframe(tmp_path / "list.gpkg", layer="assets_points")) == 2


def test_every_table_is_listed_in_the_contents_and_every_asset_is_in_one(database):
    listed = {name for (name,) in database.execute("SELECT table_name FROM gpkg_contents")}
    for name in listed:
        database.execute(f'SELECT * FROM "{name}"').fetchone()
    count = sum(
        database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for name in listed
        if name.startswith("assets_")
    )
    assert count == len(village().assets)


def test_columns_have_headings_and_codes_their_labels(database):
    headings = dict(
        database.execute("SELECT column_name, title FROM gpkg_data_columns WHERE table_name = 'assets_points'")
    )
    assert headings["postcode"].endswith("Postcode")
    [constraint] = database.execute(
        "SELECT constraint_name FROM gpkg_data_columns WHERE table_name = 'assets_points' AND column_name = 'kind'"
    ).fetchone()
    codes = database.execute(
        "SELECT value FROM gpkg_data_column_constraints WHERE constraint_name = ?", (constraint,)
    ).fetchall()
    assert {code for (code,) in codes} == {kind.value for kind in AssetKind}


def test_qgis_finds_a_style_with_a_symbol_for_each_kind(database):
    styles = dict(database.execute("SELECT f_table_name, styleQML FROM layer_styles WHERE useAsDefault"))
    for layer in ("assets_points", "assets_lines", "assets_polygons"):
        style = defusedxml.ElementTree.fromstring(styles[layer].split("\n", 1)[1])
        assert style.find("renderer-v2").get("attr") == "kind"
        assert [one.get("value") for one in style.iter("category")] == [kind.value for kind in AssetKind]
        colours = {option.get("value") for option in style.iter("Option")}
        for look in looks().values():
            red, green, blue = (int(look.colour[start : start + 2], 16) for start in (1, 3, 5))
            assert f"{red},{green},{blue},255" in colours
        assert {alias.get("field") for alias in style.iter("alias")} >= {"kind", "name_cy", "Ward"}


def test_all_times_in_a_geopackage_are_the_day_of_the_publication(database):
    times = {time for (time,) in database.execute("SELECT last_change FROM gpkg_contents")}
    assert times == {"2026-11-22T00:00:00.000Z"}


def test_photos_are_kept_whole(database):
    assert database.execute("SELECT name, content FROM attachments").fetchall() == [("neuadd.jpg", b"abc")]


@pytest.mark.parametrize("key", ['a"b', "fid", "geom", "x]; DROP TABLE y; --", "ŵ" * 200, "KIND", "tab\there"])
def test_any_name_of_an_imported_column_makes_a_safe_one(key, tmp_path):
    row = {"id": uid(1, 1), "kind": "place", "name_en": "x", "name_first": "en", "where_kind": "shape"}
    rows = {"assets": [row | {"geometry": shapely.Point(-4, 52), "custom": {key: "kept"}}]}
    geopackage.write(publication(rows=rows), tmp_path / "list.gpkg", no_progress)
    frame = pyogrio.read_dataframe(tmp_path / "list.gpkg", layer="assets_points")
    assert "kept" in frame.iloc[0].tolist()
    assert frame["kind"].tolist() == ["place"]


def test_shapes_of_several_kinds_in_one_keep_their_parts(tmp_path):
    shape = shapely.GeometryCollection([shapely.Point(-4, 52), shapely.LineString([(-4, 52), (-4.1, 52)])])
    row = {
        "id": uid(1, 1),
        "kind": "place",
        "name_en": "x",
        "name_first": "en",
        "where_kind": "shape",
        "geometry": shape,
    }
    published = publication(rows={"assets": [row]})
    for exporter in (geopackage, geojson, kml, json_document):
        exporter.write(published, tmp_path / f"list{exporter.EXPORTER.suffix}", no_progress)
    assert pyogrio.read_dataframe(tmp_path / "list.gpkg", layer="assets_collections").geometry[0].equals(shape)
    assert shapely.from_geojson((tmp_path / "list.geojson").read_bytes()).equals(shape)
    assert (tmp_path / "list.kml").read_text(encoding="utf-8").count("<MultiGeometry>") == 1


# KML


def test_kinds_have_folders_in_order_and_colours(document):
    folders = [folder.findtext(f"{KML}name") for folder in document.iter(f"{KML}Folder")]
    assert [name.split(" / ")[-1] for name in folders] == [kind.label for kind in AssetKind]
    styles = {style.get("id"): style.findtext(f"{KML}IconStyle/{KML}color") for style in document.iter(f"{KML}Style")}
    assert styles["place"] == "ff4d7f1b", "blue, green, red"


def test_placemarks_have_both_names_and_their_data(document):
    names = {place.findtext(f"{KML}name"): place for place in document.iter(f"{KML}Placemark")}
    hall = names["Neuadd y Pentref / Village Hall"]
    data = {one.get("name"): one.findtext(f"{KML}value") for one in hall.iter(f"{KML}Data")}
    assert data["name_cy"] == "Neuadd y Pentref"
    assert data["phone"] == "+44 1970 000000; 01970 000001"
    assert hall.findtext(f"{KML}Point/{KML}coordinates") == "-3.9876543,52.4123457"


def test_what_people_typed_is_never_html_in_kml(document):
    assert not list(document.iter(f"{KML}description"))
    values = {value.text for value in document.iter(f"{KML}value")}
    assert "<script>alert(1)</script>" in values
    assert not any(element.tag.endswith("script") for element in document.iter())


def test_kml_needs_nothing_from_elsewhere(document):
    assert not list(document.iter(f"{KML}href"))


# JSON


def test_the_json_document_has_everything_under_fixed_keys(village, tmp_path):
    json_document.write(village, tmp_path / "all.json", no_progress)
    content = orjson.loads((tmp_path / "all.json").read_bytes())
    assert (content["format"], content["version"]) == ("asset-mapper", json_document.VERSION)
    for name in json_document.FRAMES:
        assert len(content[name]) == len(getattr(village, name))
        assert all(set(record) == set(getattr(village, name).columns) for record in content[name])
    assert [asset["name_en"] for asset in content["assets"][6:]] == [text.strip() or "blank" for text in HOSTILE]
    assert content["attachments"][0]["content"] == "YWJj"
    assert content["evidence"][0]["strength"] == 2
    assert content["talents"][1]["hours"] is None


def test_small_counts_of_what_was_held_back_are_told_to_the_team_only(tmp_path):
    for audience, counts in ((Audience.PUBLIC, [None, None]), (Audience.TEAM, [2, 3])):
        json_document.write(village(audience), tmp_path / "all.json", no_progress)
        content = orjson.loads((tmp_path / "all.json").read_bytes())
        assert [held["records"] for held in content["held_back"]] == counts
