"""Mapping sessions in the window: begun, with tables, ended, taken up again; sheets typed up; the day's record."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from asset_mapper.domain.asset import Asset
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.mapping_session import MappingSession
from asset_mapper.domain.project import Project
from asset_mapper.services import records, sessions
from asset_mapper.services.open_project import OpenProject
from asset_mapper.settings import Settings
from asset_mapper.ui import app
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import session_form
from asset_mapper.ui.dialogs.day_record import DayRecordDialog
from asset_mapper.ui.dialogs.session_form import SessionForm, tables_of
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.views.sessions_page import SessionsPage
from tests.projects import an_asset

Settled = Callable[[], None]
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(window: MainWindow, settled: Settled) -> SessionsPage:
    shown = window.show_view("sessions")
    settled()
    assert isinstance(shown, SessionsPage)
    return shown


def begin(window: MainWindow, context: Context, settled: Settled, tables: str = "3") -> MappingSession:
    """Begin a session by its form, as its action opens it."""
    window.actions_by_id["session.begin"][1].trigger()
    (form,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, SessionForm) and one.isVisible()]
    form.place.set_value(Bilingual(cy="Neuadd", en="Hall"))
    form.tables.setText(tables)
    form.facilitators.setText("Nia; Gwyn")
    form.save.click()
    settled()
    assert context.session.running is not None
    return context.session.running


def type_entry(qtbot: QtBot, window: MainWindow, line: str) -> None:
    window.quick_entry.begin()
    qtbot.keyClicks(window.quick_entry.line, line)
    qtbot.keyClick(window.quick_entry.line, Qt.Key.Key_Return)


def where_recorded(context: Context, name: str) -> tuple[str | None, str]:
    assert context.project is not None
    return context.project.read(
        lambda uow: next((one.session_id, one.at_table) for one in uow.assets.all() if one.name.en == name)
    )


def test_a_session_is_begun_and_what_is_typed_belongs_to_it_and_its_table(
    qtbot: QtBot, window: MainWindow, context: Context, settled: Settled
):
    session = begin(window, context, settled)
    assert (session.tables, session.facilitators) == (("Table 1", "Table 2", "Table 3"), ("Nia", "Gwyn"))
    type_entry(qtbot, window, "Chess club, group")
    window.actions_by_id["session.next_table"][1].trigger()  # at once: the entry before is still of the first table
    type_entry(qtbot, window, "Darts team, group")
    settled()
    assert where_recorded(context, "Chess club") == (session.id, "Table 1")
    assert where_recorded(context, "Darts team") == (session.id, "Table 2")
    assert "Hall, Table 2" in context.session.text
    window.actions_by_id["session.end"][1].trigger()
    type_entry(qtbot, window, "Later on, group")
    settled()
    assert where_recorded(context, "Later on") == (None, "") and context.session.text == ""


def test_the_table_is_chosen_in_the_line_too(window: MainWindow, context: Context, settled: Settled):
    begin(window, context, settled, "Groups; Places")
    field = window.quick_entry.setting.table
    assert [field.itemText(place) for place in range(field.count())] == ["Groups", "Places"]
    field.activated.emit(1)
    assert context.session.table == "Places" and field.currentText() == "Places"


def test_a_session_without_place_or_day_is_not_begun(qtbot: QtBot, window: MainWindow, context: Context):
    session_form.begin_new(context)
    (form,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, SessionForm) and one.isVisible()]
    form.save.click()
    assert "where" in form.problem.text() and context.session.running is None
    form.place.set_value(Bilingual(en="Hall"))
    form.on.setText("one of these days")
    form.save.click()
    assert "not a day" in form.problem.text() and context.session.running is None
    form.on.setText("12/3/2026")
    form.people.setText("many")
    form.save.click()
    assert "not a number" in form.problem.text() and context.session.running is None
    form.reject()


@pytest.mark.parametrize(
    ("typed", "tables"),
    [
        ("2", ("Table 1", "Table 2")),
        ("Groups; Places, paths", ("Groups", "Places, paths")),
        ("Groups, Places, Groups", ("Groups", "Places")),
        ("", ()),
    ],
)
def test_tables_are_a_number_or_names(typed: str, tables: tuple[str, ...]):
    assert tables_of(typed) == tables


def test_it_comes_back_to_the_session_and_table_where_it_was(
    qtbot: QtBot, window: MainWindow, context: Context, settled: Settled, tmp_path: Path
):
    session = begin(window, context, settled)
    context.session.use_table_number(3)
    settled()
    context.use(None)
    settled()
    assert context.session.running is None
    again = app.make_context(Settings(tmp_path / "settings.json"))  # as after the program was killed
    again.use(OpenProject.open(tmp_path / "cwm.assetmap"))
    qtbot.waitUntil(lambda: not again.jobs.busy)
    assert again.session.running is not None and again.session.running.id == session.id
    again.apply(records.add, an_asset("After the night"))
    qtbot.waitUntil(lambda: not again.jobs.busy)
    assert where_recorded(again, "After the night") == (session.id, "Table 3")
    again.use(None)
    again.jobs.close()


def test_another_project_does_not_know_the_session(
    qtbot: QtBot, window: MainWindow, context: Context, settled: Settled, tmp_path: Path
):
    begin(window, context, settled)
    context.use(OpenProject.create(tmp_path / "other.assetmap", Project(title=Bilingual(en="Other"))))
    settled()
    context.apply(records.add, an_asset("Elsewhere"))
    settled()
    assert context.session.running is None and where_recorded(context, "Elsewhere") == (None, "")


def test_a_session_that_is_undone_runs_no_more(window: MainWindow, context: Context, settled: Settled):
    begin(window, context, settled)
    context.undo()
    settled()
    assert context.session.running is None and context.session.text == ""


def test_a_project_open_for_reading_runs_no_session(
    qtbot: QtBot, window: MainWindow, context: Context, settled: Settled, tmp_path: Path
):
    begin(window, context, settled)
    context.use(None)
    settled()
    context.use(OpenProject.open(tmp_path / "cwm.assetmap", read_only=True))
    settled()
    assert context.session.running is None


def test_the_page_counts_what_was_recorded_and_follows(page: SessionsPage, context: Context, settled: Settled):
    assert page.list.count() == 3 and page.chosen is not None
    before = page.chosen.assets
    context.session.begin(page.chosen.session)
    context.apply(records.add, an_asset("One more"))
    settled()
    assert page.chosen is not None and page.chosen.assets == before + 1
    assert "running" in page.list.currentItem().text() and page.detail.resume.text() == "End the session"
    page.detail.resume.click()
    assert context.session.running is None and page.detail.resume.text() == "Go on with it"


def test_an_earlier_session_is_taken_up_again(page: SessionsPage, context: Context, settled: Settled):
    page.list.setCurrentRow(2)
    assert page.chosen is not None
    page.detail.resume.click()
    context.apply(records.add, an_asset("The evening after"))
    settled()
    assert where_recorded(context, "The evening after")[0] == page.chosen.session.id


def test_without_sessions_the_page_says_what_to_do_first(
    qtbot: QtBot, window: MainWindow, context: Context, settled: Settled, tmp_path: Path
):
    context.use(OpenProject.create(tmp_path / "new.assetmap", Project(title=Bilingual(en="New"))))
    page = window.show_view("sessions")
    settled()
    assert isinstance(page, SessionsPage)
    assert page.empty.isVisible() and "Begin one" in page.empty.text() and not page.list.isVisible()


def test_what_was_recorded_is_shown_in_the_list(
    page: SessionsPage, window: MainWindow, context: Context, settled: Settled
):
    assert page.chosen is not None
    page.detail.list.click()
    assert window.current_view == "assets" and context.filter.session_id == page.chosen.session.id


def test_notes_and_votes_are_added_by_the_form(page: SessionsPage, context: Context, settled: Settled):
    assert page.chosen is not None
    page.detail.change.click()
    (form,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, SessionForm) and one.isVisible()]
    assert form.notes is not None and form.notes.toPlainText() == page.chosen.session.notes
    form.notes.setPlainText("Two tables too few.")
    form.votes["trust"].setText("40")
    form.save.click()
    settled()
    assert page.chosen.session.notes == "Two tables too few." and page.chosen.session.votes["trust"] == 40


def test_a_session_is_removed_with_undo_and_what_was_recorded_stays(
    page: SessionsPage, context: Context, settled: Settled
):
    assert context.project is not None and page.chosen is not None
    before = context.project.read(lambda uow: uow.assets.count())
    page.detail.remove.click()
    settled()
    assert page.list.count() == 2 and context.project.read(lambda uow: uow.assets.count()) == before
    context.undo()
    settled()
    assert page.list.count() == 3


# --- sheets -------------------------------------------------------------------------------------------------------


@pytest.fixture
def with_sheets(page: SessionsPage, settled: Settled, tmp_path: Path) -> SessionsPage:
    """The page with a session that has two photos of sheets."""
    paths = []
    for number, size in enumerate(((400, 300), (300, 400))):
        paths.append(tmp_path / f"sheet{number}.png")
        Image.new("RGB", size, "white").save(paths[-1])
    page.add_photos(paths)
    settled()
    assert page.chosen is not None and page.chosen.to_type_up == 2
    return page


def test_sheets_are_typed_up_without_leaving_the_line(
    qtbot: QtBot, with_sheets: SessionsPage, window: MainWindow, context: Context, settled: Settled
):
    page, desk = with_sheets, with_sheets.desk
    assert page.chosen is not None
    session = page.chosen.session
    page.detail.type_up.click()
    settled()
    assert page.currentWidget() is desk and window.quick_entry.isVisible() and window.quick_entry.line.hasFocus()
    assert context.session.running is not None and context.session.running.id == session.id
    assert not desk.viewer.is_empty and "Sheet 1 of 2" in desk.title.text()
    line = window.quick_entry.line
    qtbot.keyClicks(line, "Quilting, group")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    fits = desk.viewer.scale_now
    qtbot.keyClick(line, Qt.Key.Key_Plus, ALT)
    assert desk.viewer.scale_now > fits
    qtbot.keyClick(line, Qt.Key.Key_0, ALT)
    assert desk.viewer.scale_now == pytest.approx(fits)
    qtbot.keyClick(line, Qt.Key.Key_R, CONTROL)
    assert desk.viewer.transform().m12() > 0
    qtbot.keyClick(line, Qt.Key.Key_D, CONTROL)
    settled()
    assert "Sheet 2 of 2" in desk.title.text() and not desk.done.isChecked()
    qtbot.keyClick(line, Qt.Key.Key_PageUp, ALT)
    settled()
    assert desk.done.isChecked() and line.hasFocus() and line.text() == ""
    assert page.chosen.to_type_up == 1 and where_recorded(context, "Quilting")[0] == session.id
    qtbot.keyClick(line, Qt.Key.Key_D, CONTROL)  # not all of it after all
    settled()
    assert page.chosen.to_type_up == 2
    desk.leave.click()
    assert page.currentWidget() is page.splitter


def test_typing_up_begins_with_what_is_left(with_sheets: SessionsPage, context: Context, settled: Settled):
    page = with_sheets
    assert page.chosen is not None
    context.apply(sessions.mark_typed_up, page.chosen.sheets[0].id, date(2026, 3, 13))
    settled()
    page.detail.type_up.click()
    settled()
    assert "Sheet 2 of 2" in page.desk.title.text()


def test_a_sheet_of_a_table_brings_its_table(page: SessionsPage, context: Context, settled: Settled, tmp_path: Path):
    page.list.setCurrentRow(2)
    assert page.chosen is not None
    session = page.chosen.session
    context.session.begin(session, session.tables[1])
    Image.new("RGB", (40, 30), "white").save(tmp_path / "sheet.png")
    page.add_photos([tmp_path / "sheet.png"])
    settled()
    context.session.use_table(session.tables[0])
    page.detail.type_up.click()
    settled()
    assert context.session.table == session.tables[1]


# --- the record of the day ----------------------------------------------------------------------------------------


def test_the_record_of_the_day_is_written_for_everyone_in_both_languages(
    qtbot: QtBot, page: SessionsPage, context: Context, settled: Settled, tmp_path: Path
):
    page.list.setCurrentRow(2)
    assert page.chosen is not None
    dialog = DayRecordDialog(context, page.chosen.session)
    dialog.show()
    settled()
    assert dialog.audience.value is Audience.PUBLIC and dialog.save.isEnabled()
    dialog.format.setCurrentIndex(1)
    dialog.write_to(tmp_path / "day.html")
    settled()
    written = (tmp_path / "day.html").read_text(encoding="utf-8")
    assert "12 Mawrth 2026" in written and "12 March 2026" in written
    assert page.chosen.session.facilitators[0] not in written and page.chosen.session.notes not in written
    assert context.project is not None
    assert context.project.read(lambda uow: [one.file for one in uow.exports.all()][-1]) == "day.html"


def test_every_entry_of_the_sample_still_has_its_session(window: MainWindow, context: Context, sample_file: Path):
    shutil.copy(sample_file, sample_file.with_name("copy.assetmap"))
    with OpenProject.open(sample_file.with_name("copy.assetmap")) as project:
        assert project.read(lambda uow: sum(1 for one in uow.store(Asset).all() if one.session_id)) > 50
