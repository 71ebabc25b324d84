"""Importing: what becomes of rows, what is matched with what is there, and what is never overwritten."""

import dataclasses
import json
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asset_mapper.cli.main import main
from asset_mapper.domain.asset import Asset, AssetKind, AssetStatus
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.ids import new_ids
from asset_mapper.domain.project import Project
from asset_mapper.domain.whereabouts import Precision, WhereKind, confidential
from asset_mapper.errors import UnknownCrsError, UnreadableFileError, WrongUseError
from asset_mapper.services.importing import ImportOptions, import_files
from asset_mapper.services.imports import known
from asset_mapper.services.open_project import OpenProject
from tests.formats.import_samples import geopackage, workbook, written


@pytest.fixture
def project(tmp_path):
    with OpenProject.create(tmp_path / "p.assetmap", Project(title=Bilingual(en="Cwm Derwen"))) as opened:
        yield opened


def bring_in(project, path, *, dry_run=False, **options):
    """Import one file with one layer; the sum has to be right whatever it holds."""
    report = import_files(project, [path], ImportOptions(**options), dry_run=dry_run)
    for layer in report.layers:
        refused = [finding for finding in layer.findings if finding.severity.value == "error"]
        assert layer.rows == layer.made + layer.updated + layer.unchanged + layer.refused
        assert len({finding.row for finding in refused}) == layer.refused == len(refused)
    return report.layers[0]


def csv(tmp_path, text, name="rhestr.csv") -> Path:
    return written(tmp_path / name, text)


def assets(project) -> list[Asset]:
    return project.read(lambda uow: list(uow.assets.all()))


def asset(project) -> Asset:
    (only,) = assets(project)
    return only


def contacts(project) -> list[tuple[str, str]]:
    return project.read(lambda uow: sorted((one.kind.value, one.value) for one in uow.contacts.all()))


def edit(project, before, **new):
    project.apply(lambda uow: uow.write(ChangeSet("Edit", (Change(before, dataclasses.replace(before, **new)),))))


def codes(layer):
    return [finding.code for finding in layer.findings]


# What becomes of a row


def test_a_row_becomes_an_asset_with_all_that_it_says(project, tmp_path):
    path = csv(
        tmp_path,
        "Enw,Math,Disgrifiad,Cyfeiriad,Cod post,Latitude,Longitude,Ffôn,E-bost,Gwefan,Oriau agor,Lliw\n"
        "Caffi Trwsio,Cyfnewid,Mae croeso i bawb,1 Heol Fawr,sa446aa,52.0,-3.9,01545 "
        "570000,mailto:a@example.org,example.org,Mon 10:00-12:00,gwyrdd\n",
    )
    layer = bring_in(project, path)
    made = asset(project)
    assert (layer.made, layer.refused) == (1, 0)
    assert made.name == Bilingual(cy="Caffi Trwsio", first="cy")
    assert made.kind is AssetKind.EXCHANGE
    assert made.summary == Bilingual(cy="Mae croeso i bawb", first="cy")
    assert (made.whereabouts.address, made.whereabouts.postcode) == ("1 Heol Fawr", "SA44 6AA")
    assert made.whereabouts.geometry.coords[0] == (-3.9, 52.0)
    assert made.whereabouts.precision is Precision.EXACT
    assert made.custom == {"Lliw": "gwyrdd"}
    assert made.visibility is Audience.TEAM
    assert contacts(project) == [("email", "a@example.org"), ("phone", "01545 570000"), ("web", "example.org")]
    (meeting,) = project.read(lambda uow: list(uow.meetings.all()))
    assert (meeting.rule, meeting.starts_at.hour, meeting.ends_at.hour) == ("FREQ=WEEKLY;BYDAY=MO", 10, 12)
    (column,) = project.read(lambda uow: list(uow.custom_fields.all()))
    assert (column.key, column.audience) == ("Lliw", Audience.TEAM)


def test_a_row_without_a_name_is_refused_and_the_others_are_not(project, tmp_path):
    layer = bring_in(project, csv(tmp_path, "Name,Town\nA,X\n,Y\nC,Z\n"))
    assert (layer.rows, layer.made, layer.refused) == (3, 2, 1)
    (refused,) = [finding for finding in layer.findings if finding.severity.value == "error"]
    assert (refused.code, refused.row, refused.column) == ("no-name", 3, "Name")
    assert "another column" in refused.message


def test_a_name_may_come_from_a_column_that_a_person_chose(project, tmp_path):
    path = csv(tmp_path, "Name,Stop\n,Heol Fawr\n,Heol Fach\n")
    assert bring_in(project, path, told=(("name", "Stop"),)).made == 2


@pytest.mark.parametrize("name", ["Unknown", "NA", "n/a", "-"])
def test_what_is_hardly_a_name_is_imported_with_a_warning(project, tmp_path, name):
    layer = bring_in(project, csv(tmp_path, f"Name,Town\n{name},X\n"))
    assert layer.made == 1
    assert "doubtful-name" in codes(layer)


def test_words_for_nothing_are_empty_in_contacts_and_addresses(project, tmp_path):
    bring_in(project, csv(tmp_path, "Name,Address,Postcode,Phone,Email\nA,NA,n/a,-,Unknown\n"))
    made = asset(project)
    assert (made.whereabouts.address, made.whereabouts.postcode, contacts(project)) == ("", "", [])
    assert made.custom == {}


def test_capitals_stay_and_a_lost_zero_comes_back(project, tmp_path):
    layer = bring_in(project, csv(tmp_path, "Name,Telephone\nTHE WILDLIFE TRUST,1545570000\n"))
    assert asset(project).name.en == "THE WILDLIFE TRUST"
    assert contacts(project) == [("phone", "01545570000")]
    assert "lost-zero" in codes(layer)


@pytest.mark.parametrize(
    ("header", "cells", "lon", "lat"),
    [
        ("Easting,Northing", "258100,281700", -4.0878, 52.4148),
        ("GeoX,GeoY", "395522,223084", -2.0665, 51.9063),
        ("GeoX,GeoY", "-2.3520922,53.3879587", -2.3521, 53.3880),
        ("Grid reference,Town", "SN 581 817,X", -4.0871, 52.4153),
        ("Coordinates,Town", '"(51.3984, -2.3406)",X', -2.3406, 51.3984),
        ("Boundary,Town", "SRID=4326;POINT(-4.1 52.5),X", -4.1, 52.5),
        ("Lat,Lng", "52.5,-4.1", -4.1, 52.5),
    ],
)
def test_any_usual_way_to_say_a_place_becomes_longitude_and_latitude(project, tmp_path, header, cells, lon, lat):
    bring_in(project, csv(tmp_path, f"Name,{header}\nA,{cells}\n"))
    place = asset(project).whereabouts.geometry
    assert (place.x, place.y) == (pytest.approx(lon, abs=1e-3), pytest.approx(lat, abs=1e-3))


def test_swapped_coordinates_are_named_and_not_mended(project, tmp_path):
    path = csv(tmp_path, "Name,Latitude,Longitude\nA,-3.9,52.0\nB,52.0,-3.9\n")
    layer = bring_in(project, path)
    first, second = assets(project)
    assert first.whereabouts.kind is WhereKind.NONE
    assert first.custom == {"Latitude": "-3.9", "Longitude": "52.0"}
    assert second.whereabouts.kind is WhereKind.SHAPE
    (swapped,) = [finding for finding in layer.findings if finding.code == "swapped-coordinates"]
    assert swapped.row == 2
    assert "“Latitude” holds the longitude" in swapped.message
    bring_in(
        project,
        csv(tmp_path, "Name,Latitude,Longitude\nC,-3.9,52.0\n"),
        told=(("longitude", "Latitude"), ("latitude", "Longitude")),
    )
    assert assets(project)[-1].whereabouts.geometry.coords[0] == (-3.9, 52.0)


@pytest.mark.parametrize(
    ("lat", "lon", "code", "placed"),
    [
        ("0", "0", "zero-coordinates", False),
        ("48.85", "2.35", "outside-british-isles", True),
        ("520", "-3.9", "bad-coordinates", False),
        ("north", "-3.9", "bad-coordinates", False),
        ("NaN", "Infinity", None, False),
    ],
)
def test_doubtful_coordinates_are_named_and_kept(project, tmp_path, lat, lon, code, placed):
    layer = bring_in(project, csv(tmp_path, f"Name,Latitude,Longitude\nA,{lat},{lon}\nB,52.0,-3.9\nC,52.1,-3.9\n"))
    first = assets(project)[0]
    assert (first.whereabouts.geometry is not None) is placed
    if not placed and code:
        assert lat in first.custom.values()
    assert code is None or code in codes(layer)


def test_metres_of_nowhere_are_asked_about(project, tmp_path):
    path = csv(tmp_path, "Name,Easting,Northing\nA,450000,5700000\n")
    with pytest.raises(UnknownCrsError, match="reference system"):
        bring_in(project, path)
    bring_in(project, path, crs="EPSG:32630")
    assert asset(project).whereabouts.geometry.y == pytest.approx(51.45, abs=0.01)


def test_a_layer_without_a_reference_system_is_asked_about(project, tmp_path):
    path = geopackage(tmp_path / "a.gpkg", [("Neuadd", 1, 258_100.0, 281_700.0)], epsg=None)
    with pytest.raises(UnknownCrsError, match="27700"):
        bring_in(project, path)
    bring_in(project, path, crs="27700")
    assert asset(project).whereabouts.geometry.y == pytest.approx(52.415, abs=0.001)


def test_a_word_that_is_no_reference_system_is_wrong_use(project, tmp_path):
    with pytest.raises(WrongUseError, match="EPSG:27700"):
        bring_in(project, csv(tmp_path, "Name\nA\n"), crs="somewhere")


def test_the_kind_comes_from_a_column_else_from_the_user_else_it_is_a_guess(project, tmp_path):
    text = "Name,Kind\nA,group\nB,\nPentref Hall,\n"
    layer = bring_in(project, csv(tmp_path, text), dry_run=True)
    assert [change["kind"] for change in layer.changes] == ["group", "group", "place"] or layer.changes[2][
        "kind"
    ] == "place"
    assert [
        (finding.row, finding.severity.value) for finding in layer.findings if finding.code == "kind-guessed"
    ] == [(3, "info"), (4, "info")]
    told = bring_in(project, csv(tmp_path, text), kind=AssetKind.EXCHANGE)
    assert "kind-guessed" not in codes(told)
    assert [one.kind.value for one in assets(project)] == ["group", "exchange", "exchange"]


def test_people_are_for_the_team_and_pinned_nowhere(project, tmp_path):
    path = csv(
        tmp_path,
        "Name,Kind,Address,Postcode,Latitude,Longitude,Home town,Phone\nMegan Rees,person,1 Heol Fach,SA44 "
        "6AA,52.0,-3.9,Llan,01545 570000\n",
    )
    layer = bring_in(project, path, visibility=Audience.PUBLIC)
    person = asset(project)
    assert person.visibility is Audience.TEAM
    assert not person.whereabouts.tells_a_home
    assert person.whereabouts.area == Bilingual(en="SA44")
    kept = json.dumps(dict(person.custom))
    assert not any(text in kept for text in ("52.0", "-3.9", "Heol", "6AA"))
    assert {"person", "person-unpinned"} <= set(codes(layer))


def test_a_place_that_the_file_calls_confidential_keeps_nothing_that_tells_where(project, tmp_path):
    path = csv(
        tmp_path,
        "Name,Kind,Address,Postcode,Latitude,Longitude,Confidential,Key\nLloches,place,1 Heol Fach,SA44 "
        "6AA,52.0,-3.9,yes,7\n",
    )
    layer = bring_in(project, path)
    hidden = asset(project)
    assert hidden.confidential
    assert hidden.custom == {}
    assert "confidential" in codes(layer)


def test_a_refuge_is_pointed_at_and_a_private_group_is_marked(project, tmp_path):
    layer = bring_in(
        project, csv(tmp_path, "Name,Kind\nWomen's refuge,place\nCarers' circle,group\n"), visibility=Audience.PUBLIC
    )
    refuge, group = assets(project)
    assert {"perhaps-confidential", "sensitive"} <= set(codes(layer))
    assert not refuge.confidential
    assert group.sensitive
    assert group.visibility is Audience.PARTNERS


def test_a_column_never_makes_assets_more_visible_than_asked(project, tmp_path):
    text = "Name,Visibility\nA,public\nB,partners\n"
    bring_in(project, csv(tmp_path, text))
    assert {one.visibility for one in assets(project)} == {Audience.TEAM}


def test_imported_columns_may_be_shared_when_someone_says_so(project, tmp_path):
    bring_in(project, csv(tmp_path, "Name,Colour\nA,red\n"), fields_visibility=Audience.PUBLIC)
    (column,) = project.read(lambda uow: list(uow.custom_fields.all()))
    assert column.audience is Audience.PUBLIC


def test_what_has_closed_is_closed(project, tmp_path):
    bring_in(project, csv(tmp_path, "Name,Closed,Status\nA,2013,\nB,-,active\nC,,inactive\n"))
    assert [one.status for one in assets(project)] == [AssetStatus.CLOSED, AssetStatus.ACTIVE, AssetStatus.CLOSED]
    assert assets(project)[0].custom == {"Closed": "2013"}


def test_a_timetable_in_columns_becomes_a_rule_where_it_is_one_and_words_where_not(project, tmp_path):
    rule = csv(
        tmp_path,
        "Stop,Day,Arrival,Departure,Rrule,Start\nHeol Fawr,Tuesday,9:20,9:50,FREQ=WEEKLY;INTERVAL=3,2019-01-15\n",
        "a.csv",
    )
    words = csv(tmp_path, "Stop,From,To,Day,Date,Frequency\nHeol Fach,10,10.45,Monday,2017-10-02,Monthly\n", "b.csv")
    bring_in(project, rule)
    bring_in(project, words)
    first, second = project.read(lambda uow: list(uow.meetings.all()))
    assert (first.rule, first.first_on.isoformat(), first.starts_at.minute) == (
        "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU",
        "2019-01-15",
        20,
    )
    assert second.when == Bilingual(en="Monday, 10:00–10:45, Monthly, 2017-10-02")


def test_identical_rows_are_both_made_and_reported(project, tmp_path):
    layer = bring_in(project, csv(tmp_path, "Name,Town\nA,X\nA,X\nA,Y\n"))
    assert layer.made == 3
    assert [finding.row for finding in layer.findings if finding.code == "same-row"] == [3]


def test_a_venue_that_is_known_is_where_a_group_meets(project, tmp_path):
    bring_in(project, csv(tmp_path, "Name,Kind,Latitude,Longitude\nNeuadd Goffa,place,52.0,-3.9\n", "a.csv"))
    bring_in(
        project,
        csv(
            tmp_path, "Name,Kind,Venue,When\nCôr,group,Neuadd Goffa,Mon 19:00-21:00\nClwb,group,Elsewhere,\n", "b.csv"
        ),
    )
    hall, choir, club = assets(project)
    assert (choir.whereabouts.kind, choir.whereabouts.venue_id) == (WhereKind.VENUE, hall.id)
    assert club.custom == {"Venue": "Elsewhere"}
    (meeting,) = project.read(lambda uow: list(uow.meetings.all()))
    assert meeting.venue_id == hall.id


# Matching with what is there

LIST = (
    "Name,Kind,Address,Postcode,Latitude,Longitude,Phone,Email,Opening times,Colour\n"
    "Neuadd Goffa,place,1 Heol Fawr,SA44 6AA,52.0,-3.9,01545 570000,a@example.org,Mon 10:00-12:00,red\n"
    "Village Café,exchange,2 Heol Fawr,SA44 6AB,52.001,-3.901,01545 570001,b@example.org,by arrangement,blue\n"
)


def test_the_same_file_again_changes_nothing(project, tmp_path):
    path = csv(tmp_path, LIST)
    bring_in(project, path)
    before = assets(project)
    layer = bring_in(project, path)
    assert (layer.made, layer.updated, layer.unchanged) == (0, 0, 2)
    assert assets(project) == before
    assert project.undo_label == "Import rhestr.csv", "An import that changes nothing is no step."


def test_an_updated_file_changes_only_what_differs_and_says_why(project, tmp_path):
    bring_in(project, csv(tmp_path, LIST))
    layer = bring_in(
        project, csv(tmp_path, LIST.replace("01545 570001", "01545 999999").replace("blue", "green"), "new.csv")
    )
    assert (layer.made, layer.updated, layer.unchanged) == (0, 1, 1)
    (change,) = layer.changes
    assert change["fields"] == {
        "Colour": {"before": "blue", "after": "green"},
        "Phone": {"before": "01545 570001", "after": "01545 999999"},
    }
    assert change["reason"]
    assert ("phone", "01545 999999") in contacts(project)
    assert len(contacts(project)) == 4


def test_an_empty_cell_removes_nothing(project, tmp_path):
    bring_in(project, csv(tmp_path, LIST))
    layer = bring_in(project, csv(tmp_path, LIST.replace("01545 570001", "").replace("2 Heol Fawr", "")))
    assert layer.unchanged == 2
    assert assets(project)[1].whereabouts.address == "2 Heol Fawr"


def test_what_a_person_changed_is_kept_and_a_newer_file_is_reported(project, tmp_path):
    bring_in(project, csv(tmp_path, LIST))
    hall = assets(project)[0]
    edit(project, hall, whereabouts=dataclasses.replace(hall.whereabouts, address="The Square"))
    same = bring_in(project, csv(tmp_path, LIST))
    assert (same.unchanged, [code for code in codes(same) if code == "kept-ours"]) == (2, [])
    newer = bring_in(project, csv(tmp_path, LIST.replace("1 Heol Fawr", "3 Heol Fawr")))
    assert newer.unchanged == 2
    (kept,) = [finding for finding in newer.findings if finding.code == "kept-ours"]
    assert "3 Heol Fawr" in kept.message
    assert "The Square" in kept.message
    assert kept.severity.value == "warning"
    assert assets(project)[0].whereabouts.address == "The Square"


def test_what_a_person_wrote_is_never_overwritten_only_filled_in(project, tmp_path):
    mine = Asset(name=Bilingual(cy="Neuadd Goffa"), kind=AssetKind.PLACE, summary=Bilingual(en="Ours"))
    project.apply(lambda uow: uow.write(ChangeSet("Add", (Change(None, mine),))))
    layer = bring_in(project, csv(tmp_path, "Name,Summary,Postcode\nNeuadd Goffa,Theirs,SA44 6AA\n"))
    ours = asset(project)
    assert layer.updated == 1
    assert ours.summary == Bilingual(en="Ours")
    assert ours.whereabouts.postcode == "SA44 6AA"
    assert "kept-ours" in codes(layer)


def test_an_id_at_the_source_finds_what_was_renamed_and_moved(project, tmp_path):
    bring_in(project, csv(tmp_path, "AssetCode,Name,Postcode\nx/1,Neuadd Goffa,SA44 6AA\nx/2,Capel,SA44 6AB\n"))
    layer = bring_in(
        project, csv(tmp_path, "AssetCode,Name,Postcode\nx/2,Capel Seion,LD1 1AA\nx/1,Neuadd Goffa,SA44 6AA\n")
    )
    assert (layer.made, layer.updated, layer.unchanged) == (0, 1, 1)
    assert [one.name.given for one in assets(project)] == ["Neuadd Goffa", "Capel Seion"]


def test_ids_that_only_count_rows_do_not_mix_things_up(project, tmp_path):
    bring_in(
        project,
        csv(tmp_path, "id,Name,Postcode\n1,Neuadd Goffa,SA44 6AA\n2,Capel Seion,SA44 6AB\n3,Y Llew,SA44 6AC\n"),
    )
    layer = bring_in(
        project,
        csv(
            tmp_path, "id,Name,Postcode\n1,Parc Menai,LL57 4FA\n2,Swan Inn,LL57 4FB\n3,Bowls Club,LL57 4FC\n", "b.csv"
        ),
    )
    assert layer.made == 3
    assert "ids-reused" in codes(layer)


def test_a_welsh_and_an_english_list_of_one_place_become_one(project, tmp_path):
    bring_in(project, csv(tmp_path, "Name,Postcode,Kind\nAmlwch Library,LL68 9EA,organisation\n", "en.csv"))
    layer = bring_in(project, csv(tmp_path, "Enw,Cod post,Math\nLlyfrgell Amlwch,LL68 9EA,sefydliad\n", "cy.csv"))
    assert layer.updated == 1
    assert asset(project).name == Bilingual(cy="Llyfrgell Amlwch", en="Amlwch Library", first="en")


def test_many_rooms_of_one_site_stay_many(project, tmp_path):
    text = "Site,Facility type,Postcode,Code\n" + "".join(
        f"Sports Centre,Hall {n % 3},SA44 6AA,c{n}\n" for n in range(9)
    )
    bring_in(project, csv(tmp_path, text))
    assert len(assets(project)) == 9
    again = bring_in(project, csv(tmp_path, text))
    assert again.unchanged == 9
    changed = bring_in(project, csv(tmp_path, text.replace("c4", "d4")))
    assert (changed.updated, changed.unchanged, changed.made) == (1, 8, 0)


def test_a_confidential_asset_learns_nothing_of_where_it_is(project, tmp_path):
    hidden = Asset(
        name=Bilingual(cy="Tŷ Diogel"), kind=AssetKind.PLACE, whereabouts=confidential(), source_key="code:1"
    )
    project.apply(lambda uow: uow.write(ChangeSet("Add", (Change(None, hidden),))))
    layer = bring_in(
        project,
        csv(
            tmp_path,
            "Code,Enw,Cyfeiriad,Cod post,Latitude,Longitude,Lliw\n1,Tŷ Diogel,1 Heol,SA44 6AA,52.0,-3.9,coch\n",
        ),
    )
    assert layer.unchanged == 1
    assert "confidential" in codes(layer)
    assert asset(project) == hidden or (asset(project).confidential and not asset(project).custom)


def test_two_lists_of_the_same_things_do_not_overwrite_each_other_in_turn(project, tmp_path):
    one = csv(tmp_path, "Name,Postcode,Address,Grade\nNeuadd Goffa,SA44 6AA,1 Heol Fawr,A\n", "one.csv")
    two = csv(tmp_path, "Name,Postcode,Address,Ward ref\nNeuadd Goffa,SA44 6AA,Main Street,7\n", "two.csv")
    bring_in(project, one)
    bring_in(project, two)
    address = asset(project).whereabouts.address
    assert bring_in(project, one).updated + bring_in(project, two).updated == 0
    assert asset(project).whereabouts.address == address
    assert asset(project).custom == {"Grade": "A", "Ward ref": "7"}


def test_a_contact_that_a_person_corrected_stays(project, tmp_path):
    bring_in(project, csv(tmp_path, LIST))
    (phone,) = project.read(lambda uow: [one for one in uow.contacts.all() if one.value == "01545 570000"])
    edit(project, phone, value="01545 111111")
    assert bring_in(project, csv(tmp_path, LIST)).unchanged == 2
    layer = bring_in(project, csv(tmp_path, LIST.replace("01545 570000", "01545 222222")))
    assert "kept-ours" in codes(layer)
    assert ("phone", "01545 111111") in contacts(project)


# The step


def test_an_import_is_one_step_and_undo_takes_it_all_back(project, tmp_path):
    bring_in(project, csv(tmp_path, LIST))
    bring_in(project, csv(tmp_path, LIST.replace("red", "pink") + "Capel,place,,LD1 1AA,,,,,,\n"))
    assert len(assets(project)) == 3
    project.undo()
    assert [dict(one.custom) for one in assets(project)] == [{"Colour": "red"}, {"Colour": "blue"}]
    project.undo()
    assert assets(project) == []
    assert contacts(project) == []


def test_a_trial_changes_nothing_and_shows_everything(project, tmp_path):
    bring_in(project, csv(tmp_path, LIST))
    before = assets(project)
    layer = bring_in(
        project, csv(tmp_path, LIST.replace("red", "pink") + "Capel,place,,LD1 1AA,,,,,,\n"), dry_run=True
    )
    assert [change["action"] for change in layer.changes] == ["update", "make"]
    assert (layer.made, layer.updated, layer.unchanged) == (1, 1, 1)
    assert assets(project) == before


def test_the_batch_remembers_the_file(project, tmp_path):
    bring_in(project, csv(tmp_path, LIST + ",,,,,,,,x,\n"))
    (batch,) = project.read(lambda uow: list(uow.imports.all()))
    assert (batch.file, batch.made, batch.refused, len(batch.sha256)) == ("rhestr.csv", 2, 1, 64)
    assert {one.import_id for one in assets(project)} == {batch.id}


def test_one_bad_file_among_several_does_not_stop_the_others(project, tmp_path):
    good, bad = csv(tmp_path, LIST), written(tmp_path / "bad.xlsx", b"PK\x03\x04 nothing")
    report = import_files(project, [bad, good], ImportOptions())
    assert [layer.made for layer in report.layers] == [0, 2]
    assert report.has_errors
    with pytest.raises(UnreadableFileError):
        import_files(project, [bad], ImportOptions())


def test_layers_without_names_or_places_are_named_and_left(project, tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        {"Elements": [["Label", "Type"], ["A", "x"]], "Connections": [["From", "To"], ["A", "B"]]},
    )
    report = import_files(project, [path], ImportOptions())
    assert [layer.layer for layer in report.layers] == ["Elements"]
    assert "Connections" in next(f.message for f in report.layers[0].findings if f.code == "sheet-not-read")


def test_ids_made_in_bulk_are_like_those_made_one_by_one():
    ids = new_ids(5_000)
    assert len(set(ids)) == 5_000
    assert ids == sorted(ids)
    assert all(len(one) == 36 and one[14] == "7" and one[19] in "89ab" for one in ids)


cells = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=20)


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(cells, cells, st.sampled_from(["", "52.0", "0", "258100", "abc"]), cells), min_size=1, max_size=6
    )
)
def test_any_table_imports_without_losing_a_row_and_every_asset_is_a_valid_value(tmp_path_factory, rows):
    import csv as writer

    folder = tmp_path_factory.mktemp("any")
    with (folder / "a.csv").open("w", newline="", encoding="utf-8") as file:
        out = writer.writer(file)
        out.writerow(["Name", "Lliw", "Latitude", "Longitude", "Postcode", "Phone", "Opening times"])
        for name, colour, number, text in rows:
            out.writerow([name, colour, number, number, text, text, text])
    with OpenProject.create(folder / "p.assetmap", Project(title=Bilingual(en="P"))) as project:
        try:
            layer = bring_in(project, folder / "a.csv")
        except (UnreadableFileError, UnknownCrsError):
            return
        made = assets(project)
        assert len(made) == layer.made
        for one, two in zip(made, sorted(made, key=lambda each: each.id), strict=True):
            assert one == two
        again = bring_in(project, folder / "a.csv")
        assert (again.made, again.updated, again.unchanged) == (0, 0, layer.made)


# The command line


@pytest.fixture
def project_file(tmp_path):
    path = tmp_path / "c.assetmap"
    OpenProject.create(path, Project(title=Bilingual(en="C"))).close()
    return path


def test_the_verb_reports_as_agreed(project_file, tmp_path, capfd):
    path = csv(tmp_path, LIST + ",place,,,,,,,,\n")
    status = main(["import", str(project_file), str(path), "--json", "--report", str(tmp_path / "r.json")])
    printed = json.loads(capfd.readouterr().out)
    assert status == 1
    assert json.loads((tmp_path / "r.json").read_text()) == printed
    assert {"files", "made", "updated", "unchanged", "refused"} <= printed.keys()
    (layer,) = printed["files"]
    assert {
        "file",
        "layer",
        "rows",
        "made",
        "updated",
        "unchanged",
        "refused",
        "seconds",
        "columns",
        "findings",
    } <= layer.keys()
    assert (layer["rows"], layer["made"], layer["refused"]) == (3, 2, 1)
    assert layer["columns"]["Name"]["field"] == "name"
    assert 0 < layer["columns"]["Name"]["confidence"] <= 1
    assert layer["columns"]["Colour"]["field"] is None
    assert {"row", "column", "severity", "code", "message"} == layer["findings"][0].keys()


def test_the_verb_speaks_plainly_of_wrong_use_and_bad_files(project_file, tmp_path, capfd):
    path = csv(tmp_path, "Site name,Town\nA,B\n")
    assert main(["import", str(project_file), str(path), "--map", "name"]) == 2
    assert main(["import", str(project_file), str(path), "--map", "nam=Town"]) == 2
    assert main(["import", str(project_file), str(path), "--map", "name=Twon"]) == 3
    assert "Did you mean: Town" in capfd.readouterr().err
    assert main(["import", str(project_file), str(tmp_path / "none.csv")]) == 3
    assert main(["import", str(project_file), str(written(tmp_path / "e.csv", b""))]) == 3
    assert "Traceback" not in capfd.readouterr().err


def test_the_verb_tells_a_person_what_happened(project_file, tmp_path, capfd):
    assert main(["import", str(project_file), str(csv(tmp_path, LIST)), "--dry-run"]) == 0
    printed = capfd.readouterr().out
    assert "2 rows: 2 made" in printed
    assert "Postcode → postcode" in printed
    assert "Neuadd Goffa" in printed
    assert "only a trial" in printed


@pytest.mark.parametrize("name", ["groups.csv", "volunteers.csv"])
def test_whoever_has_a_surname_is_a_person_and_pinned_nowhere(project, tmp_path, name):
    text = "First name,Surname,Address,Postcode,Phone\nMegan,Rees,1 Heol Fach,SA44 6AA,01545 570000\n"
    layer = bring_in(project, csv(tmp_path, text, name), visibility=Audience.PUBLIC)
    person = asset(project)
    assert (person.name.en, person.kind, person.visibility) == ("Megan Rees", AssetKind.PERSON, Audience.TEAM)
    assert not person.whereabouts.tells_a_home
    assert "kind-guessed" in codes(layer)


def test_a_defibrillator_at_a_school_is_not_the_school(project, tmp_path):
    bring_in(project, csv(tmp_path, "Location,Postcode\nCwm Derwen Primary,SA44 6AA\n", "defibrillators.csv"))
    layer = bring_in(project, csv(tmp_path, "Name,Postcode\nCwm Derwen Primary,SA44 6AA\n", "schools.csv"))
    assert layer.made == 1
    assert "perhaps-known" in codes(layer)
    assert [one.kind.value for one in assets(project)] == ["place", "organisation"]


def test_a_common_name_without_a_place_is_not_known_from_another_list(project, tmp_path):
    bring_in(project, csv(tmp_path, "Name,Kind\nVillage Hall,place\n", "one.csv"))
    assert bring_in(project, csv(tmp_path, "Name,Kind,Summary\nVillage Hall,place,Warm\n", "two.csv")).updated == 1
    bring_in(project, csv(tmp_path, "Name,Kind,Grade\nSchool,place,1\n", "three.csv"))
    assert bring_in(project, csv(tmp_path, "Name,Kind,Route\nSchool,place,7\n", "four.csv")).made == 1


def test_two_lists_with_the_same_property_numbers_meet(project, tmp_path):
    one = "UPRN,AssetCode,Site name,Tenure,GeoX,GeoY\n10000480247,10/00022/LAND,Park,Free,395522,223084\n"
    two = "id,uprn,site name,holding\n10/00022/LAND,010000480247,Park,Open space\n10/00023/LAND,7,Park,Open space\n"
    bring_in(project, csv(tmp_path, one, "one.csv"))
    layer = bring_in(project, csv(tmp_path, two, "two.csv"))
    assert (layer.made, layer.updated) == (1, 1)


def test_a_list_larger_than_one_reading_of_the_project_is_known_row_by_row(project, tmp_path, monkeypatch):
    monkeypatch.setattr(known, "_AT_ONCE", 2)
    monkeypatch.setattr(known.Known, "things", property(lambda _known: pytest.fail("read without need")))
    rows = "".join(f"Hall {number},place,LD1 5A{letter}\n" for number, letter in enumerate("ABDEFGH"))
    path = csv(tmp_path, f"Name,Kind,Postcode\n{rows}")
    bring_in(project, path)
    again = bring_in(project, path)
    assert (again.rows, again.unchanged, again.made, again.updated) == (7, 7, 0, 0)


def test_what_the_first_of_two_tables_is_the_second_is_not(project, tmp_path, monkeypatch):
    """All that the first table took stands before what the second is compared with."""
    monkeypatch.setattr(known, "_AT_ONCE", 2)
    path = tmp_path / "two.xlsx"
    book = openpyxl.Workbook()
    for name, letters in (("North", "ABCD"), ("South", "EF")):
        page = book.create_sheet(name)
        page.append(("Name", "Kind", "Postcode"))
        for letter in letters:
            page.append((f"Hall {letter}", "place", "LD1 5AB"))
    del book["Sheet"]
    book.save(path)
    import_files(project, [path], ImportOptions())
    report = import_files(project, [path], ImportOptions())
    assert [(layer.layer, layer.unchanged, layer.made) for layer in report.layers] == [
        ("North", 4, 0),
        ("South", 2, 0),
    ]


def test_contacts_meetings_tags_and_shapes_count_when_a_row_is_said_to_be_known(project, tmp_path):
    header = "Name,Kind,Phone,Phone 2,Tags,Opening times,Latitude,Longitude\n"
    row = "Hall,place,01597 820000,01597 820001,a; b,Monday 2pm,52.1,-3.4\n"
    path = csv(tmp_path, header + row)
    bring_in(project, path)
    assert bring_in(project, path).unchanged == 1
    for old, new in (("820001", "820009"), ("a; b", "a; c"), ("Monday", "Tuesday"), ("52.1", "52.2")):
        assert bring_in(project, csv(tmp_path, header + row.replace(old, new)), dry_run=True).updated == 1, new
