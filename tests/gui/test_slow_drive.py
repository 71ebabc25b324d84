"""On a drive that is slow the window goes on: nothing is stored or asked in its thread, and it waits for nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from asset_mapper.domain.asset import Asset, AssetKind
from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.services import records
from asset_mapper.storage.database import Database
from asset_mapper.ui.actions import asset_actions
from asset_mapper.ui.context import Context
from asset_mapper.ui.main_window import MainWindow
from asset_mapper.ui.views import VIEWS

BEATS = 20  # of the window, while the drive thinks about one call: each comes 5 ms after the one before, or later
PATIENCE_S = 30  # of the drive with a window that stands still


class Drive:
    """Answers a call when the window has done something else meanwhile, and counts the calls."""

    def __init__(self) -> None:
        self.calls = 0
        self.by_the_window = 0
        self.in_vain = 0  # calls in which the window stood still
        self._beats = 0
        self._beats_a_call = 0
        self._heart = threading.Condition()

    def think(self, beats_a_call: int) -> None:
        """Let each call last so many beats of the window."""
        with self._heart:
            self._beats_a_call = beats_a_call
            self._heart.notify_all()

    def beat(self) -> None:
        with self._heart:
            self._beats += 1
            self._heart.notify_all()

    def call(self) -> None:
        self.calls += 1
        if threading.current_thread() is threading.main_thread():
            self.by_the_window += 1
            return
        with self._heart:
            began = self._beats
            if not self._heart.wait_for(lambda: self._beats - began >= self._beats_a_call, PATIENCE_S):
                self.in_vain += 1


@pytest.fixture
def drive(qapp: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Drive]:
    slow = Drive()
    heart = QTimer(interval=5)
    heart.timeout.connect(slow.beat)
    heart.start()
    for name in ("reading", "writing"):
        plain = getattr(Database, name)

        def slowed(self: Database, plain: Any = plain) -> Any:
            @contextmanager
            def waiting() -> Iterator[Any]:
                slow.call()
                with plain(self) as connection:
                    yield connection

            return waiting()

        monkeypatch.setattr(Database, name, slowed)
    yield slow
    heart.stop()


def test_nothing_is_asked_of_the_drive_in_the_windows_thread(
    drive: Drive, window: MainWindow, context: Context, settled: Callable[[], None]
) -> None:
    drive.by_the_window = 0
    before = drive.calls
    for view in VIEWS:
        window.show_view(view.key)
        settled()
    context.speak("cy")
    settled()
    context.entry_requested.emit()
    window.quick_entry.line.setText("Clwb gwau, grŵp, bob dydd Mawrth 2yp")
    settled()
    context.apply(records.add, Asset(name=Bilingual(cy="Un"), kind=AssetKind.GROUP), say=True)
    settled()
    context.undo()
    settled()
    assert drive.calls > before + len(VIEWS)
    assert drive.by_the_window == 0


def interactions(window: MainWindow, context: Context) -> dict[str, Callable[[], object]]:
    """What people do while the drive is thinking."""
    return {
        "search": lambda: window.header.search.setText("cor" if window.header.search.text() == "" else ""),
        "add": lambda: context.apply(records.add, Asset(name=Bilingual(cy="Un"), kind=AssetKind.GROUP)),
        "undo": context.undo,
        "language": lambda: context.speak("cy" if window.header.english.isChecked() else "en"),
        "quick entry": lambda: asset_actions.add_asset(context),
        "views": lambda: [window.show_view(key) for key in ("people", "sessions", "assets")],
    }


@pytest.mark.parametrize("what", ["search", "add", "undo", "language", "quick entry", "views"])
def test_the_window_goes_on_while_the_drive_thinks(
    qtbot: QtBot,
    drive: Drive,
    window: MainWindow,
    context: Context,
    settled: Callable[[], None],
    what: str,
) -> None:
    for key in ("publish", "assets"):
        window.show_view(key)
        settled()
    drive.calls = drive.by_the_window = 0
    drive.think(BEATS)
    interactions(window, context)[what]()
    qtbot.waitUntil(lambda: drive.calls > 0 and not context.jobs.busy)
    drive.think(0)
    assert (drive.by_the_window, drive.in_vain) == (0, 0)


def test_a_step_on_its_way_to_the_drive_is_not_said_to_be_saved(
    qtbot: QtBot, drive: Drive, window: MainWindow, context: Context, settled: Callable[[], None]
) -> None:
    settled()
    drive.think(1_000_000)  # until it is told to answer
    context.apply(records.add, Asset(name=Bilingual(cy="Un"), kind=AssetKind.GROUP))
    qtbot.waitUntil(lambda: window.status.saved.text() == "Saving …")
    drive.think(0)
    qtbot.waitUntil(lambda: window.status.saved.text() == "Saved")
    settled()
