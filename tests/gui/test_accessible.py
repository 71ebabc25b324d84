"""The order of Tab, the keys, and what shows where the keyboard is. That all has a name: ``test_every_scene.py``."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from asset_mapper.ui import menus, style_sheet
from asset_mapper.ui.main_window import MainWindow

from .reach import described, is_part, tab_order, takes_keys
from .scenes_on_stage import SCENES, on_stage, shown_in


@pytest.mark.parametrize(
    "scene",
    [scene for scene in SCENES if scene.name in ("assets", "publish-page", "people", "sessions")],
    ids=lambda scene: scene.name,
)
def test_tab_goes_from_top_to_bottom_and_not_back_and_forth(
    qtbot: QtBot, sample_file: Path, tmp_path: Path, scene: Any
) -> None:
    with on_stage(qtbot, sample_file, tmp_path, scene, "en") as shown:
        order = [widget for widget in tab_order(shown.window()) if shown.isAncestorOf(widget)]
        places = [(widget.mapTo(shown, QPoint(0, 0)), widget) for widget in order]
        backwards = sum(
            1
            for (before, _one), (after, _other) in pairwise(places)
            if after.y() < before.y() - 8 and after.x() <= before.x() + 8
        )
        assert backwards <= 2  # the rail ends and the next column begins


def test_every_action_can_be_done_by_keyboard(window: MainWindow) -> None:
    """In a menu, and in the palette, which lists all."""
    in_menus = {item for menu in menus.MENUS for item in menu.items}
    lost = [action.id for action in menus.all_actions() if action.id not in in_menus]
    assert not lost
    assert window.actions_by_id["window.palette"][1].shortcut().toString()


def test_no_two_actions_have_the_same_key_and_every_key_is_one_that_qt_knows(window: MainWindow) -> None:
    keys = [
        made.shortcut().toString() for _action, made in window.actions_by_id.values() if not made.shortcut().isEmpty()
    ]
    assert len(keys) == len(set(keys))
    assert len(keys) == sum(bool(action.shortcut) for action in menus.all_actions())


def test_the_letters_of_the_menus_differ_in_both_languages() -> None:
    from asset_mapper.i18n import _, speaking

    for code in ("cy", "en"):
        with speaking(code):
            letters = [
                found.group(1).lower() for menu in menus.MENUS if (found := re.search(r"&(\w)", _(menu.label)))
            ]
        assert len(letters) == len(set(letters)) == len(menus.MENUS), code


def test_every_kind_of_field_shows_that_it_has_the_focus() -> None:
    rules = re.findall(r"([\w:\[\]=\", \n-]+)\{\{ border: 2px solid \{accent\}", style_sheet.COLOURS)
    focused = " ".join(rules)
    for kind in (
        *("QPushButton", "QToolButton", "QLineEdit", "QComboBox", "QPlainTextEdit", "QTextEdit", "QSpinBox"),
        *("QDateEdit", "QTimeEdit", "QAbstractItemView", "QGraphicsView", "QCheckBox", "QRadioButton"),
    ):
        assert f"{kind}:focus" in focused, kind


def test_the_targets_are_large_enough(window: MainWindow) -> None:
    window.show_view("assets")
    QApplication.processEvents()
    small = [
        described(button)
        for button in shown_in(window)
        if isinstance(button, QAbstractButton) and not is_part(button) and takes_keys(button) and button.height() < 28
    ]
    assert not small
