"""What the keyboard has come to is scrolled to, from wherever it came."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from asset_mapper.ui.in_sight import InSight


@pytest.fixture
def form(qtbot: QtBot) -> QWidget:
    """Twenty fields that scroll, and a button below them."""
    made, inner, area = QWidget(), QWidget(), QScrollArea(widgetResizable=True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    column = QVBoxLayout(inner)
    for _number in range(20):
        column.addWidget(QLineEdit())
    area.setWidget(inner)
    outer = QVBoxLayout(made)
    outer.addWidget(area)
    outer.addWidget(QPushButton("Save"))
    made.resize(300, 200)
    InSight(made)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def is_whole(widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect() == widget.rect()


def test_tab_from_the_last_button_leads_to_a_first_field_that_can_be_seen(qtbot: QtBot, form: QWidget) -> None:
    fields, button = form.findChildren(QLineEdit), form.findChildren(QPushButton)[0]
    fields[-1].setFocus()
    qtbot.waitUntil(lambda: is_whole(fields[-1]))
    assert not is_whole(fields[0])
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Tab)
    assert fields[0].hasFocus()
    qtbot.waitUntil(lambda: is_whole(fields[0]))


def test_nothing_moves_under_a_mouse_that_is_pressed(qtbot: QtBot, form: QWidget) -> None:
    fields = form.findChildren(QLineEdit)
    cut = next(field for field in fields if field.visibleRegion().boundingRect() != field.rect())
    QTest.mousePress(fields[0], Qt.MouseButton.LeftButton)
    place = cut.mapTo(form, cut.rect().topLeft())
    cut.setFocus()
    qtbot.wait(50)
    assert cut.mapTo(form, cut.rect().topLeft()) == place
    QTest.mouseRelease(fields[0], Qt.MouseButton.LeftButton)
