"""One line, always in reach: type what is said, see what was understood, Enter keeps it, and comes the next."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from asset_mapper.domain.asset import AssetKind
from asset_mapper.domain.change import ChangeSet
from asset_mapper.errors import AssetMapperError
from asset_mapper.i18n import N_, _, language
from asset_mapper.services import entries, quick_entry
from asset_mapper.services.familiar import Known
from asset_mapper.services.quick_entry import Part, QuickEntry
from asset_mapper.ui.context import Context

_PAUSE_MS = 60
_UNKNOWN = Known()

PART_LABELS = {
    "name": N_("Name"),
    "kind": N_("Kind"),
    "when": N_("When"),
    "venue": N_("At"),
    "postcode": N_("Postcode"),
    "position": N_("On the map"),
    "phone": N_("Phone"),
    "email": N_("E-mail"),
    "web": N_("Web"),
    "tag": N_("Tag"),
    "outcome": N_("Supports"),
    "confidential": N_("Place"),
    "can": N_("Can"),
    "knows": N_("Knows"),
    "cares": N_("Cares about"),
    "wants": N_("Wants"),
    "rest": N_("In words"),
}


class QuickEntryBar(QFrame):
    """The line, the language that it is said in, what was understood as chips, and what is there already.

    A chip turns a part that was understood wrongly back into plain words. Ctrl+L changes the language of the
    contribution; Alt+1 to Alt+3 open what may be the same; Escape closes the line.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._there: Known = _UNKNOWN
        self.entry: QuickEntry | None = None
        self._as_words: set[str] = set()  # parts that the user wants as plain words
        self.setProperty("role", "card")
        say = context.texts.say
        title = QLabel()
        title.setProperty("role", "quiet")
        say(title.setText, N_("What does your community have? Name, kind, when, where …"))
        self.said_in = QComboBox()
        self.said_in.addItem("Cymraeg", "cy")
        self.said_in.addItem("English", "en")
        say(self.said_in.setAccessibleName, N_("Language of this contribution (Ctrl+L)"))
        say(self.said_in.setToolTip, N_("Language of this contribution (Ctrl+L)"))
        self.line = QLineEdit()
        title.setBuddy(self.line)
        say(self.line.setAccessibleName, N_("New asset in one line"))
        say(self.line.setPlaceholderText, N_("Knit and natter, group, Tuesdays 2pm, library, LL57 4FA"))
        self.keep = QPushButton()
        self.keep.setProperty("role", "primary")
        say(self.keep.setText, N_("Keep"))
        self.close_line = QPushButton()
        say(self.close_line.setText, N_("Close"))
        self.problem = QLabel(wordWrap=True)
        self.problem.hide()

        top = QHBoxLayout()
        top.addWidget(title, 1)
        top.addWidget(self.said_in)
        middle = QHBoxLayout()
        for widget, stretch in ((self.line, 1), (self.keep, 0), (self.close_line, 0)):
            middle.addWidget(widget, stretch)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(8)
        self._alike = QHBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(8)
        for layout in (top, middle, self._chips, self._alike):
            column.addLayout(layout)
        column.addWidget(self.problem)

        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._understand)
        self.line.textChanged.connect(self._on_typed)
        self.line.returnPressed.connect(self.keep_it)
        self.line.installEventFilter(self)
        self.keep.clicked.connect(self.keep_it)
        self.close_line.clicked.connect(self.hide)
        self.said_in.currentIndexChanged.connect(self._understand)
        context.records_changed.connect(self._read_what_is_there)
        context.project_changed.connect(self._read_what_is_there)
        context.texts.call(self._show_understood)
        self._read_what_is_there()
        self.hide()

    @Slot()
    def begin(self) -> None:
        """Come forward, ready for typing."""
        code = self._context.settings["entry.language"] or language()
        self.said_in.setCurrentIndex(self.said_in.findData(code))
        self.show()
        self.line.setFocus()
        self.line.selectAll()

    @Slot()
    def keep_it(self) -> None:
        """Keep what was understood; the line is ready for the next."""
        self._understand()
        entry = self.entry
        if entry is None or not self.line.text().strip():
            return
        self._context.settings["entry.language"] = entry.language
        self._context.apply(entries.keep, entry, done=self._on_kept, failed=self._on_refused, say=True)
        self._kept_line = self.line.text()
        self._as_words.clear()
        self.line.clear()
        self.line.setFocus()

    def _on_kept(self, change_set: ChangeSet) -> None:
        if change_set.changes:
            self._context.select([change_set.changes[0].record.id])

    def _on_refused(self, error: BaseException) -> None:
        if isinstance(error, AssetMapperError):
            self.line.setText(self._kept_line)  # nothing typed is lost
            self.problem.setText(str(error))
            self.problem.show()
            self.line.setFocus()
        else:
            self._context.show_error(error)

    @Slot()
    def _on_typed(self, *_text: object) -> None:
        self.problem.hide()
        self._pause.start()

    @Slot()
    def _read_what_is_there(self, *_news: object) -> None:
        if self._context.project is None:
            self._there = _UNKNOWN
        else:
            self._context.ask(quick_entry.known, done=self._on_there)

    def _on_there(self, there: Known) -> None:
        self._there = there
        self._understand()

    @Slot()
    def _understand(self, *_news: object) -> None:
        self.entry = quick_entry.understand(self.line.text(), self._there, self.said_in.currentData(), self._as_words)
        self._show_understood()

    def _show_understood(self) -> None:
        _empty(self._chips)
        _empty(self._alike)
        if self.entry is None or not self.entry.parts:
            return
        for part in self.entry.parts:
            self._chips.addWidget(self._chip(part))
        if self.entry.kind is not None and self.entry.kind_is_guess:
            self._chips.addWidget(self._kind_choice(self.entry.kind))
        self._chips.addStretch(1)
        for number, asset in enumerate(self.entry.alike, 1):
            name = asset.name.text(language())
            button = QPushButton(_("Already here? “{name}” – open it (Alt+{n})").format(name=name, n=number))
            button.setShortcut(f"Alt+{number}")
            button.clicked.connect(lambda _checked=False, key=asset.id: self._context.select([key]))
            self._alike.addWidget(button)
        self._alike.addStretch(1)

    def _chip(self, part: Part) -> QWidget:
        label = _(PART_LABELS[part.what])
        chip = QPushButton(f"{label}: {part.understood}")
        chip.setProperty("role", "chip")
        if part.what in ("name", "rest"):
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        else:
            chip.setToolTip(_("Not what was meant? Press to keep it as plain words."))
            chip.clicked.connect(lambda _checked=False, typed=part.typed: self._take_as_words(typed))
        return chip

    def _kind_choice(self, guess: AssetKind) -> QComboBox:
        choice = QComboBox()
        choice.setAccessibleName(_("Kind (guessed)"))
        for kind in AssetKind:
            choice.addItem(_(kind.label), kind)
        choice.setCurrentIndex(choice.findData(guess))
        choice.activated.connect(lambda index: self._choose_kind(choice.itemData(index)))
        return choice

    def _choose_kind(self, kind: AssetKind) -> None:
        if self.entry is not None:
            self.entry = replace(self.entry, kind=kind)
            self.line.setText(f"{self.line.text().rstrip(' ,')}, {_(kind.label)}")
            self.line.setFocus()

    def _take_as_words(self, typed: str) -> None:
        self._as_words.add(typed)
        self._understand()
        self.line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.hide()
                return True
            if event.key() == Qt.Key.Key_L and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.said_in.setCurrentIndex(1 - self.said_in.currentIndex())
                return True
        return super().eventFilter(watched, event)


def _empty(layout: QHBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.deleteLater()
