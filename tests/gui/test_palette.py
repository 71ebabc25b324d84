"""Going to anything by a few letters."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from asset_mapper.ui import menus, theme
from asset_mapper.ui.context import Context, Message
from asset_mapper.ui.dialogs.palette import Palette
from asset_mapper.ui.main_window import MainWindow

Settled = Callable[[], None]


@pytest.fixture
def palette(qtbot: QtBot, window: MainWindow, context: Context, settled: Settled) -> Palette:
    window.actions_by_id["window.palette"][1].trigger()
    (opened,) = window.findChildren(Palette)
    settled()
    return opened


def titles(palette: Palette) -> list[str]:
    return [palette.list.topLevelItem(row).text(0) for row in range(palette.list.topLevelItemCount())]


def typed(palette: Palette, text: str, settled: Settled, qtbot: QtBot) -> list[str]:
    palette.line.setText(text)
    qtbot.waitUntil(lambda: not palette._pause.isActive())
    settled()
    return titles(palette)


def test_without_a_word_every_action_is_there_with_its_key(palette: Palette) -> None:
    keys = {palette.list.topLevelItem(row).text(2) for row in range(palette.list.topLevelItemCount())}
    wanted = {action.shortcut for action in menus.all_actions() if action.shortcut and action.id != "window.palette"}
    assert wanted <= keys


def test_an_action_is_found_in_either_language(palette: Palette, settled: Settled, qtbot: QtBot) -> None:
    assert typed(palette, "undo", settled, qtbot)[0] == "Undo"
    assert typed(palette, "dadwneud", settled, qtbot)[0] == "Undo"


def test_an_asset_is_found_without_its_accents_and_chosen_by_enter(
    palette: Palette, window: MainWindow, context: Context, settled: Settled, qtbot: QtBot
) -> None:
    window.show_view("publish")
    assert typed(palette, "cor m", settled, qtbot)
    first = palette._entries[0]
    assert first.key.startswith("asset:")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: context.selection == (first.key.removeprefix("asset:"),))
    assert window.current_view == "assets"
    settled()


def test_an_outcome_is_found_by_its_code(
    palette: Palette, window: MainWindow, context: Context, settled: Settled, qtbot: QtBot
) -> None:
    asked: list[str] = []
    context.outcome_requested.connect(asked.append)
    assert typed(palette, "wfg5", settled, qtbot)[0].startswith("WFG5")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(asked))
    settled()


def test_what_cannot_be_done_just_now_says_why_and_does_nothing(
    palette: Palette, context: Context, settled: Settled, qtbot: QtBot
) -> None:
    said: list[Message] = []
    context.said.connect(said.append)
    typed(palette, "remove", settled, qtbot)
    entry = palette._entries[0]
    assert (entry.key, entry.run, entry.detail) == ("action:asset.delete", None, "Choose an asset first.")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert "Choose an asset first." in said[-1].text
    assert palette.isVisible()


def test_what_was_gone_to_lately_comes_first(
    palette: Palette, window: MainWindow, context: Context, settled: Settled, qtbot: QtBot
) -> None:
    typed(palette, "larger", settled, qtbot)
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.findChildren(Palette))
    window.actions_by_id["window.palette"][1].trigger()
    (again,) = window.findChildren(Palette)
    settled()
    assert titles(again)[0] == "Larger text"


def test_up_and_down_move_in_the_list_from_the_line(palette: Palette, qtbot: QtBot) -> None:
    qtbot.keyClick(palette.line, Qt.Key.Key_Down)
    qtbot.keyClick(palette.line, Qt.Key.Key_Down)
    qtbot.keyClick(palette.line, Qt.Key.Key_Up)
    assert palette.list.indexOfTopLevelItem(palette.list.currentItem()) == 1


def test_the_recent_entries_in_the_settings_hold_no_names(
    palette: Palette, context: Context, settled: Settled, qtbot: QtBot
) -> None:
    typed(palette, "cor m", settled, qtbot)
    name = palette._entries[0].title
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    settled()
    assert context.settings["palette.recent"] and name not in str(context.settings["palette.recent"])


@pytest.mark.parametrize("name", theme.THEMES)
def test_what_stands_quietly_beside_a_line_can_be_read(palette: Palette, qapp: QApplication, name: str) -> None:
    theme.put_on(qapp, name, 100)
    palette._fill()
    line = palette.list.topLevelItem(0)
    assert line is not None
    for column in (1, 2):
        assert line.foreground(column).color() == QColor(theme.colour("quiet", name))
    theme.put_on(qapp, "light", 100)
