"""The agreements that somebody should see to."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from asset_mapper.i18n import N_, _
from asset_mapper.services.talents import Concern
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.form import centred_label
from asset_mapper.ui.widgets.two_line_list import TwoLineList


class AgreementsSheet(QWidget):
    """What somebody should see to: agreements that are missing, and those that end soon."""

    note_requested = Signal(object)  # Asset: the person

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._concerns: list[Concern] = []
        self.list = TwoLineList()
        context.texts.say(self.list.setAccessibleName, N_("Agreements to see to"))
        self.list.currentItemChanged.connect(self._enable)
        self.list.itemActivated.connect(lambda _item: self._on_note())
        self.empty = centred_label()
        self.note = QPushButton()
        self.note.clicked.connect(self._on_note)
        context.texts.say(self.note.setText, N_("Note an agreement …"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 0)
        column.setSpacing(8)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(self.note, 0, Qt.AlignmentFlag.AlignLeft)

    def show_concerns(self, concerns: list[Concern], has_people: bool) -> None:
        self._concerns = concerns
        self.list.fill([(str(place), (one.text, _(one.severity.label))) for place, one in enumerate(concerns)])
        self.list.setVisible(bool(concerns))
        self.note.setVisible(bool(concerns))
        self.empty.setVisible(not concerns)
        self.empty.setText(
            _("Everyone has agreed to what is done with what they said, and nothing ends soon.")
            if has_people
            else _("No people are recorded yet, so there is nothing to ask.")
        )
        self._enable()

    @Slot()
    def _enable(self, *_news: object) -> None:
        self.note.setEnabled(bool(self.list.key))

    def _on_note(self) -> None:
        if self.list.key:
            self.note_requested.emit(self._concerns[int(self.list.key)].person)
