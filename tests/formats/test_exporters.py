"""What every exporter promises; its own tests are beside this one."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import Point

from asset_mapper.domain.audience import Audience
from asset_mapper.formats import exporters
from asset_mapper.formats.base import SourceTable
from asset_mapper.formats.exporters import EXPORTERS
from asset_mapper.formats.exporters.base import Exporter
from asset_mapper.formats.importers import read_tables
from asset_mapper.formats.own_lists import is_own, only_lists
from asset_mapper.progress import Cancelled, no_progress
from asset_mapper.services import exporting
from tests.formats import publications
from tests.formats.publications import HOSTILE, publication, uid

LISTS = [one for one in EXPORTERS if one.key in ("csv", "excel", "ods", "geojson", "geopackage", "kml")]
"""Exporters of lists that an import takes again."""

DATA = [*LISTS, *(one for one in EXPORTERS if one.key == "json")]
"""Exporters of data; pages and paper have their tests in tests/pages and tests/printing."""

each_data = pytest.mark.parametrize("exporter", DATA, ids=lambda exporter: exporter.key)
each_list = pytest.mark.parametrize("exporter", LISTS, ids=lambda exporter: exporter.key)
each = pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda exporter: exporter.key)


def cancel_at_once(done: int, total: int, what: str) -> None:
    raise Cancelled


def written(exporter: Exporter, published, folder: Path, name: str = "list") -> Path:
    target = folder / f"{name}{exporter.suffix}"
    target.unlink(missing_ok=True)
    exporter.write(published, target, no_progress)
    return target


def read_back(file: Path) -> list[SourceTable]:
    """Give the lists of assets in a file."""
    tables = list(only_lists(read_tables(file)))
    return [table for table in tables if is_own(table)] or tables


def test_every_exporter_is_in_the_menu():
    modules = [
        importlib.import_module(f"{exporters.__name__}.{module.name}")
        for module in pkgutil.iter_modules(exporters.__path__)
    ]
    assert {id(module.EXPORTER) for module in modules if hasattr(module, "EXPORTER")} == set(map(id, EXPORTERS))


def test_keys_and_endings_tell_exporters_apart():
    assert len({exporter.key for exporter in EXPORTERS}) == len(EXPORTERS)
    assert len({exporter.suffix for exporter in EXPORTERS}) == len(EXPORTERS)
    assert all(exporter.suffix.startswith(".") and exporter.suffix.islower() for exporter in EXPORTERS)


@each
def test_a_cancelled_export_leaves_the_old_file(exporter, village, tmp_path):
    target = tmp_path / f"out{exporter.suffix}"
    target.write_text("old")
    with pytest.raises(Cancelled):
        exporting.export(village, exporter, target, progress=cancel_at_once)
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == [target.name], "nothing is left beside it"


@each_data
def test_an_export_can_be_cancelled_at_every_step(exporter, village, tmp_path):
    steps = 0

    def count(done: int, total: int, what: str) -> None:
        nonlocal steps
        steps += 1

    target = tmp_path / f"out{exporter.suffix}"
    exporting.export(village, exporter, target, count)
    whole = target.read_bytes()
    assert steps >= 2
    for last in range(1, steps + 1):
        left = last

        def until(done: int, total: int, what: str) -> None:
            nonlocal left
            left -= 1
            if not left:
                raise Cancelled

        with pytest.raises(Cancelled):
            exporting.export(village, exporter, target, until)
        assert target.read_bytes() == whole
    assert len(list(tmp_path.iterdir())) == 1


@each_data
@pytest.mark.parametrize("language", ["cy", "en", "both"])
def test_a_publication_without_assets_makes_a_file(exporter, language, tmp_path):
    file = written(exporter, publications.nothing(language), tmp_path)
    assert file.stat().st_size > 0
    nothing = {
        "json": b'"assets":[]',
        "geojson": b'"features":[\n\n]',
        "kml": b"</Style>\n</Document>",
        "geopackage": b"assets_points",
    }
    if exporter.key in nothing:
        assert nothing[exporter.key] in file.read_bytes()
    else:
        assert [len(table) for table in read_back(file)] == [0]


@each_data
def test_the_same_publication_gives_the_same_bytes(exporter, village, tmp_path):
    first, second = written(exporter, village, tmp_path, "one"), written(exporter, village, tmp_path, "two")
    assert first.read_bytes() == second.read_bytes()


@each_data
@pytest.mark.parametrize(
    ("audience", "language"), [(Audience.TEAM, "both"), (Audience.PARTNERS, "cy"), (Audience.PUBLIC, "en")]
)
def test_every_audience_and_language_gets_every_asset(exporter, audience, language, tmp_path):
    published = publications.village(audience, language)
    file = written(exporter, published, tmp_path)
    if exporter.key == "json":
        import orjson

        assert len(orjson.loads(file.read_bytes())["assets"]) == len(published.assets)
        return
    tables = read_back(file)
    assert sum(len(table) for table in tables) == len(published.assets)
    assert all(is_own(table) for table in tables)


def texts_of(tables: list[SourceTable], *ends: str) -> dict[str, str]:
    """Give the texts of one column, by the id of their asset."""
    found = {}
    for table in tables:
        headings = {str(heading).split(" / ")[-1].casefold(): heading for heading in table.frame.columns}
        column = next(headings[end] for end in ends if end in headings)
        ids = table.frame[headings["id"]].tolist()
        found |= dict(zip(ids, table.frame[column].tolist(), strict=True))
    return found


def possible_in_xml(text: str) -> str:
    from asset_mapper.formats.exporters.xml_text import possible

    return possible(text)


@each_list
def test_hostile_texts_come_back_as_they_were(exporter, tmp_path):
    published = publications.village()
    tables = read_back(written(exporter, published, tmp_path))
    names, tags = texts_of(tables, "name (english)", "name_en"), texts_of(tables, "ward")
    for number, text in enumerate(HOSTILE):
        given_text = text.strip() or None
        assert names[uid(2, number)] == (given_text or "blank")
        assert tags[uid(2, number)] == given_text


printable = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60)
lines = st.lists(printable, min_size=1, max_size=3).map("\n".join)
risky = st.builds(lambda start, rest: start + rest, st.sampled_from("=+-@'\t"), printable)
typed = st.one_of(st.sampled_from(HOSTILE), printable, lines, risky).map(str.strip).filter(bool)


@each_list
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.tuples(typed, typed), min_size=1, max_size=8))
def test_whatever_people_type_comes_back(exporter, texts, tmp_path):
    rows = [
        {
            "id": uid(1, number),
            "kind": "group",
            "name_cy": name,
            "name_first": "cy",
            "summary_en": summary,
            "summary_first": "en",
            "where_kind": "shape",
            "geometry": Point(-4, 52),
            "custom": {"Nodyn": summary},
        }
        for number, (name, summary) in enumerate(texts)
    ]
    tables = read_back(written(exporter, publication(rows={"assets": rows}), tmp_path))
    names = texts_of(tables, "name (welsh)", "name_cy")
    summaries, notes = texts_of(tables, "summary (english)", "summary_en"), texts_of(tables, "nodyn")
    for row in rows:
        one = row["id"]
        assert names[one] == seen(exporter, row["name_cy"])
        assert summaries[one] == notes[one] == seen(exporter, row["summary_en"])


def seen(exporter: Exporter, text: str) -> str:
    """Give a text as this kind of file can hold it."""
    return possible_in_xml(text) if exporter.key in ("excel", "ods", "kml") else text


@each_list
def test_places_come_back_where_they_were(exporter, tmp_path):
    import shapely

    published = publications.village()
    tables = read_back(written(exporter, published, tmp_path))
    wanted = dict(zip(published.assets["id"], published.assets.geometry, strict=True))
    if exporter.key in ("csv", "excel", "ods"):
        lon, lat, wkt = texts_of(tables, "longitude"), texts_of(tables, "latitude"), texts_of(tables, "shape (wkt)")
        found = {
            one: shapely.from_wkt(wkt[one])
            if wkt[one]
            else lon[one] and shapely.Point(float(lon[one]), float(lat[one]))
            for one in wanted
        }
    else:
        found = {}
        for table in tables:
            shapes = table.geometry if table.geometry is not None else [None] * len(table)
            found |= dict(zip(table.frame["id"], shapes, strict=True))
    for one, shape in wanted.items():
        if shape is None:
            assert found[one] is None
        else:
            assert shapely.equals_exact(shapely.normalize(found[one]), shapely.normalize(shape), tolerance=1e-7)


@each_data
def test_a_file_says_nothing_of_where_it_was_made(exporter, village, tmp_path, monkeypatch):
    monkeypatch.setenv("USER", "qzuser")
    monkeypatch.setenv("LOGNAME", "qzuser")
    monkeypatch.setattr("platform.node", lambda: "qzmachine")
    import zipfile

    file = written(exporter, village, tmp_path, "qzfile")
    contents = [file.read_bytes()]
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as archive:
            contents += [archive.read(name) for name in archive.namelist()]
    for content in contents:
        assert not any(word in content for word in (b"qzuser", b"qzmachine", b"qzfile", str(tmp_path).encode()))
