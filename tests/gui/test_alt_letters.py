"""Letters with Alt: every one stands for one thing, in both languages, and the texts are as they were afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from string import ascii_letters, ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from asset_mapper.domain.asset import Asset
from asset_mapper.ui import menus
from asset_mapper.ui.alt_letters import letter_of, marked
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import hours_form
from asset_mapper.ui.dialogs.hours_form import HoursForm
from asset_mapper.ui.in_sight import InSight
from asset_mapper.ui.main_window import MainWindow

from .scenes_on_stage import shown_in

Settled = Callable[[], None]
TEXTS = st.lists(st.text(alphabet=st.sampled_from(ascii_letters + "ŵŷ &…()"), max_size=12), max_size=30)


@given(TEXTS, st.sets(st.sampled_from(ascii_lowercase), max_size=9))
def test_no_letter_is_given_twice_and_no_text_changes_but_for_its_mark(texts: list[str], taken: set[str]):
    plain = [text.replace("&", "&&") for text in texts]
    made = marked(plain, taken)
    letters = [letter for text in made if (letter := letter_of(text))]
    assert len(letters) == len(set(letters)) and not taken & set(letters)
    for before, after in zip(plain, made, strict=True):
        place = next((one for one, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), None)
        if after != before:
            place = len(before) if place is None else place
            assert after == f"{before[:place]}&{before[place:]}"
            assert QKeySequence.mnemonic(after).toString() == f"Alt+{letter_of(after).upper()}"
        else:
            left = set(ascii_lowercase) - taken - set(letters)
            assert not left & set(before.lower())  # no letter of it was free


def test_a_text_has_its_first_letter_then_that_of_a_word_then_any():
    texts = ["Save", "Source", "Remove", "Some of it", "Rs"]
    assert marked(texts) == ["&Save", "So&urce", "R&emove", "Some &of it", "&Rs"]  # the third gives way
    assert marked(["&Not now", "Name", "Ŵyn"], "y") == ["&Not now", "N&ame", "Ŵyn"]
    assert marked(["R&&D", "Redo"]) == ["&R&&D", "R&edo"]
    assert marked(["Map", "Paste", "Am", "Pa"]) == ["&Map", "Pa&ste", "&Am", "&Pa"]


# --- dialogs ----------------------------------------------------------------------------------------------------


@pytest.fixture
def form(qtbot: QtBot, context: Context, window: MainWindow, settled: Settled) -> HoursForm:
    """A form with fields of every sort, and the keyboard in it."""
    assert context.project is not None
    owner: Asset = context.project.read(lambda uow: next(iter(uow.assets.all())))
    hours_form.add(context, owner)
    settled()
    (shown,) = window.findChildren(HoursForm)
    shown.activateWindow()
    qtbot.waitUntil(lambda: bool(shown.property("has_keys")))
    return shown


def said_in(dialog: QWidget) -> dict[QWidget, str]:
    """Give the texts of the labels of fields, and of the buttons that can be pressed."""
    labels = [one for one in shown_in(dialog) if isinstance(one, QLabel) and one.buddy()]
    buttons = [one for one in shown_in(dialog) if isinstance(one, QAbstractButton) and one.isEnabled()]
    return {one: one.text() for one in (*labels, *buttons) if one.text()}


def letters_while_alt_is_held(dialog: QWidget) -> dict[QWidget, str]:
    QTest.keyPress(dialog, Qt.Key.Key_Alt)
    found = {one: letter_of(text) for one, text in said_in(dialog).items()}
    QTest.keyRelease(dialog, Qt.Key.Key_Alt)
    return found


@pytest.mark.parametrize("code", ["en", "cy"])
def test_every_field_and_button_of_a_form_has_a_letter_of_its_own(context: Context, form: HoursForm, code: str):
    context.speak(code)
    before = said_in(form)
    assert not any(map(letter_of, before.values()))
    letters = letters_while_alt_is_held(form)
    assert all(letters.values()) and len(set(letters.values())) == len(letters)
    assert letters[form.save] == form.save.text()[0].lower()
    assert said_in(form) == before


def test_alt_and_its_letter_go_to_a_field_and_bring_it_into_sight(qtbot: QtBot, form: HoursForm):
    InSight(form)  # as the window has it
    form.resize(form.width(), 300)
    label = next(one for one in said_in(form) if isinstance(one, QLabel) and one.buddy() is form.url)
    letter = letters_while_alt_is_held(form)[label].upper()
    qtbot.keyClick(form.periods, Qt.Key[f"Key_{letter}"], Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(form.url.hasFocus)
    qtbot.waitUntil(lambda: not form.url.visibleRegion().isEmpty())
    assert not form.periods.toPlainText() and letter_of(label.text()) == ""


def test_another_language_while_alt_is_held_is_said_without_marks(context: Context, form: HoursForm):
    QTest.keyPress(form, Qt.Key.Key_Alt)
    context.speak("cy")
    QTest.keyRelease(form, Qt.Key.Key_Alt)
    assert form.cancel.text() == "Canslo" and form.save.text() == "Cadw"


def test_altgr_writes_letters_and_marks_none(form: HoursForm):
    before = said_in(form)
    QTest.keyPress(form, Qt.Key.Key_Alt, Qt.KeyboardModifier.ControlModifier)
    assert said_in(form) == before


# --- menus ------------------------------------------------------------------------------------------------------


def open_menus(window: MainWindow) -> Iterator[QMenu]:
    for action in window.menuBar().actions():
        menu = action.menu()
        assert isinstance(menu, QMenu)
        menu.popup(window.pos())
        yield menu
        menu.close()


@pytest.mark.parametrize("code", ["en", "cy"])
def test_everything_in_a_menu_has_a_letter_while_the_menu_is_open(window: MainWindow, context: Context, code: str):
    context.speak(code)
    before = {key: made.text() for key, (_action, made) in window.actions_by_id.items()}
    seen = 0
    for menu in open_menus(window):
        texts = [action.text() for action in menu.actions() if not action.isSeparator()]
        letters = [letter_of(text) for text in texts]
        assert all(letters) and len(set(letters)) == len(letters), texts
        seen += len(texts)
    assert seen == sum(item != menus.LINE for menu in menus.MENUS for item in menu.items)
    assert {key: made.text() for key, (_action, made) in window.actions_by_id.items()} == before


def test_no_dialog_of_the_window_is_without_letters(qtbot: QtBot, window: MainWindow):
    window.actions_by_id["window.settings"][1].trigger()
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible())
    dialog.activateWindow()
    qtbot.waitUntil(lambda: bool(dialog.property("has_keys")))
    letters = letters_while_alt_is_held(dialog)
    assert letters and all(letters.values()) and len(set(letters.values())) == len(letters)
    dialog.close()
