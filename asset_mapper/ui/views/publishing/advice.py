"""What to know before publishing, and whom people can ask to have an entry corrected, where nobody is named yet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from asset_mapper.i18n import N_
from asset_mapper.services import saved_views
from asset_mapper.services.publish_advice import Advice
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.emptying import empty


class AdviceList(QWidget):
    """A sentence each; below, the field in which to say whom to ask."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._sentences = QWidget()
        self._lines = QVBoxLayout(self._sentences)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)
        self.contact, self.keep_contact = QLineEdit(), QPushButton()
        self._asked = QWidget()
        row = QHBoxLayout(self._asked)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.contact, 1)
        row.addWidget(self.keep_contact)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._sentences)
        column.addWidget(self._asked)
        texts = context.texts
        texts.say(self.contact.setAccessibleName, N_("Whom to ask to have an entry corrected or removed"))
        texts.say(self.contact.setPlaceholderText, N_("An e-mail address, or a telephone number"))
        texts.say(self.keep_contact.setText, N_("Keep"))
        self.keep_contact.clicked.connect(self._on_contact)
        self.contact.returnPressed.connect(self._on_contact)

    def show_advice(self, said: Sequence[Advice]) -> None:
        empty(self._lines)
        for one in said:
            label = QLabel(f"⚠ {one.message}", wordWrap=True, textFormat=Qt.TextFormat.PlainText)
            label.setObjectName(f"advice-{one.code}")
            label.setAccessibleName(one.message)
            self._lines.addWidget(label)
        project = self._context.project
        can_write = project is not None and not project.read_only
        self._asked.setVisible(can_write and any(one.code == "no-contact" for one in said))
        self.setVisible(bool(said))

    @Slot()
    def _on_contact(self) -> None:
        contact = self.contact.text().strip()
        if contact:
            self._context.apply(saved_views.keep_contact, contact, say=True, done=lambda _step: self.contact.clear())
