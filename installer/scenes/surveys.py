"""Surveys: the results of one, as the team and as others see it, sheets being typed up, the forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from asset_mapper.domain.survey import SurveyKind
from scenes import Scene, Stage

if TYPE_CHECKING:
    from asset_mapper.ui.views.surveys_page import SurveysPage


def surveys(stage: Stage, kind: SurveyKind = SurveyKind.BARRIERS) -> SurveysPage:
    """Show the survey of a kind."""
    from asset_mapper.ui.views.sessions_page import SessionsPage

    page = stage.view("sessions")
    assert isinstance(page, SessionsPage)
    page.show_survey("", False)
    stage.idle()
    shown = page.surveys
    for row, summary in enumerate(shown._found):
        if summary.survey.kind is kind:
            shown.list.setCurrentRow(row)
    shown.results.as_others.setChecked(False)
    stage.idle()
    return shown


def results(stage: Stage) -> QWidget:
    surveys(stage)
    return stage.window


def principles(stage: Stage) -> QWidget:
    surveys(stage, SurveyKind.PRINCIPLES)
    return stage.window


def as_others(stage: Stage) -> QWidget:
    shown = surveys(stage)
    shown.results.as_others.setChecked(True)
    stage.idle()
    return stage.window


def table(stage: Stage) -> QWidget:
    shown = surveys(stage)
    bar = shown.results.sheet.verticalScrollBar()
    bar.setValue(bar.maximum())
    return stage.window


def typing_up(stage: Stage) -> QWidget:
    shown = surveys(stage)
    shown.type_up()
    stage.idle()
    QTest.keyClick(shown.entry.grid, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    for key in (Qt.Key.Key_4, Qt.Key.Key_2, Qt.Key.Key_5):
        QTest.keyClick(shown.entry.grid, key)
    stage.idle()
    return stage.window


def back(stage: Stage) -> None:
    from asset_mapper.ui.views.sessions_page import SessionsPage

    page = stage.view("sessions")
    assert isinstance(page, SessionsPage)
    entry = page.surveys.entry
    if page.surveys.currentWidget() is entry:
        for _key in range(3):
            QTest.keyClick(entry.grid, Qt.Key.Key_Backspace)
        entry.leave.click()
    page._leave_the_desk()
    stage.idle()


def form(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs.survey_form import SurveyForm

    surveys(stage).results.change.click()
    stage.idle()
    return stage.dialog(SurveyForm)


def printing(stage: Stage) -> QWidget:
    from asset_mapper.ui.dialogs.survey_print import SurveyPrintDialog

    surveys(stage).results.print.click()
    stage.idle()
    return stage.dialog(SurveyPrintDialog)


SCENES = (
    Scene("surveys", results, back, manual=True),
    Scene("surveys-principles", principles, back),
    Scene("surveys-as-others", as_others, back),
    Scene("surveys-table", table, back),
    Scene("surveys-typing-up", typing_up, back, manual=True),
    Scene("surveys-form", form, back),
    Scene("surveys-print", printing, back),
)
