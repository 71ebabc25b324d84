"""The map in the making shows each audience what a publication would, all of it or only what was touched."""

import orjson
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asset_mapper.cartography.live_data import assets_for_page, ground_for_page
from asset_mapper.domain.asset import Asset, AssetKind, AssetStatus
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.whereabouts import NOWHERE, Whereabouts, WhereKind, confidential, shape
from asset_mapper.errors import InvalidValueError, WrongUseError
from asset_mapper.services import live_map, page_data, publishing, records, sample
from asset_mapper.services.live_map import LIVE_AUDIENCES, live_assets
from asset_mapper.services.open_project import OpenProject
from asset_mapper.services.page_data import Numbers
from tests.projects import added, an_asset

SHAPES = (
    shapely.Point(-3.9, 52.1),
    shapely.LineString([(-3.9, 52.1), (-3.8, 52.2), (-3.7, 52.1)]),
    shapely.box(-4.0, 52.0, -3.9, 52.1),
)


def as_published(project: OpenProject, audience: Audience) -> dict[str, tuple[str, str, str, bytes | None, bool]]:
    frame = project.read(publishing.publication, audience).assets
    return {
        row.id: (row.kind, row.name_cy, row.name_en, shapely.to_wkb(row.geometry), row.placed_by == "own")
        for row in frame.itertuples()
    }


def as_live(live: live_map.LiveAssets) -> dict[str, tuple[str, str, str, bytes | None, bool]]:
    return {
        live.ids[row]: (
            *(live.kinds[row], live.names_cy[row], live.names_en[row]),
            *(shapely.to_wkb(live.geometry[row]), live.own[row] and live.geometry[row] is not None),
        )
        for row in range(len(live))
    }


@st.composite
def communities(draw: st.DrawFn) -> list[Asset]:
    made: list[Asset] = []
    for number in range(draw(st.integers(1, 8))):
        venue = draw(st.sampled_from(made)).id if made else None
        wheres = [NOWHERE, confidential(Bilingual(en="A valley")), *(shape(geometry) for geometry in SHAPES)]
        if venue:
            wheres += [Whereabouts(kind=WhereKind.VENUE, venue_id=venue)] * 5
        try:
            made.append(
                an_asset(
                    f"Asset {number}",
                    draw(st.sampled_from(list(AssetKind))),
                    status=draw(st.sampled_from(list(AssetStatus))),
                    visibility=draw(st.sampled_from([Audience.TEAM, Audience.PARTNERS, Audience.PUBLIC])),
                    sensitive=draw(st.booleans()),
                    under_18=draw(st.booleans()),
                    whereabouts=draw(st.sampled_from(wheres)),
                )
            )
        except InvalidValueError:
            continue
    return made


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(assets=communities())
@pytest.mark.parametrize("audience", LIVE_AUDIENCES)
def test_a_live_map_shows_what_a_publication_would(two_files, audience, assets):
    project = two_files[0].renewed()
    added(project, *assets)
    published = as_published(project, audience)
    assert as_live(project.read(live_assets, audience)) == published
    for asset in assets:
        touched = as_live(project.read(live_assets, audience, [asset.id]))
        assert touched.items() <= published.items()
        assert (asset.id in touched) == (asset.id in published)


@pytest.mark.parametrize("audience", LIVE_AUDIENCES)
def test_the_sample_is_shown_live_as_it_is_published(tmp_path, audience):
    with sample.make(tmp_path / "sample.assetmap") as project:
        assert as_live(project.read(live_assets, audience)) == as_published(project, audience)


@pytest.mark.parametrize("audience", [Audience.PARTNERS, Audience.PUBLIC])
def test_whoever_needs_peoples_agreement_is_shown_a_publication_only(file_project, audience):
    with pytest.raises(WrongUseError, match="in the making"):
        file_project.read(live_assets, audience)


def test_what_is_at_a_venue_is_touched_with_it(file_project):
    hall = an_asset("Hall", AssetKind.PLACE, whereabouts=shape(SHAPES[0]))
    room = an_asset("Room", AssetKind.PLACE, whereabouts=Whereabouts(kind=WhereKind.VENUE, venue_id=hall.id))
    club = an_asset("Club", whereabouts=Whereabouts(kind=WhereKind.VENUE, venue_id=room.id))
    added(file_project, hall, room, club)
    file_project.apply(records.edit, Asset, hall.id, whereabouts=shape(shapely.Point(-4.2, 52.4)))
    live = file_project.read(live_assets, Audience.TEAM, [hall.id])
    assert {*live.ids} == {hall.id, room.id, club.id}
    assert {point.x for point in live.geometry} == {-4.2}


def test_an_asset_that_was_hidden_or_removed_is_not_in_the_answer(file_project):
    hall = an_asset("Hall", AssetKind.PLACE, visibility=Audience.PUBLIC)
    shed = an_asset("Shed", AssetKind.PLACE, visibility=Audience.PUBLIC)
    added(file_project, hall, shed)
    file_project.apply(records.edit, Asset, hall.id, visibility=Audience.TEAM)
    file_project.apply(records.remove, Asset, [shed.id])
    assert file_project.read(live_assets, Audience.ROOM, [hall.id, shed.id]).ids == []
    assert file_project.read(live_assets, Audience.TEAM, [hall.id, shed.id]).ids == [hall.id]


def test_a_page_is_sent_numbers_and_no_ids(file_project):
    hall = an_asset("Hall", AssetKind.PLACE, whereabouts=shape(SHAPES[2]))
    added(file_project, hall, an_asset("Somewhere"))
    live = file_project.read(live_assets, Audience.TEAM)
    numbers = {record_id: 7 + place for place, record_id in enumerate(live.ids)}
    sent = assets_for_page(live, numbers.__getitem__)
    assert sent["n"] == [7, 8] and sent["shown"] == "11" and sent["own"] == "10"
    assert [(number, type_) for number, type_, _rings in sent["shapes"]] == [(7, "area")]
    assert sent["lon"][1] is None and hall.id not in str(sent)


def test_a_page_keeps_its_numbers_and_hears_what_is_gone(file_project):
    hall, secret = an_asset("Hall", AssetKind.PLACE), an_asset("Shed", visibility=Audience.TEAM)
    added(file_project, hall, secret)
    numbers = Numbers()
    shown = orjson.loads(file_project.read(page_data.everything, Audience.TEAM, numbers, with_coast=False))
    assert numbers.ids(shown["assets"]["n"]) == [hall.id, secret.id] and shown["gone"] == []
    added(file_project, new := an_asset("Garden"))
    patch = file_project.read(page_data.patch, Audience.TEAM, numbers, [new.id, hall.id])
    assert sorted(patch["assets"]["n"]) == [0, 2], "what it had keeps its number"
    file_project.apply(records.remove, Asset, [hall.id])
    assert file_project.read(page_data.patch, Audience.TEAM, numbers, [hall.id])["gone"] == [0]
    again = orjson.loads(file_project.read(page_data.everything, Audience.ROOM, numbers, with_coast=False))
    assert 1 not in again["assets"]["n"], "the room is not shown what is for the team"
    assert {0, 1} <= set(again["gone"])


def test_the_ground_has_a_coast_only_where_a_county_is_seen(file_project):
    points = [shapely.Point(-4.1, 52.4), shapely.Point(-3.0, 53.2)]
    near, far = (an_asset(name, whereabouts=shape(point)) for name, point in zip("ab", points, strict=True))
    added(file_project, near)
    alone = file_project.read(live_assets, Audience.TEAM)
    assert ground_for_page(alone, [], with_coast=True)["coast"] == []
    added(file_project, far)
    both = file_project.read(live_assets, Audience.TEAM)
    assert ground_for_page(both, [], with_coast=True)["coast"]
    assert ground_for_page(both, [], with_coast=False)["coast"] == []
