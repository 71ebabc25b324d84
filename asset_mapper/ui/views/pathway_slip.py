"""The slip of an arrow: how it helps, what is known about it, and what the tables wrote. Enter goes to the next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from asset_mapper.domain.bilingual import Bilingual
from asset_mapper.domain.evidence import Coverage, EvidenceFinding
from asset_mapper.domain.ids import RecordId
from asset_mapper.i18n import N_, _, language
from asset_mapper.services import evidence, links
from asset_mapper.services.drawn_pathways import DrawnLink, Slip
from asset_mapper.ui.context import Context
from asset_mapper.ui.views.pathway_marks import TableBadge
from asset_mapper.ui.widgets.flow import FlowLayout
from asset_mapper.ui.widgets.form import code_choice, quiet_label

_HOW = N_("How? One sentence, then Enter")
_KNOWN = N_("What is known about this arrow? One sentence, then Enter")


class SlipPart(QFrame):
    """A line, how far it reaches, and Enter: as a table of people would write on a slip of paper."""

    noted = Signal(str)  # a note on this link was kept
    how_said = Signal(str)  # it was said how this link helps
    link_edited = Signal(str)
    evidence_wished = Signal(str)  # all that is known about this link is to be seen

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._link: DrawnLink | None = None
        say = context.texts.say
        self.setProperty("role", "card")
        self.how, self.note = QLineEdit(), QLineEdit()
        self.how_label, label = quiet_label(), quiet_label()
        for field, above, text in ((self.how, self.how_label, _HOW), (self.note, label, _KNOWN)):
            above.setBuddy(field)
            say(above.setText, text)
            say(field.setAccessibleName, text)
        self.coverage = code_choice(context, [step for step in Coverage if step is not Coverage.NONE])
        say(self.coverage.setAccessibleName, N_("How far it reaches"))
        self.finding = code_choice(context, EvidenceFinding)
        say(self.finding.setAccessibleName, N_("Does it support the arrow?"))
        self.keep, self.edit_link, self.in_full = QPushButton(), QPushButton(), QPushButton()
        self.keep.setProperty("role", "primary")
        say(self.keep.setText, N_("Keep, and on to the next"))
        say(self.edit_link.setText, N_("Change the link …"))
        say(self.in_full.setText, N_("All evidence …"))
        buttons = FlowLayout()
        for button in (self.keep, self.in_full, self.edit_link):
            buttons.addWidget(button)
        self.written = QWidget()
        self._written = QGridLayout(self.written)
        self._written.setContentsMargins(0, 0, 0, 0)
        self._written.setHorizontalSpacing(8)
        self._written.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        for widget in (self.how_label, self.how, label, self.note, self.coverage, self.finding):
            column.addWidget(widget)
        column.addLayout(buttons)
        column.addWidget(self.written)
        self.how.returnPressed.connect(self._keep_how)
        self.note.returnPressed.connect(self.keep_note)
        self.keep.clicked.connect(self.keep_note)
        self.edit_link.clicked.connect(lambda: self.link_edited.emit(self._key))
        self.in_full.clicked.connect(lambda: self.evidence_wished.emit(self._key))

    @property
    def _key(self) -> RecordId:
        return self._link.link.id if self._link is not None else ""

    def show_link(self, link: DrawnLink) -> None:
        """Show what is known about *link*; how it helps is asked for where nobody said so yet."""
        if link.link.id != self._key:
            self.how.clear()  # that was said of another one
        self._link = link
        writable = self._context.project is not None and not self._context.project.read_only
        for widget in (self.note, self.coverage, self.finding, self.keep, self.edit_link):
            widget.setEnabled(writable)
        is_asked = link.link.how is None and writable
        self.how.setVisible(is_asked)
        self.how_label.setVisible(is_asked)
        while (item := self._written.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        for row, slip in enumerate(link.slips):
            if slip.table is not None:
                self._written.addWidget(TableBadge(slip.table), row, 0, Qt.AlignmentFlag.AlignTop)
            words = QLabel(slip_in_words(slip), wordWrap=True, textFormat=Qt.TextFormat.PlainText)
            self._written.addWidget(words, row, 1)
        self.written.setVisible(bool(link.slips))

    def ask_how(self) -> None:
        """Let the next words say how the arrow helps, or what is known where that was said."""
        (self.how if not self.how.isHidden() else self.note).setFocus()

    def begin_with(self, letter: str) -> None:
        """Begin a note with a letter that was typed elsewhere."""
        if self.note.isEnabled():
            self.note.setFocus()
            self.note.insert(letter)

    @Slot()
    def _keep_how(self) -> None:
        text, key = self.how.text().strip(), self._key
        if not text or not key:
            self.note.setFocus()
            return

        def refused(error: BaseException) -> None:
            self.how.setText(text)
            self._context.show_error(error)

        self.how.clear()
        said = _said(text)
        self._context.apply(
            links.change_link, key, how=said, done=lambda _done: self.how_said.emit(key), failed=refused, say=True
        )

    @Slot()
    def keep_note(self) -> None:
        """Keep the slip, and go on to the next arrow about which nothing is known."""
        text, key = self.note.text().strip(), self._key
        if not text or not key:
            return

        def refused(error: BaseException) -> None:
            self.note.setText(text)
            self._context.show_error(error)

        self.note.clear()
        self._context.apply(
            *(evidence.note, key, _said(text), self.coverage.value, self.finding.value),
            done=lambda _done: self.noted.emit(key),
            failed=refused,
            say=True,
        )


def slip_in_words(slip: Slip) -> str:
    """Say one piece of evidence in a line: which table wrote it, the words, how far it reaches, and what it finds."""
    words = slip.words.text(language())
    if slip.table is not None:
        words = _("{table}: {words}").format(table=slip.table.name, words=words)
    parts = [words, _(slip.coverage.label)]
    if slip.finding is not EvidenceFinding.SUPPORTS:
        parts.append(_(slip.finding.label))
    return " · ".join(parts)


def _said(text: str) -> Bilingual:
    return Bilingual(cy=text, first="cy") if language() == "cy" else Bilingual(en=text)
