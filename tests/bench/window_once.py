"""One start of a window, measured from its beginning: a bare one, or ours. Run by ``bench_window.py``."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

STARTED = float(os.environ["BENCH_STARTED"])
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox --disable-gpu")
MOST_S = 120.0


def since() -> float:
    return time.time() - STARTED


def say(**figures: object) -> None:
    print(json.dumps(figures), flush=True)
    os._exit(0)


def memory_mb() -> float:
    """Give what this process and its helpers have of the memory, what they share counted once."""
    import psutil

    own = psutil.Process()
    total = 0
    for process in (own, *own.children(recursive=True)):
        full = process.memory_full_info()
        total += getattr(full, "pss", full.rss)
    return total / 1e6


def spin_until(done: Callable[[], bool], then_ms: int = 0) -> None:
    """Let the window live until something is so."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    watch = QTimer(interval=2)
    watch.timeout.connect(lambda: loop.quit() if done() or since() > MOST_S else None)
    watch.start()
    loop.exec()
    watch.stop()
    if then_ms:
        QTimer.singleShot(then_ms, loop, loop.quit)
        loop.exec()


def bare() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWebEngineWidgets import QWebEngineView
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    view = QWebEngineView()
    window.setCentralWidget(view)
    window.resize(1366, 768)
    window.show()
    usable: list[float] = []
    QTimer.singleShot(0, lambda: usable.append(since()))
    spin_until(lambda: bool(usable))
    drawn: list[float] = []
    view.loadFinished.connect(lambda _well: drawn.append(since()))
    view.setHtml("<p>empty</p>")
    spin_until(lambda: bool(drawn), 3000)
    assert application is not None
    say(usable=usable[0], drawn=drawn[0], memory=memory_mb())


def ours(project: str) -> None:
    from PySide6.QtCore import QTimer

    from asset_mapper.ui import app

    context, window = app.start([project] if project else [])
    context.settings["window.toured"] = True
    window.resize(1366, 768)
    usable: list[float] = []
    QTimer.singleShot(0, lambda: usable.append(since()))
    spin_until(lambda: bool(usable))
    if not project:
        say(usable=usable[0], memory=memory_mb())
    spin_until(lambda: context.project is not None)
    figures: dict[str, Any] = {"usable": usable[0]}
    page: Any = window.show_view("map")
    drawn: list[float] = []
    page.page.drawn.connect(lambda: drawn.append(since()))
    spin_until(lambda: page.model.rowCount() > 0)
    figures["listed"] = since()
    spin_until(lambda: bool(drawn))
    figures["drawn"] = drawn[0] if drawn else float("nan")
    spin_until(lambda: not context.jobs.busy, 3000)
    figures["memory"] = memory_mb()
    figures |= edits(context, page)
    figures |= searches(context, window, page)
    say(**figures)


def edits(context: Any, page: Any) -> dict[str, float]:
    """Measure from the wish to change a name until the list and the map show it; the middle of nine."""
    import statistics

    from asset_mapper.domain.asset import Asset
    from asset_mapper.domain.bilingual import Bilingual
    from asset_mapper.services import records

    listed, mapped = [], []
    for number in range(9):
        asset_id = page.model.id_at(number * 7)
        seen: list[float] = []
        there: list[float] = []
        on_list = page.model.dataChanged.connect(lambda *_what, seen=seen: seen.append(time.perf_counter()))
        on_moved = page.model.layoutChanged.connect(lambda *_what, seen=seen: seen.append(time.perf_counter()))
        on_rows = page.model.rowsInserted.connect(lambda *_what, seen=seen: seen.append(time.perf_counter()))
        on_map = page.page.patched.connect(lambda *_what, there=there: there.append(time.perf_counter()))
        start = time.perf_counter()
        context.apply(records.edit, Asset, asset_id, name=Bilingual(en=f"Changed {number}"))
        spin_until(lambda seen=seen, there=there: bool(seen and there))
        for signal, connection in (
            (page.model.dataChanged, on_list),
            (page.model.layoutChanged, on_moved),
            (page.model.rowsInserted, on_rows),
            (page.page.patched, on_map),
        ):
            signal.disconnect(connection)
        listed.append(seen[0] - start)
        mapped.append(there[0] - start)
        spin_until(lambda: not context.jobs.busy)
    return {"edit_listed": statistics.median(listed) * 1000, "edit_mapped": statistics.median(mapped) * 1000}


def searches(context: Any, window: Any, page: Any) -> dict[str, float]:
    """Measure from a letter until the list shows what fits: as felt, and without the pause for the next letter."""
    import statistics
    from dataclasses import replace

    asked, felt = [], []
    for words in ("c", "co", "cof", "coffee", "g", "ga", "garden", "place 77", "zzz", "library"):
        for way, times in (("asked", asked), ("felt", felt)):
            done: list[float] = []
            connection = page.model.counted.connect(lambda *_n, done=done: done.append(time.perf_counter()))
            start = time.perf_counter()
            if way == "asked":
                context.set_filter(replace(context.filter, words=words))
            else:
                window.header.search.setText(words)
            spin_until(lambda done=done: bool(done))
            times.append(done[0] - start)
            page.model.counted.disconnect(connection)
            spin_until(lambda: not context.jobs.busy)
            context.set_filter(replace(context.filter, words=""))
            spin_until(lambda: not context.jobs.busy, 200)
    return {"search": statistics.median(asked) * 1000, "search_most": max(asked) * 1000,
            "search_felt": statistics.median(felt) * 1000}  # fmt: skip


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    bare() if sys.argv[1] == "bare" else ours(sys.argv[2] if len(sys.argv) > 2 else "")
