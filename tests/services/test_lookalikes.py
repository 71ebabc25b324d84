"""What may be recorded twice: found with a reason, told apart for good in one step, and nobody else's business."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point

from asset_mapper.analysis.duplicates.lookalikes import lookalikes
from asset_mapper.analysis.duplicates.things import Evidence, Grade, Things
from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.contact import ContactKind, ContactPoint
from asset_mapper.domain.whereabouts import shape
from asset_mapper.services import lookalikes as service
from asset_mapper.services import publishing
from asset_mapper.services.open_project import OpenProject
from tests.projects import added, an_asset, everything

HERE = shape(Point(-3.9, 52.4))


def pairs_of(project: OpenProject) -> set[frozenset[str]]:
    return {frozenset((pair.first, pair.second)) for pair in project.read(service.possible_duplicates)}


def test_a_library_in_two_languages_in_one_place_may_be_one(project: OpenProject):
    one, other = added(
        project,
        Asset(name=Bilingual(cy="Llyfrgell Pontydderwen"), kind=AssetKind.PLACE, whereabouts=HERE),
        an_asset("Pontydderwen Library", AssetKind.PLACE, whereabouts=HERE),
    )
    added(project, an_asset("Pontydderwen Museum", AssetKind.PLACE, whereabouts=HERE))
    (pair,) = project.read(service.possible_duplicates)
    assert (pair.first, pair.second, pair.grade) == (one.id, other.id, Grade.TRANSLATED)
    assert pair.why == "The same name in the two languages, the same place."


def test_names_that_are_nearly_the_same_need_something_else_in_common(project: OpenProject):
    one, other = added(project, an_asset("Knit and Natter Club"), an_asset("Knit & Nater Club"))
    assert pairs_of(project) == set()
    phone = {"kind": ContactKind.PHONE, "value": "01234 567890"}
    added(project, ContactPoint(asset_id=one.id, **phone), ContactPoint(asset_id=other.id, **phone))
    assert pairs_of(project) == {frozenset((one.id, other.id))}


def test_two_of_one_name_far_apart_are_two(project: OpenProject):
    added(
        project,
        an_asset("Village Hall", AssetKind.PLACE, whereabouts=HERE),
        an_asset("Village Hall", AssetKind.PLACE, whereabouts=shape(Point(-3.5, 52.4))),
    )
    assert pairs_of(project) == set()


def test_a_person_is_never_the_same_as_a_group(project: OpenProject):
    added(project, an_asset("Megan Morris", AssetKind.PERSON), an_asset("Megan Morris", AssetKind.GROUP))
    assert pairs_of(project) == set()


def test_not_the_same_is_remembered_in_one_step_and_undone(project: OpenProject):
    one, other = added(project, an_asset("Côr y Cwm"), an_asset("Cor y Cwm"))
    before = everything(project)
    assert pairs_of(project)
    step = project.apply(service.are_two, other.id, one.id)
    assert len(step) == 1
    assert pairs_of(project) == set()
    assert len(project.apply(service.are_two, one.id, other.id)) == 0  # once is enough
    project.undo()
    assert pairs_of(project)
    assert everything(project) == before


@pytest.mark.parametrize("audience", [Audience.PARTNERS, Audience.PUBLIC, Audience.ROOM])
def test_only_the_team_sees_what_was_told_apart(project: OpenProject, audience: Audience):
    shown = {"visibility": Audience.PUBLIC}
    one, other = added(project, an_asset("Côr y Cwm", **shown), an_asset("Cor y Cwm", **shown))
    project.apply(service.are_two, one.id, other.id)
    assert len(project.read(publishing.publication, audience, "both").relations) == 0
    assert len(project.read(publishing.publication, Audience.TEAM, "both").relations) == 1


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["Neuadd y Pentref", "Village Hall", "Côr Meibion", "Cor Meibion", "Ystafell 1", "Ystafell 2"]
            ),
            st.sampled_from(["", "SY23 1AA", "SY23 1AB"]),
            st.booleans(),
        ),
        max_size=12,
    )
)
def test_pairs_are_two_different_things_each_pair_once_with_a_reason(rows: list[tuple[str, str, bool]]):
    nothing = float("nan")
    things = Things(
        names=[(name, "") for name, _postcode, _person in rows],
        lon=[nothing] * len(rows),
        lat=[nothing] * len(rows),
        postcodes=[postcode for _name, postcode, _person in rows],
        addresses=[""] * len(rows),
        contacts=[frozenset()] * len(rows),
        people=[person for _name, _postcode, person in rows],
        keys=[""] * len(rows),
    )
    found = lookalikes(things)
    assert all(pair.new < pair.known for pair in found)
    assert len({(pair.new, pair.known) for pair in found}) == len(found)
    for pair in found:
        if pair.evidence is Evidence.POSTCODE:
            assert rows[pair.new][1] == rows[pair.known][1] != ""
        assert {rows[pair.new][0], rows[pair.known][0]} != {"Ystafell 1", "Ystafell 2"}
