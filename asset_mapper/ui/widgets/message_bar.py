"""A bar that says what happened and offers to undo it, in place of asking "are you sure?"."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget
from shiboken6 import isValid

from asset_mapper.i18n import N_, _
from asset_mapper.ui.context import Context, Message

_AT_LEAST_MS = 8_000
_A_LETTER_MS = 70  # a slow reader's pace, twice


class MessageBar(QFrame):
    """Shows the newest message. What went wrong stays until it is closed, and comes back when newer ones are gone.

    Time stands still while the pointer is over the bar or the keyboard in it. Alt+U goes to its button.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._messages: list[Message] = []  # the newest last
        self._came_from: QWidget | None = None  # where the keyboard was
        self.setProperty("role", "message")
        context.texts.say(self.setAccessibleName, N_("Messages"))
        self.text = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.act, self.close_button = QPushButton(), QPushButton()
        context.texts.say(self.close_button.setText, N_("Close"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 4)
        row.addWidget(self.text, 1)
        row.addWidget(self.act)
        row.addWidget(self.close_button)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.close_message)
        self.close_button.clicked.connect(self.close_message)
        self.act.clicked.connect(self._on_act)
        context.texts.call(self._say_action)
        context.said.connect(self.show_message)
        context.records_changed.connect(self._on_records_changed)
        context.project_changed.connect(self._drop_done)
        self.hide()

    @property
    def message(self) -> Message | None:
        """What is shown now."""
        return self._messages[-1] if self._messages else None

    @Slot(object)
    def show_message(self, message: Message) -> None:
        """Show a message now; those of before wait, if they are still of use."""
        self._messages = [one for one in self._messages if one.kind != "done" and one.text != message.text]
        self._messages.append(message)
        self._show_newest()
        self._announce(message)

    @Slot()
    def close_message(self) -> None:
        """Let what is shown go; what waited behind it comes back."""
        if self._messages:
            self._messages.pop()
        self._show_newest()

    def take_focus(self) -> None:
        """Bring the keyboard here, to the button that does something about the message."""
        if self.isVisible():
            focused = QApplication.focusWidget()
            if focused is not None and not self.isAncestorOf(focused):
                self._came_from = focused
            (self.act if self.act.isVisible() else self.close_button).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_newest(self) -> None:
        self._timer.stop()
        message = self.message
        if message is None:
            focused = QApplication.focusWidget()  # and not the one that had it here before
            had_focus = focused is not None and self.isAncestorOf(focused)
            self.hide()
            if had_focus:
                self._give_back()
            return
        self.text.setText(message.text)
        self._say_action()
        self.act.setVisible(message.act is not None)
        self.setAccessibleDescription(message.text)
        if self.property("kind") != message.kind:
            self.setProperty("kind", message.kind)
            self.style().unpolish(self)
            self.style().polish(self)
        self.show()
        self._start_timer()

    def _give_back(self) -> None:
        """Let the keyboard go back to where it came from; else to what the view is about."""
        before, self._came_from = self._came_from, None
        self.window().setFocus()
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus()
        else:
            self._context.part_requested.emit("view")

    def _say_action(self) -> None:
        self.act.setText(_(self.message.action) if self.message is not None and self.message.action else "")

    def _start_timer(self) -> None:
        message = self.message
        if message is not None and message.kind == "done" and not self.underMouse() and not self._has_keyboard():
            self._timer.start(max(_AT_LEAST_MS, len(message.text) * _A_LETTER_MS))

    def _has_keyboard(self) -> bool:
        return self.act.hasFocus() or self.close_button.hasFocus()

    def _announce(self, message: Message) -> None:
        """Have a screen reader say it: politely, unless something went wrong."""
        said = f"{message.text} {message.action} (Alt+U)" if message.act is not None else message.text
        event = QAccessibleAnnouncementEvent(self, said)
        if message.kind == "stop":
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)

    @Slot()
    def _on_act(self) -> None:
        message = self.message
        self.close_message()
        if message is not None and message.act is not None:
            message.act()

    @Slot()
    def _on_records_changed(self, *_change_set: object) -> None:
        """Undo takes back the last step: an offer to undo the one before would do something else."""
        if any(message.kind == "done" and message.act is not None for message in self._messages):
            self._drop_done()

    @Slot()
    def _drop_done(self) -> None:
        self._messages = [message for message in self._messages if message.kind != "done"]
        self._show_newest()

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        self._start_timer()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.close_message()
        else:
            super().keyPressEvent(event)
