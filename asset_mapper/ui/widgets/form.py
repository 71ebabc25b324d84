"""A form of one record: one column, labels above fields, what is wrong said in a sentence, nothing typed lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.codes import Code
from asset_mapper.i18n import N_, _
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.button_row import ButtonRow
from asset_mapper.ui.widgets.choice import Choice

C = TypeVar("C", bound=Code)
_EMS_WIDE = 46


class FormDialog(QDialog):
    """Holds the fields, the line for what is wrong, and the buttons. A form says what Save does in ``_save``."""

    def __init__(self, context: Context, title: str, *, manual: str, lines: int = 26, save: str = N_("Save")) -> None:
        super().__init__(context.window)
        self._context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("manual", manual)
        context.texts.say(self.setWindowTitle, title)
        em, line = self.fontMetrics().horizontalAdvance("m"), self.fontMetrics().lineSpacing()
        self.resize(min(em * _EMS_WIDE, 1000), min(line * lines + 120, 720))

        sheet = QWidget()
        sheet.setProperty("role", "paper")
        self.column = QVBoxLayout(sheet)
        self.column.setContentsMargins(24, 16, 24, 16)
        self.column.setSpacing(4)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(sheet)
        self.problem = quiet_label()
        self.problem.setContentsMargins(24, 0, 24, 0)
        self.problem.hide()
        self.buttons = ButtonRow()
        self.buttons.setContentsMargins(24, 0, 24, 8)
        self.save, cancel = QPushButton(), QPushButton()
        self.save.setProperty("role", "primary")
        self.save.setDefault(True)
        context.texts.say(self.save.setText, save)
        context.texts.say(cancel.setText, N_("Cancel"))
        cancel.setAutoDefault(False)
        self.buttons.add(cancel, leaves=True)
        self.buttons.add(self.save)
        self.save.clicked.connect(lambda: self._save())
        cancel.clicked.connect(self.reject)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 8)
        outer.setSpacing(8)
        outer.addWidget(scroll, 1)
        outer.addWidget(self.problem)
        outer.addWidget(self.buttons)

    def add(self, label: str, field: QWidget) -> QLabel:
        """Add a field under its label, which is marked with ``N_``."""
        shown = quiet_label()
        shown.setBuddy(field)
        self._context.texts.say(shown.setText, label)
        self._context.texts.say(field.setAccessibleName, label)
        self.column.addWidget(shown)
        self.column.addWidget(field)
        self.column.addSpacing(8)
        return shown

    def add_whole(self, widget: QWidget) -> None:
        """Add something that says by itself what it is."""
        self.column.addWidget(widget)
        self.column.addSpacing(8)

    def hint(self, text: str) -> QLabel:
        """Add a quiet sentence, marked with ``N_``."""
        label = quiet_label()
        self._context.texts.say(label.setText, text)
        self.add_whole(label)
        return label

    def say_problem(self, text: str) -> None:
        """Say what is wrong, or that nothing is, with an empty text."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def keep(self, step: Callable[..., ChangeSet], *args: Any, **kwargs: Any) -> None:
        """Do the step that this form is for; close when it is stored, and say why when it cannot be."""
        self._context.apply(
            step,
            *args,
            done=lambda _done: self.accept(),
            failed=lambda error: self.say_problem(str(error)),
            say=True,
            **kwargs,
        )

    def _save(self) -> None:
        raise NotImplementedError


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
