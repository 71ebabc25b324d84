"""Python's garbage, collected in the window's thread alone, and what of the memory can be given back.

Python collects in whatever thread happens to allocate. A dialog that was closed may lie in a circle of references;
should a thread that works on the project collect it, Qt's object would be taken apart there, beside the window's own
thread, and the program would crash now and then. So collecting by itself is switched off, and done by a timer here.
"""

from __future__ import annotations

import ctypes
import gc
import linecache
import sys
import time
from collections import deque
from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot

_EVERY_MS = 1_000
_SOURCES_KEPT = 100
_WHOLE_EVERY_S = 60  # everything is looked through at most so often: with many assets that takes a moment


class _FewSources(dict[str, Any]):
    """Keeps the source of the modules that were looked at last, and no more.

    WORKAROUND: Qt for Python looks for its own name in the source of every module that is imported, all of which
    Python then keeps: 20 MB. https://bugreports.qt.io/browse/PYSIDE-2029, up to PySide6 6.10 at least. Some must be
    kept, since Python reads back at once what it put there; in several threads, as they import side by side.
    """

    def __init__(self) -> None:
        super().__init__()
        self._order: deque[str] = deque()

    def __setitem__(self, name: str, lines: Any) -> None:
        super().__setitem__(name, lines)
        self._order.append(name)
        if len(self._order) > _SOURCES_KEPT:
            self.pop(self._order.popleft(), None)


class Collector(QObject):
    """Collects while it lives; Python goes on by itself afterwards."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        linecache.cache = _FewSources()
        self._whole_at = time.monotonic()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    @Slot()
    def collect(self) -> None:
        """Collect as much as Python would by now, in this thread."""
        young, middle, old = gc.get_threshold()
        counts = gc.get_count()
        now = time.monotonic()
        if counts[2] > old and now - self._whole_at > _WHOLE_EVERY_S:
            self._whole_at = now
            gc.collect(2)
        elif counts[1] > middle:
            gc.collect(1)
        elif counts[0] > young:
            gc.collect(0)

    def stop(self) -> None:
        """Leave collecting, and what is kept, to Python again."""
        self._timer.stop()
        linecache.cache = {}
        gc.enable()


def give_back() -> None:
    """Give back to the system what large work needed and glibc keeps; on Windows the system's own heap does so."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # not every Linux has glibc
        if trim is not None:
            trim(0)
