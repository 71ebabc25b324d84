"""What is exported and imported again is the same: words in any script, columns of any name, places, meetings."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asset_mapper.domain.asset import Asset, AssetKind, AssetStatus
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual, bilingual
from asset_mapper.domain.change import Change, ChangeSet
from asset_mapper.domain.contact import ContactKind, ContactPoint
from asset_mapper.domain.meeting import Meeting
from asset_mapper.domain.project import CustomField
from asset_mapper.domain.whereabouts import Precision, Whereabouts, WhereKind, confidential, shape
from asset_mapper.formats.exporters import EXPORTERS
from asset_mapper.progress import no_progress
from asset_mapper.services import publishing
from asset_mapper.services.importing import ImportOptions, import_files
from asset_mapper.services.open_project import OpenProject
from tests.formats.publications import HOSTILE

LISTS = [one for one in EXPORTERS if one.key in ("csv", "excel", "ods", "geojson", "geopackage")]
each_list = pytest.mark.parametrize("exporter", LISTS, ids=lambda exporter: exporter.key)

SHAPES = (
    shapely.Point(-3.9123457, 52.0123457),
    shapely.LineString([(-3.9, 52.0), (-3.8, 52.1)]),
    shapely.Polygon([(-3.9, 52.0), (-3.8, 52.0), (-3.8, 52.1)]),
    None,
)


def content(project: OpenProject, exporter, folder) -> bytes:
    """Export for the team in both languages, and give the list as GeoJSON has it, which holds everything."""
    published = project.read(publishing.publication, Audience.TEAM, "both")
    target = folder / f"list{exporter.suffix}"
    exporter.write(published, target, no_progress)
    return target.read_bytes()


def stored(project: OpenProject, records) -> None:
    project.apply(lambda uow: uow.write(ChangeSet("Add", tuple(Change(None, record) for record in records))))


def comes_back(records, exporter, two_files, folder) -> None:
    """Write, import into an empty project, write again: the same."""
    geojson = next(one for one in EXPORTERS if one.key == "geojson")
    first, second = (one.renewed() for one in two_files)
    stored(first, records)
    content(first, exporter, folder)
    before = content(first, geojson, folder / "a")
    options = ImportOptions(visibility=Audience.PUBLIC)
    report = import_files(second, [folder / f"list{exporter.suffix}"], options)
    assert not report.has_errors
    assert in_lines(content(second, geojson, folder / "b")) == in_lines(before)
    again = import_files(second, [folder / f"list{exporter.suffix}"], options)
    assert sum(layer.made + layer.updated for layer in again.layers) == 0


def in_lines(data: bytes) -> list[bytes]:
    """Give the features in order of their ids, since files of several layers have their own order."""
    return sorted(line.rstrip(b",") for line in data.splitlines()[1:-1])


@pytest.fixture
def folder(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    return tmp_path


@each_list
def test_a_village_comes_back(exporter, two_files, folder):
    hall = Asset(
        name=Bilingual(cy="Neuadd Goffa", en="Memorial Hall", first="cy"),
        kind=AssetKind.PLACE,
        summary=Bilingual(cy="Croeso"),
        tags=("neuadd", "cynnes"),
        whereabouts=shape(
            SHAPES[0], Precision.STREET, address="1 Heol Fawr,Llan", postcode="SA44 6AA", uprn="0100123"
        ),
        visibility=Audience.PUBLIC,
        source_key="code:7",
        custom={"Lliw": "NA", "Ward": "-"},
    )
    choir = Asset(
        name=Bilingual(cy="Côr"),
        kind=AssetKind.GROUP,
        whereabouts=Whereabouts(kind=WhereKind.VENUE, venue_id=hall.id),
        status=AssetStatus.UNCHECKED,
        notes="=1+1",
    )
    records = [
        hall,
        choir,
        Asset(name=Bilingual(en="Unknown"), kind=AssetKind.PLACE, whereabouts=confidential(Bilingual(cy="Y cwm"))),
        Asset(
            name=Bilingual(en="Walks"),
            kind=AssetKind.CULTURE,
            whereabouts=Whereabouts(kind=WhereKind.AREA, area=Bilingual(cy="Y dyffryn", en="The valley")),
        ),
        ContactPoint(asset_id=choir.id, kind=ContactKind.PHONE, value="1545570000 (ask for Siôn)"),
        ContactPoint(asset_id=choir.id, kind=ContactKind.EMAIL, value="a@example.org", person="Siôn"),
        Meeting(asset_id=choir.id, venue_id=hall.id, rule="FREQ=WEEKLY;BYDAY=MO"),
        CustomField(key="Lliw", label=Bilingual(cy="Lliw")),
        CustomField(key="Ward", label=Bilingual(en="Ward")),
    ]
    comes_back(records, exporter, two_files, folder)


printable = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1, max_size=30)
words = st.one_of(st.sampled_from(HOSTILE), printable).map(lambda text: " ".join(text.split())).filter(bool)
assets = st.builds(
    lambda cy, en, kind, summary, place, colour, address: Asset(
        name=Bilingual(cy or "", en),
        kind=kind,
        summary=bilingual(summary, None),
        whereabouts=Whereabouts(address=address) if place is None else shape(place, address=address),
        custom={"Lliw": colour} if colour else {},
        visibility=Audience.PUBLIC,
    ),
    st.none() | words,
    words,
    st.sampled_from([kind for kind in AssetKind if kind is not AssetKind.PERSON]),
    st.none() | words,
    st.sampled_from(SHAPES),
    st.none() | words,
    st.just("") | words,
)


@each_list
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=st.lists(assets, min_size=1, max_size=6))
def test_whatever_people_type_comes_back(exporter, records, two_files, tmp_path_factory):
    folder = tmp_path_factory.mktemp("trip")
    (folder / "a").mkdir()
    (folder / "b").mkdir()
    comes_back([*records, CustomField(key="Lliw", label=Bilingual(cy="Lliw"))], exporter, two_files, folder)
