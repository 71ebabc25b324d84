"""A list that was exported, imported into another project and exported again is the same list."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
import shapely
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from asset_mapper.domain.asset import Asset, AssetKind, AssetStatus
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.contact import ContactKind, ContactPoint
from asset_mapper.domain.meeting import Meeting
from asset_mapper.domain.project import CustomField, Project
from asset_mapper.domain.whereabouts import Whereabouts, WhereKind, shape
from asset_mapper.formats.columns import EMPTY_WORDS
from asset_mapper.formats.exporters import csv_table, excel, geojson, geopackage, ods
from asset_mapper.progress import no_progress
from asset_mapper.services import records, sample
from asset_mapper.services.importing import ImportOptions, import_files
from asset_mapper.services.open_project import OpenProject
from asset_mapper.services.publishing import publication
from tests.formats.publications import HOSTILE

TITLE = Bilingual("Cwm Derwen", "Derwen Valley")
FORMATS = (csv_table, excel, ods, geojson, geopackage)
EVERYTHING = ImportOptions(visibility=Audience.PUBLIC, fields_visibility=Audience.PUBLIC)

letters = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\ufffe\uffff")
printable = st.text(letters, min_size=1, max_size=40)
typed = st.one_of(st.sampled_from(HOSTILE), printable, st.lists(printable, min_size=2, max_size=3).map("\n".join))
words = typed.map(str.strip).filter(bool)
one_line = words.map(lambda text: " ".join(text.split())).filter(bool)
tags = (  # a tag such as "none" says nothing to an import
    printable.map(lambda text: " ".join(text.replace(";", "").split()))
    .filter(bool)
    .filter(lambda text: text.casefold() not in EMPTY_WORDS)
)


@st.composite
def bilinguals(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> Bilingual:
    cy, en = draw(st.one_of(st.just(""), texts)), draw(texts)
    return draw(st.sampled_from((Bilingual(cy, en, "cy" if cy else "en"), Bilingual(en, cy, "cy"))))


lon, lat = (
    st.floats(-8, 2).map(lambda number: round(number, 7)),
    st.floats(50, 60).map(lambda number: round(number, 7)),
)
points = st.builds(shapely.Point, lon, lat)
lines = st.just(shapely.LineString([(-4, 52), (-4.1, 52.1), (-4.2, 52)]))
boxes = st.builds(lambda west, south: shapely.box(west, south, west + 0.1, south + 0.1), lon, lat)


@st.composite
def assets(draw: st.DrawFn) -> Asset:
    kind = draw(st.sampled_from([kind for kind in AssetKind if kind is not AssetKind.PERSON]))
    where = draw(
        st.one_of(
            st.just(Whereabouts()),
            st.builds(shape, st.one_of(points, lines, boxes)),
            st.builds(lambda area: Whereabouts(kind=WhereKind.AREA, area=area), bilinguals(one_line)),
        )
    )
    return Asset(
        name=draw(bilinguals(one_line)),
        kind=kind,
        summary=draw(st.one_of(st.none(), bilinguals(words))),
        notes=draw(st.one_of(st.just(""), words)),
        tags=tuple(draw(st.lists(tags, max_size=3, unique_by=str.casefold))),
        status=draw(st.sampled_from(AssetStatus)),
        visibility=draw(st.sampled_from((Audience.TEAM, Audience.PARTNERS, Audience.PUBLIC))),
        whereabouts=where,
        custom=draw(st.dictionaries(st.sampled_from(("Nodyn arall", "=Seddi", "🏴 Lliw")), words, max_size=2)),
    )


def own_of(asset: Asset) -> list[Any]:
    """Give what hangs on an asset."""
    contact = {"asset_id": asset.id, "audience": Audience.PUBLIC}
    return [
        ContactPoint(kind=ContactKind.PHONE, value="+44 1970 623111", **contact),
        ContactPoint(kind=ContactKind.EMAIL, value="post@cwmderwen.example", **contact),
        ContactPoint(kind=ContactKind.WEB, value="https://cwmderwen.example/?a=1&b=2", **contact),
        Meeting(asset_id=asset.id, when=Bilingual("Bob nos Fawrth", "Tuesday nights", "cy")),
    ]


def rows_of(project: OpenProject, folder: Path) -> list[dict[str, str]]:
    """Give what the list of a project says as a CSV has it, in order of the ids."""
    target = folder / "rows.csv"
    csv_table.write(project.read(publication, Audience.TEAM), target, no_progress)
    with target.open(encoding="utf-8-sig", newline="") as content:
        rows = [{heading: cell for heading, cell in row.items() if cell} for row in csv.DictReader(content)]
    return sorted(rows, key=lambda row: row["Dynodwr / Id"])


@pytest.mark.parametrize("module", FORMATS, ids=lambda module: module.EXPORTER.key)
@settings(
    max_examples=6,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(listed=st.lists(assets(), min_size=1, max_size=4))
def test_a_list_that_went_through_another_project_is_the_same_list(module, listed, tmp_path_factory):
    folder = tmp_path_factory.mktemp("round")
    keys = dict.fromkeys(key for asset in listed for key in asset.custom)
    fields = [CustomField(key=key, label=Bilingual(en=key), audience=Audience.PUBLIC) for key in keys]
    file = folder / f"list{module.EXPORTER.suffix}"
    with OpenProject.create(folder / "a.assetmap", Project(title=TITLE)) as project:
        project.apply(records.add, *fields, *listed, *own_of(listed[0]))
        before = rows_of(project, folder)
        module.write(project.read(publication, Audience.TEAM), file, no_progress)
    with OpenProject.create(folder / "b.assetmap", Project(title=TITLE)) as other:
        report = import_files(other, [file], EVERYTHING)
        assert report.as_dict()["refused"] == 0
        after = rows_of(other, folder)
    assert after == before


@pytest.mark.parametrize("module", FORMATS, ids=lambda module: module.EXPORTER.key)
def test_the_whole_sample_goes_through_another_project(module, tmp_path):
    file = tmp_path / f"list{module.EXPORTER.suffix}"
    with sample.make(str(tmp_path / "a.assetmap"), None) as project:
        before = rows_of(project, tmp_path)
        module.write(project.read(publication, Audience.TEAM), file, no_progress)
    with OpenProject.create(tmp_path / "b.assetmap", Project(title=TITLE)) as other:
        import_files(other, [file], EVERYTHING)
        after = rows_of(other, tmp_path)
    for row in (*before, *after):
        del row["Dangosir i / Shown to"]  # people are the team's until an agreement is noted
    assert after == before
