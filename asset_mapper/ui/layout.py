"""How the user arranged the window, kept while it changes: also a program that is killed comes back to where it was.

A view may have ``remember() -> object`` and ``recall(state)`` for what is its own (anything that JSON can hold); its
splitters are kept without that.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QTimer, Slot
from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget

from asset_mapper.settings import Settings

_PAUSE_MS = 600
_KEY = "window.layout"


class Layout(QObject):
    """Keeps geometry, the view in front, splitters, and what views want to remember."""

    def __init__(self, window: QMainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._kept: dict[str, Any] = deepcopy(settings[_KEY])
        self._views: dict[str, QWidget] = {}
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.keep)

    @property
    def view(self) -> str:
        """The view that was in front last."""
        view = self._kept.get("view", "")
        return view if isinstance(view, str) else ""

    def restore_window(self) -> None:
        geometry = self._kept.get("geometry")
        if isinstance(geometry, str):
            self._window.restoreGeometry(_bytes(geometry))

    def add_view(self, key: str, widget: QWidget) -> None:
        """Arrange a view that was just made as it was left, and follow it."""
        self._views[key] = widget
        for number, splitter in enumerate(widget.findChildren(QSplitter)):
            state = self._part("splitters").get(f"{key}/{number}")
            if isinstance(state, str):
                splitter.restoreState(_bytes(state))
            splitter.splitterMoved.connect(self._pause.start)
        state = self._part("views").get(key)
        recall = getattr(widget, "recall", None)
        if recall is not None and state is not None:
            recall(state)

    def forget_views(self) -> None:
        """The views are about to go: keep what they remember."""
        self.keep()
        self._views.clear()

    def show(self, key: str) -> None:
        """Note that a view came to the front."""
        self._kept["view"] = key
        self._pause.start()

    @Slot()
    def later(self) -> None:
        """Keep the layout when it has been still for a moment."""
        self._pause.start()

    @Slot()
    def keep(self) -> None:
        """Keep the layout now."""
        self._pause.stop()
        self._kept["geometry"] = _text(self._window.saveGeometry())
        splitters, views = self._part("splitters"), self._part("views")
        for key, widget in self._views.items():
            for number, splitter in enumerate(widget.findChildren(QSplitter)):
                splitters[f"{key}/{number}"] = _text(splitter.saveState())
            remember = getattr(widget, "remember", None)
            if remember is not None:
                views[key] = remember()
        if self._kept != self._settings[_KEY]:
            self._settings[_KEY] = deepcopy(self._kept)

    def _part(self, name: str) -> dict[str, Any]:
        part = self._kept.get(name)
        if not isinstance(part, dict):
            part = self._kept[name] = {}
        return part


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(text.encode())


def _text(state: QByteArray) -> str:
    return state.toBase64().toStdString()
