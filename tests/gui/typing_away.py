"""Windows to be killed, and windows that say where they came back to.

python tests/gui/typing_away.py type PROJECT    types one asset after the other
python tests/gui/typing_away.py fill PROJECT    types into one field of a form after the other
python tests/gui/typing_away.py look            says which project and view it came back to
python tests/gui/typing_away.py take-up         opens the form that is offered, and says what is in it
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
from asset_mapper.ui.context import Message
from asset_mapper.ui.dialogs import asset_form
from asset_mapper.ui.dialogs.asset_form import AssetForm

_EVERY_MS = 15
FIELDS = ("address", "tags", "postcode", "checked_by", "source")


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
    QTimer.singleShot(180_000, QCoreApplication.exit)
    QApplication.exec()


def fill(project: str) -> None:
    context, window = app.start([project])
    context.settings["window.toured"] = True
    fields = iter(FIELDS)
    asked = False

    def type_on() -> None:
        nonlocal asked
        form = window.findChild(AssetForm)
        if context.project is None or context.jobs.busy or not context.drafts.is_written:  # a person pauses
            return
        if not asked:
            asked = True
            asset_form.add_new(context)
        elif isinstance(form, AssetForm):
            name = next(fields, "")
            if name:
                form.fields[name].setText(f"typed into {name}")  # type: ignore[attr-defined]
                print(name, flush=True)

    timer = QTimer(interval=_EVERY_MS)
    timer.timeout.connect(type_on)
    timer.start()
    QApplication.exec()


def take_up() -> None:
    context, window = app.start([])
    timer = QTimer(interval=50)

    def on_said(message: Message) -> None:
        if message.action == "Open again" and message.act is not None:
            message.act()

    def say() -> None:
        form = window.findChild(AssetForm)
        if isinstance(form, AssetForm) and not context.jobs.busy:
            print(json.dumps({name: form.state()[name] for name in FIELDS}), flush=True)
            os._exit(0)

    context.said.connect(on_said)
    timer.timeout.connect(say)
    timer.start()
    QTimer.singleShot(180_000, QCoreApplication.exit)
    QApplication.exec()


if __name__ == "__main__":
    if sys.argv[1] == "type":
        type_away(sys.argv[2])
    elif sys.argv[1] == "fill":
        fill(sys.argv[2])
    elif sys.argv[1] == "take-up":
        take_up()
    else:
        look()
