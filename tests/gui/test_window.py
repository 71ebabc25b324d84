"""Stories of the window: what an officer does on Monday, by keyboard, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.consent import ConsentHow, Purpose
from asset_mapper.i18n import set_language
from asset_mapper.services import records
from asset_mapper.ui import menus
from asset_mapper.ui.context import Context, Message
from asset_mapper.ui.dialogs import asset_form
from asset_mapper.ui.dialogs.asset_form import AssetForm
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.models.asset_table import AssetTableModel
from asset_mapper.ui.views.assets_page import AssetsPage

Settled = Callable[[], None]


@pytest.fixture
def page(window: MainWindow) -> AssetsPage:
    shown = window.show_view("assets")
    assert isinstance(shown, AssetsPage)
    return shown


def named(context: Context, name: str) -> list[Asset]:
    assert context.project is not None
    return context.project.read(
        lambda uow: [asset for asset in uow.assets.all() if name in (asset.name.cy, asset.name.en)]
    )


def test_the_table_keeps_qts_rules_and_follows_every_step(
    qtmodeltester: object, page: AssetsPage, context: Context, settled: Settled
):
    before = page.model.rowCount()
    qtmodeltester.check(page.model)  # type: ignore[attr-defined]
    context.apply(records.add, Asset(name=Bilingual(cy="Ŵyl y Cwm"), kind=AssetKind.CULTURE))
    settled()
    assert page.model.rowCount() == before + 1
    context.undo()
    settled()
    assert page.model.rowCount() == before


def test_an_asset_is_typed_in_one_line_and_the_next_can_come(
    qtbot: QtBot, window: MainWindow, page: AssetsPage, context: Context, settled: Settled
):
    window.actions_by_id["asset.add"][1].trigger()
    line = window.quick_entry.line
    qtbot.keyClicks(line, "Pwyth a phaned, group, bob dydd Mawrth 2yp, Neuadd Bentref Pontydderwen")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled()
    (made,) = named(context, "Pwyth a phaned")
    assert (made.kind, made.whereabouts.kind) == (AssetKind.GROUP, "venue")
    assert (line.text(), context.selection) == ("", (made.id,))
    assert page.model.row_of(made.id) >= 0


def test_what_cannot_be_kept_stays_in_the_line_with_a_sentence(
    qtbot: QtBot, window: MainWindow, context: Context, settled: Settled
):
    window.quick_entry.begin()
    settled()
    qtbot.keyClicks(window.quick_entry.line, "Nia, person, plumber")
    qtbot.keyClick(window.quick_entry.line, Qt.Key.Key_Return)
    settled()
    assert "Nia" in window.quick_entry.question.question.text()
    qtbot.keyClick(window.quick_entry.question, Qt.Key.Key_Escape)
    assert window.quick_entry.line.text() == "Nia, person, plumber"
    assert "not kept" in window.quick_entry.problem.text()
    assert named(context, "Nia") == []


def test_a_person_is_not_saved_before_their_agreement_is_chosen(
    qtbot: QtBot, window: MainWindow, context: Context, settled: Settled
):
    form = AssetForm(context, None, [], AssetKind.PERSON, window)
    qtbot.addWidget(form)
    form.name.set_value(Bilingual(cy="Nia T."))
    form.save.click()
    settled()
    assert named(context, "Nia T.") == []
    assert form.problem.text()
    form.consents[Purpose.HOLD].choose(ConsentHow.SPOKEN)
    form.save.click()
    settled()
    (nia,) = named(context, "Nia T.")
    assert context.project is not None
    (consent,) = context.project.read(lambda uow: list(uow.consents.where(asset_id=nia.id)))
    assert (consent.purpose, consent.how) == (Purpose.HOLD, ConsentHow.SPOKEN)


def test_a_person_has_no_pin(qtbot: QtBot, window: MainWindow, context: Context):
    form = AssetForm(context, None, [], AssetKind.PERSON, window)
    qtbot.addWidget(form)
    form.show()
    assert not form.position.isVisible() and not form.postcode.isVisible() and not form.address.isVisible()


def test_a_removal_is_undone_from_the_message_bar(
    qtbot: QtBot, window: MainWindow, page: AssetsPage, context: Context, settled: Settled
):
    before = page.model.rowCount()
    said: list[Message] = []
    context.said.connect(said.append)
    context.select([page.model.id_at(0)])
    window.actions_by_id["asset.delete"][1].trigger()
    settled()
    assert page.model.rowCount() == before - 1
    assert said[-1].act is not None
    said[-1].act()
    settled()
    assert page.model.rowCount() == before


def test_search_narrows_the_list_and_accents_make_no_difference(
    qtbot: QtBot, window: MainWindow, page: AssetsPage, context: Context, settled: Settled
):
    everything = page.model.rowCount()
    search = next(field for field in window.findChildren(QLineEdit) if field.accessibleName() == "Search")
    qtbot.keyClicks(search, "cor")
    qtbot.waitUntil(lambda: context.filter.words == "cor")
    settled()
    assert 0 < page.model.rowCount() < everything
    assert any("Côr" in page.model.line_at(row).name("cy") for row in range(page.model.rowCount()))


def test_the_language_changes_everywhere_without_losing_what_is_typed(
    qtbot: QtBot, window: MainWindow, page: AssetsPage, context: Context
):
    window.quick_entry.begin()
    qtbot.keyClicks(window.quick_entry.line, "Clwb")
    context.speak("cy")
    rail = window.findChild(QAbstractButton, "rail-assets")
    assert rail is not None and rail.text() == "Asedau"
    assert page.model.headerData(0, Qt.Orientation.Horizontal) == "Enw"
    assert window.quick_entry.line.text() == "Clwb"
    context.speak("en")
    assert rail.text() == "Assets"


def test_every_action_has_words_and_its_own_shortcut():
    actions = menus.all_actions()
    shortcuts = [action.shortcut for action in actions if action.shortcut]
    assert all(action.label for action in actions)
    assert len(shortcuts) == len(set(shortcuts))
    ids = {action.id for action in actions}
    assert {item for menu in menus.MENUS for item in menu.items} - {menus.LINE} <= ids


def test_undo_and_redo_name_their_step_in_the_menu(window: MainWindow, context: Context, settled: Settled):
    undo, redo = (window.actions_by_id[key][1] for key in ("history.undo", "history.redo"))
    assert context.project is not None
    hall = context.project.read(lambda uow: next(iter(uow.assets.all())))
    context.apply(records.save, hall, replace(hall, notes="Ring first"), "Fish & chips")
    settled()
    settled()
    assert (undo.text(), redo.text()) == ("Undo: Fish && chips", "Redo")
    context.speak("cy", keep=False)
    assert undo.text() == "Dadwneud: Fish && chips"
    context.undo()
    settled()
    settled()
    assert redo.text() == "Ailwneud: Fish && chips"
    context.use(None)
    settled()
    assert (undo.text(), redo.text()) == ("Dadwneud", "Ailwneud")


def test_nothing_in_the_form_is_cut_at_150_percent_in_welsh(qtbot: QtBot, window: MainWindow, context: Context):
    from PySide6.QtWidgets import QApplication

    from asset_mapper.ui import theme

    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.put_on(application, "light", 150)
    set_language("cy")
    try:
        form = AssetForm(context, None, [], AssetKind.GROUP, window)
        qtbot.addWidget(form)
        form.show()
        cut = [
            label.text()
            for label in form.findChildren(QLabel)
            if label.isVisibleTo(form) and not label.wordWrap() and label.width() < label.sizeHint().width()
        ]
        assert not cut
    finally:
        theme.put_on(application, "light", 100)


def test_the_model_sorts_welsh_as_welsh(context: Context):
    model = AssetTableModel(context)
    set_language("cy")
    from asset_mapper.services.overview import AssetLine, News

    def line(name: str) -> AssetLine:
        return AssetLine(name, "group", name, "", "cy", "active", "team", "[]", "none", "", "", "", False)

    lines = [line("Dinas"), line("Ddol"), line("Chwarel"), line("Cwm"), line("Llan"), line("Lôn")]
    model.take_over(News(lines, None, {}, None, {}, []))
    assert [model.id_at(row) for row in range(6)] == ["Cwm", "Chwarel", "Dinas", "Ddol", "Lôn", "Llan"]


def test_the_form_opens_on_the_chosen_asset(
    qtbot: QtBot, window: MainWindow, page: AssetsPage, context: Context, settled: Settled
):
    context.select([page.model.id_at(3)])
    asset_form.edit_selected(context)
    qtbot.waitUntil(lambda: bool(window.findChildren(AssetForm)))
    (form,) = window.findChildren(AssetForm)
    assert form.asset().id == page.model.id_at(3)
    form.reject()
