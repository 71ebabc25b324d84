"""Small pieces of which forms and views are made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from asset_mapper.domain.codes import Code
from asset_mapper.i18n import _
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.choice import Choice

C = TypeVar("C", bound=Code)


def code_choice(context: Context, codes: Iterable[C], none: str | None = None) -> Choice[Any]:
    """Make a choice of codes by their labels, which follow the language."""
    items: list[tuple[Any, str]] = [(None, none)] if none is not None else []
    items += [(code, code.label) for code in codes]
    made: Choice[Any] = Choice("", [(value, "") for value, _label in items])

    def say() -> None:
        for row, (_value, label) in enumerate(items):
            made.setItemText(row, _(label))

    context.texts.call(say)
    return made


def quiet_label(text: str = "") -> QLabel:
    """Make a label that wraps, shows plain text only, and is quiet."""
    label = QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
    label.setProperty("role", "quiet")
    return label


def centred_label() -> QLabel:
    """Make a quiet label for the middle of what would otherwise be empty."""
    label = quiet_label()
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
