"""Which column holds what: by its name in both languages, and by what is in it."""

import pandas as pd
import pytest

from asset_mapper.errors import NotFoundError, WrongUseError
from asset_mapper.formats.base import Findings, SourceTable
from asset_mapper.formats.columns import BY_KEY, FIELDS, check_told, match_columns, number_of, spelled_out, squeezed


def table(columns, file="list.csv", layer=""):
    frame = pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in columns.items()}, dtype=object)
    return SourceTable(file=file, layer=layer, frame=frame, rows=range(2, 2 + len(frame)))


def matched(columns, told=None, **where):
    findings = Findings()
    found = match_columns(table(columns, **where), told or {}, findings)
    return {heading: match.field for heading, match in found.items()}, found, findings.all()


@pytest.mark.parametrize(
    ("heading", "values", "field"),
    [
        ("Enw", ["Neuadd Goffa", "Capel"], "name"),
        ("Enw'r grŵp", ["Côr", "Clwb"], "name"),
        ("PropertyName", ["Town Hall", "Depot"], "name"),
        ("Enw / Name", ["Côr", "Clwb"], "name"),
        ("Name (Welsh)", ["Côr", "Clwb"], "name_cy"),
        ("Cod post", ["SA44 6AA", "LD1 1AA"], "postcode"),
        ("PostCode", ["SA44 6AA", "LD1 1AA"], "postcode"),
        ("charity_contact_postcode", ["SA44 6AA", "LD1 1AA"], "postcode"),
        ("Ffôn", ["01545 570000", "01597 820000"], "phone"),
        ("E-bost", ["a@example.org", "b@example.org"], "email"),
        ("Gwefan", ["https://example.org", "www.example.org"], "web"),
        ("Cyfeiriad", ["1 Heol Fawr", "2 Heol Fach"], "address"),
        ("Address Line 1", ["1 Heol Fawr", "2 Heol Fach"], "address_1"),
        ("Lledred", ["52.1", "52.2"], None),  # half a position
        ("Oriau agor", ["Llun 10:00-12:00", "Iau 9:00-17:00"], "opening"),
        ("Disgrifiad", ["Croeso i bawb", "Te a sgwrs"], "summary"),
        ("Categori", ["Chwaraeon", "Cerdd"], "tags"),
        ("UPRN", ["100012797623", "10023108527"], "uprn"),
        ("descriptio", ["A garden", "An orchard"], "summary"),  # cut off by a shapefile
        ("Adress", ["1 High Street", "2 High Street"], "address"),  # misspelled
        ("WD13NMW", ["Treganna", "Y Rhath"], "name_cy"),
    ],
)
def test_a_column_is_known_by_its_name(heading, values, field):
    beside = {} if field in ("name", "name_cy") else {"Enw": ["Neuadd", "Capel"]}
    fields, _found, _said = matched({**beside, heading: values})
    assert fields[heading] == field


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (["SA44 6AA", "LD1 1AA", "CF10 1AA"], "postcode"),
        (["a@example.org", "b@example.org"], "email"),
        (["SN 581 817", "SO 123 456"], "grid_reference"),
        (["POINT (-3.9 52.0)", "POINT (-3.8 52.1)"], "wkt"),
        (["FREQ=WEEKLY;BYDAY=TU", "FREQ=MONTHLY;BYDAY=1MO"], "rule"),
        (["https://example.org/a", "https://example.org/b"], "web"),
        (["029 2087 0000", "01545 570000"], "phone"),
        (["(52.1, -3.9)", "(52.2, -3.8)"], "position"),
    ],
)
def test_a_column_is_known_by_what_is_in_it(values, field):
    fields, found, _said = matched({"name": ["A", "B", "C"][: len(values)], "zzz": values})
    assert fields["zzz"] == field
    assert found["zzz"].confidence < 0.9, "Less sure than when the name says so too."
    assert found["zzz"].why


def test_a_name_that_its_values_belie_is_not_believed():
    fields, _found, _said = matched({"name": ["A", "B"], "Email": ["ask at the desk", "none yet"]})
    assert fields["Email"] is None


@pytest.mark.parametrize(
    ("heading", "other"),
    [
        ("ward_name", "site_name"),
        ("contact name", "Group name"),
        ("Funding Org:Name", "Recipient Org:Name"),
        ("LocalityName", "CommonName"),
    ],
)
def test_names_of_other_things_are_not_the_name(heading, other):
    fields, _found, _said = matched({heading: ["Cathays", "Roath"], other: ["Hall", "Club"]})
    assert fields[other] == "name"
    assert fields[heading] != "name"


def test_two_columns_never_feed_one_field_and_it_is_said_which_was_left():
    fields, _found, said = matched({"WARD": ["Abbey", "Bathwick"], "Name": ["A", "B"], "Ward name": ["x", "y"]})
    assert list(fields.values()).count("area") == 1
    assert [(finding.code, finding.column) for finding in said] == [("second-column", "Ward name")]


def test_x_and_y_are_metres_or_degrees_by_their_values():
    metres = matched({"Name": ["A"], "GeoX": ["395522"], "GeoY": ["223084"]})[0]
    degrees = matched({"Name": ["A"], "GeoX": ["-2.35"], "GeoY": ["53.38"]})[0]
    assert (metres["GeoX"], metres["GeoY"]) == ("easting", "northing")
    assert (degrees["GeoX"], degrees["GeoY"]) == ("longitude", "latitude")


@pytest.mark.parametrize(("x", "y"), [("12", "34"), ("151.2", "-33.8"), ("450000", "5700000")])
def test_x_and_y_are_never_guessed(x, y):
    fields, _found, said = matched({"Name": ["A"], "X": [x], "Y": [y]})
    assert fields["X"] is fields["Y"] is None
    assert [finding.code for finding in said] == ["coordinates-unclear"]


def test_half_a_position_is_no_position():
    fields, _found, said = matched({"Name": ["A"], "Latitude": ["52.1"]})
    assert fields["Latitude"] is None
    assert "half-a-position" in [finding.code for finding in said]


def test_categories_that_are_kinds_are_the_kind():
    assert matched({"Name": ["A", "B"], "Type": ["Grŵp", "Lle"]})[0]["Type"] == "kind"
    assert matched({"Name": ["A", "B"], "Kind": ["Badminton", "Golf"]})[0]["Kind"] == "tags"


def test_without_a_name_what_says_which_one_it_is_stands_in_and_it_is_said():
    fields, found, said = matched(
        {"Site Address": ["1 Heol Fawr", "2 Heol Fach"], "Tenure": ["Freehold", "Freehold"]}
    )
    assert fields["Site Address"] == "name"
    assert found["Site Address"].also == "address"
    assert found["Site Address"].confidence < 0.6
    assert [finding.code for finding in said] == ["name-guessed"]


def test_without_anything_like_a_name_it_is_asked_for():
    assert "no-name-column" in [finding.code for finding in matched({"From": ["A"], "To": ["B"]})[2]]


def test_a_column_that_does_not_tell_rows_apart_is_hardly_the_name():
    columns = {"Organisation": ["Cheltenham"] * 12, "Site name": [f"Site {n}" for n in range(12)]}
    assert matched(columns)[0] == {"Organisation": None, "Site name": "name"}


def test_a_heading_like_the_sheet_is_what_its_things_are_called():
    assert (
        matched({"Health Board": ["Powys", "Gwent"], "Postcode": ["LD1 1AA", "NP18 3XQ"]}, layer="Health Boards")[0][
            "Health Board"
        ]
        == "name"
    )


def test_an_id_has_to_be_there_and_different_in_every_row():
    assert matched({"Name": ["A", "B"], "AssetCode": ["x/1", "x/2"]})[0]["AssetCode"] == "source_id"
    assert matched({"Name": ["A", "B"], "AssetCode": ["x/1", "x/1"]})[0]["AssetCode"] is None
    assert matched({"Name": ["A", "B"], "AssetCode": ["x/1", None]})[0]["AssetCode"] is None


def test_what_a_person_says_wins():
    told = check_told([("name", "site address")], [table({"Name": ["A"], "Site Address": ["B"]})])
    fields, found, _said = matched({"Name": ["A"], "Site Address": ["B"]}, told)
    assert fields == {"Name": None, "Site Address": "name"}
    assert found["Site Address"].confidence == 1.0


def test_a_wrong_field_or_column_is_told_what_is_near():
    sheet = table({"Site Address": ["A"], "Post code": ["B"]})
    with pytest.raises(WrongUseError, match="postcode"):
        check_told([("postcod", "Post code")], [sheet])
    with pytest.raises(NotFoundError, match="Site Address"):
        check_told([("name", "Site adress")], [sheet])
    with pytest.raises(WrongUseError, match="one column"):
        check_told([("name", "Site Address"), ("name", "Post code")], [sheet])
    assert check_told([("tags", "Site Address"), ("tags", "Post code")], [sheet]) == {
        "tags": ["Site Address", "Post code"]
    }


def test_every_field_has_a_label_and_names_that_are_its_own():
    assert len(BY_KEY) == len(FIELDS)
    for field in FIELDS:
        assert field.label
        assert field.names
        fields, _found, _said = matched({field.names[0]: ["A"]})
        assert set(fields.values()) <= {*BY_KEY, None}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12.0),
        ("−3.9", -3.9),
        ("395,522", 395522.0),
        ("51,48", 51.48),
        ("1e3", 1000.0),
        ("", None),
        ("12 m", None),
        (None, None),
        ("1.2.3", None),
    ],
)
def test_numbers_are_read_as_people_write_them(text, number):
    assert number_of(text) == number


def test_headings_are_parted_into_words():
    assert spelled_out("charity_contactPostCode1") == "charity contact post code 1"
    assert squeezed("Enw’r Grŵp (Cymraeg)") == "enwrgrwpcymraeg"
