"""One line, always in reach: type what is said, see what was understood, Enter keeps it, and comes the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from asset_mapper.domain.change import ChangeSet
from asset_mapper.domain.consent import ConsentHow
from asset_mapper.errors import AssetMapperError
from asset_mapper.i18n import N_, _
from asset_mapper.services import completing, entries, quick_entry
from asset_mapper.services.completing import Completion
from asset_mapper.services.entries import Agreement
from asset_mapper.services.kept_lines import KeptLines, Typed
from asset_mapper.services.quick_entry import Part, QuickEntry
from asset_mapper.ui.context import Context
from asset_mapper.ui.views.quick_entry_chips import GUESSED, ChipRow
from asset_mapper.ui.views.quick_entry_person import AgreementQuestion
from asset_mapper.ui.views.quick_entry_setting import EntrySetting
from asset_mapper.ui.views.quick_entry_there import AlikeRow, OfferRow, WhatIsThere
from asset_mapper.ui.widgets.flow import FlowLayout

_DRAFT = "line"
_PAUSE_MS = 40


class QuickEntryBar(QFrame):
    """The line, who says it, what was understood as chips, and what is there already.

    Tab takes what is offered; without an offer it goes to the chips, as the down key does. Enter keeps the line.
    Ctrl+L changes the language of the contribution, Alt+1 to Alt+3 open what may be the same, Alt+M adds to it,
    Escape closes the line.
    """

    closed = Signal()  # by its button, or by Escape

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._there = WhatIsThere.of(context)
        self.entry: QuickEntry | None = None
        self._as_words: set[str] = set()  # parts that the user wants as plain words
        self._completion: Completion | None = None
        self._wants_to_keep = False  # as soon as it is known what is there
        self._drafted = ""  # the line, as it is kept for after a kill
        self._kept = KeptLines()
        self.setProperty("role", "card")
        self.setProperty("manual", "quick-entry")
        say = context.texts.say
        self.title = QLabel(wordWrap=True)
        self.title.setProperty("role", "quiet")
        say(self.title.setText, N_("What does your community have?"))
        self.setting = EntrySetting(context, self)
        self.said_in = self.setting.said_in
        self.line = QLineEdit()
        self.title.setBuddy(self.line)
        say(self.line.setAccessibleName, N_("New asset in one line"))
        say(self.line.setPlaceholderText, N_("Knit and natter, group, Tuesdays 2pm, library, LL57 4FA"))
        self.keep, self.close_line = QPushButton(), QPushButton()
        self.keep.setProperty("role", "primary")
        say(self.keep.setText, N_("Keep"))
        say(self.close_line.setText, N_("Close"))
        self.problem = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.problem.setProperty("role", "problem")
        self.problem.hide()
        self.question = AgreementQuestion(context)
        self.chips = ChipRow(self._options_for)
        self.offers, self.alike = OfferRow(), AlikeRow()
        self._arrange()

        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._understand)
        self.line.textChanged.connect(self._on_typed)
        self.line.cursorPositionChanged.connect(self._on_moved)
        self.line.returnPressed.connect(self.keep_it)
        self.line.installEventFilter(self)
        self.keep.clicked.connect(self.keep_it)
        self.close_line.clicked.connect(self.end)
        self.chips.changed.connect(self._change_part)
        self.chips.as_words.connect(self._take_as_words)
        self.chips.left.connect(self._to_the_line)
        self.offers.taken.connect(self.take_offer)
        self.offers.left.connect(self._to_the_line)
        self.alike.opened.connect(self.open_alike)
        self.alike.merged.connect(self.add_to_what_is_there)
        self.setting.changed.connect(self._understand)
        self.question.answered.connect(self._on_answered)
        self._there.changed.connect(self._on_there)
        context.records_changed.connect(self._bring_back)
        context.project_changed.connect(self._forget)
        context.texts.call(self._understand)
        self.hide()

    def _arrange(self) -> None:
        top = QWidget()
        flow = FlowLayout(top)
        flow.setContentsMargins(0, 0, 0, 0)
        self.title.setProperty("stretches", True)
        flow.addWidget(self.title)
        for field in self.setting.fields:
            flow.addWidget(field)
        middle = QHBoxLayout()
        for widget, stretch in ((self.line, 1), (self.keep, 0), (self.close_line, 0)):
            middle.addWidget(widget, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(8)
        column.addWidget(top)
        column.addLayout(middle)
        for row in (self.offers, self.chips, self.alike, self.question, self.problem):
            column.addWidget(row)

    # --- what one does ------------------------------------------------------------------------------------------

    @Slot()
    def begin(self) -> None:
        """Come forward, ready for typing."""
        self._there.need()
        self.setting.begin()
        if not self.line.text():
            self._drafted = self._context.drafts.taken(_DRAFT).get("line", "")
            self.line.setText(self._drafted)
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    @Slot()
    def end(self) -> None:
        """Go out of the way; what is in the line stays there."""
        self.hide()
        self.closed.emit()

    @Slot()
    def keep_it(self) -> None:
        """Keep what was understood; the line is ready for the next. A person is asked for first."""
        self._wants_to_keep = self._there.is_reading
        if self._wants_to_keep:
            return
        self._understand()
        entry = self.entry
        if entry is None or not self.line.text().strip():
            return
        if entry.is_person and entry.name:
            self.question.ask(entry.name)
        else:
            self._keep(None)

    @Slot()
    def add_to_what_is_there(self) -> None:
        """Add what was said to the asset that is nearly the same."""
        self._understand()
        entry = self.entry
        if entry is not None and entry.alike:
            typed = self._take_line()
            self._context.apply(
                entries.add_to,
                entry,
                entry.alike[0].id,
                source=self.setting.source,
                done=lambda change_set: self._on_kept(typed, change_set),
                failed=lambda error: self._on_refused(typed, error),
                say=True,
            )

    @Slot(int)
    def open_alike(self, place: int) -> None:
        """Show what may be the same."""
        if self.entry is None or place >= len(self.entry.alike):
            return
        self._context.select([self.entry.alike[place].id])
        if getattr(self._context.window, "current_view", "") not in ("assets", "map"):
            self._context.view_requested.emit("assets")

    @Slot(int)
    def take_offer(self, place: int) -> None:
        """Put what is offered into the line."""
        found = self._completion
        if found is None or place >= len(found.options):
            return
        text, typed = self.line.text(), found.options[place].typed
        self.line.setText(text[: found.start] + typed + text[found.end :])
        self.line.setCursorPosition(found.start + len(typed))
        self.line.setFocus()
        self._understand()

    def _keep(self, agreement: Agreement | None) -> None:
        entry = self.entry
        assert entry is not None
        typed = self._take_line()
        self._context.apply(
            entries.keep,
            entry,
            agreement=agreement,
            source=self.setting.source,
            visibility=self.setting.visibility,
            done=lambda change_set: self._on_kept(typed, change_set),
            failed=lambda error: self._on_refused(typed, error),
            say=True,
        )

    def _take_line(self) -> Typed:
        typed = Typed(self.line.text(), frozenset(self._as_words))
        self._as_words.clear()
        self.line.setText("")  # and not clear(): the field's own undo is not to bring it back
        self.line.setFocus()
        self._understand()
        return typed

    def _put_back(self, typed: Typed) -> None:
        self._as_words = set(typed.as_words)
        self.line.setText(typed.line)
        self._understand()

    def _on_kept(self, typed: Typed, change_set: ChangeSet) -> None:
        if not change_set.changes:
            return
        self._kept.remember(typed, change_set)
        self._context.select([change_set.changes[0].record.id])

    def _on_refused(self, typed: Typed, error: BaseException) -> None:
        if not isinstance(error, AssetMapperError):
            self._context.show_error(error)
            return
        if not self.line.text():  # nothing typed is lost
            self._put_back(typed)
            self._say_problem(str(error))
            self.line.setFocus()
        else:
            self._context.say(f"{error} {typed.line}", kind="stop")

    @Slot(object)
    def _on_answered(self, how: ConsentHow | None) -> None:
        self.line.setFocus()
        if how is not None:
            self._keep(Agreement(how, date.today()))  # noqa: DTZ011 - the user's day
            return
        self._say_problem(_("It is not kept. The line stays here until you type over it."))
        self.line.selectAll()

    @Slot(object)
    def _bring_back(self, change_set: ChangeSet) -> None:
        """Put the line of an entry back when that entry is undone, unless the next is being typed."""
        typed = self._kept.taken_back(change_set)
        if typed is not None and not self.line.text():
            self._put_back(typed)

    @Slot()
    def _forget(self) -> None:
        self._kept.clear()
        self._as_words.clear()
        self._drafted = ""  # what was half typed stays with the project that was open
        self.line.setText("")

    # --- what is understood -------------------------------------------------------------------------------------

    @Slot()
    def _on_typed(self, *_text: object) -> None:
        self._there.need()
        self.problem.hide()
        self.question.hide()
        self._pause.start()

    @Slot()
    def _on_moved(self, *_places: int) -> None:
        self._pause.start()

    @Slot()
    def _on_there(self) -> None:
        self._understand()
        if self._wants_to_keep:
            self.keep_it()

    @Slot()
    def _understand(self, *_news: object) -> None:
        self._pause.stop()
        known = self._there.known
        self.entry = quick_entry.understand(self.line.text(), known, self.setting.language, self._as_words)
        at_end = self.line.hasFocus() and not self.line.hasSelectedText()
        self._completion = completing.completion(self.entry, self.line.cursorPosition(), known) if at_end else None
        self._show_understood(self.entry)
        self._keep_draft(self.entry)

    def _keep_draft(self, entry: QuickEntry) -> None:
        """Keep a line that is half typed: in the project, unless it is about a person or a place that is secret."""
        if entry.line == self._drafted:
            return
        self._drafted = entry.line
        if not entry.line:
            self._context.drafts.drop(_DRAFT)
            return
        typed = {"line": entry.line}
        self._context.drafts.keep(_DRAFT, typed, {} if entry.is_private else typed)

    def _show_understood(self, entry: QuickEntry) -> None:
        parts = list(entry.parts)
        if entry.name and not any(part.what == "kind" for part in parts):
            parts.insert(1, Part(GUESSED, "", _(entry.sort.label), -1, -1))
        self.chips.show_parts(parts, entry.sort if entry.name else None)
        options = self._completion.options if self._completion else ()
        self.offers.offer(options)
        self.line.setAccessibleDescription(_("Tab takes: {name}").format(name=options[0].label) if options else "")
        self.alike.show_alike(entry.alike, self._there.known)
        if entry.caution:
            self._say_problem(entry.caution)

    def _say_problem(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setAccessibleName(text)
        self.problem.show()

    def _options_for(self, part: Part, text: str) -> Sequence[str]:
        """Say what a part that is being changed may become."""
        line = self.line.text()[: part.start] + text
        entry = quick_entry.understand(line, self._there.known, self.setting.language)
        found = completing.completion(entry, len(line), self._there.known)
        return [option.typed for option in found.options] if found else []

    @Slot(object, str)
    def _change_part(self, part: Part, text: str) -> None:
        """Let the line say *text* in place of a part."""
        self.line.setText(quick_entry.with_part(self.line.text(), part, text))
        self._to_the_line()
        self._understand()

    @Slot(object)
    def _take_as_words(self, part: Part) -> None:
        self._as_words.add(part.typed)
        self._to_the_line()
        self._understand()

    @Slot()
    def _to_the_line(self) -> None:
        self.line.setFocus()
        self.line.setCursorPosition(len(self.line.text()))

    # --- keys ---------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if not isinstance(event, QKeyEvent) or watched is not self.line:
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.ShortcutOverride and self._alike_key(event) is not None:
            event.accept()  # before the menus, some of which have the same letter
            return True
        undo = event.matches(QKeySequence.StandardKey.Undo) and not self.line.isUndoAvailable()
        if event.type() is QEvent.Type.ShortcutOverride and undo:
            event.ignore()  # an empty line has nothing to undo: the last entry is
            return True
        return event.type() is QEvent.Type.KeyPress and self._on_key(event)

    def _on_key(self, event: QKeyEvent) -> bool:
        """Do what a key in the line means, beside typing; tells whether it meant something."""
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        alike = self._alike_key(event)
        if alike is not None:
            alike()
        elif key == Qt.Key.Key_Escape:
            self.end()
        elif key == Qt.Key.Key_L and control:
            self.setting.other_language()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Down):
            self._pause.stop()
            self._understand()
            if self._completion is not None and key == Qt.Key.Key_Tab:
                self.take_offer(0)
            elif self._completion is not None:
                self.offers.buttons[0].setFocus()
            elif self.chips.shown:
                self.chips.shown[0].setFocus(Qt.FocusReason.TabFocusReason)
            else:
                return False
        else:
            return False
        return True

    def _alike_key(self, event: QKeyEvent) -> Callable[[], None] | None:
        """Give what Alt with a number or M does, while something alike is shown."""
        if event.modifiers() != Qt.KeyboardModifier.AltModifier or self.alike.isHidden():
            return None
        if event.key() == Qt.Key.Key_M:
            return self.add_to_what_is_there
        place = event.key() - Qt.Key.Key_1
        shown = self.entry is not None and 0 <= place < len(self.entry.alike)
        return partial(self.open_alike, place) if shown else None

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        self.question.hide()
        super().hideEvent(event)
