"""Postcodes from the files of Ordnance Survey and ONS, and places found by them."""

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asset_mapper.area_pack.postcode_tables import read_postcodes
from asset_mapper.area_pack.postcodes import (
    PostcodeIndex,
    Source,
    compact_postcode,
    written_postcode,
)
from asset_mapper.errors import AssetMapperError, NotFoundError, UnreadableFileError
from asset_mapper.progress import Cancelled

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "postcodes"

CODE_POINT = (
    '"ZZ1 5AB",10,306545,262536,"W92000004","","","","W06000023","W05000312"\r\n'
    '"ZZ101AA",50,318278,176229,"W92000004","","","","W06000015","W05000857"\r\n'
    '"ZZ9 9ZZ",90,0,0,"W92000004","","","","W06000015","W05000857"\r\n'
)
ONSPD_2020 = (
    "pcd,pcd2,pcds,dointr,doterm,oseast1m,osnrth1m,osgrdind,lat,long,lsoa11\n"
    '"ZZ1 5AB","ZZ1  5AB","ZZ1 5AB","198001","","306545","0262536","1",52.253032,-3.370489,"W01000455"\n'
    '"ZZ1 5AC","ZZ1  5AC","ZZ1 5AC","198001","199606","306545","0262536","1",52.253032,-3.370489,"W01000455"\n'
    '"ZZ1 5AD","ZZ1  5AD","ZZ1 5AD","198001","","","","9",99.999999,0.000000,""\n'
    '"BT1 1AA","BT1  1AA","BT1 1AA","198001","","333834","0374114","1",54.6,-5.93,""\n'
)
ONSPD_2025 = (
    "pcd7,pcd8,pcds,dointr,doterm,cty25cd,lad25cd,east1m,north1m,gridind,lat,long,oa21cd\n"
    '"ZZ1 5AB","ZZ1  5AB","ZZ1 5AB","198001","","W9","W06000023","306545","0262536","4",52.253032,-3.370489,""\n'
)


def read(tmp_path, text, name="postcodes.csv", **options):
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_postcodes(path, year=2025, **options)


def kept_and_left_out(found):
    return len(found.index), found.ended, found.nowhere, found.other_licence, found.unreadable, found.repeated


# Reading ---------------------------------------------------------------------------------------------------------


def test_code_point_open_is_known_by_its_shape_with_and_without_a_blank(tmp_path):
    found = read(tmp_path, CODE_POINT)
    assert kept_and_left_out(found) == (2, 0, 1, 0, 0, 0)
    assert found.rows == 3
    place = found.index.find("zz10 1aa")
    assert place.postcode == "ZZ10 1AA"
    assert (place.lon, place.lat) == pytest.approx((-3.17815, 51.47909), abs=1e-4)
    assert place.quality == 50


@pytest.mark.parametrize(("text", "quality"), [(ONSPD_2020, 10), (ONSPD_2025, 40)])
def test_the_postcode_directory_is_known_in_each_years_layout(text, quality, tmp_path):
    place = read(tmp_path, text).index.find("ZZ15AB")
    assert (place.lon, place.lat, place.quality) == (-3.370489, 52.253032, quality)


def test_ended_nowhere_and_northern_irish_postcodes_are_counted_and_left_out(tmp_path):
    found = read(tmp_path, ONSPD_2020)
    assert kept_and_left_out(found) == (1, 1, 1, 1, 0, 0)
    assert found.index.find("ZZ1 5AC") is found.index.find("ZZ1 5AD") is found.index.find("BT1 1AA") is None
    assert read(tmp_path, ONSPD_2020, northern_ireland=True).index.find("bt11aa").lat == 54.6


def test_any_table_with_a_postcode_and_a_position_will_do(tmp_path):
    found = read(tmp_path, "\ufeffPostcode,Ward,Lon,Lat\nZZ1 1ZZ,Somewhere,-4.1,53.2\nhere,,1,2\nZZ1 1ZX,,x,y\n")
    assert kept_and_left_out(found) == (1, 0, 0, 0, 2, 0)
    place = found.index.find("ZZ1 1ZZ")
    assert (place.lon, place.lat, place.quality) == (-4.1, 53.2, 0)
    assert found.index.attribution.text("en") == ""


def test_a_row_that_is_too_short_is_counted_and_nothing_else(tmp_path):
    found = read(tmp_path, "postcode,lat,lon\nZZ1 1ZZ,53,-4\nZZ1 1ZX\nZZ1 1ZY,53.5,-4.5\n")
    assert kept_and_left_out(found) == (2, 0, 1, 0, 0, 0)


def test_points_off_the_grid_are_unreadable(tmp_path):
    found = read(tmp_path, CODE_POINT.replace("306545", "906545"))
    assert kept_and_left_out(found) == (1, 0, 1, 0, 1, 0)


def test_the_best_position_of_a_repeated_postcode_counts(tmp_path):
    twice = CODE_POINT + CODE_POINT.replace('"ZZ101AA",50,318278', '"ZZ10 1AA",20,318300')
    found = read(tmp_path, twice)
    assert found.repeated == 2
    assert found.index.find("ZZ10 1AA").quality == 20


def download(path):
    """Write a zip shaped like Ordnance Survey's download."""
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("Doc/Code-Point_Open_Column_Headers.csv", "PC,PQ,EA,NO,CY,RH,LH,CC,DC,WC\nPostcode,x,x,x\n")
        packed.writestr("Doc/licence.txt", "Open Government Licence")
        packed.writestr("Data/CSV/a.csv", CODE_POINT)
        packed.writestr("Data/CSV/b.csv", CODE_POINT.replace("ZZ1", "ZY1"))
        packed.writestr("Data/names.csv", "code,name\n1,One\n")
    return path


def test_a_download_is_read_as_it_comes(tmp_path):
    found = read_postcodes(download(tmp_path / "codepo_gb.zip"), year=2026)
    assert len(found.index) == 4
    assert found.index.sources == (Source("code-point-open", 2026),)


def test_an_unpacked_download_is_the_same(tmp_path):
    packed = download(tmp_path / "codepo_gb.zip")
    with zipfile.ZipFile(packed) as whole:
        whole.extractall(tmp_path / "folder")
    one, other = (read_postcodes(path, year=2026) for path in (packed, tmp_path / "folder"))
    assert one.index.codes.tolist() == other.index.codes.tolist()
    assert one.rows == other.rows


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"name,address\nHall,High Street\n",
        b"postcode\nZZ1 1ZZ\n",
        b"\x89PNG\r\n\x1a\n" + bytes(300),
        b"a" * 500_000,
    ],
)
def test_a_file_without_postcodes_is_said_in_a_sentence(content, tmp_path):
    with pytest.raises(UnreadableFileError, match=r"postcodes\.csv holds no postcodes"):
        read(tmp_path, content)


def test_a_missing_file_an_empty_folder_and_a_damaged_zip_are_said_in_a_sentence(tmp_path):
    with pytest.raises(NotFoundError, match="no file"):
        read_postcodes(tmp_path / "none.csv", year=2025)
    with pytest.raises(UnreadableFileError, match="holds no postcodes"):
        read_postcodes(tmp_path, year=2025)
    whole = download(tmp_path / "whole.zip").read_bytes()
    damaged = bytearray(whole)
    at = whole.index(CODE_POINT.encode()[:20])
    damaged[at : at + 5] = b"?????"
    with pytest.raises(UnreadableFileError, match="damaged"):
        read(tmp_path, bytes(damaged), "half.zip")


def test_a_header_alone_is_a_table_without_postcodes(tmp_path):
    found = read(tmp_path, ONSPD_2020.splitlines()[0] + "\n")
    assert len(found.index) == found.rows == 0
    assert found.index.find("ZZ1 5AB") is None


def test_reading_can_be_stopped(tmp_path):
    def stop(done, total, what):
        raise Cancelled

    with pytest.raises(Cancelled):
        read(tmp_path, CODE_POINT, progress=stop)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rest=st.binary(max_size=300) | st.text(',"\n\r ABZ0123.-', max_size=300).map(str.encode))
@pytest.mark.parametrize("start", [b"", CODE_POINT.encode(), ONSPD_2020.encode()])
def test_any_bytes_end_in_a_sentence_or_in_counts_that_add_up(start, rest, tmp_path):
    try:
        found = read(tmp_path, start + rest)
    except AssetMapperError as error:
        assert "postcodes.csv" in str(error)
    else:
        assert found.rows == sum(kept_and_left_out(found))


# The index -------------------------------------------------------------------------------------------------------

letters = st.sampled_from("ABCDEFGHJKLMNOPQRSTUVWXYZ")
postcodes = st.from_regex(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}", fullmatch=True)
places = st.tuples(st.integers(-180_000_000, 180_000_000), st.integers(-90_000_000, 90_000_000), st.integers(0, 90))


def index_of(found, sources=()):
    codes = sorted(found)
    lons, lats, qualities = (
        np.array([found[code][part] for code in codes], dtype=kind) for part, kind in enumerate(("i4", "i4", "u1"))
    )
    return PostcodeIndex(np.array([code.encode() for code in codes], dtype="S7"), lons, lats, qualities, sources)


@given(st.dictionaries(postcodes, places, max_size=30), st.lists(postcodes, max_size=5))
def test_what_is_in_the_index_is_found_and_nothing_else(found, others):
    index = index_of(found)
    for code, (lon, lat, quality) in found.items():
        place = index.find(f" {written_postcode(code).lower()}\u00a0")
        assert (place.postcode, place.quality) == (written_postcode(code), quality)
        assert (place.lon, place.lat) == (lon / 1e6, lat / 1e6)
    for code in others:
        assert (index.find(code) is None) == (code not in found)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=st.dictionaries(postcodes, places, max_size=30))
def test_an_index_is_read_back_as_it_was_saved(found, tmp_path):
    index = index_of(found, (Source("ons", 2025), Source("table", 2020)))
    path = tmp_path / "a.postcodes"
    index.save(path)
    first = path.read_bytes()
    index.save(path)
    assert path.read_bytes() == first
    back = PostcodeIndex.load(path)
    assert back.sources == index.sources
    for name in ("codes", "lons", "lats", "qualities"):
        assert getattr(back, name).tolist() == getattr(index, name).tolist()
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "text", ["", "ZZ1", "ZZ1 1Z", "1ZZ 1ZZ", "ZZZ1 1ZZ", "ZZ1 1ZZ2", "ZZ١ 1ZZ", "ZZ1-1ZZ", "\x00" * 7]
)
def test_what_is_not_a_postcode_is_not_looked_for(text):
    assert compact_postcode(text) is None
    assert index_of({}).find(text) is None


def saved(tmp_path, **parts):
    """Save an index of which some parts are others."""
    sound = {
        "version": np.array([1]),
        "codes": np.array([b"ZZ11ZZ", b"ZZ12ZZ"], dtype="S7"),
        "lons": np.zeros(2, dtype=np.int32),
        "lats": np.zeros(2, dtype=np.int32),
        "qualities": np.zeros(2, dtype=np.uint8),
        "sources": np.array([b"ons 2025"], dtype="S40"),
    }
    path = tmp_path / "a.postcodes"
    with path.open("wb") as file:
        np.savez(file, **(sound | parts))
    return path


def test_an_index_of_these_tests_is_read_when_it_is_right(tmp_path):
    assert len(PostcodeIndex.load(saved(tmp_path))) == 2


@pytest.mark.parametrize(
    "parts",
    [
        {"version": np.array([2])},
        {"codes": np.array([b"ZZ12ZZ", b"ZZ11ZZ"], dtype="S7")},
        {"codes": np.array([b"ZZ11ZZ", b"ZZ11ZZ"], dtype="S7")},
        {"codes": np.array(["ZZ11ZZ", "ZZ12ZZ"])},
        {"codes": np.array(["ZZ11ZZ", 5], dtype=object)},
        {"lons": np.zeros(3, dtype=np.int32)},
        {"lons": np.zeros((2, 1), dtype=np.int32)},
        {"lats": np.full(2, 91_000_000, dtype=np.int32)},
        {"lons": np.full(2, -(2**31), dtype=np.int32)},
        {"qualities": np.zeros(2)},
        {"sources": np.array([b"ons"], dtype="S40")},
        {"sources": np.array([5])},
    ],
)
def test_an_index_that_was_tampered_with_is_refused(parts, tmp_path):
    with pytest.raises(UnreadableFileError, match="not a postcode index"):
        PostcodeIndex.load(saved(tmp_path, **parts))


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x05\x06" + bytes(18), b"PK\x03\x04" + bytes(50)])
def test_what_is_not_an_index_is_refused(content, tmp_path):
    path = tmp_path / "a.postcodes"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match="not a postcode index"):
        PostcodeIndex.load(path)


def test_an_index_cut_short_or_changed_is_refused_or_sound(tmp_path):
    index_of({"ZZ11ZZ": (1, 2, 10), "ZZ12ZZ": (3, 4, 20)}, (Source("ons", 2025),)).save(tmp_path / "a.postcodes")
    whole = (tmp_path / "a.postcodes").read_bytes()
    path = tmp_path / "b.postcodes"
    for place in range(0, len(whole), 3):
        for content in (whole[:place], whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]):
            path.write_bytes(content)
            try:
                assert len(PostcodeIndex.load(path)) == 2
            except UnreadableFileError as error:
                assert "b.postcodes" in str(error)


def test_an_index_that_unpacks_to_gigabytes_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("asset_mapper.area_pack.postcodes._LARGEST_PART", 1_000)
    large = io.BytesIO()
    np.savez_compressed(large, codes=np.zeros(100_000, dtype="S7"))
    path = tmp_path / "a.postcodes"
    path.write_bytes(large.getvalue())
    with pytest.raises(UnreadableFileError):
        PostcodeIndex.load(path)


def test_the_credits_name_each_source_once_and_say_that_the_welsh_is_a_draft():
    index = index_of({}, (Source("code-point-open", 2025), Source("ons", 2025), Source("table", 2025)))
    assert index.attribution.draft_cy
    assert index.attribution.text("en").split(" · ") == [
        "Contains OS data © Crown copyright and database right 2025",
        "Contains Royal Mail data © Royal Mail copyright and database right 2025",
        "Contains National Statistics data © Crown copyright and database right 2025",
        "Source: Office for National Statistics licensed under the Open Government Licence v.3.0",
    ]
    assert index.attribution.text("cy").startswith("Yn cynnwys data OS")


# Real files ------------------------------------------------------------------------------------------------------

if REAL.is_dir():

    @pytest.mark.parametrize(
        ("name", "kept", "ended", "nowhere"),
        [
            ("codepoint_open_ld.csv", 2_194, 0, 0),
            ("codepoint_open_cf.csv", 23_067, 0, 0),
            ("nspl_nov_2021_ld.csv", 2_216, 451, 0),
            ("onspd_sample_2020.csv", 1_913, 3_254, 1),
            ("trafford_postcodes.csv", 11_264, 0, 0),
        ],
    )
    def test_real_files_are_read_whole(name, kept, ended, nowhere):
        found = read_postcodes(REAL / name, year=2021)
        assert kept_and_left_out(found) == (kept, ended, nowhere, 0, 0, 0)

    def test_a_layout_without_header_that_is_not_known_is_refused():
        with pytest.raises(UnreadableFileError, match="holds no postcodes"):
            read_postcodes(REAL / "scottish_postcode_directory_SmallUser.csv", year=2021)

    def test_the_grid_gives_the_degrees_that_ons_publishes(tmp_path):
        published = REAL / "nspl_nov_2021_ld.csv"
        by_degrees = read_postcodes(published, year=2021).index
        header, rest = published.read_text().split("\n", 1)
        renamed = header.replace(",lat,long,", ",x,y,")
        by_grid = read(tmp_path, f"{renamed}\n{rest}").index
        assert by_grid.codes.tolist() == by_degrees.codes.tolist()
        assert np.abs(by_grid.lats - by_degrees.lats).max() < 60  # 0.00006°, some 6 m: without the national grid file
        assert np.abs(by_grid.lons - by_degrees.lons).max() < 90
