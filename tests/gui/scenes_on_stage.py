"""Every view, dialog and empty state, as the script of the pictures brings them up: new ones are tested too."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from pytestqt.qtbot import QtBot

from asset_mapper.i18n import set_language
from asset_mapper.services.open_project import OpenProject
from asset_mapper.settings import Settings
from asset_mapper.ui import app, theme
from asset_mapper.ui.collecting import Collector

from .closing import close_down

INSTALLER = Path(__file__).resolve().parents[2] / "installer"
if str(INSTALLER) not in sys.path:
    sys.path.insert(0, str(INSTALLER))

from scenes import HIGH, WIDE, Scene, Stage, all_scenes  # noqa: E402

SCENES: tuple[Any, ...] = all_scenes()
NAMES = [scene.name for scene in SCENES]


@contextmanager
def on_stage(
    qtbot: QtBot, sample_file: Path, folder: Path, scene: Scene, language: str, text_percent: int = 100
) -> Iterator[QWidget]:
    """Bring one scene up at 1366×768, and give the widget that it shows."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    project = folder / "cwm-derwen.assetmap"
    shutil.copy(sample_file, project)
    settings = Settings(folder / "settings.json")
    settings["window.language"] = language
    settings["window.toured"] = True
    context = app.make_context(settings)
    collector = Collector(context)  # as the program does
    theme.put_on(application, "light", text_percent)
    window = app.make_window(context)
    window.resize(WIDE, HIGH)
    window.show()
    stage = Stage(application, context, window, folder, calm_ms=20)
    try:
        if not scene.without_project:
            context.use(OpenProject.open(project))
        stage.idle()
        yield scene.show(stage)
    finally:
        scene.after(stage)
        stage.clear()
        window.close()
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        collector.stop()
        close_down(context)
        theme.put_on(application, "light", 100)
        set_language("en")


def shown_in(widget: QWidget) -> Iterator[QWidget]:
    """Give all that can be seen of a widget and in it."""
    for child in (widget, *widget.findChildren(QWidget)):
        if child.isVisible() and (child is widget or child.isVisibleTo(widget)) and child.window() is widget.window():
            yield child


def is_scrolled(widget: QWidget, within: QWidget) -> bool:
    """Tell whether a widget lies on something that scrolls."""
    parent = widget.parentWidget()
    while parent is not None and parent is not within:
        if isinstance(parent, QAbstractScrollArea):
            return True
        parent = parent.parentWidget()
    return False
