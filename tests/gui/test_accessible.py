"""Everything can be reached by keyboard and has a name, in every view and dialog."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from asset_mapper.ui import menus, style_sheet
from asset_mapper.ui.main_window import MainWindow

from .scenes_on_stage import NAMES, SCENES, on_stage, shown_in

FIELDS = (
    QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QTextEdit, QAbstractItemView, QAbstractSpinBox,
)  # fmt: skip
ROLES = {
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.EditableText,
    QAccessible.Role.ComboBox,
    QAccessible.Role.SpinBox,
    QAccessible.Role.Slider,
}


def described(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{widget.objectName()}” in {type(widget.parentWidget()).__name__}"


def takes_keys(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled() and widget.focusProxy() is None


def is_part(widget: QWidget) -> bool:
    """Tell whether a widget is Qt's own inner part of another: the line of a spin box, the list of a combo box."""
    parent = widget.parentWidget()
    return widget.objectName().startswith("qt_") or isinstance(parent, QAbstractSpinBox | QComboBox | QLineEdit)


@pytest.mark.parametrize("scene", SCENES, ids=NAMES)
def test_every_field_and_button_has_a_name_and_a_place_in_the_order_of_tabs(
    qtbot: QtBot, sample_file: Path, tmp_path: Path, scene: Any
) -> None:
    with on_stage(qtbot, sample_file, tmp_path, scene, "en") as shown:
        fields = [widget for widget in shown_in(shown) if isinstance(widget, FIELDS) and not is_part(widget)]
        nameless = [described(widget) for widget in fields if takes_keys(widget) and not name_of(widget)]
        assert not nameless
        chain = tab_order(shown.window())
        stranded = [
            described(widget)
            for widget in fields
            if isinstance(widget, QAbstractButton) and widget.isEnabled() and widget not in chain
            if not (widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and not by_arrows(widget)
        ]
        assert not stranded, "only the mouse reaches these"
        assert not nameless_inside(QAccessible.queryAccessibleInterface(shown))


def name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def by_arrows(button: QAbstractButton) -> bool:
    """Tell whether the arrow keys or the menu key reach a button that Tab passes over."""
    return button.group() is not None or button.autoExclusive()


def tab_order(window: QWidget) -> list[QWidget]:
    chain, widget = [], window.nextInFocusChain()
    while widget is not None and widget is not window:
        if takes_keys(widget) and widget.isVisible():
            chain.append(widget)
        widget = widget.nextInFocusChain()
    return chain


def nameless_inside(interface: QAccessibleInterface | None, depth: int = 0) -> list[str]:
    """Walk what a screen reader walks; a long list is looked at by its first lines."""
    if interface is None or not interface.isValid() or depth > 24:
        return []
    state = interface.state()
    found = []
    if interface.role() in ROLES and state.focusable and not state.invisible:
        owner = interface.object()
        is_inner = isinstance(owner, QWidget) and is_part(owner)
        if not interface.text(QAccessible.Text.Name).strip() and not is_inner:
            found.append(f"{interface.role().name} {type(owner).__name__}")
    for number in range(min(interface.childCount(), 60)):
        found += nameless_inside(interface.child(number), depth + 1)
    return found


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
        *("QDateEdit", "QTimeEdit", "QAbstractItemView", "QCheckBox", "QRadioButton"),
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
