"""Sessions, surveys and journeys by the keyboard alone, and nothing on them cut or pale."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QMenu, QWidget
from pytestqt.qtbot import QtBot

from asset_mapper.analysis.survey_blocks import Bar, Block
from asset_mapper.analysis.survey_counts import ALL, AnswerCounts
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.journey import JourneyPath
from asset_mapper.domain.project import Project
from asset_mapper.services import manual_pages
from asset_mapper.services.open_project import OpenProject
from asset_mapper.ui import theme
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import survey_print
from asset_mapper.ui.dialogs.survey_print import SurveyPrintDialog
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.views.journeys_page import JourneysPage
from asset_mapper.ui.views.manual import page_of
from asset_mapper.ui.views.outcomes_page import OutcomesPage
from asset_mapper.ui.views.sessions_page import SessionsPage
from asset_mapper.ui.widgets.diverging_bars import DivergingBars
from asset_mapper.ui.widgets.named_lines import NamedLines
from asset_mapper.ui.widgets.page_of_manual import PageOfManual

Settled = Callable[[], None]
HAPPENED, COULD = JourneyPath.HAPPENED, JourneyPath.COULD


@pytest.fixture
def sessions(window: MainWindow, settled: Settled) -> SessionsPage:
    """The page of the sessions, with the keyboard in its list."""
    page = window.show_view("sessions")
    assert isinstance(page, SessionsPage)
    settled()
    window.activateWindow()
    page.list.setFocus()
    return page


@pytest.fixture
def journeys(window: MainWindow, settled: Settled) -> JourneysPage:
    """The journeys of the sample, as their key shows them."""
    window.activateWindow()
    window.actions_by_id["journey.show"][1].trigger()
    settled()
    view = window.show_view("outcomes")
    assert isinstance(view, OutcomesPage)
    return view.journeys


def has() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def menu_at(view: QWidget) -> list[str]:
    """Press the menu key in a list, and read what it offers."""
    at = QPoint(10, 10)
    QApplication.sendEvent(view, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, view.mapToGlobal(at)))
    (menu,) = (one for one in view.findChildren(QMenu) if one.isVisible())
    said = [action.text().replace("&", "") for action in menu.actions()]
    menu.close()
    return said


# --- sessions and surveys ---------------------------------------------------------------------------------------


def test_enter_goes_from_a_session_to_what_can_be_done_with_it(qtbot: QtBot, sessions: SessionsPage):
    qtbot.keyClick(sessions.list, Qt.Key.Key_Down)
    assert sessions.left_side.row == 1
    qtbot.keyClick(sessions.list, Qt.Key.Key_Return)
    assert has() is sessions.detail.resume


def test_the_menu_key_offers_what_the_buttons_do(sessions: SessionsPage):
    assert menu_at(sessions.list) == [button.text() for button in sessions.detail.buttons()]


def test_delete_takes_the_session_away_and_no_asset(
    qtbot: QtBot, context: Context, sessions: SessionsPage, settled: Settled
):
    project = context.project
    assert project is not None
    context.select((project.read(lambda uow: next(iter(uow.assets.all()))).id,))
    assets = project.read(lambda uow: uow.assets.count())
    qtbot.keyClick(sessions.list, Qt.Key.Key_Delete)
    settled()
    assert sessions.list.count() == 2 and sessions.list.hasFocus()
    assert project.read(lambda uow: uow.assets.count()) == assets
    context.undo()
    settled()
    assert sessions.list.count() == 3


def test_what_stands_in_the_place_of_a_removed_session_is_chosen(
    qtbot: QtBot, sessions: SessionsPage, settled: Settled
):
    sessions.list.setCurrentRow(1)
    below = sessions._found[2].session.id
    qtbot.keyClick(sessions.list, Qt.Key.Key_Delete)
    settled()
    assert sessions.chosen is not None and sessions.chosen.session.id == below


def test_escape_goes_back_from_the_sheets_to_the_results_and_to_the_sessions(
    qtbot: QtBot, sessions: SessionsPage, settled: Settled
):
    sessions.to_surveys.setFocus()
    qtbot.keyClick(sessions.to_surveys, Qt.Key.Key_Space)
    settled()
    surveys = sessions.surveys
    assert has() is surveys.list
    qtbot.keyClick(surveys.list, Qt.Key.Key_Return)
    assert has() is surveys.results.enter
    qtbot.keyClick(surveys.results.enter, Qt.Key.Key_Space)
    settled()
    assert has() is surveys.entry.grid
    qtbot.keyClick(surveys.entry.grid, Qt.Key.Key_4)
    qtbot.keyClick(surveys.entry.grid, Qt.Key.Key_Escape)
    settled()
    assert has() is surveys.list and surveys.results.isVisible()
    surveys.type_up()
    settled()
    assert surveys.entry.model.entry is not None and 4 in surveys.entry.model.entry.answers.values()
    qtbot.keyClick(surveys.entry.grid, Qt.Key.Key_Escape)
    qtbot.keyClick(surveys.list, Qt.Key.Key_Escape)
    assert has() is sessions.list


def test_the_numbers_of_the_sheets_to_print_can_be_read(
    context: Context, window: MainWindow, sessions: SessionsPage, settled: Settled
):
    sessions.show_survey("", False)
    settled()
    survey_print.show(context, sessions.surveys._chosen)
    settled()
    (dialog,) = window.findChildren(SurveyPrintDialog)
    for number in (dialog.copies, dialog.first):
        room = number.lineEdit().contentsRect().width()
        assert room > number.fontMetrics().horizontalAdvance("1000000")


# --- journeys ---------------------------------------------------------------------------------------------------


def test_tab_goes_from_an_event_to_what_can_be_done_with_it(qtbot: QtBot, journeys: JourneysPage):
    lines = journeys.timelines.lines
    assert has() is lines[HAPPENED]
    qtbot.keyClick(lines[HAPPENED], Qt.Key.Key_Down)
    qtbot.keyClick(lines[HAPPENED], Qt.Key.Key_Right)
    assert has() is lines[COULD]
    chosen = journeys.timelines.current_id
    qtbot.keyClick(lines[COULD], Qt.Key.Key_Tab)
    assert has() is journeys.timelines.steps["open"]
    assert journeys.timelines.current_id == chosen == lines[COULD].current_id
    qtbot.keyClick(has(), Qt.Key.Key_Backtab)
    assert has() is lines[COULD] and journeys.timelines.current_id == chosen


def test_the_menu_key_offers_what_the_buttons_below_an_event_do(qtbot: QtBot, journeys: JourneysPage):
    line = journeys.timelines.lines[HAPPENED]
    line.setCurrentRow(0)
    assert menu_at(line) == ["Change …", "Move", "Both begin so", "Remove"]


def test_an_event_stays_chosen_as_a_row_of_the_table(qtbot: QtBot, journeys: JourneysPage, settled: Settled):
    timelines = journeys.timelines
    timelines.lines[COULD].setCurrentRow(2)
    chosen = timelines.current_id
    journeys.as_table.setFocus()
    qtbot.keyClick(journeys.as_table, Qt.Key.Key_Space)
    assert timelines.table.isVisible() and timelines.current_id == chosen
    timelines.setFocus()
    assert has() is timelines.table
    qtbot.keyClick(timelines.table, Qt.Key.Key_Delete)
    settled()
    assert timelines.table.rowCount() == 9


def test_the_table_of_a_journey_cuts_no_text(journeys: JourneysPage):
    journeys.as_table.click()
    table = journeys.timelines.table
    assert table.horizontalScrollBar().maximum() == 0
    for row in range(table.rowCount()):
        for column in range(table.columnCount()):
            room = table.columnWidth(column) - 16
            words = table.fontMetrics().boundingRect(0, 0, room, 9999, 0x1000, table.item(row, column).text())
            assert words.height() <= table.rowHeight(row), (row, column)


def test_a_project_without_journeys_has_the_keyboard_where_one_begins(
    window: MainWindow, context: Context, settled: Settled, tmp_path: Path
):
    context.use(OpenProject.create(tmp_path / "gwag.assetmap", Project(title=Bilingual(en="Empty"))))
    settled()
    window.activateWindow()
    window.actions_by_id["journey.show"][1].trigger()
    settled()
    view = window.show_view("outcomes")
    assert isinstance(view, OutcomesPage)
    assert has() is view.journeys.first


def test_each_has_its_page_of_the_manual(sessions: SessionsPage, journeys: JourneysPage):
    assert page_of(sessions.list) == "sessions"
    assert page_of(sessions.surveys.list) == page_of(sessions.surveys.entry.grid) == "surveys"
    assert page_of(journeys.timelines.table) == page_of(journeys.first) == "journeys"


# --- nothing cut, nothing pale ----------------------------------------------------------------------------------


def test_a_list_has_room_for_all_that_its_lines_say(qtbot: QtBot):
    shown = QListWidget()
    qtbot.addWidget(shown)
    shown.setItemDelegate(NamedLines(shown))
    shown.addItem("A name\nWhere it was, and on which day of which month and year\n12 answer sheets")
    shown.resize(180, 400)
    shown.show()
    narrow = shown.visualItemRect(shown.item(0)).height()
    assert narrow >= 4 * shown.fontMetrics().height()
    shown.resize(900, 400)
    qtbot.waitUntil(lambda: shown.visualItemRect(shown.item(0)).height() < narrow)


def test_a_bar_with_a_long_name_is_as_high_as_the_name(qtbot: QtBot):
    def high(name: str) -> int:
        counts = AnswerCounts("s", ALL, 9, few=False, points=(1, 2, 3, 2, 1))
        drawn = DivergingBars([Block("It is far", (Bar(name, counts),))], 5, ("cy", "en"))
        qtbot.addWidget(drawn)
        return int(drawn.heightForWidth(600))

    assert high("Gwirfoddolwyr y ganolfan gymunedol · Volunteers of the community centre") > high("All")


def test_the_bars_of_many_statements_measure_each_name_once(qtbot: QtBot):
    """The same groups answer every statement: to measure them all for each took minutes at sixty statements."""
    counts = AnswerCounts("s", ALL, 9, few=False, points=(1, 2, 3, 2, 1))
    bars = tuple(Bar(name, counts) for name in ("All", "Residents", "Volunteers"))
    drawn = DivergingBars([Block(f"Statement {number}", bars) for number in range(60)], 5)
    qtbot.addWidget(drawn)
    measured = [one._labels for one in drawn.children() if hasattr(one, "_labels")]
    assert len(measured) == 60
    assert all(list(labels) == [bar.drawn for bar in bars] for labels in measured)


@pytest.mark.parametrize("name", theme.THEMES)
def test_hints_in_fields_and_handles_to_scroll_by_can_be_seen(qtbot: QtBot, qapp: QApplication, name: str):
    theme.put_on(qapp, name, 100)
    field = QLineEdit()
    qtbot.addWidget(field)
    field.setPlaceholderText("Search")
    field.show()
    try:
        hint = field.palette().color(QPalette.ColorRole.PlaceholderText)
        assert hint.alpha() == 255 and contrast(hint, theme.colour("card", name)) >= 4.5
        assert contrast(QColor(theme.colour("edge", name)), theme.colour("paper", name)) >= 3
    finally:
        theme.put_on(qapp, "light", 100)


def contrast(one: QColor, other: str) -> float:
    """Compute the contrast of two colours as WCAG does."""

    def light(colour: QColor) -> float:
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((light(one), light(QColor(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("wide", [640, 760, 980])
def test_a_page_of_the_manual_is_no_wider_than_what_is_seen_of_it(qtbot: QtBot, wide: int):
    page = PageOfManual()
    qtbot.addWidget(page)
    page.show_text(manual_pages.text_of("window", "en"))
    page.resize(wide, 600)
    page.show()
    assert page.horizontalScrollBar().maximum() == 0
