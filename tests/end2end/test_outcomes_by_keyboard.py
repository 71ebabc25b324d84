"""Outcomes by keyboard alone, from a project with nothing in it: after every key it is where it can be seen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.outcome import ChosenBy, Outcome
from asset_mapper.domain.project import Project
from asset_mapper.services import links
from asset_mapper.services.open_project import OpenProject
from asset_mapper.ui.context import Context
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.views.outcomes_page import OutcomesPage
from tests.end2end.test_keyboard_alone import Keyboard

K, M = Qt.Key, Qt.KeyboardModifier
CTRL = M.ControlModifier


class Eyes(Keyboard):
    """A keyboard, and someone who has to see where it is."""

    def __init__(self, qtbot: QtBot, context: Context, window: MainWindow) -> None:
        super().__init__(qtbot, context, window)
        self.qtbot, self.context, self.window = qtbot, context, window

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = M.NoModifier) -> None:
        super().press(key, modifiers)
        if QApplication.activePopupWidget() is None:
            has = self.has()
            assert is_seen(has), f"{named(has)} has the keyboard and cannot be seen"

    def has(self) -> QWidget:
        """Give what takes the keys; of two dialogs it is in the one that came last."""
        dialogs = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
        in_front = dialogs or [self.window]
        if QApplication.activePopupWidget() is None and QApplication.activeWindow() not in in_front:
            self.qtbot.waitUntil(lambda: brought_forward(in_front[-1]), timeout=20_000)
        return QApplication.focusWidget() or in_front[-1]

    @property
    def outcomes(self) -> OutcomesPage:
        page = self.window.current_page
        assert isinstance(page, OutcomesPage)
        return page

    @property
    def project(self) -> OpenProject:
        assert self.context.project is not None
        return self.context.project

    def goal(self, code: str) -> Outcome:
        return self.project.read(links.coded_outcome, code)

    def to(self, name: str) -> QWidget:
        """Go by Tab to what a screen reader calls so, or what has such a text."""
        return self.tab_to(lambda widget: name in (widget.accessibleName(), text_of(widget)))

    def pick(self, value: object) -> None:
        """Choose in the field that has the keyboard."""
        self.press(K.Key_Home)
        for _press in range(20):
            choice: Any = self.has()  # it may be another one after a step
            if choice.value == value:
                return
            self.press(K.Key_Down)
        raise AssertionError(f"{value} cannot be chosen.")

    def walk(self) -> list[QWidget]:
        """Press Tab until it comes back to where it began."""
        begin = self.has()
        seen = [begin]
        while len(seen) < 150:
            self.press(K.Key_Tab)
            if self.has() is begin:
                return seen
            seen.append(self.has())
        raise AssertionError(f"Tab never came back to {named(begin)}: {[named(one) for one in seen[-12:]]}")


def is_seen(widget: QWidget) -> bool:
    return any(not one.visibleRegion().isEmpty() for one in (widget, *widget.findChildren(QWidget)))


def brought_forward(front: QWidget) -> bool:
    if not front.isActiveWindow():
        front.activateWindow()
    return front.isActiveWindow()


def text_of(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def named(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{widget.accessibleName() or text_of(widget)}”"


@pytest.fixture
def keys(qtbot: QtBot, window: MainWindow, context: Context, tmp_path: Path) -> Eyes:
    context.use(OpenProject.create(tmp_path / "gwag.assetmap", Project(title=Bilingual(en="What matters"))))
    made = Eyes(qtbot, context, window)
    made.settle()
    return made


def test_what_matters_is_chosen_and_found_with_tab_going_everywhere_and_round(keys: Eyes) -> None:
    keys.press(K.Key_4, CTRL)
    assert keys.has() is keys.outcomes.first_framework
    keys.walk()
    keys.press(K.Key_Space)
    keys.until_dialog(open_=True)
    keys.press(K.Key_Return)
    keys.until_dialog(open_=False)
    page = keys.outcomes
    assert keys.has() is page.tree
    seen = keys.walk()
    assert {page.search, page.assets, page.add, page.tree, page.steps["remove"], page.detail} <= set(seen)
    keys.to("Search outcomes")
    keys.type("healthier wales")
    keys.press(K.Key_Return)
    assert keys.has() is page.tree and page.detail.shown_id == keys.goal("WFG3").id
    keys.to("Who chose this outcome")
    keys.pick(ChosenBy.RESIDENTS)
    assert keys.goal("WFG3").chosen_by is ChosenBy.RESIDENTS
    assert keys.has().accessibleName() == "Who chose this outcome"
