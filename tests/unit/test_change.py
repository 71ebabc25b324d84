"""Changes and steps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.change import Change, ChangeSet

HALL, BENCH = (Asset(name=Bilingual(en=name), kind=AssetKind.PLACE) for name in ("Hall", "Bench"))

changes = st.lists(
    st.sampled_from((Change(None, HALL), Change(HALL, None), Change(BENCH, BENCH), Change(None, BENCH))), max_size=5
).map(tuple)


def test_a_change_is_of_something():
    with pytest.raises(ValueError, match="nothing"):
        Change(None, None)


def test_a_change_does_not_make_one_record_into_another():
    with pytest.raises(ValueError, match="into another"):
        Change(HALL, BENCH)


@given(changes)
def test_taking_back_twice_is_the_step_itself(made):
    step = ChangeSet("Add", made)
    assert step.inverted().inverted() == step
    assert [change.record.id for change in step.inverted()] == [change.record.id for change in reversed(made)]


def test_a_step_of_nothing_is_false():
    assert not ChangeSet("Edit")
    assert len(ChangeSet("Add", (Change(None, HALL),)) + ChangeSet("", (Change(None, BENCH),))) == 2
