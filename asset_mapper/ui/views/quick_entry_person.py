"""Before a person is kept: whether they agreed, answered by one key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from asset_mapper.domain.consent import ConsentHow
from asset_mapper.i18n import N_, _
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.flow import FlowLayout

ANSWERS: tuple[tuple[ConsentHow | None, str], ...] = (
    (ConsentHow.SPOKEN, N_("&Spoken, today")),
    (ConsentHow.PAPER, N_("On &paper, today")),
    (None, N_("&Not now: do not keep it")),
)
"""The letter after ``&`` answers. Enter answers nothing: it was pressed to keep the line, not to say yes."""


class AgreementQuestion(QFrame):
    """Asks once for each person; Escape is a no."""

    answered = Signal(object)  # ConsentHow, or None: not kept

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.question = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.buttons: dict[ConsentHow | None, QPushButton] = {}
        answers = QWidget()
        row = FlowLayout(answers)
        row.setContentsMargins(0, 0, 0, 0)
        for how, label in ANSWERS:
            button = QPushButton()
            button.setAutoDefault(False)
            context.texts.say(button.setText, label)
            button.clicked.connect(lambda _checked=False, how=how: self._answer(how))
            self.buttons[how] = button
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.question)
        column.addWidget(answers)
        context.texts.call(self._say)
        self.hide()

    def ask(self, name: str) -> None:
        """Ask whether *name* agreed; the answer comes by ``answered``."""
        self._name = name
        self._say()
        self.show()
        self.setFocus()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _say(self) -> None:
        text = _("Has {name} agreed that we keep what they said? A person is kept only when they agree.")
        self.question.setText(text.format(name=self._name))
        self.setAccessibleName(self.question.text())

    def _answer(self, how: ConsentHow | None) -> None:
        self.answered.emit(how)  # the keyboard goes where the answer leads, before this is gone
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self._answer(None)
            return
        typed = event.text().casefold()
        for how, button in self.buttons.items():
            letter = button.text().partition("&")[2]
            if typed and letter[:1].casefold() == typed:
                self._answer(how)
                return
        super().keyPressEvent(event)
