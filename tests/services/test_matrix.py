"""The matrix of what supports which goal, by kinds and by areas."""

import pytest
from shapely.geometry import Point, box

from asset_mapper.domain.area import Area
from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.evidence import Coverage, Evidence, EvidenceKind
from asset_mapper.domain.link import Direction
from asset_mapper.domain.outcome import Framework, Outcome
from asset_mapper.domain.whereabouts import Whereabouts, WhereKind, shape
from asset_mapper.services import links, matrix
from asset_mapper.services.matrix import Leaning, Rows
from tests.projects import added, an_asset


@pytest.fixture
def tree(project):
    """A framework with a goal that has a part, and one that nothing supports yet."""
    framework = Framework(key="local", name=Bilingual(en="Local"))
    goal = Outcome(framework_id=framework.id, code="G1", name=Bilingual(en="Well"))
    part = Outcome(framework_id=framework.id, code="G1.1", name=Bilingual(en="Warm"), parent_id=goal.id)
    bare = Outcome(framework_id=framework.id, code="G2", name=Bilingual(en="Safe"), position=1)
    return added(project, framework, goal, part, bare)


def test_what_supports_a_part_counts_for_its_goal_and_the_best_that_is_known_is_said(project, tree):
    framework, goal, part, bare = tree
    choir, hall = added(project, an_asset("Choir"), an_asset("Hall", AssetKind.PLACE))
    project.apply(links.contribute_all, [choir.id, hall.id], part.id)
    project.apply(links.contribute, choir.id, goal.id)
    link = project.read(lambda uow: next(iter(uow.links.where(asset_id=choir.id, outcome_id=part.id))))
    added(
        project,
        Evidence(link_id=link.id, kind=EvidenceKind.COUNT, coverage=Coverage.LEVEL, summary=Bilingual(en="Counted")),
    )
    shown = project.read(matrix.matrix, framework.id)
    assert [one.code for one in shown.goals] == ["G1", "G2"]
    assert shown.rows == tuple(kind.value for kind in AssetKind)
    entries = shown.entries("group", goal.id)
    assert (len(entries), matrix.best(entries)) == (2, Coverage.LEVEL)
    assert len(shown.entries("place", goal.id)) == 1
    assert shown.entries("group", bare.id) == () and matrix.best(()) is Coverage.NONE


def test_harm_is_not_lost_in_the_count(project, tree):
    framework, goal, *_rest = tree
    choir = added(project, an_asset("Choir"))
    project.apply(links.contribute, choir.id, goal.id)
    assert matrix.leaning(project.read(matrix.matrix, framework.id).entries("group", goal.id)) is Leaning.HELPS
    project.apply(links.contribute, choir.id, goal.id, direction=Direction.HARMS)
    assert matrix.leaning(project.read(matrix.matrix, framework.id).entries("group", goal.id)) is Leaning.BOTH


def test_links_to_other_frameworks_do_not_count(project, tree):
    framework = tree[0]
    other = Framework(key="other", name=Bilingual(en="Other"))
    elsewhere = Outcome(framework_id=other.id, code="X", name=Bilingual(en="Elsewhere"))
    choir = added(project, other, elsewhere, an_asset("Choir"))[-1]
    project.apply(links.contribute, choir.id, elsewhere.id)
    assert project.read(matrix.matrix, framework.id).cells == {}


def test_an_asset_is_in_the_area_that_was_said_or_in_the_smallest_boundary_around_it(project, tree):
    framework, goal, *_rest = tree
    wide, narrow = box(-4, 52, -3, 53), box(-3.6, 52.4, -3.4, 52.6)
    added(project, Area(name=Bilingual(en="County"), geometry=wide), Area(name=Bilingual(en="Ward"), geometry=narrow))
    hall = an_asset("Hall", AssetKind.PLACE, whereabouts=shape(Point(-3.5, 52.5)))
    assets = added(
        project,
        hall,
        an_asset("Choir", whereabouts=Whereabouts(kind=WhereKind.VENUE, venue_id=hall.id)),
        an_asset("Bus", whereabouts=shape(Point(-3.9, 52.1))),
        an_asset("Refuge", whereabouts=Whereabouts(kind=WhereKind.CONFIDENTIAL, area=Bilingual(en="Somewhere"))),
        an_asset("Nowhere"),
    )
    project.apply(links.contribute_all, [asset.id for asset in assets], goal.id)
    shown = project.read(matrix.matrix, framework.id, Rows.AREAS)
    counted = {row: sorted(entry.asset.name.en for entry in shown.entries(row, goal.id)) for row in shown.rows}
    assert counted == {"County": ["Bus"], "Somewhere": ["Refuge"], "Ward": ["Choir", "Hall"], "": ["Nowhere"]}
    assert shown.rows[-1] == "" and matrix.row_label(Rows.AREAS, "") == "Area not yet recorded"


def test_outcomes_that_stand_in_a_circle_stand_for_themselves():
    one = Outcome(framework_id="f", code="1", name=Bilingual(en="One"))
    two = Outcome(framework_id="f", code="2", name=Bilingual(en="Two"), parent_id=one.id)
    one = Outcome(id=one.id, framework_id="f", code="1", name=Bilingual(en="One"), parent_id=two.id)
    assert matrix.goal_of(one, {one.id: one, two.id: two}) is one
