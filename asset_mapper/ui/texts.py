"""Texts on the screen that follow the language: said once, and again when it changes.

``texts.say(label.setText, N_("Name"))`` shows the text now and in the new language later. What has to be put
together is said by a function: ``texts.call(self._say_count)``.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from asset_mapper.i18n import _


class LiveTexts(QObject):
    """Remembers what was said, to say it again in another language."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._said: list[tuple[Any, tuple[str, ...]]] = []

    def say(self, setter: Callable[..., Any], *messages: str) -> None:
        """Show marked *messages* (``N_``) by a method of a widget, in the language in force."""
        self._said.append(
            (weakref.WeakMethod(setter) if hasattr(setter, "__self__") and _is_python(setter) else setter, messages)
        )
        setter(*(_(message) for message in messages))

    def call(self, speaker: Callable[[], Any]) -> None:
        """Have *speaker* say its texts now, and whenever the language changes."""
        self.say(speaker)

    def again(self) -> None:
        """Say everything in the language in force."""
        kept = []
        for setter, messages in self._said:
            call = setter() if isinstance(setter, weakref.WeakMethod) else setter
            if call is None:
                continue
            try:
                call(*(_(message) for message in messages))
            except RuntimeError:  # its widget is gone
                continue
            kept.append((setter, messages))
        self._said = kept


def _is_python(method: Callable[..., Any]) -> bool:
    return hasattr(method, "__func__")
