"""A bar that says what happened and offers to undo it, in place of asking "are you sure?"."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from asset_mapper.i18n import N_
from asset_mapper.ui.context import Context, Message

_SHOWN_MS = 12_000


class MessageBar(QFrame):
    """Shows one message at a time. Errors stay until they are closed."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "message")
        self._text = QLabel(wordWrap=True)
        self._act = QPushButton()
        self._close = QPushButton()
        context.texts.say(self._close.setText, N_("Close"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 4)
        row.addWidget(self._text, 1)
        row.addWidget(self._act)
        row.addWidget(self._close)
        self._message: Message | None = None
        self._timer = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self._close.clicked.connect(self.hide)
        self._act.clicked.connect(self._on_act)
        context.said.connect(self.show_message)
        self.hide()

    @Slot(object)
    def show_message(self, message: Message) -> None:
        self._message = message
        self._text.setText(message.text)
        self._text.setAccessibleName(message.text)
        self._act.setText(message.action)
        self._act.setVisible(message.act is not None)
        self.setProperty("kind", message.kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()
        self._timer.stop()
        if message.kind == "done":
            self._timer.start()

    @Slot()
    def _on_act(self) -> None:
        self.hide()
        if self._message is not None and self._message.act is not None:
            self._message.act()
