"""Surveys on the projector: only those that the room may see, nothing under the floor, and the map comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from asset_mapper.domain.audience import Audience
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.survey import AnswerSheet, Statement, Survey, SurveyKind
from asset_mapper.services import new_surveys, records, room, surveys
from asset_mapper.ui.context import Context
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.views import projector as projectors
from asset_mapper.ui.views.projector import Projector
from asset_mapper.ui.views.sessions_page import SessionsPage

Settled = Callable[[], None]


def made(context: Context, name: str, visibility: Audience) -> Survey:
    """Make a survey that six residents and three of the staff answered, each group alike."""
    assert context.project is not None
    begun = new_surveys.begun(SurveyKind.BARRIERS)
    survey = replace(begun.survey, name=Bilingual(f"{name} cy", name), visibility=visibility)
    statement = Statement(survey_id=survey.id, text=Bilingual("Mae'n bell", "It is far"))
    context.project.apply(surveys.save, survey, [statement], begun.groups)
    sheets = [
        AnswerSheet(
            survey_id=survey.id,
            group_id=begun.groups[place].id,
            answers={statement.id: (4, 2)[place]},
            remarks="Told by Gwen",
        )
        for place, count in enumerate((6, 3))
        for _number in range(count)
    ]
    context.project.apply(surveys.enter, *sheets)
    return survey


@pytest.fixture
def projector(window: MainWindow, context: Context, settled: Settled) -> Iterator[Projector]:
    for one in room_surveys(context):
        context.apply(surveys.remove, one)
    settled()
    projectors.show(context)
    shown = context.companions["projector"]
    assert isinstance(shown, Projector)
    settled()
    yield shown
    shown.close()
    settled()


def room_surveys(context: Context) -> list[str]:
    assert context.project is not None
    return [survey_id for survey_id, _name in context.project.read(room.surveys_of_room)]


def read(projector: Projector) -> str:
    """Give all that can be read on it, or is said to a screen reader."""
    labels = [label.text() for label in projector.findChildren(QLabel) if label.isVisible()]
    return "\n".join([*labels, *(one.accessibleName() for one in projector.wall.findChildren(QWidget))])


def test_a_survey_is_shown_from_its_page_without_the_small_group(
    window: MainWindow, context: Context, projector: Projector, settled: Settled
):
    survey = made(context, "The way", Audience.PUBLIC)
    page = window.show_view("sessions")
    assert isinstance(page, SessionsPage)
    page.show_survey(survey.id, False)
    settled()
    page.surveys.results.wall.click()
    settled()
    shown = read(projector)
    assert "The way" in projector.title.text() and projector.wall.isVisible()
    assert "Residents · Trigolion: 6 answers; 6 agree" in shown and "It is far" in shown
    assert "3 disagree" not in shown and "9 answers" not in shown and "Gwen" not in shown
    staff = [bar.counts for block in projector.wall.blocks for bar in block.bars if "Staff" in bar.label]
    assert staff and all(counts.few and not counts.n for counts in staff)
    assert not projector.map or not projector.map.isVisible()


@pytest.mark.parametrize("visibility", [Audience.TEAM, Audience.PARTNERS])
def test_a_survey_that_does_not_go_to_everyone_is_never_on_the_wall(
    window: MainWindow, context: Context, projector: Projector, settled: Settled, visibility: Audience
):
    survey = made(context, "Kept here", visibility)
    page = window.show_view("sessions")
    assert isinstance(page, SessionsPage)
    page.show_survey(survey.id, False)
    settled()
    assert not page.surveys.results.wall.isEnabled()
    projectors.show_survey(context, survey.id)
    settled()
    assert projector.survey is None and not projector.wall.isVisible()
    assert "Kept here" not in read(projector)
    assert room_surveys(context) == []


def test_it_leaves_the_wall_when_its_counts_are_for_the_team_again(
    context: Context, projector: Projector, settled: Settled
):
    survey = made(context, "The way", Audience.PUBLIC)
    projector.show_survey(survey.id)
    settled()
    assert projector.wall.isVisible()
    context.apply(records.edit, Survey, survey.id, visibility=Audience.TEAM)
    settled()
    projector._read()  # what the pause after a step does
    settled()
    assert projector.survey is None and "The way" not in read(projector)


def test_s_goes_through_the_surveys_and_m_back_to_the_map(
    qtbot: QtBot, context: Context, projector: Projector, settled: Settled
):
    made(context, "First", Audience.PUBLIC)
    made(context, "Hidden", Audience.TEAM)
    made(context, "Second", Audience.PUBLIC)
    seen = []
    for _time in range(3):
        qtbot.keyClick(projector, Qt.Key.Key_S)
        settled()
        seen.append(projector.survey.whole.survey.name.en if projector.survey else "")
    assert seen == ["Second", "First", ""]
    qtbot.keyClick(projector, Qt.Key.Key_S)
    settled()
    assert projector.wall.isVisible()
    qtbot.keyClick(projector, Qt.Key.Key_M)
    assert not projector.wall.isVisible() and projector.total.isVisible()


def test_its_menu_offers_the_map_and_what_the_room_may_see(
    qtbot: QtBot, context: Context, projector: Projector, settled: Settled
):
    made(context, "Hidden", Audience.TEAM)
    made(context, "Ours & theirs", Audience.PUBLIC)
    assert context.project is not None
    projector._offer(projector.pos(), context.project.read(room.surveys_of_room))
    (menu,) = projector.findChildren(QMenu)
    assert [action.text() for action in menu.actions()] == ["The map", "Ours && theirs"]
    menu.actions()[1].trigger()
    menu.close()
    settled()
    assert projector.wall.isVisible() and "Ours & theirs" in projector.title.text()


def test_both_languages_are_on_the_wall_when_they_are_wished(
    context: Context, projector: Projector, settled: Settled
):
    survey = made(context, "The way", Audience.PUBLIC)
    context.settings["projector.language"] = "both"
    projector.show_survey(survey.id)
    settled()
    assert "It is far" in read(projector) and "Mae'n bell" in read(projector)
    context.settings["projector.language"] = "cy"
    settled()
    assert "It is far" not in read(projector) and "cytuno" in read(projector)
