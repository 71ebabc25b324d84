"""What all forms of records have in common: one column, labels above fields, and a sentence where something is wrong.

A form is not modal: list and map stay usable beside it. It speaks the language of the window at once when that
changes, and what is being typed stays. What was typed and not saved is there again when the form is next opened.
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
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.codes import Code
from asset_mapper.domain.record import Record
from asset_mapper.errors import InvalidValueError
from asset_mapper.i18n import N_, _
from asset_mapper.ui.context import Context
from asset_mapper.ui.dialogs import history_dialog
from asset_mapper.ui.widgets.bilingual_field import BilingualField
from asset_mapper.ui.widgets.choice import Choice
from asset_mapper.ui.widgets.date_field import DateField
from asset_mapper.ui.widgets.disclosure import Disclosure
from asset_mapper.ui.widgets.record_field import RecordField

W = TypeVar("W", bound=QWidget)
C = TypeVar("C", bound=Code)

LINE_PX = 17  # of text, at 100 %


class RecordForm(QDialog):
    """The base of all forms. One that adds its rows ends its ``__init__`` with ``begin``."""

    def __init__(self, context: Context, title: str, parent: QWidget | None = None, width: int = 640) -> None:
        super().__init__(parent or context.window)
        self.context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("manual", "forms")
        self._width = width
        self._spoken: list[Callable[[], Any]] = []
        self._touched = False
        self._draft_key = ""
        self._at_first: dict[str, Any] = {}
        self._blocks: dict[QWidget, QWidget] = {}  # fields with their labels
        self.fields: dict[str, QWidget] = {}

        self.rows = QFormLayout(rowWrapPolicy=QFormLayout.RowWrapPolicy.WrapAllRows)
        self.rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.rows.setContentsMargins(24, 16, 24, 16)
        self.rows.setVerticalSpacing(8)
        inner = QWidget()
        inner.setProperty("role", "paper")
        inner.setLayout(self.rows)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inner)

        self.again = QWidget()
        told = QLabel(wordWrap=True)
        told.setProperty("role", "quiet")
        start_again = QPushButton()
        start_again.clicked.connect(self._on_start_again)
        self.say(told.setText, N_("What you typed here before and did not save is here again."))
        self.say(start_again.setText, N_("Begin anew"))
        row = QHBoxLayout(self.again)
        row.setContentsMargins(24, 8, 24, 0)
        row.addWidget(told, 1)
        row.addWidget(start_again)
        self.again.hide()

        self.problem = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.problem.setProperty("role", "problem")
        self.problem.setContentsMargins(24, 0, 24, 0)
        self.problem.hide()
        self.remove, self.history, self.cancel, self.save = (QPushButton() for _button in range(4))
        self.remove.hide()
        self.history.hide()
        self.save.setProperty("role", "primary")
        self.save.setDefault(True)
        for button in (self.remove, self.history, self.cancel):
            button.setAutoDefault(False)
        self.say(self.remove.setText, N_("Remove"))
        self.say(self.history.setText, N_("History …"))
        self.say(self.cancel.setText, N_("Cancel"))
        self.say(self.save.setText, N_("Save"))
        self.say(self.setWindowTitle, title)
        self.cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self._on_save)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(24, 0, 24, 8)
        buttons.setSpacing(8)
        buttons.addWidget(self.remove)
        buttons.addWidget(self.history)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        column.addWidget(self.again)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.problem)
        column.addLayout(buttons)
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
        label = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        label.setProperty("role", "quiet")
        if message:
            self.say(label.setText, message)
        self.rows.addRow(label)
        return label

    @contextmanager
    def section(self, label: str) -> Iterator[Disclosure]:
        """Add what is opened when it is needed; rows that are added meanwhile go into it."""
        inside = QWidget()
        outer, self.rows = self.rows, QFormLayout(inside, rowWrapPolicy=QFormLayout.RowWrapPolicy.WrapAllRows)
        self.rows.setContentsMargins(0, 8, 0, 8)
        self.rows.setVerticalSpacing(8)
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

    def _known(self, key: str, field: W) -> W:
        self.fields[key] = field
        if isinstance(field, BilingualField):
            field.changed.connect(self._on_edited)
        elif isinstance(field, QLineEdit):
            field.textChanged.connect(self._on_edited)
        elif isinstance(field, QPlainTextEdit):
            field.setTabChangesFocus(True)
            field.setFixedHeight(field.fontMetrics().lineSpacing() * 3 + 24)
            field.textChanged.connect(self._on_edited)
        elif isinstance(field, Choice):
            field.currentIndexChanged.connect(self._on_edited)
        elif isinstance(field, QCheckBox):
            field.toggled.connect(self._on_edited)
        return field

    def existing(self, record: Record, *removing: Any) -> None:
        """Offer the history of the record that is being changed, and to remove it by the step that is given."""
        self.history.show()
        self.history.clicked.connect(lambda: history_dialog.show(self.context, record))
        if removing:
            self.remove.show()
            self.remove.clicked.connect(lambda: self.apply(*removing))

    def begin(self, draft_key: str, height: int = 520) -> None:
        """Begin: take up what was typed before and not saved, and say what is missing from now on."""
        scale = self.fontMetrics().height() / LINE_PX
        screen = self.screen().availableGeometry()
        wide, high = round(self._width * scale), round(height * scale)
        self.resize(min(wide, screen.width()), min(high, round(screen.height() * 0.9)))
        self._at_first = self.state()
        self.context.texts.call(self._say_all)
        self._draft_key = draft_key
        before = self.context.drafts.taken(draft_key)
        if before:
            self.set_state(before)
            self.again.show()
        self.check()

    def begin_again(self, draft_key: str) -> None:
        """Go on with what has just been saved."""
        self._at_first = self.state()
        self._draft_key = draft_key
        self._touched = False
        self.again.hide()
        self.check()

    # --- what was typed -----------------------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """Give what the fields hold, as plain values."""
        return {key: _state(field) for key, field in self.fields.items()}

    def set_state(self, state: dict[str, Any]) -> None:
        for key, value in state.items():
            if key in self.fields:
                _set_state(self.fields[key], value)

    @property
    def changed_state(self) -> dict[str, Any]:
        """What was typed that is not as it was at first."""
        return {key: value for key, value in self.state().items() if self._at_first.get(key) != value}

    def storable(self, typed: dict[str, Any]) -> dict[str, Any]:
        """Give what of a draft may lie in the project before it is saved."""
        return typed

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
        self, step: Callable[..., ChangeSet], *args: Any, done: Callable[[ChangeSet], None] | None = None
    ) -> None:
        """Do a step; the form closes when it is stored, and says why when it is not."""
        self.save.setEnabled(False)

        def on_done(change_set: ChangeSet) -> None:
            self.context.drafts.drop(self._draft_key)
            self._draft_key = ""
            if done is not None:
                done(change_set)
            else:
                self.accept()

        def on_failed(error: BaseException) -> None:
            self.save.setEnabled(True)
            if isinstance(error, Exception) and str(error):
                self.say_problem(str(error))
            self.context.show_error(error)

        self.context.apply(step, *args, done=on_done, failed=on_failed, say=True)

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
        if not self._draft_key:  # the form is still being filled
            return
        self._touched = True
        self.check()
        typed = self.changed_state
        self.context.drafts.keep(self._draft_key, typed, self.storable(typed))

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
    def _on_start_again(self) -> None:
        self.again.hide()
        self.set_state(self._at_first)
        self.context.drafts.drop(self._draft_key)

    @Slot()
    def _on_project_changed(self) -> None:
        self._draft_key = ""
        self.reject()

    def _say_all(self) -> None:
        key, self._draft_key = self._draft_key, ""  # saying a day in another language is no editing
        for speaker in self._spoken:
            speaker()
        for field in self.fields.values():
            if isinstance(field, (DateField, RecordField)):
                field.say()
        self._draft_key = key
        self.check()

    # --- Qt's own -----------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Show the form; where it is open on the same record already, that one comes to the front instead."""
        owner = self.parent()
        for other in owner.findChildren(RecordForm) if owner is not None else ():
            if other is not self and other.isVisible() and other._draft_key == self._draft_key:
                other.raise_()
                other.activateWindow()
                self.deleteLater()
                return
        super().show()

    def done(self, result: int) -> None:
        """End: what would keep the form alive is let go, and nothing is offered when the program starts again."""
        if self._draft_key:
            self.context.drafts.let_go(self._draft_key)
        super().done(result)
        self._spoken.clear()


def _state(field: QWidget) -> Any:
    if isinstance(field, BilingualField):
        return [field.text_in("cy"), field.text_in("en")]
    if isinstance(field, QLineEdit):
        return field.text()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    if isinstance(field, Choice):
        return field.currentIndex()
    return field.isChecked() if isinstance(field, QCheckBox) else None


def _set_state(field: QWidget, value: Any) -> None:
    if isinstance(field, BilingualField):
        field.set_texts(*value)
    elif isinstance(field, QLineEdit):
        field.setText(value)
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(value)
    elif isinstance(field, Choice):
        field.setCurrentIndex(value if 0 <= value < field.count() else 0)
    elif isinstance(field, QCheckBox):
        field.setChecked(value)
