"""Journeys in the window: events typed one after another, two timelines, and what they say about costs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.journey import Journey, JourneyEvent, JourneyPath
from asset_mapper.domain.project import Project
from asset_mapper.services import journeys, records
from asset_mapper.services.open_project import OpenProject
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import journey_form
from asset_mapper.ui.dialogs.journey_form import EventForm, JourneyForm
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.views.journeys_page import JourneysPage
from asset_mapper.ui.views.outcomes_page import OutcomesPage
from asset_mapper.ui.widgets.event_line import EventLine

Settled = Callable[[], None]
HAPPENED, COULD = JourneyPath.HAPPENED, JourneyPath.COULD


@pytest.fixture
def page(window: MainWindow, context: Context, settled: Settled) -> JourneysPage:
    """The journeys of the sample."""
    window.actions_by_id["journey.show"][1].trigger()
    settled()
    return of(window)


@pytest.fixture
def empty(window: MainWindow, context: Context, settled: Settled, tmp_path: Path) -> JourneysPage:
    """The view of a project without outcomes and journeys."""
    context.use(OpenProject.create(tmp_path / "gwag.assetmap", Project(title=Bilingual(en="Empty"))))
    settled()
    window.actions_by_id["journey.show"][1].trigger()
    settled()
    return of(window)


def of(window: MainWindow) -> JourneysPage:
    view = window.show_view("outcomes")
    assert isinstance(view, OutcomesPage)
    assert view.journeys.isVisible()
    return view.journeys


def told(line: EventLine) -> list[str]:
    return [card.what for card in line.cards()]


def said(page: JourneysPage) -> str:
    return "\n".join(label.text() for label in page.side.findChildren(QLabel))


def stored(context: Context, path: JourneyPath) -> list[JourneyEvent]:
    assert context.project is not None
    (journey,) = context.project.read(journeys.all_journeys)
    shown = context.project.read(journeys.told, journey.id)
    assert shown is not None
    return list(shown.events(path))


def new_journey(empty: JourneysPage, context: Context, settled: Settled) -> Journey:
    journey = Journey(name=Bilingual(en="Mair's journey"))
    context.apply(journeys.add, journey)
    settled()
    return journey


def type_event(page: JourneysPage, settled: Settled, what: str, cost: str = "", **more: str) -> None:
    page.entry.what.setText(what)
    page.entry.cost.setText(cost)
    for name, text in more.items():
        getattr(page.entry, name).setText(text)
    page.entry.what.returnPressed.emit()
    settled()


# --- what is shown -----------------------------------------------------------------------------------------------


def test_the_sample_tells_a_story_twice(page: JourneysPage):
    assert [page.timelines.lines[path].count() for path in JourneyPath] == [4, 6]
    assert page.timelines.lines[HAPPENED].cards()[0].cost == "£40,000"
    assert page.timelines.totals[HAPPENED].text() == "Total: £459,815 (1 event without a cost)"
    assert "£77,815 to £79,255" in page.timelines.totals[COULD].text()
    text = said(page)
    assert "Cost avoided in this story: £380,560 to £382,000" in text
    assert "put together from 4 people's and is fiction" in text
    assert "Nothing is adjusted for inflation." in text


def test_the_same_is_there_as_a_table_and_in_the_ear(page: JourneysPage):
    page.as_table.click()
    assert page.timelines.table.isVisible() and not page.timelines.lines[HAPPENED].isVisible()
    assert page.timelines.table.rowCount() == 10
    assert page.timelines.table.item(1, 3).text() == "£356,240 (10 × £35,624)"
    assert page.timelines.table.item(1, 4).text() == "year not given"
    spoken = page.timelines.lines[HAPPENED].item(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("The second year. Both children go into care")
    assert "£356,240" in spoken


def test_a_row_of_the_table_opens_its_event(window: MainWindow, page: JourneysPage):
    page.as_table.click()
    page.timelines.table.itemActivated.emit(page.timelines.table.item(2, 0))
    (form,) = window.findChildren(EventForm)
    assert form.what.text_in("en") == "Lowri loses her work and her home."


def test_the_words_follow_the_language_and_what_is_typed_stays(page: JourneysPage, context: Context):
    page.entry.what.setText("rhywbeth")
    context.speak("cy")
    assert page.timelines.totals[COULD].text().startswith("Cyfanswm")
    assert "Taith Lowri" in said(page)
    assert page.timelines.lines[HAPPENED].cards()[0].when == "Y flwyddyn gyntaf"
    assert page.entry.what.text() == "rhywbeth"
    context.speak("en")


def test_a_project_without_journeys_says_what_one_is(empty: JourneysPage, window: MainWindow, settled: Settled):
    words = " ".join(label.text() for label in empty.findChildren(QLabel) if label.isVisible())
    assert "It is fiction, put together from several people's stories" in words
    empty.first.click()
    settled()
    (form,) = window.findChildren(JourneyForm)
    assert form.isVisible()


def test_a_project_without_outcomes_still_says_so_beside_the_journeys(empty: JourneysPage, window: MainWindow):
    view = window.show_view("outcomes")
    assert isinstance(view, OutcomesPage)
    view.look(0)
    assert view.first_framework.isVisible() and view.chips.isVisible()
    view.look(3)
    assert empty.isVisible()


# --- typing ------------------------------------------------------------------------------------------------------


def test_events_are_typed_one_after_another(empty: JourneysPage, context: Context, settled: Settled):
    new_journey(empty, context, settled)
    type_event(empty, settled, "Mair waits", "20 x 35", year="2023", citation="A report")
    assert empty.entry.what.hasFocus() and empty.entry.what.text() == ""
    assert (empty.entry.year.text(), empty.entry.citation.text()) == ("2023", "A report")
    type_event(empty, settled, "Mair is ill", "300 - 500")
    type_event(empty, settled, "Mair sighs")
    assert told(empty.timelines.lines[HAPPENED]) == ["Mair waits", "Mair is ill", "Mair sighs"]
    one, other, third = stored(context, HAPPENED)
    assert (one.cost_from, one.times, one.price_year) == (35.0, 20.0, 2023)
    assert (other.cost_from, other.cost_to, other.citation) == (300.0, 500.0, "A report")
    assert (third.cost_from, third.citation, third.price_year) == (None, "", None)
    assert empty.timelines.totals[HAPPENED].text().startswith("Total: £1,000 to £1,200")


def test_tab_goes_from_what_to_its_cost(qtbot: QtBot, empty: JourneysPage, context: Context, settled: Settled):
    new_journey(empty, context, settled)
    empty.entry.begin(COULD)
    qtbot.keyClicks(empty.entry.what, "Mair is asked")
    qtbot.keyClick(empty.entry.what, Qt.Key.Key_Tab)
    assert empty.entry.cost.hasFocus()
    qtbot.keyClicks(empty.entry.cost, "60")
    qtbot.keyClick(empty.entry.cost, Qt.Key.Key_Tab)
    qtbot.keyClicks(empty.entry.year, "?")
    qtbot.keyClick(empty.entry.year, Qt.Key.Key_Tab)
    qtbot.keyClicks(empty.entry.citation, "Slides")
    qtbot.keyClick(empty.entry.citation, Qt.Key.Key_Return)
    settled()
    (event,) = stored(context, COULD)
    assert (event.cost_from, event.price_year, event.year_not_given, event.citation) == (60.0, None, True, "Slides")


def test_a_cost_without_year_or_source_says_what_it_lacks_and_goes_there(
    empty: JourneysPage, context: Context, settled: Settled
):
    new_journey(empty, context, settled)
    type_event(empty, settled, "Mair waits", "20")
    assert "source" in empty.entry.problem.text() and empty.entry.year.hasFocus()
    type_event(empty, settled, "Mair waits", "20", year="2020")
    assert "source" in empty.entry.problem.text() and empty.entry.citation.hasFocus()
    type_event(empty, settled, "Mair waits", "much", citation="A report")
    assert "“much”" in empty.entry.problem.text() and empty.entry.cost.hasFocus()
    assert stored(context, HAPPENED) == []
    type_event(empty, settled, "Mair waits", "20")
    assert not empty.entry.problem.isVisible()
    assert len(stored(context, HAPPENED)) == 1


def test_an_event_is_added_behind_the_chosen_one(page: JourneysPage, settled: Settled):
    page.timelines.lines[HAPPENED].setCurrentRow(1)
    type_event(page, settled, "In between")
    assert told(page.timelines.lines[HAPPENED])[2] == "In between"
    type_event(page, settled, "And then")
    assert told(page.timelines.lines[HAPPENED])[3] == "And then"


# --- moving ------------------------------------------------------------------------------------------------------


def test_events_are_moved_by_the_keyboard(qtbot: QtBot, page: JourneysPage, context: Context, settled: Settled):
    line = page.timelines.lines[HAPPENED]
    line.setFocus()
    line.setCurrentRow(2)
    moved = told(line)[2]
    qtbot.keyClick(line, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settled()
    assert told(line)[1] == moved and line.currentRow() == 1
    qtbot.keyClick(line, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    settled()
    other = page.timelines.lines[COULD]
    assert told(other)[1] == moved
    assert other.hasFocus() and other.currentRow() == 1
    context.undo()
    settled()
    assert told(line)[1] == moved


def test_left_and_right_go_between_the_timelines(qtbot: QtBot, page: JourneysPage):
    page.timelines.lines[HAPPENED].setFocus()
    page.timelines.lines[HAPPENED].setCurrentRow(3)
    qtbot.keyClick(page.timelines.lines[HAPPENED], Qt.Key.Key_Right)
    assert page.timelines.lines[COULD].hasFocus() and page.timelines.lines[COULD].currentRow() == 3
    assert page.timelines.lines[HAPPENED].currentRow() == -1
    assert not page.timelines.steps["copy"].isEnabled() and page.timelines.steps["open"].isEnabled()
    qtbot.keyClick(page.timelines.lines[COULD], Qt.Key.Key_Left)
    assert page.timelines.lines[HAPPENED].hasFocus() and page.timelines.steps["copy"].isEnabled()


def test_delete_removes_the_event_and_no_asset(
    qtbot: QtBot, window: MainWindow, page: JourneysPage, context: Context, settled: Settled
):
    assert context.project is not None
    asset = context.project.read(lambda uow: next(iter(uow.assets.all())))
    context.select((asset.id,))
    page.timelines.lines[HAPPENED].setFocus()
    page.timelines.lines[HAPPENED].setCurrentRow(0)
    qtbot.keyClick(page.timelines.lines[HAPPENED], Qt.Key.Key_Delete)
    settled()
    assert page.timelines.lines[HAPPENED].count() == 3
    assert context.project.read(lambda uow: uow.assets.find(asset.id)) is not None


def test_the_beginning_is_copied_to_the_other_timeline(empty: JourneysPage, context: Context, settled: Settled):
    new_journey(empty, context, settled)
    for what in ("a", "b", "c"):
        type_event(empty, settled, what)
    empty.timelines.lines[HAPPENED].setCurrentRow(1)
    empty.timelines.steps["copy"].click()
    settled()
    assert told(empty.timelines.lines[COULD]) == ["a", "b"]


# --- forms -------------------------------------------------------------------------------------------------------


def test_a_journey_is_made_with_its_form_and_shown_at_once(
    empty: JourneysPage, window: MainWindow, context: Context, settled: Settled
):
    window.actions_by_id["journey.add"][1].trigger()
    settled()
    (form,) = window.findChildren(JourneyForm)
    form.name.set_value(Bilingual(en="Mair's journey"))
    form.permission.choose(Audience.PUBLIC)
    form.save.click()
    assert "made of several stories" in form.problem.text()
    form.fictionalised.setChecked(True)
    form.made_of.setText("3")
    form.save.click()
    settled()
    assert "Mair's journey" in said(empty)
    assert empty.timelines.lines[HAPPENED].isVisible() and empty.timelines.lines[HAPPENED].count() == 0


def test_an_event_is_changed_in_full(window: MainWindow, page: JourneysPage, context: Context, settled: Settled):
    page.timelines.lines[COULD].setCurrentRow(1)
    page.timelines.steps["open"].click()
    (form,) = window.findChildren(EventForm)
    assert form.cost_from.text() == "305" and form.year_not_given.isChecked() and not form.price_year.isEnabled()
    form.year_not_given.setChecked(False)
    form.save.click()
    assert "gives no year" in form.problem.text()
    form.price_year.setText("2014")
    form.cost_to.setText("400")
    form.save.click()
    settled()
    changed = stored(context, COULD)[1]
    assert (changed.price_year, changed.year_not_given, changed.cost_to) == (2014, False, 400.0)
    assert page.timelines.lines[COULD].cards()[1].year == "prices of 2014"


def test_what_was_typed_into_a_form_is_there_again(
    window: MainWindow, page: JourneysPage, context: Context, settled: Settled
):
    assert context.project is not None
    (journey,) = context.project.read(journeys.all_journeys)
    journey_form.add_event(context, journey)
    (form,) = window.findChildren(EventForm)
    form.citation.setText("half a source")
    form.reject()
    journey_form.add_event(context, journey)
    again = next(one for one in window.findChildren(EventForm) if one.isVisible())
    assert again.citation.text() == "half a source"


def test_a_story_that_names_a_person_says_so(page: JourneysPage, context: Context, settled: Settled):
    context.apply(records.add, Asset(name=Bilingual("Lowri"), kind=AssetKind.PERSON))
    settled()
    assert "“Lowri” is a person of this project" in said(page)


def test_a_journey_is_removed_and_comes_back(page: JourneysPage, context: Context, settled: Settled):
    remove = page.side.findChild(QPushButton, "remove")
    remove.click()
    settled()
    assert page.first.isVisible()
    context.undo()
    settled()
    assert page.timelines.lines[COULD].count() == 6


def test_there_is_a_key_for_it(window: MainWindow):
    _action, made = window.actions_by_id["journey.show"]
    assert made.shortcut() == QKeySequence("Ctrl+Shift+J")
