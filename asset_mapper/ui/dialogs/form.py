"""The frame of every form: one column, labels above fields, and a sentence where something is wrong.

A form speaks the language of the window at once when that changes, and what is being typed stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.codes import Code
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets import typed
from asset_mapper.ui.widgets.bilingual_field import BilingualField
from asset_mapper.ui.widgets.button_row import ButtonRow
from asset_mapper.ui.widgets.choice import Choice
from asset_mapper.ui.widgets.date_field import DateField
from asset_mapper.ui.widgets.disclosure import Disclosure
from asset_mapper.ui.widgets.form import quiet_label
from asset_mapper.ui.widgets.record_field import RecordField

W = TypeVar("W", bound=QWidget)
C = TypeVar("C", bound=Code)

LINE_PX = 17  # of text, at 100 %


class Form(QDialog):
    """The base of all forms. One that adds its rows ends its ``__init__`` with ``begin``."""

    def __init__(
        self,
        context: Context,
        title: str,
        parent: QWidget | None = None,
        width: int = 640,
        *,
        manual: str = "forms",
        save: str = N_("Save"),
    ) -> None:
        super().__init__(parent or context.window)
        self.context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("manual", manual)
        self._width = width
        self._spoken: list[Callable[[], Any]] = []
        self._is_filled = False  # by the form itself; what changes from now on is typed by a person
        self._touched = False
        self._blocks: dict[QWidget, QWidget] = {}  # fields with their labels
        self.fields: dict[str, QWidget] = {}

        inner = QWidget()
        inner.setProperty("role", "paper")
        self.rows = _rows(inner)
        self.rows.setContentsMargins(24, 16, 24, 16)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inner)
        self.problem = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.problem.setProperty("role", "problem")
        self.problem.setContentsMargins(24, 0, 24, 0)
        self.problem.hide()
        self.cancel, self.save = QPushButton(), QPushButton()
        self.cancel.setAutoDefault(False)
        self.save.setProperty("role", "primary")
        self.save.setDefault(True)
        self.say(self.cancel.setText, N_("Cancel"))
        self.say(self.save.setText, save)
        self.say(self.setWindowTitle, title)
        self.cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self._on_save)
        self.buttons = ButtonRow()
        self.buttons.setContentsMargins(24, 0, 24, 8)
        self.buttons.add(self.cancel, leaves=True)
        self.buttons.add(self.save)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 8)
        self._column.setSpacing(8)
        for widget in (self._scroll, self.problem, self.buttons):
            self._column.addWidget(widget, widget is self._scroll)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._on_save)
        context.project_changed.connect(self._on_project_changed)

    # --- making the rows ----------------------------------------------------------------------------------------

    def say(self, setter: Callable[..., Any], message: str) -> None:
        """Say a marked text (``N_``) by *setter*, in the language of the window, now and when it changes."""
        self.call(lambda: setter(_(message)))

    def call(self, speaker: Callable[[], Any]) -> None:
        """Have *speaker* say what is put together, now and when the language changes."""
        self._spoken.append(speaker)
        speaker()

    def row(self, key: str, label: str, field: W) -> W:
        """Add a field with its label (``N_``) above it."""
        shown = QLabel(wordWrap=True)
        shown.setBuddy(field)
        shown.setProperty("role", "quiet")
        self.say(shown.setText, label)
        self.say(field.setAccessibleName, label)
        if self.rows.rowWrapPolicy() is QFormLayout.RowWrapPolicy.DontWrapRows:
            self.rows.addRow(shown, field)
            return self._known(key, field)
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(shown)
        is_short = isinstance(field, (Choice, DateField))
        if isinstance(field, Choice):  # as wide as its words, or as the form where that is less
            field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            field.setMinimumWidth(field.minimumSizeHint().height() * 4)
        column.addWidget(field, 0, Qt.AlignmentFlag.AlignLeft if is_short else Qt.AlignmentFlag(0))
        self.rows.addRow(block)
        self._blocks[field] = block
        return self._known(key, field)

    def bilingual(self, key: str, label: str, *, long: bool = False) -> BilingualField:
        """Add a text in both languages."""
        field = BilingualField(_(label), long=long)
        self.say(field.say, label)
        self.rows.addRow(field)
        return self._known(key, field)

    def codes(self, key: str, label: str, codes: Sequence[C], none: str | None = None) -> Choice[Any]:
        """Add a choice of fixed codes; with *none* (``N_``), the first choice is none of them."""
        values: list[Any] = [*([None] if none is not None else []), *codes]
        texts = [*([none] if none is not None else []), *(code.label for code in codes)]
        choice: Choice[Any] = Choice(_(label), [(value, "") for value in values])
        self.call(lambda: choice.say([_(text) for text in texts]))
        return self.row(key, label, choice)

    def tick(self, key: str, label: str) -> QCheckBox:
        """Add a box to tick."""
        box = QCheckBox()
        self.say(box.setText, label)
        self.rows.addRow(box)
        return self._known(key, box)

    def hint(self, message: str = "") -> QLabel:
        """Add a quiet line of explanation."""
        label = quiet_label()
        if message:
            self.say(label.setText, message)
        self.rows.addRow(label)
        return label

    @contextmanager
    def section(self, label: str) -> Iterator[Disclosure]:
        """Add what is opened when it is needed; rows that are added meanwhile go into it."""
        inside = QWidget()
        outer, self.rows = self.rows, _rows(inside)
        self.rows.setContentsMargins(0, 8, 0, 8)
        disclosure = Disclosure(inside)
        self.say(disclosure.say, label)
        outer.addRow(disclosure)
        yield disclosure
        self.rows = outer

    def show_row(self, field: QWidget, shown: bool) -> None:
        """Show or hide a field with its label."""
        self.rows.setRowVisible(self._blocks.get(field, field), shown)

    def show_at(self, field: QWidget) -> None:
        """Bring a row into view."""
        self._scroll.ensureWidgetVisible(field)

    def in_sight(self) -> QLabel:
        """Add a quiet line above the buttons, which stays in sight however many rows there are."""
        label = quiet_label()
        label.setContentsMargins(24, 0, 24, 0)
        self._column.insertWidget(self._column.indexOf(self.problem), label)
        return label

    def _known(self, key: str, field: W) -> W:
        self.fields[key] = field
        if isinstance(field, QPlainTextEdit):
            field.setTabChangesFocus(True)
            field.setFixedHeight(field.fontMetrics().lineSpacing() * 3 + 24)
        if (changed := typed.changed(field)) is not None:
            changed.connect(self._on_edited)
        return field

    def begin(self, height: int = 520) -> None:
        """Begin: say what is missing from now on."""
        scale = self.fontMetrics().height() / LINE_PX
        screen = self.screen().availableGeometry()
        wide, high = round(self._width * scale), round(height * scale)
        self.resize(min(wide, screen.width()), min(high, round(screen.height() * 0.9)))
        self.context.texts.call(self._say_all)
        self._is_filled = True
        self.check()

    # --- checking and keeping -----------------------------------------------------------------------------------

    def made(self) -> Any:
        """Give what the form says.

        Raises
        ------
        InvalidValueError
            Something is missing or cannot be.
        """
        raise NotImplementedError

    def keep(self) -> None:
        """Store what the form says, by ``apply``."""
        raise NotImplementedError

    def arrange(self) -> None:
        """Show the fields that what was chosen asks for, and say what follows from it."""

    def apply(
        self,
        step: Callable[..., ChangeSet],
        *args: Any,
        done: Callable[[ChangeSet], None] | None = None,
        **named: Any,
    ) -> None:
        """Do a step; the form closes when it is stored, and says why when it is not."""
        self.save.setEnabled(False)

        def on_done(change_set: ChangeSet) -> None:
            self.on_stored()
            if done is not None:
                done(change_set)
            else:
                self.accept()

        def on_failed(error: BaseException) -> None:
            self.save.setEnabled(True)
            if isinstance(error, Exception) and str(error):
                self.say_problem(str(error))
            self.context.show_error(error)

        self.context.apply(step, *args, done=on_done, failed=on_failed, say=True, **named)

    def on_typed(self) -> None:
        """Take notice that something was typed."""

    def on_stored(self) -> None:
        """Let go of what was typed: it is stored."""

    def on_left(self) -> None:
        """Let go of the project, which is not open any more."""

    def check(self) -> None:
        """Say what is missing or cannot be, once something was typed."""
        self.arrange()
        if not self._touched:
            return
        try:
            self.made()
        except InvalidValueError as error:
            self.say_problem(str(error))
        else:
            self.say_problem("")

    def say_problem(self, text: str) -> None:
        if text and text != self.problem.text():
            self.problem.setAccessibleName(text)
            QAccessible.updateAccessibility(QAccessibleEvent(self.problem, QAccessible.Event.Alert))
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    @Slot()
    def _on_edited(self, *_news: object) -> None:
        if self._is_filled:
            self._touched = True
            self.check()
            self.on_typed()

    @Slot()
    def _on_save(self) -> None:
        if not self.save.isEnabled():
            return
        self._touched = True
        try:
            self.keep()
        except InvalidValueError as error:
            self.say_problem(str(error))

    @Slot()
    def _on_project_changed(self) -> None:
        self.on_left()
        self.reject()

    def _say_all(self) -> None:
        was, self._is_filled = self._is_filled, False  # saying a day in another language is no editing
        for speaker in self._spoken:
            speaker()
        for field in self.fields.values():
            if isinstance(field, (DateField, RecordField)):
                field.say()
        self._is_filled = was
        self.check()

    def done(self, result: int) -> None:
        """End: what would keep the form alive is let go."""
        super().done(result)
        self._spoken.clear()


def _rows(inside: QWidget) -> QFormLayout:
    rows = QFormLayout(inside, rowWrapPolicy=QFormLayout.RowWrapPolicy.WrapAllRows)
    rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    rows.setVerticalSpacing(8)
    return rows
