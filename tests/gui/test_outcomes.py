"""The Outcomes view: trees in both languages, votes in seconds, local outcomes edited in place, links by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.indicator import Indicator, Reading
from asset_mapper.domain.link import FourCo, Link
from asset_mapper.domain.outcome import PERSONAL_KEY, ChosenBy, Outcome
from asset_mapper.domain.outcome_places import is_personal
from asset_mapper.domain.project import Project
from asset_mapper.services import indicators, links, outcome_portrait, outcomes, records, votes
from asset_mapper.services.open_project import OpenProject
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import framework_dialog
from asset_mapper.ui.dialogs.framework_dialog import FrameworkDialog
from asset_mapper.ui.dialogs.link_form import LinkForm
from asset_mapper.ui.dialogs.outcome_form import OutcomeForm
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.models.outcome_tree import SECOND_LINE
from asset_mapper.ui.views.outcomes_page import OutcomesPage
from asset_mapper.ui.widgets.asset_drawer import carried

Settled = Callable[[], None]


@pytest.fixture
def page(window: MainWindow, settled: Settled) -> OutcomesPage:
    shown = window.show_view("outcomes")
    assert isinstance(shown, OutcomesPage)
    settled()
    return shown


@pytest.fixture
def empty(window: MainWindow, context: Context, settled: Settled, tmp_path: Path) -> OutcomesPage:
    """The view of a project that has no outcomes."""
    context.use(OpenProject.create(tmp_path / "gwag.assetmap", Project(title=Bilingual(en="Empty"))))
    shown = window.show_view("outcomes")
    assert isinstance(shown, OutcomesPage)
    settled()
    return shown


def stored(context: Context, outcome_id: str) -> Outcome:
    assert context.project is not None
    return context.project.read(lambda uow: uow.outcomes.get(outcome_id))


def voted(context: Context, outcome_id: str) -> int:
    """Give all votes of an outcome, wherever they were given."""
    assert context.project is not None
    return sum(context.project.read(votes.by_session).get(outcome_id, {}).values())


def coded(context: Context, code: str) -> Outcome:
    assert context.project is not None
    return context.project.read(links.coded_outcome, code)


def local_outcome(context: Context) -> Outcome:
    """Give an outcome of the project's own that has brothers and sisters before it."""
    assert context.project is not None
    shown = context.project.read(outcomes.outline)
    local = {framework.id for framework in shown.frameworks if outcomes.is_local(framework)}
    return next(line.outcome for line in shown.lines if line.outcome.framework_id in local and line.outcome.position)


def choose(page: OutcomesPage, outcome: Outcome, settled: Settled) -> None:
    page.show_outcome(outcome.id)
    settled()
    assert page.detail.shown_id == outcome.id


def texts(page: OutcomesPage) -> str:
    return "\n".join(label.text() for label in page.detail.findChildren(QLabel))


def link_form_of(window: MainWindow) -> LinkForm:
    (form,) = [one for one in window.findChildren(LinkForm) if one.isVisible()]
    return form


def test_the_tree_keeps_qts_rules_and_follows_every_step(
    qtmodeltester: object, page: OutcomesPage, context: Context, settled: Settled
):
    qtmodeltester.check(page.model)  # type: ignore[attr-defined]
    first = page.model.frameworks[0]
    rows = page.model.rowCount(page.model.index_of(first.id))
    context.apply(outcomes.add_outcome, first.id, Bilingual(en="Something new"))
    settled()
    assert page.model.rowCount(page.model.index_of(first.id)) == rows + 1
    context.undo()
    settled()
    assert page.model.rowCount(page.model.index_of(first.id)) == rows


def test_what_is_told_of_an_outcome_follows_its_indicators_readings_and_assets(
    page: OutcomesPage, context: Context, settled: Settled
):
    assert context.project is not None
    goal = coded(context, "WFG3")
    choose(page, goal, settled)
    indicator = Indicator(outcome_id=goal.id, name=Bilingual(en="More people eat together"), unit="tables")
    context.apply(records.add, indicator)
    settled()
    assert "More people eat together" in texts(page)
    context.apply(indicators.add_reading, Reading(indicator_id=indicator.id, on=date(2026, 5, 3), value=31.0))
    settled()
    assert "31 tables" in texts(page)
    asset = Asset(name=Bilingual(en="Long table"), kind=AssetKind.GROUP)
    context.apply(records.add, asset, Link(asset_id=asset.id, outcome_id=goal.id))
    context.apply(records.edit, Asset, asset.id, name=Bilingual(en="Under another name"))
    settled()
    assert "Under another name" in texts(page)
    context.undo()
    settled()
    assert "Under another name" not in texts(page)


def test_an_outcome_is_shown_in_both_languages_and_the_language_follows(
    page: OutcomesPage, context: Context, settled: Settled
):
    goal = coded(context, "WFG3")
    choose(page, goal, settled)
    assert goal.name.en in page.tree.currentIndex().data()
    context.speak("cy")
    settled()
    assert goal.name.cy in page.tree.currentIndex().data()
    assert goal.name.cy in texts(page) and goal.name.en in texts(page)
    context.speak("en")


def test_votes_are_typed_as_a_number(qtbot: QtBot, page: OutcomesPage, context: Context, settled: Settled):
    goal = coded(context, "WFG3")
    choose(page, goal, settled)
    for digit in (Qt.Key.Key_1, Qt.Key.Key_2):
        qtbot.keyClick(page.tree, digit)
    assert page.model.index_of(goal.id, 2).data() == "12 …"
    qtbot.waitUntil(lambda: voted(context, goal.id) == 12)
    settled()
    qtbot.keyClick(page.tree, Qt.Key.Key_Plus)
    settled()
    assert voted(context, goal.id) == 13
    qtbot.keyClick(page.tree, Qt.Key.Key_Minus)
    settled()
    assert voted(context, goal.id) == 12


def test_going_on_to_the_next_outcome_stores_the_votes_at_once(
    qtbot: QtBot, page: OutcomesPage, context: Context, settled: Settled
):
    goal, after = coded(context, "WFG3"), coded(context, "WFG4")
    choose(page, goal, settled)
    qtbot.keyClick(page.tree, Qt.Key.Key_7)
    qtbot.keyClick(page.tree, Qt.Key.Key_Down)
    qtbot.keyClick(page.tree, Qt.Key.Key_5)
    qtbot.keyClick(page.tree, Qt.Key.Key_Return)
    settled()
    assert (voted(context, goal.id), voted(context, after.id)) == (7, 5)


def test_a_column_of_dots_is_typed_with_enter_between_and_said_at_the_session_that_runs(
    qtbot: QtBot, page: OutcomesPage, context: Context, settled: Settled
):
    assert context.project is not None
    session = context.project.read(lambda uow: next(iter(uow.sessions.all())))
    context.session.begin(session)
    settled()
    assert session.place.en in page.voting.choice.currentText()
    goals = [coded(context, f"WFG{number}") for number in range(1, 8)]
    before = page.model.index_of(goals[0].framework_id, 2).data()
    choose(page, goals[0], settled)
    for count in (12, 0, 31, 7, 5, 20, 3):
        for digit in str(count):
            qtbot.keyClick(page.tree, digit)
        qtbot.keyClick(page.tree, Qt.Key.Key_Return)
    settled()
    given = context.project.read(votes.by_session)
    assert [given.get(goal.id, {}).get(session.id, 0) for goal in goals] == [12, 0, 31, 7, 5, 20, 3]
    assert (before, page.model.index_of(goals[0].framework_id, 2).data()) == ("", "78")
    choose(page, goals[0], settled)
    assert session.place.en in texts(page)
    context.undo()
    settled()
    assert voted(context, goals[-1].id) == 0


def test_votes_belong_to_the_session_that_is_chosen_and_all_of_them_are_told(
    qtbot: QtBot, page: OutcomesPage, context: Context, settled: Settled
):
    assert context.project is not None
    first, second = context.project.read(votes.sessions_to_vote_at)[:2]
    goal = coded(context, "WFG3")
    choose(page, goal, settled)
    assert page.voting.choice.isVisible() and page.voting.session is None
    for session, digit in ((first, Qt.Key.Key_7), (second, Qt.Key.Key_5)):
        choose(page, goal, settled)
        page.voting.choose(session.id)
        qtbot.keyClick(page.tree, digit)
        qtbot.keyClick(page.tree, Qt.Key.Key_Return)
        settled()
    assert context.project.read(votes.by_session)[goal.id] == {first.id: 7, second.id: 5}
    choose(page, goal, settled)
    assert page.model.index_of(goal.id, 2).data() == "5 of 12"
    said = texts(page)
    assert "12 votes: 7 at " in said and first.place.en in said and "; 5 at " in said and second.place.en in said
    page.voting.choose(None)
    assert page.model.index_of(goal.id, 2).data() == "12"
    fewer = page.detail.findChild(QPushButton, "fewer")
    assert fewer is not None and not fewer.isEnabled()


def test_votes_belong_to_the_session_that_runs_until_it_ends(page: OutcomesPage, context: Context, settled: Settled):
    assert context.project is not None
    session = context.project.read(votes.sessions_to_vote_at)[1]
    context.session.begin(session)
    settled()
    assert page.voting.choice.value == page.voting.session_id == session.id
    context.session.end()
    settled()
    assert page.voting.choice.value is page.voting.session_id is None


def test_a_digit_that_is_being_typed_belongs_to_the_session_that_was_chosen_then(
    qtbot: QtBot, page: OutcomesPage, context: Context, settled: Settled
):
    assert context.project is not None
    first, second = context.project.read(votes.sessions_to_vote_at)[:2]
    goal = coded(context, "WFG3")
    choose(page, goal, settled)
    page.voting.choose(first.id)
    qtbot.keyClick(page.tree, Qt.Key.Key_7)
    page.voting.choose(second.id)
    settled()
    assert context.project.read(votes.by_session)[goal.id] == {first.id: 7}


def test_a_digit_too_many_is_taken_back(qtbot: QtBot, page: OutcomesPage, context: Context, settled: Settled):
    goal = coded(context, "WFG3")
    choose(page, goal, settled)
    for key in (Qt.Key.Key_1, Qt.Key.Key_4, Qt.Key.Key_Backspace, Qt.Key.Key_Return):
        qtbot.keyClick(page.tree, key)
    settled()
    assert voted(context, goal.id) == 1


def test_a_list_of_our_own_is_renamed_and_a_published_one_is_not(
    page: OutcomesPage, context: Context, settled: Settled
):
    own = next(one for one in page.model.frameworks if outcomes.is_local(one) and one.key != PERSONAL_KEY)
    page.tree.show_record(own.id)
    settled()
    assert page.steps["edit"].isVisible()
    assert page.model.setData(page.tree.currentIndex(), "What we want")
    settled()
    (after,) = [one for one in page.model.frameworks if one.id == own.id]
    assert (after.name.en, after.name.cy) == ("What we want", own.name.cy)
    published = coded(context, "WFG3").framework_id
    assert not page.model.setData(page.model.index_of(published), "Mine")


def test_who_chose_an_outcome_is_said_beside_it(page: OutcomesPage, context: Context, settled: Settled):
    goal = coded(context, "WFG3")
    choose(page, goal, settled)
    box = page.detail.findChild(QComboBox, "chosen-by")
    assert box is not None
    row = list(ChosenBy).index(ChosenBy.BOTH) + 1
    box.setCurrentIndex(row)
    box.activated.emit(row)
    settled()
    assert stored(context, goal.id).chosen_by is ChosenBy.BOTH


def test_published_words_stay_and_the_sheet_says_why(page: OutcomesPage, context: Context, settled: Settled):
    goal = coded(context, "WFG3")
    choose(page, goal, settled)
    assert not page.tree.can_edit and not page.new.isVisible()
    assert not page.model.flags(page.tree.currentIndex()) & Qt.ItemFlag.ItemIsEditable
    page.tree.show_record(goal.framework_id)
    settled()
    assert "stay as they are" in texts(page)
    framework = next(one for one in page.model.frameworks if one.id == goal.framework_id)
    assert framework.version in texts(page) and framework.source_title in texts(page)


def test_delete_removes_the_outcome_and_not_the_chosen_asset(
    qtbot: QtBot, page: OutcomesPage, context: Context, settled: Settled
):
    assert context.project is not None
    (asset_id,) = context.project.read(lambda uow: [asset.id for asset in uow.assets.all()][:1])
    context.select([asset_id])
    outcome = local_outcome(context)
    choose(page, outcome, settled)
    qtbot.keyClick(page.tree, Qt.Key.Key_Delete)
    settled()
    assert context.project.read(lambda uow: uow.outcomes.find(outcome.id)) is None
    assert context.project.read(lambda uow: uow.assets.find(asset_id)) is not None
    context.undo()
    settled()
    assert stored(context, outcome.id) == outcome


def test_an_outcome_is_renamed_in_place_in_the_language_of_the_window(
    page: OutcomesPage, context: Context, settled: Settled
):
    outcome = local_outcome(context)
    choose(page, outcome, settled)
    assert page.model.setData(page.tree.currentIndex(), "  Another name ")
    settled()
    after = stored(context, outcome.id).name
    assert (after.en, after.cy, after.first) == ("Another name", outcome.name.cy, outcome.name.first)


def test_an_outcome_is_moved_with_the_keyboard(qtbot: QtBot, page: OutcomesPage, context: Context, settled: Settled):
    outcome = local_outcome(context)
    choose(page, outcome, settled)
    row = page.tree.currentIndex().row()
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(page.tree, Qt.Key.Key_Up, alt)
    settled()
    assert page.tree.currentIndex().row() == row - 1
    qtbot.keyClick(page.tree, Qt.Key.Key_Down, alt)
    settled()
    assert (page.tree.currentIndex().row(), page.detail.shown_id) == (row, outcome.id)
    qtbot.keyClick(page.tree, Qt.Key.Key_Right, alt)
    settled()
    inside = stored(context, outcome.id)
    assert inside.parent_id not in (None, outcome.parent_id)
    qtbot.keyClick(page.tree, Qt.Key.Key_Left, alt)
    settled()
    assert stored(context, outcome.id).parent_id == outcome.parent_id
    assert page.tree.currentIndex().row() == row


def test_new_outcomes_are_typed_one_after_another(
    qtbot: QtBot, page: OutcomesPage, context: Context, settled: Settled
):
    choose(page, local_outcome(context), settled)
    for name in ("Somewhere warm", "Someone to talk to"):
        qtbot.keyClicks(page.new, name)
        qtbot.keyClick(page.new, Qt.Key.Key_Return)
        settled()
        assert page.new.text() == ""
        assert stored(context, page.detail.shown_id).name == Bilingual(en=name)


def test_the_search_shows_what_fits_and_what_it_stands_under(page: OutcomesPage, context: Context, settled: Settled):
    page.model.search("iachach")
    settled()
    goal = coded(context, "WFG3")
    assert page.model.index_of(goal.id).isValid()
    assert page.model.index_of(goal.framework_id).isValid()
    assert not page.model.index_of(coded(context, "WFG1").id).isValid()


def test_assets_are_dropped_on_an_outcome_and_the_form_asks_how(
    window: MainWindow, page: OutcomesPage, context: Context, settled: Settled
):
    assert context.project is not None
    goal = coded(context, "WFG5")
    ids = context.project.read(lambda uow: [asset.id for asset in uow.assets.all()][:2])
    choose(page, goal, settled)
    spot = page.tree.visualRect(page.tree.currentIndex()).center()
    data = carried(ids)  # the event does not keep it alive
    event = QDropEvent(
        QPointF(spot),
        Qt.DropAction.LinkAction | Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    assert page.model.canDropMimeData(data, Qt.DropAction.LinkAction, -1, -1, page.tree.currentIndex())
    page.tree.dropEvent(event)
    settled()
    form = link_form_of(window)
    assert form.other.value == goal.id
    form.how.set_value(Bilingual(en="They open their doors"))
    form.co.choose(FourCo.DELIVER)
    form.save.click()
    settled()
    linked = context.project.read(lambda uow: list(uow.links.where(outcome_id=goal.id)))
    said = {link.asset_id: (link.how and link.how.en, link.co) for link in linked}
    assert {said[key] for key in ids} == {("They open their doors", FourCo.DELIVER)}


def test_nothing_is_dropped_on_a_framework(page: OutcomesPage, context: Context):
    framework = page.model.index_of(page.model.frameworks[0].id)
    assert not page.model.canDropMimeData(carried(["x"]), Qt.DropAction.LinkAction, -1, -1, framework)


def test_what_is_chosen_in_the_window_is_linked_with_one_sentence_or_none(
    window: MainWindow, page: OutcomesPage, context: Context, settled: Settled
):
    assert context.project is not None
    goal = coded(context, "WFG5")
    ids = context.project.read(lambda uow: [asset.id for asset in uow.assets.all()][:3])
    choose(page, goal, settled)
    context.select(ids)
    button = page.detail.findChild(QPushButton, "chosen")
    assert button is not None and "3" in button.text()
    button.click()
    settled()
    link_form_of(window).save.click()
    settled()
    shown = context.project.read(outcome_portrait.portrait, goal.id)
    assert shown is not None
    assert set(ids) <= {known.other.id for known in shown.supported_by}
    names = texts(page)
    assert all(known.other.name.en in names or known.other.name.cy in names for known in shown.supported_by)


def test_the_keyboard_stays_on_its_button_when_the_sheet_is_written_anew(
    qtbot: QtBot, page: OutcomesPage, context: Context, settled: Settled
):
    goal = coded(context, "WFG5")
    choose(page, goal, settled)
    more = page.detail.findChild(QPushButton, "more")
    assert more is not None
    more.setFocus()
    more.click()
    settled()
    qtbot.waitUntil(lambda: page.detail.findChild(QPushButton, "more").hasFocus())
    assert voted(context, goal.id) == 1


def test_a_personal_outcome_is_kept_apart(
    qtbot: QtBot, window: MainWindow, page: OutcomesPage, context: Context, settled: Settled
):
    before = [line for line in own_lines(context) if line.outcome.personal]
    page.add_personal.trigger()
    (form,) = [one for one in window.findChildren(OutcomeForm) if one.isVisible()]
    form.save.click()
    assert "name" in form.problem.text()
    form.name.set_value(Bilingual(en="Walk to the shop again"))
    form.save.click()
    settled()
    own = page.model.frameworks[-1]
    assert own.key == PERSONAL_KEY
    assert page.model.rowCount(page.model.index_of(own.id)) == len(before) + 1
    last = page.model.index(page.model.rowCount() - 1, 0)
    assert last.data() == own.name.en


def test_an_outcome_is_moved_to_the_personal_ones_and_back(page: OutcomesPage, context: Context, settled: Settled):
    mine = next(line.outcome for line in own_lines(context) if not line.outcome.personal)
    choose(page, mine, settled)
    own = page.tree.node.framework.name.en
    pick(page, "To the personal outcomes")
    settled()
    node = page.tree.node
    assert node.id == mine.id and is_personal(node.framework) and node.framework.id == page.model.frameworks[-1].id
    assert stored(context, mine.id).personal
    pick(page, f"To “{own}”")
    settled()
    assert not is_personal(page.tree.node.framework) and not stored(context, mine.id).personal


def test_the_personal_outcomes_of_every_list_stand_under_one_heading_that_says_they_stay_with_the_team(
    page: OutcomesPage, context: Context
):
    personal = [line.outcome.name.en for line in own_lines(context) if line.outcome.personal]
    heading = page.model.index(page.model.rowCount() - 1, 0)
    shown = [
        page.model.node(page.model.index(row, 0, heading)).name.en for row in range(page.model.rowCount(heading))
    ]
    assert shown == personal != []
    assert "team only" in heading.data(SECOND_LINE)
    others = [page.model.index(row, 0) for row in range(page.model.rowCount() - 1)]
    assert not any(one.outcome and one.outcome.personal for index in others for one in page.model.node(index).walk())


def own_lines(context: Context) -> list[outcomes.OutcomeLine]:
    outline = context.project.read(outcomes.outline)
    local = {one.id for one in outline.frameworks if outcomes.is_local(one)}
    return [line for line in outline.lines if line.outcome.framework_id in local]


def pick(page: OutcomesPage, text: str) -> None:
    menu = page.steps["move"].menu()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == text).trigger()


def test_an_empty_project_says_what_to_do_first(empty: OutcomesPage, context: Context, settled: Settled):
    assert empty.first_framework.isVisible() and not empty.tree.isVisible()
    empty.first_own.click()
    settled()
    assert empty.tree.isVisible() and empty.new.isVisible()


def test_a_published_framework_is_added_with_all_its_outcomes(
    window: MainWindow, empty: OutcomesPage, context: Context, settled: Settled
):
    empty.first_framework.click()
    settled()
    (dialog,) = [one for one in window.findChildren(FrameworkDialog) if one.isVisible()]
    dialog.list.setCurrentRow(0)
    dialog.save.click()
    settled()
    assert [framework.key for framework in empty.model.frameworks] == ["wfg-goals"]
    assert coded(context, "WFG7").name.en


def test_a_framework_is_read_from_a_table_and_shown_before_it_is_added(
    window: MainWindow, empty: OutcomesPage, context: Context, settled: Settled, tmp_path: Path
):
    table = tmp_path / "nodau.csv"
    table.write_text("code,label_en,label_cy\nA,Warm homes,Cartrefi cynnes\nB,,\n", encoding="utf-8")
    framework_dialog.show(context)
    settled()
    (dialog,) = [one for one in window.findChildren(FrameworkDialog) if one.isVisible()]
    dialog.read_file(table)
    settled()
    assert "1 outcome" in dialog.read.text() and "Row 3" in dialog.read.text()
    dialog.name.set_value(Bilingual("Ein nodau", "Our goals"))
    dialog.save.click()
    settled()
    assert [framework.name for framework in empty.model.frameworks] == [Bilingual("Ein nodau", "Our goals")]
    assert coded(context, "A").name == Bilingual("Cartrefi cynnes", "Warm homes")


def test_a_project_for_reading_shows_everything_and_changes_nothing(
    qtbot: QtBot, window: MainWindow, context: Context, settled: Settled
):
    assert context.project is not None
    path = context.project.name
    context.use(None)
    settled()
    context.use(OpenProject.open(path, read_only=True))
    page = window.show_view("outcomes")
    assert isinstance(page, OutcomesPage)
    settled()
    goal = coded(context, "WFG3")
    choose(page, goal, settled)
    qtbot.keyClick(page.tree, Qt.Key.Key_Plus)
    qtbot.keyClick(page.tree, Qt.Key.Key_Delete)
    settled()
    assert stored(context, goal.id) == goal
    assert not page.new.isVisible()
    assert not page.detail.findChild(QPushButton, "support").isEnabled()


def test_an_outcome_that_very_many_support_shows_the_first_and_all_on_request(
    page: OutcomesPage, context: Context, settled: Settled
):
    goal = coded(context, "WFG5")
    assets = [Asset(name=Bilingual(en=f"Bench {number}"), kind=AssetKind.PLACE) for number in range(45)]
    context.apply(records.add, *assets)
    context.apply(links.contribute_all, [asset.id for asset in assets], goal.id)
    choose(page, goal, settled)
    assert "Bench 44" not in texts(page)
    whole = page.detail.findChild(QPushButton, "whole")
    assert whole is not None
    whole.click()
    assert "Bench 44" in texts(page)


def test_the_menu_key_offers_what_the_buttons_do_with_the_chosen_outcome(
    page: OutcomesPage, context: Context, settled: Settled
):
    published = next(line for line in page.model.stored if not outcomes.is_local(line))
    page.tree.show_record(published.id)
    first = page.model.index_of(published.id)
    page.tree.setCurrentIndex(page.model.index(0, 0, first))
    settled()
    assert [action.text() for action in menu_on(page).actions()] == [
        "Supported by …", "Leads to …", "As a diagram …", "Add an indicator …"
    ]  # fmt: skip
    own = next(line for line in page.model.stored if outcomes.is_local(line))
    page.tree.setCurrentIndex(page.model.index(0, 0, page.model.index_of(own.id)))
    settled()
    menu = menu_on(page)
    texts = [action.text() for action in menu.actions()]
    assert texts[:4] == ["Change …", "Move", "Remove", "Supported by …"]
    below = menu.actions()[1].menu()
    assert isinstance(below, QMenu) and "Down" in [action.text() for action in below.actions()]
    menu.actions()[3].trigger()
    settled()
    (form,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, LinkForm) and one.isVisible())
    form.reject()


def menu_on(page: OutcomesPage) -> QMenu:
    """Press the menu key on the tree, and give the menu."""
    place = page.tree.visualRect(page.tree.currentIndex()).center()
    page.tree.customContextMenuRequested.emit(place)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()
    return menu
