"""A window without a screen and without a project, as the program begins."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox --disable-gpu")

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from asset_mapper.i18n import set_language
from asset_mapper.settings import Settings
from asset_mapper.ui import app, theme
from asset_mapper.ui.collecting import Collector
from asset_mapper.ui.context import Context
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.web import scheme
from tests.gui.closing import close_down

scheme.register()  # as the program does, before there is an application


@pytest.fixture
def context(qapp: QApplication, tmp_path: Path) -> Iterator[Context]:
    """What the window shares."""
    settings = Settings(tmp_path / "settings.json")
    settings["window.toured"] = True
    settings["window.language"] = "en"
    theme.put_on(qapp, "light", 100)
    made = app.make_context(settings)
    collector = Collector(made)  # as the program does
    set_language("en")
    yield made
    collector.stop()
    close_down(made)


@pytest.fixture
def settled(qtbot: QtBot, context: Context) -> Callable[[], None]:
    """Give a function that waits until all work beside the window is done."""
    return lambda: qtbot.waitUntil(lambda: not context.jobs.busy)


@pytest.fixture
def window(qtbot: QtBot, context: Context) -> MainWindow:
    """The window with its start page."""
    made = app.make_window(context)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    return made
