"""A window without a screen, on the sample project, and its jobs ended at the end."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox --disable-gpu")

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from asset_mapper.services import sample
from asset_mapper.services.open_project import OpenProject
from asset_mapper.settings import Settings
from asset_mapper.ui import app, theme
from asset_mapper.ui.context import Context
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.web import scheme

from .closing import close_down

scheme.register()  # as the program does, before there is an application


@pytest.fixture(scope="module", autouse=True)
def _what_stays_is_not_looked_through() -> None:
    """Leave modules and tests out of what each test collects: half a million objects, a third of a second."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the sample project, to be copied."""
    path = tmp_path_factory.mktemp("sample") / "sample.assetmap"
    sample.make(path).close()
    return path


@pytest.fixture
def context(qapp: object, tmp_path: Path) -> Iterator[Context]:
    """What the window shares."""
    gc.collect()  # what earlier tests left goes in this thread: Qt's objects must not go in one that does other work
    gc.disable()
    made = app.make_context(Settings(tmp_path / "settings.json"))
    yield made
    close_down(made)
    gc.enable()


@pytest.fixture
def settled(qtbot: QtBot, context: Context) -> Callable[[], None]:
    """Give a function that waits until all work beside the window is done."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not context.jobs.busy)

    return wait


@pytest.fixture
def window(qtbot: QtBot, context: Context, sample_file: Path, tmp_path: Path) -> MainWindow:
    """The window on a copy of the sample project."""
    path = tmp_path / "cwm.assetmap"
    shutil.copy(sample_file, path)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.put_on(application, "light", 100)
    made = app.make_window(context)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    context.use(OpenProject.open(path))
    qtbot.waitUntil(lambda: not context.jobs.busy)
    return made
