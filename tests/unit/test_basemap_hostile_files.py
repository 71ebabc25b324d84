"""Damaged files, and files made to do harm: a sentence each, in little time and memory, and nothing of theirs out."""

import gzip
import json
import os
import sqlite3
import struct
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pmtiles.tile import Compression, TileType

from asset_mapper.area_pack import mbtiles
from asset_mapper.area_pack.attribution import pieces_of, plain
from asset_mapper.area_pack.basemap import open_basemap
from asset_mapper.area_pack.clipping import clip
from asset_mapper.area_pack.tiles import TooLargeError, inflate, layer_names, type_of
from asset_mapper.errors import AssetMapperError, NotFoundError, UnreadableFileError, WrongUseError
from tests.unit.basemap_samples import PNG, REAL, gz, make_mbtiles, make_pmtiles, varint, vector_tile

WORLD = (-179.0, -80.0, 179.0, 80.0)


def use(path):
    """Do all that is ever done with a basemap."""
    return clip(open_basemap(path), WORLD, 1_000_000, min_zoom=0)


# Not a basemap at all --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "neither MBTiles nor PMTiles"),
        (b"<!DOCTYPE html>", "neither MBTiles nor PMTiles"),
        (b"PK\x03\x04" + bytes(100), "Unpack it"),
        (b"SQLite format 3\x00", "cannot be read as MBTiles"),
        (b"SQLite format 3\x00" + bytes(52) + b"GPKG" + bytes(28), "is a GeoPackage"),
        (b"PMTiles", "cannot be read as PMTiles"),
        (b"PMTiles\x03" + bytes(119), "packed in a way"),
        (b"PMTiles\x03" + bytes([255]) * 119, "cannot be read as PMTiles"),
        (b"PMTiles\x02" + bytes(300), "version 2"),
    ],
)
def test_what_is_not_a_basemap_is_said_in_a_sentence(content, sentence, tmp_path):
    path = tmp_path / "cynnwys.dat"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match=sentence) as caught:
        open_basemap(path)
    assert "cynnwys.dat" in str(caught.value)


def test_a_missing_file_and_a_folder_are_said_in_a_sentence(tmp_path):
    with pytest.raises(NotFoundError, match="no basemap"):
        open_basemap(tmp_path / "none.mbtiles")
    with pytest.raises(UnreadableFileError, match="cannot be opened"):
        open_basemap(tmp_path)


def test_a_name_with_marks_and_spaces_is_opened(tmp_path):
    path = make_mbtiles(tmp_path / "Dŵr % 100? #1 & co.mbtiles", {(0, 0, 0): PNG})
    assert open_basemap(path).name == "Dŵr % 100? #1 & co"


def test_a_file_that_is_being_written_with_a_log_beside_it_is_read(tmp_path):
    path = make_mbtiles(tmp_path / "a.mbtiles", {(0, 0, 0): PNG})
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("INSERT INTO tiles VALUES (1, 0, 0, ?)", (PNG,))
        connection.commit()
        assert open_basemap(path).max_zoom == 1
    connection.close()


# Empty and damaged -----------------------------------------------------------------------------------------------


def test_a_file_without_tiles_is_refused(tmp_path):
    with pytest.raises(UnreadableFileError, match="holds no map tiles"):
        open_basemap(make_mbtiles(tmp_path / "a.mbtiles", {}))


@pytest.mark.parametrize("tile", [b"hello", b"\x1f\x8bnot gzip", b"<svg onload='alert(1)'/>", bytes(20)])
def test_tiles_of_an_unknown_kind_are_refused(tile, tmp_path):
    with pytest.raises(UnreadableFileError, match="cannot be drawn"):
        open_basemap(make_mbtiles(tmp_path / "a.mbtiles", {(0, 0, 0): tile}))


def test_a_page_among_the_images_is_refused(tmp_path):
    path = make_mbtiles(tmp_path / "a.mbtiles", {(0, 0, 0): PNG, (1, 0, 0): b"<script>alert(1)</script>"})
    with pytest.raises(UnreadableFileError, match="something else among its images"):
        use(path)


@pytest.mark.parametrize("value", ["text", 12, 1.5])
def test_a_tile_that_is_not_bytes_is_refused(value, tmp_path):
    path = make_mbtiles(tmp_path / "a.mbtiles", {(0, 0, 0): PNG, (1, 0, 0): value})
    with pytest.raises(UnreadableFileError, match="cannot be read as MBTiles"):
        use(path)


def test_missing_and_empty_tiles_are_passed_over(tmp_path):
    path = make_mbtiles(tmp_path / "a.mbtiles", {(0, 0, 0): PNG, (1, 0, 0): None, (1, 1, 0): b""})
    assert use(path).tiles == 1


def test_the_first_of_two_equal_places_counts(tmp_path):
    path = make_mbtiles(tmp_path / "a.mbtiles", {(0, 0, 0): PNG})
    with sqlite3.connect(path) as connection:
        connection.execute("DROP INDEX tile_index")
        connection.execute("INSERT INTO tiles VALUES (0, 0, 0, ?)", (PNG + b"later",))
    connection.close()
    clipped = use(path)
    assert clipped.tiles == 1
    assert b"later" not in clipped.pmtiles


def sample(tmp_path, container):
    tiles = {(z, x, (1 << z) // 2): gz(vector_tile(filling=os.urandom(300))) for z in range(5) for x in range(1 << z)}
    make = {"mbtiles": make_mbtiles, "pmtiles": make_pmtiles}[container]
    return make(tmp_path / f"a.{container}", tiles, {"name": "a", "attribution": "b"})


@pytest.mark.parametrize("container", ["mbtiles", "pmtiles"])
def test_a_file_cut_short_is_refused_wherever_it_ends(container, tmp_path):
    whole = sample(tmp_path, container).read_bytes()
    path = tmp_path / "short"
    for length in range(0, len(whole), max(len(whole) // 40, 1)):
        path.write_bytes(whole[:length])
        with pytest.raises(UnreadableFileError, match="short"):
            use(path)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
@pytest.mark.parametrize("container", ["mbtiles", "pmtiles"])
def test_damage_anywhere_ends_in_a_sentence_or_in_a_map(container, data, tmp_path):
    path = tmp_path / f"a.{container}"
    if not path.exists():
        sample(tmp_path, container)
    whole = bytearray(path.read_bytes())
    front = st.integers(0, min(len(whole), 2_000) - 1)
    for place in data.draw(st.lists(front | st.integers(0, len(whole) - 1), min_size=1, max_size=8)):
        whole[place] = data.draw(st.integers(0, 255))
    damaged = tmp_path / "damaged"
    damaged.write_bytes(whole)
    try:
        clipped = use(damaged)
    except AssetMapperError as error:
        assert str(error)
    else:
        assert len(clipped.pmtiles) <= 1_000_000


# Made to do harm: MBTiles ----------------------------------------------------------------------------------------


def with_tiles_as(tmp_path, view):
    path = make_mbtiles(tmp_path / "a.mbtiles", {(0, 0, 0): PNG})
    with sqlite3.connect(path) as connection:
        connection.executescript(f"ALTER TABLE tiles RENAME TO stored; CREATE VIEW tiles AS {view};")
    connection.close()
    return path


def test_a_view_without_end_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(mbtiles, "_PATIENCE_S", 0.2)
    path = with_tiles_as(
        tmp_path,
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
        "SELECT -i AS zoom_level, 0 AS tile_column, 0 AS tile_row, x'00' AS tile_data FROM n",
    )
    with pytest.raises(UnreadableFileError, match="cannot be read as MBTiles"):
        open_basemap(path)


def test_a_tile_larger_than_memory_allows_is_never_read(tmp_path):
    path = with_tiles_as(
        tmp_path,
        "SELECT 0 AS zoom_level, 0 AS tile_column, 0 AS tile_row, zeroblob(900000000) AS tile_data",
    )
    tracemalloc.start()
    with pytest.raises(UnreadableFileError):
        use(path)
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_a_stored_tile_beyond_the_budget_is_weighed_and_not_read(tmp_path):
    tiles = {(0, 0, 0): PNG, (1, 0, 0): PNG + bytes(3_000_000)}
    path = make_mbtiles(tmp_path / "a.mbtiles", tiles)
    basemap = open_basemap(path)
    tracemalloc.start()
    clipped = clip(basemap, WORLD, 1_000_000, min_zoom=0)
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()
    assert clipped.max_zoom == 0
    assert clipped.left_out


@pytest.mark.parametrize(
    "view",
    [
        "SELECT 1 AS zoom_level",
        "SELECT load_extension('x') AS zoom_level, 0 AS tile_column, 0 AS tile_row, x'00' AS tile_data",
        "SELECT readfile('/etc/passwd') AS zoom_level, 0 AS tile_column, 0 AS tile_row, x'00' AS tile_data",
        "SELECT * FROM tiles",
    ],
)
def test_a_view_that_does_something_else_is_refused(view, tmp_path):
    with pytest.raises(UnreadableFileError, match="cannot be read as MBTiles"):
        use(with_tiles_as(tmp_path, view))


@pytest.mark.parametrize(
    "place",
    ["'a', 0, 0", "1.5, 0, 0", "1, 0.5, 0", "1, -3, 9", "99, 0, 0", "9e18, 9e18, 9e18", "NULL, NULL, NULL"],
)
def test_tiles_in_places_that_do_not_exist_are_not_cut_out(place, tmp_path):
    path = with_tiles_as(
        tmp_path,
        "SELECT zoom_level, tile_column, tile_row, tile_data FROM stored UNION ALL "
        f"SELECT {place}, x'89504e470d0a1a0a'",
    )
    try:
        assert use(path).tiles == 1
    except UnreadableFileError as error:
        assert "a.mbtiles" in str(error)


def test_metadata_without_end_is_cut(tmp_path):
    path = make_mbtiles(tmp_path / "a.mbtiles", {(0, 0, 0): PNG}, {"name": "a\u202e\x00b" + "x" * 5_000})
    with sqlite3.connect(path) as connection:
        connection.executemany("INSERT INTO metadata VALUES (?, ?)", [(f"k{n}", "v") for n in range(5_000)])
        connection.execute("INSERT INTO metadata VALUES ('description', zeroblob(20000000))")
        connection.execute("INSERT INTO metadata VALUES (NULL, NULL)")
    connection.close()
    name = open_basemap(path).name
    assert name.startswith("abxxx")
    assert len(name) == 200


@pytest.mark.parametrize(
    "listed",
    [
        "[" * 100_000,
        "{",
        "[]",
        "null",
        '{"vector_layers": 5}',
        '{"vector_layers": [5, {}, {"id": 7}, {"id": "\\u0000"}]}',
    ],
)
def test_a_list_of_layers_that_is_none_is_passed_over(listed, tmp_path):
    path = make_mbtiles(tmp_path / "a.mbtiles", {(0, 0, 0): vector_tile(("sea",))}, {"json": listed})
    assert set(open_basemap(path).vector_layers) <= {"sea"}


def test_layers_without_number_are_cut(tmp_path):
    many = json.dumps({"vector_layers": [{"id": f"l{n}"} for n in range(10_000)]})
    path = make_mbtiles(tmp_path / "a.mbtiles", {(0, 0, 0): vector_tile(("sea",))}, {"json": many})
    assert len(open_basemap(path).vector_layers) == 200


# Made to do harm: PMTiles ----------------------------------------------------------------------------------------


def directory(*entries):
    """Pack entries of (step, run, length, offset + 1)."""
    numbers = [len(entries), *(entry[part] for part in range(4) for entry in entries)]
    return gz(b"".join(varint(number) for number in numbers))


def archive(path, root, leaves=b"", data=PNG, metadata=b"{}", *, internal=Compression.GZIP):
    """Write an archive of given parts, right or wrong."""
    packed = gz(metadata)
    sizes = [127]
    for part in (root, packed, leaves, data):
        sizes.append(sizes[-1] + len(part))
    offsets = struct.pack(
        "<8Q", sizes[0], len(root), sizes[1], len(packed), sizes[2], len(leaves), sizes[3], len(data)
    )
    codes = bytes([1, internal.value, Compression.NONE.value, TileType.PNG.value, 0, 0])
    area = struct.pack("<4i", -1800000000, -850000000, 1800000000, 850000000)
    head = b"PMTiles\x03" + offsets + struct.pack("<3Q", 1, 1, 1) + codes + area
    path.write_bytes(head.ljust(127, b"\x00") + root + packed + leaves + data)
    return path


def test_the_archives_of_these_tests_are_read_when_they_are_right(tmp_path):
    path = archive(tmp_path / "a", directory((0, 1, 8, 1)))
    assert use(path).tiles == 1


def test_directories_may_be_three_deep(tmp_path):
    last = directory((0, 1, 8, 1))
    middle = directory((0, 0, len(last), 1))
    root = directory((0, 0, len(middle), len(last) + 1))
    assert use(archive(tmp_path / "a", root, last + middle)).tiles == 1


@pytest.mark.parametrize(
    "root",
    [
        b"",
        b"not gzip",
        gz(b""),
        gz(b"\x00"),
        gz(b"\xff" * 20),
        gz(varint(5) + b"\x00"),
        directory((0, 1, 8, 0)),  # nothing to come right after
        directory((0, 1, 0, 1)),  # a tile of no bytes
        directory((0, 1, 8, 1), (0, 1, 8, 1)),  # twice the same place
        directory((0, 3, 8, 1), (1, 1, 8, 1)),  # tiles that overlap
        directory((1 << 63, 1, 8, 1)),
        directory((0, 1, 8, 1 << 50)),  # beyond the end
        directory((0, 1, 1 << 40, 1)),
        directory((0, 0, 100, 1)),  # a directory that is not there
    ],
)
def test_a_directory_that_is_wrong_is_refused(root, tmp_path):
    with pytest.raises(UnreadableFileError, match="cannot be read as PMTiles"):
        use(archive(tmp_path / "a", root))


def test_directories_that_point_at_each_other_end(tmp_path):
    loop = directory((0, 0, 40, 1), (1, 0, 40, 1))
    padded = loop.ljust(40, b"\x00")
    for leaves in (padded, loop):
        with pytest.raises(UnreadableFileError):
            use(archive(tmp_path / "a", directory(*[(n > 0, 0, len(leaves), 1) for n in range(1_000)]), leaves))


def test_a_directory_that_unpacks_to_gigabytes_is_refused_in_little_memory(tmp_path):
    bomb = gzip.compress(bytes(200_000_000), mtime=0)
    assert len(bomb) < 300_000
    for path in (
        archive(tmp_path / "a", bomb),
        archive(tmp_path / "b", directory((0, 0, len(bomb), 1)), bomb),
    ):
        tracemalloc.start()
        with pytest.raises(UnreadableFileError):
            use(path)
        assert tracemalloc.get_traced_memory()[1] < 40_000_000
        tracemalloc.stop()


@pytest.mark.parametrize("metadata", [b"", b"[", b"[" * 100_000, b"\xff\xfe"])
def test_metadata_that_is_not_json_is_refused(metadata, tmp_path):
    with pytest.raises(UnreadableFileError):
        open_basemap(archive(tmp_path / "a", directory((0, 1, 8, 1)), metadata=metadata))


def test_metadata_of_another_shape_is_passed_over(tmp_path):
    for metadata in (b"[]", b"5", b'{"name": 7, "attribution": {}, "vector_layers": "x", "bounds": []}'):
        path = archive(tmp_path / "a.pmtiles", directory((0, 1, 8, 1)), metadata=metadata)
        assert open_basemap(path).name == "a"


def test_a_run_of_tiles_without_end_is_read_as_far_as_the_map_goes(tmp_path):
    path = archive(tmp_path / "a", directory((0, 1 << 40, 8, 1)))
    clipped = clip(open_basemap(path), (-4.2, 53.1, -4.0, 53.3), 100_000, min_zoom=0)
    assert clipped.tiles < 100_000
    assert len(clipped.pmtiles) <= 100_000


@pytest.mark.parametrize("packing", [Compression.BROTLI, Compression.ZSTD, Compression.UNKNOWN])
def test_directories_packed_otherwise_are_refused(packing, tmp_path):
    with pytest.raises(UnreadableFileError, match="packed in a way"):
        open_basemap(archive(tmp_path / "a", directory((0, 1, 8, 1)), internal=packing))


def test_tiles_packed_otherwise_are_refused(tmp_path):
    made = make_pmtiles(tmp_path / "a", {(0, 0, 0): b"\x28\xb5\x2f\xfd"}, tile_compression=Compression.ZSTD)
    with pytest.raises(UnreadableFileError, match="packed in a way"):
        open_basemap(made)


def test_a_budget_for_less_than_the_first_tile_says_so(tmp_path):
    path = archive(tmp_path / "a", directory((0, 1, 5_008, 1)), data=PNG + bytes(5_000))
    with pytest.raises(WrongUseError, match="Not even the coarsest part"):
        clip(open_basemap(path), WORLD, 4_000, min_zoom=0)


# Tiles -----------------------------------------------------------------------------------------------------------


@given(st.binary(max_size=200))
def test_any_bytes_can_be_asked_what_they_are(data):
    assert type_of(data) in (None, "mvt", "png", "jpg", "webp")
    assert type_of(gz(data)) in (None, "mvt")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20), min_size=1, max_size=5))
def test_layer_names_are_read_back(names):
    assert layer_names(vector_tile(names)) == layer_names(gz(vector_tile(names))) == tuple(names)


def test_unpacking_stops_at_its_limit():
    assert inflate(gz(bytes(1_000)), 1_000) == bytes(1_000)
    with pytest.raises(TooLargeError):
        inflate(gz(bytes(1_001)), 1_000)
    with pytest.raises(ValueError, match="cut short"):
        inflate(gz(bytes(1_000))[:-3], 1_000)


# Attribution -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "text", "links"),
    [
        ("© Pawb &amp; neb", "© Pawb & neb", []),
        ('<a href="https://a.example/x?y=1">A</a>, B', "A, B", ["https://a.example/x?y=1"]),
        ("<a href='javascript:alert(1)'>A</a>", "A", []),
        ("<a href='JavaScript&#58;alert(1)'>A</a>", "A", []),
        ("<a href='data:text/html,x'>A</a>", "A", []),
        ("<a href='//a.example'>A</a>", "A", []),
        ("<a href='https://user:word@a.example'>A</a>", "A", []),
        ("<a href='https://[a'>A</a>", "A", []),
        ("<a href='http://a.example/\"onclick=x'>A</a>", "A", []),
        ("<script>alert(1)</script><style>p{}</style>A<img src=x onerror=alert(1)>", "A", []),
        ("<b>A</b><br>B<p>C", "A B C", []),
        ("A\u202eB\u0000C\u2028D", "AB\ufffdC D", []),
        ("1 < 2 & 3 > 2", "1 < 2 & 3 > 2", []),
        ("<a href='https://a.example'>A", "A", ["https://a.example"]),
        ("", "", []),
        ("   ", "", []),
    ],
)
def test_attribution_is_text_and_links_of_the_web(html, text, links):
    pieces = pieces_of(html)
    assert "".join(piece.text for piece in pieces).replace("\ufffd", "") == text.replace("\ufffd", "")
    assert [piece.href for piece in pieces if piece.href] == links


@given(st.text(max_size=300) | st.text("<>a href='\"https:/.=&;scriptsyle ", max_size=300))
def test_any_text_gives_visible_text_and_sound_links(html):
    for piece in pieces_of(html):
        assert piece.text
        assert piece.text.isprintable() or "\ufffd" in piece.text
        assert not piece.href or piece.href.startswith(("http://", "https://", "HTTP", "Http"))


@given(st.text(max_size=500), st.integers(1, 50))
def test_plain_text_is_one_short_line(text, limit):
    made = plain(text, limit)
    assert len(made) <= limit
    assert not set(made) & set("\n\r\t\x00\u202e\u2028")


if REAL.is_dir():

    def test_a_real_map_cut_short_is_refused(tmp_path):
        whole = (REAL / "basemaps" / "protomaps_vector_firenze.pmtiles").read_bytes()
        path = tmp_path / "short.pmtiles"
        for length in (100, 400, 1_000, len(whole) // 2):
            path.write_bytes(whole[:length])
            with pytest.raises(UnreadableFileError):
                clip(open_basemap(path), (11.2, 43.75, 11.3, 43.8), 100_000_000, min_zoom=0)
