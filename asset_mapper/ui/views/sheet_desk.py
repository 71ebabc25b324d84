"""Typing up: the photo of one sheet after the other, below the line that they are typed into."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from asset_mapper.domain.attachment import Attachment
from asset_mapper.domain.ids import RecordId
from asset_mapper.i18n import N_, _
from asset_mapper.services import sessions
from asset_mapper.services.sessions import SessionSummary
from asset_mapper.storage.unit_of_work import UnitOfWork
from asset_mapper.ui.context import Context
from asset_mapper.ui.widgets.flow import FlowLayout
from asset_mapper.ui.widgets.sheet_viewer import SheetViewer

_PANS = {"Alt+Left": (-1, 0), "Alt+Right": (1, 0), "Alt+Up": (0, -1), "Alt+Down": (0, 1)}


class SheetDesk(QWidget):
    """All keys work while one types in the line above: nobody has to leave it for the next sheet."""

    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._sheets: tuple[Attachment, ...] = ()
        self._place = 0
        self._shown: RecordId = ""
        say = context.texts.say
        self.viewer = SheetViewer()
        say(self.viewer.setAccessibleName, N_("Photo of a sheet"))
        self.title = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.title.setProperty("role", "heading")
        self.done = QCheckBox()
        self.done.clicked.connect(self.mark)
        row = QWidget()
        flow = FlowLayout(row)
        flow.setContentsMargins(0, 0, 0, 0)
        self.title.setProperty("stretches", True)
        self.buttons: dict[str, QPushButton] = {}
        flow.addWidget(self.title)
        for key, label, shortcut, act in (
            ("previous", N_("Sheet before"), "Alt+PgUp", self.previous),
            ("next", N_("Next sheet"), "Alt+PgDown", self.next),
            ("smaller", N_("Smaller"), "Alt+-", self.viewer.smaller),
            ("larger", N_("Larger"), "Alt++", self.viewer.larger),
            ("fit", N_("All of it"), "Alt+0", self.viewer.fit),
            ("turn", N_("Turn"), "Ctrl+R", self.viewer.turn),
        ):
            button = QPushButton()
            button.clicked.connect(act)
            context.texts.call(partial(_name, button, label, shortcut))
            self.buttons[key] = button
            flow.addWidget(button)
            QShortcut(QKeySequence(shortcut), self, act)
        QShortcut(QKeySequence("Alt+="), self, self.viewer.larger)
        QShortcut(QKeySequence("Ctrl+D"), self, self.toggle)
        for shortcut, (right, down) in _PANS.items():
            QShortcut(QKeySequence(shortcut), self, lambda right=right, down=down: self.viewer.pan(right, down))
        say(self.done.setText, N_("Typed up (Ctrl+D)"))
        self.leave = QPushButton()
        say(self.leave.setText, N_("Back to the sessions"))
        self.leave.clicked.connect(self.left)
        bottom = QHBoxLayout()
        bottom.addWidget(self.done)
        bottom.addStretch(1)
        bottom.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(8)
        column.addWidget(row)
        column.addWidget(self.viewer, 1)
        column.addLayout(bottom)
        context.texts.call(self._say)

    def type_up(self, summary: SessionSummary) -> None:
        """Begin with the first sheet that is not typed up yet."""
        self._sheets = summary.sheets
        open_ones = [place for place, sheet in enumerate(self._sheets) if sheet.typed_up_on is None]
        self._go_to(open_ones[0] if open_ones else 0)

    def follow(self, summary: SessionSummary) -> None:
        """Keep up with what became of the sheets."""
        shown = self._shown
        self._sheets = summary.sheets
        places = [place for place, sheet in enumerate(self._sheets) if sheet.id == shown]
        self._go_to(places[0] if places else min(self._place, len(self._sheets) - 1))

    @property
    def sheet(self) -> Attachment | None:
        return self._sheets[self._place] if 0 <= self._place < len(self._sheets) else None

    @Slot()
    def next(self) -> None:
        self._go_to(min(self._place + 1, len(self._sheets) - 1))

    @Slot()
    def previous(self) -> None:
        self._go_to(max(self._place - 1, 0))

    @Slot()
    def toggle(self) -> None:
        """Say that all of the sheet is recorded, and go on to the next; or take that back."""
        self.done.setChecked(not self.done.isChecked())
        self.mark()

    @Slot()
    def mark(self) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        on = date.today() if self.done.isChecked() else None  # noqa: DTZ011 - the user's day
        self._context.apply(sessions.mark_typed_up, sheet.id, on)
        if on is not None:
            self.next()

    def _go_to(self, place: int) -> None:
        self._place = place
        sheet = self.sheet
        self._say()
        if sheet is None or sheet.id == self._shown:
            return
        self._shown = sheet.id
        if sheet.at_table:
            self._context.session.use_table(sheet.at_table)

        def picture(uow: UnitOfWork) -> tuple[RecordId, QImage]:
            return sheet.id, QImage.fromData(uow.blob(sheet.sha256))

        self._context.ask(picture, done=self._on_picture)

    def _on_picture(self, found: tuple[RecordId, QImage]) -> None:
        sheet_id, image = found
        if sheet_id == self._shown:
            self.viewer.show_image(image)

    def _say(self) -> None:
        sheet = self.sheet
        self.done.setEnabled(sheet is not None)
        self.done.setChecked(sheet is not None and sheet.typed_up_on is not None)
        self.buttons["previous"].setEnabled(self._place > 0)
        self.buttons["next"].setEnabled(self._place < len(self._sheets) - 1)
        if sheet is None:
            self.title.setText("")
            return
        where = _("Sheet {n} of {all}").format(n=self._place + 1, all=len(self._sheets))
        self.title.setText(f"{where} · {sheet.at_table}" if sheet.at_table else where)
        self.viewer.setAccessibleDescription(f"{where}, {sheet.name}")

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.viewer.fit()


def _name(button: QPushButton, label: str, shortcut: str) -> None:
    button.setText(_(label))
    button.setToolTip(f"{_(label)} ({shortcut})")
    button.setAccessibleDescription(shortcut)
