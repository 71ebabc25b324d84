"""A window that types one asset after the other until it is killed; and one that only says where it came back to.

python tests/gui/typing_away.py type PROJECT | python tests/gui/typing_away.py look
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from asset_mapper.domain.change import ChangeSet
from asset_mapper.ui import app

_EVERY_MS = 15


def type_away(project: str) -> None:
    context, window = app.start([project])
    context.settings["window.toured"] = True
    number = 0

    def on_stored(step: ChangeSet) -> None:
        for change in step:
            name = getattr(change.after, "name", None)
            if name is not None:
                print(json.dumps(name.cy or name.en), flush=True)

    def type_on() -> None:
        nonlocal number
        line = window.quick_entry.line
        if context.project is None or context.jobs.busy:  # nobody types faster than a disk writes
            return
        if window.current_view != "assets":
            window.show_view("assets")
            window.layout_kept.keep()
            context.entry_requested.emit()
            return
        if not line.isVisible():
            context.entry_requested.emit()
        elif not line.text():
            number += 1
            line.setText(f"Lle {number}, place")
            print("typed", flush=True)
        else:
            QTest.keyClick(line, Qt.Key.Key_Return)

    context.records_changed.connect(on_stored)
    timer = QTimer(interval=_EVERY_MS)
    timer.timeout.connect(type_on)
    timer.start()
    QApplication.exec()


def look() -> None:
    context, window = app.start([])
    timer = QTimer(interval=50)

    def say() -> None:
        if context.project is not None and not context.jobs.busy:
            found = {"project": Path(context.project.name).name, "view": window.current_view}
            print(json.dumps(found), flush=True)
            os._exit(0)

    timer.timeout.connect(say)
    timer.start()
    QTimer.singleShot(60_000, QCoreApplication.exit)
    QApplication.exec()


if __name__ == "__main__":
    if sys.argv[1] == "type":
        type_away(sys.argv[2])
    else:
        look()
