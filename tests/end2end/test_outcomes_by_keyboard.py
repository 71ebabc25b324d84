"""Outcomes, links, evidence and pathways by keyboard alone, from a project with nothing in it.

After every key the keyboard is somewhere that can be seen. The people and the place are fictional.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.evidence import Coverage
from asset_mapper.domain.link import FourCo
from asset_mapper.domain.outcome import ChosenBy, Outcome
from asset_mapper.domain.project import Project
from asset_mapper.services import links, outcome_portrait, votes
from asset_mapper.services.open_project import OpenProject
from asset_mapper.ui.context import Context
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.views.outcomes_page import OutcomesPage
from asset_mapper.ui.views.pathways_page import PathwaysPage
from tests.end2end.test_keyboard_alone import Keyboard

K, M = Qt.Key, Qt.KeyboardModifier
CTRL, SHIFT, ALT = M.ControlModifier, M.ShiftModifier, M.AltModifier


class Eyes(Keyboard):
    """A keyboard, and someone who has to see where it is."""

    def __init__(self, qtbot: QtBot, context: Context, window: MainWindow) -> None:
        super().__init__(qtbot, context, window)
        self.qtbot, self.context, self.window = qtbot, context, window

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = M.NoModifier) -> None:
        super().press(key, modifiers)
        if QApplication.activePopupWidget() is None:
            self.qtbot.waitUntil(lambda: is_seen(self.has()))

    def has(self) -> QWidget:
        """Give what takes the keys; of two dialogs it is in the one that came last."""
        dialogs = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
        in_front = dialogs or [self.window]
        if QApplication.activePopupWidget() is None and QApplication.activeWindow() not in in_front:
            self.qtbot.waitUntil(lambda: brought_forward(in_front[-1]))
        return QApplication.focusWidget() or in_front[-1]

    def take_offered(self) -> None:
        """Take the first of what a field offers."""
        self.qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
        for key in (K.Key_Down, K.Key_Return):
            self.qtbot.keyClick(QApplication.activePopupWidget(), key)
        self.settle()
        for _turn in range(3):  # a screen that is none gives the keyboard back to the dialog later than a real one
            self.qtbot.wait(20)
            self.has()

    @property
    def outcomes(self) -> OutcomesPage:
        page = self.window.current_page
        assert isinstance(page, OutcomesPage)
        return page

    @property
    def pathways(self) -> PathwaysPage:
        page = self.window.current_page
        assert isinstance(page, PathwaysPage)
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

    def push(self, name: str) -> None:
        """Go to a button, and press it."""
        self.to(name)
        self.press(K.Key_Space)

    def push_for_dialog(self, name: str) -> None:
        self.push(name)
        self.until_dialog(open_=True)

    def save(self) -> None:
        self.push("Save")
        self.until_dialog(open_=False)

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


def test_from_nothing_to_lessons_by_keyboard_alone(keys: Eyes) -> None:
    choose_what_matters(keys)
    link_what_is_there(keys)
    note_what_is_known(keys)
    count_the_dots(keys)
    see_a_change(keys)
    look_at_a_glance(keys)
    begin_a_pathway(keys)
    write_slips(keys)
    draw_an_arrow(keys)
    go_round_the_tables(keys)


def choose_what_matters(keys: Eyes) -> None:
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


def link_what_is_there(keys: Eyes) -> None:
    """In quick entry, and from the outcome, with one sentence and one of the Four Co's."""
    goal = keys.goal("WFG3")
    keys.press(K.Key_N, CTRL)
    for line in ("Choir, group -> WFG3", "Community cafe, place"):
        keys.type(line)
        keys.press(K.Key_Return)
    keys.press(K.Key_Escape)
    keys.press(K.Key_4, CTRL)
    assert keys.has() is keys.outcomes.tree and keys.outcomes.detail.shown_id == goal.id
    keys.push_for_dialog("Supported by …")
    assert keys.has().accessibleName() == "Supported by"
    keys.walk()
    keys.type("cafe")
    keys.take_offered()
    keys.press(K.Key_Tab)
    keys.type("It is warm, and someone says hello")
    keys.to("Which of the Four Co's it is")
    keys.pick(FourCo.DELIVER)
    keys.save()
    assert text_of(keys.has()) == "Supported by …"  # where one was
    shown = keys.project.read(outcome_portrait.portrait, goal.id)
    assert shown is not None
    how = {known.other.name.en: known.link.how for known in shown.supported_by}
    assert set(how) == {"Choir", "Community cafe"}
    assert how["Community cafe"] == Bilingual(en="It is warm, and someone says hello")


def note_what_is_known(keys: Eyes) -> None:
    """In a line, in full, and with Undo by its key."""
    keys.push_for_dialog("Evidence on the link to Community cafe")
    for said in ("People say so", "So does the nurse"):
        keys.type(said)
        keys.press(K.Key_Return)
        assert keys.has().accessibleName() == "Add what is known, in one line"
    keys.walk()
    keys.push("In full …")
    keys.qtbot.waitUntil(lambda: keys.has().accessibleName() == "What is known in English")
    keys.type("Fewer people say that they are lonely")
    keys.to("How far it reaches")
    keys.pick(Coverage.CHANGE)
    keys.push("Figures")
    for label, typed in (("Before", "39"), ("After", "22"), ("Unit, such as % or hours", "%")):
        keys.to(label)
        keys.type(typed)
    keys.to("Number of people or cases (n)")
    keys.type("46")
    keys.walk()
    keys.push("Save")
    keys.qtbot.waitUntil(lambda: keys.has().accessibleName() == "In full …" or text_of(keys.has()) == "In full …")
    keys.press(K.Key_Escape)
    keys.until_dialog(open_=False)
    assert keys.has().accessibleName() == "Evidence on the link to Community cafe"
    known = keys.project.read(lambda uow: list(uow.evidence.all()))
    assert {piece.coverage for piece in known} == {Coverage.BELIEF, Coverage.CHANGE} and len(known) == 3


def count_the_dots(keys: Eyes) -> None:
    page, goal = keys.outcomes, keys.goal("WFG3")
    keys.to("Search outcomes")
    keys.press(K.Key_A, CTRL)
    keys.press(K.Key_Delete)
    keys.press(K.Key_Return)
    assert keys.has() is page.tree and page.detail.shown_id == goal.id
    keys.press(K.Key_1)
    keys.press(K.Key_2)
    keys.press(K.Key_Return)
    keys.press(K.Key_Up)
    assert page.detail.shown_id == goal.id
    keys.press(K.Key_Plus, CTRL)  # larger text, and no vote
    keys.press(K.Key_0, CTRL)
    assert sum(keys.project.read(votes.by_session)[goal.id].values()) == 12


def see_a_change(keys: Eyes) -> None:
    keys.push_for_dialog("Add an indicator …")
    keys.type("More people eat together")
    keys.to("Baseline: the number at the beginning")
    keys.type("12")
    keys.walk()
    keys.save()
    assert text_of(keys.has()) == "Add an indicator …"
    keys.push_for_dialog("Readings of More people eat together")
    keys.walk()
    keys.push("Add a reading …")
    keys.qtbot.waitUntil(lambda: keys.has().accessibleName() == "Day of the reading")
    keys.type("1/10/2026")
    keys.to("Number")
    keys.type("31")
    keys.push("Save")
    keys.qtbot.waitUntil(lambda: text_of(keys.has()) == "Add a reading …")
    keys.to("The readings as a table")
    keys.press(K.Key_Down)
    keys.press(K.Key_Return)
    keys.qtbot.waitUntil(lambda: keys.has().accessibleName() == "Day of the reading")
    keys.press(K.Key_Escape)
    keys.qtbot.waitUntil(lambda: keys.has().accessibleName() == "The readings as a table")
    keys.press(K.Key_Escape)
    keys.until_dialog(open_=False)
    assert keys.has().accessibleName() == "Readings of More people eat together"


def look_at_a_glance(keys: Eyes) -> None:
    """The matrix and what a cell is made of, what is not yet recorded, and what stands around."""
    page = keys.outcomes
    keys.to("All outcomes")
    keys.press(K.Key_Right)
    assert page.glance.isVisible()
    keys.walk()
    keys.to("What supports which goal")
    keys.press(K.Key_Down)
    for _step in range(2):
        keys.press(K.Key_Right)
    assert [entry.asset.name.en for entry in page.glance.entries] == ["Choir"]
    keys.push_for_dialog("Evidence on the link to Choir")
    keys.press(K.Key_Escape)
    keys.until_dialog(open_=False)
    assert keys.has().accessibleName() == "Evidence on the link to Choir"
    keys.to("At a glance")
    keys.press(K.Key_Right)
    keys.walk()
    gaps = page.gaps.tree
    keys.tab_to(lambda widget: widget is gaps)
    for _press in range(40):
        item = gaps.currentItem()
        if item is not None and item.text(0).startswith("Choir → WFG3"):
            break
        keys.press(K.Key_Down)
    keys.press(K.Key_Return)
    keys.until_dialog(open_=True)
    keys.press(K.Key_Escape)
    keys.until_dialog(open_=False)
    assert keys.has() is gaps
    keys.tab_to(lambda widget: text_of(widget) == "Not yet recorded")
    for _press in range(2):
        keys.press(K.Key_Left)
    keys.push_for_dialog("As a diagram …")
    keys.walk()
    keys.press(K.Key_Escape)
    keys.until_dialog(open_=False)


def begin_a_pathway(keys: Eyes) -> None:
    keys.press(K.Key_5, CTRL)
    page = keys.pathways
    assert keys.has() is page.none_yet.begin
    keys.walk()
    keys.press(K.Key_Space)
    choose(keys, "Community safety")
    keys.qtbot.waitUntil(lambda: len(page.canvas.cards) == 12)
    assert keys.has() is page.canvas
    seen = keys.walk()
    assert {page.bar.choice, page.bar.add, page.bar.more, page.canvas, page.side.list} <= set(seen)


def choose(keys: Eyes, words: str) -> None:
    """Choose from the menu that is open."""
    menu: Any = QApplication.activePopupWidget()
    for _press in range(len(menu.actions())):
        if (action := menu.activeAction()) is not None and action.text() == words:
            break
        keys.qtbot.keyClick(menu, K.Key_Down)
    keys.qtbot.keyClick(menu, K.Key_Return)
    keys.settle()


def write_slips(keys: Eyes) -> None:
    """From card to arrow, with Enter a slip, and on to the next arrow without evidence."""
    page = keys.pathways
    keys.to(page.canvas.accessibleName())
    keys.press(K.Key_Right)
    keys.press(K.Key_Right)
    first = page.canvas.current_id
    assert first in page.canvas.arrows
    keys.press(K.Key_Return)
    for said in ("Nine reports a month", "Twelve panels met"):
        assert keys.has() is page.side.slip.note
        keys.type(said)
        keys.press(K.Key_Return)
    assert page.side.counted.text().startswith("2 of ")
    assert page.canvas.current_id not in ("", first)
    keys.press(K.Key_U, ALT)
    assert text_of(keys.has()) == "Undo"
    keys.press(K.Key_Space)
    keys.qtbot.waitUntil(lambda: page.side.counted.text().startswith("1 of "))
    assert keys.has() is page.side.slip.note  # where one was


def draw_an_arrow(keys: Eyes) -> None:
    page = keys.pathways
    keys.to("Put an asset or outcome on it")
    keys.type("choir")
    keys.take_offered()
    keys.press(K.Key_Return)
    keys.qtbot.waitUntil(lambda: len(page.canvas.cards) == 13)
    card = page.canvas.current_id
    keys.to("Draw an arrow from here to")
    keys.type("Q1")
    keys.take_offered()
    keys.press(K.Key_Return)
    keys.qtbot.waitUntil(lambda: any(one.link.start_id == card for one in page.canvas.arrows.values()))


def go_round_the_tables(keys: Eyes) -> None:
    page = keys.pathways
    keys.press(K.Key_M, CTRL | SHIFT)
    keys.until_dialog(open_=True)
    keys.type("Hall")
    keys.tab_to(lambda widget: widget.accessibleName().startswith("Tables"))
    keys.type("Oak; Ash")
    keys.push("Begin")
    keys.until_dialog(open_=False)
    keys.qtbot.waitUntil(page.banner.isVisible)
    assert page.banner.turn.text() == "It is the turn of Oak"
    keys.push("Circulate")
    assert page.banner.turn.text() == "It is the turn of Ash" and keys.has() is page.banner.circulate
    keys.walk()
    keys.push("Lessons …")
    keys.type("We count reports")
    keys.push("Keep what was learned")
    assert keys.has() is page.side.keep_lessons
    lessons = keys.project.read(lambda uow: [one.lessons for one in uow.pathways.all()])
    assert lessons == [Bilingual(en="We count reports")]
