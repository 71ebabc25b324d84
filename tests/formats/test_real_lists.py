"""Lists that councils and others really publish: no row is lost, and what comes out is what an officer would expect.

The lists are not part of the repository. Where they lie beside it (``../shared/data``) all of them are read; the
essentials that they taught are tested on small files of our own, beside this.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.project import Project
from asset_mapper.errors import UnknownCrsError, UnreadableFileError
from asset_mapper.services.importing import ImportOptions, ImportReport, LayerReport, import_files
from asset_mapper.services.open_project import OpenProject

DATA = Path(__file__).parents[3] / "shared" / "data"


class List:
    """What is known of a list: where it lies, how many rows it has, and what has to come out."""

    def __init__(self, path: str, rows: int, refused: int = 0, *, placed: int = 0, kind: str = "", **options: object):
        self.path, self.rows, self.refused, self.placed, self.kind = path, rows, refused, placed, kind
        self.options = ImportOptions(**options)  # type: ignore[arg-type]


LISTS = (
    List("assets/trafford/sports_clubs.csv", 140, kind="group"),
    List("assets/trafford/sports_clubs.geojson", 137, placed=137, kind="group"),
    List("assets/trafford/gm_food_banks.csv", 171, kind="exchange"),
    List("assets/trafford/gm_food_banks.geojson", 171, placed=171, kind="exchange"),
    List("assets/trafford/gm_libraries.csv", 141, placed=141, kind="organisation"),
    List("assets/trafford/trafford_defibrillators.csv", 185, placed=185, kind="place"),
    List("assets/trafford/trafford_allotments.geojson", 35, placed=35, kind="place"),
    List("assets/trafford/trafford_places_of_worship.geojson", 118, placed=118, kind="place"),
    List("assets/trafford/trafford_post_offices.geojson", 27, placed=27, kind="exchange"),
    List("assets/trafford/trafford_care_homes.csv", 56, placed=56, kind="organisation"),
    List("assets/trafford/trafford_schools_and_colleges.csv", 103, placed=103, kind="organisation"),
    List("assets/trafford/sports_facilities.csv", 314, placed=314),
    List("assets/trafford/charities_operating_in_trafford_no_contacts.csv", 736, kind="organisation"),
    List("assets/trafford/trafford_land_and_building_assets.csv", 608, placed=372),
    List("assets/trafford/trafford_council_voluntary_sector_grants.csv", 555),
    List("assets/cheltenham/local_authority_land_and_assets_2023.csv", 459, placed=459, kind="place"),
    List("assets/cheltenham/cheltenham_council_land_and_assets_2023.geojson", 459, placed=459, kind="place"),
    List("assets/bath/banes_community_gardens.geojson", 7, placed=7, kind="place"),
    List("assets/bath/banes_community_orchards.geojson", 4, placed=4, kind="place"),
    List("assets/bath/banes_gp_surgeries.geojson", 31, placed=31, kind="organisation"),
    List("assets/bath/banes_inspire_libraries.geojson", 8, placed=8, kind="organisation"),
    List("assets/bath/banes_defibrillators.geojson", 62, placed=62, kind="place"),
    List("assets/bath/banes_local_shops.geojson", 185, placed=185, kind="exchange"),
    List("assets/bath/os_functional_sites.geojson", 125, 2, placed=123),
    List("assets/bath/Community_Gardens.csv", 8, placed=8, kind="place"),
    List("assets/bath/BANES_Public_Toilets.csv", 18, placed=18, kind="place"),
    List("assets/bath/POLLING_STATIONS_2015.csv", 113, placed=113, kind="place"),
    List("assets/bath/Open_Pubs_-_Bath__North_East_Somerset.csv", 173, placed=173, kind="place"),
    List("assets/wales/libraries_wales.csv", 265, kind="organisation"),
    List("assets/wales/wales_hospital_list.xls", 101, kind="organisation"),
    List("assets/wales/wrexham_mobile_library_stops.csv", 70, placed=70, kind="place"),
    List("assets/wales/warm_spaces_npt_and_vale.geojson", 82, placed=82),
    List("assets/wales/senedd_constituencies.csv", 56, placed=56, kind="place"),
    List("assets/uk/register-offices.csv", 174, placed=166, kind="organisation"),
    List("assets/uk/libraries_scotland.csv", 483, kind="organisation"),
    List("assets/uk/libraries_england_2023.csv", 3487, kind="organisation"),
    List("assets/uk/naptan_cardiff_571Stops.csv", 1858, placed=1858, kind="place"),
    List("assets/uk/leicestershire_mobile_a_201710.xlsx", 147),
    List("assets/uk/brownfield_brentwood_no_macros.xlsx", 46, placed=46),
    *(
        List(f"assets/encodings/{name}.csv", 1)
        for name in ("ascii", "iso-8859-1", "utf-16le", "utf-8-bom", "utf-8", "windows-1252")
    ),
    List("osm/cycle_hire_osm_london.geojson", 532, placed=0),
    List("osm/cycle_hire_london.gpkg", 742, placed=742),
    List("derived/trafford_assets.gpkg", 482, placed=482),
    List("boundaries/london_sport.shp", 33, placed=33),
    List("maps/umap/test_upload_data.umap", 3, placed=3),
    List("maps/umap/test_upload_data_with_enum.umap", 4, placed=4),
    List("maps/umap/display_on_load.umap", 2, 2),
    List("maps/kml/midlothian_mobile_library_google_my_maps.kml", 60, placed=60),
    List("maps/kml/north_lanarkshire_mobile_library_google_my_maps.kml", 131, placed=131),
    List("maps/kml/mapit_example.kml", 1, placed=1),
    List("maps/kml/kmlsamples.kml", 20, placed=19),
    List("maps/kmz/balloon-image-rel.kmz", 1),
    List("maps/kmz/doc.kmz", 1),
    List("maps/kmz/multikml-doc.kmz", 1),
    List("maps/gpx/ramblers_cymru_route_58_cy.gpx", 1, placed=1),
    List("maps/gpx/ramblers_cymru_route_58_en.gpx", 1, placed=1),
    List("maps/kumu/snap-to-tutorial-data.xlsx", 51),
)

BESIDE = [one for one in LISTS if (DATA / one.path).exists()]


def imported(
    path: Path, folder: Path, options: ImportOptions | None = None
) -> tuple[ImportReport, list[Asset], list]:
    with OpenProject.create(folder / "p.assetmap", Project(title=Bilingual(en="Lists"))) as project:
        report = import_files(project, [path], options or ImportOptions())
        assets = project.read(lambda uow: list(uow.assets.all()))
        again = import_files(project, [path], options or ImportOptions())
        assert sum(layer.made + layer.updated for layer in again.layers) == 0, "The same list again changes nothing."
    return report, assets, again.layers


def balanced(layer: LayerReport) -> bool:
    errors = [finding for finding in layer.findings if finding.severity.value == "error"]
    return layer.rows == layer.made + layer.updated + layer.unchanged + layer.refused and layer.refused == len(
        errors
    ) == len({finding.row for finding in errors})


@pytest.mark.parametrize("one", BESIDE, ids=lambda one: Path(one.path).name)
def test_no_row_of_a_published_list_is_lost(one, tmp_path):
    report, assets, _again = imported(DATA / one.path, tmp_path, one.options)
    assert all(balanced(layer) for layer in report.layers)
    assert sum(layer.rows for layer in report.layers) == one.rows
    if one.path != "osm/cycle_hire_osm_london.geojson":
        assert sum(layer.refused for layer in report.layers) == one.refused
        assert len(assets) == one.rows - one.refused
        assert sum(asset.whereabouts.geometry is not None for asset in assets) == one.placed
    if one.kind:
        assert {asset.kind.value for asset in assets} == {one.kind}


@pytest.mark.parametrize(
    "name", [one.name for one in sorted((DATA / "basemaps").glob("*.mbtiles"))] if BESIDE else []
)
def test_basemaps_are_not_lists(name, tmp_path):
    with pytest.raises(UnreadableFileError):
        imported(DATA / "basemaps" / name, tmp_path)


def test_a_list_of_postcodes_without_a_header_is_no_list_of_assets(tmp_path):
    path = tmp_path / "codepoint.csv"
    path.write_text('"LD1 5AA",10,306200,261700,"W92000004"\n"LD1 5AB",10,306300,261800,"W92000004"\n')
    report, assets, _again = imported(path, tmp_path)
    (layer,) = report.layers
    assert (layer.rows, layer.refused, assets) == (2, 2, [])
    assert "no-header" in [finding.code for finding in layer.findings]


# What single lists taught, on small files of our own


def only(tmp_path: Path, text: str, name: str = "list.csv", **options: object) -> list[Asset]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return imported(path, tmp_path, ImportOptions(**options))[1]  # type: ignore[arg-type]


def test_metres_and_degrees_are_told_apart_though_both_are_called_geo_x(tmp_path):
    header = "AssetCode,Site Address,GeoX,GeoY\n"
    (metres,) = only(tmp_path, header + "1/LAND,Heol Fawr,395522,223084\n", "land_and_assets.csv")
    assert metres.whereabouts.geometry.distance(shapely.Point(-2.0665, 51.9063)) < 0.001
    (tmp_path / "other").mkdir()
    (degrees,) = only(tmp_path / "other", header + "1/LAND,Heol Fawr,-2.3520922,53.3879587\n")
    assert degrees.whereabouts.geometry.coords[0] == (-2.3520922, 53.3879587)
    assert degrees.name.given == degrees.whereabouts.address == "Heol Fawr"


def test_rows_of_one_register_may_be_in_two_reference_systems(tmp_path):
    header = "SiteNameAddress,CoordinateReferenceSystem,GeoX,GeoY\n"
    made = only(tmp_path, header + "A,OSGB36,559716.56,193740\nB,ETRS89,0.3057,51.6198\nC,OSGB36,559551,193621\n")
    assert [round(one.whereabouts.geometry.y, 2) for one in made] == [51.62, 51.62, 51.62]


def test_hours_in_the_language_of_maps_become_meetings_and_the_words_beside_them_stay(tmp_path):
    text = (
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"title":"Hwb Cynnes",'
        '"hours":{"_text":"Monday 2.30pm - 4.30pm. Tuesday 10am - noon","opening":"Mo 14:30-16:30; Tu 10:00-12:00"}},'
        '"geometry":{"type":"Point","coordinates":[-3.9,51.8]}}]}'
    )
    path = tmp_path / "warm.geojson"
    path.write_text(text, encoding="utf-8")
    with OpenProject.create(tmp_path / "p.assetmap", Project(title=Bilingual(en="P"))) as project:
        import_files(project, [path], ImportOptions())
        rules = project.read(lambda uow: [(one.rule, one.starts_at.isoformat()) for one in uow.meetings.all()])
        (asset,) = project.read(lambda uow: list(uow.assets.all()))
    assert rules == [("FREQ=WEEKLY;BYDAY=MO", "14:30:00"), ("FREQ=WEEKLY;BYDAY=TU", "10:00:00")]
    assert asset.custom == {"hours._text": "Monday 2.30pm - 4.30pm. Tuesday 10am - noon"}


def test_odd_postcodes_are_mended_where_they_can_be_and_kept_where_not(tmp_path):
    codes = ("CH1 1 RL", "NE26 1EJ.", "sa446aa", "M16", "[Unknown]", "n/a - mobile")
    made = only(tmp_path, "Name,Postcode\n" + "".join(f"N{n},{code}\n" for n, code in enumerate(codes)))
    assert [one.whereabouts.postcode for one in made] == ["CH1 1RL", "NE26 1EJ", "SA44 6AA", "M16", "", ""]
    assert made[5].custom == {"Postcode": "n/a - mobile"}


def test_an_outline_that_crosses_itself_stays_and_is_named(tmp_path):
    path = tmp_path / "shops.geojson"
    path.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"Siopau"},"geometry":'
        '{"type":"Polygon","coordinates":[[[-3.9,52],[-3.8,52.1],[-3.8,52],[-3.9,52.1],[-3.9,52]]]}}]}'
    )
    report, (asset,), _again = imported(path, tmp_path)
    assert asset.whereabouts.geometry.geom_type == "Polygon"
    assert "invalid-shape" in [finding.code for finding in report.layers[0].findings]


def test_a_file_of_metres_that_calls_itself_geojson_is_asked_about(tmp_path):
    path = tmp_path / "a.geojson"
    path.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"A"},"geometry":'
        '{"type":"Point","coordinates":[258100,281700]}}]}'
    )
    with pytest.raises(UnknownCrsError, match="27700"):
        imported(path, tmp_path)
