"""Reading GeoJSON, uMap, GeoPackage, Shapefile, KML, KMZ and GPX as they are; and what is wrong or hostile in
them."""

import json
import sqlite3

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from asset_mapper.errors import NotFoundError, UnreadableFileError
from asset_mapper.formats.importers import IMPORTERS, read_tables
from asset_mapper.formats.importers.xml import plain
from tests.formats.import_samples import codes, geopackage, only_table, rows_of, written, zipped


def collection(*features, **members) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **members})


def feature(properties, coordinates=(-3.9, 52.0), kind="Point", **members):
    geometry = None if coordinates is None else {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry, **members}


def test_every_kind_of_file_has_a_key_and_endings_of_its_own():
    assert len({importer.key for importer in IMPORTERS}) == len(IMPORTERS)
    endings = [suffix for importer in IMPORTERS for suffix in importer.suffixes if suffix != ".json"]
    assert len(set(endings)) == len(endings)  # what is in a JSON file, only its content says


# GeoJSON


def test_nested_properties_become_columns_and_values_text(tmp_path):
    text = collection(
        feature(
            {
                "name": "Tŷ Coffi",
                "hours": {"opening": "Mo 10:00-12:00", "note": None},
                "tags": ["a", "b"],
                "n": 12.0,
                "ok": True,
            }
        )
    )
    assert rows_of(only_table(written(tmp_path / "a.geojson", text))) == [
        {
            "name": "Tŷ Coffi",
            "hours.opening": "Mo 10:00-12:00",
            "hours.note": None,
            "tags": "a; b",
            "n": "12",
            "ok": "true",
        }
    ]


def test_lines_and_polygons_stay_what_they_are(tmp_path):
    square = [[[-3.9, 52.0], [-3.8, 52.0], [-3.8, 52.1], [-3.9, 52.0]]]
    text = collection(
        feature({"name": "Llwybr"}, [[-3.9, 52.0], [-3.8, 52.1]], "LineString"),
        feature({"name": "Cae"}, square, "Polygon"),
        feature({"name": "Heb le"}, None),
    )
    got = only_table(written(tmp_path / "a.geojson", text))
    assert [None if shape is None else shape.geom_type for shape in got.geometry] == ["LineString", "Polygon", None]
    assert got.crs == "EPSG:4326"


def test_a_named_reference_system_of_the_older_form_is_believed(tmp_path):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    assert (
        only_table(written(tmp_path / "a.json", collection(feature({"name": "A"}, [1, 2]), crs=crs))).crs
        == "EPSG:27700"
    )


def test_ids_that_only_count_the_features_are_not_ids(tmp_path):
    counted = collection(*(feature({"name": "A"}, id=number) for number in (0, 1, 2)))
    assert only_table(written(tmp_path / "a.geojson", counted)).ids is None
    told = collection(*(feature({"name": "A"}, id=one) for one in ("x7", "b2")))
    assert list(only_table(written(tmp_path / "b.geojson", told)).ids) == ["x7", "b2"]


def test_numbers_that_are_none_are_read_as_empty_and_named(tmp_path):
    text = collection(feature({"name": "A", "n": "NUMBER"}, ["NUMBER", "ENDLESS"]))
    text = text.replace('"NUMBER"', "NaN").replace('"ENDLESS"', "Infinity")
    got = only_table(written(tmp_path / "a.geojson", text))
    assert rows_of(got) == [{"name": "A", "n": None}]
    assert got.geometry[0] is None
    assert "not-a-number" in codes(got)


@pytest.mark.parametrize(
    "shape",
    [
        {"type": "Point", "coordinates": ["x", "y"]},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]},
        {"type": "Polygon", "coordinates": 7},
        {"type": "Blob", "coordinates": []},
        {"coordinates": [1, 2]},
        "POINT (1 2)",
        {"type": "Point", "coordinates": [1e300, 2]},
    ],
)
def test_a_shape_that_is_none_costs_the_place_and_not_the_row(tmp_path, shape):
    bad = {"type": "Feature", "properties": {"name": "A"}, "geometry": shape}
    got = only_table(written(tmp_path / "a.geojson", collection(bad, feature({"name": "B"}))))
    assert [one["name"] for one in rows_of(got)] == ["A", "B"]
    assert got.geometry[0] is None
    assert got.geometry[1] is not None
    assert [finding.row for finding in got.findings] == [1]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        '{"type":"FeatureCollection","features":' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"type":"FeatureCollection","features":[',
        '{"type":"Topology","objects":{}}',
        '{"elements":[]}',
        "[]",
    ],
)
def test_json_that_is_deep_truncated_or_something_else_is_refused(tmp_path, text):
    with pytest.raises(UnreadableFileError):
        read_tables(written(tmp_path / "a.geojson", text))


def test_deep_properties_are_refused_or_kept_as_text(tmp_path):
    deep = "1"
    for _level in range(900):
        deep = '{"a":' + deep + "}"
    text = collection(feature({"name": "A", "deep": "DEEP"})).replace('"DEEP"', deep)
    with pytest.raises(UnreadableFileError, match="deep"):
        read_tables(written(tmp_path / "a.geojson", text))


def test_json_with_more_values_than_fit_is_refused(tmp_path):
    with pytest.raises(UnreadableFileError, match="too large"):
        read_tables(written(tmp_path / "a.geojson", b'{"type":"FeatureCollection","features":[' + b"1," * 15_000_001))


KEPT_LETTERS = st.characters(codec="utf-8", exclude_characters="\0")  # no database can hold the others


@given(st.dictionaries(st.text(KEPT_LETTERS, min_size=1, max_size=8), st.text(KEPT_LETTERS, min_size=1), max_size=5))
def test_texts_of_any_kind_come_through(tmp_path_factory, properties):
    path = written(tmp_path_factory.mktemp("geojson") / "a.geojson", collection(feature(properties)))
    kept = {key: value for key, value in properties.items() if not value.isspace()}
    got = (
        {key: value for key, value in rows_of(only_table(path))[0].items() if value is not None} if properties else {}
    )
    assert got == kept


# uMap


def test_layers_of_umap_are_layers_and_remote_ones_are_named(tmp_path):
    backup = {
        "type": "umap",
        "properties": {"name": "Map"},
        "layers": [
            {
                "type": "FeatureCollection",
                "features": [feature({"name": "A", "_umap_options": {"color": "red"}})],
                "_umap_options": {"name": "Halls"},
            },
            {
                "type": "FeatureCollection",
                "features": [],
                "properties": {"name": "Live", "remoteData": {"url": "https://example.org"}},
            },
        ],
    }
    path = written(tmp_path / "a.umap", json.dumps(backup))
    tables = read_tables(path)
    assert [(one.layer, len(one)) for one in tables] == [("Halls", 1), ("Live", 0)]
    assert rows_of(tables[0]) == [{"name": "A"}]
    assert "remote-layer" in codes(tables[1])


# GeoPackage


def test_a_geopackage_is_read_with_its_numbers_as_they_are(tmp_path):
    path = geopackage(tmp_path / "a.gpkg", [("Neuadd", 12, 258_100.0, 281_700.0), ("Heb le", None, None, None)])
    before = path.read_bytes()
    got = only_table(path)
    assert rows_of(got) == [{"name": "Neuadd", "members": "12"}, {"name": "Heb le", "members": None}]
    assert got.crs == "EPSG:27700"
    assert (got.geometry[0].x, got.geometry[1]) == (258_100.0, None)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["a.gpkg"]


def test_a_geopackage_that_does_not_say_its_reference_system_says_so(tmp_path):
    assert only_table(geopackage(tmp_path / "a.gpkg", [("A", 1, 1.0, 2.0)], epsg=None)).crs is None


def test_a_database_without_layers_is_refused(tmp_path):
    sqlite3.connect(tmp_path / "a.gpkg").executescript("CREATE TABLE a (b); DROP TABLE a;")
    with pytest.raises(UnreadableFileError, match="not a GeoPackage"):
        read_tables(tmp_path / "a.gpkg")


def test_a_truncated_geopackage_is_refused(tmp_path):
    whole = geopackage(
        tmp_path / "a.gpkg", [(f"Neuadd {n}", n, 258_100.0, 281_700.0) for n in range(500)]
    ).read_bytes()
    with pytest.raises(UnreadableFileError):
        read_tables(written(tmp_path / "b.gpkg", whole[: len(whole) // 2]))


def test_a_view_that_never_ends_is_stopped(tmp_path, monkeypatch):
    from asset_mapper.formats.importers import geopackage as reader

    monkeypatch.setattr(reader, "_MAX_STEPS", 20)
    path = geopackage(tmp_path / "a.gpkg", [("A", 1, 1.0, 2.0)])
    with sqlite3.connect(path) as connection:
        connection.executescript(
            "DROP TABLE places; CREATE VIEW places AS WITH RECURSIVE n(fid) AS (SELECT 1 UNION ALL SELECT "
            "fid + 1 FROM n)"
            " SELECT fid, NULL AS geom, 'x' AS name FROM n;"
        )
    connection.close()
    with pytest.raises(UnreadableFileError):
        read_tables(path)


# Shapefile


def shapefile(folder, name="lle", texts=("Tŷ Coffi", "Caffi")):
    import geopandas

    frame = geopandas.GeoDataFrame(
        {"Enw": list(texts)}, geometry=[shapely.Point(258_100, 281_700)] * len(texts), crs=27700
    )
    frame.to_file(folder / f"{name}.shp", encoding="utf-8")
    return folder / f"{name}.shp"


def test_a_shapefile_is_read_loose_and_zipped_without_its_encoding(tmp_path):
    path = shapefile(tmp_path)
    (tmp_path / "lle.cpg").unlink()
    loose = only_table(path)
    parts = {
        f"data/lle{ending}": (tmp_path / f"lle{ending}").read_bytes() for ending in (".shp", ".shx", ".dbf", ".prj")
    }
    packed = only_table(zipped(tmp_path / "lle.zip", parts))
    for got in (loose, packed):
        assert [one["Enw"] for one in rows_of(got)] == ["Tŷ Coffi", "Caffi"]
        assert got.crs is not None
        assert got.geometry[0].x == 258_100
        assert "encoding" in codes(got)


def test_a_part_of_a_shapefile_alone_is_explained(tmp_path):
    path = shapefile(tmp_path)
    (tmp_path / "lle.dbf").unlink()
    with pytest.raises(UnreadableFileError, match=r"\.dbf"):
        read_tables(path)
    with pytest.raises(UnreadableFileError, match=r"\.shp"):
        read_tables(tmp_path / "lle.shx")


def test_members_of_a_zip_that_point_outside_are_left_out(tmp_path):
    shapefile(tmp_path)
    parts = {f"lle{ending}": (tmp_path / f"lle{ending}").read_bytes() for ending in (".shp", ".shx", ".dbf", ".prj")}
    path = zipped(tmp_path / "a.zip", {"../../evil.shp": b"x", "/etc/evil.dbf": b"x", **parts})
    got = only_table(path)
    assert len(got) == 2
    assert codes(got).count("unsafe-name") == 2
    assert not (tmp_path.parent / "evil.shp").exists()


# KML and KMZ

PLACEMARK = "<Placemark><name>Neuadd</name><Point><coordinates>-3.9,52.0,0</coordinates></Point></Placemark>"


def kml(body: str) -> str:
    return f'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{body}</Document></kml>'


def test_a_lone_placemark_is_a_map(tmp_path):
    got = only_table(written(tmp_path / "a.kml", PLACEMARK))
    assert rows_of(got) == [{"name": "Neuadd"}]
    assert (got.geometry[0].x, got.geometry[0].y) == (-3.9, 52.0)


def test_folders_extended_data_and_html_come_through(tmp_path):
    body = (
        "<Folder><name>Canol</name><Folder><name>Neuaddau</name><Placemark><name>A</name>"
        '<description><![CDATA[Croeso<br>i bawb <a href="https://example.org/a">gwefan</a><script>x()</script>]]></description>'
        '<ExtendedData><Data name="Ffôn"><value>01545</value></Data>'
        '<SchemaData><SimpleData name="n">7</SimpleData></SchemaData></ExtendedData>'
        "<MultiGeometry><LineString><coordinates>-3.9,52 -3.8,52.1</coordinates></LineString>"
        "<MultiGeometry><LineString><coordinates>-3.7,52 "
        "-3.6,52.1</coordinates></LineString></MultiGeometry></MultiGeometry>"
        "</Placemark></Folder></Folder><NetworkLink><name>x</name></NetworkLink>"
    )
    got = only_table(written(tmp_path / "a.kml", kml(body)))
    assert rows_of(got) == [
        {
            "name": "A",
            "description": "Croeso\ni bawb gwefan (https://example.org/a)",
            "Ffôn": "01545",
            "n": "7",
            "Folder": "Canol / Neuaddau",
        }
    ]
    assert got.geometry[0].geom_type == "MultiLineString"
    assert "not-assets" in codes(got)


def test_prefixes_that_nobody_declared_and_blanks_after_commas_are_forgiven(tmp_path):
    point = "<Point><coordinates> -3.9, 52.0, 0 </coordinates></Point>"
    body = f"<Placemark><gx:balloonVisibility>1</gx:balloonVisibility><name>A</name>{point}</Placemark>"
    got = only_table(written(tmp_path / "a.kml", f"<kml><Document>{body}</Document></kml>"))
    assert (got.geometry[0].x, got.geometry[0].y) == (-3.9, 52.0)


@pytest.mark.parametrize("bad", ["x,y", "", "1,2 3,4", "-3.9"])
def test_a_polygon_that_is_none_costs_the_place_and_not_the_row(tmp_path, bad):
    ring = f"<LinearRing><coordinates>{bad}</coordinates></LinearRing>"
    shape = f"<Polygon><outerBoundaryIs>{ring}</outerBoundaryIs></Polygon>"
    got = only_table(written(tmp_path / "a.kml", kml(f"<Placemark><name>A</name>{shape}</Placemark>{PLACEMARK}")))
    assert [one["name"] for one in rows_of(got)] == ["A", "Neuadd"]
    assert got.geometry[0] is None
    assert "bad-shape" in codes(got)


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE kml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><kml><Placemark><name>&b;</name></Placemark></kml>',
        '<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]><kml><Placemark><name>&x;</name></Placemark></kml>',
        "<kml><Document>" + "<Folder>" * 5_000 + "</Folder>" * 5_000 + "</Document></kml>",
        "<kml><Document><Placemark><name>A</name>",
    ],
)
def test_entities_depth_and_truncation_are_refused(tmp_path, text):
    with pytest.raises(UnreadableFileError):
        read_tables(written(tmp_path / "a.kml", text))


def test_a_kmz_is_read_from_doc_kml_or_else_its_first_file(tmp_path):
    one, two = PLACEMARK.replace("Neuadd", "Un"), PLACEMARK.replace("Neuadd", "Dau")
    first = only_table(zipped(tmp_path / "a.kmz", {"b.kml": one, "doc.kml": two}))
    assert rows_of(first) == [{"name": "Dau"}]
    assert "b.kml" in first.findings[0].message
    assert rows_of(only_table(zipped(tmp_path / "b.kmz", {"z/c.kml": one, "a.kml": two}))) == [{"name": "Un"}]
    assert rows_of(only_table(tmp_path / "b.kmz", sheet="a.kml")) == [{"name": "Dau"}]
    with pytest.raises(NotFoundError, match="holds no"):
        only_table(tmp_path / "b.kmz", sheet="x.kml")


def test_kmz_members_that_point_outside_are_left_out(tmp_path):
    got = only_table(
        zipped(tmp_path / "a.kmz", {"../../doc.kml": "<kml/>", "C:\\doc.kml": "<kml/>", "a.kml": PLACEMARK})
    )
    assert rows_of(got) == [{"name": "Neuadd"}]
    assert codes(got).count("unsafe-name") == 2


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("A &amp; B", "A & B"),
        ("<p>Un</p><p>Dau</p>", "Un\n\nDau"),
        ('<a href="mailto:a@example.org">a@example.org</a>', "a@example.org"),
        ("<img src='https://example.org/a.png'>", "https://example.org/a.png"),
        ("plain", "plain"),
        ("<br>", None),
    ],
)
def test_html_becomes_text_with_its_links(markup, text):
    assert plain(markup) == text


# GPX


def test_waypoints_routes_and_tracks_are_layers(tmp_path):
    text = (
        '<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">'
        '<wpt lat="52.0" lon="-3.9"><name>Ffynnon</name><ele>120</ele><link href="https://example.org"/></wpt>'
        '<rte><name>Llwybr yr Arfordir</name><rtept lat="52" lon="-3.9"/><rtept lat="52.1" lon="-3.8"/></rte>'
        '<trk><name>Taith</name><trkseg><trkpt lat="52" lon="-3.9"/><trkpt lat="52.1" lon="-3.8"/></trkseg>'
        '<trkseg><trkpt lat="53" lon="-3.9"/><trkpt lat="53.1" lon="-3.8"/></trkseg></trk></gpx>'
    )
    tables = read_tables(written(tmp_path / "a.gpx", text))
    assert [one.layer for one in tables] == ["waypoints", "routes", "tracks"]
    assert [one.geometry[0].geom_type for one in tables] == ["Point", "LineString", "MultiLineString"]
    assert rows_of(tables[0]) == [{"name": "Ffynnon", "ele": "120", "link": "https://example.org"}]


def test_a_gpx_without_anything_in_it_is_refused(tmp_path):
    with pytest.raises(UnreadableFileError, match="no waypoints"):
        read_tables(written(tmp_path / "a.gpx", "<gpx></gpx>"))


@given(
    st.binary(max_size=400),
    st.sampled_from((".csv", ".xlsx", ".geojson", ".gpkg", ".kml", ".kmz", ".gpx", ".shp", ".umap", ".xls")),
)
def test_any_bytes_are_read_or_refused_in_a_sentence(tmp_path_factory, data, ending):
    path = written(tmp_path_factory.mktemp("any") / f"a{ending}", data)
    try:
        read_tables(path)
    except (UnreadableFileError, NotFoundError) as error:
        assert str(error).endswith((".", "?"))


MAGICS = (
    b"PK\x03\x04",
    b"SQLite format 3\0",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\0\0\x27\x0a",
    b"<kml>",
    b"<gpx>",
    b'{"type":',
)


@given(st.sampled_from(MAGICS), st.binary(max_size=300))
def test_what_starts_like_a_known_kind_and_is_none_is_refused_in_a_sentence(tmp_path_factory, magic, data):
    path = written(tmp_path_factory.mktemp("any") / "a.bin", magic + data)
    with pytest.raises(UnreadableFileError, match=r"[.?]$"):
        read_tables(path)
