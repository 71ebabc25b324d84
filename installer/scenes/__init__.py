"""What the pictures of the window show: a scene brings something up, and the script takes it in every look.

A module of this folder has ``SCENES``, a tuple. Where a scene leaves dialogs open, they are closed after the picture;
what else it changes (a selection, a text that was typed) it says how to take back in *after*.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

if TYPE_CHECKING:
    from asset_mapper.services.open_project import OpenProject
    from asset_mapper.ui.context import Context
    from asset_mapper.ui.main_window import MainWindow

Shown = TypeVar("Shown", bound=QWidget)
WIDE, HIGH = 1366, 768  # the smallest screen of an officer's laptop


@dataclass(frozen=True)
class Look:
    """How the window looks in a picture."""

    language: str  # cy, en
    theme: str = "light"  # light, dark, contrast
    text_percent: int = 100

    @property
    def name(self) -> str:
        """The ending of the picture's name: ``cy``, ``dark-en``, ``light-150-cy``."""
        size = f"{self.theme}-{self.text_percent}" if self.text_percent != 100 else self.theme
        return self.language if size == "light" else f"{size}-{self.language}"


LOOKS = tuple(
    Look(language, theme, percent)
    for theme in ("light", "dark", "contrast")
    for percent in (100, 150)
    for language in ("cy", "en")
)
BOTH = (Look("cy"), Look("en"))


@dataclass(frozen=True)
class Scene:
    """Something to take a picture of."""

    name: str  # window-NAME-LOOK.png
    show: Callable[[Stage], QWidget]  # brings it up, waits for it, and gives the widget to take
    after: Callable[[Stage], None] = lambda _stage: None
    readme: tuple[Look, ...] = ()  # the looks that docs/screenshots keeps
    manual: bool = False  # whether the manual shows it, in the language of the page
    without_project: bool = False


@dataclass
class Stage:
    """The window on the sample project, and ways to wait for it."""

    application: QApplication
    context: Context
    window: MainWindow
    work: Path  # a folder for files that a scene needs, with the project in it
    calm_ms: int = 400  # for drawing

    @property
    def project(self) -> OpenProject:
        assert self.context.project is not None
        return self.context.project

    def wait(self, done: Callable[[], bool], most_ms: int = 60_000, calm_ms: int = 0) -> None:
        """Let the window work until *done*, and a moment longer for drawing."""
        loop = QEventLoop()
        watch = QTimer(interval=50)
        watch.timeout.connect(lambda: loop.quit() if done() else None)
        watch.start()
        QTimer.singleShot(most_ms, loop, loop.quit)
        loop.exec()
        watch.stop()
        QTimer.singleShot(max(calm_ms, self.calm_ms), loop, loop.quit)
        loop.exec()

    def idle(self) -> None:
        """Wait until nothing is being worked on."""
        self.wait(lambda: not self.context.jobs.busy)

    def view(self, key: str) -> QWidget:
        """Bring a view of the rail to the front, and wait for it."""
        shown = self.window.show_view(key)
        self.idle()
        return shown

    def dialog(self, kind: type[Shown]) -> Shown:
        """Wait for a dialog of this kind, and give it."""
        found: list[Shown] = []

        def is_there() -> bool:
            found[:] = [one for one in self._shown() if isinstance(one, kind)]
            return bool(found)

        self.wait(is_there)
        self.idle()
        return found[-1]

    def trigger(self, action_id: str) -> None:
        """Do an action of the menus."""
        self.window.actions_by_id[action_id][1].trigger()

    def clear(self) -> None:
        """Close the dialogs that a scene has left open."""
        for widget in self._shown():
            if isinstance(widget, QDialog):
                widget.reject()
            elif widget.isWindow():
                widget.close()
        self.idle()

    def _shown(self) -> Iterator[Any]:
        for widget in self.application.allWidgets():
            if (
                widget.isVisible()
                and widget is not self.window
                and (widget.isWindow() or isinstance(widget, QDialog))
            ):
                yield widget


def all_scenes() -> tuple[Scene, ...]:
    """Gather the scenes of every module in this folder, in the order of their names."""
    modules = sorted(file.stem for file in Path(__file__).parent.glob("[a-z]*.py"))
    return tuple(scene for module in modules for scene in import_module(f"scenes.{module}").SCENES)
