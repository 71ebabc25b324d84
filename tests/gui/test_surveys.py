"""Surveys in the window: made, filled in with one key an answer, drawn by group, printed."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from asset_mapper.analysis import survey_blocks
from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.survey import AnswerSheet, Statement, SurveyKind
from asset_mapper.services import drafts, new_surveys, surveys
from asset_mapper.services.surveys import WholeSurvey
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs.survey_form import SurveyForm
from asset_mapper.ui.dialogs.survey_print import SurveyPrintDialog
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.models.answer_sheets import FIRST
from asset_mapper.ui.views.sessions_page import SessionsPage
from asset_mapper.ui.views.sheet_entry import SheetEntry

Settled = Callable[[], None]
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
ASKED = 12


@pytest.fixture
def page(window: MainWindow, settled: Settled) -> SessionsPage:
    shown = window.show_view("sessions")
    settled()
    assert isinstance(shown, SessionsPage)
    return shown


@pytest.fixture
def survey(context: Context, settled: Settled) -> WholeSurvey:
    """A survey of twelve statements and two groups, without sheets."""
    begun = new_surveys.begun(SurveyKind.BARRIERS)
    own = replace(begun.survey, name=Bilingual("Y ffordd", "The way"))
    texts = [Bilingual(f"Gosodiad {n}", f"Statement {n}") for n in range(1, ASKED + 1)]
    statements = [Statement(survey_id=own.id, text=text) for text in texts]
    assert context.project is not None
    context.project.apply(surveys.save, own, statements, begun.groups)
    settled()
    return kept(context, own.id)


def kept(context: Context, survey_id: str) -> WholeSurvey:
    assert context.project is not None
    found = context.project.read(surveys.whole, survey_id)
    assert found is not None
    return found


@pytest.fixture
def entry(page: SessionsPage, survey: WholeSurvey, settled: Settled) -> SheetEntry:
    """The grid, ready for the first sheet."""
    page.show_survey(survey.survey.id, True)
    settled()
    assert page.surveys.currentWidget() is page.surveys.entry
    return page.surveys.entry


def type_keys(widget: QWidget, keys: str) -> int:
    """Press real keys, one after the other; gives how many."""
    for key in keys:
        special = {"\r": Qt.Key.Key_Return, "\b": Qt.Key.Key_Backspace}.get(key)
        if special is None:
            QTest.keyClicks(widget, key)
        else:
            QTest.keyClick(widget, special)
    return len(keys)


def answers_of(whole: WholeSurvey) -> list[list[int]]:
    return [[sheet.answers.get(one.id, 0) for one in whole.statements] for sheet in whole.sheets]


# Typing up ------------------------------------------------------------------------------------------------------


def test_thirty_sheets_of_twelve_statements_take_thirteen_keys_each(
    context: Context, entry: SheetEntry, survey: WholeSurvey, settled: Settled
):
    dice = random.Random(8)
    wanted = [[dice.randint(0, 5) for _place in range(ASKED)] for _sheet in range(30)]
    QTest.keyClick(entry.grid, Qt.Key.Key_1, ALT)  # the group, once
    keys = 0
    for sheet in wanted:
        keys += type_keys(entry.grid, "".join(map(str, sheet)) + "\r")
    assert keys == 30 * 13
    settled()
    found = kept(context, survey.survey.id)
    assert answers_of(found) == wanted
    assert [one.sheet for one in found.sheets] == [str(number) for number in range(1, 31)]
    assert {one.group_id for one in found.sheets} == {survey.groups[0].id}
    context.undo()
    settled()
    assert len(kept(context, survey.survey.id).sheets) == 29
    assert len(entry.model.sheets) == 29
    assert entry.number.text() == "30"


def test_backspace_takes_the_last_answer_back_and_a_wrong_key_says_so(
    context: Context, entry: SheetEntry, survey: WholeSurvey, settled: Settled
):
    type_keys(entry.grid, "12\b3x")
    assert "“x” is not an answer" in entry.word.text()
    type_keys(entry.grid, "4")
    assert entry.word.text() == ""
    type_keys(entry.grid, "555555555")
    assert entry.statement.text() == "All answered. Enter begins the next sheet."
    type_keys(entry.grid, "2")  # one key too many belongs to no statement
    assert "last statement" in entry.word.text()
    type_keys(entry.grid, "\b1\r")
    settled()
    assert answers_of(kept(context, survey.survey.id)) == [[1, 3, 4, 5, 5, 5, 5, 5, 5, 5, 5, 1]]


def test_a_sheet_may_end_early_and_an_empty_one_is_none(
    context: Context, entry: SheetEntry, survey: WholeSurvey, settled: Settled
):
    type_keys(entry.grid, "\r")
    assert "Nothing is answered" in entry.word.text()
    type_keys(entry.grid, "5 2\r")
    settled()
    assert answers_of(kept(context, survey.survey.id)) == [[5, 0, 2, *[0] * 9]]


def test_the_statement_that_the_next_key_answers_is_said(entry: SheetEntry):
    assert entry.statement.text() == "1 of 12: Statement 1"
    type_keys(entry.grid, "3")
    assert entry.statement.text() == "2 of 12: Statement 2"
    assert "1 Disagree strongly" in entry.scale.text()


def test_the_group_is_kept_from_sheet_to_sheet_and_changed_by_one_key(
    context: Context, entry: SheetEntry, survey: WholeSurvey, settled: Settled
):
    QTest.keyClick(entry.grid, Qt.Key.Key_2, ALT)
    type_keys(entry.grid, "1\r2\r")
    QTest.keyClick(entry.grid, Qt.Key.Key_0, ALT)
    type_keys(entry.grid, "3\r")
    settled()
    staff = survey.groups[1].id
    assert [one.group_id for one in kept(context, survey.survey.id).sheets] == [staff, staff, None]


def test_a_sheet_is_found_by_its_number_and_corrected_where_it_stands(
    context: Context, entry: SheetEntry, survey: WholeSurvey, settled: Settled
):
    type_keys(entry.grid, "111\r222\r333\r")
    settled()
    type_keys(entry.number_sought, "2\r")
    assert entry.grid.currentIndex().row() == 1
    type_keys(entry.grid, "54")
    settled()
    assert [row[:3] for row in answers_of(kept(context, survey.survey.id))] == [[1, 1, 1], [5, 4, 2], [3, 3, 3]]
    type_keys(entry.grid, "\r")  # back to the sheet that is being typed up
    assert entry.grid.currentIndex().row() == entry.model.entry_row
    type_keys(entry.number_sought, "77\r")
    assert "no sheet “77”" in entry.word.text()


def test_a_number_of_ones_own_is_kept_and_the_next_goes_on_from_it(
    context: Context, entry: SheetEntry, survey: WholeSurvey, settled: Settled
):
    entry.number.selectAll()
    type_keys(entry.number, "40\r")
    assert entry.grid.hasFocus()
    type_keys(entry.grid, "1\r2\r")
    settled()
    assert [one.sheet for one in kept(context, survey.survey.id).sheets] == ["40", "41"]


def test_a_sheet_that_is_removed_comes_back_by_undo(
    context: Context, entry: SheetEntry, survey: WholeSurvey, settled: Settled
):
    type_keys(entry.grid, "1\r2\r")
    settled()
    assert not entry.remove.isEnabled()
    entry.grid.go_to_sheet("1")
    entry.remove.click()
    settled()
    assert [one.sheet for one in kept(context, survey.survey.id).sheets] == ["2"]
    context.undo()
    settled()
    assert {one.sheet for one in entry.model.sheets} == {"1", "2"}


def test_rows_are_pasted_from_excel_as_one_step(
    context: Context, entry: SheetEntry, survey: WholeSurvey, settled: Settled
):
    row = "\t".join(["3"] * ASKED)
    QGuiApplication.clipboard().setText(f"{row}\n{row}\n9\t{row}\n7\t7\n")
    QTest.keyClick(entry.grid, Qt.Key.Key_V, CONTROL)
    settled()
    assert [one.sheet for one in kept(context, survey.survey.id).sheets] == ["1", "2", "9"]
    assert "Row 4" in entry.word.text()
    context.undo()
    settled()
    assert kept(context, survey.survey.id).sheets == ()


def test_a_half_typed_sheet_is_a_draft_in_the_project_and_is_gone_on_with(
    context: Context, page: SessionsPage, entry: SheetEntry, survey: WholeSurvey, settled: Settled
):
    QTest.keyClick(entry.grid, Qt.Key.Key_2, ALT)
    type_keys(entry.grid, "123")
    context.drafts.write()
    settled()
    assert context.project is not None
    (found,) = [one for one in context.project.note(drafts.take_up) if one.form == "answer_sheet"]
    assert sorted(found.content["answers"].values()) == [1, 2, 3]
    fresh = SheetEntry(context)
    fresh.type_up(kept(context, survey.survey.id))
    assert fresh.grid.currentIndex().column() == FIRST + 3
    assert fresh.group.value == survey.groups[1].id
    type_keys(fresh.grid, "4\r")
    settled()
    assert answers_of(kept(context, survey.survey.id)) == [[1, 2, 3, 4, *[0] * 8]]
    context.drafts.write()
    settled()
    assert not [one for one in context.project.note(drafts.take_up) if one.form == "answer_sheet"]
    fresh.deleteLater()


def test_a_sheet_that_cannot_be_stored_is_there_to_be_finished_again(
    context: Context, entry: SheetEntry, survey: WholeSurvey, settled: Settled, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_args: object) -> None:
        raise OSError("the drive is away")

    with monkeypatch.context() as away:
        away.setattr(surveys, "enter", fail)
        type_keys(entry.grid, "12345\r")
        settled()
    assert entry.model.sheets == []
    assert entry.model.entry is not None
    assert list(entry.model.entry.answers.values()) == [1, 2, 3, 4, 5]
    entry.finish_sheet()
    settled()
    assert len(kept(context, survey.survey.id).sheets) == 1


def test_remarks_are_kept_with_their_sheet_and_shown_to_the_team_alone(
    context: Context, page: SessionsPage, entry: SheetEntry, survey: WholeSurvey, settled: Settled
):
    type_keys(entry.grid, "12")
    QTest.keyClick(entry.grid, Qt.Key.Key_N, ALT)
    assert entry.remarks.hasFocus()
    type_keys(entry.remarks, "No bus\r")
    type_keys(entry.grid, "3\r4\r")
    settled()
    first, second = kept(context, survey.survey.id).sheets
    assert (first.remarks, second.remarks) == ("No bus", "")
    entry.grid.go_to_sheet("2")
    type_keys(entry.remarks, "Late\r")
    settled()
    assert kept(context, survey.survey.id).sheets[1].remarks == "Late"
    assert context.project is not None
    team = context.project.read(surveys.results, survey.survey.id)
    others = context.project.read(surveys.results, survey.survey.id, Audience.PUBLIC)
    assert (team.remarks, others.remarks) == ((("1", "No bus"), ("2", "Late")), ())


def test_what_is_half_typed_survives_the_change_of_language(context: Context, entry: SheetEntry, survey: WholeSurvey):
    type_keys(entry.grid, "12")
    context.speak("cy", keep=False)
    try:
        assert entry.statement.text().endswith("Gosodiad 3")
        assert entry.model.entry is not None
        assert list(entry.model.entry.answers.values()) == [1, 2]
    finally:
        context.speak("en", keep=False)


# Making ---------------------------------------------------------------------------------------------------------


def open_form(settled: Settled, kind: type[QWidget] = SurveyForm) -> QWidget:
    settled()
    (form,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    return form


def test_a_survey_is_made_of_a_pasted_list(
    window: MainWindow, context: Context, page: SessionsPage, settled: Settled
):
    window.actions_by_id["survey.barriers"][1].trigger()
    form = open_form(settled)
    assert isinstance(form, SurveyForm)
    QGuiApplication.clipboard().setText("Mae'r bws yn gynnar\tThe bus is early\n\nNi wyddwn\tI did not know\n")
    form.statements.table.setCurrentCell(0, 0)
    QTest.keyClick(form.statements.table, Qt.Key.Key_V, CONTROL)
    form.save.click()
    settled()
    made = page.surveys.results.shown
    assert made is not None
    assert [(one.text.cy, one.text.en) for one in made.whole.statements] == [
        ("Mae'r bws yn gynnar", "The bus is early"),
        ("Ni wyddwn", "I did not know"),
    ]


def test_statements_are_typed_moved_and_removed_by_keyboard(
    qtbot: QtBot, window: MainWindow, context: Context, page: SessionsPage, survey: WholeSurvey, settled: Settled
):
    page.show_survey(survey.survey.id, False)
    settled()
    page.surveys.results.change.click()
    form = open_form(settled)
    assert isinstance(form, SurveyForm)
    table = form.statements.table
    table.setCurrentCell(ASKED, 1)
    QTest.keyClicks(table, "A")
    editor = table.focusWidget() or QApplication.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, " creche")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.currentRow() == ASKED + 1)  # Enter goes to the line below
    table.setCurrentCell(ASKED, 1)
    form.statements.buttons["up"].click()
    table.setCurrentCell(0, 1)
    form.statements.buttons["remove"].click()
    form.save.click()
    settled()
    texts = [one.text.en for one in kept(context, survey.survey.id).statements]
    assert texts == [*(f"Statement {n}" for n in range(2, 12)), "A creche", "Statement 12"]


def test_a_half_made_survey_is_there_again(window: MainWindow, page: SessionsPage, settled: Settled):
    window.actions_by_id["survey.barriers"][1].trigger()
    form = open_form(settled)
    assert isinstance(form, SurveyForm)
    form.statements.paste("One\nTwo")
    form.reject()
    settled()
    window.actions_by_id["survey.barriers"][1].trigger()
    again = open_form(settled)
    assert isinstance(again, SurveyForm)
    assert [line.cy or line.en for line in again.statements.lines] == ["One", "Two"]
    again._on_start_again()
    assert again.statements.lines == []
    again.reject()


def test_a_reflection_belongs_to_the_session_and_has_its_ten_statements(
    window: MainWindow, context: Context, page: SessionsPage, settled: Settled
):
    page.detail.new_survey_requested.emit(SurveyKind.PRINCIPLES)
    form = open_form(settled)
    assert isinstance(form, SurveyForm)
    assert len(form.statements.lines) == 10
    form.save.click()
    settled()
    assert page.chosen is not None
    assert [one.survey.kind for one in page.chosen.surveys if one.sheets == 0] == [SurveyKind.PRINCIPLES]


# Results --------------------------------------------------------------------------------------------------------


def filled(context: Context, survey: WholeSurvey, settled: Settled) -> None:
    assert context.project is not None
    sheets = []
    for place, (group, count) in enumerate(((0, 6), (1, 3))):
        for _number in range(count):
            answers = {one.id: (4, 2)[place] for one in survey.statements}
            sheets.append(AnswerSheet(survey_id=survey.survey.id, group_id=survey.groups[group].id, answers=answers))
    context.project.apply(surveys.enter, *sheets)
    settled()


def rows_of(table: QTableWidget) -> list[list[str]]:
    def text(row: int, column: int) -> str:
        item = table.item(row, column)
        return item.text() if item is not None else ""

    return [[text(row, column) for column in range(table.columnCount())] for row in range(table.rowCount())]


def test_results_are_bars_and_the_same_as_a_table(
    context: Context, page: SessionsPage, survey: WholeSurvey, settled: Settled
):
    filled(context, survey, settled)
    page.show_survey(survey.survey.id, False)
    settled()
    results = page.surveys.results
    table = results.sheet.findChild(QTableWidget, "survey-table")
    assert table is not None
    assert rows_of(table)[:4] == [
        ["Statement 1", *[""] * 6],
        ["All", "9", "0", "3", "0", "6", "0"],
        ["Residents", "6", "0", "0", "0", "6", "0"],
        ["Staff", "3", "0", "3", "0", "0", "0"],
    ]
    drawn = [list(row[1:]) for row in survey_blocks.rows(results.blocks, 0)]
    assert [row for row in rows_of(table) if row[1]] == drawn
    said = [one.accessibleName() for one in results.sheet.findChildren(QWidget) if one.accessibleName()]
    assert any("Residents: 6 answers; 6 agree, 0 neither, 0 disagree" in text for text in said)
    results.by_group.click()
    again = results.sheet.findChildren(QTableWidget, "survey-table")[-1]
    assert [row[0] for row in rows_of(again) if row[1]] == ["All"] * ASKED


def test_as_others_see_it_hides_a_small_group(
    context: Context, page: SessionsPage, survey: WholeSurvey, settled: Settled
):
    filled(context, survey, settled)
    page.show_survey(survey.survey.id, False)
    settled()
    results = page.surveys.results
    results.as_others.click()
    settled()
    table = results.sheet.findChildren(QTableWidget, "survey-table")[-1]
    assert rows_of(table)[1:4] == [
        ["All", "6", "0", "0", "0", "6", "0"],
        ["Residents", "6", "0", "0", "0", "6", "0"],
        ["Staff", "fewer than 5", "", "", "", "", ""],
    ]


def test_a_survey_without_sheets_says_what_to_do(
    context: Context, page: SessionsPage, survey: WholeSurvey, settled: Settled
):
    page.show_survey(survey.survey.id, False)
    settled()
    texts = [label.text() for label in page.surveys.results.sheet.findChildren(QLabel)]
    assert any(text.startswith("No sheet is typed up yet") for text in texts)
    assert "12. Statement 12" in texts


def test_sheets_are_written_to_be_printed_with_their_numbers(
    context: Context, page: SessionsPage, survey: WholeSurvey, settled: Settled, tmp_path
):
    page.show_survey(survey.survey.id, False)
    settled()
    page.surveys.results.print.click()
    dialog = open_form(settled, SurveyPrintDialog)
    assert isinstance(dialog, SurveyPrintDialog)
    dialog.copies.setValue(3)
    dialog.first.setValue(12)
    dialog.format.choose("survey-html")
    dialog.write_to(tmp_path / "sheets.html")
    settled()
    settled()
    written = (tmp_path / "sheets.html").read_text(encoding="utf-8")
    assert [f"<b>{number}</b>" in written for number in (11, 12, 14, 15)] == [False, True, True, False]
    assert written.count("Gosodiad 12") == 3
    assert json.dumps(written)


def test_a_project_that_is_only_read_offers_nothing_to_write(
    context: Context, page: SessionsPage, survey: WholeSurvey, settled: Settled, monkeypatch: pytest.MonkeyPatch
):
    filled(context, survey, settled)
    assert context.project is not None
    monkeypatch.setattr(type(context.project), "read_only", property(lambda _project: True))
    page.show_survey(survey.survey.id, True)
    settled()
    entry = page.surveys.entry
    type_keys(entry.grid, "1")
    assert entry.model.entry_row == -1
    assert not entry.finish.isEnabled()
    entry.leave.click()
    settled()
    assert not page.surveys.results.enter.isEnabled()
