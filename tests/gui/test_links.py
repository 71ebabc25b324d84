"""Linking an asset to an outcome in the window: by code or name, in one sentence, and with the keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.link import Direction, FourCo, Link
from asset_mapper.services import links
from asset_mapper.services.names import Named, matching
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import link_form
from asset_mapper.ui.dialogs.link_form import LinkForm
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.widgets.record_field import RecordField

Settled = Callable[[], None]
OPTIONS = (
    Named("1", "WFG1", "Cymru lewyrchus", "A prosperous Wales"),
    Named("2", "WFG3", "Cymru iachach", "A healthier Wales"),
    Named("3", "NI-03", "Ymddygiad ffordd iach o fyw oedolion", "Adults with healthy lifestyle behaviours"),
)


@pytest.fixture
def form(qtbot: QtBot, window: MainWindow, context: Context, settled: Settled) -> Callable[..., LinkForm]:
    """Give a function that opens the form by one of its doors."""

    def opened(door: Callable[..., None], of: object) -> LinkForm:
        door(context, of)
        settled()
        found = [child for child in window.findChildren(LinkForm) if child.isVisible()]
        assert len(found) == 1
        return found[0]

    return opened


def outcome_coded(context: Context, code: str) -> str:
    assert context.project is not None
    return context.project.read(links.coded_outcome, code).id


def links_of(context: Context, asset_id: str) -> list[Link]:
    assert context.project is not None
    return context.project.read(lambda uow: list(uow.links.where(asset_id=asset_id)))


def any_assets(context: Context, most: int) -> list[str]:
    assert context.project is not None
    return context.project.read(lambda uow: [asset.id for asset in uow.assets.all()][:most])


@pytest.mark.parametrize("typed", ["wfg3", "iachach", "healthier wales", "CYMRU IACH", "wales health"])
def test_an_outcome_is_found_by_its_code_and_by_its_names_in_both_languages(typed: str):
    assert "2" in [one.id for one in matching(typed, OPTIONS)]


def test_what_begins_with_the_words_comes_before_what_holds_them_somewhere():
    inside = Named("9", "", "", "Unhealthy air")
    assert [one.id for one in matching("health", (inside, *OPTIONS))] == ["2", "3", "9"]


@given(st.sampled_from(OPTIONS), st.data())
def test_any_part_of_a_name_finds_it(one: Named, data: st.DataObject):
    name = data.draw(st.sampled_from((one.cy, one.en)))
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))
    assert one in matching(name[start:end], OPTIONS)


def test_the_field_takes_the_only_one_that_fits_when_it_is_left(qtbot: QtBot):
    field = RecordField(OPTIONS)
    qtbot.addWidget(field)
    field.show()
    qtbot.keyClicks(field, "prosper")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.value == "1"
    qtbot.keyClicks(field, "x")
    assert field.value is None


def test_what_fits_is_chosen_with_the_arrow_keys(qtbot: QtBot):
    twins = (Named("8", "", "", "Hall", AssetKind.PLACE), Named("9", "", "", "Hall", AssetKind.PLACE))
    field = RecordField((*OPTIONS, *twins))
    qtbot.addWidget(field)
    field.show()
    qtbot.waitExposed(field)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "hall")
    popup = field.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    assert field.value is None
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert (field.text(), field.value) == ("Hall", "9")


def test_a_name_that_only_one_has_can_be_typed_to_its_end(
    qtbot: QtBot, context: Context, form: Callable[..., LinkForm]
):
    shown = form(link_form.add, any_assets(context, 1)[0])
    qtbot.keyClicks(shown.other, "a prosperous wales")
    assert shown.other.text() == "a prosperous wales"
    assert shown.other.value == outcome_coded(context, "WFG1")
    shown.other.editingFinished.emit()
    assert shown.other.text().startswith("WFG1 ")


def test_half_a_name_that_two_have_chooses_neither(qtbot: QtBot):
    field = RecordField(OPTIONS)
    qtbot.addWidget(field)
    field.show()
    qtbot.keyClicks(field, "health")
    field.editingFinished.emit()
    assert field.value is None


def test_an_asset_is_linked_by_keyboard_in_one_sentence(
    qtbot: QtBot, context: Context, form: Callable[..., LinkForm], settled: Settled
):
    (asset_id,) = any_assets(context, 1)
    before = links_of(context, asset_id)
    shown = form(link_form.add, asset_id)
    qtbot.keyClicks(shown.other, "WFG7")
    shown.other.editingFinished.emit()
    shown.how.set_value(Bilingual(cy="Mae'n cadw dŵr yn lân", first="cy"))
    shown.spoken.choose("cy")
    shown.co.choose(FourCo.DELIVER)
    shown.save.click()
    settled()
    (made,) = [link for link in links_of(context, asset_id) if link not in before]
    assert made.outcome_id == outcome_coded(context, "WFG7")
    assert (made.how, made.co, made.direction) == (
        Bilingual(cy="Mae'n cadw dŵr yn lân", first="cy"),
        FourCo.DELIVER,
        Direction.HELPS,
    )
    context.undo()
    settled()
    assert links_of(context, asset_id) == before


def test_without_an_outcome_the_form_stays_and_says_what_to_do(
    context: Context, form: Callable[..., LinkForm], settled: Settled
):
    (asset_id,) = any_assets(context, 1)
    before = links_of(context, asset_id)
    shown = form(link_form.add, asset_id)
    shown.how.set_value(Bilingual(en="It brings people together"))
    shown.save.click()
    settled()
    assert shown.isVisible() and shown.how.text_in("en") == "It brings people together"
    assert "outcome" in shown.problem.text()
    assert links_of(context, asset_id) == before


def test_a_national_measure_is_contributed_to_and_not_moved(context: Context, form: Callable[..., LinkForm]):
    assert context.project is not None
    national = context.project.read(
        lambda uow: next((outcome for outcome in uow.outcomes.all() if outcome.contributes_only), None)
    )
    assert national is not None
    shown = form(link_form.add, any_assets(context, 1)[0])
    assert not shown.national.isVisible()
    assert shown.other.accessibleName() == "Supports the outcome"
    shown.other.choose(national.id)
    assert shown.national.isVisible()
    assert shown.other.accessibleName() == "Contributes to"


def test_a_link_is_changed_and_taken_away_with_undo(
    context: Context, form: Callable[..., LinkForm], settled: Settled
):
    assert context.project is not None
    before = context.project.read(lambda uow: next(link for link in uow.links.all() if link.asset_id))
    shown = form(link_form.edit, before.id)
    assert shown.other.value == before.outcome_id
    shown.direction.choose(Direction.HARMS)
    shown.save.click()
    settled()
    after = context.project.read(lambda uow: uow.links.get(before.id))
    assert (after.direction, after.how, after.co) == (Direction.HARMS, before.how, before.co)
    form(link_form.edit, before.id).remove.click()
    settled()
    assert context.project.read(lambda uow: uow.links.find(before.id)) is None
    context.undo()
    settled()
    assert context.project.read(lambda uow: uow.links.find(before.id)) == after


def test_what_is_typed_survives_another_language(context: Context, form: Callable[..., LinkForm]):
    shown = form(link_form.add, any_assets(context, 1)[0])
    shown.other.setText("iach")
    shown.how.set_value(Bilingual(en="Neighbours meet"))
    context.speak("cy")
    assert shown.other.text() == "iach" and shown.how.text_in("en") == "Neighbours meet"
    assert shown.save.text() == "Cadw"
    context.speak("en")


def test_several_assets_are_linked_in_one_step(context: Context, form: Callable[..., LinkForm], settled: Settled):
    chosen = any_assets(context, 3)
    shown = form(link_form.add_many, chosen)
    shown.other.choose(outcome_coded(context, "WFG6"))
    shown.save.click()
    settled()
    goal = outcome_coded(context, "WFG6")
    assert all(any(link.outcome_id == goal for link in links_of(context, asset_id)) for asset_id in chosen)


def test_an_outcome_says_which_asset_supports_it(context: Context, form: Callable[..., LinkForm], settled: Settled):
    goal = outcome_coded(context, "WFG1")
    shown = form(link_form.support, goal)
    (asset_id,) = any_assets(context, 1)
    shown.other.choose(asset_id)
    shown.save.click()
    settled()
    assert goal in [link.outcome_id for link in links_of(context, asset_id)]


def test_an_outcome_leads_to_another_but_never_to_itself(
    context: Context, form: Callable[..., LinkForm], settled: Settled
):
    assert context.project is not None
    start, end = outcome_coded(context, "WFG1"), outcome_coded(context, "WFG2")
    shown = form(link_form.step, start)
    shown.other.choose(start)
    assert shown.other.value is None
    shown.other.choose(end)
    shown.save.click()
    settled()
    steps = context.project.read(lambda uow: list(uow.links.where(from_outcome_id=start, outcome_id=end)))
    assert len(steps) == 1
