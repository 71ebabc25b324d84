"""The whole application by keyboard alone: no click, no call; only keys, sent to whatever has them.

The system's own dialogs for files answer by themselves: they are not ours.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from asset_mapper.ui.context import Context
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.views import VIEWS
from asset_mapper.ui.views.publish_page import PublishPage

K, M = Qt.Key, Qt.KeyboardModifier
CTRL, SHIFT, ALT = M.ControlModifier, M.ShiftModifier, M.AltModifier


def _brought_forward(front: QWidget) -> bool:
    """Ask again while another window, on its way out, still has the keys."""
    if not front.isActiveWindow():
        front.activateWindow()
    return front.isActiveWindow()


class Keyboard:
    """Ten fingers, and eyes that see which dialog is open."""

    def __init__(self, qtbot: QtBot, context: Context, window: MainWindow) -> None:
        self._qtbot, self._context, self._window = qtbot, context, window

    def has(self) -> QWidget:
        """Give what takes the keys: where there is no desktop, a dialog that came up has to be brought forward."""
        front = self.dialog() or self._window
        if (
            not front.isActiveWindow()
            and QApplication.activePopupWidget() is None
            and len(_windows()) < 2 + (front is not self._window)
        ):
            self._qtbot.waitUntil(lambda: _brought_forward(front))
        return QApplication.focusWidget() or front

    def make_project(self, welsh: str, english: str) -> None:
        """Make a project of that title, kept where the dialog for files is made to say."""
        self.press(K.Key_N, CTRL | SHIFT)
        self.until_dialog(open_=True)
        self.type(welsh)
        self.press(K.Key_Tab)
        self.type(english)
        for _step in range(3):
            self.to_button("Next")
            self.press(K.Key_Space)
        self.to_button("Choose where to keep it …")
        self.press(K.Key_Space)
        self.until_dialog(open_=False)
        self._qtbot.waitUntil(lambda: self._context.project is not None)
        self.settle()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = M.NoModifier) -> None:
        self._qtbot.keyClick(self.has(), key, modifiers)
        self.settle()

    def type(self, text: str) -> None:
        self._qtbot.keyClicks(self.has(), text)

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: not self._context.jobs.busy)

    def dialog(self) -> QDialog | None:
        shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
        return shown[-1] if shown else None

    def until_dialog(self, *, open_: bool) -> None:
        self._qtbot.waitUntil(lambda: (self.dialog() is not None) == open_)
        self.settle()

    def tab_to(self, wanted: Callable[[QWidget], bool], most: int = 150) -> QWidget:
        """Press Tab until the keys go where one wants."""
        for _press in range(most):
            if wanted(self.has()):
                return self.has()
            self.press(K.Key_Tab)
        raise AssertionError(f"Tab never came there; it is at {self.has()}.")

    def to_button(self, text: str) -> None:
        self.tab_to(lambda widget: getattr(widget, "text", lambda: "")() == text)


@pytest.fixture
def keys(qtbot: QtBot, context: Context, window: MainWindow) -> Keyboard:
    return Keyboard(qtbot, context, window)


def names(context: Context) -> list[str]:
    assert context.project is not None
    return sorted(context.project.read(lambda uow: [asset.name.given for asset in uow.assets.all()]))


def test_the_whole_application_by_keyboard_alone(
    qtbot: QtBot,
    keys: Keyboard,
    window: MainWindow,
    context: Context,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = iter((tmp_path / "cwm.assetmap", tmp_path / "map.html"))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(next(answers)), ""))

    # A project is made
    keys.make_project("Beth sydd gennym", "What we have")

    # Every view is reached
    for place, view in enumerate(VIEWS, 1):
        keys.press(K(int(K.Key_0) + place), CTRL)
        assert window.current_view == view.key

    # A session begins, and things are typed
    keys.press(K.Key_M, CTRL | SHIFT)
    keys.until_dialog(open_=True)
    keys.type("Hall")
    keys.to_button("Begin")
    keys.press(K.Key_Space)
    keys.until_dialog(open_=False)
    assert context.session.text == "Session: Hall"
    keys.press(K.Key_N, CTRL)
    for line in (
        "Village hall, place, SN 972 665",
        "Knit and natter, group, Tuesdays 2pm, Village hall",
        "Choir, group",
    ):
        keys.type(line)
        keys.press(K.Key_Return)
    keys.press(K.Key_Escape)
    assert names(context) == ["Choir", "Knit and natter", "Village hall"]

    # One is found by the palette, and changed in its form
    keys.press(K.Key_K, CTRL)
    keys.type("knit")
    qtbot.waitUntil(lambda: _offers(keys.dialog(), "Knit and natter"))
    keys.press(K.Key_Return)
    keys.until_dialog(open_=False)
    assert len(context.selection) == 1
    keys.press(K.Key_E, CTRL)
    keys.until_dialog(open_=True)
    keys.type("Knit, natter and tea")
    keys.to_button("Save")
    keys.press(K.Key_Space)
    keys.until_dialog(open_=False)
    assert "Knit, natter and tea" in names(context)
    keys.press(K.Key_Z, CTRL)
    assert "Knit and natter" in names(context)

    # Help, the projector, and both languages
    keys.press(K.Key_F1)
    qtbot.waitUntil(lambda: len(_windows()) == 2)
    keys.press(K.Key_Escape)
    qtbot.waitUntil(lambda: len(_windows()) == 1)
    window.activateWindow()
    keys.press(K.Key_F5)
    qtbot.waitUntil(lambda: len(_windows()) == 2)
    keys.press(K.Key_Escape)
    qtbot.waitUntil(lambda: len(_windows()) == 1)
    window.activateWindow()
    keys.press(K.Key_C, CTRL | ALT)
    assert window.windowTitle().endswith("Beth sydd gennym")
    keys.press(K.Key_E, CTRL | ALT)

    # A map is published
    keys.press(K.Key_P, CTRL)
    page = window.current_page
    assert isinstance(page, PublishPage)
    keys.tab_to(lambda widget: widget is page.writing.write)
    keys.press(K.Key_Space)
    qtbot.waitUntil((tmp_path / "map.html").exists)
    keys.settle()

    # And the project is closed
    keys.press(K.Key_W, CTRL)
    assert context.project is None
    assert "Beth sydd gennym" in (tmp_path / "map.html").read_text(encoding="utf-8")


def _offers(dialog: QDialog | None, text: str) -> bool:
    """Tell whether the first thing that a dialog lists is what one looks for."""
    from PySide6.QtWidgets import QAbstractItemView

    if dialog is None:
        return False
    views = dialog.findChildren(QAbstractItemView)
    models = [view.model() for view in views if view.model() is not None and view.model().rowCount()]
    return any(text in str(model.index(0, 0).data()) for model in models)


def _windows() -> list[QWidget]:
    return [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.isWindow() and one.windowTitle()]
