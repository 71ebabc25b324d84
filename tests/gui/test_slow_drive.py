"""On a drive that takes half a second for each call the window goes on: nothing is stored or asked in its thread."""

from __future__ import annotations

import threading
import time
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

CALL_S = 0.5
STILL_S = 0.4  # of a window that waits for a call; ours is asked for 0.1, and a busy machine is forgiven the rest
TRIES = 3


class Drive:
    """Counts the calls, and those that the window's own thread made."""

    def __init__(self) -> None:
        self.calls = 0
        self.by_the_window = 0
        self.delay_s = 0.0

    def call(self) -> None:
        self.calls += 1
        if threading.current_thread() is threading.main_thread():
            self.by_the_window += 1
        time.sleep(self.delay_s)


@pytest.fixture
def drive(monkeypatch: pytest.MonkeyPatch) -> Drive:
    slow = Drive()
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
    return slow


@contextmanager
def heartbeat() -> Iterator[list[float]]:
    """Measure the longest time, in seconds, in which the window did nothing for anybody."""
    longest = [0.0]
    last = time.monotonic()

    def beat() -> None:
        nonlocal last
        now = time.monotonic()
        longest[0] = max(longest[0], now - last)
        last = now

    timer = QTimer(interval=5)
    timer.timeout.connect(beat)
    timer.start()
    yield longest
    beat()
    timer.stop()


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
        "views": lambda: [window.show_view(key) for key in ("assets", "publish", "assets")],
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
    drive.delay_s = CALL_S
    stood_still = []
    for _try in range(TRIES):  # a machine that is busy with something else pauses now and then
        with heartbeat() as longest:
            interactions(window, context)[what]()
            qtbot.waitUntil(lambda: not context.jobs.busy)
        stood_still.append(longest[0])
        if min(stood_still) < STILL_S:
            break
    drive.delay_s = 0
    settled()
    assert min(stood_still) < STILL_S


def test_a_step_on_its_way_to_the_drive_is_not_said_to_be_saved(
    qtbot: QtBot, drive: Drive, window: MainWindow, context: Context, settled: Callable[[], None]
) -> None:
    settled()
    drive.delay_s = CALL_S
    context.apply(records.add, Asset(name=Bilingual(cy="Un"), kind=AssetKind.GROUP))
    qtbot.waitUntil(lambda: window.status.saved.text() == "Saving …")
    drive.delay_s = 0
    qtbot.waitUntil(lambda: window.status.saved.text() == "Saved")
    settled()
