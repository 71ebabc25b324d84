"""What a line was understood to say, as chips: each can be walked to, changed in its place, or made words again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLineEdit, QPushButton, QWidget

from asset_mapper.domain.asset import AssetKind
from asset_mapper.i18n import N_, _
from asset_mapper.services.quick_entry import Part
from asset_mapper.ui.symbols import kind_icon
from asset_mapper.ui.widgets.flow import FlowLayout

PART_LABELS = {
    "name": N_("Name"),
    "kind": N_("Kind"),
    "when": N_("When"),
    "venue": N_("At"),
    "confidential": N_("Place"),
    "postcode": N_("Postcode"),
    "position": N_("On the map"),
    "phone": N_("Phone"),
    "email": N_("E-mail"),
    "web": N_("Web"),
    "social": N_("Social media"),
    "tag": N_("Tag"),
    "outcome": N_("Supports"),
    "contributes": N_("Contributes to"),
    "can": N_("Can"),
    "knows": N_("Knows about"),
    "cares": N_("Cares about"),
    "wants": N_("Wants"),
    "rest": N_("In words"),
}
GUESSED = "guess"  # the kind that no part of the line says
_WORDS = ("name", "rest")
_EDIT_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space)
_STILL_HERE = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
_WALK = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Chip(QPushButton):
    """One part of the line."""

    def __init__(self, row: ChipRow) -> None:
        super().__init__()
        self._row = row
        self.slot = QWidget(row)  # where it stands, and the field that takes its place
        self.place = QHBoxLayout(self.slot)
        self.place.setContentsMargins(0, 0, 0, 0)
        self.place.addWidget(self)
        self.part = Part("rest", "", "")
        self.setProperty("role", "chip")
        self.clicked.connect(lambda: row.edit(self))

    def show_part(self, part: Part, kind: AssetKind | None) -> None:
        self.part = part
        what = _("Kind (guessed)") if part.what == GUESSED else _(PART_LABELS[part.what])
        text = f"{what}: {part.understood}".replace("&", "&&")
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(f"{what}: {part.understood}")
            hint = _("Enter: change it.") + ("" if self.is_words else " " + _("Delete: keep it as plain words."))
            self.setToolTip(hint)
            self.setAccessibleDescription(hint)
        is_kind = kind is not None and part.what in ("kind", GUESSED)
        self.setIcon(kind_icon(kind.value) if kind is not None and is_kind else QIcon())

    @property
    def is_words(self) -> bool:
        return self.part.what in (*_WORDS, GUESSED)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        key = Qt.Key(event.key())
        if key in _EDIT_KEYS:
            self._row.edit(self)
        elif key in _WALK:
            self._row.walk(self, _WALK[key])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._row.make_words(self)
        elif key == Qt.Key.Key_Escape:
            self._row.left.emit()
        elif self.part.what in ("kind", GUESSED) and event.text().isalpha():
            self._row.choose_kind_by_letter(self, event.text())
        else:
            super().keyPressEvent(event)


class ChipRow(QWidget):
    """All chips, in the order of the line."""

    changed = Signal(object, str)  # the part, and what is to stand in the line for it
    as_words = Signal(object)  # the part was understood wrongly
    left = Signal()  # the keyboard is to go back to the line

    def __init__(self, options_for: Callable[[Part, str], Sequence[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options_for = options_for
        self._flow = FlowLayout(self)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self.chips: list[Chip] = []
        self._kind: AssetKind | None = None
        self.editor: QLineEdit | QComboBox | None = None

    def show_parts(self, parts: Sequence[Part], kind: AssetKind | None) -> None:
        """Show these parts; chips that are there are used again, so that the keyboard stays where it is."""
        self._kind = kind
        while len(self.chips) < len(parts):
            chip = Chip(self)
            self.chips.append(chip)
            self._flow.addWidget(chip.slot)
        for place, chip in enumerate(self.chips):
            if place < len(parts):
                chip.show_part(parts[place], kind)
            chip.slot.setVisible(place < len(parts))
        self.setVisible(bool(parts))
        self._flow.invalidate()

    @property
    def shown(self) -> list[Chip]:
        return [chip for chip in self.chips if not chip.slot.isHidden()]

    def walk(self, chip: Chip, by: int) -> None:
        """Go to the chip before or after; before the first is the line."""
        place = self.shown.index(chip) + by
        if place < 0:
            self.left.emit()
        elif place < len(self.shown):
            self.shown[place].setFocus(Qt.FocusReason.TabFocusReason)

    def make_words(self, chip: Chip) -> None:
        if not chip.is_words:
            self.as_words.emit(chip.part)

    def choose_kind_by_letter(self, chip: Chip, letter: str) -> None:
        """Take the next kind that begins with *letter*, after the one that it is."""
        kinds = list(AssetKind)
        here = kinds.index(self._kind) if self._kind in kinds else -1
        for kind in (*kinds[here + 1 :], *kinds[: here + 1]):
            if _(kind.label).casefold().startswith(letter.casefold()):
                self.changed.emit(chip.part, _(kind.label))
                return

    def edit(self, chip: Chip) -> None:
        """Put a field in the place of a chip."""
        self._end_editing()
        is_kind = chip.part.what in ("kind", GUESSED)
        self.editor = self._kind_field() if is_kind else self._text_field(chip.part)
        what = "kind" if is_kind else chip.part.what
        self.editor.setAccessibleName(_(PART_LABELS[what]))
        self.editor.setProperty("part", chip.part)
        chip.hide()
        chip.place.addWidget(self.editor)
        self.editor.installEventFilter(self)
        self.editor.show()
        self.editor.setFocus()

    def _kind_field(self) -> QComboBox:
        field = QComboBox(self)
        for kind in AssetKind:
            field.addItem(kind_icon(kind.value), _(kind.label))
        field.setCurrentIndex(list(AssetKind).index(self._kind) if self._kind is not None else 0)
        return field

    def _text_field(self, part: Part) -> QLineEdit:
        field = QLineEdit(part.typed, self)
        field.setMinimumWidth(field.fontMetrics().horizontalAdvance("m") * max(12, len(part.typed) + 4))
        words = QStringListModel(field)
        completer = QCompleter(words, field)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        field.setCompleter(completer)
        field.textEdited.connect(lambda text: words.setStringList(list(self._options_for(part, text))))
        field.selectAll()
        return field

    def _commit(self) -> None:
        editor = self.editor
        if editor is None:
            return
        part: Part = editor.property("part")
        text = editor.currentText() if isinstance(editor, QComboBox) else editor.text().strip()
        self._end_editing()
        if text != part.typed:
            self.changed.emit(part, text)
        else:
            self.left.emit()

    @Slot()
    def _end_editing(self) -> None:
        editor, self.editor = self.editor, None
        if editor is None:
            return
        editor.removeEventFilter(self)
        editor.hide()
        editor.deleteLater()
        for chip in self.chips:
            chip.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if watched is not self.editor:
            return super().eventFilter(watched, event)
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._commit()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._end_editing()
                self.left.emit()
                return True
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _STILL_HERE:
            self._commit()
        return super().eventFilter(watched, event)
