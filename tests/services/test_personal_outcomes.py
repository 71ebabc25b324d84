"""Personal outcomes stand apart from those that people share, wherever they are moved, and stay with the team."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.outcome import PERSONAL_KEY, Framework, Outcome
from asset_mapper.domain.outcome_places import places
from asset_mapper.domain.project import Project
from asset_mapper.services import outcome_moves, outcomes, publishing, records
from asset_mapper.services.importing import ImportOptions, import_files
from asset_mapper.services.open_project import OpenProject

OURS = Framework(key="ours", name=Bilingual(en="Ours"))
OTHERS = Framework(key="others", name=Bilingual(en="Others"))
FED = Outcome(framework_id=OURS.id, code="1", name=Bilingual(en="Fed"))
WARM = Outcome(framework_id=OURS.id, code="2", name=Bilingual(en="Warm"), position=1)
SHOP = Outcome(framework_id=OURS.id, code="3", name=Bilingual(en="Walk to the shop"), parent_id=FED.id, personal=True)
ELSEWHERE = Outcome(framework_id=OTHERS.id, code="1", name=Bilingual(en="Elsewhere"))


@pytest.fixture
def valley(tmp_path):
    with OpenProject.create(tmp_path / "a.assetmap", Project(title=Bilingual(en="Valley"))) as project:
        project.apply(records.add, OURS, OTHERS, FED, WARM, SHOP, ELSEWHERE)
        yield project


def tree(project: OpenProject) -> dict[str, list[object]]:
    """Say what stands where: names, and below a name a list of what is under it."""
    outline = project.read(outcomes.outline)

    def below(framework_id: str, parent_id: str | None) -> list[object]:
        found: list[object] = []
        for line in outline.under(framework_id, parent_id):
            under = below(framework_id, line.outcome.id)
            found += [line.outcome.name.en, under] if under else [line.outcome.name.en]
        return found

    return {framework.name.en: below(framework.id, None) for framework in outline.frameworks}


def found(project: OpenProject, outcome: Outcome) -> Outcome:
    return project.read(lambda uow: uow.outcomes.get(outcome.id))


def test_personal_outcomes_stand_apart_at_the_end_whatever_list_they_are_in(valley):
    assert tree(valley) == {
        "Ours": ["Fed", "Warm"],
        "Others": ["Elsewhere"],
        "Personal outcomes": ["Walk to the shop"],
    }
    assert list(tree(valley))[-1] == "Personal outcomes"


def test_what_became_personal_moves_there_with_what_is_under_it_and_stays_with_the_team(valley):
    below = Outcome(framework_id=OURS.id, code="4", name=Bilingual(en="Blankets"), parent_id=WARM.id)
    valley.apply(records.add, below)
    valley.apply(outcome_moves.move_to_framework, WARM.id, None)
    assert tree(valley)["Ours"] == ["Fed"]
    assert tree(valley)["Personal outcomes"] == ["Walk to the shop", "Warm", ["Blankets"]]
    for outcome in (WARM, below):
        now = found(valley, outcome)
        assert now.personal and now.visibility is Audience.TEAM
    assert len(valley.read(publishing.publication, Audience.PUBLIC).outcomes) == 2  # Fed, Elsewhere
    valley.undo()
    back = found(valley, WARM)
    assert (back.personal, back.visibility, back.position) == (False, WARM.visibility, WARM.position)
    assert tree(valley)["Ours"] == ["Fed", "Warm", ["Blankets"]]


def test_what_leaves_the_personal_ones_is_shared_only_when_someone_says_with_whom(valley):
    valley.apply(records.edit, Outcome, SHOP.id, visibility=Audience.PUBLIC)
    valley.apply(outcome_moves.move_to_framework, SHOP.id, OTHERS.id)
    now = found(valley, SHOP)
    assert (now.personal, now.visibility, now.parent_id) == (False, Audience.TEAM, None)
    assert tree(valley) == {"Ours": ["Fed", "Warm"], "Others": ["Elsewhere", "Walk to the shop"]}


def test_a_code_that_is_taken_in_the_other_list_is_made_anew(valley):
    valley.apply(outcome_moves.move_to_framework, FED.id, OTHERS.id)
    codes = {one.code for one in valley.read(lambda uow: list(uow.outcomes.where(framework_id=OTHERS.id)))}
    assert len(codes) == 3 and found(valley, ELSEWHERE).code == "1"


def test_a_personal_outcome_under_a_shared_one_stays_personal_when_that_moves(valley):
    for step in (
        lambda: valley.apply(outcome_moves.move_to_framework, FED.id, OTHERS.id),
        lambda: valley.apply(outcome_moves.move_outcome, FED.id, ELSEWHERE.id),
    ):
        step()
        assert found(valley, SHOP).personal
        assert tree(valley)["Personal outcomes"] == ["Walk to the shop"]


def test_what_comes_under_a_personal_outcome_is_personal_too(valley):
    valley.apply(outcomes.add_outcome, OURS.id, Bilingual(en="With a stick"), SHOP.id)
    valley.apply(outcome_moves.move_outcome, WARM.id, SHOP.id)
    valley.apply(outcomes.add_personal, Bilingual(en="On her own"), SHOP.id)
    assert tree(valley)["Personal outcomes"] == ["Walk to the shop", ["With a stick", "Warm", "On her own"]]
    assert all(
        (one.personal, one.visibility) == (True, Audience.TEAM)
        for one in valley.read(lambda uow: list(uow.outcomes.where(parent_id=SHOP.id)))
    )


def test_personal_outcomes_move_among_themselves_and_keep_what_they_are_a_part_of(valley):
    done = valley.apply(outcomes.add_personal, Bilingual(en="See them"))
    valley.apply(outcome_moves.move_outcome, done.changes[-1].after.id, None, SHOP.id)
    assert tree(valley)["Personal outcomes"] == ["See them", "Walk to the shop"]
    valley.apply(outcome_moves.move_outcome, SHOP.id, None, done.changes[-1].after.id)
    assert tree(valley)["Personal outcomes"] == ["Walk to the shop", "See them"]
    assert found(valley, SHOP).parent_id == FED.id


def test_all_personal_outcomes_are_removed_in_one_step(valley):
    valley.apply(outcomes.add_personal, Bilingual(en="See them"))
    valley.apply(outcomes.remove_personal)
    assert tree(valley) == {"Ours": ["Fed", "Warm"], "Others": ["Elsewhere"]}
    valley.undo()
    assert tree(valley)["Personal outcomes"] == ["Walk to the shop", "See them"]


def test_a_row_for_the_personal_outcomes_is_personal_though_it_does_not_say_so(valley, tmp_path: Path):
    valley.apply(outcomes.add_personal, Bilingual(en="See them"))
    path = tmp_path / "outcomes.csv"
    path.write_text("Framework,Outcome code,Outcome\nPersonal outcomes,P9,Cook again\n", encoding="utf-8")
    report = import_files(valley, [path], ImportOptions())
    assert report.as_dict()["made"] == 1
    (made,) = valley.read(lambda uow: list(uow.outcomes.where(code="P9")))
    assert made.personal and made.visibility is Audience.TEAM


@pytest.mark.parametrize("audience", [Audience.PARTNERS, Audience.PUBLIC, Audience.ROOM])
def test_nothing_in_the_place_of_personal_outcomes_reaches_others(valley, audience):
    done = valley.apply(outcomes.add_personal, Bilingual(en="See them"))
    valley.apply(records.edit, Outcome, done.changes[-1].after.id, personal=False, visibility=Audience.PUBLIC)
    names = set(valley.read(publishing.publication, audience).outcomes.name_en)
    assert names == {"Fed", "Warm", "Elsewhere"}
    for_team = set(valley.read(publishing.publication, Audience.TEAM).outcomes.name_en)
    assert for_team == names | {"See them", "Walk to the shop"}


@given(st.data())
def test_every_outcome_has_one_place_and_stands_under_its_like(data: st.DataObject):
    apart = Framework(key=PERSONAL_KEY, name=Bilingual(en="Personal"))
    frameworks = [OURS, OTHERS, *([apart] if data.draw(st.booleans()) else [])]
    made = [
        Outcome(
            framework_id=data.draw(st.sampled_from(frameworks)).id,
            code=str(number),
            name=Bilingual(en="One"),
            personal=data.draw(st.booleans()),
        )
        for number in range(data.draw(st.integers(0, 8)))
    ]
    for number, one in enumerate(made):  # any parent at all, circles too
        others = [None, *(other.id for other in made if other.id != one.id)]
        made[number] = replace(one, parent_id=data.draw(st.sampled_from(others)))
    where = places(frameworks, made)
    assert set(where) == {one.id for one in made}
    for one in made:
        place = where[one.id]
        personal = apart.id if apart in frameworks else PERSONAL_KEY
        assert place.framework_id == (personal if one.personal else one.framework_id)
        if place.parent_id is not None:
            assert where[place.parent_id].framework_id == place.framework_id
